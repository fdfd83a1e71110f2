//! An urgent refusal of contact as typed, and its end.

use kernel::{
    fields::Reading,
    id::PersonId,
    refusal::{Kind, Reason, Refused},
    text::Narrative,
    time::{ClockTime, Instant},
};
use law::rule::Refusal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

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
    #[validate(length(max = 5, message = "Write the time as 09:00."))]
    #[schema(max_length = 5)]
    pub from_time: String,
    /// Its last day.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub until: String,
    /// The time it ends.
    #[validate(length(max = 5, message = "Write the time as 09:00."))]
    #[schema(max_length = 5)]
    pub until_time: String,
    /// Why it is necessary to safeguard or promote the child's welfare, and urgent.
    #[validate(length(max = 2000, message = "Use 2,000 characters or fewer."))]
    #[schema(max_length = 2000)]
    pub reason: String,
}

impl RefusalFields {
    /// What was typed, read: whom, from when, until when, why.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<(PersonId, Instant, Instant, Narrative), Refused> {
        let mut reading = Reading::new();
        let person = reading.id("/person", "who is refused", &self.person);
        let from = moment(
            &mut reading,
            ("/from", "the first day"),
            &self.from,
            &self.from_time,
        );
        let until = moment(
            &mut reading,
            ("/until", "the last day"),
            &self.until,
            &self.until_time,
        );
        if from.zip(until).is_some_and(|(from, until)| until <= from) {
            reading.fault("/until", "before-from", "It must end after it begins");
        }
        let reason = reading.text("/reason", "the reason", &self.reason);
        let read = person.zip(from).zip(until).zip(reason);
        reading.finish(read.map(|(((person, from), until), reason)| (person, from, until, reason)))
    }
}

fn moment(
    reading: &mut Reading,
    (pointer, what): (&str, &str),
    day: &str,
    time: &str,
) -> Option<Instant> {
    let day = reading.day(pointer, what, day);
    let at = format!("{pointer}_time");
    let time: Option<ClockTime> = time.trim().parse().ok();
    if time.is_none() {
        reading.fault(&at, "bad-format", "Enter a time, such as 09:00");
    }
    match day?.at(time?) {
        Ok(moment) => Some(moment),
        Err(_not_on_that_day) => {
            let message = "The clocks change in that hour. Give a time before or after it";
            reading.fault(&at, "no-such-time", message);
            None
        }
    }
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

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
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
        let mut reading = Reading::new();
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
        }
    }

    #[test]
    fn seven_days_and_not_a_minute_more() {
        for (name, until, time, allowed) in [
            ("seven days", "2026-12-01", "09:00", true),
            ("a minute more", "2026-12-01", "09:01", false),
            ("eight days", "2026-12-02", "09:00", false),
        ] {
            let (_, from, until, _) = refusal(until, time).read().unwrap();
            let made = urgent((person(1), person(3)), from, until);
            assert_eq!(made.is_ok(), allowed, "{name}");
        }
    }

    #[test]
    fn the_refusal_of_eight_days_speaks_in_the_law_s_words() {
        let (_, from, until, _) = refusal("2026-12-02", "09:00").read().unwrap();
        let Err(Refused::Rule { reasons, .. }) = urgent((person(1), person(3)), from, until) else {
            panic!("eight days are too long")
        };
        assert_eq!(
            reasons[0].explanation,
            "An emergency refusal lasts not longer than seven days (section 34(6)): it must end by \
             Tuesday 1 December 2026 at 09:00."
        );
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
