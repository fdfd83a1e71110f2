//! Supervisors write up each session on its day: after it, while they are there, and neither at another
//! session nor on the way to one. It may be in pieces. What finds no time on the day costs, by the time that
//! is missing; it is no work that the limits of a day or a week count. The bound leaves it out.

use super::working_day::Stop;
use super::{Idea, Placed};
use crate::board::Board;
use crate::problem::{Problem, number};
use crate::rota::Unwritten;

/// When supervisors are there to write; nothing in a week without write-ups.
pub struct WriteUps {
    /// By supervisor and day: in how many slots before each slot they are there.
    there: Vec<Vec<u16>>,
    days: usize,
}

impl WriteUps {
    /// Counts the slots in which supervisors are there.
    pub fn new(problem: &Problem<'_>) -> Self {
        let days = problem.instance.days.len();
        let written = problem.tasks.iter().any(|task| task.write_up > 0);
        let staff = if written { problem.staff.len() } else { 0 };
        let rows = (0..staff).flat_map(|who| (0..days).map(move |day| (who, day)));
        Self {
            there: rows.map(|(who, day)| there(problem, who, day)).collect(),
            days,
        }
    }

    /// What the supervisor's day costs more with the session.
    pub fn more(
        &self,
        problem: &Problem<'_>,
        (who, stops): (usize, &[Stop]),
        idea: Idea<'_>,
    ) -> i64 {
        if self.there.is_empty() {
            return 0;
        }
        let day = idea.start.day;
        let mut with = stops.to_vec();
        let at = with.partition_point(|stop| stop.from < idea.from());
        with.insert(at, Stop::of(idea));
        self.cost(problem, (who, day), &with) - self.cost(problem, (who, day), stops)
    }

    /// What the supervisor's day costs for the time that is missing.
    pub fn cost(&self, problem: &Problem<'_>, day: (usize, usize), stops: &[Stop]) -> i64 {
        cost(problem, self.missing(problem, day, stops))
    }

    /// The slots that find no time on the supervisor's day.
    fn missing(&self, problem: &Problem<'_>, (who, day): (usize, usize), stops: &[Stop]) -> usize {
        let Some(there) = self.there.get(who * self.days + day) else {
            return 0;
        };
        let mut left = 0;
        for (index, stop) in stops.iter().enumerate() {
            left += problem.tasks[stop.session].write_up;
            let next = stops.get(index + 1);
            let until = next.map_or(there.len() - 1, |next| next.from);
            let way = next.map_or(0, |next| problem.travel[stop.venue][next.venue]);
            let time = usize::from(there[until] - there[stop.to]);
            left = left.saturating_sub(time.saturating_sub(way));
        }
        left
    }
}

fn there(problem: &Problem<'_>, who: usize, day: usize) -> Vec<u16> {
    let worker = &problem.staff[who];
    let mut count = 0;
    let mut counts = vec![0];
    for slot in 0..problem.day_slots {
        let hours = worker.there[day].is_some_and(|(from, to)| (from..to).contains(&slot));
        let mut away = worker.away.iter().filter(|away| away.0 == day);
        count += u16::from(hours && !away.any(|away| (away.1..away.2).contains(&slot)));
        counts.push(count);
    }
    counts
}

/// What so many missing slots of a day cost.
pub fn cost(problem: &Problem<'_>, missing: usize) -> i64 {
    let minutes = number(missing * problem.instance.slot_min);
    let quarters = problem.instance.weights.unwritten_per_15min * minutes / 15;
    quarters * problem.factors.write_up
}

/// Whose days have no time for all that is to be written, whatever that costs.
pub fn unwritten(problem: &Problem<'_>, placed: &[Option<Placed>]) -> Vec<Unwritten> {
    let write_ups = WriteUps::new(problem);
    if write_ups.there.is_empty() {
        return Vec::new();
    }
    let board = Board::with(problem, placed);
    let days = board.days_of_work();
    let missing = days.into_iter().map(|(who, day)| {
        let slots = write_ups.missing(problem, (who, day), board.days.of(who, day));
        Unwritten {
            supervisor: who,
            day,
            minutes: slots * problem.instance.slot_min,
        }
    });
    missing.filter(|day| day.minutes > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::WriteUps;
    use crate::generate::{Size, week};
    use crate::problem::Problem;
    use crate::rules::working_day::Stop;

    #[test]
    fn what_finds_no_time_between_and_after_sessions_is_missing() {
        let mut week = week(Size::S, 1000, 1);
        for session in &mut week.sessions {
            session.write_up_min = 2 * week.slot_min;
        }
        week.travel_min = vec![vec![0, week.slot_min], vec![week.slot_min, 0]];
        week.supervisors[0].days[0] = Some((0, 40 * week.slot_min));
        week.supervisors[0].away = vec![(0, 30 * week.slot_min, 38 * week.slot_min)];
        let problem = Problem::new(&week);
        let write_ups = WriteUps::new(&problem);
        // From, to and venue of each session, and the slots that are missing.
        let table = [
            (vec![], 0),
            (vec![(0, 4, 0)], 0),
            (vec![(36, 39, 0)], 1),
            (vec![(36, 40, 0)], 2),
            (vec![(26, 28, 0), (30, 40, 0)], 2),
            (vec![(26, 28, 0), (30, 40, 1)], 3),
            (vec![(26, 28, 0), (28, 30, 0), (39, 40, 0)], 5),
            (vec![(20, 28, 0), (28, 30, 0)], 2),
        ];
        for (stops, missing) in table {
            let stops: Vec<Stop> = stops
                .iter()
                .enumerate()
                .map(|(session, &(from, to, venue))| Stop {
                    from,
                    to,
                    venue,
                    session,
                    needed: 0,
                })
                .collect();
            assert_eq!(
                write_ups.missing(&problem, (0, 0), &stops),
                missing,
                "{stops:?}"
            );
        }
    }
}
