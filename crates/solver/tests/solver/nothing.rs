//! Weeks in which there is nothing to plan, nobody who could, or no time to try: a rota comes of each, at once.

use crate::repair::{event, steps};
use crate::{PROVED, plan, read};
use rota_solver::check::{check, check_hhcrsp, check_smptsp};
use rota_solver::foreign::hhcrsp::Visits;
use rota_solver::foreign::smptsp::Tasks;
use rota_solver::instance::{Instance, Rounds};
use rota_solver::problem::Problem;
use rota_solver::repair::repair;
use rota_solver::search::{Budget, Options, search};
use rota_solver::{answer, staffing};
use serde_json::json;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// The first proved week, changed.
fn but(change: impl Fn(&mut Instance)) -> Instance {
    let mut week = read(PROVED[0].0);
    change(&mut week);
    assert_eq!(week.fault(), None);
    week
}

fn nobody(week: &mut Instance) {
    week.supervisors.clear();
    for session in &mut week.sessions {
        session.preferred_supervisors.clear();
        session.forbidden_supervisors.clear();
    }
}

fn no_sessions(week: &mut Instance) {
    week.sessions.clear();
    week.cases.clear();
}

#[test]
fn a_week_without_sessions_or_supervisors_is_planned_as_it_is() {
    let rounds = |week: &mut Instance| {
        let cost = vec![vec![0; week.venues.len()]; week.venues.len()];
        week.rounds = Some(Rounds { from: 0, cost });
    };
    let weeks = [
        but(nobody),
        but(no_sessions),
        but(|week| week.weights.staff_used = 1),
        but(|week| {
            nobody(week);
            no_sessions(week);
            week.weights.staff_used = 1;
        }),
        but(|week| {
            nobody(week);
            rounds(week);
        }),
        but(|week| {
            no_sessions(week);
            rounds(week);
        }),
    ];
    for week in &weeks {
        let rota = plan(week, 500, 20, 2);
        let problem = Problem::new(week);
        let placed = search(&problem, steps(100), &AtomicBool::new(false), &mut |_| ()).placed;
        let (placed, known) = staffing::certify(&problem, &placed, &|| false);
        let mut staffed = answer::write(&problem, &placed);
        staffed.staffing = Some(known);
        assert!(check(week, &staffed).valid);
        assert_eq!(rota.places.len(), week.sessions.len());
        assert_eq!(rota.bound.unwrap().min(rota.cost), rota.bound.unwrap());
        if week.supervisors.is_empty() {
            assert_eq!(rota.places.iter().flatten().count(), 0);
        }
    }
}

#[test]
fn problems_of_other_people_that_ask_for_nothing_are_answered() {
    for (spans, qualified) in [
        (vec![], vec![vec![]]),
        (vec![(0, 5)], vec![]),
        (vec![], vec![]),
    ] {
        let tasks = Tasks { spans, qualified };
        let rota = plan(&tasks.week().unwrap(), 200, 10, 1);
        let verdict = check_smptsp(&tasks, &rota).unwrap();
        assert_eq!(verdict.valid, tasks.spans.is_empty());
    }
    let visits = json!({"distances": [[0]], "central_offices": [{}], "services": [], "caregivers": [], "patients": []});
    let visits = Visits::read(visits.to_string().as_bytes()).unwrap();
    let rota = plan(&visits.week().unwrap(), 200, 10, 1);
    assert_eq!(check_hhcrsp(&visits, &rota).unwrap().objective, Some(0.0));
}

#[test]
fn no_steps_and_no_time_still_give_a_rota() {
    let week = read(PROVED[1].0);
    let problem = Problem::new(&week);
    for budget in [Budget::Steps(0), Budget::Time(Duration::ZERO)] {
        let options = Options {
            budget,
            seed: 1,
            threads: 2,
        };
        let found = search(&problem, options, &AtomicBool::new(false), &mut |_| ());
        let rota = answer::write(&problem, &found.placed);
        assert!(check(&week, &rota).valid);
        assert!(rota.places.iter().flatten().count() > 30);
    }
}

#[test]
fn a_repair_that_has_nothing_to_search_says_why_sessions_have_no_place() {
    let mut week = but(nobody);
    week.publish(&vec![None; week.sessions.len()]);
    let last = week.sessions[0].id.clone();
    let event = event((0, 0), json!({"session-cancelled": {"session": last}}));
    let never = AtomicBool::new(false);
    let rota = repair(&week, &event, steps(10), &never, &mut |_| ()).unwrap();
    let told: Vec<usize> = rota.unplaced.iter().map(|open| open.session).collect();
    let open: Vec<usize> = (1..week.sessions.len()).collect();
    assert_eq!(told, open, "all but the cancelled one");
}
