//! What a repair has changed, and why: the difference to what people were told.

use super::Event;
use crate::board::Board;
use crate::instance::Place;
use crate::problem::Problem;
use crate::reasons;
use crate::rota::{Cause, Change, Rota, Rule};
use crate::rules::{Idea, Placed};

/// The changes of a rota of the week after the event.
pub fn changes(
    problem: &Problem<'_>,
    event: &Event,
    placed: &[Option<Placed>],
    rota: &Rota,
) -> Vec<Change> {
    let mut board = Board::with(problem, placed);
    let sessions = problem.instance.sessions.iter().enumerate();
    let changed = sessions.filter(|(index, session)| session.published != rota.places[*index]);
    changed
        .map(|(index, session)| Change {
            session: index,
            from: session.published.clone(),
            to: rota.places[index].clone(),
            cause: if is_hit(problem, event, index) {
                Cause::Hit
            } else {
                cause(&mut board, index, rota)
            },
        })
        .collect()
}

fn is_hit(problem: &Problem<'_>, event: &Event, session: usize) -> bool {
    let named = event.names(&problem.instance.sessions[session]);
    let published = problem.instance.sessions[session].published.is_some();
    named || published && !problem.could_stay(session)
}

/// Why a session is not where it was, though it could be if nothing else were planned.
fn cause(board: &mut Board<'_>, session: usize, rota: &Rota) -> Cause {
    let before = board.problem.instance.sessions[session].published.as_ref();
    let Some((before, start)) = before.zip(start_of(board.problem, session)) else {
        return Cause::Better;
    };
    let at = board.lift(session);
    let idea = board.idea(session, start);
    let (mut by, mut limits) = reasons::in_the_way(board, idea, &before.supervisors);
    if let Some(at) = at {
        board.place(session, at);
    }
    by.extend(in_its_room(board.problem, rota, idea, before));
    by.sort_unstable();
    by.dedup();
    // Sessions answer for what they take; the room and the legs of transport are no limits besides.
    limits.retain(|limit| by.is_empty() || !matches!(limit, Rule::Room | Rule::Transport));
    if !by.is_empty() {
        Cause::Displaced { by }
    } else if !limits.is_empty() {
        Cause::MadeRoom { limits }
    } else {
        Cause::Better
    }
}

/// The index of the start at which the session was published.
fn start_of(problem: &Problem<'_>, session: usize) -> Option<usize> {
    let place = problem.instance.sessions[session].published.as_ref()?;
    let slot = place.start / problem.instance.slot_min;
    let mut starts = problem.tasks[session].starts.iter();
    starts.position(|start| (start.day, start.slot, start.venue) == (place.day, slot, place.venue))
}

/// The sessions that now meet in its old room while it would be held.
fn in_its_room(problem: &Problem<'_>, rota: &Rota, idea: Idea<'_>, before: &Place) -> Vec<usize> {
    let q = problem.instance.slot_min;
    let places = rota.places.iter().enumerate();
    let meeting = places.filter(|(other, place)| {
        place.as_ref().is_some_and(|place| {
            let same =
                (place.venue, place.day, place.room) == (before.venue, before.day, before.room);
            let (from, length) = (place.start / q, problem.tasks[*other].length);
            let meets = from < idea.end() && idea.start.slot < from + length;
            *other != idea.session && same && meets
        })
    });
    meeting.map(|(other, _)| other).collect()
}
