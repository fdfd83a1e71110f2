//! Ejection: a session without a place takes one from others, which then look for a new one. Which
//! others: those that have cost the least trouble so far (after Nagata and Bräysy's guided
//! ejection).

use super::random::Random;
use crate::board::Board;
use crate::rota::Rule;
use crate::rules::working_day::Stop;
use crate::rules::{Idea, NOBODY, Placed, apart, eligibility, follows, people, spacing};

/// How many possible places are looked at for one ejection.
const TRIES: usize = 10;

/// Where a session would go, and who must leave theirs.
pub struct Ejection {
    /// The index of the start.
    pub start: usize,
    /// Who would supervise.
    pub crew: [usize; 2],
    /// What start and supervisors cost, but for overtime.
    pub cost: i64,
    /// The sessions in the way.
    pub leaving: Vec<usize>,
}

impl Ejection {
    /// Places the session, now that those in the way have left, if the rules allow it.
    pub fn complete(&self, board: &mut Board<'_>, session: usize) -> bool {
        let idea = board.idea(session, self.start);
        let Some(large) = board.room_for(idea) else {
            return false;
        };
        let mut crew = self.crew.iter().filter(|&&who| who != NOBODY);
        let fits = crew.all(|&who| board.taken_by(who, idea).is_some());
        if fits {
            let Self {
                start, crew, cost, ..
            } = *self;
            board.place(
                session,
                Placed {
                    start,
                    large,
                    crew,
                    cost,
                },
            );
        }
        fits
    }
}

/// Looks for a place whose ejection costs little trouble.
pub fn find(
    board: &Board<'_>,
    session: usize,
    trouble: &[i64],
    random: &mut Random,
) -> Option<Ejection> {
    let task = &board.problem.tasks[session];
    let mut best: Option<(i64, Ejection)> = None;
    for _ in 0..TRIES {
        let Some(&start) = random.early(&task.order) else {
            break;
        };
        let idea = board.idea(session, start);
        let Some(ejection) = at(board, idea, start, random) else {
            continue;
        };
        let sum: i64 = ejection.leaving.iter().map(|&other| trouble[other]).sum();
        if best.as_ref().is_none_or(|(least, _)| sum < *least) {
            best = Some((sum, ejection));
        }
    }
    best.map(|(_, ejection)| ejection)
}

/// What must leave for this start, with supervisors picked at random among those who may.
fn at(board: &Board<'_>, idea: Idea<'_>, start: usize, random: &mut Random) -> Option<Ejection> {
    let mut leaving = for_slot(board, idea, random);
    let mut crew = [NOBODY; 2];
    let mut cost = idea.start.cost;
    let mut seats = 0;
    for seat in 0..idea.task.need {
        let candidate = random.early(&idea.task.pools[idea.start.pool])?;
        let worker = &board.problem.staff[candidate.who];
        let there = worker.is_there(idea.task, idea.start.day, idea.start.slot);
        if crew.contains(&candidate.who) || !there {
            return None;
        }
        if seat == 1 && !eligibility::share(seats, candidate.seats) {
            return None;
        }
        seats = candidate.seats;
        crew[seat] = candidate.who;
        cost += candidate.cost;
        leaving.extend(for_worker(board, candidate.who, idea, random));
    }
    leaving.sort_unstable();
    leaving.dedup();
    let stays = leaving
        .iter()
        .any(|&other| board.problem.tasks[other].holds_its_place());
    (!stays).then_some(Ejection {
        start,
        crew,
        cost,
        leaving,
    })
}

/// What must leave so that the supervisor has time and hours.
pub fn for_worker(
    board: &Board<'_>,
    who: usize,
    idea: Idea<'_>,
    random: &mut Random,
) -> Vec<usize> {
    let mut leaving = board.days.blockers(board.problem, who, idea);
    if !leaving.is_empty() {
        return leaving;
    }
    let refusal = board.days.refusal(board.problem, who, idea);
    let leaves = match refusal {
        Some(Rule::Day | Rule::Break) => random.pick(board.days.of(who, idea.start.day)),
        None if board.has_hours(who, idea) => None,
        _ => of_week(board, who, random),
    };
    leaving.extend(leaves.map(|stop| stop.session));
    leaving
}

/// Some session of the supervisor's week.
fn of_week<'b>(board: &'b Board<'_>, who: usize, random: &mut Random) -> Option<&'b Stop> {
    let days = board.problem.instance.days.len();
    let first = random.below(days);
    let mut days = (first..days).chain(0..first);
    days.find_map(|day| random.pick(board.days.of(who, day)))
}

/// What must leave so that everything but the supervisors allows the start.
fn for_slot(board: &Board<'_>, idea: Idea<'_>, random: &mut Random) -> Vec<usize> {
    let view = board.view();
    let mut leaving = spacing::blockers(view, idea);
    leaving.extend(people::blockers(view, idea));
    leaving.extend(apart::blockers(view, idea));
    leaving.extend(follows::blockers(view, idea));
    let (no_room, no_leg) = board.is_crowded(idea);
    if no_leg {
        leaving.extend(random.pick(&board.crowd(idea).legs));
    }
    if board.is_short(idea) {
        leaving.extend(random.pick(&board.crowd(idea).resources));
    }
    if no_room {
        leaving.extend(random.pick(&board.crowd(idea).rooms));
    }
    leaving
}
