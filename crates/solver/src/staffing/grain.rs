//! Costs come in grains: where whatever a supervisor may cost is a multiple of five, two staffings
//! that hold the same sessions differ by a multiple of five, and a bound is worth up to four more.

use crate::problem::Problem;
use crate::rules::{hours, write_up};

/// What divides the difference of any two staffings that hold the same sessions.
pub fn grain(problem: &Problem<'_>) -> i64 {
    let pools = problem.tasks.iter().flat_map(|task| &task.pools);
    let seats = pools.flatten().map(|candidate| candidate.cost);
    let weeks = problem.staff.iter().enumerate().flat_map(|(who, worker)| {
        (0..=worker.week_most).map(move |work| hours::cost(problem, who, work))
    });
    let written = problem.tasks.iter().any(|task| task.write_up > 0);
    let missing = (0..=problem.day_slots).filter(|_| written);
    let days = missing.map(|missing| write_up::cost(problem, missing));
    let rounds = problem.instance.rounds.iter();
    let ways = rounds.flat_map(|rounds| rounds.cost.iter().flatten());
    let ways = ways.map(|cost| cost * problem.factors.rounds);
    let costs = seats.chain(weeks).chain(days).chain(ways);
    costs.fold(0, divisor).max(1)
}

/// The greatest common divisor (Euclid).
fn divisor(one: i64, other: i64) -> i64 {
    if other == 0 {
        one
    } else {
        divisor(other, one % other)
    }
}

#[cfg(test)]
mod tests {
    use super::divisor;

    #[test]
    fn what_divides_both() {
        assert_eq!(divisor(0, 15), 15);
        assert_eq!(divisor(60, 25), 5);
        assert_eq!(divisor(7, 4), 1);
    }
}
