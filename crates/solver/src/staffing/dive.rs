//! Where many staffings cost the same at the prices, few of them keep all rules together, and chance hardly
//! finds them. What most of the last plans agree on is settled then, prices lead on, and what is left falls
//! apart into little that the tree tries out: a dive, at the end of which lies a staffing or nothing.

use super::duties::{Duties, Duty};
use super::prices::Prices;
use super::tree::{Decided, Left, Tree};
use super::{PRICES, Search};
use crate::problem::Problem;
use crate::search::Random;

/// The tree gives up after so many steps on the way down.
const NODES: u64 = 5_000;
/// What so many of a thousand plans agree on is settled at once.
const AGREED: usize = 900;
/// But for chance, which leaves some of it open, so that no two dives are the same.
const SETTLED: usize = 700;

impl Search<'_, '_> {
    /// Looks for a better staffing the way these prices lead.
    pub(super) fn dive(&mut self, prices: &Prices, duties: &Duties) {
        self.seed += 1;
        let mut chance = Random::new(self.seed);
        let (mut prices, mut duties) = (prices.clone(), duties.clone());
        while !prices.exclude(self.limit()) && !(self.stop)() {
            let left = prices.strike(self.timed, &mut duties, self.limit());
            if prices.exclude(self.limit()) || self.try_out(&prices, &left, NODES) {
                break;
            }
            if !agree(self.timed, (&prices, &left), &mut duties, &mut chance) {
                break;
            }
            self.lead_on(&mut prices, &duties);
        }
    }

    /// Tries out what is left, in at most so many steps; says whether that was everything.
    pub(super) fn try_out(&mut self, prices: &Prices, left: &Left, nodes: u64) -> bool {
        let limits = (self.limit(), nodes);
        let Decided { better, is_whole } =
            Tree::search(self.timed, self.given, (prices, left), limits);
        if let Some((placed, cost)) = better {
            self.best.placed = placed;
            self.best.cost = cost;
        }
        is_whole
    }

    /// Tries prices for what is left.
    fn lead_on(&self, prices: &mut Prices, duties: &Duties) {
        prices.look(self.timed, duties);
        prices.wake();
        for _ in 0..PRICES {
            if prices.exclude(self.limit()) || prices.rest() || (self.stop)() {
                return;
            }
            prices.improve(self.timed, duties, self.best.cost);
        }
    }
}

/// Settles what most plans agree on, or most of all; says whether there is anything.
fn agree(
    problem: &Problem<'_>,
    (prices, left): (&Prices, &Left),
    duties: &mut Duties,
    chance: &mut Random,
) -> bool {
    let agreed = prices.agreed(problem, left);
    let Some(most) = agreed.iter().map(|one| one.share).max() else {
        return false;
    };
    for one in agreed
        .iter()
        .filter(|one| one.share >= AGREED.min(most * 9 / 10))
    {
        let mut theirs = duties[one.who].iter().flatten();
        let can = theirs.any(|duty| duty.session == one.session);
        if can && (one.share == most || chance.permille(SETTLED)) {
            settle(problem, duties, (one.who, one.session));
        }
    }
    true
}

/// Has this supervisor take this session, and nobody else.
fn settle(problem: &Problem<'_>, duties: &mut Duties, (who, session): (usize, usize)) {
    for (other, week) in duties.iter_mut().enumerate() {
        for day in week {
            let taken = day.iter().find(|duty| duty.session == session).copied();
            let Some(taken) = taken else { continue };
            if other == who {
                day.retain(|duty| are_together(problem, &taken, duty));
            } else {
                day.retain(|duty| duty.session != session);
            }
        }
    }
}

/// Whether one person can have both.
fn are_together(problem: &Problem<'_>, one: &Duty, other: &Duty) -> bool {
    one.session == other.session || one.leads_to(problem, other) || other.leads_to(problem, one)
}
