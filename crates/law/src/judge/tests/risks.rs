//! Assessments missing, expired, continued; controls met or not.

use std::collections::BTreeSet;

use super::{found, texts, with_pair};
use crate::cast::{Cast, id};
use crate::judge::requirements;
use crate::proposal::{Level, Mode, Staff};
use crate::requirement::RoomFeature;
use crate::risk::{Assessment, Band, Continuation, Control, Decision};
use crate::verdict::{Code, Severity};

type Row = (&'static str, fn(&mut Assessment), &'static [&'static str]);

fn judged(rows: &[Row]) {
    let cast = Cast::new();
    for (case, change, expected) in rows {
        let mut standing = cast.standing();
        change(standing.assessments.get_mut(&cast.risk()).unwrap());
        assert_eq!(
            texts(&standing, &cast.session_with_mother()),
            *expected,
            "{case}"
        );
    }
}

fn continued(assessment: &mut Assessment, first: i64, last: i64) {
    let tuesday = Cast::new().tuesday();
    assessment.review_by = tuesday.plus_days(-10);
    let continuation = Continuation::new(id(80), tuesday.plus_days(first), tuesday.plus_days(last));
    assessment.continuation = Some(continuation.unwrap());
}

fn very_high(assessment: &mut Assessment) {
    (assessment.residual, assessment.signed_off) = (Band::VeryHigh, true);
}

/// A very high risk is assessed anew before each session: no manager's decision takes its place.
#[test]
fn a_very_high_risk_is_never_continued() {
    judged(&[
        ("in date and signed off", very_high, &[]),
        (
            "expired",
            |a| {
                very_high(a);
                a.review_by = a.from;
            },
            &["hold risk-to-reassess"],
        ),
        (
            "continued all the same",
            |a| {
                very_high(a);
                continued(a, 0, 7);
            },
            &["hold risk-to-reassess"],
        ),
        (
            "continued, and that is over",
            |a| {
                very_high(a);
                continued(a, -5, -1);
            },
            &["hold risk-to-reassess"],
        ),
        (
            "expired and not signed off",
            |a| {
                very_high(a);
                (a.review_by, a.signed_off) = (a.from, false);
            },
            &["block_manager risk-not-signed-off", "hold risk-to-reassess"],
        ),
        (
            "high only",
            |a| {
                a.residual = Band::High;
                a.review_by = a.from;
            },
            &["hold risk-expired"],
        ),
        (
            "they do not meet",
            |a| {
                very_high(a);
                (a.review_by, a.decision) = (a.from, Decision::NoDirectContact);
            },
            &["block_manager risk-no-direct-contact", "hold risk-expired"],
        ),
    ]);
}

/// Script 4 of the demo: a missing assessment blocks, an expired one holds.
#[test]
fn an_assessment_must_be_there_and_in_date() {
    judged(&[
        ("in date", |_| (), &[]),
        (
            "another's",
            |a| a.persons = [Cast::new().father].into(),
            &["block_manager risk-missing"],
        ),
        (
            "not begun",
            |a| a.from = a.review_by,
            &["block_manager risk-missing"],
        ),
        ("expired", |a| a.review_by = a.from, &["hold risk-expired"]),
        ("continued", |a| continued(a, 0, 7), &["warn risk-expired"]),
        (
            "run out",
            |a| continued(a, -5, -1),
            &["hold risk-to-reassess"],
        ),
    ]);
}

#[test]
fn an_assessment_is_followed() {
    judged(&[
        (
            "no",
            |a| a.decision = Decision::NoDirectContact,
            &["block_manager risk-no-direct-contact"],
        ),
        (
            "very high",
            |a| a.residual = Band::VeryHigh,
            &["block_manager risk-not-signed-off"],
        ),
        (
            "signed off",
            |a| (a.residual, a.signed_off) = (Band::VeryHigh, true),
            &[],
        ),
        (
            "a hoist, which the room lacks",
            |a| {
                let feature = RoomFeature::Hoist;
                a.controls = [Control::Room { feature }].into();
            },
            &["block_manager risk-room"],
        ),
    ]);
}

#[test]
fn a_letter_needs_no_assessment() {
    let cast = Cast::new();
    let mut letter = cast.session_with_mother();
    letter.mode = Mode::Letter;
    let mut standing = cast.standing();
    standing.assessments.clear();
    assert_eq!(found(&standing, &letter), []);
}

#[test]
fn violence_and_two_supervisors() {
    let cast = Cast::new();
    let mut standing = cast.standing();
    standing.assessments.get_mut(&cast.risk()).unwrap().controls = [Control::TwoSupervisors].into();
    let mut proposal = cast.session_with_mother();
    proposal.level = Level::TwoSupervisors;
    assert_eq!(
        found(&standing, &proposal),
        [(Severity::BlockManager, Code::RiskStaff)]
    );
    assert_eq!(requirements(&standing, &proposal).staff_min, 2);
    proposal.staff = Staff::Chosen(vec![cast.milo(), cast.rosa()]);
    assert_eq!(found(&standing, &proposal), []);
    proposal.staff = Staff::ToBeChosen;
    assert_eq!(
        found(&standing, &proposal),
        [(Severity::Hold, Code::StaffNotChosen)]
    );
}

#[test]
fn brothers_and_sisters_who_meet_need_a_plan_and_no_assessment() {
    let cast = Cast::new();
    let mut together = cast.session_with_mother();
    (together.children, together.visitors) = ([cast.ava, cast.noah].into(), BTreeSet::new());
    assert_eq!(found(&cast.standing(), &together), []);
    let mut standing = cast.standing();
    with_pair(&mut standing, cast.noah, cast.ava, |pair| {
        pair.in_plan = false;
    });
    assert_eq!(
        found(&standing, &together),
        [(Severity::Hold, Code::NoPlan)]
    );
}

#[test]
fn of_two_assessments_the_later_counts() {
    let cast = Cast::new();
    let mut standing = cast.standing();
    let mut later = cast.assessment();
    later.from = later.from.plus_days(7);
    later.decision = Decision::NoDirectContact;
    standing.assessments.insert(id(51), later);
    let expected = ["block_manager risk-no-direct-contact"];
    assert_eq!(texts(&standing, &cast.session_with_mother()), expected);
}
