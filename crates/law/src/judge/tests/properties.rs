//! What must hold for any order and any proposal.

use kernel::id::OrderKind;
use proptest::prelude::*;

use crate::cast::{Cast, id};
use crate::judge::judge;
use crate::order::{OrderInForce, Source};
use crate::proposal::{Level, Mode, PlaceKind, Proposal};
use crate::rule::{
    Condition, Duration, MaxFrequency, MinFrequency, ModeIs, NoPerson, OnlyPersons, Other, Period,
    Read, SupervisionAtLeast,
};
use crate::status::LegalStatus;
use crate::verdict::{Decider, Severity, Verdict};

fn any_condition() -> impl Strategy<Value = Condition> {
    let cast = Cast::new();
    let people = proptest::sample::subsequence(
        vec![cast.mother, cast.father, cast.partner, cast.aunt, cast.noah],
        0..4,
    );
    let modes = proptest::sample::subsequence(Mode::ALL.to_vec(), 1..4);
    let per = proptest::sample::select(Period::ALL);
    prop_oneof![
        (1_u8..6, per.clone())
            .prop_map(|(times, per)| Condition::MinFrequency(MinFrequency { times, per })),
        (1_u8..6, per)
            .prop_map(|(times, per)| Condition::MaxFrequency(MaxFrequency { times, per })),
        (30_u16..200)
            .prop_map(|least| Condition::Duration(Duration::new(Some(least), None).unwrap())),
        (30_u16..200)
            .prop_map(|most| Condition::Duration(Duration::new(None, Some(most)).unwrap())),
        proptest::sample::select(Level::ALL)
            .prop_map(|level| Condition::SupervisionAtLeast(SupervisionAtLeast { level })),
        people
            .clone()
            .prop_map(|barred| Condition::NoPerson(NoPerson {
                barred: barred.into_iter().collect()
            })),
        people.prop_map(|allowed| Condition::OnlyPersons(OnlyPersons {
            allowed: allowed.into_iter().collect()
        })),
        modes.prop_map(|modes| Condition::Mode(ModeIs {
            modes: modes.into_iter().collect()
        })),
        proptest::sample::select(Read::ALL).prop_map(|read| Condition::Other(Other { read })),
        Just(Condition::RefusalAuthorised),
    ]
}

fn any_proposal() -> impl Strategy<Value = Proposal> {
    let cast = Cast::new();
    let visitors = proptest::sample::subsequence(
        vec![cast.mother, cast.father, cast.partner, cast.aunt],
        1..4,
    );
    let mode = proptest::sample::select(Mode::ALL);
    let kind = proptest::sample::select(PlaceKind::ALL);
    (
        visitors,
        mode,
        kind,
        proptest::sample::select(Level::ALL),
        any::<bool>(),
    )
        .prop_map(move |(visitors, mode, kind, level, both)| {
            let mut proposal = cast.session_with_mother();
            proposal.visitors = visitors.into_iter().collect();
            (proposal.mode, proposal.place.kind, proposal.level) = (mode, kind, level);
            if both {
                proposal.children.insert(cast.noah);
            }
            proposal
        })
}

fn any_order() -> impl Strategy<Value = OrderInForce> {
    let source = proptest::sample::select(Source::ALL);
    (
        proptest::collection::vec(any_condition(), 1..4),
        source,
        any::<bool>(),
    )
        .prop_map(|(conditions, source, checked)| {
            let mut order = Cast::new().order(conditions);
            (order.source, order.checked) = (source, checked);
            order
        })
}

proptest! {
    /// An unchecked order can only restrict: with it, nothing that was found goes away.
    #[test]
    fn an_unchecked_order_never_makes_a_verdict_milder(proposal in any_proposal(), known in any_order(), mut added in any_order()) {
        let cast = Cast::new();
        let mut standing = cast.standing();
        standing.orders.insert(id::<OrderKind>(1), known);
        let before = judge(&standing, &proposal);
        added.checked = false;
        standing.orders.insert(id::<OrderKind>(2), added);
        let after = judge(&standing, &proposal);
        for finding in &before.findings {
            prop_assert!(after.findings.contains(finding), "lost: {finding:?}");
        }
        prop_assert!(before.permits() || !after.permits());
    }

    /// The same question gets the same answer, and every no names its words or who may decide.
    #[test]
    fn a_verdict_is_repeatable_sorted_and_explained(proposal in any_proposal(), order in any_order(), status in proptest::sample::select(LegalStatus::ALL)) {
        let cast = Cast::new();
        let mut standing = cast.standing();
        standing.status.insert(cast.ava, cast.status(status));
        standing.orders.insert(id::<OrderKind>(1), order);
        let verdict = judge(&standing, &proposal);
        prop_assert_eq!(&verdict, &judge(&standing.clone(), &proposal.clone()));
        prop_assert!(verdict.findings.is_sorted());
        for finding in &verdict.findings {
            prop_assert!(!finding.explanation.is_empty());
            prop_assert!(finding.rule.is_none() || !finding.quotes.is_empty());
            prop_assert_eq!(finding.decider == Decider::Court, finding.severity == Severity::BlockLaw && finding.rule.is_some());
        }
        let stored = serde_json::to_string(&verdict).unwrap();
        prop_assert_eq!(serde_json::from_str::<Verdict>(&stored).unwrap(), verdict);
    }

    /// A session of both children finds at least what a session of either finds by the law of each.
    #[test]
    fn together_is_never_more_lawful_than_apart(proposal in any_proposal(), order in any_order()) {
        let cast = Cast::new();
        let mut standing = cast.standing();
        standing.orders.insert(id::<OrderKind>(1), order);
        let alone = Proposal { children: [cast.ava].into(), ..proposal.clone() };
        let together = Proposal { children: [cast.ava, cast.noah].into(), ..proposal };
        prop_assert!(judge(&standing, &alone).permits() || !judge(&standing, &together).permits());
    }
}
