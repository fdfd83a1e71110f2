//! Cases in the words of orders and of the demo's scripts, and what must hold for any case.

mod defaults;
mod orders;
mod properties;
mod refusals;
mod risks;

use kernel::id::PersonId;

use crate::cast::Cast;
use crate::judge::judge;
use crate::order::OrderInForce;
use crate::proposal::Proposal;
use crate::rule::{Condition, MinFrequency, Period};
use crate::standing::{Pair, Standing};
use crate::verdict::{Code, Severity};

fn found(standing: &Standing, proposal: &Proposal) -> Vec<(Severity, Code)> {
    judge(standing, proposal)
        .findings
        .iter()
        .map(|finding| (finding.severity, finding.code))
        .collect()
}

/// What was found, as "severity code".
fn texts(standing: &Standing, proposal: &Proposal) -> Vec<String> {
    let line = |(severity, code): (Severity, Code)| format!("{severity} {code}");
    found(standing, proposal).into_iter().map(line).collect()
}

/// The cast's standing with this order.
fn standing_with(order: OrderInForce) -> Standing {
    let cast = Cast::new();
    let mut standing = cast.standing();
    standing.orders.insert(cast.order_id(1), order);
    standing
}

fn times_a_week(times: u8) -> Condition {
    Condition::MinFrequency(MinFrequency {
        times,
        per: Period::Week,
    })
}

fn with_pair(
    standing: &mut Standing,
    child: PersonId,
    person: PersonId,
    change: impl Fn(&mut Pair),
) {
    let mut pair = standing.pair(child, person).unwrap().clone();
    standing.pairs.remove(&pair);
    change(&mut pair);
    standing.pairs.insert(pair);
}

#[test]
fn an_ordinary_session_has_nothing_against_it() {
    let cast = Cast::new();
    assert_eq!(found(&cast.standing(), &cast.session_with_mother()), []);
}
