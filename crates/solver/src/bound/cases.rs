//! The half of the bound that belongs to the sessions: each takes the start that is cheapest once
//! all it uses is paid for, or none. Small cases keep their days apart.

use super::PARTS;
use super::prices::{Layout, Prices, Use};
use crate::problem::{Problem, number};
use crate::rules::{Idea, minimum};

/// Cases of so many sessions over so many days are planned exactly; others session by session.
const SMALL_CASE: (usize, usize) = (4, 7);

/// What the cheapest start of a session costs on each day.
type ByDay = Vec<Option<i64>>;

/// What the sessions cost at these prices; notes what they use.
pub fn cheapest(problem: &Problem<'_>, layout: &Layout, prices: &Prices, used: &mut Use) -> i64 {
    let mut total = 0;
    for case in &problem.cases {
        let members: Vec<ByDay> = case
            .sessions
            .iter()
            .map(|&session| by_day(problem, layout, prices, session))
            .collect();
        let unplaced = |&session: &usize| problem.tasks[session].unplaced * PARTS;
        let unplaced: Vec<i64> = case.sessions.iter().map(unplaced).collect();
        let small = (case.sessions.len(), problem.instance.days.len());
        let mut choice = vec![None; members.len()];
        if small.0 <= SMALL_CASE.0 && small.1 <= SMALL_CASE.1 {
            let mut spread = Spread {
                members: &members,
                unplaced: &unplaced,
                limits: (case.gap, case.most),
                lacking: &|placed| minimum::cost(problem, case, placed) * PARTS,
                days: vec![None; members.len()],
                best: (i64::MAX, Vec::new()),
            };
            spread.search(0, 0);
            total += spread.best.0;
            choice = spread.best.1;
        } else {
            let best = |days: &ByDay| {
                let known = days.iter().enumerate();
                known.filter_map(|(day, cost)| Some(((*cost)?, day))).min()
            };
            let best: Vec<Option<(i64, usize)>> = members.iter().map(best).collect();
            let costs = best.iter().map(|best| best.map(|(cost, _)| cost));
            let costs: Vec<_> = costs.zip(unplaced.iter().copied()).collect();
            let (cost, held) = minimum::cheapest(problem, (case, PARTS), &costs);
            total += cost;
            for ((choice, best), _) in choice
                .iter_mut()
                .zip(best)
                .zip(held)
                .filter(|(_, held)| *held)
            {
                *choice = best.map(|(_, day)| day);
            }
        }
        for (&session, day) in case.sessions.iter().zip(choice) {
            if let Some(day) = day {
                used.add(layout.session(session, day), 1.0);
            }
        }
    }
    total
}

fn by_day(problem: &Problem<'_>, layout: &Layout, prices: &Prices, session: usize) -> ByDay {
    let task = &problem.tasks[session];
    let mut best = vec![None; problem.instance.days.len()];
    for &index in &task.order {
        let idea = Idea::new(problem, session, index);
        let staff = prices.staffing[layout.first[session] + index] * number(task.need);
        let beside = prices.beside(problem, layout, idea);
        let cost = idea.start.cost * PARTS + beside + staff;
        let day: &mut Option<i64> = &mut best[idea.start.day];
        if day.is_none_or(|least| cost < least) {
            *day = Some(cost);
        }
    }
    best
}

/// Spreads the sessions of a case over the days.
struct Spread<'s> {
    members: &'s [ByDay],
    unplaced: &'s [i64],
    limits: (usize, usize),
    /// What it costs to have so many sessions only.
    lacking: &'s dyn Fn(usize) -> i64,
    days: Vec<Option<usize>>,
    best: (i64, Vec<Option<usize>>),
}

impl Spread<'_> {
    fn search(&mut self, member: usize, cost: i64) {
        let Some(by_day) = self.members.get(member) else {
            let cost = cost + (self.lacking)(self.days.iter().flatten().count());
            if cost < self.best.0 {
                self.best = (cost, self.days.clone());
            }
            return;
        };
        self.days[member] = None;
        self.search(member + 1, cost + self.unplaced[member]);
        let (gap, most) = self.limits;
        for (day, start) in by_day.iter().enumerate() {
            let Some(more) = start else { continue };
            let mut taken = self.days[..member].iter().flatten();
            let apart = taken.all(|other| other.abs_diff(day) >= gap);
            if apart && self.days[..member].iter().flatten().count() < most {
                self.days[member] = Some(day);
                self.search(member + 1, cost + more);
            }
        }
        self.days[member] = None;
    }
}
