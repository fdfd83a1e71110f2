//! Whether the sessions that stay where people were told can do so together. What is told twice for one room,
//! or leaves a supervisor no time to travel, cannot be planned around: it is refused before anything is.

use crate::board::Board;
use crate::instance::{Fault, Instance};
use crate::naming;
use crate::problem::Problem;
use crate::rules::{Idea, NOBODY, Placed, stay};
use std::collections::HashMap;

/// The fault of a week in which one of these sessions, which break a rule with others that stay, must stay.
pub fn fault(instance: &Instance, clashing: &[usize]) -> Option<Fault> {
    let mut clashing = clashing.iter();
    let bound = clashing.find(|&&session| stay::binds(instance, &instance.sessions[session]))?;
    let pointer = format!("/sessions/{bound}/published");
    let reason = "must stay, but breaks a rule with others that stay";
    Some(Fault::new(pointer, reason))
}

/// The sessions that stay, placed where they were published; and those of them that do not fit
/// with the others. What is bound comes first, then what counts most.
pub fn as_published(problem: &Problem<'_>) -> (Vec<Option<Placed>>, Vec<usize>) {
    let instance = problem.instance;
    let tasks = problem.tasks.iter().enumerate();
    let staying = tasks.filter(|(_, task)| task.holds_its_place());
    let mut staying: Vec<usize> = staying.map(|(session, _)| session).collect();
    staying.sort_by_key(|&session| {
        let bound = stay::binds(instance, &instance.sessions[session]);
        (!bound, -problem.tasks[session].unplaced)
    });
    let mut board = Board::new(problem);
    let mut clashing = Vec::new();
    let mut days: HashMap<(usize, usize), Vec<usize>> = HashMap::new();
    for session in staying {
        let Some(at) = published_place(&board, session) else {
            clashing.push(session);
            continue;
        };
        board.place(session, at);
        let start = Idea::new(problem, session, at.start).start;
        let day = days.entry((start.venue, start.day)).or_default();
        day.push(session);
        // There are rooms enough for both, and still two may have been told one.
        if !naming::is_possible_for(problem, board.placed(), day) {
            day.pop();
            board.lift(session);
            clashing.push(session);
        }
    }
    (board.placed().to_vec(), clashing)
}

/// The place of a session that stays with everything, if the others leave it.
fn published_place(board: &Board<'_>, session: usize) -> Option<Placed> {
    let task = &board.problem.tasks[session];
    let start = *task.order.first()?;
    let idea = board.idea(session, start);
    let large = board.room_for(idea)?;
    let mut crew = [NOBODY; 2];
    for (seat, &who) in crew.iter_mut().zip(&task.crew) {
        board.taken_by(who, idea)?;
        *seat = who;
    }
    let pool = task.pools[idea.start.pool].iter();
    let staff: i64 = pool.map(|candidate| candidate.cost).sum();
    Some(Placed {
        start,
        large,
        crew,
        cost: idea.start.cost + staff,
    })
}
