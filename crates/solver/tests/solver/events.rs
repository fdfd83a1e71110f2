//! Events that do not fit the week are refused with a pointer to the fault, and weeks that nothing can
//! mend as well.

use crate::repair::{event, steps, told};
use crate::{PROVED, read};
use rota_solver::check::check_repair;
use rota_solver::instance::{Case, Instance, Session};
use rota_solver::problem::Problem;
use rota_solver::repair::{Event, Refusal, repair};
use rota_solver::rota::Rota;
use rota_solver::search::search;
use serde_json::{Value, json};
use std::sync::atomic::AtomicBool;

/// What is put where in an event on the first proved week, and where the fault is then found.
const FAULTS: &str = r#"[
    ["/format", "rota-event/2", "/format"],
    ["/now", [9, 0], "/now/0"],
    ["/now", [0, 1441], "/now/1"],
    ["/now", [0, -1], "/now/1"],
    ["/now", 5, "/now"],
    ["/colour", "red", "/colour"],
    ["/event", {}, "/event"],
    ["/event", {"flood": {}}, "/event"],
    ["/event", {"supervisor-away": {"supervisor": 99, "from": [0, 0], "to": [0, 9]}}, "/event/supervisor-away/supervisor"],
    ["/event", {"supervisor-away": {"supervisor": 1, "from": [0, 9], "to": [0, 9]}}, "/event/supervisor-away/to"],
    ["/event", {"supervisor-away": {"supervisor": 1, "from": [0, 1e99], "to": [0, 9]}}, "/event/supervisor-away/from/1"],
    ["/event", {"supervisor-away": {"supervisor": 1, "from": [0, 9], "to": [18446744073709551615, 9]}}, "/event/supervisor-away/to/0"],
    ["/event", {"room-closed": {"venue": 7, "from": [0, 0], "to": [0, 9]}}, "/event/room-closed/venue"],
    ["/event", {"room-closed": {"venue": 0, "room": 18446744073709551614, "from": [0, 0], "to": [0, 9]}}, "/event/room-closed/room"],
    ["/event", {"room-closed": {"venue": 0, "room": 18446744073709551615, "from": [0, 0], "to": [0, 9]}}, "/event/room-closed/room"],
    ["/event", {"session-cancelled": {"session": "nobody"}}, "/event/session-cancelled/session"],
    ["/event", {"case-changed": {"id": "nobody", "sessions": [], "min_per_week": 0, "max_per_week": 1, "min_gap_days": 0}}, "/event/case-changed/id"],
    ["/event/session-changed/id", "nobody", "/event/session-changed/id"],
    ["/event/session-changed/case", "another", "/event/session-changed/case"],
    ["/event/session-changed/duration_min", 0, "/event/session-changed/duration_min"],
    ["/event/session-changed/duration_min", -5, "/event/session-changed/duration_min"],
    ["/event/session-changed/windows", [[0, 9, 9]], "/event/session-changed/windows/0"],
    ["/event/session-changed/pinned", true, "/event/session-changed/pinned"],
    ["/event/session-changed/published", {"day": 0, "start": 0, "venue": 0, "room": 0, "supervisors": []}, "/event/session-changed/published"],
    ["/event/session-added/session/id", "S00001", "/event/session-added/session/id"],
    ["/event/session-added/session/venues", [], "/event/session-added/session/venues"],
    ["/event/session-added/session/cancelled", true, "/event/session-added/session/cancelled"],
    ["/event/session-added/case/min_per_week", 99, "/event/session-added/case/min_per_week"],
    ["/event/session-added/case/sessions", [], "/event/session-added/session/case"]
]"#;

#[test]
fn each_fault_of_an_event_is_refused_with_a_pointer_to_it() {
    let week = read(PROVED[0].0);
    let session = serde_json::to_value(&week.sessions[3]).unwrap();
    let mut added = session.clone();
    added["id"] = json!("S99999");
    added["case"] = json!("new");
    let case = json!({"id": "new", "sessions": ["S99999"], "min_per_week": 0, "max_per_week": 1, "min_gap_days": 0});
    let table: Vec<(String, Value, String)> = serde_json::from_str(FAULTS).unwrap();
    for (path, value, expected) in table {
        let happening = if path.contains("session-added") {
            json!({"session-added": {"session": added, "case": case}})
        } else {
            json!({"session-changed": session})
        };
        let mut document = json!({"format": "rota-event/1", "now": [0, 0], "event": happening});
        let read = Event::read(document.to_string().as_bytes()).unwrap();
        read.apply(&week).unwrap();
        let (parent, key) = path.rsplit_once('/').unwrap();
        document.pointer_mut(parent).unwrap()[key] = value.clone();
        let event = Event::read(document.to_string().as_bytes());
        let fault = event.and_then(|event| event.apply(&week)).unwrap_err();
        assert_eq!(fault.pointer, expected, "{path} = {value}: {fault}");
    }
}

#[test]
fn what_has_started_can_no_longer_be_changed() {
    let (week, _) = told();
    let first = week
        .sessions
        .iter()
        .filter(|s| s.published.is_some())
        .min_by_key(|s| {
            let place = s.published.as_ref().unwrap();
            (place.day, place.start)
        });
    let id = &first.unwrap().id;
    let event = event((1, 0), json!({"session-cancelled": {"session": id}}));
    let never = AtomicBool::new(false);
    let refusal = repair(&week, &event, steps(0), &never, &mut |_| ()).unwrap_err();
    let Refusal::Event(fault) = refusal else {
        panic!("{refusal}")
    };
    assert_eq!(fault.pointer, "/event/session-cancelled/session");
    assert_eq!(fault.reason, "has started");
}

/// One session more, in a case of its own.
fn joins(week: &mut Instance, twin: Session) {
    week.cases.push(Case {
        id: twin.case.clone(),
        sessions: vec![twin.id.clone()],
        min_per_week: 0,
        max_per_week: 1,
        min_gap_days: 0,
    });
    week.sessions.push(twin);
}

#[test]
fn a_week_whose_pinned_sessions_clash_is_refused() {
    for supervisors in [1, 2] {
        let (mut week, who) = told();
        let twin = week.sessions.iter_mut().find(|session| {
            let told = session.published.as_ref();
            told.is_some_and(|place| place.supervisors.len() == supervisors)
        });
        let first = twin.unwrap();
        first.pinned = true;
        let twin = Session {
            id: "twin".to_owned(),
            case: "twins".to_owned(),
            ..first.clone()
        };
        joins(&mut week, twin);
        let idle = event(
            (0, 0),
            json!({"supervisor-away": {"supervisor": who, "from": [5, 1430], "to": [5, 1440]}}),
        );
        let never = AtomicBool::new(false);
        let refusal = repair(&week, &idle, steps(0), &never, &mut |_| ()).unwrap_err();
        let Refusal::Week(fault) = refusal else {
            panic!("{refusal}")
        };
        assert!(fault.pointer.ends_with("/published"), "{fault:?}");
        let problem = Problem::new(&week);
        assert_eq!(problem.fault(), Some(fault));
        // Whoever plans it all the same gets a rota, if not one that keeps all the rules.
        let found = search(&problem, steps(20), &never, &mut |_| ());
        assert_eq!(found.placed.len(), week.sessions.len());
    }
}

#[test]
fn two_that_are_pinned_to_one_room_are_refused_though_another_is_free() {
    let (mut week, _) = told();
    let held = |session: &Session| session.published.clone();
    let first = week.sessions.iter().position(|one| {
        let rooms = held(one).map(|place| week.venues[place.venue].rooms.len());
        rooms.is_some_and(|rooms| rooms > 1) && one.supervisors == 1 && !one.transport
    });
    let mut place = held(&week.sessions[first.unwrap()]).unwrap();
    let free = |who: &usize| {
        let there = week.supervisors[*who].days[place.day].is_some();
        there && week.supervisors[*who].reach.contains(&place.venue)
    };
    let mut staff = (0..week.supervisors.len()).filter(free);
    // Somebody else's session, with another supervisor, in the same room at the same time.
    place.supervisors = vec![staff.find(|who| *who != place.supervisors[0]).unwrap()];
    let mut twin = Session {
        id: "twin".to_owned(),
        case: "twins".to_owned(),
        persons: Vec::new(),
        skills: Vec::new(),
        language: None,
        gender: None,
        forbidden_supervisors: Vec::new(),
        preferred_supervisors: Vec::new(),
        published: Some(place),
        pinned: true,
        ..week.sessions[first.unwrap()].clone()
    };
    twin.seats.clear();
    week.sessions[first.unwrap()].pinned = true;
    for session in &mut week.sessions {
        if session.published.is_some() && !session.pinned {
            session.published = None;
        }
    }
    joins(&mut week, twin);
    assert_eq!(week.fault(), None);
    let fault = Problem::new(&week).fault().unwrap();
    assert!(fault.pointer.ends_with("/published"), "{fault:?}");
}

#[test]
fn the_judge_refuses_what_cannot_have_happened() {
    let (week, who) = told();
    let rota = |week: &Instance| Rota {
        places: week
            .sessions
            .iter()
            .map(|one| one.published.clone())
            .collect(),
        ..crate::empty(week)
    };
    let started = week
        .sessions
        .iter()
        .filter(|one| one.published.is_some())
        .min_by_key(|one| {
            let place = one.published.as_ref().unwrap();
            (place.day, place.start)
        });
    let started = started.unwrap();
    let mut later = week.clone();
    later.now = Some((3, 600));
    let mut pinned = started.clone();
    pinned.id = "another".to_owned();
    pinned.pinned = true;
    let case = week
        .cases
        .iter()
        .find(|case| case.id == started.case)
        .unwrap();
    let mut case = case.clone();
    case.sessions.push("another".to_owned());
    let table = [
        (
            &week,
            json!({"session-cancelled": {"session": started.id}}),
            "has started",
        ),
        (
            &week,
            json!({"session-added": {"session": pinned, "case": case}}),
            "a matter of the week",
        ),
        (
            &later,
            json!({"supervisor-away": {"supervisor": who, "from": [5, 0], "to": [5, 60]}}),
            "before the present",
        ),
    ];
    for (week, happening, words) in table {
        let document = json!({"format": "rota-event/1", "now": [1, 0], "event": happening});
        let event = Event::read(document.to_string().as_bytes()).unwrap();
        let refused = check_repair(week, &event, &rota(week)).unwrap_err();
        assert!(refused.contains(words), "{refused}");
    }
}
