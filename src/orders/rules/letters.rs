//! Whom an urgent refusal and its end must be told in writing, and when the letter was sent.

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
    orders::{Mark, RefusalLetter, Tells, UrgentRefusal, Way},
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

/// Who decided what a letter tells, and when.
pub fn decided(tells: Tells, refusal: &UrgentRefusal) -> Mark {
    let ended = refusal.lifted.as_ref().zip(refusal.refusal.ends());
    match (tells, ended) {
        (Tells::End, Some(((by, _), at))) => Mark { by: *by, at },
        _ => refusal.decided,
    }
}

/// When a letter must be on its way.
pub fn due_by(tells: Tells, refusal: &UrgentRefusal) -> Instant {
    decided(tells, refusal).at.plus_minutes(DUE_MINUTES)
}

/// Whether a letter is owed while nobody has sent it: nobody is told of a refusal that ended before it
/// began.
pub fn is_owed(letter: &RefusalLetter, refusal: Refusal) -> bool {
    letter.tells == Tells::End || refusal.was_ever()
}

/// Whether who had this letter must be told that the refusal has ended: it cannot have said so where it
/// went out before.
pub fn end_is_untold(letter: &RefusalLetter, refusal: &UrgentRefusal) -> bool {
    let (Some(sent), Some(ended)) = (&letter.sent, refusal.refusal.ends()) else {
        return false;
    };
    let knew_no_end = sent.recorded.at < ended || sent.on < ended.london_day();
    let went_out = letter.tells == Tells::Refusal && sent.way != Way::NotSent;
    refusal.lifted.is_some() && went_out && (knew_no_end || !refusal.refusal.was_ever())
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
        let mut reading = Reading::of(self);
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
        let message = "It cannot be sent before this was decided";
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

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::orders::{Mark, rules::tests::person};
    use kernel::id::{RefusalLetterId, UserId};

    pub fn refusal() -> UrgentRefusal {
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

    pub fn letter(to: Option<PersonId>) -> RefusalLetter {
        RefusalLetter {
            id: RefusalLetterId::from_parts(1, 1),
            refusal: refusal().id,
            tells: Tells::Refusal,
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
