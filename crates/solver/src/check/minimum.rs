//! How many sessions the cases lack, and what that costs.

use super::certificate::Sum;
use super::facts::{Facts, whole};
use crate::instance::{Part, Place};
use crate::rota::Short;

/// What a case costs with so many sessions. What was cancelled is not missed.
pub(super) fn cost(facts: &Facts<'_>, case: usize, placed: usize) -> i64 {
    let rule = &facts.instance.cases[case];
    let sessions = facts.instance.sessions.iter().zip(&facts.case);
    let wanted = sessions.filter(|(session, of)| **of == case && !session.cancelled);
    let least = rule.min_per_week.min(wanted.count());
    facts.instance.weights.below_minimum * whole(least.saturating_sub(placed))
}

/// The same, counted as much as it counts.
pub(super) fn total(facts: &Facts<'_>, case: usize, placed: usize) -> i64 {
    let cost = cost(facts, case, placed);
    facts.factors.cost(Part::Minimum, cost)
}

/// What all cases cost.
pub(super) fn all(facts: &Facts<'_>, places: &[Option<Place>]) -> i64 {
    if facts.instance.weights.below_minimum == 0 {
        return 0;
    }
    let cases = held(facts, places).into_iter().enumerate();
    cases.map(|(case, held)| cost(facts, case, held)).sum()
}

/// The cases with fewer sessions than they must have.
pub(super) fn short(facts: &Facts<'_>, places: &[Option<Place>]) -> Vec<Short> {
    let cases = facts.instance.cases.iter().map(|case| case.min_per_week);
    let both = held(facts, places).into_iter().zip(cases).enumerate();
    let all = both.map(|(case, (placed, minimum))| Short {
        case,
        placed,
        minimum,
    });
    all.filter(|short| short.placed < short.minimum).collect()
}

/// How many sessions of each case have a place.
fn held(facts: &Facts<'_>, places: &[Option<Place>]) -> Vec<usize> {
    let mut held = vec![0; facts.instance.cases.len()];
    for (case, place) in facts.case.iter().zip(places) {
        held[*case] += usize::from(place.is_some());
    }
    held
}

/// The cheapest choice among sessions that are held or left out each for itself: their costs left out,
/// and held, where they can be; `lacking` is what the case costs with so many. Tries every number of sessions.
pub(super) fn cheapest(sessions: &[(Sum, Option<Sum>)], lacking: impl Fn(usize) -> Sum) -> Sum {
    let out: Sum = sessions.iter().map(|(out, _)| out).sum();
    let held = sessions
        .iter()
        .filter_map(|(out, held)| Some((*held)? - out));
    let mut more: Vec<Sum> = held.collect();
    more.sort_unstable();
    let best = (0..=more.len()).map(|count| more[..count].iter().sum::<Sum>() + lacking(count));
    out + best.min().unwrap_or(0)
}
