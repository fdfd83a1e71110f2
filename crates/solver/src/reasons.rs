//! Why sessions have no place: either nobody could ever take them, which is a proof, or something
//! stands in the way, which is named.

use crate::board::Board;
use crate::instance::RoomKind;
use crate::problem::{Problem, Task};
use crate::rota::{Reason, Rule, Unplaced};
use crate::rules::{Idea, Placed, apart, eligibility, follows, people, spacing};
use crate::starts;

/// The reason of each session without a place.
pub fn reasons(problem: &Problem<'_>, placed: &[Option<Placed>]) -> Vec<Unplaced> {
    let board = Board::with(problem, placed);
    let cancelled = |session: usize| problem.instance.sessions[session].cancelled;
    let open =
        (0..placed.len()).filter(|&session| placed[session].is_none() && !cancelled(session));
    open.map(|session| Unplaced {
        session,
        reason: structural(problem, session)
            .or_else(|| blocked(&board, session))
            .unwrap_or(Reason::Structural { rule: Rule::Window }),
    })
    .collect()
}

/// The rule at which nothing is left, if no start can be staffed even in an empty week.
fn structural(problem: &Problem<'_>, session: usize) -> Option<Reason> {
    let task = &problem.tasks[session];
    if !task.order.is_empty() {
        return None;
    }
    let rule = if task.starts.is_empty() {
        without_start(problem, session)
    } else {
        without_staff(problem, session, task)
    };
    Some(Reason::Structural { rule })
}

/// Why there is no start: no room of the kind, the pin, or no window that the venues are open in.
fn without_start(problem: &Problem<'_>, session: usize) -> Rule {
    let wished = &problem.instance.sessions[session];
    let serves = |&venue: &usize| {
        let [standard, large] = problem.rooms[venue];
        large > 0 || (wished.room == RoomKind::Standard && standard > 0)
    };
    if !wished.venues.iter().any(serves) {
        return Rule::Room;
    }
    if problem.tasks[session].pinned {
        Rule::Pinned
    } else if starts::lack_resources(problem, wished) {
        Rule::Resource
    } else {
        Rule::Window
    }
}

/// The rules stand in an order; the one that stops the last of the supervisors is the answer.
fn without_staff(problem: &Problem<'_>, session: usize, task: &Task) -> Rule {
    let wished = &problem.instance.sessions[session];
    let supervisors = problem.instance.supervisors.iter().enumerate();
    let stops = supervisors.flat_map(|(who, supervisor)| {
        let worker = &problem.staff[who];
        task.starts.iter().map(move |start| {
            let refused = eligibility::refusal(wished, who, supervisor, start.venue);
            refused.unwrap_or_else(|| {
                if !worker.is_there(task, start.day, start.slot) {
                    Rule::Availability
                } else if worker.can_ever(task) {
                    Rule::Pair
                } else if worker.can_in_a_day(task) {
                    Rule::Hours
                } else {
                    Rule::Day
                }
            })
        })
    });
    stops.max().unwrap_or(Rule::Reach)
}

/// The start, among all, at which the least is in the way.
fn blocked(board: &Board<'_>, session: usize) -> Option<Reason> {
    let task = &board.problem.tasks[session];
    let obstacles = task.order.iter().filter_map(|&start| {
        let idea = board.idea(session, start);
        let obstacle = obstacle(board, idea)?;
        Some((obstacle.weight(board.problem), start, obstacle))
    });
    let (_, start, obstacle) = obstacles.min_by_key(|(weight, start, _)| (*weight, *start))?;
    let obstacle = obstacle.left_without_them(board, board.idea(session, start));
    let start = &task.starts[start];
    Some(Reason::Blocked {
        day: start.day,
        start: start.slot * board.problem.instance.slot_min,
        venue: start.venue,
        supervisors: obstacle.crew,
        by: obstacle.by,
        limits: obstacle.limits,
    })
}

/// What is in the way of a start.
#[derive(Clone, Default)]
struct Obstacle {
    crew: Vec<usize>,
    by: Vec<usize>,
    limits: Vec<Rule>,
}

impl Obstacle {
    /// How much is in the way: the sessions by what they are worth, limits as the dearest session.
    fn weight(&self, problem: &Problem<'_>) -> i64 {
        let worth = |session: &usize| problem.tasks[*session].unplaced;
        let dearest = problem
            .tasks
            .iter()
            .map(|task| task.unplaced)
            .max()
            .unwrap_or(0);
        let limits = self.limits.iter().map(|_| dearest);
        self.by.iter().map(worth).chain(limits).sum()
    }

    /// The same with those limits of supervisors and cases alone that are still in the way once the sessions are
    /// gone: taking them out can leave a day that is too long as it is, or make room in one that was full.
    fn left_without_them(mut self, board: &Board<'_>, idea: Idea<'_>) -> Self {
        let mut placed = board.placed().to_vec();
        for &session in &self.by {
            placed[session] = None;
        }
        let without = Board::with(board.problem, &placed);
        let limits = self.crew.iter().map(|&who| of_worker(&without, who, idea));
        let mut limits: Vec<Rule> = limits.flat_map(|mine| mine.limits).collect();
        if !without.day_for(idea.session, idea.start.day) {
            limits.push(Rule::Spacing);
        }
        let shared = |rule: &Rule| matches!(rule, Rule::Room | Rule::Resource | Rule::Transport);
        self.limits.retain(shared);
        self.add(Self {
            limits,
            ..Self::default()
        });
        self
    }

    fn add(&mut self, other: Self) {
        self.crew.extend(other.crew);
        self.by.extend(other.by);
        self.limits.extend(other.limits);
        self.by.sort_unstable();
        self.by.dedup();
        self.limits.sort_unstable();
        self.limits.dedup();
    }
}

/// The least that is in the way of a start, over the supervisors who could take it.
fn obstacle(board: &Board<'_>, idea: Idea<'_>) -> Option<Obstacle> {
    let mut obstacle = around(board, idea);
    let pool = idea.task.pools[idea.start.pool].iter();
    let there = pool.filter(|candidate| {
        let worker = &board.problem.staff[candidate.who];
        worker.is_there(idea.task, idea.start.day, idea.start.slot)
    });
    let mut staff: Vec<(i64, Obstacle, u8)> = there
        .map(|candidate| {
            let mine = of_worker(board, candidate.who, idea);
            (mine.weight(board.problem), mine, candidate.seats)
        })
        .collect();
    staff.sort_by_key(|(weight, mine, _)| (*weight, mine.crew.clone()));
    let mut staff = staff.into_iter();
    let (_, first, seats) = staff.next()?;
    obstacle.add(first);
    if idea.task.need == 2 {
        let (_, second, _) = staff.find(|(_, _, others)| eligibility::share(seats, *others))?;
        obstacle.add(second);
    }
    Some(obstacle)
}

/// What is in the way whoever supervises.
fn around(board: &Board<'_>, idea: Idea<'_>) -> Obstacle {
    let view = board.view();
    let mut obstacle = Obstacle::default();
    obstacle.by.extend(spacing::blockers(view, idea));
    obstacle.by.extend(people::blockers(view, idea));
    obstacle.by.extend(apart::blockers(view, idea));
    obstacle.by.extend(follows::blockers(view, idea));
    let (no_room, no_leg) = board.is_crowded(idea);
    if no_room {
        obstacle.by.extend(board.crowd(idea).rooms);
        obstacle.limits.push(Rule::Room);
    }
    if board.is_short(idea) {
        obstacle.by.extend(board.crowd(idea).resources);
        obstacle.limits.push(Rule::Resource);
    }
    if no_leg {
        obstacle.by.extend(board.crowd(idea).legs);
        obstacle.limits.push(Rule::Transport);
    }
    obstacle
}

/// The sessions and the limits in the way of a start with these supervisors.
pub(crate) fn in_the_way(
    board: &Board<'_>,
    idea: Idea<'_>,
    crew: &[usize],
) -> (Vec<usize>, Vec<Rule>) {
    let mut obstacle = around(board, idea);
    for &who in crew {
        obstacle.add(of_worker(board, who, idea));
    }
    (obstacle.by, obstacle.limits)
}

/// What keeps one supervisor from it.
fn of_worker(board: &Board<'_>, who: usize, idea: Idea<'_>) -> Obstacle {
    let by = board.days.blockers(board.problem, who, idea);
    let mut limits = Vec::new();
    if by.is_empty() {
        limits.extend(board.days.refusal(board.problem, who, idea));
    }
    if !board.has_hours(who, idea) {
        limits.push(Rule::Hours);
    }
    Obstacle {
        crew: vec![who],
        by,
        limits,
    }
}
