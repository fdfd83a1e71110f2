//! A moment, the same everywhere.

use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;
use std::time::Duration;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::TimeRefusal;

/// A moment in UTC, to the millisecond, in the years 1 to 9999.
///
/// Both databases keep milliseconds exactly, so what is read back equals what was written.
/// Arithmetic stops at the first and last moment of that range instead of wrapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub(super) i64);

impl Instant {
    /// 0001-01-01T00:00:00.000Z.
    pub const EARLIEST: Self = Self(-62_135_596_800_000);
    /// 9999-12-31T23:59:59.999Z.
    pub const LATEST: Self = Self(253_402_300_799_999);

    /// The moment so many milliseconds after 1970-01-01T00:00Z; beyond the range, its nearest end.
    pub const fn from_millis(millis: i64) -> Self {
        if millis < Self::EARLIEST.0 {
            Self::EARLIEST
        } else if millis > Self::LATEST.0 {
            Self::LATEST
        } else {
            Self(millis)
        }
    }

    /// Milliseconds since 1970-01-01T00:00Z.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// This moment so many minutes later (earlier when negative).
    #[must_use]
    pub const fn plus_minutes(self, minutes: i64) -> Self {
        Self::from_millis(self.0.saturating_add(minutes.saturating_mul(60_000)))
    }

    /// Whole minutes from this moment to `later`, cut toward zero; negative when `later` is
    /// earlier.
    pub const fn minutes_until(self, later: Self) -> i64 {
        (later.0 - self.0) / 60_000
    }

    /// The time elapsed since `earlier`; nothing when `earlier` is in fact later.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0 - earlier.0).unwrap_or(0))
    }

    pub(super) fn to_utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }

    pub(super) fn of_utc(moment: DateTime<Utc>) -> Self {
        Self::from_millis(moment.timestamp_millis())
    }
}

fn whole_millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

impl Add<Duration> for Instant {
    type Output = Self;
    fn add(self, later: Duration) -> Self {
        Self::from_millis(self.0.saturating_add(whole_millis(later)))
    }
}

impl Sub<Duration> for Instant {
    type Output = Self;
    fn sub(self, earlier: Duration) -> Self {
        Self::from_millis(self.0.saturating_sub(whole_millis(earlier)))
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_utc().to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}

impl FromStr for Instant {
    type Err = TimeRefusal;

    /// Reads RFC 3339 with any offset; what is finer than a millisecond is cut off.
    fn from_str(text: &str) -> Result<Self, TimeRefusal> {
        let moment = match DateTime::parse_from_rfc3339(text) {
            Ok(moment) => moment.to_utc(),
            Err(_) => return Err(TimeRefusal::NotAMoment),
        };
        let millis = moment.timestamp_millis();
        let instant = Self::from_millis(millis);
        if instant.0 == millis {
            Ok(instant)
        } else {
            Err(TimeRefusal::NotAMoment)
        }
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
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

    #[test]
    fn reads_any_offset_and_writes_utc() {
        for (written, meant) in [
            ("2026-11-24T09:30:00Z", "2026-11-24T09:30:00.000Z"),
            ("2026-07-01T09:30:00.5+01:00", "2026-07-01T08:30:00.500Z"),
            ("2026-11-24T09:30:00.123999Z", "2026-11-24T09:30:00.123Z"),
        ] {
            assert_eq!(written.parse::<Instant>().unwrap().to_string(), meant);
        }
        for refused in [
            "",
            "2026-11-24",
            "2026-11-24T09:30:00",
            "2026-02-30T00:00:00Z",
            "0000-12-31T23:59:59Z",
        ] {
            assert_eq!(
                refused.parse::<Instant>(),
                Err(TimeRefusal::NotAMoment),
                "{refused}"
            );
        }
    }

    #[test]
    fn stops_at_the_ends_of_its_range() {
        assert_eq!(Instant::from_millis(i64::MAX), Instant::LATEST);
        assert_eq!(Instant::LATEST + Duration::MAX, Instant::LATEST);
        assert_eq!(
            Instant::EARLIEST - Duration::from_secs(1),
            Instant::EARLIEST
        );
        assert_eq!(Instant::LATEST.to_string(), "9999-12-31T23:59:59.999Z");
        assert_eq!(Instant::EARLIEST.to_string(), "0001-01-01T00:00:00.000Z");
    }

    #[test]
    fn counts_minutes_and_elapsed_time() {
        let ten: Instant = "2026-11-24T10:00:00Z".parse().unwrap();
        assert_eq!(ten.minutes_until(ten.plus_minutes(90)), 90);
        assert_eq!(ten.minutes_until(ten.plus_minutes(-15)), -15);
        assert_eq!(ten.since(ten.plus_minutes(1)), Duration::ZERO);
        assert_eq!(
            (ten + Duration::from_secs(61)).since(ten),
            Duration::from_secs(61)
        );
    }

    proptest! {
        #[test]
        fn text_and_json_give_the_moment_back(millis in Instant::EARLIEST.0..=Instant::LATEST.0) {
            let instant = Instant::from_millis(millis);
            prop_assert_eq!(instant.to_string().parse::<Instant>().unwrap(), instant);
            let json = serde_json::to_string(&instant).unwrap();
            prop_assert_eq!(serde_json::from_str::<Instant>(&json).unwrap(), instant);
        }
    }
}
