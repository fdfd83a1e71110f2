//! Writes a rota down: names the rooms and counts the parts of the cost.

use crate::board::crew;
use crate::instance::Place;
use crate::naming;
use crate::problem::{Problem, number};
use crate::rota::{FORMAT, Parts, Rota};
use crate::rules::minimum::Minimum;
use crate::rules::{Idea, Placed, hours, minimum, rounds, worst_late, write_up};

/// The rota as it is written down, still without bound and reasons.
pub fn write(problem: &Problem<'_>, placed: &[Option<Placed>]) -> Rota {
    let written = places(problem, placed);
    let mut parts = parts(problem, placed);
    let unwritten = write_up::unwritten(problem, placed);
    for day in &unwritten {
        parts.write_up += write_up::cost(problem, day.minutes / problem.instance.slot_min);
    }
    Rota {
        format: FORMAT.to_owned(),
        instance: problem.instance.name.clone(),
        places: written,
        cost: parts.total(),
        parts: parts.uncounted(&problem.factors),
        unplaced: Vec::new(),
        short: minimum::short(problem, placed),
        unwritten,
        changes: Vec::new(),
        bound: None,
        certificate: None,
        staffing: None,
    }
}

/// Writes the places. The search offers no rota whose rooms cannot be named.
fn places(problem: &Problem<'_>, placed: &[Option<Placed>]) -> Vec<Option<Place>> {
    let rooms = naming::rooms(problem, placed);
    let named = placed.iter().zip(rooms).enumerate();
    named
        .map(|(session, (at, room))| {
            let start = Idea::new(problem, session, (*at)?.start).start;
            Some(Place {
                day: start.day,
                start: start.slot * problem.instance.slot_min,
                venue: start.venue,
                room: room?,
                supervisors: crew((*at)?).collect(),
            })
        })
        .collect()
}

/// What each part costs, counted as much as it counts.
fn parts(problem: &Problem<'_>, placed: &[Option<Placed>]) -> Parts {
    let (weights, factors) = (&problem.instance.weights, &problem.factors);
    let mut parts = Parts::default();
    let mut work = vec![0; problem.staff.len()];
    for (session, at) in placed.iter().enumerate() {
        let task = &problem.tasks[session];
        let wished = &problem.instance.sessions[session];
        let Some(at) = at else {
            parts.unassigned += task.unplaced;
            continue;
        };
        let start = &task.starts[at.start];
        let published = wished.published.as_ref();
        let moved = published.is_some_and(|p| {
            (p.day, p.start / problem.instance.slot_min, p.venue)
                != (start.day, start.slot, start.venue)
        });
        let moved = if moved {
            weights.moved_session * factors.deviation
        } else {
            0
        };
        parts.slot += start.cost - moved;
        parts.deviation += moved;
        for who in crew(*at) {
            work[who] += task.work();
            let base = problem.instance.supervisors[who].base;
            let minutes = number(problem.instance.travel_min[base][start.venue]);
            parts.travel += weights.travel_from_base_per_min * minutes * factors.travel;
            let preferred = &wished.preferred_supervisors;
            if !preferred.is_empty() && !preferred.contains(&who) {
                parts.continuity += weights.not_preferred_supervisor * factors.continuity;
            }
            if published.is_some_and(|p| !p.supervisors.contains(&who)) {
                parts.deviation += weights.changed_supervisor * factors.deviation;
            }
        }
    }
    for (who, &work) in work.iter().enumerate().filter(|(_, work)| **work > 0) {
        parts.overtime += hours::overtime(problem, who, work);
        parts.fairness += hours::unfair(problem, who, work);
        parts.staff += weights.staff_used * factors.staff;
    }
    let mut cases = Minimum::new(problem);
    for session in placed.iter().enumerate().filter(|(_, at)| at.is_some()) {
        cases.place(problem, problem.tasks[session.0].case);
    }
    parts.minimum = cases.all(problem);
    parts.rounds = rounds::all(problem, placed);
    parts.worst_late = worst_late::all(problem, placed);
    parts
}
