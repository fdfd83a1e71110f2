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

#[cfg(test)]
mod tests {
    use crate::instance::{Breaks, Instance, Rest};
    use crate::problem::Problem;
    use crate::rota::Rule;
    use crate::rules::bare::{At, held, idea, week};

    /// What is done already, what would be added, and the rule that refuses it.
    type Case = (&'static str, Vec<At>, At, Option<Rule>);

    fn judge(put: impl FnOnce(&mut Instance), table: &[Case]) {
        let week = week(6, put);
        let problem = Problem::new(&week);
        for (name, before, at, refused) in table {
            let before: Vec<(usize, At)> = before.iter().copied().enumerate().collect();
            let board = held(&problem, &before);
            let told = board.days.refusal(&problem, 0, idea(&problem, 5, *at));
            assert_eq!(told, *refused, "{name}");
        }
    }

    #[test]
    fn one_place_at_a_time_and_the_way_between() {
        let ten = vec![(0, 20, 0)];
        judge(
            |_| (),
            &[
                (
                    "at the same time",
                    ten.clone(),
                    (0, 21, 0),
                    Some(Rule::Travel),
                ),
                ("one after the other", ten.clone(), (0, 22, 0), None),
                (
                    "no time for the way",
                    ten.clone(),
                    (0, 22, 1),
                    Some(Rule::Travel),
                ),
                ("time for the way", ten.clone(), (0, 23, 1), None),
                (
                    "no time for the way there",
                    ten.clone(),
                    (0, 18, 1),
                    Some(Rule::Travel),
                ),
                ("on another day", ten, (1, 20, 0), None),
            ],
        );
    }

    #[test]
    fn a_day_has_so_many_sessions_and_so_much_work() {
        let two = vec![(0, 10, 0), (0, 20, 0)];
        let more = ("another", two.clone(), (0, 30, 0), Some(Rule::Day));
        judge(
            |week| week.supervisors[0].max_sessions_day = 2,
            std::slice::from_ref(&more),
        );
        judge(|week| week.supervisors[0].day_max_min = 179, &[more]);
        let enough = ("another", two, (0, 30, 0), None);
        judge(|week| week.supervisors[0].day_max_min = 180, &[enough]);
    }

    #[test]
    fn long_work_has_a_break_in_it() {
        let row = vec![(0, 20, 0), (0, 22, 0), (0, 24, 0)];
        let apart = vec![(0, 20, 0), (0, 23, 0)];
        judge(
            |week| {
                week.breaks = Some(Breaks {
                    after_min: 180,
                    length_min: 30,
                });
            },
            &[
                (
                    "a fourth hour at once",
                    row.clone(),
                    (0, 26, 0),
                    Some(Rule::Break),
                ),
                ("before them", row.clone(), (0, 18, 0), Some(Rule::Break)),
                ("after half an hour", row.clone(), (0, 27, 0), None),
                ("three hours at once", row[..2].to_vec(), (0, 24, 0), None),
                ("the way is no break", row, (0, 27, 1), Some(Rule::Break)),
                ("behind a break", apart.clone(), (0, 25, 0), None),
                ("a fourth hour after one", apart, (0, 26, 0), None),
            ],
        );
    }

    #[test]
    fn nights_and_weeks_have_their_rest() {
        judge(
            |week| {
                week.rest = Some(Rest {
                    between_days_min: 660,
                    most_days: 2,
                });
            },
            &[
                (
                    "late, then early",
                    vec![(0, 44, 0)],
                    (1, 19, 0),
                    Some(Rule::Rest),
                ),
                ("eleven hours after", vec![(0, 44, 0)], (1, 20, 0), None),
                (
                    "late before an early one",
                    vec![(1, 16, 0)],
                    (0, 41, 0),
                    Some(Rule::Rest),
                ),
                ("eleven hours before", vec![(1, 16, 0)], (0, 40, 0), None),
                (
                    "a third day",
                    vec![(0, 20, 0), (2, 20, 0)],
                    (1, 20, 0),
                    Some(Rule::Rest),
                ),
                (
                    "again on a second",
                    vec![(0, 20, 0), (2, 20, 0)],
                    (2, 24, 0),
                    None,
                ),
            ],
        );
    }
}
