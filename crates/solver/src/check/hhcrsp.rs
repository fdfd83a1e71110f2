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
    // The first begins no later than the second but for so much.
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
