//! Windows in which sessions are counted.

use kernel::id::PersonId;
use kernel::time::LondonDay;

use super::Case;
use crate::standing::Booked;

kernel::codes! {
    /// The span a frequency is counted in. Weeks are calendar weeks, Monday to Sunday.
    pub enum Period {
        /// Each day.
        Day = "day",
        /// Each calendar week.
        Week = "week",
        /// Each two weeks, counted from the week in which the order begins.
        Fortnight = "fortnight",
        /// Each four weeks, counted from the week in which the order begins.
        FourWeeks = "four_weeks",
        /// Each calendar month.
        Month = "month",
        /// Each calendar quarter.
        Quarter = "quarter",
        /// Each calendar year.
        Year = "year",
    }
}

/// The days from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub first: LondonDay,
    /// The last day.
    pub last: LondonDay,
}

impl Window {
    /// Whether the day lies in it.
    pub fn contains(self, day: LondonDay) -> bool {
        self.first <= day && day <= self.last
    }
}

impl Period {
    /// The words people use for it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Fortnight => "fortnight",
            Self::FourWeeks => "four weeks",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// About how many days it has, to compare one frequency with another.
    pub(crate) const fn about_days(self) -> u32 {
        match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Fortnight => 14,
            Self::FourWeeks => 28,
            Self::Month => 31,
            Self::Quarter => 92,
            Self::Year => 366,
        }
    }

    /// The window a day lies in. `anchor` is the first day of the order.
    pub fn window(self, day: LondonDay, anchor: LondonDay) -> Window {
        match self {
            Self::Day => Window {
                first: day,
                last: day,
            },
            Self::Week => weeks(1, day, anchor),
            Self::Fortnight => weeks(2, day, anchor),
            Self::FourWeeks => weeks(4, day, anchor),
            Self::Month => months(1, day),
            Self::Quarter => months(3, day),
            Self::Year => months(12, day),
        }
    }
}

fn weeks(count: i64, day: LondonDay, anchor: LondonDay) -> Window {
    let origin = anchor.week().monday();
    let into = origin.days_until(day).rem_euclid(7 * count);
    let first = day.plus_days(-into);
    Window {
        first,
        last: first.plus_days(7 * count - 1),
    }
}

/// `count` divides 12, so that every window begins with January or a whole number of windows
/// after it.
fn months(count: u32, day: LondonDay) -> Window {
    let first_month = (day.month() - 1) / count * count + 1;
    let first = LondonDay::new(day.year(), first_month, 1).unwrap_or(day);
    let next_month = first_month + count;
    let next = if next_month > 12 {
        LondonDay::new(day.year() + 1, 1, 1)
    } else {
        LondonDay::new(day.year(), next_month, 1)
    };
    Window {
        first,
        last: next.map_or(day, |next| next.plus_days(-1)),
    }
}

/// For each child of both rule and proposal, the sessions in the window that the rule speaks
/// about, the proposed one included. Only meetings in person count: a call does not stand in for
/// an ordered visit.
pub(super) fn counts(
    case: &Case<'_>,
    window: Window,
    counts: fn(&Booked) -> bool,
) -> Vec<(PersonId, usize)> {
    let Case {
        rule,
        proposal,
        standing,
        ..
    } = case;
    let proposed = usize::from(proposal.mode.is_meeting());
    let children = rule.children.intersection(&proposal.children);
    let count = |child: PersonId| {
        let others = standing
            .others(proposal)
            .filter(|booked| window.contains(booked.slot.day()));
        others
            .filter(|booked| rule.speaks_of(child, booked) && counts(booked))
            .count()
            + proposed
    };
    children.map(|child| (*child, count(*child))).collect()
}

/// "1 session", "2 sessions".
pub(super) fn sessions(count: impl Into<usize>) -> String {
    match count.into() {
        1 => "1 session".to_owned(),
        count => format!("{count} sessions"),
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
    fn windows_are_those_of_the_calendar() {
        let anchor = day("2026-11-04");
        for (period, on, first, last) in [
            (Period::Day, "2026-11-24", "2026-11-24", "2026-11-24"),
            (Period::Week, "2026-11-29", "2026-11-23", "2026-11-29"),
            (Period::Fortnight, "2026-11-24", "2026-11-16", "2026-11-29"),
            (Period::Fortnight, "2026-11-01", "2026-10-19", "2026-11-01"),
            (Period::FourWeeks, "2026-11-29", "2026-11-02", "2026-11-29"),
            (Period::Month, "2028-02-10", "2028-02-01", "2028-02-29"),
            (Period::Quarter, "2026-11-24", "2026-10-01", "2026-12-31"),
            (Period::Year, "2026-11-24", "2026-01-01", "2026-12-31"),
        ] {
            let window = Window {
                first: day(first),
                last: day(last),
            };
            assert_eq!(period.window(day(on), anchor), window, "{period} of {on}");
        }
    }

    proptest! {
        #[test]
        fn windows_tile_the_calendar(period in proptest::sample::select(Period::ALL), offset in 0_i64..5_000, anchor in 0_i64..5_000) {
            let (on, anchor) = (day("2020-01-01").plus_days(offset), day("2020-01-01").plus_days(anchor));
            let window = period.window(on, anchor);
            prop_assert!(window.contains(on));
            prop_assert_eq!(period.window(window.first, anchor), window);
            prop_assert_eq!(period.window(window.last, anchor), window);
            prop_assert_eq!(period.window(window.last.plus_days(1), anchor).first, window.last.plus_days(1));
        }
    }
}
