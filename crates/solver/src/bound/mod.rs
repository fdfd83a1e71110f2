//! The bound: no rota of the instance costs less. The rules that tie sessions, rooms, transport and
//! supervisors together are priced instead of kept (Lagrangian relaxation), so that the week falls
//! apart into cases and supervisors' weeks, each planned exactly. Prices are bettered by the volume
//! algorithm of Barahona and Anbil; the best ones are the certificate, which
//! [`crate::check::prove`] computes anew.

mod cases;
mod days;
mod prices;
mod weeks;

use crate::problem::Problem;
use crate::rota::Certificate;
use prices::{Layout, Prices, Use};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Prices are whole numbers of hundredths of a cost, so that a bound is the same everywhere.
pub(crate) const PARTS: i64 = 100;
/// How much of the newest plan enters the average plan.
const NEWEST: f64 = 0.02;
/// After so many prices without a better bound the steps get shorter.
const PATIENCE: u32 = 30;
/// Steps shorter than this lead nowhere.
const SHORTEST: f64 = 0.000_05;

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

/// Looks for the best bound below `known`, the cost of a rota, until the budget is used up.
pub fn bound(problem: &Problem<'_>, known: i64, budget: Budget, cancel: &AtomicBool) -> Bound {
    let begun = Instant::now();
    let layout = Layout::new(problem);
    let mut plans = weeks::Weeks::new(problem);
    let mut average = Use::none(&layout);
    let mut best = Prices::first(problem, &layout);
    let mut best_parts = evaluate(problem, &layout, &best, &mut plans, &mut average);
    let mut newest = Use::none(&layout);
    let mut step = Step {
        length: 1.0,
        failures: 0,
    };
    let mut tried = 1;
    let left = |tried: u32| match budget {
        Budget::Prices(most) => tried < most,
        Budget::Time(most) => begun.elapsed() < most,
    };
    while left(tried) && !cancel.load(Ordering::Relaxed) && step.length > SHORTEST {
        let missing = (known * PARTS - best_parts) as f64;
        if missing < PARTS as f64 {
            break;
        }
        let norm = average.norm(&layout, &best);
        if norm < 1e-9 {
            break;
        }
        let prices = best.moved(&layout, &average, step.length * missing / norm);
        let parts = evaluate(problem, &layout, &prices, &mut plans, &mut newest);
        tried += 1;
        step.adjust(parts > best_parts, newest.agrees(&average));
        average.blend(&newest, NEWEST);
        if parts > best_parts {
            best_parts = parts;
            best = prices;
        }
    }
    Bound {
        cost: best_parts.div_euclid(PARTS) + i64::from(best_parts.rem_euclid(PARTS) > 0),
        certificate: best.certificate(problem, &layout),
        tried,
    }
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

/// How far prices move: shorter after failures, longer where the direction holds.
struct Step {
    length: f64,
    failures: u32,
}

impl Step {
    fn adjust(&mut self, better: bool, agrees: bool) {
        if better {
            self.failures = 0;
            if agrees {
                self.length = (self.length * 1.1).min(2.0);
            }
            return;
        }
        self.failures += 1;
        if self.failures >= PATIENCE {
            self.failures = 0;
            self.length *= 0.8;
        }
    }
}
