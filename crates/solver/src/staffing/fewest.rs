//! The fewest supervisors for given times, where whoever works at all costs. One of them is sent away, and
//! the sessions that were theirs take the places of others, which take the places of others again, until
//! all have one (guided ejection after Nagata and Bräysy; a session does not come back at once to whom
//! it has just left, after Glover's tabu search). Then the next one is sent away.

use super::narrow::timed;
use crate::board::{Board, crew};
use crate::problem::Problem;
use crate::rules::{NOBODY, Placed, eligibility};
use crate::search::{Random, for_worker};

/// For so many steps for each session nothing better may be found; then somebody else is sent away.
const PATIENCE: usize = 30;
/// For so many steps a session does not come back, and so many more by chance.
const TABU: (u64, usize) = (3, 12);
/// Steps between two questions whether to stop.
const GLANCE: u64 = 64;

/// Looks for a staffing of the times of a rota, which keeps the rules, that costs less because fewer
/// people work; until `stop` says so, or all supervisors needed at once are all who work.
pub fn fewest(
    problem: &Problem<'_>,
    placed: &[Option<Placed>],
    seed: u64,
    stop: &dyn Fn(u64) -> bool,
) -> Option<(Vec<Option<Placed>>, i64)> {
    let timed = timed(problem, placed);
    let given = placed
        .iter()
        .map(|at| at.map(|at| Placed { start: 0, ..at }));
    let given: Vec<Option<Placed>> = given.collect();
    let mut fewer = Fewer::new(&timed, &given, seed);
    let least = at_once(&timed, &given);
    while fewer.used() > least && !stop(fewer.steps) {
        if fewer.pool.is_empty() {
            fewer.send_one_away();
        }
        fewer.step();
        while !stop(fewer.steps) && !fewer.pool.is_empty() {
            for _ in 0..GLANCE {
                fewer.step();
            }
        }
    }
    let better = fewer.better?;
    let pairs = placed.iter().zip(better.0);
    let placed = pairs.map(|(before, after)| {
        let start = (*before)?.start;
        Some(Placed { start, ..after? })
    });
    Some((placed.collect(), better.1))
}

/// How many supervisors are needed at once, at most.
fn at_once(problem: &Problem<'_>, given: &[Option<Placed>]) -> usize {
    let mut events = Vec::new();
    for (session, _) in given.iter().enumerate().filter(|(_, at)| at.is_some()) {
        let idea = crate::rules::Idea::new(problem, session, 0);
        let need = idea.task.need;
        // Who goes in a slot is gone before others come.
        events.push((idea.start.day, idea.from(), true, need));
        events.push((idea.start.day, idea.to(), false, need));
    }
    events.sort_unstable();
    let (mut now, mut most) = (0, 0);
    for (_, _, comes, need) in events {
        now = if comes { now + need } else { now - need };
        most = most.max(now);
    }
    most
}

/// A staffing by fewer people in the making.
struct Fewer<'p> {
    board: Board<'p>,
    random: Random,
    /// Who may work.
    here: Vec<bool>,
    /// The sessions that look for somebody.
    pool: Vec<usize>,
    /// How hard it has been to find somebody for each session.
    weight: Vec<i64>,
    /// Whom each session has left, and until which step it does not come back.
    left: Vec<Vec<(usize, u64)>>,
    steps: u64,
    /// The steps since somebody was sent away, or the fewest sessions were in the pool.
    idle: usize,
    smallest: usize,
    better: Option<(Vec<Option<Placed>>, i64)>,
    best_cost: i64,
}

/// Somebody who could take a session.
struct Offer {
    /// What those in the way weigh, and what the supervisor costs.
    cost: (i64, i64),
    who: usize,
    seats: u8,
    leaving: Vec<usize>,
}

impl<'p> Fewer<'p> {
    fn new(problem: &'p Problem<'p>, given: &[Option<Placed>], seed: u64) -> Self {
        let board = Board::with(problem, given);
        let mut here = vec![false; problem.staff.len()];
        for at in given.iter().flatten() {
            crew(*at).for_each(|who| here[who] = true);
        }
        Self {
            best_cost: board.cost(),
            board,
            random: Random::new(seed),
            here,
            pool: Vec::new(),
            weight: vec![1; given.len()],
            left: vec![Vec::new(); given.len()],
            steps: 0,
            idle: 0,
            smallest: usize::MAX,
            better: None,
        }
    }

    fn used(&self) -> usize {
        self.here.iter().filter(|here| **here).count()
    }

    /// The sessions of somebody's week.
    fn week(&self, who: usize) -> Vec<usize> {
        let days = 0..self.board.problem.instance.days.len();
        let stops = days.flat_map(|day| self.board.days.of(who, day));
        stops.map(|stop| stop.session).collect()
    }

    /// Sends somebody away whose sessions find others most easily.
    fn send_one_away(&mut self) {
        let stays = |session: &usize| self.board.problem.tasks[*session].holds_its_place();
        let mut easiest: Option<(i64, usize)> = None;
        for who in (0..self.here.len()).filter(|&who| self.here[who]) {
            let week = self.week(who);
            let weight: i64 = week.iter().map(|&session| self.weight[session]).sum();
            let chance = 75 + i64::try_from(self.random.below(50)).unwrap_or(0);
            let found = (weight * chance, who);
            if !week.iter().any(stays) && easiest.is_none_or(|known| found < known) {
                easiest = Some(found);
            }
        }
        if let Some((_, who)) = easiest {
            for session in self.week(who) {
                self.lift(session);
            }
            self.here[who] = false;
        }
        self.idle = 0;
        self.smallest = self.pool.len();
    }

    /// Sends somebody away and calls in another one, who could take many of those in the pool.
    fn exchange(&mut self) {
        let away = (0..self.here.len()).filter(|&who| !self.here[who]);
        let away: Vec<usize> = away.collect();
        let mut best: Option<(i64, usize)> = None;
        for who in away {
            let able = self.pool.iter().filter(|&&session| self.may(session, who));
            let able: i64 = able.map(|&session| self.weight[session]).sum();
            let chance = 50 + i64::try_from(self.random.below(100)).unwrap_or(0);
            best = best.max(Some((able * chance, who)));
        }
        self.send_one_away();
        if let Some((_, who)) = best {
            self.here[who] = true;
        }
    }

    fn may(&self, session: usize, who: usize) -> bool {
        let task = &self.board.problem.tasks[session];
        let mut pools = task.pools.iter().flatten();
        pools.any(|candidate| candidate.who == who)
    }

    fn lift(&mut self, session: usize) {
        let Some(at) = self.board.lift(session) else {
            return;
        };
        let back = self.steps + TABU.0 + self.random.below(TABU.1) as u64;
        self.left[session].retain(|(_, until)| *until > self.steps);
        for who in crew(at) {
            self.left[session].push((who, back));
        }
        self.pool.push(session);
    }

    /// Somebody takes one of the sessions in the pool.
    fn step(&mut self) {
        self.steps += 1;
        self.idle += 1;
        if self.idle > PATIENCE * self.weight.len() {
            self.exchange();
        }
        if self.pool.is_empty() {
            return;
        }
        let at = self.random.below(self.pool.len());
        let session = self.pool[at];
        let Some(offers) = self.offers(session) else {
            return;
        };
        let free = offers.iter().all(|offer| offer.leaving.is_empty());
        if !free {
            self.weight[session] += 1;
        }
        for other in offers.iter().flat_map(|offer| &offer.leaving) {
            self.lift(*other);
        }
        if self.seat(session, &offers) {
            self.pool.retain(|other| *other != session);
        }
        if self.pool.len() < self.smallest {
            self.smallest = self.pool.len();
            self.idle = 0;
        }
        if self.pool.is_empty() {
            self.keep();
        }
    }

    /// The best offers for the session, one for each seat.
    fn offers(&mut self, session: usize) -> Option<Vec<Offer>> {
        let idea = self.board.idea(session, 0);
        let task = idea.task;
        let mut offers: Vec<Offer> = Vec::with_capacity(task.need + 1);
        let mut alike = 1;
        for candidate in &task.pools[idea.start.pool] {
            let who = candidate.who;
            let there =
                self.board.problem.staff[who].is_there(task, idea.start.day, idea.start.slot);
            if !self.here[who] || !there {
                continue;
            }
            let leaving = for_worker(&self.board, who, idea, &mut self.random);
            let left = &self.left[session];
            let back = left
                .iter()
                .any(|&(known, until)| known == who && until > self.steps);
            let stays = |&other: &usize| self.board.problem.tasks[other].holds_its_place();
            if back && !leaving.is_empty() || leaving.iter().any(stays) {
                continue;
            }
            let weight = leaving.iter().map(|&other| self.weight[other]).sum();
            let cost = (weight, candidate.cost);
            let worst = offers
                .last()
                .map(|offer| offer.cost)
                .filter(|_| offers.len() == task.need);
            // Of those that are alike each has the same chance.
            alike = if worst == Some(cost) { alike + 1 } else { 1 };
            let wins = match worst {
                Some(worst) => cost < worst || cost == worst && self.random.below(alike) == 0,
                None => true,
            };
            if wins {
                offers.truncate(task.need - 1);
                let seats = candidate.seats;
                offers.push(Offer {
                    cost,
                    who,
                    seats,
                    leaving,
                });
                offers.sort_by_key(|offer| offer.cost);
            }
        }
        let fits = match &offers[..] {
            [one, other] => eligibility::share(one.seats, other.seats),
            _ => offers.len() == task.need,
        };
        fits.then_some(offers)
    }

    /// Gives the session to those who offer, if they now can.
    fn seat(&mut self, session: usize, offers: &[Offer]) -> bool {
        let idea = self.board.idea(session, 0);
        let Some(large) = self.board.room_for(idea) else {
            return false;
        };
        let mut seated = [NOBODY; 2];
        let mut cost = idea.start.cost;
        for (seat, offer) in seated.iter_mut().zip(offers) {
            if self.board.taken_by(offer.who, idea).is_none() {
                return false;
            }
            *seat = offer.who;
            cost += offer.cost.1;
        }
        let at = Placed {
            start: 0,
            large,
            crew: seated,
            cost,
        };
        self.board.place(session, at);
        true
    }

    fn keep(&mut self) {
        if self.board.cost() < self.best_cost {
            self.best_cost = self.board.cost();
            self.better = Some((self.board.placed().to_vec(), self.best_cost));
        }
    }
}
