//! The compile step: the instance as the search wants it, in slots and tables. What can be decided
//! for a session alone is decided here, once: its possible starts, who may take it there and what
//! that costs.

use crate::instance::{Instance, RoomKind, Session};
use crate::rules::{apart, eligibility, people};
use std::collections::HashMap;

/// An instance, ready for the search.
pub struct Problem<'a> {
    /// What it was made from.
    pub instance: &'a Instance,
    /// The sessions, in the order of the instance.
    pub tasks: Vec<Task>,
    /// The supervisors, in the order of the instance.
    pub staff: Vec<Worker>,
    /// The cases, in the order of the instance.
    pub cases: Vec<Family>,
    /// Slots of travel, by venue and venue.
    pub travel: Vec<Vec<usize>>,
    /// Rooms by venue: standard and large.
    pub rooms: Vec<[usize; 2]>,
    /// Slots in a day.
    pub day_slots: usize,
    /// Slots of a leg of transport.
    pub leg: usize,
}

/// A session to place.
pub struct Task {
    /// What it costs to leave it out.
    pub unplaced: i64,
    /// How many supervisors it needs.
    pub need: usize,
    /// Slots a supervisor is needed before it.
    pub before: usize,
    /// Slots it lasts.
    pub length: usize,
    /// Slots a supervisor is needed from its start to their leaving.
    pub until: usize,
    /// Whether it needs a large room.
    pub large: bool,
    /// The area that drives it, where it is driven.
    pub driven: Option<usize>,
    /// Its case.
    pub case: usize,
    /// Its possible starts in the order of day, start and venue.
    pub starts: Vec<Start>,
    /// Those starts that enough supervisors could take, cheapest first.
    pub order: Vec<usize>,
    /// Who may take it on a day at a venue, cheapest first.
    pub pools: Vec<Vec<Candidate>>,
    /// Sessions that share a person with it.
    pub companions: Vec<usize>,
    /// Sessions with somebody who must not meet somebody of it, and the slots between them.
    pub opponents: Vec<(usize, usize)>,
    /// Whether it must stay where it was published.
    pub pinned: bool,
}

impl Task {
    /// The slots of a supervisor's time it takes.
    pub fn work(&self) -> usize {
        self.before + self.until
    }
}

/// When and where a session may be held.
pub struct Start {
    /// The day.
    pub day: usize,
    /// The slot of the day.
    pub slot: usize,
    /// The venue.
    pub venue: usize,
    /// What it costs whoever supervises.
    pub cost: i64,
    /// Which of the pools can take it.
    pub pool: usize,
    /// Cost with the cheapest supervisors; nothing where there are too few.
    pub floor: Option<i64>,
}

/// A supervisor who may take a session.
#[derive(Clone, Copy)]
pub struct Candidate {
    /// What that costs, but for overtime.
    pub cost: i64,
    /// Who.
    pub who: usize,
}

/// A supervisor.
pub struct Worker {
    /// When they are there, per day, in slots.
    pub there: Vec<Option<(usize, usize)>>,
    /// Work a day at most.
    pub day_most: usize,
    /// Sessions a day at most.
    pub sessions_most: usize,
    /// Work a week without overtime.
    pub contract: usize,
    /// Work a week at most.
    pub week_most: usize,
}

/// The sessions of a case.
pub struct Family {
    /// Which they are.
    pub sessions: Vec<usize>,
    /// Days from one to the next, at least.
    pub gap: usize,
    /// How many may be placed.
    pub most: usize,
}

impl<'a> Problem<'a> {
    /// Compiles an instance that [`crate::instance::read`] has let through.
    pub fn new(instance: &'a Instance) -> Self {
        let q = instance.slot_min;
        let mut problem = Self {
            instance,
            tasks: Vec::new(),
            staff: instance.supervisors.iter().map(|s| worker(s, q)).collect(),
            cases: families(instance),
            travel: instance
                .travel_min
                .iter()
                .map(|row| row.iter().map(|minutes| minutes.div_ceil(q)).collect())
                .collect(),
            rooms: instance.venues.iter().map(rooms).collect(),
            day_slots: 1440 / q,
            leg: instance.transport.leg_min / q,
        };
        let case_of: HashMap<&str, usize> = instance
            .cases
            .iter()
            .enumerate()
            .map(|(index, case)| (case.id.as_str(), index))
            .collect();
        for session in &instance.sessions {
            let case = case_of[session.case.as_str()];
            let task = problem.task(session, case);
            problem.tasks.push(task);
        }
        people::relate(&mut problem);
        apart::relate(&mut problem);
        problem
    }

    fn task(&self, session: &Session, case: usize) -> Task {
        let q = self.instance.slot_min;
        let length = session.duration_min / q;
        let driven = session.transport && self.leg > 0;
        let mut task = Task {
            unplaced: self.instance.weights.unassigned[session.priority],
            need: session.supervisors,
            before: session.before_min / q,
            length,
            until: length + session.after_min / q,
            large: session.room == RoomKind::Large,
            driven: driven.then(|| self.instance.venues[session.venues[0]].area),
            case,
            starts: Vec::new(),
            order: Vec::new(),
            pools: Vec::new(),
            companions: Vec::new(),
            opponents: Vec::new(),
            pinned: session.pinned,
        };
        let mut pools: HashMap<(usize, usize), usize> = HashMap::new();
        for (day, slot, venue) in starts(self, session) {
            let pool = *pools.entry((day, venue)).or_insert_with(|| {
                task.pools
                    .push(eligibility::pool(self, session, &task, (day, venue)));
                task.pools.len() - 1
            });
            let cost = start_cost(self.instance, session, (day, slot, venue));
            let mut able = task.pools[pool]
                .iter()
                .filter(|candidate| self.staff[candidate.who].is_there(&task, day, slot));
            let floor = (0..task.need).try_fold(cost, |sum, _| Some(sum + able.next()?.cost));
            task.starts.push(Start {
                day,
                slot,
                venue,
                cost,
                pool,
                floor,
            });
        }
        let alive = task.starts.iter().enumerate();
        let mut alive: Vec<(i64, usize)> = alive
            .filter_map(|(index, start)| Some((start.floor?, index)))
            .collect();
        alive.sort_unstable();
        task.order = alive.into_iter().map(|(_, index)| index).collect();
        task
    }
}

impl Worker {
    /// Whether the session alone is not too much for a day and a week of theirs.
    pub fn can_ever(&self, task: &Task) -> bool {
        self.sessions_most > 0 && task.work() <= self.day_most.min(self.week_most)
    }

    /// Whether they are there for the whole of a session that starts at this slot.
    pub fn is_there(&self, task: &Task, day: usize, slot: usize) -> bool {
        self.there[day]
            .is_some_and(|(from, to)| from + task.before <= slot && slot + task.until <= to)
    }
}

fn worker(supervisor: &crate::instance::Supervisor, q: usize) -> Worker {
    let there = supervisor.days.iter();
    let contract = supervisor.contract_min / q;
    Worker {
        there: there
            .map(|day| day.map(|(from, to)| (from / q, to / q)))
            .collect(),
        day_most: supervisor.day_max_min / q,
        sessions_most: supervisor.max_sessions_day,
        contract,
        week_most: contract + supervisor.overtime_max_min / q,
    }
}

fn rooms(venue: &crate::instance::Venue) -> [usize; 2] {
    let large = venue
        .rooms
        .iter()
        .filter(|room| room.kind == RoomKind::Large)
        .count();
    [venue.rooms.len() - large, large]
}

fn families(instance: &Instance) -> Vec<Family> {
    let sessions = instance.sessions.iter().enumerate();
    let index: HashMap<&str, usize> = sessions.map(|(i, s)| (s.id.as_str(), i)).collect();
    let cases = instance.cases.iter();
    cases
        .map(|case| Family {
            sessions: case.sessions.iter().map(|id| index[id.as_str()]).collect(),
            gap: case.min_gap_days,
            most: case.max_per_week,
        })
        .collect()
}

/// The possible starts of a session in the order of day, slot and venue, each once.
fn starts(problem: &Problem<'_>, session: &Session) -> Vec<(usize, usize, usize)> {
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
    for &(day, from, to) in &session.windows {
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
    if session.pinned {
        all.retain(|&start| Some(start) == told);
    }
    all.sort_unstable();
    all.dedup();
    all
}

fn start_cost(instance: &Instance, session: &Session, at: (usize, usize, usize)) -> i64 {
    let (day, slot, venue) = at;
    let (w, q) = (&instance.weights, instance.slot_min);
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
    venue_cost + wish_cost + if moved { w.moved_session } else { 0 }
}

/// A count as a number that costs are multiplied with.
pub fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
