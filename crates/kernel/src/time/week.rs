//! A service week, Monday to Saturday, named by its Monday.

use std::fmt;

use chrono::Datelike;
use serde::{Deserialize, Deserializer, Serialize, de};

use super::{LondonDay, TimeRefusal};

/// A calendar week, named by its Monday (JSON: that date). It displays its six service days,
/// "23-28 November 2026"; its Sunday still belongs to it, since orders count calendar weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Week(pub(super) LondonDay);

impl Week {
    /// The week a day lies in.
    pub fn containing(day: LondonDay) -> Self {
        Self(day.plus_days(-i64::from(day.weekday().num_days_from_monday())))
    }

    /// The week that starts on this Monday.
    pub fn starting(monday: LondonDay) -> Result<Self, TimeRefusal> {
        let week = Self::containing(monday);
        if week.0 == monday {
            Ok(week)
        } else {
            Err(TimeRefusal::NotAMonday)
        }
    }

    /// Its first day.
    pub const fn monday(self) -> LondonDay {
        self.0
    }

    /// Its last service day.
    pub fn saturday(self) -> LondonDay {
        self.0.plus_days(5)
    }

    /// Its last day.
    pub fn sunday(self) -> LondonDay {
        self.0.plus_days(6)
    }

    /// The six service days, Monday to Saturday.
    pub fn days(self) -> [LondonDay; 6] {
        [0, 1, 2, 3, 4, 5].map(|offset| self.0.plus_days(offset))
    }

    /// Whether the day lies in this week, Sunday included.
    pub fn contains(self, day: LondonDay) -> bool {
        Self::containing(day) == self
    }

    /// This week so many weeks later (earlier when negative).
    #[must_use]
    pub fn plus_weeks(self, weeks: i64) -> Self {
        Self::containing(self.0.plus_days(weeks.saturating_mul(7)))
    }

    /// The week after.
    #[must_use]
    pub fn next(self) -> Self {
        self.plus_weeks(1)
    }

    /// The week before.
    #[must_use]
    pub fn previous(self) -> Self {
        self.plus_weeks(-1)
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = (self.monday().0, self.saturday().0);
        let end = last.format("%-d %B %Y");
        if first.year() != last.year() {
            write!(f, "{} - {end}", first.format("%-d %B %Y"))
        } else if first.month() != last.month() {
            write!(f, "{} - {end}", first.format("%-d %B"))
        } else {
            write!(f, "{}-{end}", first.format("%-d"))
        }
    }
}

impl<'de> Deserialize<'de> for Week {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let monday = LondonDay::deserialize(deserializer)?;
        Self::starting(monday).map_err(|refusal| de::Error::custom(format!("{monday} {refusal}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(monday: &str) -> Week {
        Week::starting(monday.parse().unwrap()).unwrap()
    }

    #[test]
    fn displays_its_service_days() {
        for (monday, shown) in [
            ("2026-11-23", "23-28 November 2026"),
            ("2026-11-30", "30 November - 5 December 2026"),
            ("2026-12-28", "28 December 2026 - 2 January 2027"),
            ("2026-06-01", "1-6 June 2026"),
        ] {
            assert_eq!(week(monday).to_string(), shown);
        }
    }

    #[test]
    fn is_named_by_its_monday() {
        let tuesday: LondonDay = "2026-11-24".parse().unwrap();
        assert_eq!(Week::starting(tuesday), Err(TimeRefusal::NotAMonday));
        assert_eq!(tuesday.week(), week("2026-11-23"));
        assert_eq!(
            "2026-11-29".parse::<LondonDay>().unwrap().week(),
            week("2026-11-23"),
            "Sunday ends it"
        );
        assert_eq!(week("2026-11-23").next().previous(), week("2026-11-23"));
        assert_eq!(
            serde_json::to_string(&week("2026-11-23")).unwrap(),
            "\"2026-11-23\""
        );
        assert!(serde_json::from_str::<Week>("\"2026-11-24\"").is_err());
    }

    #[test]
    fn holds_six_service_days() {
        let days = week("2026-11-23").days();
        assert_eq!(
            days.first().map(ToString::to_string).as_deref(),
            Some("2026-11-23")
        );
        assert_eq!(days.last(), Some(&week("2026-11-23").saturday()));
        assert!(week("2026-11-23").contains(week("2026-11-23").sunday()));
        assert!(!week("2026-11-23").contains(week("2026-11-30").monday()));
    }
}
