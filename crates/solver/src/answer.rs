//! Writes a rota down: names the rooms and counts the parts of the cost.

use crate::board::crew;
use crate::instance::{Place, RoomKind};
use crate::problem::{Problem, number};
use crate::rota::{FORMAT, Parts, Rota};
use crate::rules::{Idea, Placed, hours};

/// The rota as it is written down, still without bound and reasons.
pub fn write(problem: &Problem<'_>, placed: &[Option<Placed>]) -> Rota {
    let written = places(problem, placed);
    let parts = parts(problem, placed);
    Rota {
        format: FORMAT.to_owned(),
        instance: problem.instance.name.clone(),
        places: written,
        cost: parts.total(),
        parts,
        unplaced: Vec::new(),
        bound: None,
        certificate: None,
    }
}

/// Names a room for each session: first come, first served, within the kind that the search chose.
/// That always works, since sessions that meet at one time never exceed the rooms of their kind.
fn places(problem: &Problem<'_>, placed: &[Option<Placed>]) -> Vec<Option<Place>> {
    let mut order: Vec<(Idea<'_>, Placed)> = placed
        .iter()
        .enumerate()
        .filter_map(|(session, at)| Some((Idea::new(problem, session, (*at)?.start), (*at)?)))
        .collect();
    order.sort_by_key(|(idea, _)| (idea.start.day, idea.start.slot, idea.session));
    let venues = problem.instance.venues.iter();
    let mut free_from: Vec<Vec<(usize, usize)>> =
        venues.map(|v| vec![(0, 0); v.rooms.len()]).collect();
    let mut written = vec![None; placed.len()];
    for (idea, at) in order {
        let rooms = &problem.instance.venues[idea.start.venue].rooms;
        let kind = if at.large {
            RoomKind::Large
        } else {
            RoomKind::Standard
        };
        let now = (idea.start.day, idea.start.slot);
        let free = &mut free_from[idea.start.venue];
        let room = (0..rooms.len()).find(|&room| rooms[room].kind == kind && free[room] <= now);
        let Some(room) = room else { continue };
        free[room] = (idea.start.day, idea.end());
        written[idea.session] = Some(Place {
            day: idea.start.day,
            start: idea.start.slot * problem.instance.slot_min,
            venue: idea.start.venue,
            room,
            supervisors: crew(at).collect(),
        });
    }
    written
}

fn parts(problem: &Problem<'_>, placed: &[Option<Placed>]) -> Parts {
    let weights = &problem.instance.weights;
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
        let moved = if moved { weights.moved_session } else { 0 };
        parts.slot += start.cost - moved;
        parts.deviation += moved;
        for who in crew(*at) {
            work[who] += task.work();
            let base = problem.instance.supervisors[who].base;
            let minutes = number(problem.instance.travel_min[base][start.venue]);
            parts.travel += weights.travel_from_base_per_min * minutes;
            let preferred = &wished.preferred_supervisors;
            if !preferred.is_empty() && !preferred.contains(&who) {
                parts.continuity += weights.not_preferred_supervisor;
            }
            if published.is_some_and(|p| !p.supervisors.contains(&who)) {
                parts.deviation += weights.changed_supervisor;
            }
        }
    }
    for (who, &work) in work.iter().enumerate().filter(|(_, work)| **work > 0) {
        parts.overtime += hours::overtime(problem, who, work);
        parts.staff += weights.staff_used;
    }
    parts
}
