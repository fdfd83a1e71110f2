//! Tables of what a step tells, and of who may decide.

use std::collections::BTreeSet;

use kernel::{
    id::{RotaId, UserId},
    refusal::{Kind, Reason},
    time::{LondonDay, Slot, Week},
};
use law::{access::Role, session::NotHeld, verdict::Severity};

use super::*;
use crate::{resources::DayName, sessions::Check};

fn day(text: &str) -> LondonDay {
    text.parse().unwrap()
}

#[test]
fn what_nobody_was_told_of_is_not_news() {
    let to = Slot::new(
        day("2026-12-01"),
        "10:00".parse().unwrap(),
        "11:00".parse().unwrap(),
    );
    let rota = RotaId::from_parts(1, 1);
    for (event, told, news) in [
        (Event::Move { to: to.unwrap() }, false, None),
        (
            Event::Move { to: to.unwrap() },
            true,
            Some(SessionNews::Changed),
        ),
        (Event::Void, false, None),
        (
            Event::Cancel {
                reason: NotHeld::NoStaff,
            },
            true,
            Some(SessionNews::Cancelled),
        ),
        (
            Event::Publish { rota, version: 1 },
            true,
            Some(SessionNews::Published),
        ),
        (Event::Suspend, false, Some(SessionNews::Suspended)),
        (Event::Open, true, None),
    ] {
        assert_eq!(news_of(event, told), news, "{event:?} {told}");
    }
}

fn held(code: &'static str, who: Option<&str>) -> Check {
    let reason = Reason::new(code, "Something.");
    Check {
        severity: if who.is_some() {
            Severity::Hold
        } else {
            Severity::BlockLaw
        },
        reason: match who {
            Some(who) => reason.decided_by(who),
            None => reason,
        },
        about: None,
        order: None,
        persons: BTreeSet::new(),
    }
}

const TOM: u128 = 1;
const ASHA: u128 = 2;

/// What comes of deciding on a hold of that code, for that person to decide.
fn decided(code: &'static str, who: Option<&str>, by: (u128, Role)) -> Option<Kind> {
    let user = |number| UserId::from_parts(1, number);
    let is = |wanted| wanted == by.1;
    let decided = may_decide(&held(code, who), (user(by.0), is), &[user(ASHA)]);
    decided.err().map(|refused| refused.kind())
}

#[test]
fn each_hold_is_decided_by_who_it_names_and_never_by_its_author() {
    let manager = (TOM, Role::ServiceManager);
    let duty = Some("the duty manager");
    assert_eq!(decided("order-falls-short", duty, manager), None);
    let expired = decided("risk-expired", duty, manager);
    assert_eq!(expired, Some(Kind::WrongState), "of the assessment");
    let legal = decided("order-conflict", Some("Legal"), manager);
    assert_eq!(legal, Some(Kind::Forbidden), "another's to decide");
    let officer = Some("Data protection officer");
    let shared = decided("no-sharing-agreement", officer, (TOM, Role::Dpo));
    assert_eq!(shared, None);
    let rota = Some("Coordinator");
    let own = decided("outside-working-hours", rota, (ASHA, Role::Coordinator));
    assert_eq!(own, Some(Kind::SecondPerson));
    let chosen = decided("room-not-chosen", rota, (TOM, Role::Coordinator));
    assert_eq!(chosen, Some(Kind::WrongState), "put right by choosing");
    let head = Some("the head of service");
    let anew = decided("risk-to-reassess", head, manager);
    assert_eq!(anew, Some(Kind::WrongState), "put right by assessing");
    let nobody = decided("urgent-refusal", None, manager);
    assert_eq!(nobody, Some(Kind::WrongState));
}

#[test]
fn other_words_make_another_finding() {
    let one = held("risk-expired", Some("the duty manager"));
    let mut other = one.clone();
    assert_eq!(key(&one), key(&other));
    other.reason.explanation = "Due for review by 2 December.".to_owned();
    assert_ne!(key(&one), key(&other));
    assert_eq!(key(&one).len(), 64);
    let mut renamed = one.clone();
    renamed.about = Some("Ava P and Jay P".to_owned());
    assert_eq!(key(&one), key(&renamed), "the name is not the finding");
    assert!(renamed.told().explanation.starts_with("Ava P and Jay P: "));
}

#[test]
fn a_slot_falls_on_its_day_of_the_week() {
    let week = Week::starting(day("2026-11-30")).unwrap();
    for (name, date) in [
        (DayName::Mon, "2026-11-30"),
        (DayName::Tue, "2026-12-01"),
        (DayName::Sat, "2026-12-05"),
        (DayName::Sun, "2026-12-06"),
    ] {
        assert_eq!(day_of(week, name), day(date), "{name}");
    }
    assert!(week_of(day("2026-12-01")).is_err());
    assert!(days_of(("2026-01-01", "2028-01-01"), day("2026-01-01")).is_err());
}
