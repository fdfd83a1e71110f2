//! The search: a first rota at once, then better ones until the budget is used up.

mod eject;
mod random;
mod recreate;
mod ruin;
mod squeeze;
mod timing;
mod walk;

pub use crate::rules::Placed;
pub(crate) use eject::for_worker;
pub use random::Random;

use crate::bound::power;
use crate::naming;
use crate::problem::Problem;
use crate::staffing;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use walk::Walk;
pub(crate) use walk::insert;

/// The searchers look at each other's best rota so often.
const ROUNDS: u64 = 25;
/// After these rounds the best rota gets the best supervisors there are at its times.
const POLISHED: [u64; 4] = [10, 16, 21, 24];
/// After these rounds, where whoever works costs, fewer are looked for in that rota.
const FEWER: [u64; 5] = [1, 6, 11, 16, 21];
/// So many rounds that takes.
const FEWER_LAST: u64 = 4;
/// Steps between two looks at the clock.
const GLANCE: u64 = 16;
/// How much worse than before a rota may be at first, on average, as a share of what the dearest
/// session costs without a place.
const HOTTEST: f64 = 0.2;
/// The same where supervisors go rounds, as so many ways.
const WAYS: f64 = 10.0;
/// How much worse it may be in the end, so that rotas of one cost can follow each other.
const COLDEST: f64 = 0.2;

/// A repair begins near what people were told, and mild: how much worse than before a rota may be at
/// first, as a share of what the dearest kind of change costs.
const MILD: f64 = 0.5;

/// How long to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Budget {
    /// So many steps of each thread: the same rota on every machine.
    Steps(u64),
    /// So long.
    Time(Duration),
}

/// How to search.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// How long.
    pub budget: Budget,
    /// What decides chance.
    pub seed: u64,
    /// How many searchers work side by side.
    pub threads: usize,
}

impl Options {
    /// One seed for each searcher.
    fn seeds(self) -> impl Iterator<Item = u64> {
        let threads = self.threads.max(1) as u64;
        let first = self.seed.wrapping_mul(threads);
        (0..threads).map(move |index| first.wrapping_add(index))
    }
}

/// How far the search is.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// The cost of the best rota.
    pub cost: i64,
    /// Its sessions without a place.
    pub unplaced: usize,
    /// The steps of all threads.
    pub steps: u64,
}

/// The best rota found.
pub struct Found {
    /// Where each session stands.
    pub placed: Vec<Option<Placed>>,
    /// What that costs.
    pub cost: i64,
    /// The steps of all threads.
    pub steps: u64,
}

/// Searches until the budget is used up or `cancel` is set; `tell` hears of every round.
pub fn search(
    problem: &Problem<'_>,
    options: Options,
    cancel: &AtomicBool,
    tell: &mut dyn FnMut(Progress),
) -> Found {
    let clock = Clock::of(problem, options.budget, cancel);
    let walks = options.seeds().map(|seed| Walk::new(problem, seed));
    rounds(walks.collect(), &clock, &mut |round, found| {
        if problem.instance.weights.staff_used > 0 && FEWER.contains(&round) {
            send_away(problem, &clock, (round, options.seed), found);
        }
        if POLISHED.contains(&round) && !problem.staff.iter().all(|worker| worker.is_free) {
            polish(problem, &clock, round, found);
        }
        tell(found.progress());
    })
}

/// The plain search, for the exact step that the whole one makes use of.
pub(crate) fn unpolished(problem: &Problem<'_>, options: Options, cancel: &AtomicBool) -> Found {
    let clock = Clock::of(problem, options.budget, cancel);
    let walks = options.seeds().map(|seed| Walk::new(problem, seed));
    rounds(walks.collect(), &clock, &mut |_, _| ())
}

/// Goes on from a rota, mostly around the sessions in `focus`, with the clock running already;
/// `tell` hears of every better rota.
pub(crate) fn resume(
    problem: &Problem<'_>,
    (placed, focus): (&[Option<Placed>], &[usize]),
    options: Options,
    (begun, cancel): (Instant, &AtomicBool),
    tell: &mut dyn FnMut(&Found),
) -> Found {
    let weights = &problem.instance.weights;
    let change = weights.moved_session.max(weights.changed_supervisor);
    let hottest = (change * problem.factors.deviation) as f64 * MILD;
    let clock = Clock {
        begun,
        ..Clock::new(options.budget, hottest, cancel)
    };
    let walks = options
        .seeds()
        .map(|seed| Walk::resume(problem, placed, focus, seed));
    let walks: Vec<Walk<'_>> = walks.collect();
    let mut cost = walks.first().map_or(0, |walk| walk.best().1);
    rounds(walks, &clock, &mut |_, found| {
        if found.cost < cost {
            cost = found.cost;
            tell(found);
        }
    })
}

/// Lets the searchers work side by side. After each round `after` sees the best rota and may better
/// it; the others go on from there. Where no session could be held at all there is nothing to search.
fn rounds(
    walks: Vec<Walk<'_>>,
    clock: &Clock<'_>,
    after: &mut dyn FnMut(u64, &mut Found),
) -> Found {
    let mut walks: Vec<(Walk<'_>, u64)> = walks.into_iter().map(|walk| (walk, 0)).collect();
    let mut found = leader(&walks);
    if !walks.iter().any(|(walk, _)| walk.has_a_choice()) {
        after(0, &mut found);
        return found;
    }
    for round in 1..=ROUNDS {
        std::thread::scope(|scope| {
            for (walk, steps) in &mut walks {
                scope.spawn(|| clock.run(walk, steps, round));
            }
        });
        found = leader(&walks);
        after(round, &mut found);
        if clock.cancel.load(Ordering::Relaxed) {
            break;
        }
        for (walk, _) in walks
            .iter_mut()
            .filter(|(walk, _)| walk.best().1 > found.cost)
        {
            walk.adopt(&found.placed);
        }
    }
    found
}

/// Gives a rota the best supervisors there are at its times; where time counts, in no more than a round has.
fn polish(problem: &Problem<'_>, clock: &Clock<'_>, round: u64, found: &mut Found) {
    let stop = || clock.is_over(round + 1);
    if stop() {
        return;
    }
    let staffed = staffing::staff(problem, &found.placed, &stop);
    if staffed.cost < found.cost && naming::is_possible(problem, &staffed.placed) {
        found.placed = staffed.placed;
        found.cost = staffed.cost;
    }
}

/// Looks for fewer supervisors at the times of a rota, for as long as some rounds last.
fn send_away(
    problem: &Problem<'_>,
    clock: &Clock<'_>,
    (round, seed): (u64, u64),
    found: &mut Found,
) {
    let stop = |steps: u64| match clock.budget {
        Budget::Steps(most) => steps >= most.saturating_mul(FEWER_LAST) / ROUNDS,
        Budget::Time(_) => clock.is_over(round + FEWER_LAST),
    };
    let seed = seed.wrapping_mul(ROUNDS).wrapping_add(round);
    if let Some((placed, cost)) = staffing::fewest(problem, &found.placed, seed, &stop)
        && cost < found.cost
        && naming::is_possible(problem, &placed)
    {
        found.placed = placed;
        found.cost = cost;
    }
}

/// The best rota of all searchers.
fn leader(walks: &[(Walk<'_>, u64)]) -> Found {
    let best = walks.iter().map(|(walk, _)| walk.best());
    let (placed, cost) = best.min_by_key(|(_, cost)| *cost).unwrap_or((&[], 0));
    Found {
        placed: placed.to_vec(),
        cost,
        steps: walks.iter().map(|(_, steps)| steps).sum(),
    }
}

impl Found {
    fn progress(&self) -> Progress {
        Progress {
            cost: self.cost,
            unplaced: self.placed.iter().filter(|at| at.is_none()).count(),
            steps: self.steps,
        }
    }
}

/// The temperature of the start: high enough to leave any wish unmet for a while.
fn hottest(problem: &Problem<'_>) -> f64 {
    let weights = &problem.instance.weights;
    let dearest = problem.tasks.iter().map(|task| task.unplaced).max();
    let sessions = &problem.instance.sessions;
    let told = sessions.iter().any(|session| session.published.is_some());
    let change = weights.moved_session.max(weights.changed_supervisor);
    let factors = &problem.factors;
    let wishes = [
        weights.not_preferred_supervisor * factors.continuity,
        weights.other_day * factors.slot,
        weights.second_venue * factors.slot,
        weights.staff_used * factors.staff,
        weights.below_minimum * factors.minimum,
        if told { change * factors.deviation } else { 0 },
    ];
    let wish = wishes.into_iter().max().unwrap_or(0) as f64;
    if let Some(rounds) = &problem.instance.rounds {
        // No way is worth leaving somebody out: what is weighed against each other are ways.
        let ways: Vec<i64> = rounds.cost.iter().flatten().copied().collect();
        let mean = ways.iter().sum::<i64>() as f64 / ways.len().max(1) as f64;
        return (mean * problem.factors.rounds as f64 * WAYS).max(2.0 * wish);
    }
    (dearest.unwrap_or(0) as f64 * HOTTEST).max(2.0 * wish)
}

struct Clock<'c> {
    budget: Budget,
    begun: Instant,
    hottest: f64,
    /// Where tiers differ by orders of magnitude, each of them is searched for as long: the last temperature
    /// as a share of the first.
    cooling: Option<f64>,
    cancel: &'c AtomicBool,
}

impl<'c> Clock<'c> {
    /// The clock of a search for the whole week.
    fn of(problem: &Problem<'_>, budget: Budget, cancel: &'c AtomicBool) -> Self {
        let hottest = hottest(problem);
        let tiers = !problem.instance.weights.tiers.is_empty();
        Self {
            cooling: tiers.then(|| (COLDEST / hottest.max(1.0)).min(1.0)),
            ..Self::new(budget, hottest, cancel)
        }
    }

    fn new(budget: Budget, hottest: f64, cancel: &'c AtomicBool) -> Self {
        Self {
            budget,
            begun: Instant::now(),
            hottest,
            cooling: None,
            cancel,
        }
    }

    /// Whether the time of a round is used up, where time counts; or the search is cancelled.
    fn is_over(&self, round: u64) -> bool {
        let used = match self.budget {
            Budget::Steps(_) => false,
            Budget::Time(_) => self.progress(0) >= round as f64 / ROUNDS as f64,
        };
        used || self.cancel.load(Ordering::Relaxed)
    }

    /// Lets a searcher work until the end of a round.
    fn run(&self, walk: &mut Walk<'_>, steps: &mut u64, round: u64) {
        let until = round as f64 / ROUNDS as f64;
        loop {
            let progress = self.progress(*steps);
            if progress >= until || self.cancel.load(Ordering::Relaxed) {
                return;
            }
            let left = 1.0 - progress;
            let temperature = match self.cooling {
                Some(ratio) => self.hottest * power(ratio, progress),
                None => COLDEST + self.hottest * left * left * left * left,
            };
            for _ in 0..self.stride(*steps) {
                walk.step(temperature);
                *steps += 1;
            }
        }
    }

    fn progress(&self, steps: u64) -> f64 {
        match self.budget {
            Budget::Steps(most) if steps >= most => 1.0,
            Budget::Steps(most) => steps as f64 / most as f64,
            Budget::Time(most) => self.begun.elapsed().as_secs_f64() / most.as_secs_f64().max(1e-9),
        }
    }

    fn stride(&self, steps: u64) -> u64 {
        match self.budget {
            Budget::Steps(most) => GLANCE.min(most - steps),
            Budget::Time(_) => GLANCE,
        }
    }
}
