//! Whom an urgent refusal must be told in writing, what the letter says, and when it was sent.

use kernel::{
    fields::Reading,
    id::PersonId,
    refusal::Refused,
    text::Narrative,
    time::{Instant, LondonDay},
};
use law::rule::Refusal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::wrong_state;
use crate::{
    orders::{RefusalLetter, UrgentRefusal, Way},
    people::{Relationship, Responsibility},
};

/// The regulations say at once; what is not on its way a day later is overdue.
const DUE_MINUTES: i64 = 24 * 60;

/// To whom a refusal must be told in writing (reg 8(2)): the person refused, parents and whoever has
/// parental responsibility, the child, and the independent reviewing officer, who stands as nobody.
pub fn to_be_told(
    refusal: Refusal,
    family: impl IntoIterator<Item = (PersonId, Relationship, Responsibility)>,
) -> Vec<Option<PersonId>> {
    let (child, person) = (refusal.child(), refusal.person());
    let others = family.into_iter().filter(|(relative, relationship, has)| {
        let parent = matches!(relationship, Relationship::Mother | Relationship::Father);
        *relative != person && (parent || *has == Responsibility::Yes)
    });
    let others = others.map(|(relative, ..)| Some(relative));
    let first = [Some(person)].into_iter();
    first.chain(others).chain([Some(child), None]).collect()
}

/// When a letter must be on its way.
pub const fn due_by(decided: Instant) -> Instant {
    decided.plus_minutes(DUE_MINUTES)
}

/// That a letter was sent, as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct LetterFields {
    /// The day it was sent, `2026-11-24`.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub sent_on: String,
    /// How: `post`, `hand`, `email`, or `not_sent`.
    #[validate(length(max = 10, message = "Choose one of the list."))]
    #[schema(max_length = 10)]
    pub way: String,
    /// What there is to say of it; needed where it was not sent.
    #[validate(length(max = 2000, message = "Use 2,000 characters or fewer."))]
    #[schema(max_length = 2000)]
    pub note: String,
}

/// That a letter was sent, as somebody says it.
#[derive(Debug, Clone)]
pub struct Sending {
    /// On which day.
    pub on: LondonDay,
    /// How.
    pub way: Way,
    /// What there is to say of it.
    pub note: Option<Narrative>,
}

impl LetterFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit; when it was not sent and nothing says why.
    pub fn read(&self) -> Result<Sending, Refused> {
        let mut reading = Reading::new();
        let on = reading.day("/sent_on", "the day it was sent", &self.sent_on);
        let way: Option<Way> = reading.code("/way", "how it was sent", &self.way);
        let note = reading.optional_text("/note", "text", &self.note);
        if way == Some(Way::NotSent) && self.note.trim().is_empty() {
            let message = "Enter why it was not sent, and who decided that";
            reading.fault("/note", "blank", message);
        }
        let read = on.zip(way);
        reading.finish(read.map(|(on, way)| Sending { on, way, note }))
    }
}

/// Whether this may be recorded of a letter.
///
/// # Errors
/// `WrongState` when it is recorded already; beside the day when it is before the decision or has not
/// come yet.
pub fn may_be_sent(
    letter: &RefusalLetter,
    sending: &Sending,
    (decided, today): (LondonDay, LondonDay),
) -> Result<(), Refused> {
    if letter.sent.is_some() {
        let words = "It is recorded already what came of this letter.";
        return Err(wrong_state("letter-recorded", words));
    }
    if sending.on < decided {
        let message = "It cannot be sent before contact was refused";
        return Err(Refused::field("/sent_on", "before-the-decision", message));
    }
    if today < sending.on {
        let message = "Enter today or a day before it";
        return Err(Refused::field("/sent_on", "in-the-future", message));
    }
    Ok(())
}

/// Who reads a letter; on a list in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reader {
    /// Who may not see the child.
    Refused,
    /// Another parent, or whoever has parental responsibility.
    Family,
    /// The child.
    Child,
    /// The independent reviewing officer.
    ReviewingOfficer,
}

impl Reader {
    /// Who reads this letter.
    pub fn of(letter: &RefusalLetter, refusal: Refusal) -> Self {
        match letter.to {
            None => Self::ReviewingOfficer,
            Some(to) if to == refusal.child() => Self::Child,
            Some(to) if to == refusal.person() => Self::Refused,
            Some(_) => Self::Family,
        }
    }
}

/// What a letter says: the decision, its date, its reasons, how long it lasts, and what can be done
/// against it (reg 8(3)). Never where anybody lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterWords {
    /// What was decided, in a sentence.
    pub decision: String,
    /// Facts, each under its name.
    pub facts: Vec<(&'static str, String)>,
    /// What can be done against it.
    pub remedies: Vec<&'static str>,
}

/// The words of a letter to a reader, who knows the child by a first name and the person by a full one.
pub fn words_of(
    refusal: &UrgentRefusal,
    reader: Reader,
    (child, person): (&str, &str),
    decided_by: &str,
) -> LetterWords {
    let decided = refusal.decided.at.london_day().in_words();
    let (between, whose) = match reader {
        Reader::Refused => (format!("between {child} and you"), format!("{child}’s")),
        Reader::Child => (format!("between you and {person}"), "your".to_owned()),
        Reader::Family | Reader::ReviewingOfficer => (
            format!("between {child} and {person}"),
            format!("{child}’s"),
        ),
    };
    let decision = format!(
        "On {decided} we decided to refuse contact {between} as a matter of urgency, under section 34(6) of the Children Act 1989, because this was necessary to safeguard or promote {whose} welfare."
    );
    let from = refusal.refusal.from().in_full();
    let until = refusal.refusal.ends();
    let until = until.map_or_else(String::new, |until| format!(" until {}", until.in_full()));
    let mut facts = vec![
        ("Decision", format!("No contact {between}")),
        ("Decided by", decided_by.to_owned()),
        ("Date of the decision", decided),
        ("Reasons", refusal.reason.to_string()),
        (
            "How long",
            format!(
                "From {from}{until}. We cannot refuse it in this way for longer than seven days."
            ),
        ),
    ];
    if let Some((_, why)) = &refusal.lifted {
        facts.push(("Ended before its time", why.to_string()));
    }
    LetterWords {
        decision,
        facts,
        remedies: remedies(reader),
    }
}

fn remedies(reader: Reader) -> Vec<&'static str> {
    let court = "You can ask the family court for an order about contact (section 34 of the Children Act 1989). A solicitor can advise you.";
    let complain = "You can complain to us. Ring us and we will tell you how.";
    match reader {
        Reader::Child => vec![
            "You can tell us what you think and how you feel about this.",
            "You can have an advocate: somebody who is not us and speaks for you. Your social worker finds you one.",
            court,
            complain,
        ],
        Reader::Refused | Reader::Family => vec![court, complain],
        Reader::ReviewingOfficer => vec![
            "Those concerned are told in writing that they can ask the family court for an order about contact and can complain to the local authority, and the child that they can have an advocate.",
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orders::{Mark, rules::tests::person};
    use kernel::id::{RefusalLetterId, UserId};

    fn refusal() -> UrgentRefusal {
        let from: Instant = "2026-11-24T09:00:00Z".parse().unwrap();
        let until = from.plus_minutes(7 * 24 * 60);
        UrgentRefusal {
            id: kernel::id::RefusalId::from_parts(1, 1),
            refusal: Refusal::urgent(person(1), person(2), from, until).unwrap(),
            reason: "The police have asked for it.".parse().unwrap(),
            again: None,
            decided: Mark {
                by: UserId::from_parts(1, 1),
                at: from,
            },
            lifted: None,
        }
    }

    fn letter(to: Option<PersonId>) -> RefusalLetter {
        RefusalLetter {
            id: RefusalLetterId::from_parts(1, 1),
            refusal: refusal().id,
            to,
            sent: None,
        }
    }

    #[test]
    fn the_refused_parents_whoever_is_responsible_the_child_and_the_officer_are_told() {
        let family = [
            (person(2), Relationship::Mother, Responsibility::Yes),
            (person(3), Relationship::Father, Responsibility::Unknown),
            (person(4), Relationship::Grandparent, Responsibility::Yes),
            (person(5), Relationship::AuntOrUncle, Responsibility::No),
            (person(6), Relationship::Sibling, Responsibility::Unknown),
        ];
        let told = to_be_told(refusal().refusal, family);
        let expected = [Some(2), Some(3), Some(4), Some(1), None];
        assert_eq!(told, expected.map(|one| one.map(person)));
    }

    #[test]
    fn each_reader_is_told_all_that_the_regulations_ask() {
        for (to, between) in [
            (Some(person(2)), "between Ava and you"),
            (Some(person(1)), "between you and Mary Hollis"),
            (Some(person(3)), "between Ava and Mary Hollis"),
            (None, "between Ava and Mary Hollis"),
        ] {
            let reader = Reader::of(&letter(to), refusal().refusal);
            let words = words_of(
                &refusal(),
                reader,
                ("Ava", "Mary Hollis"),
                "Tom Marsh, team manager",
            );
            assert!(words.decision.contains(between), "{words:?}");
            let names: Vec<&str> = words.facts.iter().map(|(name, _)| *name).collect();
            assert_eq!(
                names,
                [
                    "Decision",
                    "Decided by",
                    "Date of the decision",
                    "Reasons",
                    "How long"
                ]
            );
            let all: Vec<&String> = words.facts.iter().map(|(_, words)| words).collect();
            assert_eq!(all[1], "Tom Marsh, team manager");
            assert_eq!(all[2], "24 November 2026");
            assert_eq!(all[3], "The police have asked for it.");
            assert!(
                all[4].contains("until Tuesday 1 December 2026 at 09:00"),
                "{all:?}"
            );
            assert!(words.remedies.iter().any(|one| one.contains("court")));
        }
    }

    #[test]
    fn a_letter_is_sent_once_between_the_decision_and_today() {
        let day = |text: &str| -> LondonDay { text.parse().unwrap() };
        let span = (day("2026-11-24"), day("2026-11-26"));
        let on = |text: &str| Sending {
            on: day(text),
            way: Way::Post,
            note: None,
        };
        for (text, fits) in [
            ("2026-11-23", false),
            ("2026-11-24", true),
            ("2026-11-26", true),
            ("2026-11-27", false),
        ] {
            let may = may_be_sent(&letter(None), &on(text), span);
            assert_eq!(may.is_ok(), fits, "{text}");
        }
        let why = |note: &str| LetterFields {
            sent_on: "2026-11-24".into(),
            way: "not_sent".into(),
            note: note.into(),
        };
        assert!(why(" ").read().is_err(), "not without a reason");
        assert!(why("She is three.").read().is_ok());
    }
}
