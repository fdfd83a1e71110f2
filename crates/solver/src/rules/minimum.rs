//! A case that has fewer sessions in the week than it must costs, by each session that it lacks. It is
//! never forbidden: what cannot be held cannot be held, and somebody is told. Cancelled sessions are missed
//! by nobody's plan, so they count as little as if the case had never had them. In the bound, small cases
//! are planned as a whole with this cost in it; of others the best sessions are taken, and as many more as
//! cost less than lacking them.

use crate::problem::{Family, Problem, number};
use crate::rota::Short;
use crate::rules::Placed;

/// How many sessions of each case have a place.
pub struct Minimum {
    placed: Vec<usize>,
}

impl Minimum {
    /// No session has a place.
    pub fn new(problem: &Problem<'_>) -> Self {
        Self {
            placed: vec![0; problem.cases.len()],
        }
    }

    /// What the cases cost.
    pub fn all(&self, problem: &Problem<'_>) -> i64 {
        let cases = problem.cases.iter().zip(&self.placed);
        cases
            .map(|(case, placed)| cost(problem, case, *placed))
            .sum()
    }

    /// What one case costs.
    pub fn of(&self, problem: &Problem<'_>, case: usize) -> i64 {
        cost(problem, &problem.cases[case], self.placed[case])
    }

    /// What one more session saves its case.
    pub fn saved(&self, problem: &Problem<'_>, case: usize) -> i64 {
        let family = &problem.cases[case];
        let placed = self.placed[case];
        cost(problem, family, placed) - cost(problem, family, placed + 1)
    }

    /// The case has one more; what it costs less.
    pub fn place(&mut self, problem: &Problem<'_>, case: usize) -> i64 {
        let saved = self.saved(problem, case);
        self.placed[case] += 1;
        saved
    }

    /// The case has one less; what it costs more.
    pub fn lift(&mut self, problem: &Problem<'_>, case: usize) -> i64 {
        self.placed[case] -= 1;
        self.saved(problem, case)
    }
}

/// What a case costs with so many sessions.
pub fn cost(problem: &Problem<'_>, case: &Family, placed: usize) -> i64 {
    let weight = problem.instance.weights.below_minimum * problem.factors.minimum;
    weight * number(case.least.saturating_sub(placed))
}

/// What the cases cost at least: no session without a start that could be staffed is ever held.
pub fn least(problem: &Problem<'_>) -> i64 {
    let cases = problem.cases.iter();
    cases.map(|case| least_of(problem, case)).sum()
}

/// What one case costs at least.
pub fn least_of(problem: &Problem<'_>, case: &Family) -> i64 {
    let sessions = case.sessions.iter();
    let possible = sessions.filter(|&&session| !problem.tasks[session].order.is_empty());
    cost(problem, case, possible.count())
}

/// The cheapest choice among sessions that are held or left out each for itself: given is what each costs
/// held, if it can be, and left out, in `parts` of a cost; the answer is the cost and who is held.
pub fn cheapest(
    problem: &Problem<'_>,
    (case, parts): (&Family, i64),
    sessions: &[(Option<i64>, i64)],
) -> (i64, Vec<bool>) {
    let mut held = vec![false; sessions.len()];
    let mut total: i64 = sessions.iter().map(|(_, out)| out).sum();
    let mut more: Vec<(i64, usize)> = sessions
        .iter()
        .enumerate()
        .filter_map(|(index, (held, out))| Some(((*held)? - out, index)))
        .collect();
    more.sort_unstable();
    for (placed, (more, index)) in more.into_iter().enumerate() {
        let saved = cost(problem, case, placed) - cost(problem, case, placed + 1);
        if more >= saved * parts {
            break;
        }
        held[index] = true;
        total += more;
    }
    let placed = held.iter().filter(|held| **held).count();
    (total + cost(problem, case, placed) * parts, held)
}

/// The cases that have fewer sessions than they must, whatever that costs.
pub fn short(problem: &Problem<'_>, placed: &[Option<Placed>]) -> Vec<Short> {
    let cases = problem
        .cases
        .iter()
        .zip(&problem.instance.cases)
        .enumerate();
    let short = cases.filter_map(|(case, (family, wished))| {
        let held = family.sessions.iter().filter(|&&s| placed[s].is_some());
        let placed = held.count();
        (placed < wished.min_per_week).then_some(Short {
            case,
            placed,
            minimum: wished.min_per_week,
        })
    });
    short.collect()
}

#[cfg(test)]
mod tests {
    use super::cheapest;
    use crate::generate::{Size, week};
    use crate::problem::{Family, Problem};

    #[test]
    fn as_many_are_held_as_pay() {
        let mut week = week(Size::S, 1000, 1);
        week.weights.below_minimum = 10;
        let problem = Problem::new(&week);
        // Held and left out, the minimum, the cost in parts of a half and how many are held.
        let table = [
            (vec![(Some(5), 9), (Some(9), 5)], 0, (10, 1)),
            (vec![(Some(5), 9), (Some(9), 5)], 2, (14, 2)),
            (vec![(Some(5), 9), (Some(90), 5)], 2, (30, 1)),
            (vec![(None, 9), (Some(24), 5)], 2, (53, 1)),
            (vec![(None, 9), (Some(24), 5)], 1, (33, 1)),
            (vec![], 1, (20, 0)),
        ];
        for (sessions, least, expected) in table {
            let family = Family {
                sessions: Vec::new(),
                gap: 0,
                most: 9,
                least,
            };
            let (cost, held) = cheapest(&problem, (&family, 2), &sessions);
            let held = held.into_iter().filter(|held| *held).count();
            assert_eq!((cost, held), expected, "{sessions:?} at least {least}");
        }
    }
}
