//! The best supervisors for given times: what trying all of them finds, and proved on whole weeks.

use crate::oracle::Oracle;
use crate::{PROVED, read, tiny};
use rota_solver::generate::{Size, week};
use rota_solver::instance::{Instance, Place};
use rota_solver::problem::Problem;
use rota_solver::rota::{Certificate, Rota, Staffing};
use rota_solver::search::{Budget, Options, search};
use rota_solver::staffing::{Staffed, certify, staff};
use rota_solver::{answer, check};
use serde_json::json;
use std::sync::atomic::AtomicBool;

/// How many tiny weeks are staffed.
const WEEKS: u64 = 1_000;

/// Plans with so many steps, staffs anew, and has the result judged.
fn staffed(instance: &Instance, steps: u64) -> (Vec<Option<Place>>, Staffed) {
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
        let rota = Rota {
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
    // Here a dive finds what short searches do not.
    weeks.push(week(Size::M, 400, 5));
    weeks.push(week(Size::M, 400, 7));
    for instance in weeks {
        let (_, staffed) = staffed(&instance, 0);
        assert!(
            staffed.is_proved(),
            "{}: {} of {}",
            instance.name,
            staffed.bound,
            staffed.cost
        );
        let certified = staffed.certified;
        let gap = (staffed.cost - certified) as f64 / staffed.cost as f64;
        assert!(
            gap < 0.002,
            "{}: {certified} of {}",
            instance.name,
            staffed.cost
        );
    }
}

#[test]
fn the_judge_computes_anew_what_prices_prove_of_a_staffing() {
    let (mut exact, mut worse) = (0, 0);
    for seed in 0..WEEKS / 2 {
        let (instance, rota, optimum) = certified(seed);
        let known = rota.staffing.as_ref().unwrap();
        assert!(known.bound <= optimum, "seed {seed}");
        assert!(known.is_best && rota.cost == optimum, "seed {seed}");
        exact += u64::from(known.bound == optimum);
        let mut bolder = rota.clone();
        bolder.staffing.as_mut().unwrap().bound = optimum + 1;
        let verdict = check::check(&instance, &bolder);
        assert_eq!(verdict.staffing_ok, Some(false), "seed {seed}");
        assert_eq!(verdict.violations[0].rule, "staffing-certificate");
        // The same prices beside a rota that is not the best: they do not prove that it is.
        let (times, _) = certificate_of(&instance);
        let held =
            |places: &[Option<Place>]| places.iter().map(Option::is_some).collect::<Vec<_>>();
        if held(&times) == held(&rota.places) {
            bolder.places = times;
            let verdict = check::check(&instance, &bolder);
            if verdict.cost > optimum {
                assert_eq!(verdict.staffing_ok, Some(false), "seed {seed}");
                worse += 1;
            }
        }
    }
    assert!(worse > 5, "only {worse} first rotas are not the best");
    assert!(exact > WEEKS / 4, "only {exact} of these bounds are exact");
}

/// A tiny week staffed at the times of its first rota, judged, and the cost of its best staffing.
fn certified(seed: u64) -> (Instance, Rota, i64) {
    let instance = tiny::week(seed);
    let (times, rota) = certificate_of(&instance);
    let optimum = Oracle::new(&instance).timed(&times).optimum();
    (instance, rota, optimum)
}

/// The times of a first rota, and the rota with its best supervisors, proved and judged.
fn certificate_of(instance: &Instance) -> (Vec<Option<Place>>, Rota) {
    let problem = Problem::new(instance);
    let options = Options {
        budget: Budget::Steps(0),
        seed: 1,
        threads: 1,
    };
    let found = search(&problem, options, &AtomicBool::new(true), &mut |_| ());
    let times = answer::write(&problem, &found.placed).places;
    let (placed, staffing) = certify(&problem, &found.placed, &|| false);
    let rota = Rota {
        staffing: Some(staffing),
        ..answer::write(&problem, &placed)
    };
    let verdict = check::check(instance, &rota);
    assert!(verdict.valid, "{}: {:?}", instance.name, verdict.violations);
    assert_eq!(verdict.staffing_ok, Some(true), "{}", instance.name);
    (times, rota)
}

/// A change of the prices of a staffing.
type Tamper = fn(&mut Vec<Vec<i64>>);

#[test]
fn other_prices_prove_less_of_a_staffing_and_wrong_ones_nothing() {
    let instance = read(PROVED[0].0);
    let (_, rota) = certificate_of(&instance);
    let tampered: [(&str, Tamper); 3] = [
        ("a price for a session without a time", |prices| {
            for row in prices.iter_mut() {
                row.push(0);
            }
        }),
        ("no prices", Vec::clear),
        ("prices that everybody would come for", |prices| {
            for price in prices.iter_mut().flatten() {
                *price = 1_000_000_000;
            }
        }),
    ];
    for (name, tamper) in tampered {
        let mut rota = rota.clone();
        tamper(&mut rota.staffing.as_mut().unwrap().certificate.staffing);
        let verdict = check::check(&instance, &rota);
        assert_eq!(verdict.staffing_ok, Some(false), "{name}");
    }
}

#[test]
fn costs_come_in_grains_only_where_the_same_sessions_are_held() {
    // The only supervisor costs 105 for the way, and the session 103 where it is left out.
    let text = json!({
        "format": "rota-bench/1", "name": "one", "slot_min": 15, "days": ["Mon"],
        "venues": [
            {"id": "A", "area": 0, "open": [[540, 1080]], "rooms": [{"id": "A1", "kind": "standard"}]},
            {"id": "B", "area": 0, "open": [[540, 1080]], "rooms": []}
        ],
        "travel_min": [[0, 35], [35, 0]], "transport": {"leg_min": 0, "capacity_by_area": [0]},
        "supervisors": [{
            "id": "E", "gender": "F", "base": 1, "reach": [0], "languages": [], "skills": [],
            "contract_min": 600, "overtime_max_min": 0, "day_max_min": 600, "max_sessions_day": 3,
            "days": [[540, 1080]]
        }],
        "sessions": [{
            "id": "S", "case": "C", "duration_min": 60, "before_min": 0, "after_min": 0, "persons": [],
            "fixed": true, "windows": [[0, 600, 660]], "preferred_start": null, "venues": [0],
            "room": "standard", "supervisors": 1, "skills": [], "language": null, "gender": null,
            "preferred_supervisors": [], "forbidden_supervisors": [], "transport": false, "priority": 0
        }],
        "cases": [{"id": "C", "sessions": ["S"], "min_per_week": 0, "max_per_week": 1, "min_gap_days": 0}],
        "weights": {
            "unassigned": [103], "not_preferred_supervisor": 0, "start_shift_per_slot": 0,
            "other_day": 0, "second_venue": 0, "travel_from_base_per_min": 3, "overtime_per_15min": 0
        }
    });
    let week = read(&text.to_string());
    let certificate = Certificate {
        parts_per_cost: 100,
        staffing: vec![vec![10_500]],
        rooms: Vec::new(),
        legs: Vec::new(),
        resources: Vec::new(),
    };
    let mut rota = crate::empty(&week);
    rota.places[0] = Some(Place {
        day: 0,
        start: 600,
        venue: 0,
        room: 0,
        supervisors: vec![0],
    });
    (rota.cost, rota.parts.travel) = (105, 105);
    for (bound, holds) in [(103, true), (104, false), (105, false)] {
        rota.staffing = Some(Staffing {
            bound,
            certificate: certificate.clone(),
            is_best: false,
        });
        let verdict = check::check(&week, &rota);
        assert_eq!(verdict.staffing_ok, Some(holds), "{bound}: {verdict:?}");
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
