//! What a planner would have to keep of a week: a document of a few megabytes must not ask for gigabytes.

use super::faults::{Checked, DAY_MIN, require};
use super::{Apart, Instance, Session, Supervisor};
use std::collections::{BTreeSet, HashMap};

const MOST_STARTS: usize = 4_000_000;
/// Who could supervise what on which day and where: a week of four thousand sessions has four million of these.
const MOST_CANDIDATES: usize = 20_000_000;
/// Two sessions of one person, or of two who must not meet.
const MOST_PAIRS: usize = 20_000_000;
/// What supervisors' days can add up to, by the lengths of sessions.
const MOST_SUMS: usize = 50_000_000;
/// What is kept of such sums for each slot of a day and each venue where somebody may be.
const MOST_READY: usize = 40_000_000;

impl Instance {
    /// Whether no limit of a supervisor can ever be reached: time itself is shorter.
    pub(crate) fn is_unlimited(&self, s: &Supervisor) -> bool {
        let day = DAY_MIN / self.slot_min;
        s.day_max_min / self.slot_min >= day
            && s.max_sessions_day >= self.sessions.len().min(day)
            && s.contract_min / self.slot_min >= day * s.days.len()
            && s.fair_min.is_none()
    }
}

pub(super) fn check(i: &Instance) -> Checked {
    starts(i)?;
    candidates(i)?;
    pairs(i)?;
    sums(i)
}

/// The search keeps every possible start.
fn starts(i: &Instance) -> Checked {
    let mut total = 0_usize;
    for (index, s) in i.sessions.iter().enumerate() {
        let step = if s.fixed { 1 } else { i.start_step };
        let windows = s.windows.iter();
        let slots: usize = windows
            .map(|(_, from, to)| (to - from) / i.slot_min / step + 1)
            .sum();
        total += slots * s.venues.len();
        let pointer = format!("/sessions/{index}/windows");
        let reason = "brings the possible starts above 4,000,000";
        require(total <= MOST_STARTS, &pointer, reason)?;
    }
    Ok(())
}

/// It keeps who could take a session, for each day and venue.
fn candidates(i: &Instance) -> Checked {
    let mut there = vec![0_usize; i.days.len() * i.venues.len()];
    for s in &i.supervisors {
        for (day, _) in s.days.iter().enumerate().filter(|(_, span)| span.is_some()) {
            for &venue in &s.reach {
                there[day * i.venues.len() + venue] += 1;
            }
        }
    }
    let mut total = 0_usize;
    for (index, s) in i.sessions.iter().enumerate() {
        let days: BTreeSet<usize> = s.windows.iter().map(|(day, ..)| *day).collect();
        let venues = s.venues.iter();
        let pools =
            venues.flat_map(|venue| days.iter().map(move |day| day * i.venues.len() + venue));
        total += pools.map(|pool| there[pool]).sum::<usize>();
        let pointer = format!("/sessions/{index}/venues");
        let reason = "brings those who could supervise above 20,000,000";
        require(total <= MOST_CANDIDATES, &pointer, reason)?;
    }
    Ok(())
}

/// It keeps which sessions share a person, or have two who must not meet.
fn pairs(i: &Instance) -> Checked {
    let mut attended: HashMap<usize, usize> = HashMap::new();
    for person in i.sessions.iter().flat_map(persons) {
        *attended.entry(person).or_default() += 1;
    }
    let of = |person: usize| attended.get(&person).copied().unwrap_or(0);
    let mut total = 0_usize;
    for (index, s) in i.sessions.iter().enumerate() {
        total += persons(s).map(of).sum::<usize>();
        let pointer = format!("/sessions/{index}/persons");
        let reason = "brings the pairs of sessions with a person in common above 20,000,000";
        require(total <= MOST_PAIRS, &pointer, reason)?;
    }
    let mut total = 0_usize;
    for (index, Apart { persons, .. }) in i.apart.iter().enumerate() {
        total += of(persons.0) * of(persons.1);
        let pointer = format!("/apart/{index}/persons");
        let reason = "brings the pairs of sessions that must not meet above 20,000,000";
        require(total <= MOST_PAIRS, &pointer, reason)?;
    }
    Ok(())
}

fn persons(s: &Session) -> impl Iterator<Item = usize> {
    s.persons.iter().copied()
}

/// The bound numbers what a day of work can add up to, for each pair of limits that a supervisor's day has.
fn sums(i: &Instance) -> Checked {
    let lengths = i.sessions.iter().map(|s| {
        let parts = [s.before_min, s.duration_min, s.after_min];
        parts.map(|minutes| minutes / i.slot_min).iter().sum()
    });
    let lengths: Vec<usize> = lengths.collect();
    let longest = lengths.iter().copied().max().unwrap_or(0);
    let shortest = lengths.iter().copied().min().unwrap_or(0).max(1);
    let mut known = BTreeSet::new();
    let mut total = 0_usize;
    let limited = i.supervisors.iter().enumerate();
    for (index, s) in limited.filter(|(_, s)| !i.is_unlimited(s)) {
        let (sessions, work) = (s.max_sessions_day, s.day_max_min / i.slot_min);
        if known.insert((sessions, work)) {
            total += sessions.min(work) * work * (longest + 1);
        }
        let pointer = format!("/supervisors/{index}/day_max_min");
        let reason =
            "brings what days of work can add up to above 50,000,000: longer slots would not";
        require(total <= MOST_SUMS, &pointer, reason)?;
        let sizes = sessions.min(work / shortest) * work + 1;
        let ready = sizes * (DAY_MIN / i.slot_min) * s.reach.len();
        let reason = "brings what a day of work can add up to, at every slot and venue, above 40,000,000: longer slots would not";
        require(ready <= MOST_READY, &pointer, reason)?;
    }
    Ok(())
}
