//! Where whatever supervisors may cost at the times of a rota is a multiple of five, all rotas that hold the
//! same sessions at these times differ by multiples of five, and what costs less than this one costs
//! five less. So a bound is worth up to four more, where prices prove that whatever costs less holds
//! the same sessions.

use super::certificate::{Priced, Prices, Sum};
use super::facts::Facts;
use super::{minimum, write_up};
use crate::instance::Part;

/// What the prices prove of all rotas at these times, where one of them costs `cost`: not less than
/// `bound`, which is more than they prove without it.
pub(super) fn sharpen(prices: &Prices<'_>, open: &Priced, bound: i64, cost: i64) -> i64 {
    let facts = prices.facts;
    let grain = grain(facts);
    if bound >= cost || grain < 2 || !must_hold_all(prices, open, cost) {
        return bound;
    }
    cost - grain * ((cost - bound) / grain)
}

/// Whether no rota that costs less leaves out a session that has a time.
fn must_hold_all(prices: &Prices<'_>, open: &Priced, cost: i64) -> bool {
    let facts = prices.facts;
    let mut sum: Sum = prices.staff(open) - prices.given;
    let mut possible = vec![0; facts.instance.cases.len()];
    let mut nearest: Option<Sum> = None;
    for (session, starts) in open.iter().enumerate() {
        let out = prices.parts(facts.unassigned_total(session));
        let Some(held) = starts
            .first()
            .and_then(|&(at, price)| price.map(|price| prices.cost(session, at, price)))
        else {
            sum += out;
            continue;
        };
        sum += out.min(held);
        possible[facts.case[session]] += 1;
        if !facts.keeps_its_place(session) {
            let more = out - out.min(held);
            nearest = nearest.into_iter().chain([more]).min();
        }
    }
    for (case, possible) in possible.into_iter().enumerate() {
        sum += prices.parts(minimum::total(facts, case, possible));
    }
    nearest.is_none_or(|more| sum + more > prices.parts(cost - 1))
}

/// What divides the difference of any two rotas that hold the same sessions at these times.
fn grain(facts: &Facts<'_>) -> i64 {
    let mut grain = 0;
    for (session, starts) in facts.starts.iter().enumerate() {
        for &at in starts {
            for who in 0..facts.instance.supervisors.len() {
                if facts.refusal(session, at, who).is_none() {
                    grain = divisor(grain, facts.staff_total(session, at.2, who));
                }
            }
        }
    }
    let (day, q) = (facts.slots(1440), facts.instance.slot_min);
    let sessions = &facts.instance.sessions;
    if sessions.iter().any(|session| session.write_up_min > 0) {
        let days = (1..=day).map(|slots| {
            facts
                .factors
                .cost(Part::WriteUp, write_up::cost(facts, slots * q))
        });
        grain = days.fold(grain, divisor);
    }
    for cost in facts
        .instance
        .rounds
        .iter()
        .flat_map(|rounds| rounds.cost.iter().flatten())
    {
        grain = divisor(grain, facts.factors.cost(Part::Rounds, *cost));
    }
    let week = day * facts.instance.days.len();
    for who in 0..facts.instance.supervisors.len() {
        let hours = (1..=week).map_while(|work| facts.week_total(who, work));
        grain = hours.fold(grain, divisor);
    }
    grain
}

/// The greatest common divisor (Euclid).
fn divisor(one: i64, other: i64) -> i64 {
    if other == 0 {
        one
    } else {
        divisor(other, one % other)
    }
}
