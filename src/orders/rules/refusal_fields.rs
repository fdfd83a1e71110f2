//! An urgent refusal of contact as typed, and its end.

use kernel::{
    fields::Reading,
    id::PersonId,
    refusal::{Kind, Reason, Refused},
    text::{Narrative, capital},
    time::Instant,
};
use law::rule::Refusal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

const DAY: i64 = 24 * 60;

/// An urgent refusal as typed. Days and times are those of London.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct RefusalFields {
    /// The id of the person who is refused.
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    #[schema(max_length = 30)]
    pub person: String,
    /// Its first day, `2026-11-24`.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub from: String,
    /// The time it begins, `09:00`.
    #[validate(length(max = 8, message = "Write the time as 09:00."))]
    #[schema(max_length = 8)]
    pub from_time: String,
    /// Its last day.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub until: String,
    /// The time it ends.
    #[validate(length(max = 8, message = "Write the time as 09:00."))]
    #[schema(max_length = 8)]
    pub until_time: String,
    /// Why it is necessary to safeguard or promote the child's welfare, and urgent.
    #[validate(length(max = 2000, message = "Use 2,000 characters or fewer."))]
    #[schema(max_length = 2000)]
    pub reason: String,
    /// What has happened since, and who in Legal agreed, where another refusal of the same two
    /// began less than 14 days before; else blank.
    #[validate(length(max = 2000, message = "Use 2,000 characters or fewer."))]
    #[schema(max_length = 2000)]
    pub again: String,
}

/// An urgent refusal as somebody decides on it.
#[derive(Debug, Clone)]
pub struct Refusing {
    /// Whom.
    pub person: PersonId,
    /// From when.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
    /// Why.
    pub reason: Narrative,
    /// What is new since another, and who in Legal agreed.
    pub again: Option<Narrative>,
}

impl RefusalFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<Refusing, Refused> {
        let mut reading = Reading::of(self);
        let person = reading.id("/person", "who is refused", &self.person);
        let from = reading.moment(("/from", "the first day"), &self.from, &self.from_time);
        let until = reading.moment(("/until", "the last day"), &self.until, &self.until_time);
        if from.zip(until).is_some_and(|(from, until)| until <= from) {
            reading.fault("/until", "before-from", "It must end after it begins");
        }
        let reason = reading.text("/reason", "the reason", &self.reason);
        let again = match self.again.trim() {
            "" => None,
            _ => reading.text("/again", "what is new", &self.again),
        };
        let read = person.zip(from).zip(until).zip(reason);
        reading.finish(read.map(|(((person, from), until), reason)| Refusing {
            person,
            from,
            until,
            reason,
            again,
        }))
    }
}

/// Whether an urgent refusal may be decided on now, after those there were of contact with the
/// child: section 34(6) is for what cannot wait, and for seven days.
///
/// # Errors
/// `Invalid` when it does not begin about now, or follows another closely and nothing is said of
/// what is new; `Exists` when one runs in that time; `RuleRefuses` when with others it would come
/// to more than seven days.
pub fn may_refuse(
    (new, again): (Refusal, Option<&Narrative>),
    earlier: &[Refusal],
    now: Instant,
) -> Result<(), Refused> {
    let begins = new.from();
    if begins < now.plus_minutes(-DAY) || now.plus_minutes(DAY) < begins {
        let message = "It is decided as a matter of urgency: it begins within a day from now";
        return Err(Refused::field("/from", "not-now", message));
    }
    let runs_on = |other: &Refusal| {
        let before_it_ends = new.ends().is_none_or(|ends| other.from() < ends);
        let overlaps = before_it_ends && other.ends().is_none_or(|ends| begins < ends);
        other.person() == new.person() && overlaps
    };
    let court = "the court, under section 34(4)";
    if earlier.iter().any(runs_on) {
        let words = "Contact between these two is refused in that time already. To refuse it for longer than seven days the court must be asked (section 34(4)).";
        let reason = Reason::new("refusal-running", words).decided_by(court);
        return Err(Refused::because(Kind::Exists, reason));
    }
    if new.prolongs(earlier) {
        let words = "With the refusals before it, contact between these two would be refused for longer than seven days with less than a day between. To refuse it for longer the court must be asked (section 34(4)).";
        let reason = Reason::new("urgent-refusal-prolonged", words).decided_by(court);
        return Err(Refused::because(Kind::RuleRefuses, reason));
    }
    if again.is_none() && earlier.iter().any(|first| new.is_serial_after(*first)) {
        let message = "Contact between these two was refused less than 14 days before. Enter what has happened since, and who in Legal agreed";
        return Err(Refused::field("/again", "serial-refusal", message));
    }
    Ok(())
}

/// The refusal between these two, if the law allows one so long.
///
/// # Errors
/// `RuleRefuses` in the words of s.34(6).
pub fn urgent(
    (child, person): (PersonId, PersonId),
    from: Instant,
    until: Instant,
) -> Result<Refusal, Refused> {
    Refusal::urgent(child, person, from, until).map_err(|too_long| {
        let explanation = format!("{}.", capital(&too_long.to_string()));
        let reason = Reason::new("urgent-refusal-too-long", explanation);
        Refused::because(
            Kind::RuleRefuses,
            reason.decided_by("the court, under section 34(4)"),
        )
    })
}

/// The end of a refusal before its time, as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct LiftFields {
    /// Why it is no longer necessary.
    #[validate(length(max = 2000, message = "Use 2,000 characters or fewer."))]
    #[schema(max_length = 2000)]
    pub reason: String,
}

impl LiftFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// When the reason does not fit.
    pub fn read(&self) -> Result<Narrative, Refused> {
        let mut reading = Reading::of(self);
        let reason = reading.text("/reason", "the reason", &self.reason);
        reading.finish(reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orders::rules::tests::person;

    fn refusal(until: &str, until_time: &str) -> RefusalFields {
        RefusalFields {
            person: person(3).to_string(),
            from: "2026-11-24".into(),
            from_time: "09:00".into(),
            until: until.into(),
            until_time: until_time.into(),
            reason: "Arrived under the influence.".into(),
            again: String::new(),
        }
    }

    #[test]
    fn seven_days_and_not_a_minute_more() {
        for (name, until, time, allowed) in [
            ("seven days", "2026-12-01", "09:00", true),
            ("a minute more", "2026-12-01", "09:01", false),
            ("eight days", "2026-12-02", "09:00", false),
        ] {
            let typed = refusal(until, time).read().unwrap();
            let made = urgent((person(1), person(3)), typed.from, typed.until);
            assert_eq!(made.is_ok(), allowed, "{name}");
        }
    }

    #[test]
    fn the_refusal_of_eight_days_speaks_in_the_law_s_words() {
        let typed = refusal("2026-12-02", "09:00").read().unwrap();
        let made = urgent((person(1), person(3)), typed.from, typed.until);
        let Err(Refused::Rule { reasons, .. }) = made else {
            panic!("eight days are too long")
        };
        assert_eq!(
            reasons[0].explanation,
            "An emergency refusal lasts not longer than seven days (section 34(6)): it must end by \
             Tuesday 1 December 2026 at 09:00."
        );
    }

    fn found(
        (from, until): (i64, i64),
        earlier: &[(i64, i64)],
        says_what_is_new: bool,
    ) -> Option<Kind> {
        let now: Instant = "2026-11-24T09:00:00Z".parse().unwrap();
        let hours = |(from, until): (i64, i64)| {
            let at = |hours: i64| now.plus_minutes(hours * 60);
            Refusal::urgent(person(1), person(3), at(from), at(until)).unwrap()
        };
        let new_facts: Narrative = "He threatened her. Ruth Bell agreed.".parse().unwrap();
        let again = says_what_is_new.then_some(&new_facts);
        let earlier: Vec<Refusal> = earlier.iter().copied().map(hours).collect();
        let refused = may_refuse((hours((from, until)), again), &earlier, now);
        refused.err().map(|no| no.kind())
    }

    #[test]
    fn an_urgent_refusal_begins_about_now() {
        assert_eq!(found((0, 168), &[], false), None);
        let long_ago = found((-52_000, -51_900), &[], false);
        assert_eq!(long_ago, Some(Kind::Invalid), "in 2020");
        let later = found((700, 800), &[], false);
        assert_eq!(later, Some(Kind::Invalid), "next month");
    }

    #[test]
    fn one_after_another_needs_the_court_or_something_new() {
        let (week, soon) = ((-168, 0), (-240, -96));
        for (name, is_new, earlier, expected) in [
            ("while one runs", true, (-24, 24), Some(Kind::Exists)),
            ("the next week", false, week, Some(Kind::RuleRefuses)),
            ("with new facts", true, week, Some(Kind::RuleRefuses)),
            ("days after", false, soon, Some(Kind::Invalid)),
            ("days after, with new facts", true, soon, None),
        ] {
            let length = if name == "while one runs" { 24 } else { 168 };
            assert_eq!(found((0, length), &[earlier], is_new), expected, "{name}");
        }
    }

    #[test]
    fn an_end_before_the_beginning_and_an_hour_that_is_skipped_are_told() {
        let told = |fields: RefusalFields| match fields.read() {
            Err(Refused::Invalid(errors)) => errors.into_iter().map(|one| one.pointer).collect(),
            other => panic!("{other:?}"),
        };
        let early: Vec<String> = told(refusal("2026-11-24", "09:00"));
        assert_eq!(early, ["/until"]);
        let skipped = told(refusal("2027-03-28", "01:30"));
        assert_eq!(skipped, ["/until_time"]);
        assert_eq!(told(refusal("", "9")), ["/until", "/until_time"]);
    }
}
