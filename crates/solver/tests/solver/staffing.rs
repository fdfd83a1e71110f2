//! The best supervisors for given times: what trying all of them finds, and proved on whole weeks.

use crate::oracle::Oracle;
use crate::{PROVED, read, tiny};
use rota_solver::generate::{Size, week};
use rota_solver::instance::Instance;
use rota_solver::problem::Problem;
use rota_solver::search::{Budget, Options, search};
use rota_solver::staffing::{Staffed, staff};
use rota_solver::{answer, check};
use std::sync::atomic::AtomicBool;

/// How many tiny weeks are staffed.
const WEEKS: u64 = 1_000;

/// Plans with so many steps, staffs anew, and has the result judged.
fn staffed(
    instance: &Instance,
    steps: u64,
) -> (Vec<Option<rota_solver::instance::Place>>, Staffed) {
    let problem = Problem::new(instance);
    let options = Options {
        budget: Budget::Steps(steps),
        seed: 1,
        threads: 1,
    };
    let found = search(&problem, options, &AtomicBool::new(true), &mut |_| ());
    let before = answer::write(&problem, &found.placed);
    let staffed = staff(&problem, &found.placed, &|| false);
    let rota = answer::write(&problem, &staffed.placed);
    let verdict = check::check(instance, &rota);
    assert!(verdict.valid, "{}: {:?}", instance.name, verdict.violations);
    assert_eq!(verdict.cost, staffed.cost, "{}", instance.name);
    assert!(staffed.bound <= staffed.cost && staffed.cost <= found.cost);
    (before.places, staffed)
}

#[test]
fn a_staffing_is_what_trying_every_one_finds() {
    let mut better = 0;
    for seed in 0..WEEKS {
        let instance = tiny::week(seed);
        let (places, staffed) = staffed(&instance, 0);
        let optimum = Oracle::new(&instance).timed(&places).optimum();
        assert_eq!(staffed.cost, optimum, "seed {seed}");
        assert!(staffed.is_proved(), "seed {seed}");
        let rota = rota_solver::rota::Rota {
            places,
            ..crate::empty(&instance)
        };
        better += u64::from(staffed.cost < check::check(&instance, &rota).cost);
    }
    // A staffing that was best already would test little.
    assert!(
        better > WEEKS / 50,
        "only {better} first staffings could be bettered"
    );
}

#[test]
fn whole_weeks_are_staffed_with_a_proof() {
    let mut weeks: Vec<Instance> = PROVED.iter().map(|(text, _)| read(text)).collect();
    weeks.push(week(Size::M, 1000, 1));
    weeks.push(week(Size::M, 500, 2));
    for instance in weeks {
        let (_, staffed) = staffed(&instance, 0);
        assert!(
            staffed.is_proved(),
            "{}: {} of {}",
            instance.name,
            staffed.bound,
            staffed.cost
        );
    }
}

#[test]
fn a_stopped_staffing_is_no_worse_than_before() {
    let instance = week(Size::S, 1000, 4);
    let problem = Problem::new(&instance);
    let options = Options {
        budget: Budget::Steps(0),
        seed: 1,
        threads: 1,
    };
    let found = search(&problem, options, &AtomicBool::new(true), &mut |_| ());
    let staffed = staff(&problem, &found.placed, &|| true);
    assert_eq!(staffed.cost, found.cost);
    assert!(staffed.bound <= staffed.cost);
}
