//! What was answered, and what is missing.

use std::collections::BTreeMap;

use kernel::{
    refusal::{FieldError, Kind, Reason, Refused},
    time::LondonDay,
};
use serde::{Deserialize, Serialize};

use super::{Need, Question, Replies, State, Supplier, Topic};
use crate::referrals::Referral;

/// An answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It is known: a text, or the code of a choice, a number or a day as text.
    Known(String),
    /// Not known yet, and who will supply it.
    NotKnown(Supplier),
}

/// What was answered is somebody's: it never prints by accident.
impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Known(_) => f.write_str("Known(withheld)"),
            Self::NotKnown(who) => write!(f, "NotKnown({who})"),
        }
    }
}

/// All answers of a referral. Stored sealed, as one text: health and wishes are special-category
/// data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<Question, Answer>);

impl Answers {
    /// The answer to a question.
    pub fn of(&self, question: Question) -> Option<&Answer> {
        self.0.get(&question)
    }
    /// What is known about a question.
    pub fn known(&self, question: Question) -> Option<&str> {
        match self.of(question) {
            Some(Answer::Known(value)) => Some(value),
            _ => None,
        }
    }
    /// What is said to these questions, each with its label; what is not known, with whom to ask.
    pub fn said(&self, to: &[Question]) -> Vec<(&'static str, String)> {
        let said = |question: &Question| {
            let words = match self.of(*question) {
                Some(Answer::Known(words)) => question.words(words),
                Some(Answer::NotKnown(who)) => format!("Not known yet. Ask {}.", who.label()),
                None => "Not known yet. Ask the carer.".to_owned(),
            };
            (question.label(), words)
        };
        to.iter().map(said).collect()
    }
    /// With these replies. Once a referral was sent, only what is open still can be answered: what
    /// the coordinator has read stays as it was read.
    ///
    /// # Errors
    /// `WrongState` when a reply would change what was sent, or the referral takes no answers any
    /// more.
    pub fn with(&self, replies: &Replies, state: &State) -> Result<Self, Refused> {
        let mut answers = self.0.clone();
        let all_open = matches!(state, State::Draft | State::Returned { .. });
        let some_open = all_open || matches!(state, State::Sent(_) | State::Accepted { .. });
        for (question, reply) in &replies.answers {
            if answers.get(question) == reply.as_ref() {
                continue;
            }
            let open = all_open || (some_open && self.known(*question).is_none());
            if !open {
                return Err(Refused::because(
                    Kind::WrongState,
                    Reason::new(
                        "answer-was-sent",
                        "This answer was sent with the referral and cannot be changed now. Ask the coordinator to return it, or refer the change.",
                    ),
                ));
            }
            match reply {
                Some(reply) => answers.insert(*question, reply.clone()),
                None => answers.remove(question),
            };
        }
        Ok(Self(answers))
    }
    /// Without what was said to be recorded: another child came, for whom nobody said so.
    #[must_use]
    pub fn but_what_is_recorded(&self) -> Self {
        let mut answers = self.0.clone();
        answers.retain(|question, _| !question.is_of_records());
        Self(answers)
    }
    /// What a brother's or sister's referral begins with.
    #[must_use]
    pub fn shared(&self) -> Self {
        let shared = self.0.iter().filter(|(question, _)| question.is_shared());
        Self(
            shared
                .map(|(question, answer)| (*question, answer.clone()))
                .collect(),
        )
    }
}

/// What is not known yet, and who will supply it; nobody has said where there is no answer at all.
pub type Missing = (Question, Option<Supplier>);

/// The answers that must be there before acceptance and are not.
pub fn unknown_yet(answers: &Answers) -> Vec<Missing> {
    let needed = Question::ALL
        .iter()
        .filter(|one| one.need() != Need::Optional);
    let missing = needed.filter_map(|question| match answers.of(*question) {
        Some(Answer::Known(_)) => None,
        Some(Answer::NotKnown(who)) => Some((*question, Some(*who))),
        None => Some((*question, None)),
    });
    missing.collect()
}

/// Whether what is newly said to be recorded is there: a legal status, a placement of each child.
///
/// # Errors
/// Each that is not, by its field, with what to do.
pub fn may_say_recorded(
    before: &Answers,
    replies: &Replies,
    is_there: impl Fn(Question) -> bool,
) -> Result<(), Refused> {
    let mut errors = Vec::new();
    for (question, what) in [
        (Question::LegalRecorded, "No legal status"),
        (Question::PlacementRecorded, "No placement"),
    ] {
        let said = replies.answers.get(&question).and_then(Option::as_ref);
        let is_new = said != before.of(question);
        if is_new && matches!(said, Some(Answer::Known(_))) && !is_there(question) {
            let message = format!(
                "{what} is recorded for at least one of the children today. Record it first, or say who will supply it"
            );
            errors.push(FieldError::new(
                format!("/{question}"),
                "not-recorded",
                message,
            ));
        }
    }
    if errors.is_empty() {
        return Ok(());
    }
    Err(Refused::Invalid(errors))
}

/// Whether everything is there that is needed to send.
///
/// # Errors
/// Each answer that is missing, by its field.
pub fn may_send(referral: &Referral, today: LondonDay) -> Result<(), Refused> {
    let mut errors = Vec::new();
    if referral.children.is_empty() {
        errors.push(FieldError::new(
            "/children",
            "blank",
            "Choose at least one child",
        ));
    }
    if referral.visitors.is_empty() {
        errors.push(FieldError::new(
            "/visitors",
            "blank",
            "Choose the people to meet",
        ));
    }
    let needed = Question::ALL
        .iter()
        .filter(|one| one.need() == Need::ToSend);
    for question in needed.filter(|one| referral.answers.known(**one).is_none()) {
        let message = format!("Answer “{}”", question.label());
        errors.push(FieldError::new(format!("/{question}"), "blank", message));
    }
    let needed_from = referral.answers.known(Question::NeededFrom);
    let needed_from = needed_from.and_then(|day| day.parse::<LondonDay>().ok());
    if needed_from.is_some_and(|day| day < today) {
        let message = "The day it is needed from has passed: give another";
        errors.push(FieldError::new("/needed_from", "in-past", message));
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Refused::Invalid(errors))
    }
}

/// How far a section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Nothing is answered.
    NotLookedAt,
    /// Something is.
    Started,
    /// Everything is answered, so many of it with "not known yet".
    Answered(usize),
}

/// How far a section of a referral is.
pub fn progress(referral: &Referral, topic: Topic) -> Progress {
    let persons = match topic {
        Topic::Children => Some(&referral.children),
        Topic::Meeting => Some(&referral.visitors),
        _ => None,
    };
    if let Some(persons) = persons {
        return if persons.is_empty() {
            Progress::NotLookedAt
        } else {
            Progress::Answered(0)
        };
    }
    let answers: Vec<Option<&Answer>> = topic
        .questions()
        .filter(|one| one.need() != Need::Optional || referral.answers.of(*one).is_some())
        .map(|one| referral.answers.of(one))
        .collect();
    if answers.iter().all(Option::is_none) {
        Progress::NotLookedAt
    } else if answers.iter().any(Option::is_none) {
        Progress::Started
    } else {
        let unknown = answers
            .iter()
            .flatten()
            .filter(|one| matches!(one, Answer::NotKnown(_)));
        Progress::Answered(unknown.count())
    }
}
