//! The cheapest place for a session as things stand.

use super::random::Random;
use crate::board::Board;
use crate::problem::Candidate;
use crate::rules::{Idea, NOBODY, Placed, eligibility};

/// How often in 1000 a possible place is passed over, so that the search does not always fall into
/// the same hole.
#[derive(Clone, Copy)]
pub struct Blinks(pub usize);

/// The cheapest place for the session, if one costs less than the limit.
pub fn cheapest(
    board: &Board<'_>,
    session: usize,
    limit: i64,
    random: &mut Random,
    blinks: Blinks,
) -> Option<Placed> {
    let task = &board.problem.tasks[session];
    let mut best: Option<Placed> = None;
    let mut best_cost = limit;
    // Which days of the week are known to be refused by the case, and which are not: a bit each.
    let (mut refused, mut asked) = (0_u32, 0_u32);
    for &start in &task.order {
        let idea = board.idea(session, start);
        if idea.start.floor.is_none_or(|floor| floor >= best_cost) {
            break;
        }
        if random.permille(blinks.0) {
            continue;
        }
        let day = 1 << idea.start.day;
        if asked & day == 0 {
            asked |= day;
            let allowed = board.day_for(session, idea.start.day);
            refused |= if allowed { 0 } else { day };
        }
        if refused & day != 0 || !may_be_staffed(board, idea) {
            continue;
        }
        let Some(large) = board.room_at(idea) else {
            continue;
        };
        let late = board.begun_late(idea);
        let limit = best_cost.saturating_sub(late);
        if let Some((crew, fixed, cost)) = cheapest_crew(board, idea, limit, random, blinks) {
            best_cost = cost + late;
            best = Some(Placed {
                start,
                large,
                crew,
                cost: fixed,
            });
        }
    }
    best
}

/// Whether enough supervisors may have time at all: most starts of a full week fail here.
fn may_be_staffed(board: &Board<'_>, idea: Idea<'_>) -> bool {
    let pool = idea.task.pools[idea.start.pool].iter();
    let mut free = pool.filter(|candidate| board.days.may_have_time(candidate.who, idea));
    free.nth(idea.task.need - 1).is_some()
}

/// The cheapest supervisors for the session at this start, if that is cheaper than the limit: who
/// they are, the cost without overtime, and with it.
fn cheapest_crew(
    board: &Board<'_>,
    idea: Idea<'_>,
    limit: i64,
    random: &mut Random,
    blinks: Blinks,
) -> Option<([usize; 2], i64, i64)> {
    if idea.task.seated {
        return cheapest_seated(board, idea, limit, (random, blinks));
    }
    let base = idea.start.cost;
    let pair = idea.task.need == 2;
    // Cost with overtime, cost without, who: the cheapest and the one after.
    let mut first = (limit, 0, NOBODY);
    let mut second = first;
    for candidate in &idea.task.pools[idea.start.pool] {
        let worst = if pair { second.0 } else { first.0 };
        if base + candidate.cost >= worst {
            break;
        }
        if random.permille(blinks.0) {
            continue;
        }
        let Some(more) = board.taken_by(candidate.who, idea) else {
            continue;
        };
        let found = (base + candidate.cost + more, candidate.cost, candidate.who);
        if found.0 < first.0 {
            second = first;
            first = found;
        } else if found.0 < second.0 {
            second = found;
        }
    }
    if !pair {
        let found = first.2 != NOBODY;
        return found.then_some(([first.2, NOBODY], base + first.1, first.0));
    }
    if second.2 == NOBODY {
        return None;
    }
    let cost = first.0 + second.0 - base;
    (cost < limit).then_some(([first.2, second.2], base + first.1 + second.1, cost))
}

/// The same where the two seats ask for different things: every pair that fits them is looked at.
fn cheapest_seated(
    board: &Board<'_>,
    idea: Idea<'_>,
    limit: i64,
    (random, blinks): (&mut Random, Blinks),
) -> Option<([usize; 2], i64, i64)> {
    let base = idea.start.cost;
    let mut best = None;
    let mut least = limit;
    let mut free: Vec<(i64, &Candidate)> = Vec::new();
    for candidate in &idea.task.pools[idea.start.pool] {
        if random.permille(blinks.0) {
            continue;
        }
        let Some(more) = board.taken_by(candidate.who, idea) else {
            continue;
        };
        let cost = candidate.cost + more;
        for (other_cost, other) in &free {
            let sum = base + cost + other_cost;
            if sum < least && eligibility::share(candidate.seats, other.seats) {
                least = sum;
                let fixed = base + candidate.cost + other.cost;
                best = Some(([other.who, candidate.who], fixed, sum));
            }
        }
        free.push((cost, candidate));
    }
    best
}
