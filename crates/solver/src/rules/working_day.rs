//! The day of a supervisor: one place at a time, travel between venues, so much work and so many
//! sessions a day, breaks in long work, rest between days and over the week. Costs nothing. In the
//! bound every day is planned as a whole with travel and the limits of the day; breaks and rest are
//! left out.

use super::Idea;
use crate::problem::{Problem, Task, Worker};
use crate::rota::Rule;

/// A session in a supervisor's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// The slot from which they are needed.
    pub from: usize,
    /// The slot until which they are needed.
    pub to: usize,
    /// Where.
    pub venue: usize,
    /// For which session.
    pub session: usize,
    /// A bit for each slot in which they are needed.
    pub(super) needed: u128,
}

impl Stop {
    /// The session of an idea.
    pub fn of(idea: Idea<'_>) -> Self {
        Self {
            from: idea.from(),
            to: idea.to(),
            venue: idea.start.venue,
            session: idea.session,
            needed: idea.start.needed,
        }
    }
}

/// The days of all supervisors.
pub struct WorkingDays {
    stops: Vec<Vec<Stop>>,
    /// By supervisor and day, the slots in which they are taken or not there, all of them where the day
    /// is full: a first question that costs little. Where a day has more slots than bits, nothing.
    busy: Vec<u128>,
    /// The same while nobody works.
    absent: Vec<u128>,
    /// By supervisor: sessions and work a day, beyond which the shortest session is too much.
    full: Vec<(usize, usize)>,
    days: usize,
    pauses: Option<Pauses>,
}

/// The limits on breaks and rest, in slots.
struct Pauses {
    run_most: usize,
    pause: usize,
    rest: usize,
    days_most: usize,
    day_slots: usize,
}

impl WorkingDays {
    /// Nobody works.
    pub fn new(problem: &Problem<'_>) -> Self {
        let days = problem.instance.days.len();
        let absent = absences(problem);
        let shortest = problem.tasks.iter().map(Task::work).min().unwrap_or(0);
        let full = problem.staff.iter().map(|worker| {
            let work = (worker.day_most + 1).saturating_sub(shortest);
            (worker.sessions_most, work)
        });
        Self {
            stops: vec![Vec::new(); problem.staff.len() * days],
            busy: absent.clone(),
            absent,
            full: full.collect(),
            days,
            pauses: pauses(problem),
        }
    }

    /// The sessions of a supervisor on a day, in their order.
    pub fn of(&self, who: usize, day: usize) -> &[Stop] {
        &self.stops[who * self.days + day]
    }

    /// Whether the supervisor is there and nowhere else while the session lasts; but for the way.
    pub fn may_have_time(&self, who: usize, idea: Idea<'_>) -> bool {
        self.busy[who * self.days + idea.start.day] & idea.start.needed == 0
    }

    /// Whether the session fits into the supervisor's day.
    pub fn allows(&self, problem: &Problem<'_>, who: usize, idea: Idea<'_>) -> bool {
        self.refusal(problem, who, idea).is_none()
    }

    /// The first rule by which the session does not fit.
    pub fn refusal(&self, problem: &Problem<'_>, who: usize, idea: Idea<'_>) -> Option<Rule> {
        let stops = self.of(who, idea.start.day);
        if stops.iter().any(|stop| clashes(problem, idea, stop)) {
            return Some(Rule::Travel);
        }
        let worker = &problem.staff[who];
        let work: usize = stops.iter().map(|stop| stop.to - stop.from).sum();
        if work + idea.task.work() > worker.day_most || stops.len() >= worker.sessions_most {
            return Some(Rule::Day);
        }
        let pauses = self.pauses.as_ref()?;
        if pauses.runs_too_long(problem, stops, idea) {
            return Some(Rule::Break);
        }
        self.rests_too_little(pauses, who, idea)
            .then_some(Rule::Rest)
    }

    /// The supervisor takes the session.
    pub fn place(&mut self, who: usize, idea: Idea<'_>) {
        let stop = Stop::of(idea);
        let day = who * self.days + idea.start.day;
        let stops = &mut self.stops[day];
        let index = stops.partition_point(|other| other.from < stop.from);
        stops.insert(index, stop);
        self.note(who, day);
    }

    /// The supervisor has the session no more.
    pub fn lift(&mut self, who: usize, idea: Idea<'_>) {
        let day = who * self.days + idea.start.day;
        let stops = &mut self.stops[day];
        stops.retain(|stop| stop.session != idea.session);
        self.note(who, day);
    }

    fn note(&mut self, who: usize, day: usize) {
        let stops = &self.stops[day];
        let work: usize = stops.iter().map(|stop| stop.to - stop.from).sum();
        let (sessions, long) = self.full[who];
        self.busy[day] = if stops.len() >= sessions || work >= long {
            u128::MAX
        } else {
            let taken = stops.iter().fold(0, |all, stop| all | stop.needed);
            self.absent[day] | taken
        };
    }

    /// The sessions of the supervisor that leave no time for this one.
    pub fn blockers(&self, problem: &Problem<'_>, who: usize, idea: Idea<'_>) -> Vec<usize> {
        let stops = self.of(who, idea.start.day).iter();
        let clashing = stops.filter(|stop| clashes(problem, idea, stop));
        clashing.map(|stop| stop.session).collect()
    }

    fn rests_too_little(&self, pauses: &Pauses, who: usize, idea: Idea<'_>) -> bool {
        let day = idea.start.day;
        let before = day
            .checked_sub(1)
            .and_then(|before| self.of(who, before).last());
        let next = (day + 1 < self.days)
            .then(|| self.of(who, day + 1).first())
            .flatten();
        let early = before.is_some_and(|b| pauses.day_slots + idea.from() < b.to + pauses.rest);
        let late = next.is_some_and(|n| pauses.day_slots + n.from < idea.to() + pauses.rest);
        let worked =
            (0..self.days).filter(|&other| other != day && !self.of(who, other).is_empty());
        early || late || worked.count() >= pauses.days_most
    }
}

impl Pauses {
    /// Whether the session would make a run of work without a break that is too long.
    fn runs_too_long(&self, problem: &Problem<'_>, stops: &[Stop], idea: Idea<'_>) -> bool {
        let index = stops.partition_point(|stop| stop.from < idea.from());
        let runs_on = |before: &Stop, after: &Stop| {
            let travel = problem.travel[before.venue][after.venue];
            after.from < before.to + travel + self.pause
        };
        let mut first = Stop::of(idea);
        for before in stops[..index].iter().rev() {
            if !runs_on(before, &first) {
                break;
            }
            first = *before;
        }
        let mut last = Stop::of(idea);
        for after in &stops[index..] {
            if !runs_on(&last, after) {
                break;
            }
            last = *after;
        }
        last.to - first.from > self.run_most
    }
}

/// A bit for each slot from one to another, where a day has no more slots than there are bits.
pub fn bits(day_slots: usize, from: usize, to: usize) -> u128 {
    let below = |slot: usize| match slot {
        0..128 => (1_u128 << slot) - 1,
        _ => u128::MAX,
    };
    if day_slots > 128 {
        0
    } else {
        below(to) & !below(from)
    }
}

/// When supervisors are not there.
fn absences(problem: &Problem<'_>) -> Vec<u128> {
    let bits = |from, to| bits(problem.day_slots, from, to);
    let day = |worker: &Worker, day: usize| {
        let there = worker.there[day].map_or(0, |(from, to)| bits(from, to));
        let away = worker.away.iter().filter(|away| away.0 == day);
        let away = away.fold(0, |all, &(_, from, to)| all | bits(from, to));
        (bits(0, 128) & !there) | away
    };
    let days = problem.instance.days.len();
    let staff = problem.staff.iter();
    staff
        .flat_map(|worker| (0..days).map(move |index| day(worker, index)))
        .collect()
}

fn clashes(problem: &Problem<'_>, idea: Idea<'_>, stop: &Stop) -> bool {
    let there = problem.travel[stop.venue][idea.start.venue];
    let back = problem.travel[idea.start.venue][stop.venue];
    stop.to + there > idea.from() && idea.to() + back > stop.from
}

fn pauses(problem: &Problem<'_>) -> Option<Pauses> {
    let (instance, q) = (problem.instance, problem.instance.slot_min);
    let (rest, breaks) = (instance.rest.as_ref(), instance.breaks.as_ref());
    (rest.is_some() || breaks.is_some()).then(|| Pauses {
        run_most: breaks.map_or(usize::MAX, |breaks| breaks.after_min / q),
        pause: breaks.map_or(0, |breaks| breaks.length_min.div_ceil(q)),
        rest: rest.map_or(0, |rest| rest.between_days_min.div_ceil(q)),
        days_most: rest.map_or(usize::MAX, |rest| rest.most_days),
        day_slots: problem.day_slots,
    })
}
