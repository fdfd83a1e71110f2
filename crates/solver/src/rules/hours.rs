//! Work a week: up to the contract it is free, overtime costs, and beyond the most overtime there
//! is none. Work beyond a fair share may cost, and so may whoever works at all. In the bound every week is planned as a whole,
//! so both hold there.

use super::Idea;
use crate::problem::{Problem, number};

/// How much each supervisor works in the week.
pub struct Hours {
    work: Vec<usize>,
}

impl Hours {
    /// Nobody works.
    pub fn new(problem: &Problem<'_>) -> Self {
        Self {
            work: vec![0; problem.staff.len()],
        }
    }

    /// What the session adds to the cost of the supervisor's week, or nothing where it is too much.
    pub fn more(&self, problem: &Problem<'_>, who: usize, idea: Idea<'_>) -> Option<i64> {
        let before = self.work[who];
        let after = before + idea.task.work();
        let fits = after <= problem.staff[who].week_most;
        fits.then(|| cost(problem, who, after) - cost(problem, who, before))
    }

    /// The supervisor takes the session; what the week costs more.
    pub fn place(&mut self, problem: &Problem<'_>, who: usize, idea: Idea<'_>) -> i64 {
        let before = cost(problem, who, self.work[who]);
        self.work[who] += idea.task.work();
        cost(problem, who, self.work[who]) - before
    }

    /// The supervisor has the session no more; what the week costs less.
    pub fn lift(&mut self, problem: &Problem<'_>, who: usize, idea: Idea<'_>) -> i64 {
        let before = cost(problem, who, self.work[who]);
        self.work[who] -= idea.task.work();
        before - cost(problem, who, self.work[who])
    }
}

/// What a week of this much work costs: whoever works, and overtime.
pub fn cost(problem: &Problem<'_>, who: usize, work: usize) -> i64 {
    if work == 0 {
        return 0;
    }
    let weights = &problem.instance.weights;
    let used = weights.staff_used * problem.factors.staff;
    used + overtime(problem, who, work) + unfair(problem, who, work)
}

/// What this much work costs beyond a fair share.
pub fn unfair(problem: &Problem<'_>, who: usize, work: usize) -> i64 {
    let instance = problem.instance;
    let share = instance.supervisors[who].fair_min;
    let over = share.map_or(0, |share| work.saturating_sub(share / instance.slot_min));
    let quarters = instance.weights.unfair_per_15min * number(over * instance.slot_min) / 15;
    quarters * problem.factors.fairness
}

/// What the overtime in a week of this much work costs.
pub fn overtime(problem: &Problem<'_>, who: usize, work: usize) -> i64 {
    let over = work.saturating_sub(problem.staff[who].contract);
    let minutes = number(over * problem.instance.slot_min);
    let quarters = problem.instance.weights.overtime_per_15min * minutes / 15;
    quarters * problem.factors.overtime
}
