//! Times, closures, absences and bank holidays as typed.

use kernel::{
    fields::Reading,
    id::RoomId,
    refusal::Refused,
    text::Line,
    time::{BankHolidays, BankHolidaysUnreadable, ClockTime, Instant, LondonDay},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::resources::{AbsenceKind, Span};

/// From when to when, as typed. Without times, whole days.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct SpanFields {
    /// First day, `2026-11-24`.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub from_day: String,
    /// From this time of it, `09:30`; may be blank.
    #[validate(length(max = 8, message = "Write the time as 09:30."))]
    #[schema(max_length = 8)]
    pub from_time: String,
    /// Last day.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub to_day: String,
    /// Until this time of it; may be blank.
    #[validate(length(max = 8, message = "Write the time as 09:30."))]
    #[schema(max_length = 8)]
    pub to_time: String,
}

impl SpanFields {
    fn read(&self, reading: &mut Reading) -> Option<Span> {
        let first = reading.day("/span/from_day", "the first day", &self.from_day);
        let last = reading.day("/span/to_day", "the last day", &self.to_day);
        let from_time = time(reading, "/span/from_time", &self.from_time);
        let to_time = time(reading, "/span/to_time", &self.to_time);
        let (first, last) = first.zip(last)?;
        let begins = first.begins();
        let from = moment(reading, "/span/from_time", (first, from_time), begins);
        let until = moment(reading, "/span/to_time", (last, to_time), last.is_over());
        let span = Span {
            from: from?,
            until: until?,
        };
        if span.until <= span.from {
            reading.fault(
                "/span/to_day",
                "ends-before-it-starts",
                "The end must be after the start",
            );
            return None;
        }
        Some(span)
    }
}

/// A time of day as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TypedTime {
    /// Left out.
    Blank,
    /// A time.
    At(ClockTime),
    /// Something else; the fault is noted.
    Wrong,
}

pub(super) fn time(reading: &mut Reading, pointer: &str, text: &str) -> TypedTime {
    let text = text.trim();
    if text.is_empty() {
        return TypedTime::Blank;
    }
    if let Ok(time) = ClockTime::typed(text) {
        return TypedTime::At(time);
    }
    reading.fault(pointer, "bad-format", "Write the time like 09:30");
    TypedTime::Wrong
}

fn moment(
    reading: &mut Reading,
    pointer: &str,
    (day, time): (LondonDay, TypedTime),
    whole_day: Instant,
) -> Option<Instant> {
    match time {
        TypedTime::Blank => Some(whole_day),
        TypedTime::Wrong => None,
        TypedTime::At(time) => {
            let moment = day.at(time).ok();
            if moment.is_none() {
                let words = "The clocks change in that hour: choose a time outside it";
                reading.fault(pointer, "clocks-change", words);
            }
            moment
        }
    }
}

/// A closure as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct ClosureFields {
    /// The id of the room; blank for the whole venue.
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    #[schema(max_length = 30)]
    pub room: String,
    /// When.
    #[validate(nested)]
    pub span: SpanFields,
    /// Why, in a line. Never about a person.
    #[validate(length(max = 200, message = "Use 200 characters or fewer."))]
    #[schema(max_length = 200)]
    pub reason: String,
}

impl ClosureFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<(Option<RoomId>, Span, Line), Refused> {
        let mut reading = Reading::of(self);
        let room = if self.room.trim().is_empty() {
            Some(None)
        } else {
            reading.id("/room", "room", &self.room).map(Some)
        };
        let span = self.span.read(&mut reading);
        let reason = reading.text("/reason", "the reason", &self.reason);
        let read = room.zip(span).zip(reason);
        reading.finish(read.map(|((room, span), reason)| (room, span, reason)))
    }
}

/// An absence as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct AbsenceFields {
    /// Why, by class.
    #[validate(length(max = 20, message = "Choose one of the list."))]
    #[schema(max_length = 20)]
    pub kind: String,
    /// When.
    #[validate(nested)]
    pub span: SpanFields,
}

impl AbsenceFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<(AbsenceKind, Span), Refused> {
        let mut reading = Reading::of(self);
        let kind = reading.code("/kind", "the kind of absence", &self.kind);
        let span = self.span.read(&mut reading);
        reading.finish(kind.zip(span))
    }

    /// One's own sickness, said on this day, read: the kind is known.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn sickness(span: &SpanFields, today: LondonDay) -> Result<(AbsenceKind, Span), Refused> {
        let mut reading = Reading::new();
        let span = span.read(&mut reading);
        if span.is_some_and(|span| span.from < today.plus_days(-SICK_SINCE_DAYS).begins()) {
            let words = format!(
                "Give a day in the last {SICK_SINCE_DAYS} days. Ask the coordinator to record what is longer ago"
            );
            reading.fault("/span/from_day", "too-long-ago", words);
        }
        if span.is_some_and(|span| span.until > today.plus_days(SICK_FOR_DAYS).is_over()) {
            let words = format!(
                "Give a day in the next {SICK_FOR_DAYS} days. Ask the coordinator to record what is longer"
            );
            reading.fault("/span/to_day", "too-far-ahead", words);
        }
        reading.finish(span.map(|span| (AbsenceKind::Sickness, span)))
    }
}

/// How far back somebody says themselves that they were sick: as long as no doctor is asked.
const SICK_SINCE_DAYS: i64 = 7;
/// For how long ahead they say so. Each of their sessions is put in question by it; what lasts longer
/// is arranged with whoever plans.
const SICK_FOR_DAYS: i64 = 28;

/// A list of bank holidays as pasted.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct HolidayFields {
    /// The text of the file that GOV.UK publishes (`bank-holidays.json`).
    #[validate(length(max = 40_000, message = "Use 40,000 characters or fewer."))]
    #[schema(max_length = 40_000)]
    pub list: String,
}

impl HolidayFields {
    /// What was pasted, read, with its text.
    ///
    /// # Errors
    /// When it is no such list, or an empty one.
    pub fn read(&self) -> Result<(BankHolidays, String), Refused> {
        let words = match BankHolidays::read(&self.list) {
            Ok(_) if self.list.chars().count() > 40_000 => {
                "Use 40,000 characters or fewer: leave out Scotland and Northern Ireland"
            }
            Ok(days) => return Ok((days, self.list.clone())),
            Err(BankHolidaysUnreadable::Empty) => "The list has no days in it",
            Err(BankHolidaysUnreadable::Malformed(_)) => {
                "Paste the whole text of the GOV.UK file; this is something else"
            }
        };
        Err(Refused::field("/list", "bad-format", words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> LondonDay {
        "2026-11-24".parse().unwrap()
    }

    fn spoken(span: [&str; 4]) -> Result<String, Vec<String>> {
        let [from_day, from_time, to_day, to_time] = span.map(str::to_owned);
        let span = SpanFields {
            from_day,
            from_time,
            to_day,
            to_time,
        };
        match AbsenceFields::sickness(&span, today()) {
            Ok((_, span)) => Ok(span.in_words()),
            Err(Refused::Invalid(errors)) => {
                Err(errors.into_iter().map(|error| error.pointer).collect())
            }
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn spans_as_typed() {
        for (name, typed, found) in [
            (
                "a day",
                ["2026-11-24", "", "2026-11-24", ""],
                Ok("24 Nov 2026"),
            ),
            (
                "two days",
                ["2026-11-24", "", "2026-11-25", ""],
                Ok("24 Nov 2026 to 25 Nov 2026"),
            ),
            (
                "a morning",
                ["2026-11-24", "08:00", "2026-11-24", "12:00"],
                Ok("24 Nov 2026, 08:00 to 12:00"),
            ),
            (
                "backwards",
                ["2026-11-25", "", "2026-11-24", ""],
                Err(vec!["/span/to_day"]),
            ),
            (
                "no time at all",
                ["2026-11-24", "12:00", "2026-11-24", "12:00"],
                Err(vec!["/span/to_day"]),
            ),
            (
                "the hour that does not exist",
                ["2026-03-29", "01:30", "2026-03-29", ""],
                Err(vec!["/span/from_time"]),
            ),
            (
                "nothing",
                ["", "", "", ""],
                Err(vec!["/span/from_day", "/span/to_day"]),
            ),
            (
                "no times",
                ["2026-11-24", "9", "2026-11-24", "late"],
                Err(vec!["/span/from_time", "/span/to_time"]),
            ),
        ] {
            let found = found
                .map(str::to_owned)
                .map_err(|pointers: Vec<&str>| pointers.into_iter().map(str::to_owned).collect());
            assert_eq!(spoken(typed), found, "{name}");
        }
    }

    #[test]
    fn own_absences_reach_a_week_back_and_four_ahead() {
        for (name, typed, found) in [
            (
                "as long as one says so oneself",
                ["2026-11-17", "", "2026-12-22", ""],
                Ok("17 Nov 2026 to 22 Dec 2026"),
            ),
            (
                "longer",
                ["2026-11-16", "", "2026-12-23", ""],
                Err(vec!["/span/from_day", "/span/to_day"]),
            ),
            (
                "ten years",
                ["2026-11-24", "", "2036-11-24", ""],
                Err(vec!["/span/to_day"]),
            ),
        ] {
            let found = found
                .map(str::to_owned)
                .map_err(|pointers: Vec<&str>| pointers.into_iter().map(str::to_owned).collect());
            assert_eq!(spoken(typed), found, "{name}");
        }
    }

    #[test]
    fn a_list_of_bank_holidays_is_the_published_one_or_refused() {
        let read = |list: &str| HolidayFields { list: list.into() }.read().is_ok();
        let day = r#"{"england-and-wales": {"events": [{"title": "A royal day", "date": "2028-06-05"}]}}"#;
        assert!(read(day));
        assert!(!read("") && !read("[]") && !read(r#"{"england-and-wales": {"events": []}}"#));
    }
}
