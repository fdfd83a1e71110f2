//! Limits of working time: the Working Time Regulations 1998 and the service's own day of ten
//! hours.
//!
//! Work is judged by the time that really passes, so the night the clocks go forward is an hour
//! shorter as rest, too.

use std::collections::BTreeMap;

use kernel::{
    refusal::Reason,
    time::{Instant, LondonDay, Slot, Week},
};

/// Rest between two days of work, in minutes (reg. 10).
const DAILY_REST: i64 = 11 * 60;
/// Rest in each week, in minutes (reg. 11).
const WEEKLY_REST: i64 = 24 * 60;
/// Work on end, in minutes, that needs a break. The law asks for one in a day of more than six hours
/// (reg. 12); a break that only follows seven hours of work would keep its letter and nobody fit.
const NEEDS_A_BREAK: i64 = 6 * 60;
/// That break, in minutes.
const BREAK: i64 = 20;
/// Most work in a day, in minutes: the service's own limit.
const LONGEST_DAY: i64 = 10 * 60;
/// Most work in a week, in minutes, without a written agreement (reg. 4 and 5; the law averages over
/// 17 weeks, the service does not).
const LONGEST_WEEK: i64 = 48 * 60;

/// A limit of working time that is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Breach {
    /// Less than eleven hours between the work of two days.
    DailyRest {
        /// The day before the rest.
        before: LondonDay,
        /// The day after it.
        after: LondonDay,
    },
    /// No 24 hours without work in a week.
    WeeklyRest {
        /// Its Monday.
        monday: LondonDay,
    },
    /// More than six hours on end without a break of twenty minutes.
    Break {
        /// The day.
        day: LondonDay,
    },
    /// More than ten hours in a day.
    LongDay {
        /// The day.
        day: LondonDay,
    },
    /// More than 48 hours in a week.
    LongWeek {
        /// Its Monday.
        monday: LondonDay,
    },
}

impl Breach {
    /// Whether work on that day has a part in it.
    pub fn concerns(self, day: LondonDay) -> bool {
        match self {
            Self::DailyRest { before, after } => day == before || day == after,
            Self::WeeklyRest { monday } | Self::LongWeek { monday } => {
                day.week().monday() == monday
            }
            Self::Break { day: on } | Self::LongDay { day: on } => day == on,
        }
    }

    /// The refusal: what is wrong, and who may decide otherwise where anybody may.
    pub fn reason(self) -> Reason {
        match self {
            Self::DailyRest { before, after } => Reason::new(
                "daily-rest",
                format!(
                    "There must be 11 hours of rest between the work of {} and of {}.",
                    before.in_column(),
                    after.in_column()
                ),
            ),
            Self::WeeklyRest { monday } => Reason::new(
                "weekly-rest",
                format!(
                    "There must be 24 hours without work in the week of {}.",
                    monday.in_short()
                ),
            ),
            Self::Break { day } => Reason::new(
                "no-break",
                format!(
                    "More than 6 hours of work on end on {} need a break of 20 minutes.",
                    day.in_column()
                ),
            ),
            Self::LongDay { day } => Reason::new(
                "long-day",
                format!(
                    "This would be more than 10 hours of work on {}.",
                    day.in_column()
                ),
            )
            .decided_by("Service manager"),
            Self::LongWeek { monday } => Reason::new(
                "long-week",
                format!(
                    "This would be more than 48 hours of work in the week of {}, and no agreement to work more is recorded.",
                    monday.in_short()
                ),
            ),
        }
    }
}

/// Every limit that this work breaks, in order of kind and day. Work that overlaps counts once.
pub fn working_time(work: &[Slot], opted_out: bool) -> Vec<Breach> {
    let days = by_day(work);
    let mut breaches: Vec<Breach> = days
        .iter()
        .zip(days.iter().skip(1))
        .filter(|((_, before), (_, after))| rest_between(before, after) < DAILY_REST)
        .map(|((before, _), (after, _))| Breach::DailyRest {
            before: *before,
            after: *after,
        })
        .collect();
    for (day, stretches) in &days {
        if longest_run(stretches) > NEEDS_A_BREAK {
            breaches.push(Breach::Break { day: *day });
        }
        if minutes(stretches) > LONGEST_DAY {
            breaches.push(Breach::LongDay { day: *day });
        }
    }
    for (week, stretches) in by_week(&days) {
        let monday = week.monday();
        if longest_rest(week, &stretches) < WEEKLY_REST {
            breaches.push(Breach::WeeklyRest { monday });
        }
        if minutes(&stretches) > LONGEST_WEEK && !opted_out {
            breaches.push(Breach::LongWeek { monday });
        }
    }
    breaches.sort();
    breaches
}

type Stretch = (Instant, Instant);

/// The work of each day as stretches in order, those that meet or overlap joined.
fn by_day(work: &[Slot]) -> BTreeMap<LondonDay, Vec<Stretch>> {
    let mut sorted: Vec<Slot> = work.to_vec();
    sorted.sort_by_key(|slot| (slot.starts(), slot.ends()));
    let mut days: BTreeMap<LondonDay, Vec<Stretch>> = BTreeMap::new();
    for slot in sorted {
        let stretches = days.entry(slot.day()).or_default();
        match stretches.last_mut() {
            Some((_, until)) if slot.starts() <= *until => *until = slot.ends().max(*until),
            _ => stretches.push((slot.starts(), slot.ends())),
        }
    }
    days
}

fn by_week(days: &BTreeMap<LondonDay, Vec<Stretch>>) -> BTreeMap<Week, Vec<Stretch>> {
    let mut weeks: BTreeMap<Week, Vec<Stretch>> = BTreeMap::new();
    for (day, stretches) in days {
        weeks.entry(day.week()).or_default().extend(stretches);
    }
    weeks
}

fn minutes(stretches: &[Stretch]) -> i64 {
    stretches
        .iter()
        .map(|(from, until)| from.minutes_until(*until))
        .sum()
}

fn rest_between(before: &[Stretch], after: &[Stretch]) -> i64 {
    let ended = before.last().map(|(_, until)| *until);
    let begins = after.first().map(|(from, _)| *from);
    ended
        .zip(begins)
        .map_or(i64::MAX, |(ended, begins)| ended.minutes_until(begins))
}

/// The most work without a break between.
fn longest_run(stretches: &[Stretch]) -> i64 {
    let (mut longest, mut run) = (0, 0);
    let mut ended: Option<Instant> = None;
    for (from, until) in stretches {
        if ended.is_some_and(|ended| ended.minutes_until(*from) >= BREAK) {
            run = 0;
        }
        run += from.minutes_until(*until);
        longest = longest.max(run);
        ended = Some(*until);
    }
    longest
}

/// The longest time without work between the beginning of Monday and the end of Sunday.
fn longest_rest(week: Week, stretches: &[Stretch]) -> i64 {
    let ends =
        std::iter::once(week.monday().begins()).chain(stretches.iter().map(|(_, until)| *until));
    let begins = stretches
        .iter()
        .map(|(from, _)| *from)
        .chain(std::iter::once(week.sunday().is_over()));
    ends.zip(begins)
        .map(|(ended, begins)| ended.minutes_until(begins))
        .max()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
