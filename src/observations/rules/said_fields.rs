//! What a form says of a session, read into an entry: every field is looked at before any is
//! refused.

use kernel::{
    fields::Reading,
    id::{EventId, PersonId, UserId},
    refusal::Refused,
    text::{Line, Narrative},
    time::{ClockTime, Instant, LondonDay},
};
use law::session::HandedTo;

use super::{handover::field_of, headings::Heading, log::Log};
use crate::observations::{HandedChild, What};

/// A form as it was typed. What it says of is a code of [`What::name`]; the rest is asked for by
/// that.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SaidFields {
    /// What sort of entry.
    pub what: String,
    /// When, as a clock time in London; blank is now.
    pub time: String,
    /// Who.
    pub person: String,
    /// Who, in words.
    pub description: String,
    /// Why.
    pub reason: String,
    /// The sort of note.
    pub kind: String,
    /// How the author knows.
    pub source: String,
    /// What happened.
    pub text: String,
    /// The entry that is struck out.
    pub entry: String,
    /// Who decided.
    pub decided_by: String,
    /// To whom the child was handed over, as [`taker_code`] writes it.
    pub handed_to: String,
    /// How they are called.
    pub name: String,
    /// The version of the brief.
    pub brief: String,
    /// Who took each child, where several came.
    pub apart: Vec<HandedFields>,
}

/// Who took one child, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HandedFields {
    /// The child.
    pub child: String,
    /// Who took it, as [`taker_code`] writes it.
    pub to: String,
    /// How they are called.
    pub name: String,
}

/// A taker as a form sends it.
pub fn taker_code(to: HandedTo) -> String {
    match to {
        HandedTo::Person(id) => id.to_string(),
        HandedTo::Household(id) => id.to_string(),
        HandedTo::Provider(id) => id.to_string(),
        HandedTo::SocialWorker => "social_worker".to_owned(),
        HandedTo::Supervisor => "supervisor".to_owned(),
        HandedTo::Police => "police".to_owned(),
    }
}

fn taker(code: &str) -> Option<HandedTo> {
    match code {
        "social_worker" => Some(HandedTo::SocialWorker),
        "supervisor" => Some(HandedTo::Supervisor),
        "police" => Some(HandedTo::Police),
        id => id
            .parse()
            .map(HandedTo::Household)
            .or_else(|_| id.parse().map(HandedTo::Provider))
            .or_else(|_| id.parse().map(HandedTo::Person))
            .ok(),
    }
}

impl SaidFields {
    /// The entry: when it happened and what it says. A time is of the session's `day`.
    ///
    /// # Errors
    /// `Invalid` with every field that does not fit; `Malformed` where the form is none of ours.
    pub fn read(&self, day: LondonDay, now: Instant) -> Result<(Instant, What), Refused> {
        let mut reading = Reading::new();
        let happened = self.happened(&mut reading, day, now);
        let what = self.said(&mut reading);
        reading.finish(happened.zip(what))
    }

    fn happened(&self, reading: &mut Reading, day: LondonDay, now: Instant) -> Option<Instant> {
        let typed = self.time.trim();
        if typed.is_empty() {
            return Some(now);
        }
        let time = ClockTime::typed(typed).ok();
        let happened = time.and_then(|time| day.at(time).ok());
        if happened.is_none() {
            let words = "Enter a time of day, such as 10:12";
            reading.fault("/time", "bad-format", words);
        }
        happened
    }

    fn said(&self, reading: &mut Reading) -> Option<What> {
        match self.what.as_str() {
            "brief_read" => Some(What::BriefRead {
                brief: self.brief.clone(),
            }),
            "person_arrived" => {
                let reason = reading.optional_text("/reason", "reason", &self.reason);
                let person = reading.id("/person", "person", &self.person)?;
                Some(What::PersonArrived { person, reason })
            }
            "person_left" => {
                let person = reading.id("/person", "person", &self.person)?;
                Some(What::PersonLeft { person })
            }
            "not_admitted" => self.not_admitted(reading),
            "note" => self.note(reading),
            "struck" => {
                let reason: Option<Line> = reading.text("/reason", "reason", &self.reason);
                let entry: Option<EventId> = reading.id("/entry", "entry", &self.entry);
                let (entry, reason) = entry.zip(reason)?;
                Some(What::Struck { entry, reason })
            }
            "incident" => {
                let text: Option<Narrative> = reading.text("/text", "account", &self.text);
                let safety = reading.optional_text("/description", "answer", &self.description);
                text.map(|text| What::Incident { text, safety })
            }
            "session_started" => {
                let remark = reading.optional_text("/reason", "reason", &self.reason);
                Some(What::SessionStarted { remark })
            }
            "session_paused" => {
                let reason = reading.text("/reason", "reason", &self.reason)?;
                Some(What::SessionPaused { reason })
            }
            "session_resumed" => Some(What::SessionResumed),
            "session_ended" => Some(What::SessionEnded),
            "session_ended_early" => self.ended_early(reading),
            "session_not_started" => {
                let account = reading.optional_text("/text", "account", &self.text);
                let reason = reading.code("/reason", "reason", &self.reason)?;
                Some(What::SessionNotStarted { reason, account })
            }
            "session_closed" => self.closed(reading),
            _ => {
                reading.fault("/what", "not-chosen", "Choose what happened");
                None
            }
        }
    }

    fn note(&self, reading: &mut Reading) -> Option<What> {
        let kind = reading.code("/kind", "kind of note", &self.kind);
        let source = reading.code("/source", "source", &self.source);
        let text: Option<Narrative> = reading.text("/text", "note", &self.text);
        let ((kind, source), text) = kind.zip(source).zip(text)?;
        Some(What::Note { kind, source, text })
    }

    fn not_admitted(&self, reading: &mut Reading) -> Option<What> {
        let description = reading.optional_text("/description", "description", &self.description);
        let chosen = self.person.trim();
        let person: Option<PersonId> = if chosen.is_empty() || chosen == "other" {
            None
        } else {
            Some(reading.id("/person", "person", chosen)?)
        };
        if person.is_none() && description.is_none() {
            let words = "Choose who came, or describe them";
            reading.fault("/description", "blank", words);
            return None;
        }
        Some(What::NotAdmitted {
            person,
            description,
        })
    }

    fn ended_early(&self, reading: &mut Reading) -> Option<What> {
        let reason = reading.code("/reason", "reason", &self.reason);
        let decided_by = reading.code("/decided_by", "decider", &self.decided_by);
        let account: Option<Narrative> = reading.text("/text", "account", &self.text);
        let ((reason, decided_by), account) = reason.zip(decided_by).zip(account)?;
        Some(What::SessionEndedEarly {
            reason,
            decided_by,
            account,
        })
    }

    fn closed(&self, reading: &mut Reading) -> Option<What> {
        let name = reading.optional_text("/name", "name", &self.name);
        let typed = self.handed_to.trim();
        let handed_to = match typed {
            "" | "nobody" => None,
            code => {
                let to = taker(code);
                if to.is_none() {
                    let words = "Choose to whom the child was handed over";
                    reading.fault("/handed_to", "not-chosen", words);
                }
                Some(to?)
            }
        };
        let apart = self.apart.iter().map(|one| each(one, reading));
        let apart: Vec<Option<HandedChild>> = apart.collect();
        Some(What::SessionClosed {
            handed_to,
            name,
            apart: apart.into_iter().collect::<Option<_>>()?,
        })
    }
}

fn each(typed: &HandedFields, reading: &mut Reading) -> Option<HandedChild> {
    let child: PersonId = reading.id("/apart", "child", &typed.child)?;
    let name = reading.optional_text(&format!("/name-{child}"), "name", &typed.name);
    let to = taker(typed.to.trim());
    if to.is_none() {
        let words = "Choose who took this child";
        reading.fault(&field_of(child), "not-chosen", words);
    }
    Some(HandedChild {
        child,
        to: to?,
        name,
    })
}

/// What was typed under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerFields {
    /// The heading.
    pub heading: Heading,
    /// What was observed.
    pub text: String,
    /// Why nothing was.
    pub not_observed: String,
}

/// What is new in a form of headings: those whose words are not what this author wrote last. A
/// heading left blank stays as it was: nothing that was saved is taken away.
///
/// # Errors
/// `Invalid` with every heading that does not fit.
pub fn new_answers(
    typed: &[AnswerFields],
    log: &Log,
    author: UserId,
) -> Result<Vec<What>, Refused> {
    let mut reading = Reading::new();
    let mut new = Vec::new();
    let answers = log.answers();
    for fields in typed {
        let heading = fields.heading;
        let pointer = format!("/{heading}");
        let label = heading.label();
        let text: Option<Narrative> = reading.optional_text(&pointer, label, &fields.text);
        let not_observed: Option<Line> =
            reading.optional_text(&format!("{pointer}-not"), label, &fields.not_observed);
        if text.is_some() && not_observed.is_some() {
            let words = format!("{label}: write what was observed, or why nothing was, not both");
            reading.fault(&pointer, "both", words);
            continue;
        }
        if text.is_none() && not_observed.is_none() {
            continue;
        }
        let answered = What::Answered {
            heading,
            text,
            not_observed,
        };
        let last = answers
            .get(&heading)
            .and_then(|by_author| by_author.get(&author));
        if last.is_none_or(|entry| entry.what != answered) {
            new.push(answered);
        }
    }
    reading.finish(Some(new))
}

#[cfg(test)]
#[path = "said_fields_tests.rs"]
mod tests;
