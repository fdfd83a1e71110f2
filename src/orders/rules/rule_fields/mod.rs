//! A typed rule in six plain questions, and "other condition".

use std::collections::BTreeSet;

use kernel::{fields::Reading, id::PersonId, refusal::Refused};
use law::{
    order::Vary,
    proposal::{Level, PlaceKind},
    rule::{
        Condition, Duration, KeepApart, MaxFrequency, MinFrequency, NoPerson, OnlyPersons, Other,
        Quote, Read, Rule, SupervisionAtLeast, VenueNot, VenueOnly,
    },
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{children_of_rule, order_fields::people};
use crate::orders::Order;

kernel::codes! {
    /// What an order is asked, in the order people ask it.
    pub enum Question {
        /// How many sessions in which span.
        HowOften = "how_often",
        /// How many minutes.
        HowLong = "how_long",
        /// How closely it is watched.
        HowClosely = "how_closely",
        /// Nobody but these.
        WhoMayCome = "who_may_come",
        /// Not these.
        WhoMayNot = "who_may_not",
        /// In which places, or in which not.
        Where = "where",
        /// Something these questions do not ask.
        Other = "other",
    }
}

impl Question {
    /// As people ask it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::HowOften => "How often?",
            Self::HowLong => "How long?",
            Self::HowClosely => "Watched how closely?",
            Self::WhoMayCome => "Who may come?",
            Self::WhoMayNot => "Who may not come?",
            Self::Where => "Where?",
            Self::Other => "Other condition",
        }
    }
}

kernel::codes! {
    /// Which way a number bounds.
    pub enum Bound {
        /// That much or more.
        AtLeast = "at_least",
        /// That much or less.
        AtMost = "at_most",
        /// Neither more nor less.
        Exactly = "exactly",
    }
}

/// A rule as typed. Only the fields of its question count.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct RuleFields {
    /// Which question it answers.
    #[validate(length(max = 20, message = "Choose one of the questions."))]
    #[schema(max_length = 20)]
    pub question: String,
    /// The words of the order it comes from, as they stand there.
    #[validate(length(max = 5000, message = "Quote 5,000 characters or fewer."))]
    #[schema(max_length = 5000)]
    pub quote: String,
    /// The ids of the persons whose contact it governs; none: everybody's.
    #[validate(length(max = 50, message = "Name 50 people or fewer."))]
    #[schema(max_items = 50)]
    pub about: Vec<String>,
    /// Who may depart from it, as its words say: `court` or `authority`.
    #[validate(length(max = 20, message = "Choose one of the list."))]
    #[schema(max_length = 20)]
    pub vary: String,
    /// How often, how long: `at_least`, `at_most`, `exactly`.
    #[validate(length(max = 20, message = "Choose one of the list."))]
    #[schema(max_length = 20)]
    pub bound: String,
    /// How often: the number of sessions.
    #[validate(length(max = 3, message = "Give a number from 1 to 99."))]
    #[schema(max_length = 3)]
    pub times: String,
    /// How often: in each `day`, `week`, `fortnight`, …
    #[validate(length(max = 20, message = "Choose one of the list."))]
    #[schema(max_length = 20)]
    pub per: String,
    /// How long: minutes.
    #[validate(length(max = 4, message = "Give a number of minutes."))]
    #[schema(max_length = 4)]
    pub minutes: String,
    /// How closely: `U0` to `U5`.
    #[validate(length(max = 2, message = "Choose one of the list."))]
    #[schema(max_length = 2)]
    pub level: String,
    /// Who may come, who may not: the ids of the persons.
    #[validate(length(max = 50, message = "Name 50 people or fewer."))]
    #[schema(max_items = 50)]
    pub people: Vec<String>,
    /// Who may not: `never`, or `together` where two may come but never meet.
    #[validate(length(max = 20, message = "Choose one of the list."))]
    #[schema(max_length = 20)]
    pub barred: String,
    /// Where: `only` in these places, or `not` in these.
    #[validate(length(max = 20, message = "Choose one of the list."))]
    #[schema(max_length = 20)]
    pub place: String,
    /// Where: kinds of place.
    #[validate(length(max = 10, message = "Choose 10 places or fewer."))]
    #[schema(max_items = 10)]
    pub places: Vec<String>,
    /// Other condition: `not_yet` read, so it holds, or `for_information`.
    #[validate(length(max = 20, message = "Choose one of the list."))]
    #[schema(max_length = 20)]
    pub read: String,
}

/// A rule that was read, not yet tied to the words of its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleDraft {
    /// The words it comes from.
    pub words: String,
    /// Whose contact it governs.
    pub about: BTreeSet<PersonId>,
    /// Who may depart from it.
    pub vary: Vary,
    /// What it says.
    pub condition: Condition,
}

impl RuleFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<RuleDraft, Refused> {
        let mut reading = Reading::of(self);
        let question = reading.code("/question", "question", &self.question);
        if self.quote.trim().is_empty() {
            let message = "Copy the words of the order that this rule comes from";
            reading.fault("/quote", "blank", message);
        }
        // In the order in which the form asks, so that what is wrong is told in that order.
        let condition = question.and_then(|question| self.condition(question, &mut reading));
        let about = people(&mut reading, "/about", &self.about);
        let vary = reading.code("/vary", "who may agree to something else", &self.vary);
        let draft = vary.zip(condition).map(|(vary, condition)| RuleDraft {
            words: self.quote.replace("\r\n", "\n").trim().to_owned(),
            about,
            vary,
            condition,
        });
        reading.finish(draft)
    }

    fn condition(&self, question: Question, reading: &mut Reading) -> Option<Condition> {
        match question {
            Question::HowOften => self.how_often(reading),
            Question::HowLong => self.how_long(reading),
            Question::HowClosely => {
                let level: Level =
                    reading.code("/level", "how closely it is watched", &self.level)?;
                Some(Condition::SupervisionAtLeast(SupervisionAtLeast { level }))
            }
            Question::WhoMayCome => Some(Condition::OnlyPersons(OnlyPersons {
                allowed: self.chosen_people(reading)?,
            })),
            Question::WhoMayNot => self.who_may_not(reading),
            Question::Where => self.place(reading),
            Question::Other => {
                let read: Read = reading.code("/read", "what is to be done with it", &self.read)?;
                Some(Condition::Other(Other { read }))
            }
        }
    }

    fn how_often(&self, reading: &mut Reading) -> Option<Condition> {
        let bound: Option<Bound> = reading.code("/bound", "how the number counts", &self.bound);
        let times =
            number(reading, "/times", &self.times, 99).and_then(|times| u8::try_from(times).ok());
        let per = reading.code("/per", "the span it is counted in", &self.per);
        match (bound?, times?, per?) {
            (Bound::AtLeast, times, per) => {
                Some(Condition::MinFrequency(MinFrequency { times, per }))
            }
            (Bound::AtMost, times, per) => {
                Some(Condition::MaxFrequency(MaxFrequency { times, per }))
            }
            (Bound::Exactly, ..) => {
                let message = "Enter two rules: one for at least, one for at most";
                reading.fault("/bound", "two-rules", message);
                None
            }
        }
    }

    fn how_long(&self, reading: &mut Reading) -> Option<Condition> {
        let bound: Option<Bound> = reading.code("/bound", "how the number counts", &self.bound);
        let minutes = number(reading, "/minutes", &self.minutes, 1440);
        let (bound, minutes) = bound.zip(minutes)?;
        let (least, most) = match bound {
            Bound::AtLeast => (Some(minutes), None),
            Bound::AtMost => (None, Some(minutes)),
            Bound::Exactly => (Some(minutes), Some(minutes)),
        };
        Duration::new(least, most).ok().map(Condition::Duration)
    }

    fn chosen_people(&self, reading: &mut Reading) -> Option<BTreeSet<PersonId>> {
        let chosen = people(reading, "/people", &self.people);
        if self.people.is_empty() {
            reading.fault("/people", "blank", "Choose at least one person");
        }
        (!chosen.is_empty()).then_some(chosen)
    }

    fn who_may_not(&self, reading: &mut Reading) -> Option<Condition> {
        let barred = self.chosen_people(reading)?;
        if self.barred != "together" {
            return Some(Condition::NoPerson(NoPerson { barred }));
        }
        let mut two = barred.iter().copied();
        let (Some(one), Some(other), None) = (two.next(), two.next(), two.next()) else {
            let message = "Choose the two people who must not meet";
            reading.fault("/people", "not-two", message);
            return None;
        };
        let minutes_between = if self.minutes.trim().is_empty() {
            None
        } else {
            Some(number(reading, "/minutes", &self.minutes, 1440)?)
        };
        Some(Condition::KeepApart(KeepApart {
            one,
            other,
            minutes_between,
        }))
    }

    fn place(&self, reading: &mut Reading) -> Option<Condition> {
        if !["only", "not"].contains(&self.place.as_str()) {
            let message = "Say whether it may take place only there, or not there";
            reading.fault("/place", "not-chosen", message);
        }
        let kinds: BTreeSet<PlaceKind> = self
            .places
            .iter()
            .filter_map(|kind| reading.code("/places", "place", kind))
            .collect();
        if kinds.is_empty() {
            reading.fault("/places", "blank", "Choose at least one kind of place");
            return None;
        }
        let (venues, homes_of) = (BTreeSet::new(), BTreeSet::new());
        match self.place.as_str() {
            "only" => Some(Condition::VenueOnly(VenueOnly { venues, kinds })),
            "not" => Some(Condition::VenueNot(VenueNot {
                venues,
                kinds,
                homes_of,
            })),
            _ => None,
        }
    }
}

fn number(reading: &mut Reading, pointer: &str, text: &str, most: u16) -> Option<u16> {
    let read = text.trim().parse().ok();
    let read = read.filter(|number| (1..=most).contains(number));
    if read.is_none() {
        let message = format!("Enter a whole number from 1 to {most}");
        reading.fault(pointer, "out-of-bounds", message);
    }
    read
}

/// The persons a condition names by itself.
fn named_by(condition: &Condition) -> BTreeSet<PersonId> {
    match condition {
        Condition::OnlyPersons(only) => only.allowed.clone(),
        Condition::NoPerson(not) => not.barred.clone(),
        Condition::KeepApart(apart) => [apart.one, apart.other].into(),
        Condition::VenueNot(venue) => venue.homes_of.clone(),
        _ => BTreeSet::new(),
    }
}

/// Everybody a rule names: whose contact it governs, and whom it allows or bars.
pub fn named_in(rule: &Rule) -> BTreeSet<PersonId> {
    let mut named = named_by(&rule.condition);
    named.extend(&rule.persons);
    named
}

/// Ties a rule to the words of its order.
///
/// # Errors
/// When the quote does not stand in them.
pub fn tie(order: &Order, draft: RuleDraft) -> Result<Rule, Refused> {
    let quote =
        Quote::find(order.details.verbatim.as_str(), &draft.words).map_err(|_not_there| {
            let message =
                "These words do not stand in the order. Copy them from its text, letter by letter";
            Refused::field("/quote", "not-in-the-order", message)
        })?;
    Ok(Rule {
        quote,
        children: children_of_rule(order),
        persons: draft.about,
        from: None,
        until: None,
        vary: draft.vary,
        condition: draft.condition,
    })
}

#[cfg(test)]
mod tests;
