//! Whole weeks: the proved optima, the same rota twice, reasons for what has no place.

use crate::{PROVED, plan, read};
use rota_solver::check;
use rota_solver::generate::{Size, service, week};
use rota_solver::problem::Problem;
use rota_solver::rota::Reason;
use rota_solver::search::{Budget, Options, search};
use std::sync::atomic::{AtomicBool, Ordering};

#[test]
fn proved_optima_are_reached_and_bounds_stay_below() {
    for (text, optimum) in PROVED {
        let rota = plan(&read(text), 400_000, 300, 1);
        assert_eq!(rota.cost, optimum);
        assert!(rota.bound.unwrap() <= optimum);
    }
}

#[test]
fn a_week_with_all_that_a_service_has_to_heed_is_planned_and_proved() {
    for seed in 1..=2 {
        let week = service(Size::S, 1000, seed);
        assert_eq!(week.fault(), None);
        let rota = plan(&week, 1_000, 30, 2);
        let held = rota.places.iter().flatten().count();
        assert!(
            held > week.sessions.len() * 8 / 10,
            "only {held} have a place"
        );
        assert!(rota.bound.unwrap() > 0);
    }
    let week = service(Size::M, 1000, 1);
    let ordered = week.cases.iter().filter(|case| case.min_per_week > 0);
    let needing = week.sessions.iter().filter(|s| !s.resources.is_empty());
    let led = week.sessions.iter().filter(|s| s.seats.len() == 2);
    let long = week.sessions.iter().filter(|s| s.duration_min >= 180);
    let counts = [
        week.apart.len(),
        ordered.count(),
        needing.count(),
        led.count(),
        long.count(),
    ];
    assert!(counts.iter().all(|&count| count > 5), "{counts:?}");
}

#[test]
fn the_same_budget_gives_the_same_rota_whatever_the_machine_does() {
    let instance = week(Size::S, 700, 5);
    for threads in [1, 2, 3] {
        let first = plan(&instance, 3_000, 20, threads);
        assert_eq!(
            first,
            plan(&instance, 3_000, 20, threads),
            "{threads} threads"
        );
    }
}

#[test]
fn a_cancelled_search_still_has_a_rota() {
    let instance = week(Size::S, 1000, 2);
    let problem = Problem::new(&instance);
    let cancel = AtomicBool::new(false);
    let options = Options {
        budget: Budget::Steps(u64::MAX),
        seed: 1,
        threads: 1,
    };
    cancel.store(true, Ordering::Relaxed);
    let found = search(&problem, options, &cancel, &mut |_| ());
    assert_eq!(found.steps, 0);
    let rota = rota_solver::answer::write(&problem, &found.placed);
    assert!(check::check(&instance, &rota).valid);
    assert!(rota.places.iter().flatten().count() > 30);
}

#[test]
fn each_session_without_a_place_has_a_reason_that_holds() {
    let instance = week(Size::M, 500, 3);
    let rota = plan(&instance, 2_000, 0, 1);
    let open: Vec<usize> = (0..rota.places.len())
        .filter(|&s| rota.places[s].is_none())
        .collect();
    let told: Vec<usize> = rota
        .unplaced
        .iter()
        .map(|unplaced| unplaced.session)
        .collect();
    assert_eq!(open, told);
    assert!(!open.is_empty());
    for unplaced in &rota.unplaced {
        match &unplaced.reason {
            // Alone in an empty week it has no place either.
            Reason::Structural { .. } => {
                let mut alone = instance.clone();
                let only = alone.sessions[unplaced.session].clone();
                alone.cases = vec![rota_solver::instance::Case {
                    id: only.case.clone(),
                    sessions: vec![only.id.clone()],
                    min_per_week: 0,
                    max_per_week: 1,
                    min_gap_days: 1,
                }];
                alone.sessions = vec![only];
                assert_eq!(plan(&alone, 50, 0, 1).places, vec![None]);
            }
            Reason::Blocked { by, limits, .. } => {
                assert!(
                    !by.is_empty() || !limits.is_empty(),
                    "nothing is in its way"
                );
                assert!(by.iter().all(|&other| rota.places[other].is_some()));
            }
        }
    }
}

#[test]
fn more_supervisors_never_make_a_proved_optimum_worse() {
    // A rota that is valid with fewer supervisors stays valid, at the same cost, with more.
    let (text, optimum) = PROVED[0];
    let mut instance = read(text);
    let rota = plan(&instance, 60_000, 0, 1);
    let mut another = instance.supervisors[0].clone();
    another.id = "another".to_owned();
    instance.supervisors.push(another);
    assert!(check::check(&instance, &rota).valid);
    assert!(plan(&instance, 400_000, 0, 1).cost <= optimum);
}
