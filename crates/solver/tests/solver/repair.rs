//! Repairs: the best there is on weeks small enough to try everything, nothing bound is touched, and
//! what is wrong with an event is said.

use crate::oracle::Oracle;
use crate::{plan, tiny};
use rota_solver::check::check_repair;
use rota_solver::generate::{Size, week};
use rota_solver::instance::Instance;
use rota_solver::repair::{Event, Refusal, repair};
use rota_solver::rota::{Cause, Rota};
use rota_solver::search::{Budget, Options, Random};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering};

/// How many tiny weeks something happens to.
const WEEKS: u64 = 1_000;

pub(crate) fn event(now: (usize, usize), happening: Value) -> Event {
    let document = json!({"format": "rota-event/1", "now": now, "event": happening});
    Event::read(document.to_string().as_bytes()).unwrap()
}

pub(crate) fn steps(steps: u64) -> Options {
    Options {
        budget: Budget::Steps(steps),
        seed: 1,
        threads: 1,
    }
}

/// Repairs, and has every answer on the way judged.
fn mend(week: &Instance, event: &Event, options: Options) -> Result<Rota, Refusal> {
    let never = AtomicBool::new(false);
    let mut told: Option<Rota> = None;
    let judge = |rota: &Rota| {
        let verdict = check_repair(week, event, rota).unwrap();
        assert!(
            verdict.valid,
            "{}: {:?}\n{event:?}",
            week.name, verdict.violations
        );
    };
    let rota = repair(week, event, options, &never, &mut |rota| {
        judge(rota);
        assert!(told.as_ref().is_none_or(|before| rota.cost < before.cost));
        told = Some(rota.clone());
    })?;
    judge(&rota);
    assert_eq!(rota.places, told.unwrap().places, "the best was not told");
    Ok(rota)
}

/// A tiny week whose rota people have been told; some of it is pinned.
fn published(seed: u64, random: &mut Random) -> Instance {
    let mut week = tiny::week(seed);
    week.now = None;
    for session in &mut week.sessions {
        session.published = None;
        session.pinned = false;
    }
    let rota = plan(&week, 3_000, 0, 1);
    week.publish(&rota.places);
    for session in &mut week.sessions {
        session.pinned = session.published.is_some() && random.permille(200);
    }
    week
}

/// Anything that can happen to a tiny week.
fn happening(week: &Instance, random: &mut Random) -> Value {
    let day = random.below(3);
    let from = 480 + 60 * random.below(3);
    let (from, to) = (
        (day, from),
        (
            day + random.below(3 - day),
            from + 30 + 60 * random.below(6),
        ),
    );
    let mut session = serde_json::to_value(random.pick(&week.sessions).unwrap()).unwrap();
    for told in ["published", "pinned"] {
        session.as_object_mut().unwrap().remove(told);
    }
    let mut case = week
        .cases
        .iter()
        .find(|case| case.id == session["case"])
        .unwrap()
        .clone();
    match random.below(6) {
        0 => {
            let places = week.sessions.iter().filter_map(|s| s.published.as_ref());
            let busy: Vec<usize> = places.flat_map(|place| place.supervisors.clone()).collect();
            let supervisor = random.pick(&busy).copied().unwrap_or(0);
            json!({"supervisor-away": {"supervisor": supervisor, "from": from, "to": to}})
        }
        1 => {
            let venue = random.below(2);
            let room = random
                .permille(600)
                .then(|| random.below(week.venues[venue].rooms.len()));
            json!({"room-closed": {"venue": venue, "room": room, "from": from, "to": to}})
        }
        2 => {
            session["id"] = json!("S9");
            case.sessions.push("S9".to_owned());
            case.max_per_week += random.below(2);
            json!({"session-added": {"session": session, "case": case}})
        }
        3 => json!({"session-cancelled": {"session": session["id"]}}),
        4 => {
            session["supervisors"] = json!(1 + random.below(2));
            session["language"] = random.permille(500).then_some("pl").into();
            session["forbidden_supervisors"] = json!([random.below(week.supervisors.len())]);
            json!({"session-changed": session})
        }
        _ => {
            case.max_per_week = random.below(3);
            case.min_gap_days = random.below(3);
            json!({"case-changed": case})
        }
    }
}

#[test]
fn a_repair_is_the_best_there_is() {
    let (mut mended, mut refused, mut patient, mut changed) = (0, 0, 0, 0);
    let mut causes = std::collections::BTreeSet::new();
    for seed in 0..WEEKS {
        let mut random = Random::new(seed);
        let week = published(seed, &mut random);
        let day = if random.permille(700) {
            0
        } else {
            random.below(3)
        };
        let now = (day, 480 + 60 * random.below(7) * day);
        let event = event(now, happening(&week, &mut random));
        let rota = match mend(&week, &event, steps(2_000)) {
            Ok(rota) => rota,
            Err(Refusal::Event(fault)) => {
                assert!(fault.pointer.starts_with("/event/"), "{fault:?}");
                refused += 1;
                continue;
            }
            Err(fault) => panic!("seed {seed}: {fault}"),
        };
        let after = event.apply(&week).unwrap();
        let optimum = Oracle::new(&after).optimum();
        if rota.cost != optimum {
            patient += 1;
            let longer = mend(&week, &event, steps(60_000)).unwrap();
            assert_eq!(longer.cost, optimum, "seed {seed}: {event:?}");
        }
        mended += 1;
        changed += usize::from(!rota.changes.is_empty());
        causes.extend(rota.changes.iter().map(|change| match change.cause {
            Cause::Hit => "hit",
            Cause::Displaced { .. } => "displaced",
            Cause::MadeRoom { .. } => "made room",
            Cause::Better => "better",
        }));
    }
    assert!(
        patient <= WEEKS / 100,
        "{patient} weeks need more than a short search"
    );
    assert!(
        mended > WEEKS / 2,
        "only {mended} were mended, {refused} refused"
    );
    assert!(changed > 200, "only {changed} changed anything");
    assert_eq!(causes.len(), 4, "{causes:?}");
}

/// A week of size S whose rota is published, and a supervisor with sessions on Tuesday.
pub(crate) fn told() -> (Instance, usize) {
    let mut week = week(Size::S, 1000, 1);
    let rota = plan(&week, 20_000, 0, 1);
    week.publish(&rota.places);
    let mut places = rota.places.iter().flatten();
    let who = places.find(|place| place.day == 1).unwrap().supervisors[0];
    (week, who)
}

fn sick(who: usize) -> Event {
    let away = json!({"supervisor": who, "from": [1, 510], "to": [1, 1440]});
    event((1, 510), json!({"supervisor-away": away}))
}

#[test]
fn who_is_not_hit_stays_where_people_were_told() {
    let (week, who) = told();
    let rota = mend(&week, &sick(who), steps(5_000)).unwrap();
    let hit = rota
        .changes
        .iter()
        .filter(|change| change.cause == Cause::Hit)
        .count();
    assert!(
        hit > 0 && rota.changes.len() <= 2 * hit,
        "{:?}",
        rota.changes
    );
    let idle = event(
        (1, 510),
        json!({"supervisor-away": {"supervisor": who, "from": [5, 1430], "to": [5, 1440]}}),
    );
    assert_eq!(mend(&week, &idle, steps(5_000)).unwrap().changes, []);
}

#[test]
fn what_has_started_is_finished() {
    let (week, who) = told();
    let places = week
        .sessions
        .iter()
        .filter_map(|session| session.published.as_ref());
    let theirs = places.filter(|place| place.day == 1 && place.supervisors.contains(&who));
    let first = theirs.map(|place| place.start).min().unwrap();
    let away = json!({"supervisor": who, "from": [1, 0], "to": [1, 1440]});
    let event = event((1, first), json!({"supervisor-away": away}));
    let rota = mend(&week, &event, steps(2_000)).unwrap();
    for (session, place) in week.sessions.iter().zip(&rota.places) {
        let before = session
            .published
            .as_ref()
            .filter(|place| (place.day, place.start) <= (1, first));
        assert!(
            before.is_none() || before == place.as_ref(),
            "{} has moved",
            session.id
        );
        let later = place
            .as_ref()
            .is_none_or(|place| (place.day, place.start) > (1, first));
        assert!(
            before.is_some() || later,
            "{} starts in the past",
            session.id
        );
    }
}

#[test]
fn the_same_budget_gives_the_same_repair() {
    let (week, who) = told();
    for threads in [1, 2] {
        let options = Options {
            threads,
            ..steps(3_000)
        };
        let first = mend(&week, &sick(who), options).unwrap();
        assert_eq!(
            first,
            mend(&week, &sick(who), options).unwrap(),
            "{threads} threads"
        );
    }
}

#[test]
fn a_cancelled_repair_has_its_first_answer() {
    let (week, who) = told();
    let cancel = AtomicBool::new(true);
    let mut answers = 0;
    let rota = repair(&week, &sick(who), steps(u64::MAX), &cancel, &mut |_| {
        answers += 1;
    })
    .unwrap();
    assert!(cancel.load(Ordering::Relaxed));
    assert_eq!(answers, 1);
    assert!(check_repair(&week, &sick(who), &rota).unwrap().valid);
}

/// A change that makes a repair a lie.
type Tamper = fn(&mut Rota);

#[test]
fn the_judge_sees_through_a_false_repair() {
    let (mut week, who) = told();
    let started = |session: &rota_solver::instance::Session| {
        session
            .published
            .as_ref()
            .is_some_and(|place| place.day == 0)
    };
    let kept = week.sessions.iter().position(started).unwrap();
    let pinned = week
        .sessions
        .iter()
        .rposition(|s| s.published.as_ref().is_some_and(|place| place.day == 4));
    week.sessions[pinned.unwrap()].pinned = true;
    let event = sick(who);
    let rota = mend(&week, &event, steps(2_000)).unwrap();
    let broken = |rota: &Rota| {
        let verdict = check_repair(&week, &event, rota).unwrap();
        assert!(!verdict.valid);
        verdict
            .violations
            .iter()
            .map(|violation| violation.rule)
            .collect::<Vec<_>>()
    };
    for session in [kept, pinned.unwrap()] {
        let mut gone = rota.clone();
        gone.places[session] = None;
        assert!(broken(&gone).contains(&"pinned"));
        let mut elsewhere = rota.clone();
        elsewhere.places[session].as_mut().unwrap().start += 15;
        assert!(broken(&elsewhere).contains(&"window"));
        let mut other_room = rota.clone();
        other_room.places[session].as_mut().unwrap().room ^= 1;
        assert!(broken(&other_room).contains(&"room"));
    }
    let tampered: [(&str, Tamper); 5] = [
        ("a change untold", |rota| drop(rota.changes.pop())),
        ("a change told twice", |rota| {
            rota.changes.push(rota.changes[0].clone());
        }),
        ("another place than it is", |rota| rota.changes[0].to = None),
        ("another place than it was", |rota| {
            rota.changes[0].from = None;
        }),
        ("a false cause", |rota| {
            rota.changes[0].cause = Cause::Better;
        }),
    ];
    for (name, tamper) in tampered {
        let mut rota = rota.clone();
        tamper(&mut rota);
        assert_eq!(broken(&rota)[0], "changes", "{name}");
    }
}
