//! A date as people in England write it, with the arithmetic of ages and anniversaries.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, de};

use super::{TimeRefusal, Week};

pub use chrono::Weekday;

/// A date in the London calendar, in the years 1 to 9999. Text and JSON: `2026-11-24`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct LondonDay(pub(super) NaiveDate);

impl LondonDay {
    /// The day of that year, month (1-12) and day of month.
    pub fn new(year: i32, month: u32, day: u32) -> Result<Self, TimeRefusal> {
        NaiveDate::from_ymd_opt(year, month, day).map_or(Err(TimeRefusal::NotADate), Self::of_naive)
    }

    /// Takes a date from chrono, refusing years outside 1 to 9999.
    pub fn of_naive(date: NaiveDate) -> Result<Self, TimeRefusal> {
        if (1..=9999).contains(&date.year()) {
            Ok(Self(date))
        } else {
            Err(TimeRefusal::NotADate)
        }
    }

    /// The same date as chrono knows it.
    pub const fn naive(self) -> NaiveDate {
        self.0
    }

    /// The year, four digits.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    pub fn day_of_month(self) -> u32 {
        self.0.day()
    }

    /// Monday to Sunday.
    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }

    /// The week this day lies in (a Sunday belongs to the Monday before it).
    pub fn week(self) -> Week {
        Week::containing(self)
    }

    /// This day so many days later (earlier when negative); stops at the ends of the years 1 to
    /// 9999.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let span = Days::new(days.unsigned_abs());
        let moved = if days < 0 {
            self.0.checked_sub_days(span)
        } else {
            self.0.checked_add_days(span)
        };
        let end = if days < 0 {
            NaiveDate::from_ymd_opt(1, 1, 1)
        } else {
            NaiveDate::from_ymd_opt(9999, 12, 31)
        };
        moved
            .and_then(|date| Self::of_naive(date).ok())
            .unwrap_or(Self(end.unwrap_or(self.0)))
    }

    /// Days from this day to `later`; negative when `later` is earlier.
    pub fn days_until(self, later: Self) -> i64 {
        later.0.signed_duration_since(self.0).num_days()
    }

    /// The anniversary of this day after so many years. For 29 February it is 1 March where the
    /// year has no 29th, as English law counts birthdays. Stops at year 9999.
    #[must_use]
    pub fn anniversary(self, years: u16) -> Self {
        let year = self.0.year().saturating_add(i32::from(years)).min(9999);
        let date = self
            .0
            .with_year(year)
            .or_else(|| NaiveDate::from_ymd_opt(year, 3, 1));
        Self(date.unwrap_or(self.0))
    }

    /// The corresponding day so many months later, as legal limits in months are counted: the
    /// same day of the month, or the month's last where it has none. Stops at year 9999.
    #[must_use]
    pub fn plus_months(self, months: u16) -> Self {
        let moved = self
            .0
            .checked_add_months(chrono::Months::new(u32::from(months)));
        moved
            .and_then(|date| Self::of_naive(date).ok())
            .unwrap_or_else(|| self.plus_days(i64::MAX))
    }

    /// The age on `day`, in completed years, of a person born on this day; `None` before the birth.
    ///
    /// An age is reached as the birthday begins (Family Law Reform Act 1969 s.9).
    pub fn age_on(self, day: Self) -> Option<u16> {
        if day < self {
            return None;
        }
        let years = u16::try_from(day.year() - self.year()).unwrap_or(0);
        Some(if self.anniversary(years) > day {
            years.saturating_sub(1)
        } else {
            years
        })
    }
}

impl fmt::Display for LondonDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl FromStr for LondonDay {
    type Err = TimeRefusal;

    fn from_str(text: &str) -> Result<Self, TimeRefusal> {
        let exact = text.len() == 10
            && text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'-');
        if !exact {
            return Err(TimeRefusal::NotADate);
        }
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .map_or(Err(TimeRefusal::NotADate), Self::of_naive)
    }
}

impl<'de> Deserialize<'de> for LondonDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse()
            .map_err(|refusal| de::Error::custom(format!("{text:?} {refusal}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> LondonDay {
        text.parse().unwrap()
    }

    #[test]
    fn refuses_what_is_not_a_date() {
        for text in [
            "",
            "2026-2-3",
            "2026-02-30",
            "24/11/2026",
            "0000-01-01",
            "2026-11-24 ",
            "+026-11-24",
            "12026-1-1",
        ] {
            assert_eq!(
                text.parse::<LondonDay>(),
                Err(TimeRefusal::NotADate),
                "{text}"
            );
        }
    }

    #[test]
    fn ages_turn_on_the_birthday() {
        for (born, on, age) in [
            ("2019-11-24", "2026-11-23", Some(6)),
            ("2019-11-24", "2026-11-24", Some(7)),
            ("2026-11-24", "2026-11-24", Some(0)),
            ("2026-11-25", "2026-11-24", None),
            ("2008-02-29", "2026-02-28", Some(17)),
            ("2008-02-29", "2026-03-01", Some(18)),
            ("2008-02-29", "2028-02-28", Some(19)),
            ("2008-02-29", "2028-02-29", Some(20)),
        ] {
            assert_eq!(day(born).age_on(day(on)), age, "born {born}, on {on}");
        }
    }

    #[test]
    fn the_seventy_fifth_birthday_of_a_leap_day_child_is_the_first_of_march() {
        assert_eq!(day("2024-02-29").anniversary(75), day("2099-03-01"));
        assert_eq!(
            day("2024-02-29").anniversary(76),
            day("2100-03-01"),
            "2100 is no leap year"
        );
        assert_eq!(day("2024-02-29").anniversary(80), day("2104-02-29"));
    }

    #[test]
    fn months_run_to_the_corresponding_day_or_the_last() {
        for (from, months, until) in [
            ("2026-01-31", 1, "2026-02-28"),
            ("2028-01-31", 1, "2028-02-29"),
            ("2026-11-24", 3, "2027-02-24"),
            ("9999-12-01", 2, "9999-12-31"),
        ] {
            assert_eq!(day(from).plus_months(months), day(until), "{from}");
        }
    }

    #[test]
    fn stops_at_the_ends_of_the_calendar() {
        assert_eq!(day("9999-12-31").plus_days(1), day("9999-12-31"));
        assert_eq!(day("0001-01-01").plus_days(i64::MIN), day("0001-01-01"));
        assert_eq!(day("9990-01-01").anniversary(75), day("9999-01-01"));
    }

    proptest! {
        #[test]
        fn text_json_and_day_steps_come_back(offset in 0_i64..40_000, steps in -5_000_i64..5_000) {
            let start = day("1990-01-01").plus_days(offset);
            prop_assert_eq!(day(&start.to_string()), start);
            let json = serde_json::to_string(&start).unwrap();
            prop_assert_eq!(&json, &format!("\"{start}\""));
            prop_assert_eq!(serde_json::from_str::<LondonDay>(&json).unwrap(), start);
            prop_assert_eq!(start.plus_days(steps).plus_days(-steps), start);
            prop_assert_eq!(start.days_until(start.plus_days(steps)), steps);
        }

        #[test]
        fn an_age_is_the_number_of_anniversaries_reached(offset in 0_i64..40_000, later in 0_i64..36_000) {
            let born = day("1990-01-01").plus_days(offset);
            let on = born.plus_days(later);
            let reached = (1..=100).filter(|years| born.anniversary(*years) <= on).count();
            prop_assert_eq!(born.age_on(on).map(usize::from), Some(reached));
        }
    }
}
