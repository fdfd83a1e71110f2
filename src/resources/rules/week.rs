//! Hours of a week and spans of time.

use std::collections::BTreeMap;

use kernel::time::{ClockTime, Instant, LondonDay, Slot, Weekday};
use serde::{Deserialize, Serialize};

kernel::codes! {
    /// A day of the week, as a pattern names it.
    pub enum DayName {
        /// Monday.
        Mon = "mon",
        /// Tuesday.
        Tue = "tue",
        /// Wednesday.
        Wed = "wed",
        /// Thursday.
        Thu = "thu",
        /// Friday.
        Fri = "fri",
        /// Saturday.
        Sat = "sat",
        /// Sunday.
        Sun = "sun",
    }
}

impl DayName {
    /// The name of the day of a date.
    pub fn of(day: LondonDay) -> Self {
        match day.weekday() {
            Weekday::Mon => Self::Mon,
            Weekday::Tue => Self::Tue,
            Weekday::Wed => Self::Wed,
            Weekday::Thu => Self::Thu,
            Weekday::Fri => Self::Fri,
            Weekday::Sat => Self::Sat,
            Weekday::Sun => Self::Sun,
        }
    }

    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Mon => "Monday",
            Self::Tue => "Tuesday",
            Self::Wed => "Wednesday",
            Self::Thu => "Thursday",
            Self::Fri => "Friday",
            Self::Sat => "Saturday",
            Self::Sun => "Sunday",
        }
    }
}

/// From one time to a later one of the same day, as the clocks in London show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Hours {
    /// From this time.
    pub from: ClockTime,
    /// To this time, which is later.
    pub to: ClockTime,
}

impl Hours {
    /// Whether a slot lies within, to the minute.
    pub fn cover(self, slot: Slot) -> bool {
        self.from <= slot.from() && slot.to() <= self.to
    }

    /// `09:00 to 18:30`.
    pub fn in_words(self) -> String {
        format!("{} to {}", self.from, self.to)
    }
}

/// Hours for each day of the week that has any.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(transparent)]
pub struct WeekHours(pub BTreeMap<DayName, Hours>);

impl WeekHours {
    /// The hours of a date, by the day of the week it is.
    pub fn on(&self, day: LondonDay) -> Option<Hours> {
        self.0.get(&DayName::of(day)).copied()
    }
}

/// From one moment up to another, which no longer belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Span {
    /// From this moment.
    pub from: Instant,
    /// Until this moment.
    pub until: Instant,
}

impl Span {
    /// Whole days, the last one included.
    pub fn of_days(first: LondonDay, last: LondonDay) -> Self {
        Self {
            from: first.begins(),
            until: last.is_over(),
        }
    }

    /// Whether the two share a moment. One that ends as the other begins does not; one that ended
    /// before it began has none to share.
    pub fn overlaps(self, other: Self) -> bool {
        self.from.max(other.from) < self.until.min(other.until)
    }

    /// This span, over at `moment` at the latest; nothing is left of one that had not begun.
    #[must_use]
    pub fn ended_by(self, moment: Instant) -> Self {
        Self {
            from: self.from,
            until: self.until.min(moment).max(self.from),
        }
    }

    /// `24 Nov 2026, 09:00 to 25 Nov 2026, 12:00`; whole days without their times, one day once.
    pub fn in_words(self) -> String {
        let (first, last) = (
            self.from.london_day(),
            self.until.plus_minutes(-1).london_day(),
        );
        let whole = first.begins() == self.from && last.is_over() == self.until;
        match (whole, first == last) {
            (true, true) => first.in_short(),
            (true, false) => format!("{} to {}", first.in_short(), last.in_short()),
            (false, true) => {
                let until = self.until.london_time();
                format!("{} to {until}", self.from.in_short())
            }
            (false, false) => format!("{} to {}", self.from.in_short(), self.until.in_short()),
        }
    }
}

impl From<Slot> for Span {
    fn from(slot: Slot) -> Self {
        Self {
            from: slot.starts(),
            until: slot.ends(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> LondonDay {
        text.parse().unwrap()
    }
    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }
    fn span(from: &str, until: &str) -> Span {
        Span {
            from: at(from),
            until: at(until),
        }
    }

    #[test]
    fn spans_that_touch_do_not_overlap() {
        let morning = span("2026-11-24T09:00:00Z", "2026-11-24T12:00:00Z");
        for (name, other, overlaps) in [
            ("itself", morning, true),
            (
                "as it ends",
                span("2026-11-24T12:00:00Z", "2026-11-24T13:00:00Z"),
                false,
            ),
            (
                "a minute before",
                span("2026-11-24T11:59:00Z", "2026-11-24T13:00:00Z"),
                true,
            ),
            (
                "up to its beginning",
                span("2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z"),
                false,
            ),
            (
                "nothing, in the middle of it",
                span("2026-11-24T10:00:00Z", "2026-11-24T10:00:00Z"),
                false,
            ),
            (
                "around it",
                span("2026-11-23T00:00:00Z", "2026-11-25T00:00:00Z"),
                true,
            ),
        ] {
            assert_eq!(morning.overlaps(other), overlaps, "{name}");
            assert_eq!(other.overlaps(morning), overlaps, "{name}, turned round");
        }
    }

    #[test]
    fn days_are_days_of_london_also_when_the_clocks_change() {
        for (date, hours) in [("2026-03-29", 23), ("2026-10-25", 25), ("2026-11-24", 24)] {
            let whole = Span::of_days(day(date), day(date));
            assert_eq!(whole.from.minutes_until(whole.until), hours * 60, "{date}");
            assert_eq!(whole.in_words(), day(date).in_short());
        }
        let part = span("2026-11-24T09:00:00Z", "2026-11-24T12:00:00Z");
        assert_eq!(part.in_words(), "24 Nov 2026, 09:00 to 12:00");
    }

    #[test]
    fn what_ends_early_never_ends_before_it_begins() {
        let morning = span("2026-11-24T09:00:00Z", "2026-11-24T12:00:00Z");
        for (name, moment, until) in [
            (
                "in the middle",
                "2026-11-24T10:00:00Z",
                "2026-11-24T10:00:00Z",
            ),
            ("before", "2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z"),
            ("after", "2026-11-24T13:00:00Z", "2026-11-24T12:00:00Z"),
        ] {
            assert_eq!(morning.ended_by(at(moment)).until, at(until), "{name}");
        }
    }

    #[test]
    fn hours_cover_to_the_minute_and_a_day_without_hours_has_none() {
        let hours = Hours {
            from: "09:00".parse().unwrap(),
            to: "17:00".parse().unwrap(),
        };
        let week = WeekHours([(DayName::Tue, hours)].into());
        let slot = |from: &str, to: &str| {
            Slot::new(
                day("2026-11-24"),
                from.parse().unwrap(),
                to.parse().unwrap(),
            )
            .unwrap()
        };
        assert!(hours.cover(slot("09:00", "17:00")));
        assert!(!hours.cover(slot("08:59", "10:00")) && !hours.cover(slot("16:00", "17:01")));
        assert_eq!(week.on(day("2026-11-24")), Some(hours));
        assert_eq!(week.on(day("2026-11-25")), None);
        let text = serde_json::to_string(&week).unwrap();
        assert_eq!(serde_json::from_str::<WeekHours>(&text).unwrap(), week);
    }
}
