//! When and where a session may start at all: its windows, the opening hours, rooms of its kind, the
//! hours of what it needs, and the present.

use crate::instance::{RoomKind, Session};
use crate::problem::{Problem, number};
use crate::rules::resources;

/// The possible starts of a session in the order of day, slot and venue, each once.
pub fn of(problem: &Problem<'_>, session: &Session, stays: bool) -> Vec<(usize, usize, usize)> {
    let instance = problem.instance;
    let q = instance.slot_min;
    let step = if session.fixed {
        1
    } else {
        instance.start_step
    };
    let told = session
        .published
        .as_ref()
        .map(|p| (p.day, p.start / q, p.venue));
    let mut all = Vec::new();
    let windows = if session.cancelled {
        &[][..]
    } else {
        &session.windows
    };
    for &(day, from, to) in windows {
        for &venue in &session.venues {
            let [standard, large] = problem.rooms[venue];
            let room = large > 0 || (session.room == RoomKind::Standard && standard > 0);
            let Some((opens, closes)) = instance.venues[venue].open[day].filter(|_| room) else {
                continue;
            };
            let first = from / q;
            let Some(last) = (closes.min(to) / q).checked_sub(session.duration_min / q) else {
                continue;
            };
            let open = opens / q;
            let grid = (first..=last).step_by(step).filter(|&slot| slot >= open);
            all.extend(grid.map(|slot| (day, slot, venue)));
            let within = |slot| (first.max(open)..=last).contains(&slot);
            all.extend(told.filter(|&(d, slot, v)| (d, v) == (day, venue) && within(slot)));
        }
    }
    all.retain(|&(day, slot, _)| resources::are_there(instance, session, (day, slot)));
    if stays {
        all.retain(|&start| Some(start) == told);
    } else if let Some(now) = instance.now {
        all.retain(|&(day, slot, _)| (day, slot * q) > now);
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether a session has no start only because what it needs is not there.
pub fn lack_resources(problem: &Problem<'_>, session: &Session) -> bool {
    let modest = Session {
        resources: Vec::new(),
        ..session.clone()
    };
    !session.resources.is_empty() && !of(problem, &modest, false).is_empty()
}

/// What a start costs, whoever supervises: wishes about time, day and venue, and a change of what
/// people were told.
pub fn cost(problem: &Problem<'_>, session: &Session, at: (usize, usize, usize)) -> i64 {
    let (day, slot, venue) = at;
    let (w, q) = (&problem.instance.weights, problem.instance.slot_min);
    let venue_cost = if venue == session.venues[0] {
        0
    } else {
        w.second_venue
    };
    let wish_cost = session.preferred_start.map_or(0, |(wished, minute)| {
        if wished == day {
            w.start_shift_per_slot * number((minute / q).abs_diff(slot))
        } else {
            w.other_day
        }
    });
    let published = session.published.as_ref();
    let moved = published.is_some_and(|p| (p.day, p.start / q, p.venue) != at);
    let late = session
        .latest_start
        .map_or(0, |latest| slot.saturating_sub(latest / q));
    let late = w.late_per_slot * number(late);
    let moved = if moved { w.moved_session } else { 0 };
    let factors = &problem.factors;
    (venue_cost + wish_cost + late) * factors.slot + moved * factors.deviation
}
