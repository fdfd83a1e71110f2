//! Two calendars that must never be mixed: the law's and the service's.

use std::collections::BTreeSet;

use super::{BankHolidays, LondonDay, Weekday};

/// No closure of a service and no run of bank holidays is longer; a search for the next open day
/// stops there.
const LONGEST_SEARCH: i64 = 400;

/// Monday to Friday less bank holidays: the calendar of legal clocks ("within 5 working days").
#[derive(Debug, Clone, Copy)]
pub struct WorkingDays<'a> {
    holidays: &'a BankHolidays,
}

impl<'a> WorkingDays<'a> {
    /// The working days with these bank holidays.
    pub const fn new(holidays: &'a BankHolidays) -> Self {
        Self { holidays }
    }

    /// Whether the day is a working day.
    pub fn is_working(self, day: LondonDay) -> bool {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && self.holidays.on(day).is_none()
    }

    /// The `count`-th working day after `day`; `day` itself is not counted. With 0, `day` itself.
    pub fn add(self, day: LondonDay, count: u16) -> LondonDay {
        nth(day, count, 1, |candidate| self.is_working(candidate))
    }

    /// The `count`-th working day before `day`; `day` itself is not counted. With 0, `day` itself.
    pub fn subtract(self, day: LondonDay, count: u16) -> LondonDay {
        nth(day, count, -1, |candidate| self.is_working(candidate))
    }

    /// How many working days lie after `day` up to and including `until`; 0 when `until` is not
    /// later.
    pub fn between(self, day: LondonDay, until: LondonDay) -> usize {
        let span = 1..=day.days_until(until);
        span.filter(|offset| self.is_working(day.plus_days(*offset)))
            .count()
    }
}

/// Monday to Saturday less the service's closures: the calendar of operations ("confirm the
/// service day before"). Whether it closes on bank holidays is the service's choice: then they
/// are among its closures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ServiceDays {
    closures: BTreeSet<LondonDay>,
}

impl ServiceDays {
    /// The service days with these days closed.
    pub const fn new(closures: BTreeSet<LondonDay>) -> Self {
        Self { closures }
    }

    /// Whether the service runs on that day.
    pub fn is_open(&self, day: LondonDay) -> bool {
        day.weekday() != Weekday::Sun && !self.closures.contains(&day)
    }

    /// The first service day after `day`.
    pub fn next(&self, day: LondonDay) -> LondonDay {
        nth(day, 1, 1, |candidate| self.is_open(candidate))
    }

    /// The last service day before `day`.
    pub fn previous(&self, day: LondonDay) -> LondonDay {
        nth(day, 1, -1, |candidate| self.is_open(candidate))
    }
}

fn nth(day: LondonDay, count: u16, step: i64, counts: impl Fn(LondonDay) -> bool) -> LondonDay {
    let mut found = day;
    for _ in 0..count {
        let start = found;
        let mut candidates = (1..=LONGEST_SEARCH).map(|offset| start.plus_days(offset * step));
        found = candidates
            .find(|candidate| counts(*candidate))
            .unwrap_or(start.plus_days(LONGEST_SEARCH * step));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> LondonDay {
        text.parse().unwrap()
    }

    #[test]
    fn working_days_skip_weekends_and_bank_holidays() {
        let holidays = BankHolidays::of_england();
        let working = WorkingDays::new(&holidays);
        for (case, from, count, until) in [
            ("a plain week", "2026-11-23", 5, "2026-11-30"),
            ("over a weekend", "2026-11-27", 1, "2026-11-30"),
            ("from a Saturday", "2026-11-28", 1, "2026-11-30"),
            ("over Christmas", "2026-12-23", 5, "2027-01-04"),
            ("over Easter", "2026-04-02", 5, "2026-04-13"),
            ("none", "2026-11-28", 0, "2026-11-28"),
        ] {
            assert_eq!(working.add(day(from), count), day(until), "{case}");
        }
        assert_eq!(working.subtract(day("2026-04-07"), 1), day("2026-04-02"));
    }

    /// Acceptance scenario 19: a Tuesday after a bank-holiday Monday. The service day before is
    /// the Saturday; a notice of five working days skips Saturday, Sunday and the Monday.
    #[test]
    fn the_two_calendars_differ_after_a_bank_holiday_monday() {
        let holidays = BankHolidays::of_england();
        let (tuesday, saturday) = (day("2026-05-26"), day("2026-05-23"));
        let service = ServiceDays::new(BTreeSet::from([day("2026-05-25")]));
        assert_eq!(service.previous(tuesday), saturday);
        assert_eq!(service.next(saturday), tuesday);
        assert_eq!(
            WorkingDays::new(&holidays).add(day("2026-05-22"), 5),
            day("2026-06-01")
        );
        assert!(
            ServiceDays::default().is_open(day("2026-05-25")),
            "a bank holiday closes only if the service says so"
        );
        assert!(!ServiceDays::default().is_open(day("2026-05-24")), "Sunday");
    }

    #[test]
    fn a_service_that_never_opens_ends_the_search() {
        let closed: BTreeSet<_> = (0..1_000)
            .map(|offset| day("2026-01-01").plus_days(offset))
            .collect();
        assert_eq!(
            ServiceDays::new(closed).next(day("2026-01-01")),
            day("2026-01-01").plus_days(LONGEST_SEARCH)
        );
    }

    proptest! {
        #[test]
        fn counting_and_adding_agree(offset in 0_i64..3_000, count in 1_u16..60) {
            let holidays = BankHolidays::of_england();
            let working = WorkingDays::new(&holidays);
            let start = day("2019-01-01").plus_days(offset);
            let end = working.add(start, count);
            prop_assert!(working.is_working(end));
            prop_assert_eq!(working.between(start, end), usize::from(count));
            prop_assert_eq!(working.between(end, start), 0);
            if working.is_working(start) {
                prop_assert_eq!(working.subtract(end, count), start);
            }
        }
    }
}
