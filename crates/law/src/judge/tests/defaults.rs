//! What the legal status gives where no order speaks.

use super::{found, standing_with, texts, times_a_week, with_pair};
use crate::cast::Cast;
use crate::judge::judge;
use crate::order::Source;
use crate::proposal::Level;
use crate::standing::{Agreed, Standing};
use crate::status::LegalStatus;
use crate::verdict::{Code, Decider, Severity};

/// Ava's standing under this status, with what is noted about her and her mother.
fn under(status: &str, noted: &str) -> Standing {
    let cast = Cast::new();
    let mut standing = cast.standing();
    standing
        .status
        .insert(cast.ava, cast.status(status.parse().unwrap()));
    with_pair(&mut standing, cast.ava, cast.mother, |pair| match noted {
        "planned" => (),
        "unplanned" => pair.in_plan = false,
        "agreed" => pair.agreed = Agreed::Signed,
        "withdrawn" => pair.agreed = Agreed::Withdrawn,
        "allowed" => pair.agency_allows = true,
        other => panic!("{other}"),
    });
    standing
}

#[test]
fn no_order_is_not_permission_the_legal_status_gives_the_default() {
    for (status, noted, expected) in [
        ("C1", "planned", vec![]),
        ("C2", "unplanned", vec!["warn no-plan"]),
        ("V2", "planned", vec!["hold no-agreement"]),
        ("V2", "agreed", vec![]),
        ("V2", "withdrawn", vec!["hold agreement-withdrawn"]),
        ("V3", "agreed", vec!["warn status-unusual"]),
        ("E1", "planned", vec!["hold no-agency-decision"]),
        ("E1", "allowed", vec![]),
        ("J1", "planned", vec!["warn check-conditions"]),
        ("J1", "unplanned", vec!["hold check-conditions"]),
        ("D1", "planned", vec!["hold no-plan"]),
        // Since October: the law ended these long ago.
        ("L1", "planned", vec!["hold status-ended"]),
        ("L2", "planned", vec!["hold status-ended"]),
        ("L3", "planned", vec!["hold status-ended", "hold no-plan"]),
    ] {
        let standing = under(status, noted);
        let found = texts(&standing, &Cast::new().session_with_mother());
        assert_eq!(found, expected, "{status} {noted}");
    }
}

#[test]
fn a_session_in_which_nobody_meets_is_held() {
    let cast = Cast::new();
    let nobody = [(Severity::Hold, Code::NobodyMeets)];
    let mut alone = cast.session_with_mother();
    alone.visitors.clear();
    assert_eq!(found(&cast.standing(), &alone), nobody);
    let mut childless = cast.session_with_mother();
    childless.children.clear();
    assert_eq!(found(&cast.standing(), &childless), nobody);
}

#[test]
fn a_plan_entered_as_an_order_does_not_stand_in_for_the_agency() {
    let cast = Cast::new();
    let mut plan = cast.order([]);
    plan.source = Source::CarePlan;
    let mut standing = standing_with(plan);
    standing
        .status
        .insert(cast.ava, cast.status(LegalStatus::PlacementOrder));
    let held = [(Severity::Hold, Code::NoAgencyDecision)];
    assert_eq!(found(&standing, &cast.session_with_mother()), held);
}

#[test]
fn what_is_not_recorded_holds() {
    let cast = Cast::new();
    let mut standing = cast.standing();
    standing.status.clear();
    assert_eq!(
        found(&standing, &cast.session_with_mother()),
        [(Severity::Hold, Code::StatusUnknown)]
    );
    let mut standing = cast.standing();
    standing.pairs.clear();
    assert_eq!(
        found(&standing, &cast.session_with_mother()),
        [(Severity::Hold, Code::PairUnknown)]
    );
    let mut standing = cast.standing();
    with_pair(&mut standing, cast.ava, cast.aunt, |pair| {
        pair.in_plan = false;
    });
    let mut proposal = cast.session_with_mother();
    proposal.visitors = [cast.aunt].into();
    assert_eq!(
        found(&standing, &proposal),
        [(Severity::Hold, Code::NoPlan)],
        "the law alone gives an aunt nothing"
    );
}

/// Acceptance scenario 7: under section 20 only a restriction needs the agreement of a parent.
#[test]
fn a_restriction_on_a_parent_without_agreement_goes_to_legal() {
    let cast = Cast::new();
    let mut standing = cast.standing();
    standing
        .status
        .insert(cast.ava, cast.status(LegalStatus::Accommodated));
    let verdict = judge(&standing, &cast.session_with_mother());
    assert_eq!(verdict.findings[0].decider, Decider::Legal);
    let mut open = cast.session_with_mother();
    open.level = Level::Facilitated;
    assert_eq!(found(&standing, &open), []);
}

/// Acceptance scenario 6: C2 becomes E1; s.34 rules end, nothing is owed under them, and the
/// agency must decide.
#[test]
fn a_placement_order_ends_the_contact_order() {
    let cast = Cast::new();
    let mut standing = standing_with(cast.order([times_a_week(3)]));
    assert_eq!(
        found(&standing, &cast.session_with_mother()),
        [(Severity::Duty, Code::MinFrequency)]
    );
    standing
        .status
        .insert(cast.ava, cast.status(LegalStatus::PlacementOrder));
    assert_eq!(
        found(&standing, &cast.session_with_mother()),
        [
            (Severity::Hold, Code::NoAgencyDecision),
            (Severity::Warn, Code::OrderEnded)
        ]
    );
    let mut after = cast.order([]);
    after.source = Source::PlacementContact;
    standing.orders.insert(cast.order_id(2), after);
    assert_eq!(
        found(&standing, &cast.session_with_mother()),
        [(Severity::Warn, Code::OrderEnded)],
        "section 26"
    );
}
