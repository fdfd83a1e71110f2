//! What an order, a plan or an agreement of the demo is written with: its clauses in words, and
//! what a person would enter as the rule of each.

use kernel::{id::PersonId, refusal::Refused};
use law::{
    order::Source,
    proposal::{Level, PlaceKind},
    rule::Period,
};

use crate::orders::{
    Ends, Form,
    rules::{Question, RuleFields},
};

/// What a clause comes to as a rule.
#[derive(Debug, Clone)]
pub(super) enum Says {
    /// So many sessions or more.
    AtLeast(u8, Period),
    /// So many sessions or fewer.
    AtMost(u8, Period),
    /// So many minutes or more.
    Lasts(u16),
    /// Watched at least so closely.
    Closely(Level),
    /// These two never meet, with so many minutes between.
    Apart([&'static str; 2], u16),
    /// Only in such a place.
    Only(PlaceKind),
    /// Stands in the supervisor's brief and stops nothing.
    ForInformation,
}

/// One numbered clause.
#[derive(Debug, Clone)]
struct Clause {
    words: String,
    rule: Option<Says>,
}

/// Who enters a paper, and who checks it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Hands {
    /// The social worker, then the manager of the team.
    Team,
    /// The social worker, and nobody yet.
    OnlyEntered,
    /// The coordinator, then Legal.
    Office,
}

/// An order, a plan or an agreement.
#[derive(Debug, Clone)]
pub(super) struct Paper {
    pub(super) form: Form,
    pub(super) source: Source,
    pub(super) ends: Ends,
    /// How many days before the demo opens it was made.
    pub(super) days_ago: i64,
    pub(super) by_consent: bool,
    pub(super) children: Vec<&'static str>,
    pub(super) allows: Vec<&'static str>,
    pub(super) hands: Hands,
    clauses: Vec<Clause>,
}

impl Paper {
    /// A paper made so many days ago about these children.
    pub(super) fn made(
        (form, source): (Form, Source),
        days_ago: i64,
        children: &[&'static str],
    ) -> Self {
        let by_the_court = form != Form::Other;
        Self {
            form,
            source,
            ends: if by_the_court {
                Ends::FurtherOrder
            } else {
                Ends::Child18
            },
            days_ago,
            by_consent: !by_the_court,
            children: children.to_vec(),
            allows: Vec::new(),
            hands: Hands::Team,
            clauses: Vec::new(),
        }
    }

    /// An interim care order with what it records of the plan.
    pub(super) fn interim_care(days_ago: i64, children: &[&'static str]) -> Self {
        let mut paper = Self::made((Form::C33, Source::Recital), days_ago, children);
        paper.ends = Ends::EndOfProceedings;
        paper.clause("The children are placed in the care of Merrowby Council until the end of the proceedings or further order.")
    }

    /// A care plan.
    pub(super) fn care_plan(days_ago: i64, children: &[&'static str]) -> Self {
        Self::made((Form::Other, Source::CarePlan), days_ago, children)
    }

    /// A written agreement with those who have parental responsibility.
    pub(super) fn agreement(days_ago: i64, children: &[&'static str]) -> Self {
        Self::made((Form::Other, Source::Agreement), days_ago, children)
    }

    /// It is about their time with these.
    pub(super) fn with(mut self, persons: &[&'static str]) -> Self {
        self.allows = persons.to_vec();
        self
    }

    /// By whose hands it goes.
    pub(super) const fn by(mut self, hands: Hands) -> Self {
        self.hands = hands;
        self
    }

    /// A clause that is no rule.
    pub(super) fn clause(mut self, words: impl Into<String>) -> Self {
        self.clauses.push(Clause {
            words: words.into(),
            rule: None,
        });
        self
    }

    /// A clause with its rule.
    pub(super) fn rule(mut self, words: impl Into<String>, rule: Says) -> Self {
        self.clauses.push(Clause {
            words: words.into(),
            rule: Some(rule),
        });
        self
    }

    /// Who made it.
    pub(super) const fn court(&self) -> &'static str {
        match self.form {
            Form::Other => "Merrowby Council",
            _ => "Family Court at Northwick",
        }
    }

    /// Its lines as they stand on paper.
    pub(super) fn lines(&self, case_number: &str) -> Vec<String> {
        let head = [self.court().to_owned(), case_number.to_owned()];
        let clauses = self.clauses.iter().zip(1_u8..);
        let clauses = clauses.map(|(clause, number)| format!("{number}. {}", clause.words));
        head.into_iter().chain(clauses).collect()
    }

    /// What would be typed for each rule. `id` finds somebody of the family by first name.
    pub(super) fn rules(
        &self,
        id: impl Fn(&str) -> Result<PersonId, Refused>,
    ) -> Result<Vec<RuleFields>, Refused> {
        let ruled = self
            .clauses
            .iter()
            .filter_map(|clause| clause.rule.as_ref().map(|says| (says, &clause.words)));
        ruled
            .map(|(says, quote)| {
                Ok(RuleFields {
                    quote: quote.clone(),
                    ..says.fields(&id)?
                })
            })
            .collect()
    }
}

impl Says {
    fn fields(
        &self,
        id: &impl Fn(&str) -> Result<PersonId, Refused>,
    ) -> Result<RuleFields, Refused> {
        let asked = |question: Question| RuleFields {
            question: question.to_string(),
            vary: "court".to_owned(),
            ..RuleFields::default()
        };
        let often = |bound: &str, times: u8, per: Period| RuleFields {
            bound: bound.to_owned(),
            times: times.to_string(),
            per: per.to_string(),
            ..asked(Question::HowOften)
        };
        Ok(match self {
            Self::AtLeast(times, per) => often("at_least", *times, *per),
            Self::AtMost(times, per) => often("at_most", *times, *per),
            Self::Lasts(minutes) => RuleFields {
                bound: "at_least".to_owned(),
                minutes: minutes.to_string(),
                ..asked(Question::HowLong)
            },
            Self::Closely(level) => RuleFields {
                level: level.to_string(),
                ..asked(Question::HowClosely)
            },
            Self::Apart(two, minutes) => RuleFields {
                people: two
                    .iter()
                    .map(|one| Ok(id(one)?.to_string()))
                    .collect::<Result<_, Refused>>()?,
                barred: "together".to_owned(),
                minutes: minutes.to_string(),
                ..asked(Question::WhoMayNot)
            },
            Self::Only(kind) => RuleFields {
                place: "only".to_owned(),
                places: vec![kind.to_string()],
                ..asked(Question::Where)
            },
            Self::ForInformation => RuleFields {
                read: "for_information".to_owned(),
                ..asked(Question::Other)
            },
        })
    }
}
