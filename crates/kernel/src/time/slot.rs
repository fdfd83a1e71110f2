//! A promise of time: this day, from then to then, in London.

use serde::{Deserialize, Serialize};

use super::{ClockTime, Instant, LondonDay, TimeRefusal};

/// Which of the two hours is meant when the clocks go back and 01:00 to 02:00 happens twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fold {
    /// The one in summer time.
    First,
    /// The one in winter time, an hour later.
    Second,
}

/// A span of one day in London: what a family is told ("Tuesday 24 November, 10:00 to 11:30").
///
/// It ends after it starts, on the same day, and both its times exist. It carries the two
/// instants it stands for; when a law moves the clocks, the promise is kept and the instants are
/// computed anew. Sundays are accepted here: whether a service opens on them is for booking to
/// decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Slot {
    day: LondonDay,
    from: ClockTime,
    to: ClockTime,
    starts: Instant,
    ends: Instant,
}

/// The wire form. `fold` stands only where the hour is repeated.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    day: LondonDay,
    from: ClockTime,
    to: ClockTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fold: Option<Fold>,
}

impl Slot {
    /// The slot on `day` from `from` to `to`. Refuses an end before the start, a time that does
    /// not exist (March) and one that happens twice (October; see [`Slot::in_fold`]).
    pub fn new(day: LondonDay, from: ClockTime, to: ClockTime) -> Result<Self, TimeRefusal> {
        Self::of(day, (from, day.at(from)?), (to, day.at(to)?))
    }

    /// Like [`Slot::new`], taking the named one of two where a time happens twice.
    pub fn in_fold(
        day: LondonDay,
        from: ClockTime,
        to: ClockTime,
        fold: Fold,
    ) -> Result<Self, TimeRefusal> {
        Self::of(
            day,
            (from, day.at_in_fold(from, fold)?),
            (to, day.at_in_fold(to, fold)?),
        )
    }

    /// The slot again from what is stored: the promise, and the stored start, which tells the fold.
    pub fn stored(
        day: LondonDay,
        from: ClockTime,
        to: ClockTime,
        starts: Instant,
    ) -> Result<Self, TimeRefusal> {
        let first = Self::in_fold(day, from, to, Fold::First)?;
        let second = Self::in_fold(day, from, to, Fold::Second)?;
        Ok(if second.starts == starts {
            second
        } else {
            first
        })
    }

    fn of(
        day: LondonDay,
        from: (ClockTime, Instant),
        to: (ClockTime, Instant),
    ) -> Result<Self, TimeRefusal> {
        let slot = Self {
            day,
            from: from.0,
            to: to.0,
            starts: from.1,
            ends: to.1,
        };
        if slot.from < slot.to && slot.starts < slot.ends {
            Ok(slot)
        } else {
            Err(TimeRefusal::EndsBeforeItStarts)
        }
    }

    /// The day in London.
    pub const fn day(self) -> LondonDay {
        self.day
    }

    /// When it starts, as the clock shows.
    pub const fn from(self) -> ClockTime {
        self.from
    }

    /// When it ends, as the clock shows.
    pub const fn to(self) -> ClockTime {
        self.to
    }

    /// The moment it starts.
    pub const fn starts(self) -> Instant {
        self.starts
    }

    /// The moment it ends.
    pub const fn ends(self) -> Instant {
        self.ends
    }

    /// How long it really lasts, in whole minutes.
    pub const fn minutes(self) -> i64 {
        self.starts.minutes_until(self.ends)
    }

    /// Whether two slots share a moment. One that ends as the other starts does not.
    pub fn overlaps(self, other: Self) -> bool {
        self.starts < other.ends && other.starts < self.ends
    }

    /// Minutes from the end of one to the start of the other, whichever comes first; negative
    /// when they overlap.
    pub fn minutes_apart(self, other: Self) -> i64 {
        self.ends
            .minutes_until(other.starts)
            .max(other.ends.minutes_until(self.starts))
    }

    /// `10:00 to 11:30`.
    pub fn hours(self) -> String {
        format!("{} to {}", self.from, self.to)
    }

    /// `Tuesday 24 November 2026, 10:00 to 11:30`.
    pub fn in_full(self) -> String {
        format!("{}, {}", self.day.in_full(), self.hours())
    }

    fn fold(self) -> Option<Fold> {
        let plain = Self::new(self.day, self.from, self.to);
        let second = Self::in_fold(self.day, self.from, self.to, Fold::Second);
        match (plain, second) {
            (Ok(_), _) => None,
            (Err(_), Ok(second)) if second == self => Some(Fold::Second),
            (Err(_), _) => Some(Fold::First),
        }
    }
}

impl TryFrom<Written> for Slot {
    type Error = TimeRefusal;

    fn try_from(written: Written) -> Result<Self, TimeRefusal> {
        let Written {
            day,
            from,
            to,
            fold,
        } = written;
        fold.map_or_else(
            || Self::new(day, from, to),
            |fold| Self::in_fold(day, from, to, fold),
        )
    }
}

impl From<Slot> for Written {
    fn from(slot: Slot) -> Self {
        Self {
            day: slot.day,
            from: slot.from,
            to: slot.to,
            fold: slot.fold(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> LondonDay {
        text.parse().unwrap()
    }

    fn time(text: &str) -> ClockTime {
        text.parse().unwrap()
    }

    fn slot(date: &str, from: &str, to: &str) -> Result<Slot, TimeRefusal> {
        Slot::new(day(date), time(from), time(to))
    }

    #[test]
    fn refuses_what_no_family_could_keep() {
        assert_eq!(
            slot("2026-11-24", "10:00", "10:00"),
            Err(TimeRefusal::EndsBeforeItStarts)
        );
        assert_eq!(
            slot("2026-11-24", "10:00", "09:00"),
            Err(TimeRefusal::EndsBeforeItStarts)
        );
        assert!(matches!(
            slot("2026-03-29", "00:30", "01:30"),
            Err(TimeRefusal::Skipped { .. })
        ));
        assert!(matches!(
            slot("2026-10-25", "01:30", "03:00"),
            Err(TimeRefusal::Repeated { .. })
        ));
        assert!(
            slot("2026-11-29", "10:00", "11:00").is_ok(),
            "a Sunday is for booking to judge"
        );
    }

    #[test]
    fn lasts_as_long_as_it_really_lasts() {
        assert_eq!(slot("2026-11-24", "10:00", "11:30").unwrap().minutes(), 90);
        assert_eq!(slot("2026-03-29", "00:30", "02:30").unwrap().minutes(), 60);
        assert_eq!(slot("2026-10-25", "00:30", "02:30").unwrap().minutes(), 180);
        let night = [Fold::First, Fold::Second].map(|fold| {
            Slot::in_fold(day("2026-10-25"), time("01:30"), time("02:30"), fold)
                .unwrap()
                .minutes()
        });
        assert_eq!(night, [120, 60]);
    }

    #[test]
    fn knows_its_neighbours() {
        let morning = slot("2026-11-24", "10:00", "11:30").unwrap();
        let next = slot("2026-11-24", "11:30", "12:30").unwrap();
        let later = slot("2026-11-24", "12:00", "13:00").unwrap();
        assert!(!morning.overlaps(next) && !next.overlaps(morning));
        assert!(!later.overlaps(morning) && later.overlaps(next));
        assert!(next.overlaps(later));
        assert_eq!(
            (morning.minutes_apart(later), later.minutes_apart(morning)),
            (30, 30)
        );
        assert_eq!(next.minutes_apart(later), -30);
        assert_eq!(
            morning.in_full(),
            "Tuesday 24 November 2026, 10:00 to 11:30"
        );
    }

    #[test]
    fn tells_the_fold_on_the_wire_only_where_it_matters() {
        let plain = slot("2026-11-24", "10:00", "11:30").unwrap();
        let json = serde_json::to_string(&plain).unwrap();
        assert_eq!(json, r#"{"day":"2026-11-24","from":"10:00","to":"11:30"}"#);
        for fold in [Fold::First, Fold::Second] {
            let night =
                Slot::in_fold(day("2026-10-25"), time("01:00"), time("01:30"), fold).unwrap();
            let json = serde_json::to_string(&night).unwrap();
            assert_eq!(serde_json::from_str::<Slot>(&json).unwrap(), night);
            assert_eq!(
                Slot::stored(night.day, night.from, night.to, night.starts),
                Ok(night)
            );
        }
        assert!(
            serde_json::from_str::<Slot>(r#"{"day":"2026-11-24","from":"11:00","to":"10:00"}"#)
                .is_err()
        );
        assert!(
            serde_json::from_str::<Slot>(
                r#"{"day":"2026-11-24","from":"10:00","to":"11:00","x":1}"#
            )
            .is_err()
        );
    }

    /// R16: each quarter-hour of each day of 2024 to 2040, as the start of a slot of an hour and
    /// a half.
    #[test]
    fn every_slot_of_seventeen_years_keeps_its_wall_clock_time() {
        let (mut skipped, mut repeated, mut kept) = (0, 0, 0);
        let mut date = day("2024-01-01");
        while date.year() <= 2040 {
            for quarter in 0..90 {
                let from = ClockTime::from_minute_of_day(quarter * 15).unwrap();
                match Slot::new(date, from, from.plus_minutes(90).unwrap()) {
                    Ok(slot) => {
                        kept += 1;
                        let shown = [slot.starts, slot.ends]
                            .map(|end| (end.london_day(), end.london_time()));
                        assert_eq!(shown, [(date, slot.from), (date, slot.to)]);
                    }
                    Err(TimeRefusal::Skipped { .. }) => skipped += 1,
                    Err(TimeRefusal::Repeated { .. }) => repeated += 1,
                    Err(other) => panic!("{date} {from}: {other}"),
                }
            }
            date = date.plus_days(1);
        }
        // Each change touches the four starts within the hour, and the two that end within it.
        assert_eq!((skipped, repeated), (17 * 6, 17 * 6));
        assert_eq!(kept + skipped + repeated, 6210 * 90);
    }

    proptest! {
        #[test]
        fn json_and_storage_give_the_slot_back(offset in 0_i64..6_200, from in 0_u16..1_438, length in 1_u16..480, second: bool) {
            let date = day("2024-01-01").plus_days(offset);
            let start = ClockTime::from_minute_of_day(from).unwrap();
            let end = ClockTime::from_minute_of_day((from + length).min(1_439)).unwrap();
            let fold = if second { Fold::Second } else { Fold::First };
            if let Ok(slot) = Slot::in_fold(date, start, end, fold) {
                let json = serde_json::to_string(&slot).unwrap();
                prop_assert_eq!(serde_json::from_str::<Slot>(&json).unwrap(), slot);
                prop_assert!(slot.starts() < slot.ends());
            }
        }
    }
}
