//! When the sessions of a day start, where the order of every supervisor's sessions is chosen already: each as soon
//! as those before it, the way and the sessions it follows allow. One that is put between others lets them
//! start later (after Savelsbergh's pushing forward of whole routes); where some are taken out, the others start
//! earlier again.

use crate::board::{Board, crew};
use crate::problem::{Problem, Task};
use crate::rules::Idea;
use crate::rules::working_day::Stop;
use std::collections::{BTreeSet, VecDeque};

/// A session that pushes others more often than this, for each session of the week, goes round in a circle.
const PUSHES: usize = 4;

/// The starts of a session on one day at one venue, the earliest first.
pub struct Times {
    /// The day.
    pub day: usize,
    /// The venue.
    pub venue: usize,
    /// Which of the pools can take it there.
    pub pool: usize,
    /// Their indices, and what they cost whoever supervises: close together, for a day in minutes has very many.
    starts: Vec<(usize, i64)>,
    /// The first slot and the step to the next, where all follow evenly: such a start is counted, not looked for.
    even: Option<(usize, usize)>,
    /// Whether no start costs more than a later one.
    soon_is_best: bool,
}

/// A start, with what has to be known of it.
#[derive(Clone, Copy)]
pub struct At {
    /// Its index.
    pub start: usize,
    day: usize,
    venue: usize,
    slot: usize,
    cost: i64,
}

impl At {
    fn of(task: &Task, index: usize) -> Self {
        let start = &task.starts[index];
        Self {
            start: index,
            day: start.day,
            venue: start.venue,
            slot: start.slot,
            cost: start.cost,
        }
    }
}

impl Times {
    /// The first start in this slot or later.
    pub fn from(&self, task: &Task, slot: usize) -> Option<At> {
        let slot_of = |&(start, _): &(usize, i64)| task.starts[start].slot;
        let index = self.even.map_or_else(
            || self.starts.partition_point(|start| slot_of(start) < slot),
            |(first, step)| slot.saturating_sub(first).div_ceil(step),
        );
        let start = self.starts.get(index)?;
        let slot = self
            .even
            .map_or_else(|| slot_of(start), |(first, step)| first + index * step);
        Some(At {
            start: start.0,
            day: self.day,
            venue: self.venue,
            slot,
            cost: start.1,
        })
    }

    /// Whether all starts follow evenly, and how.
    fn evenness(&self, task: &Task) -> Option<(usize, usize)> {
        let slots = self
            .starts
            .iter()
            .map(|&(start, _)| task.starts[start].slot);
        let (first, second) = slots.clone().next().zip(slots.clone().nth(1))?;
        let step = second - first;
        let even = slots
            .enumerate()
            .all(|(index, slot)| slot == first + index * step);
        even.then_some((first, step))
    }
}

/// The times of a session by day and venue.
fn times(task: &Task) -> Vec<Times> {
    let mut all: Vec<Times> = Vec::new();
    for (index, start) in task.starts.iter().enumerate() {
        let known = all
            .iter_mut()
            .find(|times| (times.day, times.venue) == (start.day, start.venue));
        if let Some(times) = known {
            let last = times.starts.last();
            times.soon_is_best &= last.is_none_or(|last| last.1 <= start.cost);
            times.starts.push((index, start.cost));
        } else {
            all.push(Times {
                day: start.day,
                venue: start.venue,
                pool: start.pool,
                starts: vec![(index, start.cost)],
                even: None,
                soon_is_best: true,
            });
        }
    }
    for times in &mut all {
        times.even = times.evenness(task);
    }
    all
}

/// A place between the sessions of a supervisor's day.
#[derive(Clone, Copy)]
pub struct Gap {
    /// The session that comes into it.
    pub session: usize,
    /// Whose day it is.
    pub who: usize,
    /// Which day.
    pub day: usize,
    /// How many sessions of that day come before it.
    pub before: usize,
}

impl Gap {
    /// What comes after a session of somebody's day.
    fn next(
        gap: Option<Self>,
        stops: &[Stop],
        session: usize,
        day: (usize, usize),
    ) -> Option<usize> {
        let gap = gap.filter(|gap| (gap.who, gap.day) == day);
        let stop = |at: usize| stops.get(at).map(|stop| stop.session);
        match gap {
            Some(gap) if gap.session == session => stop(gap.before),
            _ => {
                let at = stops.iter().position(|stop| stop.session == session)? + 1;
                let into = gap.filter(|gap| gap.before == at);
                into.map_or_else(|| stop(at), |gap| Some(gap.session))
            }
        }
    }
}

/// Tries times.
pub struct Timing {
    times: Vec<Vec<Times>>,
    /// The start that a session would have instead of its own.
    tried: Vec<Option<At>>,
    touched: Vec<usize>,
    queue: VecDeque<usize>,
}

impl Timing {
    /// The times of all sessions.
    pub fn new(problem: &Problem<'_>) -> Self {
        Self {
            times: problem.tasks.iter().map(times).collect(),
            tried: vec![None; problem.tasks.len()],
            touched: Vec::new(),
            queue: VecDeque::new(),
        }
    }

    /// The days and venues of a session.
    pub fn of(&self, session: usize) -> &[Times] {
        &self.times[session]
    }

    /// Whether the session is best held as soon as it can be, wherever it is held.
    pub fn soon_is_best(&self, session: usize) -> bool {
        self.times[session].iter().all(|times| times.soon_is_best)
    }

    /// What a session in a gap costs that starts so and lets others start later for it, without its supervisor;
    /// nothing where that is impossible or no less than the limit.
    pub fn push(&mut self, board: &Board<'_>, gap: Gap, at: At, limit: i64) -> Option<i64> {
        self.forget();
        if at.cost >= limit {
            return None;
        }
        self.try_at(gap.session, at);
        let cost = at.cost + self.spread(board, Some(gap), limit - at.cost)?;
        let ideas = self.touched.iter().filter_map(|&session| {
            let start = self.tried[session]?.start;
            Some(Idea::new(board.problem, session, start))
        });
        let late = ideas.map(|idea| board.begun_late(idea)).max();
        Some(cost + late.unwrap_or(0)).filter(|cost| *cost < limit)
    }

    /// The sessions that start otherwise than they do, and where, as they were tried last; but for one. Whoever
    /// starts first comes first.
    pub fn moves(&self, board: &Board<'_>, but: Option<usize>) -> Vec<(usize, usize)> {
        let touched = self.touched.iter().copied();
        let tried = touched.filter(|&session| Some(session) != but);
        let mut moves: Vec<(usize, At)> = tried
            .filter_map(|session| {
                let (at, now) = (self.tried[session]?, board.placed()[session]?);
                (at.start != now.start).then_some((session, at))
            })
            .collect();
        moves.sort_unstable_by_key(|&(session, at)| (at.slot, session));
        let moves = moves.into_iter();
        moves.map(|(session, at)| (session, at.start)).collect()
    }

    /// The sessions of some days that could start earlier in the same order, and when.
    pub fn earlier(&mut self, board: &Board<'_>, days: &BTreeSet<usize>) -> Vec<(usize, usize)> {
        self.forget();
        let placed = board.placed().iter().enumerate();
        let mut placed: Vec<(usize, usize, At)> = placed
            .filter_map(|(session, at)| {
                let task = &board.problem.tasks[session];
                let now = At::of(task, at.as_ref()?.start);
                let first = self.first(session, task, now);
                days.contains(&now.day)
                    .then_some((now.slot, session, first))
            })
            .collect();
        placed.sort_unstable_by_key(|&(slot, session, _)| (slot, session));
        for (_, session, first) in placed {
            self.try_at(session, first);
        }
        if self.spread(board, None, i64::MAX).is_none() {
            return Vec::new();
        }
        self.moves(board, None)
    }

    /// The first start of a session on its day at its venue; its own, where it stays or an earlier one may cost more.
    fn first(&self, session: usize, task: &Task, now: At) -> At {
        let times = self.at(session, now);
        let times = times.filter(|times| times.soon_is_best && !task.pinned);
        times.and_then(|times| times.from(task, 0)).unwrap_or(now)
    }

    fn at(&self, session: usize, now: At) -> Option<&Times> {
        let mut times = self.times[session].iter();
        times.find(|times| (times.day, times.venue) == (now.day, now.venue))
    }

    /// Lets whatever must start later for those tried do so; what that costs.
    fn spread(&mut self, board: &Board<'_>, gap: Option<Gap>, limit: i64) -> Option<i64> {
        let mut more = 0;
        let mut left = PUSHES * self.tried.len();
        while let Some(session) = self.queue.pop_front() {
            left = left.checked_sub(1)?;
            more += self.push_others(board, gap, session)?;
            if more >= limit {
                return None;
            }
        }
        Some(more)
    }

    fn push_others(&mut self, board: &Board<'_>, gap: Option<Gap>, session: usize) -> Option<i64> {
        let here = self.now(board, session)?;
        let tasks = &board.problem.tasks;
        let until = here.slot + tasks[session].until;
        let mut more = 0;
        let own = gap.filter(|gap| gap.session == session).map(|gap| gap.who);
        let others = board.placed()[session].into_iter().flat_map(crew);
        for who in own.into_iter().chain(others) {
            let stops = board.days.of(who, here.day);
            let Some(next) = Gap::next(gap, stops, session, (who, here.day)) else {
                continue;
            };
            let there = self.now(board, next)?;
            let way = board.problem.travel[here.venue][there.venue];
            let slot = until + way + tasks[next].before;
            more += self.push_to(&tasks[next], (next, there), slot)?;
        }
        for &(partner, least, _) in &tasks[session].partners {
            if let Some(there) = self.now(board, partner) {
                let slot = here.slot.saturating_add_signed(least);
                let pushed = self.push_to(&tasks[partner], (partner, there), slot);
                more += pushed.filter(|_| there.day == here.day)?;
            }
        }
        Some(more)
    }

    /// Lets a session start no earlier than in this slot of its day; what that costs.
    fn push_to(&mut self, task: &Task, (session, now): (usize, At), slot: usize) -> Option<i64> {
        if now.slot >= slot {
            return Some(0);
        }
        if task.pinned {
            return None;
        }
        let later = self.at(session, now)?.from(task, slot)?;
        self.try_at(session, later);
        Some(later.cost - now.cost)
    }

    fn now(&self, board: &Board<'_>, session: usize) -> Option<At> {
        let own = || {
            let at = board.placed()[session]?;
            Some(At::of(&board.problem.tasks[session], at.start))
        };
        self.tried[session].or_else(own)
    }

    fn try_at(&mut self, session: usize, at: At) {
        if self.tried[session].replace(at).is_none() {
            self.touched.push(session);
        }
        self.queue.push_back(session);
    }

    fn forget(&mut self) {
        for session in self.touched.drain(..) {
            self.tried[session] = None;
        }
        self.queue.clear();
    }
}
