//! The round of a supervisor's day: from the venue where it begins to the first session, from each to the next,
//! and back. The bound leaves it out.

use super::working_day::Stop;
use super::{Idea, Placed};
use crate::board::Board;
use crate::problem::Problem;

/// What the supervisor's day costs more with the session, where these are the others in their order.
pub fn more(problem: &Problem<'_>, stops: &[Stop], idea: Idea<'_>) -> i64 {
    let at = stops.partition_point(|stop| stop.from < idea.from());
    more_after(problem, (stops, at), idea)
}

/// The same where it comes after so many of them.
pub fn more_after(problem: &Problem<'_>, (stops, at): (&[Stop], usize), idea: Idea<'_>) -> i64 {
    let Some(rounds) = &problem.instance.rounds else {
        return 0;
    };
    let before = at.checked_sub(1).map_or(rounds.from, |at| stops[at].venue);
    let after = stops.get(at).map_or(rounds.from, |stop| stop.venue);
    let (here, cost) = (idea.start.venue, &rounds.cost);
    (cost[before][here] + cost[here][after] - cost[before][after]) * problem.factors.rounds
}

/// What a supervisor's day with these sessions costs.
pub fn cost(problem: &Problem<'_>, stops: &[Stop]) -> i64 {
    let Some(rounds) = &problem.instance.rounds else {
        return 0;
    };
    let venues = stops.iter().map(|stop| stop.venue);
    let (mut here, mut cost) = (rounds.from, 0);
    for next in venues.chain([rounds.from]) {
        cost += rounds.cost[here][next];
        here = next;
    }
    cost * problem.factors.rounds
}

/// What the days of all supervisors cost.
pub fn all(problem: &Problem<'_>, placed: &[Option<Placed>]) -> i64 {
    if problem.instance.rounds.is_none() {
        return 0;
    }
    let board = Board::with(problem, placed);
    let days = board.days_of_work();
    let rounds = days.into_iter().map(|(who, day)| board.days.of(who, day));
    rounds.map(|stops| cost(problem, stops)).sum()
}

#[cfg(test)]
mod tests {
    use super::{cost, more};
    use crate::generate::{Size, week};
    use crate::instance::Rounds;
    use crate::problem::Problem;
    use crate::rules::Idea;
    use crate::rules::working_day::Stop;

    #[test]
    fn a_round_goes_out_and_comes_back() {
        let mut week = week(Size::S, 1000, 1);
        let cost_of = vec![vec![0, 7], vec![9, 0]];
        week.rounds = Some(Rounds {
            from: 0,
            cost: cost_of,
        });
        let problem = Problem::new(&week);
        let stop = |from: usize, venue| Stop {
            from,
            to: from + 2,
            venue,
            session: 0,
            needed: 0,
        };
        let table = [
            (vec![], 0),
            (vec![stop(4, 0)], 0),
            (vec![stop(4, 1)], 16),
            (vec![stop(4, 1), stop(8, 1)], 16),
            (vec![stop(4, 1), stop(8, 0), stop(12, 1)], 32),
        ];
        for (stops, costs) in table {
            assert_eq!(cost(&problem, &stops), costs, "{stops:?}");
            for (session, task) in problem.tasks.iter().enumerate() {
                for start in 0..task.starts.len() {
                    let idea = Idea::new(&problem, session, start);
                    let mut with = stops.clone();
                    let at = with.partition_point(|stop| stop.from < idea.from());
                    with.insert(at, Stop::of(idea));
                    assert_eq!(more(&problem, &stops, idea), cost(&problem, &with) - costs);
                }
            }
        }
    }
}
