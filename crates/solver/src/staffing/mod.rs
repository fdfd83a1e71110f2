//! Who supervises, the times being given: the best there is, with a proof.
//!
//! Prices on supervision prove a bound and say who could take what in a better staffing. Among the
//! few who are left a dive or a short search finds it, or the prices say that there is none; what they leave
//! open, a tree decides. Every step is counted, so the same week is always staffed the same way.

mod dive;
mod duties;
mod fewest;
mod grain;
mod narrow;
mod prices;
mod proof;
mod tree;
mod weeks;

use crate::board::Board;
use crate::naming;
use crate::problem::Problem;
use crate::rota::Staffing;
use crate::rules::Placed;
use crate::search::{self, Budget, Options};
pub(crate) use fewest::fewest;

use duties::{Duties, PARTS, duties};
use grain::grain;
use narrow::{staffed_by, timed};
use prices::Prices;
use proof::Proof;
use std::sync::atomic::AtomicBool;
use tree::Left;

/// So many prices are tried between two looks at what they leave.
const PRICES: usize = 100;
/// Prices are tried at most so often.
const LOOKS: usize = 80;
/// A short search keeps to those who cost no more than so much above the bound.
const NARROW: [i64; 4] = [PARTS, PARTS / 2, 2 * PARTS, PARTS];
/// How long it is, in steps for each session.
const STEPS: u64 = 40;
/// So many rounds of short searches in a row may find nothing.
const PATIENCE: usize = 5;
/// Where more duties are left a short search is sooner done than a dive.
const DEEP: usize = 8_000;
/// The tree gives up after so many steps.
const NODES: u64 = 300_000;

/// The best staffing found for given times.
pub struct Staffed {
    /// The same places with other supervisors; sessions that cannot be staffed have none.
    pub placed: Vec<Option<Placed>>,
    /// What that costs.
    pub cost: i64,
    /// No staffing at these times costs less.
    pub bound: i64,
    /// The part of that which prices alone prove, as [`certify`] writes it down.
    pub certified: i64,
}

impl Staffed {
    /// Whether there is none better.
    pub fn is_proved(&self) -> bool {
        self.bound >= self.cost
    }
}

/// Looks for the best supervisors at the times and venues of a rota that keeps the rules, until it is
/// proved that there are none better or `stop` says so.
///
/// ```
/// use rota_solver::generate::{Size, week};
/// use rota_solver::problem::Problem;
/// use rota_solver::search::{Budget, Options, search};
/// use rota_solver::staffing::staff;
/// use std::sync::atomic::AtomicBool;
///
/// let instance = week(Size::S, 1000, 3);
/// let problem = Problem::new(&instance);
/// let options = Options { budget: Budget::Steps(200), seed: 1, threads: 1 };
/// let found = search(&problem, options, &AtomicBool::new(false), &mut |_| ());
/// let staffed = staff(&problem, &found.placed, &|| false);
/// assert!(staffed.is_proved() && staffed.cost <= found.cost);
/// ```
pub fn staff(problem: &Problem<'_>, placed: &[Option<Placed>], stop: &dyn Fn() -> bool) -> Staffed {
    let timed = timed(problem, placed);
    let (best, proof) = settled(problem, &timed, placed, stop);
    Staffed {
        placed: back(placed, best.placed),
        cost: best.cost,
        bound: best.bound,
        certified: proof.bound(best.cost),
    }
}

fn settled<'p>(
    problem: &Problem<'p>,
    timed: &'p Problem<'p>,
    placed: &[Option<Placed>],
    stop: &dyn Fn() -> bool,
) -> (Best, Proof<'p>) {
    let given: Vec<Option<Placed>> = placed
        .iter()
        .map(|at| at.map(|at| Placed { start: 0, ..at }))
        .collect();
    let duties = duties(timed);
    let mut search = Search {
        best: Best {
            cost: Board::with(timed, &given).cost(),
            placed: given.clone(),
            bound: i64::MIN,
        },
        proof: Proof::new(problem, timed, &duties),
        timed,
        given: &given,
        stop,
        grain: 1,
        seed: 0,
    };
    let prices = Prices::new(timed, &duties);
    search.settle(prices, duties);
    (search.best, search.proof)
}

/// The same rota with the best supervisors found, where their rooms can be named, and what is known of
/// them.
pub fn certify(
    problem: &Problem<'_>,
    placed: &[Option<Placed>],
    stop: &dyn Fn() -> bool,
) -> (Vec<Option<Placed>>, Staffing) {
    let timed = timed(problem, placed);
    let (best, proof) = settled(problem, &timed, placed, stop);
    let before = Board::with(problem, placed).cost();
    let better = Some(back(placed, best.placed))
        .filter(|better| best.cost < before && naming::is_possible(problem, better));
    let cost = better.as_ref().map_or(before, |_| best.cost);
    let placed = better.unwrap_or_else(|| placed.to_vec());
    let mut certificate = proof.certificate();
    for (prices, at) in certificate.staffing.iter_mut().zip(&placed) {
        // What is left out now has no time: one way less to staff the others.
        prices.retain(|_| at.is_some());
    }
    let staffing = Staffing {
        bound: proof.bound(cost),
        certificate,
        is_best: best.bound >= cost,
    };
    (placed, staffing)
}

/// The best staffing so far, and what is known of all others.
struct Best {
    placed: Vec<Option<Placed>>,
    cost: i64,
    bound: i64,
}

/// A staffing in the making.
struct Search<'s, 'p> {
    timed: &'p Problem<'p>,
    given: &'s [Option<Placed>],
    stop: &'s dyn Fn() -> bool,
    best: Best,
    proof: Proof<'p>,
    /// What a better staffing costs less, at least.
    grain: i64,
    /// What decides chance in the next short search.
    seed: u64,
}

impl Search<'_, '_> {
    /// What a better staffing costs at most.
    fn limit(&self) -> i64 {
        self.best.cost - self.grain
    }

    /// Tries prices until they prove that there is nothing better, or lead no further; then decides
    /// what they leave open.
    fn settle(&mut self, mut prices: Prices, mut duties: Duties) {
        let mut fruitless = 0;
        for _ in 0..LOOKS {
            for _ in 0..PRICES {
                if prices.exclude(self.limit()) || prices.rest() || (self.stop)() {
                    break;
                }
                prices.improve(self.timed, &duties, self.best.cost);
            }
            self.proof.consider(&prices.paid);
            self.find_grain(&prices);
            let before = (count(&duties), self.best.cost);
            let left = prices.strike(self.timed, &mut duties, self.limit());
            if prices.exclude(self.limit()) || (self.stop)() {
                break;
            }
            if prices.rest() {
                if count(&duties) <= DEEP {
                    self.dive(&prices, &duties);
                }
                if !prices.exclude(self.limit()) {
                    self.search_narrowly(&prices, &left);
                }
                let idle = (count(&duties), self.best.cost) == before;
                fruitless = if idle { fruitless + 1 } else { 0 };
                if fruitless == PATIENCE {
                    break;
                }
                prices.wake();
            }
        }
        self.best.bound = prices.whole_bound().min(self.best.cost);
        if prices.exclude(self.limit()) || !(self.stop)() && self.decide(&mut prices, &mut duties) {
            self.best.bound = self.best.cost;
        }
    }

    /// Tries out what is left; says whether that was everything.
    fn decide(&mut self, prices: &mut Prices, duties: &mut Duties) -> bool {
        let left = prices.strike(self.timed, duties, self.limit());
        self.try_out(prices, &left, NODES)
    }

    /// Looks whether anything better holds the same sessions, so that costs come in grains.
    fn find_grain(&mut self, prices: &Prices) {
        let pairs = self.given.iter().zip(&self.best.placed);
        let same = pairs
            .clone()
            .all(|(given, now)| given.is_some() == now.is_some());
        let held = (0..self.given.len()).filter(|&session| self.given[session].is_some());
        if self.grain == 1 && same && prices.need_all(self.timed, held, self.limit()) {
            self.grain = grain(self.timed);
        }
    }

    /// A short search among those who could be in a better staffing.
    fn search_narrowly(&mut self, prices: &Prices, left: &Left) {
        for most in NARROW {
            self.seed += 1;
            let fewer = staffed_by(self.timed, |session, who| {
                let mut left = left[session].iter();
                left.any(|&(other, more)| other == who && more <= most)
            });
            let options = Options {
                budget: Budget::Steps(STEPS * self.timed.tasks.len() as u64),
                seed: self.seed,
                threads: 1,
            };
            let found = search::unpolished(&fewer, options, &AtomicBool::new(false));
            if found.cost < self.best.cost {
                self.best.cost = found.cost;
                self.best.placed = found.placed;
            }
            if prices.exclude(self.limit()) || (self.stop)() {
                break;
            }
        }
    }
}

fn count(duties: &Duties) -> usize {
    duties.iter().flatten().map(Vec::len).sum()
}

/// The same staffing among the starts of the whole week. Two who stay are named in the order they had.
fn back(placed: &[Option<Placed>], staffed: Vec<Option<Placed>>) -> Vec<Option<Placed>> {
    let pairs = placed.iter().zip(staffed);
    let placed = pairs.map(|(before, after)| {
        let (before, after) = ((*before)?, after?);
        let [one, other] = before.crew;
        let stay = after.crew == [other, one];
        Some(Placed {
            start: before.start,
            crew: if stay { before.crew } else { after.crew },
            ..after
        })
    });
    placed.collect()
}
