//! Visits of caregivers to patients, read as a week of ours, beside trying every order of visits.

use crate::plan;
use rota_solver::check::check_hhcrsp;
use rota_solver::foreign::Format;
use rota_solver::foreign::hhcrsp::{PER_MINUTE, Visits};
use rota_solver::search::Random;
use serde_json::{Value, json};

/// Times are told apart by this much of a minute.
const HAIR: f64 = 1e-6;

/// How many tiny problems are tried.
const PROBLEMS: u64 = 60;

/// Three patients, one of whom may need two services, and two caregivers; ways are whole minutes.
fn problem(seed: u64) -> Value {
    let mut random = Random::new(seed);
    let places: Vec<(usize, usize)> = (0..4)
        .map(|_| (random.below(40), random.below(40)))
        .collect();
    let way = |a: &(usize, usize), b: &(usize, usize)| a.0.abs_diff(b.0) + a.1.abs_diff(b.1);
    let distances: Vec<Vec<usize>> = places
        .iter()
        .map(|one| places.iter().map(|other| way(one, other)).collect())
        .collect();
    let patients = (0..3).map(|index| {
        let opens = random.below(60);
        let service = ["wash", "feed"][random.below(2)];
        let first = json!({"service": service, "duration": 10 + random.below(10)});
        let mut patient = json!({"id": format!("p{index}"), "time_window": [opens, opens + random.below(40)],
            "required_caregivers": [first]});
        if index == 0 && random.permille(700) {
            let services = json!([{"service": "wash"}, {"service": "feed", "duration": 25}]);
            patient["required_caregivers"] = services;
            patient["synchronization"] = if random.permille(500) {
                json!({"type": "simultaneous"})
            } else {
                json!({"type": "sequential", "distance": [10, 10 + random.below(30)]})
            };
        }
        patient
    });
    let patients: Vec<Value> = patients.collect();
    json!({
        "patients": patients, "distances": distances, "central_offices": [{"id": "d", "location": [0, 0]}],
        "services": [{"id": "wash", "default_duration": 15}, {"id": "feed"}],
        "caregivers": [
            {"id": "c1", "abilities": ["wash", "feed"]},
            {"id": "c2", "abilities": if random.permille(600) { json!(["wash", "feed"]) } else { json!(["feed"]) }},
        ],
    })
}

/// All orders of so many things.
fn orders(count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let shorter = orders(count - 1);
    let with = |order: &Vec<usize>| {
        let order = order.clone();
        (0..count).map(move |at| {
            let mut longer = order.clone();
            longer.insert(at, count - 1);
            longer
        })
    };
    shorter.iter().flat_map(with).collect()
}

/// Whole thirds of a minute: what the best order of visits costs, each shared out to caregivers in every way.
fn least(problem: &Value) -> Option<i64> {
    let visits: Vec<(usize, usize)> = problem["patients"]
        .as_array()?
        .iter()
        .enumerate()
        .flat_map(|(index, patient)| {
            let services = patient["required_caregivers"]
                .as_array()
                .map_or(0, Vec::len);
            (0..services).map(move |service| (index, service))
        })
        .collect();
    let mut best = None;
    for order in orders(visits.len()) {
        for shares in 0..1_usize << visits.len() {
            let cost = cost(problem, &visits, &order, shares);
            best = best.into_iter().chain(cost).min();
        }
    }
    best
}

/// Nothing where somebody cannot give a service, or services do not come when they should.
fn cost(problem: &Value, visits: &[(usize, usize)], order: &[usize], shares: usize) -> Option<i64> {
    let number = |value: &Value| value.as_i64();
    let way = |from: usize, to: usize| number(&problem["distances"][from][to]);
    // Where each caregiver is, and from when they are free.
    let mut round = [(0, 0_i64); 2];
    let mut begun = vec![0; visits.len()];
    let (mut ways, mut late, mut worst) = (0, 0, 0);
    for &visit in order {
        let (index, service) = visits[visit];
        let who = (shares >> visit) & 1;
        let patient = &problem["patients"][index];
        let required = &patient["required_caregivers"][service];
        let able = problem["caregivers"][who]["abilities"].as_array()?;
        if !able.contains(&required["service"]) {
            return None;
        }
        let (here, free) = round[who];
        let go = way(here, index + 1)?;
        let mut time = (free + go).max(number(&patient["time_window"][0])?);
        // The second of two comes in the order after the first, and both may wait.
        if !patient["synchronization"].is_null() && service == 1 {
            let first = visits.iter().position(|&other| other == (index, 0))?;
            let done = order.iter().position(|&other| other == first)?
                < order.iter().position(|&other| other == visit)?;
            let distance = &patient["synchronization"]["distance"];
            let (least, most) = if distance.is_null() {
                (0, 0)
            } else {
                (number(&distance[0])?, number(&distance[1])?)
            };
            time = time.max(begun[first] + least);
            if !done || time > begun[first] + most {
                return None;
            }
        }
        begun[visit] = time;
        ways += go;
        let tardy = (time - number(&patient["time_window"][1])?).max(0);
        late += tardy;
        worst = worst.max(tardy);
        round[who] = (
            index + 1,
            time + number(&required["duration"]).unwrap_or(15),
        );
    }
    ways += way(round[0].0, 0)? + way(round[1].0, 0)?;
    Some(ways + late + worst)
}

#[test]
fn nearly_always_no_order_of_visits_is_better() {
    let (mut together, mut tried, mut best) = (0, 0, 0);
    for seed in 0..PROBLEMS {
        let problem = problem(seed);
        let visits = Visits::read(problem.to_string().as_bytes()).unwrap();
        let week = visits.week().unwrap();
        let rota = plan(&week, 20_000, 5, 1);
        let verdict = check_hhcrsp(&visits, &rota).unwrap();
        assert!(verdict.valid, "seed {seed}: {:?}", verdict.violations);
        assert!(verdict.bound.unwrap() <= verdict.cost, "seed {seed}");
        // The week knows whole minutes and the times that were chosen, the judge the earliest ones.
        let ours = verdict.objective.unwrap() * 3.0;
        let in_the_week = verdict.cost as f64 / PER_MINUTE as f64;
        assert!(
            ours <= in_the_week + HAIR,
            "seed {seed}: {ours}, {in_the_week} in the week"
        );
        // Trying does not know how to wait at a first service for the second.
        if let Some(least) = least(&problem) {
            tried += 1;
            best += u64::from(ours <= least as f64 + HAIR);
        }
        together += week.follows.len();
    }
    assert!(together > 20, "only {together} patients need two services");
    assert!(
        best * 10 >= tried * 9,
        "only {best} of {tried} are the best there is"
    );
}

#[test]
fn the_judge_goes_by_the_problem_itself() {
    let text = problem(3).to_string();
    let visits = Visits::read(text.as_bytes()).unwrap();
    let week = Format::Hhcrsp.read(text.as_bytes()).unwrap();
    let rota = plan(&week, 2_000, 0, 1);
    assert!(check_hhcrsp(&visits, &rota).unwrap().valid);
    let mut missing = rota.clone();
    missing.places[0] = None;
    let verdict = check_hhcrsp(&visits, &missing).unwrap();
    assert!(!verdict.valid && verdict.objective.is_none());
    let mut nobody = rota.clone();
    nobody.places[0].as_mut().unwrap().supervisors = vec![7];
    let broken = check_hhcrsp(&visits, &nobody).unwrap().violations;
    assert!(broken.iter().any(|violation| violation.rule == "skill"));
}

#[test]
fn each_fault_is_refused_with_a_pointer_to_it() {
    let table = [
        ("/central_offices", json!([]), "/central_offices"),
        ("/distances/1", json!([0, 1]), "/distances"),
        ("/distances/1/2", json!(-4), "/distances/1/2"),
        ("/distances/1/1", json!(4), "/distances/1/1"),
        (
            "/patients/1/time_window",
            json!([90, 30]),
            "/patients/1/time_window",
        ),
        (
            "/patients/1/time_window",
            json!([90, 3000]),
            "/patients/1/time_window",
        ),
        (
            "/patients/1/required_caregivers",
            json!([]),
            "/patients/1/required_caregivers",
        ),
        (
            "/patients/1/required_caregivers/0/duration",
            json!(0),
            "/patients/1/required_caregivers/0",
        ),
        (
            "/patients/1/synchronization",
            json!({"type": "simultaneous"}),
            "/patients/1/required_caregivers",
        ),
        (
            "/patients/1/synchronization",
            json!({"type": "never"}),
            "/patients/1/synchronization/type",
        ),
        ("/patients/1/id", json!(7), "/patients/1/id"),
        ("/caregivers", json!("none"), "/caregivers"),
    ];
    for (path, value, pointer) in table {
        let mut document = problem(3);
        let (parent, key) = path.rsplit_once('/').unwrap();
        let parent = document.pointer_mut(parent).unwrap();
        match parent {
            Value::Array(list) => list[key.parse::<usize>().unwrap()] = value.clone(),
            _ => parent[key] = value.clone(),
        }
        let fault = Format::Hhcrsp
            .read(document.to_string().as_bytes())
            .unwrap_err();
        assert_eq!(fault.pointer, pointer, "{path} = {value}: {fault}");
    }
}

#[test]
fn no_change_of_a_few_bytes_makes_the_reader_panic() {
    let text = problem(3).to_string();
    let mut random = Random::new(11);
    let mut refused = 0;
    for _ in 0..2_000 {
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..=random.below(3) {
            let at = random.below(bytes.len());
            bytes[at] = b"0123456789-[]{},:\"e. "[random.below(21)];
        }
        refused += usize::from(Format::Hhcrsp.read(bytes.as_slice()).is_err());
    }
    assert!(refused > 500, "only {refused} of 2,000 were refused");
}
