//! The bound: no rota of the instance costs less. The rules that tie sessions, rooms, transport, resources and
//! supervisors together are priced instead of kept (Lagrangian relaxation), so that the week falls
//! apart into cases and supervisors' weeks, each planned exactly. Prices follow what is used beyond what
//! there is (subgradients, with the way before them mixed in), in steps that shrink from the scale of
//! whole sessions to that of wishes; the best ones are the certificate, which [`crate::check::prove`]
//! computes anew.

mod cases;
mod crowd;
mod days;
mod prices;
mod weeks;

use crate::instance::Fault;
use crate::problem::Problem;
use crate::rota::Certificate;
use prices::{Layout, Prices, Use};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Prices are whole numbers of hundredths of a cost, so that a bound is the same everywhere.
pub(crate) const PARTS: i64 = 100;
/// How much of the newest plan enters the way that prices move.
const NEWEST: f64 = 0.1;
/// The first step, as a share of what the dearest session costs without a place.
const FIRST: f64 = 0.05;
/// So many rounds, each from the best prices of those before it: long steps find far prices, and leave
/// good ones behind.
const ROUNDS: f64 = 4.0;
/// The first step of a round, as a share of that of the round before.
const SHORTER: f64 = 0.25;
/// The last step of a round, as a share of its first.
const LAST: f64 = 0.003;

/// How long to better a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Budget {
    /// So many prices: the same bound on every machine.
    Prices(u32),
    /// So long.
    Time(Duration),
}

/// A bound and what proves it.
pub struct Bound {
    /// No rota costs less.
    pub cost: i64,
    /// The prices that prove it.
    pub certificate: Certificate,
    /// How many prices were tried.
    pub tried: u32,
}

/// How far the proof is.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// The cost of the rota.
    pub known: i64,
    /// No rota costs less.
    pub bound: i64,
    /// How many prices were tried.
    pub tried: u32,
}

impl Progress {
    /// How much less than the rota another one could cost at most, as a share of its cost.
    pub fn gap(self) -> f64 {
        (self.known - self.bound) as f64 / self.known.max(1) as f64
    }
}

/// What a bound keeps at most: each supervisor at each start of a session that they could take.
const MOST_JOBS: usize = 60_000_000;

/// Why there can be no bound of the week: what it keeps of it would not fit into memory.
pub fn fault(problem: &Problem<'_>) -> Option<Fault> {
    let mut jobs = 0_usize;
    for (index, task) in problem.tasks.iter().enumerate() {
        let pools = task
            .order
            .iter()
            .map(|&start| &task.pools[task.starts[start].pool]);
        jobs += pools.map(Vec::len).sum::<usize>();
        if jobs > MOST_JOBS {
            let pointer = format!("/sessions/{index}/windows");
            let reason = "brings those who could take a session, at each of its starts, above 60,000,000: no bound can be proved";
            return Some(Fault::new(pointer, reason));
        }
    }
    None
}

/// Looks for the best bound below `known`, the cost of a rota, until the budget is used up or `cancel` is set;
/// `tell` hears of each better one.
pub fn bound(
    problem: &Problem<'_>,
    known: i64,
    budget: Budget,
    cancel: &AtomicBool,
    tell: &mut dyn FnMut(Progress),
) -> Bound {
    let begun = Instant::now();
    let layout = Layout::new(problem);
    let mut plans = weeks::Weeks::new(problem);
    let mut newest = Use::none(&layout);
    let mut prices = Prices::first(problem, &layout, &crowd::crowd(problem));
    let mut best_parts = evaluate(problem, &layout, &prices, &mut plans, &mut newest);
    let mut best = prices.clone();
    let mut way = Use::none(&layout);
    let dearest = problem.tasks.iter().map(|task| task.unplaced).max();
    let first = (dearest.unwrap_or(0) * PARTS) as f64 * FIRST;
    let mut tried = 1;
    let used = |tried: u32| match budget {
        Budget::Prices(most) => f64::from(tried) / f64::from(most.max(1)),
        Budget::Time(most) => begun.elapsed().as_secs_f64() / most.as_secs_f64().max(1e-9),
    };
    let (mut progress, mut round) = (used(tried), 0);
    while progress < 1.0
        && known.saturating_mul(PARTS).saturating_sub(best_parts) >= PARTS
        && !cancel.load(Ordering::Relaxed)
    {
        let (now, share) = step(progress, problem.factors.unassigned as f64);
        if now > round {
            round = now;
            prices = best.clone();
            evaluate(problem, &layout, &prices, &mut plans, &mut newest);
            way.blend(&newest, 1.0);
        } else {
            way.blend(&newest, NEWEST);
        }
        prices = prices.moved(problem, &layout, &way, first * share);
        let parts = evaluate(problem, &layout, &prices, &mut plans, &mut newest);
        tried += 1;
        if parts > best_parts {
            best_parts = parts;
            best = prices.clone();
            tell(Progress {
                known,
                bound: whole(best_parts),
                tried,
            });
        }
        progress = used(tried);
    }
    Bound {
        cost: whole(best_parts),
        certificate: best.certificate(problem, &layout),
        tried,
    }
}

/// The whole cost that so many parts prove: every rota costs a whole number.
fn whole(parts: i64) -> i64 {
    parts.div_euclid(PARTS) + i64::from(parts.rem_euclid(PARTS) > 0)
}

/// The round at this point of the budget, from 0 to 1, and how long its steps are as a share of the first;
/// at the end on the scale of the last tier, than which the first is so many times dearer.
fn step(progress: f64, tiers: f64) -> (u32, f64) {
    let (mut round, mut first, mut left) = (0, 1.0, progress * ROUNDS);
    while left >= 1.0 {
        (round, first, left) = (round + 1, first * SHORTER, left - 1.0);
    }
    (
        round,
        first * power(LAST, left) * power(1.0 / tiers, progress),
    )
}

/// The bound that prices prove, in parts, and what the plan behind it uses beyond what there is.
fn evaluate(
    problem: &Problem<'_>,
    layout: &Layout,
    prices: &Prices,
    plans: &mut weeks::Weeks,
    used: &mut Use,
) -> i64 {
    used.clear(layout);
    let sessions = cases::cheapest(problem, layout, prices, used);
    let staff = plans.cheapest(problem, layout, prices, used);
    sessions + staff - prices.given(layout)
}

/// A number to a power from 0 to 1, by square roots: these are the same on every machine.
pub(crate) fn power(mut base: f64, mut exponent: f64) -> f64 {
    let mut result = 1.0;
    for _ in 0..24 {
        base = base.sqrt();
        exponent *= 2.0;
        if exponent >= 1.0 {
            exponent -= 1.0;
            result *= base;
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::power;

    #[test]
    fn powers_are_powers() {
        for exponent in [0.0, 0.1, 0.25, 0.5, 0.999] {
            let expected = 0.003_f64.powf(exponent);
            assert!((power(0.003, exponent) - expected).abs() < 1e-5);
        }
    }
}
