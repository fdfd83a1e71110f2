//! A session between others that start later for it: where a supervisor's day is a round, what comes next is
//! chosen rather than when.

use super::random::Random;
use super::recreate::Blinks;
use super::timing::{At, Gap, Timing};
use crate::board::Board;
use crate::problem::Candidate;
use crate::rules::{Idea, NOBODY, Placed};

/// Where a session would go, and who starts later for it.
pub struct Squeeze {
    /// Its place.
    pub at: Placed,
    /// What the week costs more then.
    pub cost: i64,
    /// The others, each with another start.
    pub later: Vec<(usize, usize)>,
}

/// The cheapest place for the session between others, if one costs less than the limit.
pub fn squeeze(
    (board, timing): (&Board<'_>, &mut Timing),
    session: usize,
    limit: i64,
    (random, blinks): (&mut Random, Blinks),
) -> Option<Squeeze> {
    let task = &board.problem.tasks[session];
    if task.need != 1 || task.pinned {
        return None;
    }
    let mut best: Option<Squeeze> = None;
    let mut least = limit;
    for place in 0..timing.of(session).len() {
        let (day, pool) = (
            timing.of(session)[place].day,
            timing.of(session)[place].pool,
        );
        let Some(beside) = soonest_beside_partners(board, session, day) else {
            continue;
        };
        for candidate in &task.pools[pool] {
            for before in 0..=board.days.of(candidate.who, day).len() {
                if random.permille(blinks.0) {
                    continue;
                }
                let gap = Gap {
                    session,
                    who: candidate.who,
                    day,
                    before,
                };
                let after = soonest_after(board, gap, timing.of(session)[place].venue);
                let Some(at) = timing.of(session)[place].from(task, beside.max(after)) else {
                    break;
                };
                let Some(own) = own_cost(board, gap, *candidate, at) else {
                    continue;
                };
                let limit = least.saturating_sub(own);
                if let Some(cost) = timing.push(board, gap, at, limit) {
                    least = own + cost;
                    best = Some(Squeeze {
                        at: placed(board, session, at, *candidate),
                        cost: least,
                        later: timing.moves(board, Some(session)),
                    });
                }
            }
        }
    }
    best
}

fn placed(board: &Board<'_>, session: usize, at: At, candidate: Candidate) -> Placed {
    let idea = board.idea(session, at.start);
    Placed {
        start: at.start,
        large: false,
        crew: [candidate.who, NOBODY],
        cost: idea.start.cost + candidate.cost,
    }
}

/// The first slot of the day in which the sessions that it follows allow it to start, or nothing where they are
/// on another one.
fn soonest_beside_partners(board: &Board<'_>, session: usize, day: usize) -> Option<usize> {
    let partners = board.problem.tasks[session].partners.iter();
    let mut slots = partners.filter_map(|&(partner, _, most)| {
        let held = board.view().held(partner)?;
        let soonest = held.start.slot.saturating_add_signed(-most);
        Some((held.start.day == day).then_some(soonest))
    });
    slots.try_fold(0, |soonest, slot| Some(soonest.max(slot?)))
}

/// The first slot in which the supervisor can be there, coming from the session before.
fn soonest_after(board: &Board<'_>, gap: Gap, venue: usize) -> usize {
    let before = gap.before.checked_sub(1);
    before.map_or(0, |last| {
        let last = board.days.of(gap.who, gap.day)[last];
        let way = board.problem.travel[last.venue][venue];
        last.to + way + board.problem.tasks[gap.session].before
    })
}

/// What the supervisor's week costs more with the session, but for its start.
fn own_cost(board: &Board<'_>, gap: Gap, candidate: Candidate, at: At) -> Option<i64> {
    let idea = Idea::new(board.problem, gap.session, at.start);
    let worker = &board.problem.staff[gap.who];
    let there = worker.is_there(idea.task, idea.start.day, idea.start.slot);
    let more = there.then(|| board.goes_into(gap.who, idea, gap.before));
    Some(candidate.cost + more.flatten()?)
}
