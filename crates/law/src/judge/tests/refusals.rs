//! Contact refused, and authority to refuse.

use std::collections::BTreeSet;

use super::{found, standing_with, times_a_week};
use crate::cast::Cast;
use crate::judge::judge;
use crate::order::Source;
use crate::rule::{Condition, Refusal};
use crate::verdict::{Code, Severity};

#[test]
fn while_contact_is_refused_no_minimum_is_owed() {
    let cast = Cast::new();
    let mut standing = standing_with(cast.order([times_a_week(2)]));
    let friday = "2026-11-20T17:00:00Z".parse().unwrap();
    let refusal = Refusal::urgent(
        cast.ava,
        cast.mother,
        friday,
        friday.statutory_days_later(7),
    )
    .unwrap();
    standing.refusals.insert(refusal);
    let verdict = judge(&standing, &cast.session_with_mother());
    assert_eq!(
        found(&standing, &cast.session_with_mother()),
        [(Severity::BlockLaw, Code::UrgentRefusal)]
    );
    assert!(
        verdict.findings[0]
            .explanation
            .contains("until Friday 27 November 2026 at 17:00")
    );
    standing.refusals = [refusal.lifted("2026-11-23T09:00:00Z".parse().unwrap())].into();
    assert_eq!(
        found(&standing, &cast.session_with_mother()),
        [(Severity::Duty, Code::MinFrequency)]
    );
    let first = Refusal::urgent(
        cast.ava,
        cast.mother,
        friday.plus_minutes(-9 * 1440),
        friday.plus_minutes(-8 * 1440),
    );
    standing.refusals = [refusal, first.unwrap()].into();
    let serial = [
        (Severity::BlockLaw, Code::UrgentRefusal),
        (Severity::Hold, Code::SerialRefusal),
    ];
    assert_eq!(found(&standing, &cast.session_with_mother()), serial);
}

/// s.34(4) is a permission to refuse, not a prohibition.
#[test]
fn authority_to_refuse_stops_nothing_until_it_is_used() {
    let cast = Cast::new();
    let mut standing = cast.standing();
    let used = Refusal::authorised(
        cast.ava,
        cast.mother,
        "2026-11-20T09:00:00Z".parse().unwrap(),
    );
    standing.refusals.insert(used);
    let without = [(Severity::Hold, Code::RefusalWithoutAuthority)];
    assert_eq!(found(&standing, &cast.session_with_mother()), without);
    let mut order = cast.order([Condition::RefusalAuthorised]);
    (order.source, order.allows) = (Source::RefusalAuthority, BTreeSet::new());
    standing.orders.insert(cast.order_id(1), order);
    assert_eq!(
        found(&standing, &cast.session_with_mother()),
        [(Severity::BlockLaw, Code::Refused)]
    );
    standing.refusals.clear();
    assert_eq!(
        found(&standing, &cast.session_with_mother()),
        [(Severity::Warn, Code::RefusalAuthorised)]
    );
}

#[test]
fn an_unchecked_authority_to_refuse_authorises_nothing() {
    let cast = Cast::new();
    let mut order = cast.order([Condition::RefusalAuthorised]);
    (order.source, order.checked) = (Source::RefusalAuthority, false);
    let mut standing = standing_with(order);
    let used = Refusal::authorised(cast.ava, cast.mother, cast.tuesday().begins());
    standing.refusals.insert(used);
    let held = [(Severity::Hold, Code::RefusalWithoutAuthority)];
    assert_eq!(found(&standing, &cast.session_with_mother()), held);
}
