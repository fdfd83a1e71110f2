//! The compile step: the instance as the search wants it, in slots and tables. What can be decided
//! for a session alone is decided here, once: its possible starts, who may take it there and what
//! that costs.

use crate::instance::{Fault, Instance, RoomKind, Session};
use crate::rota::Parts;
use crate::rules::{apart, eligibility, follows, people, stay, working_day};
pub(crate) use crate::worker::Worker;
use crate::{standing, starts};
use std::collections::HashMap;

/// An instance, ready for the search. What is in it concerns the planner alone.
#[derive(Clone)]
pub struct Problem<'a> {
    /// What it was made from.
    pub(crate) instance: &'a Instance,
    /// The sessions, in the order of the instance.
    pub(crate) tasks: Vec<Task>,
    /// The supervisors, in the order of the instance.
    pub(crate) staff: Vec<Worker>,
    /// The cases, in the order of the instance.
    pub(crate) cases: Vec<Family>,
    /// The cases by name.
    case_of: HashMap<&'a str, usize>,
    /// Slots of travel, by venue and venue.
    pub(crate) travel: Vec<Vec<usize>>,
    /// Who goes to it, by venue.
    pub(crate) reached: Vec<Vec<usize>>,
    /// Rooms by venue: standard and large.
    pub(crate) rooms: Vec<[usize; 2]>,
    /// Whether rooms of one kind may differ: some are closed for a while, or some sessions stay in
    /// theirs.
    pub(crate) rooms_differ: bool,
    /// What each part of the cost counts: 1 where there are no tiers.
    pub(crate) factors: Parts,
    /// Slots in a day.
    pub(crate) day_slots: usize,
    /// Slots of a leg of transport.
    pub(crate) leg: usize,
}

/// A session to place.
#[derive(Clone)]
pub(crate) struct Task {
    /// What it costs to leave it out.
    pub unplaced: i64,
    /// How many supervisors it needs.
    pub need: usize,
    /// Whether its seats ask for different things.
    pub seated: bool,
    /// Slots a supervisor is needed before it.
    pub before: usize,
    /// Slots it lasts.
    pub length: usize,
    /// Slots a supervisor is needed from its start to their leaving.
    pub until: usize,
    /// Slots each of its supervisors needs to write it up.
    pub write_up: usize,
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
    /// Sessions that begin so many slots after it, at least and at most.
    pub partners: Vec<(usize, isize, isize)>,
    /// Whether it must stay where it was published.
    pub pinned: bool,
    /// Those who must supervise it, where it stays and they can; else nobody.
    pub crew: Vec<usize>,
    /// The room it must have, where it stays and that is open.
    pub room: Option<usize>,
}

impl Task {
    /// The slots of a supervisor's time it takes.
    pub fn work(&self) -> usize {
        self.before + self.until
    }

    /// Whether it stays with everything: time, venue, supervisors and room.
    pub fn holds_its_place(&self) -> bool {
        self.pinned && !self.order.is_empty() && !self.crew.is_empty() && self.room.is_some()
    }
}

/// When and where a session may be held.
#[derive(Clone)]
pub(crate) struct Start {
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
    /// The slots of the day in which supervisors are needed, a bit for each.
    pub needed: u128,
}

/// A supervisor who may take a session.
#[derive(Clone, Copy)]
pub(crate) struct Candidate {
    /// What that costs, but for overtime.
    pub cost: i64,
    /// Who.
    pub who: usize,
    /// The seats they fit, a bit for each.
    pub seats: u8,
}

/// The sessions of a case.
#[derive(Clone)]
pub(crate) struct Family {
    /// Which they are.
    pub sessions: Vec<usize>,
    /// Days from one to the next, at least.
    pub gap: usize,
    /// How many may be placed.
    pub most: usize,
    /// How many should be, of those that are not cancelled.
    pub least: usize,
}

impl<'a> Problem<'a> {
    /// Compiles an instance that [`crate::instance::read`] has let through.
    pub fn new(instance: &'a Instance) -> Self {
        Self::compile(instance, |problem, index| {
            let stays = stay::binds(instance, &instance.sessions[index]);
            problem.task(index, stays)
        })
    }

    /// The fault of a week in which sessions that must stay break a rule together: whoever plans it would have
    /// to leave one of them out, which is not theirs to choose.
    pub fn fault(&self) -> Option<Fault> {
        let (_, clashing) = standing::as_published(self);
        standing::fault(self.instance, &clashing)
    }

    /// The same week for a first repair: each session that still can stays where it was published,
    /// so that few have more than one possible start, and the compile step is short.
    pub(crate) fn still(instance: &'a Instance) -> Self {
        Self::compile(instance, |problem, index| {
            let session = &instance.sessions[index];
            let task = problem.task(index, session.published.is_some());
            if task.holds_its_place() || stay::binds(instance, session) {
                task
            } else {
                problem.task(index, false)
            }
        })
    }

    /// Lets a session go that stays though nothing binds it.
    pub(crate) fn loosen(&mut self, session: usize) {
        let mut task = self.task(session, false);
        let old = &mut self.tasks[session];
        task.companions = std::mem::take(&mut old.companions);
        task.opponents = std::mem::take(&mut old.opponents);
        task.partners = std::mem::take(&mut old.partners);
        self.tasks[session] = task;
    }

    /// Whether the session could keep its published place if nothing else were planned.
    pub(crate) fn could_stay(&self, session: usize) -> bool {
        let published = self.instance.sessions[session].published.is_some();
        published && self.task(session, true).holds_its_place()
    }

    fn compile(instance: &'a Instance, task: impl Fn(&Self, usize) -> Task) -> Self {
        let q = instance.slot_min;
        let cases = instance.cases.iter().enumerate();
        let staff = instance.supervisors.iter();
        let mut problem = Self {
            instance,
            tasks: Vec::new(),
            staff: staff.map(|s| Worker::new(instance, s)).collect(),
            cases: families(instance),
            case_of: cases
                .map(|(index, case)| (case.id.as_str(), index))
                .collect(),
            travel: instance
                .travel_min
                .iter()
                .map(|row| row.iter().map(|minutes| minutes.div_ceil(q)).collect())
                .collect(),
            reached: reached(instance),
            rooms: instance.venues.iter().map(rooms).collect(),
            rooms_differ: rooms_differ(instance),
            factors: instance.factors().unwrap_or_default(),
            day_slots: 1440 / q,
            leg: instance.transport.leg_min / q,
        };
        let tasks = (0..instance.sessions.len()).map(|index| task(&problem, index));
        problem.tasks = tasks.collect();
        people::relate(&mut problem);
        apart::relate(&mut problem);
        follows::relate(&mut problem);
        problem
    }

    /// What there is to know of a session; one that `stays` has no other place than the published one.
    fn task(&self, index: usize, stays: bool) -> Task {
        let session = &self.instance.sessions[index];
        let q = self.instance.slot_min;
        let length = session.duration_min / q;
        let driven = session.transport && self.leg > 0;
        let worth = self.instance.weights.unassigned[session.priority] * self.factors.unassigned;
        let mut task = Task {
            unplaced: if session.cancelled { 0 } else { worth },
            need: session.supervisors,
            seated: session.supervisors == 2 && !session.seats.is_empty(),
            before: session.before_min / q,
            length,
            until: length + session.after_min / q,
            write_up: session.write_up_min.div_ceil(q),
            large: session.room == RoomKind::Large,
            driven: driven.then(|| self.instance.venues[session.venues[0]].area),
            case: self.case_of[session.case.as_str()],
            starts: Vec::new(),
            order: Vec::new(),
            pools: Vec::new(),
            companions: Vec::new(),
            opponents: Vec::new(),
            partners: Vec::new(),
            pinned: stays,
            crew: Vec::new(),
            room: None,
        };
        if stays {
            task.crew = stay::crew(self, session, &task).map_or(Vec::new(), <[_]>::to_vec);
            task.room = stay::room(self, session, &task);
        }
        self.add_starts(session, &mut task);
        let alive = task.starts.iter().enumerate();
        let mut alive: Vec<(i64, usize)> = alive
            .filter_map(|(index, start)| Some((start.floor?, index)))
            .collect();
        alive.sort_unstable();
        task.order = alive.into_iter().map(|(_, index)| index).collect();
        task
    }

    fn add_starts(&self, session: &Session, task: &mut Task) {
        // What somebody costs is a matter of the venue; whether they are there, of the day.
        let mut able: HashMap<usize, Vec<Candidate>> = HashMap::new();
        let mut pools: HashMap<(usize, usize), usize> = HashMap::new();
        for (day, slot, venue) in starts::of(self, session, task.pinned) {
            let pool = *pools.entry((day, venue)).or_insert_with(|| {
                let able = able
                    .entry(venue)
                    .or_insert_with(|| eligibility::pool(self, session, task, venue));
                let works = |one: &&Candidate| self.staff[one.who].works_long_enough(task, day);
                task.pools
                    .push(able.iter().filter(works).copied().collect());
                task.pools.len() - 1
            });
            let cost = starts::cost(self, session, (day, slot, venue));
            let floor = self.cheapest(task, &task.pools[pool], (day, slot));
            task.starts.push(Start {
                day,
                slot,
                venue,
                cost,
                pool,
                floor: floor.map(|staff| cost + staff),
                needed: working_day::bits(
                    self.day_slots,
                    slot.saturating_sub(task.before),
                    slot + task.until,
                ),
            });
        }
    }

    /// What the cheapest of a pool cost who are there for the session and fit all its seats; nothing where there are
    /// too few.
    fn cheapest(&self, task: &Task, pool: &[Candidate], at: (usize, usize)) -> Option<i64> {
        let (day, slot) = at;
        let (mut missing, mut seats, mut sum) = (task.need, 0, 0);
        for candidate in pool {
            if self.staff[candidate.who].is_there(task, day, slot) {
                seats |= candidate.seats;
                if missing > 0 {
                    missing -= 1;
                    sum += candidate.cost;
                }
                if missing == 0 && eligibility::share(seats, seats) {
                    return Some(sum);
                }
            }
        }
        None
    }
}

fn reached(instance: &Instance) -> Vec<Vec<usize>> {
    let mut reached = vec![Vec::new(); instance.venues.len()];
    for (who, supervisor) in instance.supervisors.iter().enumerate() {
        for &venue in &supervisor.reach {
            reached[venue].push(who);
        }
    }
    reached
}

fn rooms(venue: &crate::instance::Venue) -> [usize; 2] {
    let large = venue
        .rooms
        .iter()
        .filter(|room| room.kind == RoomKind::Large)
        .count();
    [venue.rooms.len() - large, large]
}

fn rooms_differ(instance: &Instance) -> bool {
    let mut rooms = instance.venues.iter().flat_map(|venue| &venue.rooms);
    let mut sessions = instance.sessions.iter();
    rooms.any(|room| !room.closed.is_empty())
        || sessions.any(|session| stay::binds(instance, session))
}

fn families(instance: &Instance) -> Vec<Family> {
    let sessions = instance.sessions.iter().enumerate();
    let index: HashMap<&str, usize> = sessions.map(|(i, s)| (s.id.as_str(), i)).collect();
    let cases = instance.cases.iter();
    cases
        .map(|case| {
            let sessions: Vec<usize> = case.sessions.iter().map(|id| index[id.as_str()]).collect();
            let wanted = sessions
                .iter()
                .filter(|&&s| !instance.sessions[s].cancelled);
            Family {
                gap: case.min_gap_days,
                most: case.max_per_week,
                least: case.min_per_week.min(wanted.count()),
                sessions,
            }
        })
        .collect()
}

/// A count as a number that costs are multiplied with.
pub(crate) fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
