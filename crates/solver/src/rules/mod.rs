//! The rules, one file each: what it forbids, who stands in the way where it forbids, and what it
//! costs. A rule is asked a million times a second, so it answers from tables that
//! `place` and `lift` keep, and never from the rota as a whole.

pub mod apart;
#[cfg(test)]
mod bare;
pub mod eligibility;
pub mod follows;
pub mod hours;
pub mod minimum;
pub mod people;
pub mod resources;
pub mod rooms;
pub mod rounds;
pub mod spacing;
pub mod stay;
pub mod transport;
pub mod working_day;
pub mod worst_late;
pub mod write_up;

use crate::problem::{Problem, Start, Task};

/// A session that might be held at one of its starts.
#[derive(Clone, Copy)]
pub struct Idea<'p> {
    /// Which session.
    pub session: usize,
    /// What it needs.
    pub task: &'p Task,
    /// When and where.
    pub start: &'p Start,
}

impl<'p> Idea<'p> {
    /// The session at the start with this index.
    pub fn new(problem: &'p Problem<'_>, session: usize, start: usize) -> Self {
        let task = &problem.tasks[session];
        Self {
            session,
            task,
            start: &task.starts[start],
        }
    }

    /// The slot it ends with.
    pub fn end(&self) -> usize {
        self.start.slot + self.task.length
    }

    /// The slot from which its supervisors are needed.
    pub fn from(&self) -> usize {
        self.start.slot - self.task.before
    }

    /// The slot until which its supervisors are needed.
    pub fn to(&self) -> usize {
        self.start.slot + self.task.until
    }
}

/// Where a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// The index of its start.
    pub start: usize,
    /// Whether it has a large room.
    pub large: bool,
    /// Its supervisors; where it needs one only, the second is `NOBODY`.
    pub crew: [usize; 2],
    /// What start and supervisors cost, but for overtime.
    pub cost: i64,
}

/// No supervisor.
pub const NOBODY: usize = usize::MAX;

/// The sessions and where they stand, as the rules without tables of their own see them.
#[derive(Clone, Copy)]
pub struct View<'v, 'p> {
    /// What is planned.
    pub problem: &'p Problem<'p>,
    /// Where each session stands.
    pub placed: &'v [Option<Placed>],
}

impl<'p> View<'_, 'p> {
    /// The session where it stands.
    pub fn held(&self, session: usize) -> Option<Idea<'p>> {
        let placed = self.placed[session]?;
        Some(Idea::new(self.problem, session, placed.start))
    }
}
