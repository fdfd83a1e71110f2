//! What is typed about a referral: everything text, read at once, nothing trusted.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    fields::Reading,
    id::{PersonId, ReferralId},
    refusal::Refused,
    text::{Language, Line, Narrative, Phone},
    time::{Instant, LondonDay},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{Answer, Asks, Need, PlanFields, Question, Topic};
use crate::referrals::{PlanDetails, ReferralKind};

/// A new referral as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct NewFields {
    /// `new`, `change`, `re_referral` or `emergency`.
    #[validate(length(max = 20, message = "Choose one of the list."))]
    #[schema(max_length = 20)]
    pub kind: String,
    /// The ids of the children.
    #[validate(length(max = 20, message = "Name 20 children or fewer."))]
    #[schema(max_items = 20)]
    pub children: Vec<String>,
    /// The id of the accepted referral it is to take the place of; may be blank.
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    #[schema(max_length = 30)]
    pub renews: String,
}

impl NewFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<(ReferralKind, BTreeSet<PersonId>, Option<ReferralId>), Refused> {
        let mut reading = Reading::of(self);
        let kind = reading.code("/kind", "kind of referral", &self.kind);
        let children = people(&mut reading, "/children", &self.children);
        if children.is_empty() {
            reading.fault("/children", "blank", "Choose at least one child");
        }
        let renews = match self.renews.trim() {
            "" => None,
            id => reading.id("/renews", "referral", id),
        };
        if kind == Some(ReferralKind::Change) && renews.is_none() {
            reading.fault("/renews", "blank", "Choose the referral that changes");
        }
        reading.finish(kind.map(|kind| (kind, children, renews)))
    }
}

/// Ids of people as chosen.
pub(super) fn people(reading: &mut Reading, pointer: &str, ids: &[String]) -> BTreeSet<PersonId> {
    ids.iter()
        .filter_map(|id| reading.id(pointer, "person", id))
        .collect()
}

/// One answer as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct ReplyFields {
    /// The code of the question.
    #[validate(length(max = 30, message = "Choose one of the list."))]
    #[schema(max_length = 30)]
    pub question: String,
    /// The answer: a text, a number, a day or the code of a choice; blank for none.
    #[validate(length(max = 20_000, message = "Use 20,000 characters or fewer."))]
    #[schema(max_length = 20_000)]
    pub value: String,
    /// Who will supply it, where it is not known yet; else blank.
    #[validate(length(max = 20, message = "Choose one of the list."))]
    #[schema(max_length = 20)]
    pub not_known: String,
}

/// A section as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct TopicFields {
    /// The children, or the people to meet, by their ids; for these two sections only.
    #[validate(length(max = 50, message = "Name 50 people or fewer."))]
    #[schema(max_items = 50)]
    pub persons: Vec<String>,
    /// The answers. What is not named stays as it is.
    #[validate(nested, length(max = 30, message = "There are not so many questions."))]
    #[schema(max_items = 30)]
    pub answers: Vec<ReplyFields>,
}

/// A section, read.
#[derive(Debug, Clone, Default)]
pub struct Replies {
    /// The children, or the people to meet.
    pub persons: BTreeSet<PersonId>,
    /// Each answer; none where it was taken out.
    pub answers: BTreeMap<Question, Option<Answer>>,
}

impl TopicFields {
    /// What was typed, read. A blank is no fault: a draft is left and come back to.
    ///
    /// # Errors
    /// Every answer that does not fit.
    pub fn read(&self, topic: Topic, today: LondonDay) -> Result<Replies, Refused> {
        let mut reading = Reading::of(self);
        let persons = match topic {
            Topic::Children => people(&mut reading, "/children", &self.persons),
            Topic::Meeting => people(&mut reading, "/visitors", &self.persons),
            _ => BTreeSet::new(),
        };
        let mut answers = BTreeMap::new();
        for reply in &self.answers {
            let known = topic.questions().find(|one| one.as_str() == reply.question);
            match known {
                Some(question) => {
                    answers.insert(question, reply.read(&mut reading, question, today));
                }
                None => reading.fault("/answers", "not-here", "This section does not ask that"),
            }
        }
        reading.finish(Some(Replies { persons, answers }))
    }
}

impl ReplyFields {
    fn read(&self, reading: &mut Reading, question: Question, today: LondonDay) -> Option<Answer> {
        let pointer = format!("/{question}");
        let (value, not_known) = (self.value.trim(), self.not_known.trim());
        match (value.is_empty(), not_known.is_empty()) {
            (true, true) => None,
            (true, false) if question.need() != Need::ToAccept => {
                reading.fault(
                    &pointer,
                    "must-be-known",
                    "This must be known before the referral is sent",
                );
                None
            }
            (true, false) => {
                let who = reading.code(&format!("{pointer}_not_known"), "supplier", not_known);
                who.map(Answer::NotKnown)
            }
            (false, true) => fits(reading, (&pointer, question), value, today).map(Answer::Known),
            (false, false) => {
                let message = "Give the answer, or say who will supply it, not both";
                reading.fault(&pointer, "both", message);
                None
            }
        }
    }
}

/// A value as it is kept, if it is what the question asks for.
fn fits(
    reading: &mut Reading,
    (pointer, question): (&str, Question),
    value: &str,
    today: LondonDay,
) -> Option<String> {
    match question.asks() {
        Asks::Text => {
            let text: Option<Narrative> = reading.text(pointer, "answer", value);
            text.map(|text| text.to_string())
        }
        Asks::Language => {
            let language: Option<Language> = reading.text(pointer, "language", value);
            language.map(|language| language.to_string())
        }
        Asks::Number(least, most, step) => {
            let number = value.parse::<u16>().ok();
            let number = number.filter(|one| (least..=most).contains(one) && one % step == 0);
            if number.is_none() {
                let steps = if step > 1 {
                    format!(", in steps of {step}")
                } else {
                    String::new()
                };
                let message = format!("Enter a whole number from {least} to {most}{steps}");
                reading.fault(pointer, "out-of-bounds", message);
            }
            number.map(|number| number.to_string())
        }
        Asks::Day => {
            let day = reading.day(pointer, "day", value)?;
            if day < today {
                reading.fault(pointer, "in-past", "Give a day that is not in the past");
                return None;
            }
            Some(day.to_string())
        }
        Asks::Choice(list) => {
            let found = list().into_iter().any(|(code, _)| code == value);
            if !found {
                reading.fault(pointer, "not-chosen", "Choose one of the list");
            }
            found.then(|| value.to_owned())
        }
    }
}

/// One text about a referral: the coordinator's question, the reply, a reason.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct SayFields {
    /// The words.
    #[validate(length(max = 2000, message = "Use 2,000 characters or fewer."))]
    #[schema(max_length = 2000)]
    pub words: String,
}

impl SayFields {
    /// What was typed, read. `what` names it: "reason".
    ///
    /// # Errors
    /// When it is blank or does not fit.
    pub fn read(&self, what: &str) -> Result<Narrative, Refused> {
        let mut reading = Reading::of(self);
        let words = reading.text("/words", what, &self.words);
        reading.finish(words)
    }
}

/// The call that verifies a referral, as typed. Day and time are those of London.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct CallFields {
    /// To whom they spoke.
    #[validate(length(max = 200, message = "Use 200 characters or fewer."))]
    #[schema(max_length = 200)]
    pub spoke_to: String,
    /// The number that was called.
    #[validate(length(max = 30, message = "Use 30 characters or fewer."))]
    #[schema(max_length = 30)]
    pub number: String,
    /// The day of the call, `2026-11-24`.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub on: String,
    /// Its time, `09:00`.
    #[validate(length(max = 8, message = "Write the time as 09:00."))]
    #[schema(max_length = 8)]
    pub on_time: String,
    /// What was confirmed.
    #[validate(length(max = 2000, message = "Use 2,000 characters or fewer."))]
    #[schema(max_length = 2000)]
    pub confirmed: String,
}

/// What a call came to: with whom, on which number, when, what was confirmed.
pub type Called = (Line, Phone, Instant, Narrative);

impl CallFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self, now: Instant) -> Result<Called, Refused> {
        let mut reading = Reading::of(self);
        let spoke_to = reading.text(
            "/spoke_to",
            "the name of the person you spoke to",
            &self.spoke_to,
        );
        let number = reading.text("/number", "telephone number", &self.number);
        let at = reading.moment(("/on", "the day of the call"), &self.on, &self.on_time);
        if at.is_some_and(|at| at > now) {
            reading.fault("/on", "in-future", "The call must be in the past");
        }
        let confirmed = reading.text(
            "/confirmed",
            "summary of what was confirmed",
            &self.confirmed,
        );
        let read = spoke_to.zip(number).zip(at).zip(confirmed);
        reading.finish(
            read.map(|(((spoke_to, number), at), confirmed)| (spoke_to, number, at, confirmed)),
        )
    }
}

/// A copy for a brother or sister, as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct CopyFields {
    /// The id of the child.
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    #[schema(max_length = 30)]
    pub child: String,
}

impl CopyFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// When nobody was chosen.
    pub fn read(&self) -> Result<PersonId, Refused> {
        let mut reading = Reading::of(self);
        let child = reading.id("/child", "child", &self.child);
        reading.finish(child)
    }
}

/// The end of a plan, as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct EndFields {
    /// Its last day, `2026-11-24`.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub until: String,
    /// Why.
    #[validate(length(max = 2000, message = "Use 2,000 characters or fewer."))]
    #[schema(max_length = 2000)]
    pub reason: String,
}

impl EndFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<(LondonDay, Narrative), Refused> {
        let mut reading = Reading::of(self);
        let until = reading.day("/until", "last day", &self.until);
        let reason = reading.text("/reason", "reason", &self.reason);
        reading.finish(until.zip(reason))
    }
}

/// The change of a plan, as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct ChangeFields {
    /// The plan as it is from now on.
    #[validate(nested)]
    pub plan: PlanFields,
    /// Why.
    #[validate(length(max = 2000, message = "Use 2,000 characters or fewer."))]
    #[schema(max_length = 2000)]
    pub reason: String,
}

impl ChangeFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<(PlanDetails, Narrative), Refused> {
        let mut reading = Reading::of(self);
        let details = self.plan.read_into(&mut reading);
        let reason = reading.text("/reason", "reason", &self.reason);
        reading.finish(details.zip(reason))
    }
}

#[cfg(test)]
#[path = "typed_tests.rs"]
mod tests;
