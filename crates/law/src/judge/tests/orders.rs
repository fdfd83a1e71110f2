//! What rules say, what they weigh, and how they stand to one another.

use std::collections::BTreeSet;

use kernel::id::{RuleKind, SessionKind};

use super::{found, standing_with, times_a_week, with_pair};
use crate::cast::{Cast, id};
use crate::judge::{judge, rules_in_force};
use crate::order::{Source, Vary};
use crate::proposal::{Level, Mode};
use crate::rule::{
    Condition, Duration, KeepApart, MaxFrequency, ModeIs, NoPerson, OnlyPersons, Period,
    SupervisionAtLeast,
};
use crate::standing::{ChildView, Departure};
use crate::verdict::{Code, Decider, Severity};

/// Who holds the session must know of a rule while it is kept, too.
#[test]
fn rules_in_force_are_told_though_nothing_breaks_them() {
    let cast = Cast::new();
    let mut standing = cast.standing();
    let barred = Condition::NoPerson(NoPerson {
        barred: [cast.partner].into(),
    });
    let order = cast.order([barred, times_a_week(2)]);
    let last_day = order.from.plus_days(400);
    standing.orders.insert(cast.order_id(1), order);
    let mut proposal = cast.session_with_mother();
    let told = rules_in_force(&standing, &proposal);
    assert_eq!(told.len(), 2);
    assert!(told.iter().all(|found| found.order_id == cast.order_id(1)));
    let order = standing.orders.get_mut(&cast.order_id(1)).unwrap();
    order.until = Some(last_day);
    proposal.slot = kernel::time::Slot::new(
        last_day.plus_days(1),
        proposal.slot.from(),
        proposal.slot.to(),
    )
    .unwrap();
    assert!(
        rules_in_force(&standing, &proposal).is_empty(),
        "it is over"
    );
}

/// Script 3 of the demo: paragraph 2 of Ava's order.
#[test]
fn partner_j_is_refused_in_the_words_of_the_order() {
    let cast = Cast::new();
    let mut standing = cast.standing();
    let barred = Condition::NoPerson(NoPerson {
        barred: [cast.partner].into(),
    });
    standing
        .orders
        .insert(cast.order_id(1), cast.order([barred]));
    let mut proposal = cast.session_with_mother();
    proposal.visitors.insert(cast.partner);
    let verdict = judge(&standing, &proposal);
    let [finding] = verdict.findings.as_slice() else {
        panic!("{verdict:?}")
    };
    assert_eq!(
        (finding.severity, finding.code, finding.decider),
        (Severity::BlockLaw, Code::NoPerson, Decider::Court)
    );
    assert_eq!(finding.persons, [cast.partner].into());
    assert_eq!(finding.order, Some(cast.order_id(1)));
    let reasons = verdict.obstacles();
    assert_eq!(
        reasons[0].quote.as_deref(),
        Some("Partner J. shall not be present")
    );
    assert_eq!(reasons[0].decided_by, None, "nobody in the service may");
    assert!(!verdict.permits());
}

#[test]
fn an_unchecked_order_restricts_and_owes_but_never_permits() {
    let cast = Cast::new();
    let mut standing = cast.standing();
    with_pair(&mut standing, cast.ava, cast.aunt, |pair| {
        pair.in_plan = false;
    });
    let minimum = times_a_week(2);
    let level = Condition::SupervisionAtLeast(SupervisionAtLeast {
        level: Level::TwoSupervisors,
    });
    let mut order = cast.order([minimum, level]);
    order.allows = [cast.aunt].into();
    let mut proposal = cast.session_with_mother();
    proposal.visitors = [cast.aunt].into();
    standing.orders.insert(cast.order_id(1), order.clone());
    let checked = vec![
        (Severity::BlockLaw, Code::Supervision),
        (Severity::Duty, Code::MinFrequency),
    ];
    assert_eq!(found(&standing, &proposal), checked);
    order.checked = false;
    standing.orders.insert(cast.order_id(1), order);
    let unchecked = [checked[0], (Severity::Hold, Code::NoPlan), checked[1]];
    assert_eq!(found(&standing, &proposal), unchecked);
}

#[test]
fn what_a_prohibition_weighs_follows_from_its_source_and_its_words() {
    let cast = Cast::new();
    let mut proposal = cast.session_with_mother();
    proposal.visitors.insert(cast.aunt);
    for (source, vary, severity, decider) in [
        (
            Source::Protective,
            Vary::Court,
            Severity::BlockLaw,
            Decider::Court,
        ),
        (
            Source::ContactOrder,
            Vary::Court,
            Severity::BlockLaw,
            Decider::Court,
        ),
        (
            Source::ContactOrder,
            Vary::Authority,
            Severity::BlockManager,
            Decider::TeamManager,
        ),
        (Source::Recital, Vary::Court, Severity::Hold, Decider::Legal),
        (
            Source::CarePlan,
            Vary::Court,
            Severity::BlockManager,
            Decider::TeamManager,
        ),
        (
            Source::ServicePolicy,
            Vary::Court,
            Severity::Warn,
            Decider::Coordinator,
        ),
    ] {
        let only = Condition::OnlyPersons(OnlyPersons {
            allowed: [cast.mother].into(),
        });
        let mut order = cast.order([only]);
        order.source = source;
        for rule in order.rules.values_mut() {
            rule.vary = vary;
        }
        let standing = standing_with(order);
        let verdict = judge(&standing, &proposal);
        let [finding] = verdict.findings.as_slice() else {
            panic!("{verdict:?}")
        };
        assert_eq!(
            (finding.severity, finding.decider),
            (severity, decider),
            "{source} {vary}"
        );
    }
}

#[test]
fn less_than_ordered_is_a_manager_s_decision_and_a_departure_by_agreement_a_warning() {
    let cast = Cast::new();
    let mut standing = cast.standing();
    let two_hours = Condition::Duration(Duration::new(Some(120), None).unwrap());
    standing
        .orders
        .insert(cast.order_id(1), cast.order([two_hours]));
    let verdict = judge(&standing, &cast.session_with_mother());
    assert_eq!(
        found(&standing, &cast.session_with_mother()),
        [(Severity::Hold, Code::TooShort)]
    );
    assert_eq!(verdict.findings[0].decider, Decider::ServiceManager);
    let mut departure = Departure {
        from: cast.order_began(),
        until: cast.tuesday(),
        person_agrees: true,
        child: ChildView::TooYoung,
    };
    standing.departures.insert(id::<RuleKind>(60), departure);
    assert_eq!(
        found(&standing, &cast.session_with_mother()),
        [(Severity::Warn, Code::Departure)]
    );
    departure.person_agrees = false;
    standing.departures.insert(id::<RuleKind>(60), departure);
    assert_eq!(
        found(&standing, &cast.session_with_mother()),
        [(Severity::Hold, Code::TooShort)]
    );
}

/// Acceptance scenario 25, and its resolution by rank.
#[test]
fn two_orders_that_cannot_both_be_kept_go_to_legal_with_both_quotes() {
    let cast = Cast::new();
    let minimum = times_a_week(3);
    let maximum = Condition::MaxFrequency(MaxFrequency {
        times: 2,
        per: Period::Week,
    });
    let mut standing = standing_with(cast.order([minimum]));
    let mut second = cast.order([]);
    second.rules.insert(id::<RuleKind>(65), cast.rule(maximum));
    standing.orders.insert(cast.order_id(2), second.clone());
    let verdict = judge(&standing, &cast.session_with_mother());
    let conflict = verdict
        .findings
        .iter()
        .find(|finding| finding.code == Code::Conflict)
        .unwrap();
    assert_eq!(
        (conflict.severity, conflict.decider, conflict.quotes.len()),
        (Severity::Hold, Decider::Legal, 2)
    );
    assert!(
        verdict
            .findings
            .iter()
            .any(|finding| finding.code == Code::OverlappingOrders)
    );
    second.source = Source::CarePlan;
    standing.orders.insert(cast.order_id(2), second);
    assert_eq!(
        found(&standing, &cast.session_with_mother()),
        [(Severity::Duty, Code::MinFrequency)]
    );
}

/// Acceptance scenario 8: a session of several children is lawful only if it is for each.
#[test]
fn one_child_s_order_stops_the_joint_session_and_not_the_other_child_s() {
    let cast = Cast::new();
    let mut standing = cast.standing();
    let indirect = Condition::Mode(ModeIs {
        modes: [Mode::Letter].into(),
    });
    standing
        .orders
        .insert(cast.order_id(1), cast.order([indirect]));
    let mut joint = cast.session_with_mother();
    joint.children.insert(cast.noah);
    assert_eq!(found(&standing, &joint), [(Severity::BlockLaw, Code::Mode)]);
    joint.children.remove(&cast.ava);
    assert_eq!(found(&standing, &joint), [], "the order does not name Noah");
}

/// A non-molestation order protects an adult and names no child.
#[test]
fn an_order_that_names_no_child_keeps_adults_apart() {
    let cast = Cast::new();
    let mut standing = cast.standing();
    let apart = KeepApart {
        one: cast.father,
        other: cast.mother,
        minutes_between: Some(30),
    };
    let mut order = cast.order([Condition::KeepApart(apart)]);
    (order.source, order.children, order.allows) =
        (Source::Protective, BTreeSet::new(), BTreeSet::new());
    for rule in order.rules.values_mut() {
        rule.children.clear();
    }
    standing.orders.insert(cast.order_id(1), order);
    assert_eq!(found(&standing, &cast.session_with_mother()), []);
    let mut father = cast.booked_with_mother("2026-11-24");
    (father.children, father.visitors) = ([cast.noah].into(), [cast.father].into());
    standing.sessions.insert(id::<SessionKind>(31), father);
    assert_eq!(
        found(&standing, &cast.session_with_mother()),
        [(Severity::BlockLaw, Code::KeepApart)]
    );
}

#[test]
fn orders_and_rules_count_only_in_their_time() {
    let cast = Cast::new();
    let barred = || {
        Condition::NoPerson(NoPerson {
            barred: [cast.mother].into(),
        })
    };
    let tuesday = cast.tuesday();
    let judged = |change: &dyn Fn(&mut crate::order::OrderInForce)| {
        let mut standing = cast.standing();
        let mut order = cast.order([barred()]);
        change(&mut order);
        standing.orders.insert(cast.order_id(1), order);
        found(&standing, &cast.session_with_mother()).len()
    };
    assert_eq!(judged(&|order| order.until = Some(tuesday)), 1);
    assert_eq!(
        judged(&|order| order.until = Some(tuesday.plus_days(-1))),
        0
    );
    assert_eq!(judged(&|order| order.from = tuesday.plus_days(1)), 0);
    assert_eq!(
        judged(&|order| order
            .rules
            .values_mut()
            .for_each(|rule| rule.until = Some(tuesday.plus_days(-1)))),
        0
    );
    assert_eq!(
        judged(&|order| order
            .rules
            .values_mut()
            .for_each(|rule| rule.from = Some(tuesday))),
        1
    );
    assert_eq!(
        judged(&|order| order
            .rules
            .values_mut()
            .for_each(|rule| rule.persons = [cast.father].into())),
        0
    );
}

/// reg 8(4) speaks of orders under s.34, not of bail.
#[test]
fn a_protective_condition_cannot_be_departed_from_by_agreement() {
    let cast = Cast::new();
    let barred = [cast.mother].into();
    let mut order = cast.order([Condition::NoPerson(NoPerson { barred })]);
    order.source = Source::Protective;
    let mut standing = standing_with(order);
    let departure = Departure {
        from: cast.tuesday(),
        until: cast.tuesday(),
        person_agrees: true,
        child: ChildView::Agrees,
    };
    standing.departures.insert(id::<RuleKind>(60), departure);
    let blocked = [(Severity::BlockLaw, Code::NoPerson)];
    assert_eq!(found(&standing, &cast.session_with_mother()), blocked);
}
