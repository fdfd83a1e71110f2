//! Tables of what may be decided about an assessment, by whom, and when.

use kernel::id::RiskId;
use law::risk::{Decision, Hazard, Impact, Likelihood, Score};

use super::*;
use crate::risk::{Mark, Weighed};

fn user(number: u128) -> UserId {
    UserId::from_parts(1, number)
}

fn person(number: u128) -> PersonId {
    PersonId::from_parts(1, number)
}

fn day(text: &str) -> LondonDay {
    text.parse().unwrap()
}

fn mark(by: u128) -> Mark {
    Mark {
        by: user(by),
        at: "2026-11-24T08:20:00Z".parse().unwrap(),
    }
}

fn weighed(likelihood: Likelihood, impact: Impact) -> Weighed {
    let after = Score { likelihood, impact };
    let before = Score {
        likelihood: Likelihood::AlmostCertain,
        impact: Impact::Catastrophic,
    };
    Weighed {
        before,
        after,
        text: "She threw a cup.".parse().unwrap(),
    }
}

/// About child 1 and person 3, written by user 1, a medium risk remains, complete, submitted.
fn submitted() -> RiskAssessment {
    let hazard = weighed(Likelihood::Unlikely, Impact::Serious);
    let content = Content {
        hazards: [(Hazard::ViolenceToChild, hazard)].into(),
        controls: [Control::TwoSupervisors].into(),
        decision: Some(Decision::Go),
        from: Some(day("2026-11-24")),
        review_by: Some(day("2026-12-20")),
        reasons: Some("Calmer now.".parse().unwrap()),
    };
    RiskAssessment {
        id: RiskId::from_parts(1, 5),
        children: [person(1)].into(),
        persons: [person(3)].into(),
        residual: residual(&content),
        content,
        stage: Stage::Submitted,
        copied_from: None,
        written: mark(1),
        submitted_at: None,
        approved: None,
        signed_off: None,
        accepted: None,
        added: Vec::new(),
        questions: Vec::new(),
        continued: None,
        superseded_by: None,
        version: 3,
    }
}

fn approved() -> RiskAssessment {
    RiskAssessment {
        stage: Stage::Approved,
        approved: Some(mark(2)),
        ..submitted()
    }
}

fn very_high() -> RiskAssessment {
    let mut risk = approved();
    let worst = weighed(Likelihood::Likely, Impact::Major);
    risk.content.hazards.insert(Hazard::Abduction, worst);
    risk.residual = residual(&risk.content);
    risk
}

fn kind<T>(result: Result<T, Refused>) -> Option<Kind> {
    result.err().map(|refused| refused.kind())
}

#[test]
fn the_worst_hazard_decides_what_remains_and_when_it_is_reviewed() {
    let mut content = submitted().content;
    let from = day("2026-11-24");
    for (likelihood, impact, band, weeks) in [
        (Likelihood::Rare, Impact::Minor, Band::Medium, 8),
        (Likelihood::Possible, Impact::Major, Band::High, 4),
        (Likelihood::Likely, Impact::Major, Band::VeryHigh, 0),
    ] {
        let hazard = weighed(likelihood, impact);
        content.hazards.insert(Hazard::Coaching, hazard);
        assert_eq!(residual(&content), Some(band));
        let latest = from.plus_days(weeks * 7);
        assert_eq!(latest_review(&content, from), Some(latest));
        assert_eq!(wrong_review(&content, from, latest), None);
        assert!(wrong_review(&content, from, latest.plus_days(1)).is_some());
        assert!(wrong_review(&content, from, from.plus_days(-1)).is_some());
    }
    content.hazards.clear();
    assert_eq!(residual(&content), None);
}

#[test]
fn whoever_is_to_meet_with_controls_has_one() {
    let low = (Likelihood::Rare, Impact::Minor);
    let medium = (Likelihood::Unlikely, Impact::Serious);
    for (before, controls, decision, complete) in [
        (medium, vec![Control::TwoSupervisors], Decision::Go, true),
        (medium, vec![], Decision::Go, false),
        (medium, vec![], Decision::NoDirectContact, true),
        (low, vec![], Decision::Go, true),
    ] {
        let mut content = submitted().content;
        let (likelihood, impact) = before;
        for weighed in content.hazards.values_mut() {
            weighed.before = Score { likelihood, impact };
        }
        content.controls = controls.into_iter().collect();
        content.decision = Some(decision);
        let found = is_complete(&content, day("2026-11-24"));
        assert_eq!(found.is_ok(), complete, "{before:?} {decision}");
    }
}

#[test]
fn only_its_author_writes_and_only_before_it_is_submitted() {
    for (stage, by, expected) in [
        (Stage::Draft, 1, None),
        (Stage::Returned, 1, None),
        (Stage::Draft, 2, Some(Kind::RuleRefuses)),
        (Stage::Submitted, 1, Some(Kind::WrongState)),
        (Stage::Approved, 1, Some(Kind::WrongState)),
        (Stage::Withdrawn, 1, Some(Kind::WrongState)),
    ] {
        let risk = RiskAssessment {
            stage,
            ..submitted()
        };
        assert_eq!(kind(may_write(&risk, user(by))), expected, "{stage} {by}");
    }
}

#[test]
fn only_its_author_takes_it_back_and_only_while_nobody_has_decided_it() {
    for (stage, by, expected) in [
        (Stage::Submitted, 1, None),
        (Stage::Submitted, 2, Some(Kind::RuleRefuses)),
        (Stage::Draft, 1, Some(Kind::WrongState)),
        (Stage::Returned, 1, Some(Kind::WrongState)),
        (Stage::Approved, 1, Some(Kind::WrongState)),
        (Stage::Withdrawn, 1, Some(Kind::WrongState)),
    ] {
        let risk = RiskAssessment {
            stage,
            ..submitted()
        };
        let found = kind(may_take_back(&risk, user(by)));
        assert_eq!(found, expected, "{stage} {by}");
    }
}

#[test]
fn whoever_wrote_it_never_approves_and_nobody_does_both() {
    let today = day("2026-11-24");
    let waiting = submitted();
    let approves = |by| kind(may_approve(&waiting, user(by), &[], today));
    assert_eq!((approves(1), approves(2)), (Some(Kind::SecondPerson), None));
    assert_eq!(
        kind(may_approve(&approved(), user(2), &[], today)),
        Some(Kind::WrongState)
    );
    let late = kind(may_approve(&waiting, user(2), &[], day("2026-12-21")));
    assert_eq!(late, Some(Kind::Invalid), "its review date has passed");
    let signs = |by| kind(may_sign_off(&very_high(), user(by)));
    let second = Some(Kind::SecondPerson);
    assert_eq!((signs(1), signs(2), signs(3)), (second, second, None));
    let lower = kind(may_sign_off(&approved(), user(3)));
    assert_eq!(lower, Some(Kind::WrongState));
}

#[test]
fn a_newer_one_comes_after_those_it_replaces() {
    let today = day("2026-11-24");
    let mut old = approved();
    old.id = RiskId::from_parts(1, 4);
    let new = submitted();
    assert!(takes_the_place(&new, &old));
    for (what, from, expected) in [
        ("the same day", "2026-11-24", None),
        ("earlier", "2026-11-20", None),
        ("later", "2026-11-25", Some(Kind::RuleRefuses)),
    ] {
        old.content.from = Some(day(from));
        let found = kind(may_approve(&new, user(2), &[old.clone()], today));
        assert_eq!(found, expected, "the old one begins {what}");
    }
    old.persons.insert(person(4));
    assert!(!takes_the_place(&new, &old), "it is about somebody more");
    old.persons = [person(4)].into();
    assert_eq!(kind(may_approve(&new, user(2), &[old], today)), None);
}

#[test]
fn controls_are_only_made_stronger() {
    let risk = approved();
    for (control, stronger) in [
        (Control::TwoSupervisors, false),
        (
            Control::Supervision {
                level: law::proposal::Level::Supervised,
            },
            false,
        ),
        (Control::Security, true),
        (Control::MaxLength { minutes: 60 }, true),
        (Control::ChangedRoute, true),
    ] {
        let more = [control].into();
        assert_eq!(
            may_strengthen(&risk, &more).is_ok(),
            stronger,
            "{control:?}"
        );
    }
    assert!(may_strengthen(&submitted(), &BTreeSet::new()).is_err());
}

#[test]
fn a_manager_continues_once_for_seven_days() {
    let today = day("2026-12-22");
    let until = |text: &str| continuation(&approved(), user(2), day(text), today);
    assert!(until("2026-12-22").is_ok() && until("2026-12-29").is_ok());
    assert_eq!(kind(until("2026-12-30")), Some(Kind::Invalid));
    assert_eq!(kind(until("2026-12-21")), Some(Kind::Invalid));
    let early = continuation(&approved(), user(2), day("2026-12-27"), day("2026-12-10"));
    assert_eq!(early.unwrap().0, day("2026-12-21"), "after the review");
    let far = continuation(&approved(), user(2), day("2026-12-27"), day("2026-11-24"));
    assert_eq!(kind(far), Some(Kind::WrongState));
    let own = continuation(&approved(), user(1), day("2026-12-27"), today);
    assert_eq!(kind(own), Some(Kind::SecondPerson));
    let worst = continuation(&very_high(), user(2), day("2026-12-27"), today);
    assert_eq!(kind(worst), Some(Kind::RuleRefuses));
}
