//! Which room each session has. The search counts rooms by kind, which is enough where all rooms of
//! a kind are alike: whoever comes first takes the first free one. Where a room is closed for a
//! while, or a session stays in its own, that may not work out; and where people were told a room,
//! it should be that one again. There the rooms of a venue's day are named together, with as few
//! changes as possible.

use crate::instance::{Room, RoomKind};
use crate::problem::Problem;
use crate::rules::{Idea, Placed};
use std::collections::{BTreeMap, HashMap};

/// So many beginnings of a day's naming are followed at once: all there are for six rooms or fewer,
/// the best ones for more.
const WIDTH: usize = 720;

/// The sessions of a venue's day in the order of time, and where they stand.
type Day<'p> = Vec<(Idea<'p>, Placed)>;

/// A room for each session that has a place; none on days on which they cannot be named.
pub fn rooms(problem: &Problem<'_>, placed: &[Option<Placed>]) -> Vec<Option<usize>> {
    let mut rooms = vec![None; placed.len()];
    for day in days(problem, placed).values() {
        let named = name(problem, day).unwrap_or_default();
        for ((idea, _), room) in day.iter().zip(named) {
            rooms[idea.session] = Some(room);
        }
    }
    rooms
}

/// Whether rooms can be named on all days.
pub fn is_possible(problem: &Problem<'_>, placed: &[Option<Placed>]) -> bool {
    !problem.rooms_differ
        || days(problem, placed)
            .values()
            .all(|day| can_be_named(problem, day))
}

/// Whether rooms can be named for these sessions, which all have a place in one venue on one day.
pub fn is_possible_for(
    problem: &Problem<'_>,
    placed: &[Option<Placed>],
    sessions: &[usize],
) -> bool {
    let held = |&session: &usize| {
        let at = placed[session]?;
        Some((Idea::new(problem, session, at.start), at))
    };
    let mut day: Day<'_> = sessions.iter().filter_map(held).collect();
    day.sort_by_key(|(idea, _)| (idea.start.slot, idea.session));
    !problem.rooms_differ || can_be_named(problem, &day)
}

/// Whether rooms can be named on the day of this session at its venue.
pub fn is_possible_around(
    problem: &Problem<'_>,
    placed: &[Option<Placed>],
    session: usize,
) -> bool {
    let at = placed[session].filter(|_| problem.rooms_differ);
    let Some(at) = at else { return true };
    let start = Idea::new(problem, session, at.start).start;
    let near = |other: &Option<Placed>, index: usize| {
        let other = Idea::new(problem, index, (*other)?.start).start;
        ((other.venue, other.day) == (start.venue, start.day)).then_some(())
    };
    let near: Vec<Option<Placed>> = placed
        .iter()
        .enumerate()
        .map(|(index, other)| other.filter(|_| near(other, index).is_some()))
        .collect();
    days(problem, &near)
        .values()
        .all(|day| can_be_named(problem, day))
}

fn can_be_named(problem: &Problem<'_>, day: &Day<'_>) -> bool {
    is_free(problem, day) || name(problem, day).is_some()
}

fn days<'p>(
    problem: &'p Problem<'_>,
    placed: &[Option<Placed>],
) -> BTreeMap<(usize, usize), Day<'p>> {
    let mut days: BTreeMap<(usize, usize), Day<'p>> = BTreeMap::new();
    for (session, at) in placed.iter().enumerate() {
        let Some(at) = *at else { continue };
        let idea = Idea::new(problem, session, at.start);
        let day = days.entry((idea.start.venue, idea.start.day)).or_default();
        day.push((idea, at));
    }
    for day in days.values_mut() {
        day.sort_by_key(|(idea, _)| (idea.start.slot, idea.session));
    }
    days
}

fn rooms_of<'p>(problem: &'p Problem<'_>, day: &Day<'_>) -> &'p [Room] {
    let venue = day.first().map(|(idea, _)| idea.start.venue);
    venue.map_or(&[], |venue| &problem.instance.venues[venue].rooms)
}

/// Whether all rooms of a kind are alike on this day.
fn is_free(problem: &Problem<'_>, day: &Day<'_>) -> bool {
    let on = day.first().map_or(0, |(idea, _)| idea.start.day);
    let mut closed = rooms_of(problem, day).iter().flat_map(|room| &room.closed);
    let stays = |(idea, _): &(Idea<'_>, Placed)| bound_room(problem, *idea).is_some();
    !closed.any(|span| span.0 == on) && !day.iter().any(stays)
}

/// The room that the session must have.
fn bound_room(problem: &Problem<'_>, idea: Idea<'_>) -> Option<usize> {
    let session = &problem.instance.sessions[idea.session];
    let stays = crate::rules::stay::binds(problem.instance, session);
    idea.task.room.filter(|_| stays)
}

/// The room that people were told, where the session is still in that venue on that day.
fn told_room(problem: &Problem<'_>, idea: Idea<'_>) -> Option<usize> {
    let published = problem.instance.sessions[idea.session].published.as_ref()?;
    let here = (published.venue, published.day) == (idea.start.venue, idea.start.day);
    here.then_some(published.room)
}

fn name(problem: &Problem<'_>, day: &Day<'_>) -> Option<Vec<usize>> {
    let told: Vec<Option<usize>> = day
        .iter()
        .map(|(idea, _)| told_room(problem, *idea))
        .collect();
    if told.iter().all(Option::is_none) && is_free(problem, day) {
        return first_come(problem, day);
    }
    let named = as_told(problem, day, &told).or_else(|| together(problem, day, &told));
    // Of more beginnings than are followed all may end nowhere; where rooms are alike, some naming is left.
    named.or_else(|| is_free(problem, day).then(|| first_come(problem, day))?)
}

/// First come, first served, within the kind that the search chose.
fn first_come(problem: &Problem<'_>, day: &Day<'_>) -> Option<Vec<usize>> {
    let rooms = rooms_of(problem, day);
    let mut free_from = vec![0; rooms.len()];
    let chosen = day.iter().map(|(idea, at)| {
        let free = |&room: &usize| {
            (rooms[room].kind == RoomKind::Large) == at.large && free_from[room] <= idea.start.slot
        };
        let room = (0..rooms.len()).find(free)?;
        free_from[room] = idea.end();
        Some(room)
    });
    chosen.collect()
}

/// The rooms that people were told, if that works.
fn as_told(problem: &Problem<'_>, day: &Day<'_>, told: &[Option<usize>]) -> Option<Vec<usize>> {
    let mut free_from = vec![0; rooms_of(problem, day).len()];
    let chosen = day.iter().zip(told).map(|((idea, _), told)| {
        let room = told.filter(|&room| serves(problem, *idea, room))?;
        let free = free_from[room] <= idea.start.slot;
        free_from[room] = idea.end();
        free.then_some(room)
    });
    chosen.collect()
}

/// Whether the session can be held in the room, as far as the room goes.
fn serves(problem: &Problem<'_>, idea: Idea<'_>, room: usize) -> bool {
    let named = &problem.instance.venues[idea.start.venue].rooms[room];
    let q = problem.instance.slot_min;
    let closed = named.closed.iter().any(|&(day, from, to)| {
        day == idea.start.day && from / q < idea.end() && idea.start.slot < to.div_ceil(q)
    });
    let other = bound_room(problem, idea).is_some_and(|bound| bound != room);
    !closed && !other && (!idea.task.large || named.kind == RoomKind::Large)
}

/// The beginning of a naming: the changes in it, and the names so far.
type Beginning = (usize, Vec<usize>);

/// All at once, with as few changes as possible: what matters for the sessions to come is only from
/// when on each room is free, so of all beginnings that agree in that, the best one is enough.
fn together(problem: &Problem<'_>, day: &Day<'_>, told: &[Option<usize>]) -> Option<Vec<usize>> {
    let count = rooms_of(problem, day).len();
    let mut beginnings: Vec<(Vec<usize>, Beginning)> = vec![(vec![0; count], (0, Vec::new()))];
    for ((idea, _), told) in day.iter().zip(told) {
        let mut next: HashMap<Vec<usize>, Beginning> = HashMap::new();
        for (free_from, (changes, names)) in &beginnings {
            for room in (0..count).filter(|&room| free_from[room] <= idea.start.slot) {
                if !serves(problem, *idea, room) {
                    continue;
                }
                let now = idea.start.slot;
                let mut free: Vec<usize> = free_from.iter().map(|&from| from.max(now)).collect();
                free[room] = idea.end();
                let changed = usize::from(told.is_some_and(|told| told != room));
                let mut named = names.clone();
                named.push(room);
                let found = (changes + changed, named);
                let best = next.entry(free).or_insert_with(|| found.clone());
                if found < *best {
                    *best = found;
                }
            }
        }
        beginnings = next.into_iter().collect();
        beginnings.sort_unstable_by(|one, other| (&one.1, &one.0).cmp(&(&other.1, &other.0)));
        beginnings.truncate(WIDTH);
    }
    beginnings.into_iter().next().map(|(_, (_, names))| names)
}
