//! Judges an answer to a problem of visits by the problem itself: who goes where in which order is the answer's; the
//! times are the earliest that ways, windows and services that hang together allow, so that nothing is lost by the
//! whole minutes of the week.

use super::Violation;
use crate::foreign::hhcrsp::{Synchronization, Visit, Visits};
use crate::rota::Rota;
use std::collections::BTreeMap;

/// Times are told apart by this much of a minute.
const HAIR: f64 = 1e-6;

/// What the answer breaks, and what it costs: a third of ways, lateness and the worst lateness together.
pub(super) fn judge(problem: &Visits, rota: &Rota) -> (Vec<Violation>, f64) {
    let visits = problem.visits();
    let (mut found, rounds) = rounds(problem, &visits, rota);
    let mut distance = 0.0;
    // One visit, another, and how long after the one the other begins at least.
    let mut steps: Vec<(usize, usize, f64)> = Vec::new();
    for round in rounds.values() {
        let mut here = 0;
        for &visit in round {
            let there = visits[visit].patient + 1;
            distance += problem.distances[here][there];
            here = there;
        }
        distance += problem.distances[here][0];
        for two in round.windows(2) {
            let (one, other) = (&visits[two[0]], &visits[two[1]]);
            let way = problem.distances[one.patient + 1][other.patient + 1];
            steps.push((two[0], two[1], one.duration + way));
        }
    }
    for (index, visit) in visits
        .iter()
        .enumerate()
        .filter(|(_, visit)| visit.service == 1)
    {
        let (least, most) = match &problem.patients[visit.patient].synchronization {
            Some(Synchronization::Sequential { distance }) => *distance,
            _ => (0.0, 0.0),
        };
        steps.push((index - 1, index, least));
        steps.push((index, index - 1, -most));
    }
    let Some(times) = earliest(problem, &visits, &steps) else {
        found.push(violation(
            "travel",
            &[],
            "no times fit this order of visits",
        ));
        return (found, f64::INFINITY);
    };
    let late = times.iter().zip(&visits).map(|(time, visit)| {
        let closes = problem.patients[visit.patient].time_window.1;
        (time - closes).max(0.0)
    });
    let late: Vec<f64> = late.collect();
    let worst = late.iter().copied().fold(0.0, f64::max);
    (found, (distance + late.iter().sum::<f64>() + worst) / 3.0)
}

/// The visits of each caregiver in their order.
fn rounds(
    problem: &Visits,
    visits: &[Visit],
    rota: &Rota,
) -> (Vec<Violation>, BTreeMap<usize, Vec<usize>>) {
    let mut found = Vec::new();
    let mut rounds: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    if rota.places.len() != visits.len() {
        found.push(violation("places", &[], "are not as many as the services"));
    }
    for (index, (visit, place)) in visits.iter().zip(&rota.places).enumerate() {
        let given = place
            .as_ref()
            .map(|place| (place.start, &place.supervisors[..]));
        let Some((start, &[who])) = given else {
            found.push(violation(
                "staffing",
                &[index],
                "is not given by one caregiver",
            ));
            continue;
        };
        let service = &problem.patients[visit.patient].required_caregivers[visit.service].service;
        let able = problem.caregivers.get(who);
        if able.is_none_or(|caregiver| !caregiver.abilities.contains(service)) {
            found.push(violation(
                "skill",
                &[index],
                "is given by somebody who cannot",
            ));
        }
        rounds.entry(who).or_default().push((start, index));
    }
    let ordered = rounds.into_iter().map(|(who, mut round)| {
        round.sort_unstable();
        (who, round.into_iter().map(|(_, visit)| visit).collect())
    });
    (found, ordered.collect())
}

/// The earliest times that keep all steps (Bellman and Ford); nothing where there are none.
fn earliest(problem: &Visits, visits: &[Visit], steps: &[(usize, usize, f64)]) -> Option<Vec<f64>> {
    let opens = visits.iter().map(|visit| {
        let from_office = problem.distances[0][visit.patient + 1];
        problem.patients[visit.patient]
            .time_window
            .0
            .max(from_office)
    });
    let mut times: Vec<f64> = opens.collect();
    for _ in 0..=visits.len() {
        let mut settled = true;
        for &(before, after, least) in steps {
            if times[before] + least > times[after] + HAIR {
                times[after] = times[before] + least;
                settled = false;
            }
        }
        if settled {
            return Some(times);
        }
    }
    None
}

fn violation(rule: &'static str, sessions: &[usize], what: &str) -> Violation {
    Violation {
        rule,
        sessions: sessions.to_vec(),
        what: what.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::judge;
    use crate::foreign::hhcrsp::Visits;
    use crate::instance::{Fault, Place};
    use crate::rota::{FORMAT, Parts, Rota};

    /// Two patients ten minutes from the office and from each other; the first needs two services, the second of
    /// them five to eight minutes after the first.
    const PROBLEM: &str = r#"{
        "distances": [[0, 10, 10], [10, 0, 10], [10, 10, 0]], "central_offices": [{}],
        "services": [{"id": "wash", "default_duration": 20}, {"id": "feed", "default_duration": 20}],
        "caregivers": [{"id": "c0", "abilities": ["wash", "feed"]}, {"id": "c1", "abilities": ["feed"]}],
        "patients": [
            {"id": "p0", "time_window": [0, 12], "required_caregivers": [{"service": "wash"}, {"service": "feed"}],
             "synchronization": {"type": "sequential", "distance": [5, 8]}},
            {"id": "p1", "time_window": [0, 30], "required_caregivers": [{"service": "feed"}]}]}"#;

    /// Who gives each visit and when, the rules that breaks, and three times what it costs.
    type Case = (&'static [(usize, usize)], &'static [&'static str], f64);

    /// By visit, who gives it and when.
    fn answer(given: &[(usize, usize)]) -> Rota {
        let place = |&(who, start): &(usize, usize)| Place {
            day: 0,
            start,
            venue: 0,
            room: 0,
            supervisors: vec![who],
        };
        Rota {
            format: FORMAT.to_owned(),
            instance: String::new(),
            places: given.iter().map(|given| Some(place(given))).collect(),
            cost: 0,
            parts: Parts::default(),
            unplaced: Vec::new(),
            short: Vec::new(),
            unwritten: Vec::new(),
            changes: Vec::new(),
            bound: None,
            certificate: None,
            staffing: None,
        }
    }

    #[test]
    fn an_answer_costs_its_ways_and_how_late_the_earliest_times_are() -> Result<(), Fault> {
        let problem = Visits::read(PROBLEM.as_bytes())?;
        let table: [Case; 5] = [
            // Out and back each; the second service at 15 is 3 late, the other patient at 40 is 10 late.
            (&[(0, 10), (1, 15), (0, 40)], &[], 50.0 + 13.0 + 10.0),
            // The second caregiver comes from the other patient at 40, so the first service waits until 32.
            (&[(0, 32), (1, 40), (1, 10)], &[], 50.0 + 20.0 + 28.0 + 28.0),
            (
                &[(1, 10), (0, 15), (0, 45)],
                &["skill"],
                50.0 + 3.0 + 15.0 + 15.0,
            ),
            // One person cannot give both: the first lasts longer than the second may wait.
            (&[(0, 10), (0, 30), (1, 10)], &["travel"], f64::INFINITY),
            (&[(0, 10), (1, 15)], &["places"], 40.0 + 3.0 + 3.0),
        ];
        for (given, broken, cost) in table {
            let (found, third) = judge(&problem, &answer(given));
            let rules: Vec<_> = found.iter().map(|violation| violation.rule).collect();
            assert_eq!(rules, broken, "{given:?}");
            let same =
                (third * 3.0 - cost).abs() < 1e-6 || third.is_infinite() && cost.is_infinite();
            assert!(same, "{given:?}: {}, not {cost}", third * 3.0);
        }
        Ok(())
    }
}
