//! A supervisor as the search wants them: hours and limits in slots.

use crate::instance::{DaySpan, Instance, Supervisor};
use crate::problem::Task;

/// A supervisor.
#[derive(Clone)]
pub(crate) struct Worker {
    /// When they are there, per day, in slots.
    pub there: Vec<Option<(usize, usize)>>,
    /// When they are away after all: day, from, to, in slots.
    pub away: Vec<DaySpan>,
    /// Work a day at most.
    pub day_most: usize,
    /// Sessions a day at most.
    pub sessions_most: usize,
    /// Work a week without overtime.
    pub contract: usize,
    /// Work a week at most.
    pub week_most: usize,
    /// Whether no limit of theirs can ever be reached: time itself is shorter.
    pub is_free: bool,
}

impl Worker {
    /// What the instance says of them, in slots.
    pub fn new(instance: &Instance, supervisor: &Supervisor) -> Self {
        let q = instance.slot_min;
        let there = supervisor.days.iter();
        let contract = supervisor.contract_min / q;
        Self {
            there: there
                .map(|day| day.map(|(from, to)| (from / q, to / q)))
                .collect(),
            away: supervisor
                .away
                .iter()
                .map(|&(day, from, to)| (day, from / q, to.div_ceil(q)))
                .collect(),
            day_most: supervisor.day_max_min / q,
            sessions_most: supervisor.max_sessions_day,
            contract,
            week_most: contract + supervisor.overtime_max_min / q,
            is_free: instance.is_unlimited(supervisor),
        }
    }

    /// Whether the session alone is not too much for a day and a week of theirs.
    pub fn can_ever(&self, task: &Task) -> bool {
        self.can_in_a_day(task) && task.work() <= self.week_most
    }

    /// Whether it alone is not too much for a day of theirs.
    pub fn can_in_a_day(&self, task: &Task) -> bool {
        self.sessions_most > 0 && task.work() <= self.day_most
    }

    /// Whether their hours of a day have room for the session.
    pub fn works_long_enough(&self, task: &Task, day: usize) -> bool {
        self.there[day].is_some_and(|(from, to)| from + task.work() <= to)
    }

    /// Whether they are there for the whole of a session that starts at this slot.
    pub fn is_there(&self, task: &Task, day: usize, slot: usize) -> bool {
        let there = self.there[day]
            .is_some_and(|(from, to)| from + task.before <= slot && slot + task.until <= to);
        let meets = |&(away, from, to): &DaySpan| {
            away == day && from < slot + task.until && slot < to + task.before
        };
        there && !self.away.iter().any(meets)
    }
}
