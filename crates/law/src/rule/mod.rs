//! Typed rules: the conditions of orders in a form that can be checked, each tied to the words it
//! comes from.
//!
//! One file per kind of condition: its data, its check, its words, and a table of cases in the
//! language of orders. To add one: a file, a variant of [`Condition`], a line in
//! `Condition::check_of`.

mod duration;
mod frequency;
mod keep_apart;
mod max_frequency;
mod min_frequency;
mod min_gap;
mod mode;
mod no_person;
mod only_persons;
mod other;
mod quote;
mod refusal;
mod supervision;
mod venue;

use std::collections::BTreeSet;

use kernel::id::PersonId;
use kernel::time::LondonDay;
use serde::{Deserialize, Serialize};

pub use duration::Duration;
pub use frequency::{Period, Window};
pub use keep_apart::KeepApart;
pub use max_frequency::MaxFrequency;
pub use min_frequency::MinFrequency;
pub use min_gap::MinGap;
pub use mode::ModeIs;
pub use no_person::NoPerson;
pub use only_persons::OnlyPersons;
pub use other::{Other, Read};
pub use quote::{Quote, QuoteRefused};
pub use refusal::{Power, Refusal, RefusalTooLong, SERIAL_REFUSAL_DAYS};
pub use supervision::SupervisionAtLeast;
pub use venue::{VenueNot, VenueOnly};

use crate::order::Vary;
use crate::proposal::Proposal;
use crate::standing::{Booked, Standing};
use crate::verdict::Code;

/// What a rule says. Stored as JSON with its `type`; unknown fields are refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Condition {
    /// At least so often.
    MinFrequency(MinFrequency),
    /// At most so often.
    MaxFrequency(MaxFrequency),
    /// So much time between.
    MinGap(MinGap),
    /// So long.
    Duration(Duration),
    /// Watched so closely.
    SupervisionAtLeast(SupervisionAtLeast),
    /// Nobody but these.
    OnlyPersons(OnlyPersons),
    /// Not these.
    NoPerson(NoPerson),
    /// These two apart.
    KeepApart(KeepApart),
    /// In these ways.
    Mode(ModeIs),
    /// Only in these places.
    VenueOnly(VenueOnly),
    /// Not in these places.
    VenueNot(VenueNot),
    /// The authority may refuse contact, s.34(4). By itself it stops nothing: see [`Refusal`].
    RefusalAuthorised,
    /// Something this vocabulary has no word for.
    Other(Other),
}

/// A typed rule: the common head, and what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The words it comes from.
    pub quote: Quote,
    /// The children it is about; empty: any child (a bail condition, an order that protects an
    /// adult).
    pub children: BTreeSet<PersonId>,
    /// The persons whose contact it governs; empty: any contact of these children.
    pub persons: BTreeSet<PersonId>,
    /// Its first day, where that differs from the order's.
    pub from: Option<LondonDay>,
    /// Its last day, where that differs from the order's.
    pub until: Option<LondonDay>,
    /// Who may depart from it, as its words say.
    pub vary: Vary,
    /// What it says.
    pub condition: Condition,
}

impl Rule {
    /// Whether it has force on that day (as far as its own dates go).
    pub fn is_in_force_on(&self, day: LondonDay) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether it speaks about this proposal: one of its children takes part, and one of its
    /// persons.
    pub fn concerns(&self, proposal: &Proposal) -> bool {
        let child = self.children.is_empty() || !self.children.is_disjoint(&proposal.children);
        child
            && (self.persons.is_empty() || self.persons.iter().any(|person| proposal.has(*person)))
    }

    /// Whether it speaks about a booked session of this child.
    pub fn speaks_of(&self, child: PersonId, booked: &Booked) -> bool {
        let person =
            self.persons.is_empty() || self.persons.iter().any(|person| booked.has(*person));
        booked.children.contains(&child) && person
    }

    /// Whether it speaks about contact between these two.
    pub fn governs(&self, child: PersonId, person: PersonId) -> bool {
        (self.children.is_empty() || self.children.contains(&child))
            && (self.persons.is_empty() || self.persons.contains(&person))
    }
}

/// What a check looks at.
pub(crate) struct Case<'a> {
    pub(crate) rule: &'a Rule,
    /// The first day of the order, from which its fortnights are counted.
    pub(crate) anchor: LondonDay,
    pub(crate) proposal: &'a Proposal,
    pub(crate) standing: &'a Standing,
}

/// How a proposal stands to a rule it does not keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The rule forbids it. What that weighs follows from the rule's source.
    Forbidden,
    /// It gives less than the rule grants. A manager decides: less contact may be better than none.
    FallsShort,
    /// Nobody knows what the rule says.
    Unread,
    /// It may go ahead; something is owed.
    Owed,
}

/// A rule not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Breach {
    pub(crate) code: Code,
    pub(crate) kind: Kind,
    pub(crate) persons: BTreeSet<PersonId>,
    pub(crate) explanation: String,
}

impl Breach {
    fn new(kind: Kind, code: Code, explanation: impl Into<String>) -> Self {
        Self {
            code,
            kind,
            persons: BTreeSet::new(),
            explanation: explanation.into(),
        }
    }

    fn about(mut self, persons: impl IntoIterator<Item = PersonId>) -> Self {
        self.persons.extend(persons);
        self
    }
}

/// A kind of condition: how it is checked and how it is said.
pub(crate) trait Check {
    /// What the proposal breaks, if anything. Called only where the rule concerns the proposal.
    fn check(&self, case: &Case<'_>) -> Option<Breach>;

    /// The condition in plain words, for the page where a second person checks it against the
    /// order.
    fn in_words(&self) -> String;
}

impl Condition {
    fn check_of(&self) -> Option<&dyn Check> {
        match self {
            Self::MinFrequency(condition) => Some(condition),
            Self::MaxFrequency(condition) => Some(condition),
            Self::MinGap(condition) => Some(condition),
            Self::Duration(condition) => Some(condition),
            Self::SupervisionAtLeast(condition) => Some(condition),
            Self::OnlyPersons(condition) => Some(condition),
            Self::NoPerson(condition) => Some(condition),
            Self::KeepApart(condition) => Some(condition),
            Self::Mode(condition) => Some(condition),
            Self::VenueOnly(condition) => Some(condition),
            Self::VenueNot(condition) => Some(condition),
            Self::Other(condition) => Some(condition),
            Self::RefusalAuthorised => None,
        }
    }

    pub(crate) fn check(&self, case: &Case<'_>) -> Option<Breach> {
        self.check_of().and_then(|check| check.check(case))
    }

    /// The condition in plain words, for the page where a second person checks it against the
    /// order.
    pub fn in_words(&self) -> String {
        self.check_of().map_or_else(
            || {
                "The authority may refuse contact. This stops nothing until a manager decides to \
                use it."
                    .to_owned()
            },
            Check::in_words,
        )
    }
}

#[cfg(test)]
pub(crate) mod testing {
    //! What the tables of cases share.
    use super::*;
    use crate::cast::Cast;

    /// What a condition of Ava's order, governing nobody in particular, finds in a proposal.
    pub(crate) fn found(
        condition: Condition,
        standing: &Standing,
        proposal: &Proposal,
    ) -> Option<(Code, Kind)> {
        let rule = Cast::new().rule(condition);
        let case = Case {
            rule: &rule,
            anchor: Cast::new().order_began(),
            proposal,
            standing,
        };
        rule.condition
            .check(&case)
            .map(|breach| (breach.code, breach.kind))
    }

    #[test]
    fn each_condition_has_words_and_a_stored_form_that_refuses_what_it_does_not_know() {
        for (stored, words) in [
            (
                r#"{"type":"min_frequency","times":2,"per":"week"}"#,
                "At least 2 sessions in each week.",
            ),
            (
                r#"{"type":"max_frequency","times":1,"per":"month"}"#,
                "At most 1 session in each month.",
            ),
            (
                r#"{"type":"min_gap","hours":48}"#,
                "At least 48 hours from the end of one session to the start of the next.",
            ),
            (
                r#"{"type":"duration","at_least":90,"at_most":120}"#,
                "At least 90 minutes and at most 120 minutes.",
            ),
            (
                r#"{"type":"supervision_at_least","level":"U3"}"#,
                "Supervision: at least “supervised throughout”.",
            ),
            (r#"{"type":"mode","modes":["letter"]}"#, "Only by letter."),
            (
                r#"{"type":"other","read":"not_yet"}"#,
                "A condition that nobody has yet put into a rule.",
            ),
            (
                r#"{"type":"refusal_authorised"}"#,
                "The authority may refuse contact. This stops nothing until a manager decides to \
                    use it.",
            ),
        ] {
            let condition: Condition = serde_json::from_str(stored).unwrap();
            assert_eq!(condition.in_words(), words);
            assert_eq!(serde_json::to_string(&condition).unwrap(), stored);
            let stray = stored.replace(r#"{"type""#, r#"{"stray":1,"type""#);
            let refused = serde_json::from_str::<Condition>(&stray).is_err();
            assert!(refused || stored.contains("refusal_authorised"), "{stray}");
        }
        assert!(serde_json::from_str::<Condition>(r#"{"type":"unheard_of"}"#).is_err());
    }
}
