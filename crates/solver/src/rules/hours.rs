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

#[cfg(test)]
mod tests {
    use super::{Hours, cost};
    use crate::problem::Problem;
    use crate::rules::bare::{idea, week};

    #[test]
    fn a_week_costs_from_the_first_hour_beyond_the_share_and_beyond_the_contract() {
        let week = week(4, |week| {
            let one = &mut week.supervisors[0];
            (one.contract_min, one.overtime_max_min) = (120, 90);
            one.fair_min = Some(60);
            week.weights.staff_used = 100;
            week.weights.unfair_per_15min = 3;
            week.weights.overtime_per_15min = 10;
        });
        let problem = Problem::new(&week);
        let table = [
            ("no work", 0, 0),
            ("the first half hour", 1, 100),
            ("the fair share", 2, 100),
            ("half an hour more", 3, 106),
            ("the contract", 4, 112),
            ("overtime", 5, 100 + 18 + 20),
            ("an hour of it", 6, 100 + 24 + 40),
        ];
        for (name, work, costs) in table {
            assert_eq!(cost(&problem, 0, work), costs, "{name}");
        }
        let at = |session: usize| idea(&problem, session, (0, 20, 0));
        let mut hours = Hours::new(&problem);
        let mut told = Vec::new();
        for session in 0..3 {
            told.push(hours.more(&problem, 0, at(session)));
            hours.place(&problem, 0, at(session));
        }
        assert_eq!(told, [Some(100), Some(12), Some(52)]);
        assert_eq!(hours.more(&problem, 0, at(3)), None, "beyond all overtime");
        assert_eq!(hours.lift(&problem, 0, at(2)), 52);
        assert_eq!(hours.more(&problem, 0, at(3)), Some(52));
    }
}
