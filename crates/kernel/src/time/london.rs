//! Between London and UTC, and the way dates and times are written on screens.

use chrono::offset::LocalResult;
use chrono::{DateTime, Datelike, NaiveDateTime, NaiveTime, TimeZone, Timelike};
use chrono_tz::{Europe::London, Tz};

use super::{ClockTime, Fold, Instant, LondonDay, TimeRefusal};

impl LondonDay {
    /// The moment this day's clocks in London show `time`. Refuses the hour that is skipped in
    /// March and the hour that is repeated in October.
    pub fn at(self, time: ClockTime) -> Result<Instant, TimeRefusal> {
        match self.local(time) {
            LocalResult::Single(moment) => Ok(of_london(moment)),
            LocalResult::Ambiguous(..) => Err(TimeRefusal::Repeated { day: self, time }),
            LocalResult::None => Err(TimeRefusal::Skipped { day: self, time }),
        }
    }

    /// Like [`LondonDay::at`], but takes the named one of two when the hour is repeated in October.
    pub fn at_in_fold(self, time: ClockTime, fold: Fold) -> Result<Instant, TimeRefusal> {
        match self.local(time) {
            LocalResult::Ambiguous(first, second) => {
                Ok(of_london(if fold == Fold::First { first } else { second }))
            }
            LocalResult::Single(_) | LocalResult::None => self.at(time),
        }
    }

    /// The moment this day begins in London.
    pub fn begins(self) -> Instant {
        earliest_at_or_after(self.0.and_time(NaiveTime::MIN))
    }

    /// The moment this day is over in London, which is the moment the next begins.
    pub fn is_over(self) -> Instant {
        self.plus_days(1).begins()
    }

    /// `Tuesday 24 November 2026`, for headings and letters.
    pub fn in_full(self) -> String {
        self.0.format("%A %-d %B %Y").to_string()
    }

    /// `24 November 2026`, for sentences.
    pub fn in_words(self) -> String {
        self.0.format("%-d %B %Y").to_string()
    }

    /// `24 Nov 2026`, for tables.
    pub fn in_short(self) -> String {
        self.0.format("%-d %b %Y").to_string()
    }

    /// `Tue 24 Nov`, for the columns of a week.
    pub fn in_column(self) -> String {
        self.0.format("%a %-d %b").to_string()
    }

    fn local(self, time: ClockTime) -> LocalResult<DateTime<Tz>> {
        London.from_local_datetime(&self.0.and_time(naive_time(time)))
    }
}

impl Instant {
    /// The date in London at this moment.
    pub fn london_day(self) -> LondonDay {
        LondonDay::of_naive(self.in_london().date()).unwrap_or(LondonDay(chrono::NaiveDate::MIN))
    }

    /// What the clocks in London show at this moment, cut to the minute.
    pub fn london_time(self) -> ClockTime {
        let time = self.in_london().time();
        let (hour, minute) = (u8::try_from(time.hour()), u8::try_from(time.minute()));
        ClockTime::new(hour.unwrap_or(0), minute.unwrap_or(0)).unwrap_or(ClockTime::MIDNIGHT)
    }

    /// `24 Nov 2026, 09:30`, London time, for tables.
    pub fn in_short(self) -> String {
        format!("{}, {}", self.london_day().in_short(), self.london_time())
    }

    /// `Tuesday 24 November 2026 at 09:30`, London time, for sentences.
    pub fn in_full(self) -> String {
        format!("{} at {}", self.london_day().in_full(), self.london_time())
    }

    /// The end of a legal clock of so many days: the same time in London that many days later,
    /// and never more than 24 hours for each day. Where the clocks change between, the earlier of
    /// the two.
    ///
    /// So an urgent refusal (s.34(6), "not longer than seven days") from Friday 17:00 ends on the
    /// next Friday at 16:00 when the clocks go back between, and at 17:00 (167 hours) when they
    /// go forward.
    #[must_use]
    pub fn statutory_days_later(self, days: u16) -> Self {
        let elapsed = self.plus_minutes(i64::from(days) * 24 * 60);
        let same_time = self
            .in_london()
            .checked_add_days(chrono::Days::new(u64::from(days)))
            .map_or(elapsed, earliest_at_or_after);
        same_time.min(elapsed)
    }

    fn in_london(self) -> NaiveDateTime {
        let local = self.to_utc().with_timezone(&London).naive_local();
        // The first hours of year 1 and the last of year 9999 stay inside the calendar we accept.
        if (1..=9999).contains(&local.year()) {
            local
        } else {
            self.to_utc().naive_utc()
        }
    }
}

fn naive_time(time: ClockTime) -> NaiveTime {
    NaiveTime::from_hms_opt(u32::from(time.hour()), u32::from(time.minute()), 0).unwrap_or_default()
}

fn of_london(moment: DateTime<Tz>) -> Instant {
    Instant::of_utc(moment.to_utc())
}

/// The first moment at which London's clocks show this time; for a skipped time, the moment of
/// the jump.
fn earliest_at_or_after(local: NaiveDateTime) -> Instant {
    match London.from_local_datetime(&local) {
        LocalResult::Single(moment) | LocalResult::Ambiguous(moment, _) => of_london(moment),
        // In every change London has made the jump is one hour, at 01:00 UTC or before it.
        LocalResult::None => {
            let hour_before = London.from_local_datetime(&(local - chrono::TimeDelta::hours(1)));
            let jumped_into = hour_before.earliest().map_or(Instant::EARLIEST, of_london);
            let into_the_hour = i64::from(local.minute()) * 60_000
                + i64::from(local.second()) * 1_000
                + i64::from(local.and_utc().timestamp_subsec_millis());
            Instant::from_millis(jumped_into.millis() - into_the_hour).plus_minutes(60)
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

    fn moment(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn writes_dates_as_people_read_them() {
        let tuesday = day("2026-11-24");
        assert_eq!(tuesday.in_full(), "Tuesday 24 November 2026");
        assert_eq!(tuesday.in_words(), "24 November 2026");
        assert_eq!(tuesday.in_short(), "24 Nov 2026");
        assert_eq!(tuesday.in_column(), "Tue 24 Nov");
        assert_eq!(
            moment("2026-11-24T09:30:59.999Z").in_short(),
            "24 Nov 2026, 09:30"
        );
        assert_eq!(
            moment("2026-07-01T23:05:00Z").in_full(),
            "Thursday 2 July 2026 at 00:05"
        );
    }

    #[test]
    fn a_day_lasts_as_long_as_the_clocks_make_it() {
        for (date, hours) in [("2026-03-28", 24), ("2026-03-29", 23), ("2026-10-25", 25)] {
            let minutes = day(date).begins().minutes_until(day(date).is_over());
            assert_eq!(minutes, hours * 60, "{date}");
        }
    }

    #[test]
    fn the_skipped_hour_is_refused_and_the_repeated_one_asked_about() {
        let (spring, autumn) = (day("2026-03-29"), day("2026-10-25"));
        assert!(matches!(
            spring.at(time("01:30")),
            Err(TimeRefusal::Skipped { .. })
        ));
        assert!(matches!(
            spring.at_in_fold(time("01:30"), Fold::First),
            Err(TimeRefusal::Skipped { .. })
        ));
        assert!(matches!(
            autumn.at(time("01:30")),
            Err(TimeRefusal::Repeated { .. })
        ));
        let twice =
            [Fold::First, Fold::Second].map(|fold| autumn.at_in_fold(time("01:30"), fold).unwrap());
        assert_eq!(
            twice,
            [
                moment("2026-10-25T00:30:00Z"),
                moment("2026-10-25T01:30:00Z")
            ]
        );
    }

    #[test]
    fn seven_days_end_at_the_same_time_and_never_after_168_hours() {
        for (case, from, until) in [
            (
                "no change between",
                "2026-11-20T17:00:00Z",
                "2026-11-27T17:00:00Z",
            ),
            (
                "clocks go back: 16:00 London",
                "2026-10-23T16:00:00Z",
                "2026-10-30T16:00:00Z",
            ),
            (
                "clocks go forward: 17:00 London",
                "2026-03-27T17:00:00Z",
                "2026-04-03T16:00:00Z",
            ),
            (
                "ends in the skipped hour: the jump",
                "2026-03-22T01:30:00Z",
                "2026-03-29T01:00:00Z",
            ),
            (
                "ends in the repeated hour: the first",
                "2026-10-18T00:30:00Z",
                "2026-10-25T00:30:00Z",
            ),
        ] {
            assert_eq!(
                moment(from).statutory_days_later(7),
                moment(until),
                "{case}"
            );
        }
    }

    fn any_moment() -> impl Strategy<Value = Instant> {
        (moment("2024-01-01T00:00:00Z").millis()..moment("2041-01-01T00:00:00Z").millis())
            .prop_map(Instant::from_millis)
    }

    proptest! {
        #[test]
        fn a_clock_of_seven_days_is_never_longer_than_168_hours_nor_than_the_same_time(start in any_moment()) {
            let end = start.statutory_days_later(7);
            let hours = start.minutes_until(end);
            prop_assert!(hours <= 168 * 60);
            prop_assert!(hours >= 166 * 60);
            let week_later = start.london_day().plus_days(7);
            prop_assert!((end.london_day(), end.london_time()) <= (week_later, start.london_time().max(time("02:00"))));
        }

        #[test]
        fn london_and_back_is_the_same_minute(start in any_moment()) {
            let minute = Instant::from_millis(start.millis() - start.millis().rem_euclid(60_000));
            let (date, shown) = (minute.london_day(), minute.london_time());
            let back = [Fold::First, Fold::Second].map(|fold| date.at_in_fold(shown, fold).unwrap());
            prop_assert!(back.contains(&minute));
        }
    }
}
