use law::{session::Event, verdict::Severity};

use super::*;
use crate::observations::{
    Entry,
    rules::testing::{
        self, arrived, at, ava, entry, milo, mother, partner, person, published, read, session,
    },
};

fn check(code: Code, about: PersonId) -> Check {
    let quote = "Partner J. shall not be present";
    Check {
        severity: Severity::BlockLaw,
        reason: Reason::new(
            code.as_str(),
            "Contact order: a person it bars would be present.",
        )
        .quoting(quote),
        about: None,
        order: None,
        persons: [about].into(),
    }
}

fn codes(refused: Result<(), Refused>) -> Vec<&'static str> {
    match refused {
        Ok(()) => Vec::new(),
        Err(Refused::Rule { reasons, .. }) => reasons.iter().map(|reason| reason.code).collect(),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn who_is_let_in() {
    let session = session(&[published()]);
    let barred = [check(Code::NoPerson, partner())];
    let short = [check(Code::RiskStaff, mother())];
    for (who, checks, expected) in [
        (mother(), [].as_slice(), vec![]),
        (mother(), &barred, vec![]),
        // What is wrong with the session keeps it from starting, not her from coming in.
        (mother(), &short, vec![]),
        (
            partner(),
            &barred,
            vec!["order-no-person", "not-on-the-list"],
        ),
        (person(9), &[], vec!["not-on-the-list"]),
    ] {
        let reasons = why_not_admitted(&session, who, checks, Vec::new());
        assert_eq!(codes(refuse_with(reasons)), expected);
    }
    let refused = [check(Code::UrgentRefusal, mother())];
    let reasons = why_not_admitted(&session, mother(), &refused, Vec::new());
    assert_eq!(codes(refuse_with(reasons)), ["urgent-refusal"]);
    let reasons = why_not_admitted(&session, partner(), &barred, Vec::new());
    let quote = reasons[0].quote.as_deref();
    assert_eq!(quote, Some("Partner J. shall not be present"));
}

#[test]
fn who_joins_a_session_under_way() {
    let session = session(&[published()]);
    let refused = [check(Code::UrgentRefusal, mother())];
    let short = || vec![check(Code::RiskStaff, mother()).reason];
    for (who, checks, obstacles, expected) in [
        (mother(), [].as_slice(), Vec::new(), vec![]),
        (mother(), &[], short(), vec!["risk-staff"]),
        // What bars them is said alone.
        (mother(), &refused, short(), vec!["urgent-refusal"]),
        (person(9), &[], short(), vec!["not-on-the-list"]),
    ] {
        let reasons = why_not_admitted(&session, who, checks, obstacles);
        assert_eq!(codes(refuse_with(reasons)), expected);
    }
    let running = (Event::Start, "10:05");
    let stages = [
        (vec![published()], false),
        (vec![published(), (Event::Open, "09:55")], false),
        (vec![published(), (Event::Open, "09:55"), running], true),
        (
            vec![
                published(),
                (Event::Open, "09:55"),
                running,
                (Event::Pause, "10:20"),
            ],
            true,
        ),
    ];
    for (events, expected) in stages {
        let session = testing::session(&events);
        assert_eq!(is_under_way(&session.stage), expected, "{events:?}");
    }
}

#[test]
fn how_late_and_how_long_to_wait() {
    let slot = session(&[]).slot();
    for (time, late) in [("09:50", None), ("10:00", None), ("10:11", Some(11))] {
        assert_eq!(minutes_late(slot, at(time)), late, "{time}");
    }
    assert_eq!(grace_ends(slot, 15), at("10:15"));
    for (time, expected) in [("09:58", false), ("10:30", false), ("10:31", true)] {
        assert_eq!(starts_late(slot, at(time)), expected, "{time}");
    }
}

#[test]
fn what_must_be_before_a_session_starts() {
    let session = session(&[published()]);
    let all = [
        entry(1, "09:30", read("b")),
        entry(2, "09:55", arrived(ava())),
        entry(3, "10:11", arrived(mother())),
    ];
    let against = |take: &[usize], brief: &str| {
        let log = Log::of(take.iter().map(|place| all[*place].clone()));
        codes(may_start(Start {
            session: &session,
            log: &log,
            starter: milo(),
            brief,
            obstacles: Vec::new(),
        }))
    };
    for (take, brief, expected) in [
        ([0, 1, 2].as_slice(), "b", vec![]),
        (&[1, 2], "b", vec!["brief-not-read"]),
        (&[0, 1, 2], "c", vec!["brief-changed"]),
        (&[0, 2], "b", vec!["no-child"]),
        (&[0, 1], "b", vec!["nobody-to-meet"]),
        (
            &[],
            "b",
            vec!["brief-not-read", "no-child", "nobody-to-meet"],
        ),
    ] {
        assert_eq!(against(take, brief), expected, "{take:?} {brief}");
    }
    let log = Log::of(all.clone());
    let obstacle = check(Code::RiskStaff, mother()).reason;
    let refused = may_start(Start {
        session: &session,
        log: &log,
        starter: milo(),
        brief: "b",
        obstacles: vec![obstacle],
    });
    assert_eq!(
        codes(refused),
        ["risk-staff"],
        "the law is asked at the door"
    );
}

#[test]
fn brothers_and_sisters_meet_each_other() {
    let mut session = session(&[published()]);
    session.children.insert(person(7));
    session.visitors.clear();
    let mut entries = vec![
        entry(1, "09:30", read("b")),
        entry(2, "09:55", arrived(ava())),
    ];
    let against = |entries: &[Entry]| {
        let log = Log::of(entries.iter().cloned());
        codes(may_start(Start {
            session: &session,
            log: &log,
            starter: milo(),
            brief: "b",
            obstacles: Vec::new(),
        }))
    };
    assert_eq!(against(&entries), ["nobody-to-meet"]);
    entries.push(entry(3, "09:58", arrived(person(7))));
    assert!(against(&entries).is_empty());
}

#[test]
fn absence_is_said_when_the_wait_is_over() {
    let session = session(&[published()]);
    let nobody = Log::default();
    let came = Log::of([entry(1, "10:12", arrived(mother()))]);
    for (log, reason, time, expected) in [
        (
            &nobody,
            NotHeld::DidNotAttend,
            "10:14",
            vec!["still-waiting"],
        ),
        (&nobody, NotHeld::DidNotAttend, "10:15", vec![]),
        (
            &came,
            NotHeld::DidNotAttend,
            "10:20",
            vec!["family-is-here"],
        ),
        (
            &came,
            NotHeld::VisitorTooLate,
            "10:12",
            vec!["still-waiting"],
        ),
        (&came, NotHeld::VisitorTooLate, "10:20", vec![]),
        (&came, NotHeld::VisitorUnfit, "10:12", vec![]),
        (&nobody, NotHeld::ChildDidNotWant, "09:50", vec![]),
        (&nobody, NotHeld::StaffSickness, "09:50", vec![]),
        (
            &nobody,
            NotHeld::OrderChanged,
            "10:20",
            vec!["not-at-the-door"],
        ),
        (
            &nobody,
            NotHeld::NotConfirmed,
            "10:20",
            vec!["not-at-the-door"],
        ),
    ] {
        let said = may_not_start(&session, log, reason, (at(time), 15));
        assert_eq!(codes(said), expected, "{reason} {time}");
    }
}

#[test]
fn only_the_law_keeps_people_from_meeting_at_the_door() {
    let held = |code: &'static str| Check {
        severity: Severity::Hold,
        reason: Reason::new(code, "Lapsed.").decided_by("the duty manager"),
        about: None,
        order: None,
        persons: [].into(),
    };
    let found = |check: Check, decided: bool| Found {
        key: String::new(),
        decision: decided.then(|| crate::sessions::Decision {
            finding: String::new(),
            code: check.reason.code.to_owned(),
            by: milo(),
            at: at("08:00"),
            reason: "Seen with the team".parse().unwrap(),
        }),
        check,
    };
    let judged = judgement(&[
        found(check(Code::UrgentRefusal, mother()), false),
        found(held("risk-expired"), false),
        found(held("risk-expired"), true),
        found(held("agreement-lapsed"), false),
    ]);
    let codes =
        |reasons: &[Reason]| -> Vec<_> { reasons.iter().map(|reason| reason.code).collect() };
    assert_eq!(codes(&judged.obstacles), ["urgent-refusal", "risk-expired"]);
    assert_eq!(codes(&judged.known), ["risk-expired"]);
}
