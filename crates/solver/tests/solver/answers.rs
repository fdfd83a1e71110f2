//! An answer can say anything: the judge says what is wrong with it and never panics.

use crate::repair::{event, told};
use crate::{PROVED, plan, read};
use rota_solver::check::{check, check_repair};
use rota_solver::instance::{Place, Session};
use rota_solver::rota::{Cause, Change, Reason, Rota, Rule};
use rota_solver::search::Random;
use serde_json::{Value, json};

const NUMBERS: [usize; 6] = [0, 1, 99, 1440, usize::MAX / 2, usize::MAX];

fn place(random: &mut Random) -> Place {
    let mut any = || NUMBERS[random.below(NUMBERS.len())];
    Place {
        day: any(),
        start: any(),
        venue: any(),
        room: any(),
        supervisors: vec![any(), any()],
    }
}

#[test]
fn places_at_no_time_venue_or_supervisor_of_the_week_are_told() {
    let mut week = read(PROVED[0].0);
    week.weights.unwritten_per_15min = 1_000_000_000;
    week.weights.worst_late_per_slot = 1_000_000_000;
    for session in &mut week.sessions {
        session.write_up_min = 60;
        session.latest_start = Some(540);
    }
    let good = plan(&week, 500, 0, 1);
    let mut random = Random::new(3);
    for _ in 0..300 {
        let mut rota = good.clone();
        let day = random.below(6);
        for place in rota.places.iter_mut().flatten().take(2 + random.below(9)) {
            *place = self::place(&mut random);
            if random.permille(700) {
                // Two of one supervisor on one day are compared with each other.
                place.day = day;
                place.supervisors[0] = 0;
            }
        }
        assert!(!check(&week, &rota).valid);
    }
}

#[test]
fn changes_from_no_place_of_the_week_are_told() {
    let (week, who) = told();
    let idle = json!({"supervisor-away": {"supervisor": who, "from": [5, 1430], "to": [5, 1440]}});
    let event = event((0, 0), idle);
    let mut random = Random::new(4);
    for _ in 0..300 {
        let session = random.below(week.sessions.len());
        let mut from = week.sessions[session].published.clone();
        if let Some(from) = from.as_mut().filter(|_| random.permille(700)) {
            from.supervisors = vec![NUMBERS[random.below(NUMBERS.len())]];
        } else {
            from = Some(place(&mut random));
        }
        let mut rota = crate::empty(&week);
        rota.changes = vec![Change {
            session,
            from,
            to: Some(place(&mut random)),
            cause: Cause::Displaced {
                by: vec![usize::MAX],
            },
        }];
        assert!(!check_repair(&week, &event, &rota).unwrap().valid);
    }
}

#[test]
fn another_rule_than_the_one_that_leaves_nobody_is_told() {
    type Case = (fn(&mut Session), Rule);
    let asks: [Case; 4] = [
        (
            |session| session.skills = vec!["flying".to_owned()],
            Rule::Skill,
        ),
        (
            |session| session.language = Some("xx".to_owned()),
            Rule::Language,
        ),
        (
            |session| session.gender = Some("X".to_owned()),
            Rule::Gender,
        ),
        (|session| session.windows = vec![(0, 0, 60)], Rule::Window),
    ];
    for (asks, rule) in asks {
        let mut week = read(PROVED[0].0);
        asks(&mut week.sessions[3]);
        let good = plan(&week, 1_000, 0, 1);
        let told = |rota: &Rota| rota.unplaced.iter().position(|open| open.session == 3);
        let at = told(&good).unwrap();
        assert_eq!(good.unplaced[at].reason, Reason::Structural { rule });
        for false_rule in [Rule::Reach, Rule::Day, Rule::Hours, Rule::Room] {
            let mut rota = good.clone();
            rota.unplaced[at].reason = Reason::Structural { rule: false_rule };
            let broken = check(&week, &rota).violations;
            assert_eq!(broken[0].rule, "reasons", "{false_rule:?} for {rule:?}");
        }
    }
}

#[test]
fn a_week_that_is_too_short_for_the_session_is_told_apart_from_a_day() {
    let mut week = read(PROVED[0].0);
    for supervisor in &mut week.supervisors {
        (supervisor.contract_min, supervisor.overtime_max_min) = (15, 0);
    }
    let rota = plan(&week, 100, 0, 1);
    let hours = Reason::Structural { rule: Rule::Hours };
    assert!(rota.unplaced.iter().any(|open| open.reason == hours));
}

#[test]
fn a_reason_that_is_not_true_is_told() {
    let mut week = read(PROVED[0].0);
    week.supervisors.truncate(5);
    for session in &mut week.sessions {
        session.preferred_supervisors.retain(|&who| who < 5);
        session.forbidden_supervisors.retain(|&who| who < 5);
    }
    let good = plan(&week, 5_000, 0, 1);
    let at = |rota: &Rota| {
        let reasons = rota.unplaced.iter();
        let mut blocked = reasons.enumerate().filter(|(_, open)| {
            matches!(&open.reason, Reason::Blocked { by, limits, .. } if !by.is_empty() && limits.is_empty())
        });
        blocked.next().unwrap().0
    };
    let blocked = at(&good);
    let held = good.places.iter().position(Option::is_some).unwrap();
    let lie = |tell: &dyn Fn(&mut Rota)| {
        let mut rota = good.clone();
        tell(&mut rota);
        let verdict = check(&week, &rota);
        verdict
            .violations
            .iter()
            .map(|broken| broken.rule)
            .collect::<Vec<_>>()
    };
    assert!(lie(&|_| ()).is_empty());
    let lies: [&dyn Fn(&mut Rota); 6] = [
        &|rota| rota.unplaced[blocked].reason = Reason::Structural { rule: Rule::Reach },
        &|rota| rota.unplaced[blocked].session = held,
        &|rota| {
            rota.unplaced.pop();
        },
        &|rota| {
            if let Reason::Blocked { by, .. } = &mut rota.unplaced[blocked].reason {
                by.clear();
            }
        },
        &|rota| {
            if let Reason::Blocked { limits, .. } = &mut rota.unplaced[blocked].reason {
                limits.push(Rule::Hours);
                limits.push(Rule::Rest);
            }
        },
        &|rota| {
            if let Reason::Blocked { start, .. } = &mut rota.unplaced[blocked].reason {
                *start = usize::MAX;
            }
        },
    ];
    for (number, tell) in lies.iter().enumerate() {
        assert_eq!(lie(tell), ["reasons"], "lie {number}");
    }
}

#[test]
fn an_answer_without_end_is_not_read_to_its_end_and_a_fault_is_told_where_it_stands() {
    let spaces = std::io::Read::take(std::io::repeat(b' '), u64::MAX);
    assert!(
        Rota::read(spaces)
            .unwrap_err()
            .reason
            .contains("longer than")
    );
    let week = read(PROVED[0].0);
    let mut document: Value = serde_json::to_value(crate::empty(&week)).unwrap();
    document["places"][3] =
        json!({"day": 0, "start": -1, "venue": 0, "room": 0, "supervisors": []});
    let fault = Rota::read(document.to_string().as_bytes()).unwrap_err();
    assert_eq!(fault.pointer, "/places/3/start");
}
