//! The session that starts latest after its latest start costs once more, so that lateness is shared rather than
//! left to one family. The bound leaves it out.

use super::{Idea, Placed};
use crate::problem::{Problem, number};

/// How many sessions are so many slots late; nothing where that costs nothing.
pub struct WorstLate {
    late: Vec<usize>,
    most: usize,
}

impl WorstLate {
    /// Nobody is late.
    pub fn new(problem: &Problem<'_>) -> Self {
        let weight = problem.instance.weights.worst_late_per_slot;
        let slots = if weight > 0 { problem.day_slots + 1 } else { 0 };
        Self {
            late: vec![0; slots],
            most: 0,
        }
    }

    /// What the week costs more with the session.
    pub fn more(&self, problem: &Problem<'_>, idea: Idea<'_>) -> i64 {
        if self.late.is_empty() {
            return 0;
        }
        cost(problem, late(problem, idea).saturating_sub(self.most))
    }

    /// The session has a place; what the week costs more.
    pub fn place(&mut self, problem: &Problem<'_>, idea: Idea<'_>) -> i64 {
        let more = self.more(problem, idea);
        let slots = late(problem, idea);
        if let Some(count) = self.late.get_mut(slots) {
            *count += 1;
            self.most = self.most.max(slots);
        }
        more
    }

    /// The session has its place no more; what the week costs less.
    pub fn lift(&mut self, problem: &Problem<'_>, idea: Idea<'_>) -> i64 {
        let Some(count) = self.late.get_mut(late(problem, idea)) else {
            return 0;
        };
        *count -= 1;
        let before = self.most;
        while self.most > 0 && self.late[self.most] == 0 {
            self.most -= 1;
        }
        cost(problem, before - self.most)
    }
}

/// What the week costs for its latest session.
pub fn all(problem: &Problem<'_>, placed: &[Option<Placed>]) -> i64 {
    let placed = placed.iter().enumerate();
    let late = placed.filter_map(|(session, at)| {
        let idea = Idea::new(problem, session, (*at)?.start);
        Some(late(problem, idea))
    });
    cost(problem, late.max().unwrap_or(0))
}

/// Slots by which it starts after its latest start.
fn late(problem: &Problem<'_>, idea: Idea<'_>) -> usize {
    let latest = problem.instance.sessions[idea.session].latest_start;
    let slots = |latest| {
        idea.start
            .slot
            .saturating_sub(latest / problem.instance.slot_min)
    };
    latest.map_or(0, slots)
}

fn cost(problem: &Problem<'_>, slots: usize) -> i64 {
    problem.instance.weights.worst_late_per_slot * number(slots) * problem.factors.worst_late
}

#[cfg(test)]
mod tests {
    use super::{WorstLate, all};
    use crate::problem::Problem;
    use crate::rules::bare::{held, idea, week};

    #[test]
    fn only_the_latest_of_all_costs() {
        let week = week(3, |week| {
            week.weights.worst_late_per_slot = 7;
            for session in [0, 1] {
                week.sessions[session].latest_start = Some(600);
            }
        });
        let problem = Problem::new(&week);
        let at = |session: usize, slot: usize| idea(&problem, session, (0, slot, 0));
        let mut worst = WorstLate::new(&problem);
        assert_eq!(worst.more(&problem, at(0, 20)), 0, "in time");
        assert_eq!(worst.place(&problem, at(0, 23)), 21, "three slots late");
        assert_eq!(worst.more(&problem, at(1, 21)), 0, "less late than another");
        assert_eq!(worst.place(&problem, at(1, 25)), 14, "later than the other");
        assert_eq!(worst.more(&problem, at(2, 40)), 0, "it is never late");
        let board = held(&problem, &[(0, (0, 23, 0)), (1, (0, 25, 0))]);
        assert_eq!(all(&problem, board.placed()), 35);
        assert_eq!(
            worst.lift(&problem, at(1, 25)),
            14,
            "the other is the latest again"
        );
        assert_eq!(worst.lift(&problem, at(0, 23)), 21, "nobody is late");
    }
}
