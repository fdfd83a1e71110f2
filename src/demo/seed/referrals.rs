//! Referrals: written by social workers, decided on by the coordinator.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{PersonId, ReferralId},
    refusal::Refused,
};
use law::{access::act, order::Source, rule::Period, standing::Agreed, status::LegalStatus};

use super::{
    Seed,
    asking::{Ask, Came},
    family::{Family, Known},
    users::{Staff, wrong_text},
};
use crate::referrals::{
    Basis, Plan, Recording, Referral,
    commands::{accept, answer, begin, decline, give_back, log_call, send, withdraw},
    rules::{CallFields, PlanFields, Question, Replies, ReplyFields, Topic, TopicFields},
};

/// A plan that was made of a referral.
pub(super) struct Arranged<'a> {
    pub(super) plan: Plan,
    pub(super) known: &'a Known<'a>,
    pub(super) ask: &'a Ask,
    /// How many days before the demo opens it was sent.
    pub(super) days_ago: i64,
}

/// A referral and where it stands: what commands ask for.
type At = (ReferralId, i64);

/// Refers whoever is to be referred, in the order of days.
pub(super) fn refer<'a>(
    seed: &Seed<'_>,
    staff: &Staff,
    all: &'a [Known<'a>],
) -> Result<Vec<Arranged<'a>>, Refused> {
    let asks = all
        .iter()
        .flat_map(|known| known.family.asks.iter().map(move |ask| (known, ask)));
    let mut asks: Vec<(&Known<'_>, &Ask, i64)> = asks
        .map(|(known, ask)| (known, ask, ask.days_ago.min(known.days_ago - 2).max(1)))
        .collect();
    asks.sort_by_key(|(.., days_ago)| -days_ago);
    let mut arranged = Vec::new();
    for (known, ask, days_ago) in asks {
        let one = Asking {
            known,
            ask,
            days_ago,
        };
        if let Some(plan) = one.goes_through(seed, staff)? {
            arranged.push(Arranged {
                plan,
                known,
                ask,
                days_ago,
            });
        }
    }
    Ok(arranged)
}

/// A referral on its way.
struct Asking<'a> {
    known: &'a Known<'a>,
    ask: &'a Ask,
    days_ago: i64,
}

impl Asking<'_> {
    fn goes_through(&self, seed: &Seed<'_>, staff: &Staff) -> Result<Option<Plan>, Refused> {
        // A telephone that rings in the afternoon is answered at once, the rest the day after.
        let at_once = self.ask.came == Came::AcceptedAtOnce;
        seed.at(self.days_ago, if at_once { "15:35" } else { "09:35" })?;
        let worker = staff.actor(&self.known.family.worker)?;
        let children = self.ids(&self.ask.children)?;
        let kind = self.ask.kind;
        let draft =
            seed.does::<act::WriteReferral, _>(&worker, |work| begin(work, kind, &children, None))?;
        let met = Replies {
            persons: self.ids(&self.ask.visitors)?,
            answers: BTreeMap::new(),
        };
        let met = seed.does::<act::WriteReferral, _>(&worker, |work| {
            answer(work, at(&draft), Topic::Meeting, &met)
        })?;
        if self.ask.came == Came::Draft {
            return Ok(None);
        }
        let replies = self.replies(seed)?;
        let whole = seed.does::<act::WriteReferral, _>(&worker, |work| {
            answer(work, at(&met), Topic::Considerations, &replies)
        })?;
        let sent = seed.does::<act::WriteReferral, _>(&worker, |work| send(work, at(&whole)))?;
        self.is_decided(seed, staff, &sent)
    }

    fn is_decided(
        &self,
        seed: &Seed<'_>,
        staff: &Staff,
        sent: &Referral,
    ) -> Result<Option<Plan>, Refused> {
        let coordinator = staff.actor("asha.kaur")?;
        let words = |text: &str| text.parse().map_err(wrong_text);
        if !matches!(self.ask.came, Came::AcceptedAtOnce | Came::Sent { .. }) {
            seed.at((self.days_ago - 1).max(1), "11:10")?;
        }
        match self.ask.came {
            Came::Draft | Came::Sent { called: false } => {}
            Came::Sent { called: true } => {
                seed.at(self.days_ago, "15:50")?;
                self.call(seed, staff, at(sent))?;
            }
            Came::Returned(question) => {
                let question = words(question)?;
                seed.does::<act::DecideReferral, _>(&coordinator, |work| {
                    give_back(work, at(sent), &question)
                })?;
            }
            Came::Declined(reason) => {
                let reason = words(reason)?;
                seed.does::<act::DecideReferral, _>(&coordinator, |work| {
                    decline(work, at(sent), &reason)
                })?;
            }
            Came::Withdrawn(reason) => {
                let (worker, reason) = (staff.actor(&self.known.family.worker)?, words(reason)?);
                seed.does::<act::WriteReferral, _>(&worker, |work| {
                    withdraw(work, at(sent), &reason)
                })?;
            }
            Came::Accepted => {
                let called = self.call(seed, staff, at(sent))?;
                return self.accept(seed, staff, &called).map(Some);
            }
            Came::AcceptedAtOnce => {
                seed.at(self.days_ago, "16:20")?;
                return self.accept(seed, staff, sent).map(Some);
            }
        }
        Ok(None)
    }

    fn ids(&self, given: &[&'static str]) -> Result<BTreeSet<PersonId>, Refused> {
        given.iter().map(|given| self.known.person(given)).collect()
    }

    fn call(&self, seed: &Seed<'_>, staff: &Staff, at: At) -> Result<Referral, Refused> {
        let coordinator = staff.actor("asha.kaur")?;
        let fields = CallFields {
            spoke_to: "The duty desk of the team".to_owned(),
            number: format!("01632 9604{:02}", self.known.number % 100),
            on: seed.clock_day().to_string(),
            on_time: "10:40".to_owned(),
            confirmed: "Who asks, for which children, and that nobody else may come.".to_owned(),
        };
        let called = fields.read(kernel::time::Clock::now(seed.clock))?;
        seed.does::<act::DecideReferral, _>(&coordinator, |work| log_call(work, at, called.clone()))
    }

    fn accept(&self, seed: &Seed<'_>, staff: &Staff, one: &Referral) -> Result<Plan, Refused> {
        let coordinator = staff.actor("asha.kaur")?;
        let status = status_of(self.known.family, self.ask);
        let mut fields = PlanFields::of_referral(one, seed.clock_day());
        fields.basis = basis_of(self.known.family, status).to_string();
        if fields.recording.is_empty() {
            fields.recording = Recording::Summary.to_string();
        }
        if status == LegalStatus::Accommodated {
            fields.agreed = Agreed::Signed.to_string();
        }
        fields.agency_allows = status == LegalStatus::PlacementOrder;
        let details = fields.read()?;
        let (_, plan) = seed
            .does::<act::DecideReferral, _>(&coordinator, |work| accept(work, at(one), &details))?;
        Ok(plan)
    }

    /// Everything that is asked, answered in one go, each reply read as it would be typed.
    fn replies(&self, seed: &Seed<'_>) -> Result<Replies, Refused> {
        let today = seed.clock_day();
        let mut all = Replies::default();
        for topic in Topic::ALL {
            let questions = topic.questions();
            let answers = questions.map(|question| ReplyFields {
                question: question.to_string(),
                value: self.known_of(question, today),
                not_known: String::new(),
            });
            let fields = TopicFields {
                persons: Vec::new(),
                answers: answers.collect(),
            };
            all.answers.extend(fields.read(*topic, today)?.answers);
        }
        Ok(all)
    }

    fn known_of(&self, question: Question, today: kernel::time::LondonDay) -> String {
        let ask = self.ask;
        let words = match question {
            Question::Stage => stage_of(status_of(self.known.family, ask)),
            Question::Purpose => "relationship",
            Question::LegalRecorded | Question::RisksRecorded | Question::PlacementRecorded => {
                "yes"
            }
            Question::Level => "U3",
            Question::Mode => "direct",
            Question::Language => ask.interpreter.unwrap_or("English"),
            Question::Interpreter if ask.interpreter.is_some() => "yes",
            Question::Interpreter => "no",
            Question::Health => "None known.",
            Question::Access => "None.",
            Question::School => "Local school or nursery, until 15:15 on weekdays.",
            Question::Unsuitable => "Sundays.",
            Question::Wishes => {
                "Looks forward to seeing them. Asked at home in the week before the referral."
            }
            Question::Considerations => ask.notes,
            Question::NextHearing => return today.plus_days(40).to_string(),
            Question::NeededFrom => return today.plus_days(ask.needed_in).to_string(),
            Question::Times => return ask.often.0.to_string(),
            Question::Per => return ask.often.1.to_string(),
            Question::Minutes => return ask.minutes.to_string(),
            Question::Place => return ask.place.to_string(),
            Question::Bringing => return ask.bringing.to_string(),
            Question::Returning => return crate::referrals::Bringing::Carer.to_string(),
        };
        words.to_owned()
    }
}

const fn at(one: &Referral) -> At {
    (one.id, one.version)
}

/// The latest legal status of the children who are referred.
pub(super) fn status_of(family: &Family, ask: &Ask) -> LegalStatus {
    let first = ask.children.first();
    let theirs = family
        .statuses
        .iter()
        .filter(|status| Some(&status.child) == first);
    theirs
        .max_by_key(|status| -status.days_ago)
        .map_or(LegalStatus::Accommodated, |status| status.status)
}

const fn stage_of(status: LegalStatus) -> &'static str {
    match status {
        LegalStatus::InterimCareOrder => "in_proceedings",
        LegalStatus::Accommodated => "section_20",
        LegalStatus::PlacementOrder => "before_adoption",
        _ => "after_proceedings",
    }
}

fn basis_of(family: &Family, status: LegalStatus) -> Basis {
    let ordered = family.papers.iter().any(|paper| {
        matches!(
            paper.source,
            Source::ContactOrder | Source::PlacementContact
        )
    });
    match status {
        _ if ordered => Basis::Order,
        LegalStatus::Accommodated => Basis::Agreement,
        _ => Basis::CarePlan,
    }
}

/// Whether something is asked for every week.
pub(super) fn is_weekly(ask: &Ask) -> bool {
    ask.often.1 == Period::Week
}
