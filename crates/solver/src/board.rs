//! A rota while it is worked on: where each session stands, the tables of the rules, and the cost,
//! kept in step by two moves only.

use crate::problem::Problem;
use crate::rules::hours::Hours;
use crate::rules::minimum::Minimum;
use crate::rules::resources::Resources;
use crate::rules::rooms::Rooms;
use crate::rules::transport::Transport;
use crate::rules::working_day::WorkingDays;
use crate::rules::worst_late::WorstLate;
use crate::rules::write_up::WriteUps;
use crate::rules::{Idea, NOBODY, Placed, View, apart, follows, people, rounds, spacing};
use std::collections::BTreeSet;

/// A rota in the making.
pub struct Board<'p> {
    /// What is planned.
    pub problem: &'p Problem<'p>,
    /// The days of the supervisors.
    pub days: WorkingDays,
    placed: Vec<Option<Placed>>,
    rooms: Rooms,
    transport: Transport,
    resources: Resources,
    hours: Hours,
    minimum: Minimum,
    write_ups: WriteUps,
    worst_late: WorstLate,
    cost: i64,
}

/// The sessions that share something with an idea of which there is only so much.
pub struct Crowd {
    /// Those in the rooms.
    pub rooms: Vec<usize>,
    /// Those that are driven at the same times.
    pub legs: Vec<usize>,
    /// Those that have a resource of which none is left.
    pub resources: Vec<usize>,
}

impl<'p> Board<'p> {
    /// No session has a place.
    pub fn new(problem: &'p Problem<'p>) -> Self {
        let minimum = Minimum::new(problem);
        let unplaced: i64 = problem.tasks.iter().map(|task| task.unplaced).sum();
        Self {
            problem,
            days: WorkingDays::new(problem),
            placed: vec![None; problem.tasks.len()],
            rooms: Rooms::new(problem),
            transport: Transport::new(problem),
            resources: Resources::new(problem),
            hours: Hours::new(problem),
            cost: unplaced + minimum.all(problem),
            minimum,
            write_ups: WriteUps::new(problem),
            worst_late: WorstLate::new(problem),
        }
    }

    /// The sessions have these places.
    pub fn with(problem: &'p Problem<'p>, placed: &[Option<Placed>]) -> Self {
        let mut board = Self::new(problem);
        for (session, at) in placed.iter().enumerate() {
            if let Some(at) = at {
                board.place(session, *at);
            }
        }
        board
    }

    /// What the rota costs.
    pub fn cost(&self) -> i64 {
        self.cost
    }

    /// Where the sessions stand.
    pub fn placed(&self) -> &[Option<Placed>] {
        &self.placed
    }

    /// The supervisors' days with work in them: who, and which day.
    pub fn days_of_work(&self) -> BTreeSet<(usize, usize)> {
        let placed = self.placed.iter().enumerate();
        let placed = placed.filter_map(|(session, at)| Some((session, (*at)?)));
        let days = placed.flat_map(|(session, at)| {
            let day = self.idea(session, at.start).start.day;
            crew(at).map(move |who| (who, day))
        });
        days.collect()
    }

    /// The places as the stateless rules see them.
    pub fn view(&self) -> View<'_, 'p> {
        View {
            problem: self.problem,
            placed: &self.placed,
        }
    }

    /// Whether the case of the session may have it on a day.
    pub fn day_for(&self, session: usize, day: usize) -> bool {
        spacing::allows(self.view(), session, day)
    }

    /// The session at the start with this index.
    pub fn idea(&self, session: usize, start: usize) -> Idea<'p> {
        Idea::new(self.problem, session, start)
    }

    /// Whether the session may start so, whoever supervises, and whether it then has a large room.
    pub fn room_for(&self, idea: Idea<'_>) -> Option<bool> {
        let free = self.day_for(idea.session, idea.start.day);
        free.then(|| self.room_at(idea)).flatten()
    }

    /// The same where its case may have it on that day.
    pub fn room_at(&self, idea: Idea<'_>) -> Option<bool> {
        let view = self.view();
        let free = people::allows(view, idea)
            && apart::allows(view, idea)
            && follows::allows(view, idea)
            && self.transport.allows(self.problem, idea)
            && self.resources.allow(self.problem, idea);
        free.then(|| self.rooms.free(self.problem, idea)).flatten()
    }

    /// Whether the rooms, or the transport, alone refuse the session.
    pub fn is_crowded(&self, idea: Idea<'_>) -> (bool, bool) {
        let rooms = self.rooms.free(self.problem, idea).is_none();
        (rooms, !self.transport.allows(self.problem, idea))
    }

    /// The sessions that take the rooms, drive at the times, or have the resources of the idea.
    pub fn crowd(&self, idea: Idea<'_>) -> Crowd {
        Crowd {
            rooms: self.rooms.blockers(self.view(), idea),
            legs: self.transport.blockers(self.view(), idea),
            resources: self.resources.blockers(self.view(), idea),
        }
    }

    /// Whether a resource alone refuses the session.
    pub fn is_short(&self, idea: Idea<'_>) -> bool {
        !self.resources.allow(self.problem, idea)
    }

    /// What the supervisor's week costs more with the session, or nothing where they cannot.
    pub fn taken_by(&self, who: usize, idea: Idea<'_>) -> Option<i64> {
        if !self.days.may_have_time(who, idea) {
            return None;
        }
        let task = idea.task;
        let there = self.problem.staff[who].is_there(task, idea.start.day, idea.start.slot);
        let fits = there && self.days.allows(self.problem, who, idea);
        if !fits {
            return None;
        }
        let hours = self.hours.more(self.problem, who, idea)?;
        let stops = self.days.of(who, idea.start.day);
        let round = rounds::more(self.problem, stops, idea);
        Some(hours + round + self.write_ups.more(self.problem, (who, stops), idea))
    }

    /// What the supervisor's week costs more with the session after so many of its day, which make room for it
    /// by starting later, or nothing where it has no hours left. What is written up is left out.
    pub fn goes_into(&self, who: usize, idea: Idea<'_>, before: usize) -> Option<i64> {
        let hours = self.hours.more(self.problem, who, idea)?;
        let stops = self.days.of(who, idea.start.day);
        Some(hours + rounds::more_after(self.problem, (stops, before), idea))
    }

    /// What the week costs more with the session, whoever supervises, beside what its start costs.
    pub fn begun_late(&self, idea: Idea<'_>) -> i64 {
        self.worst_late.more(self.problem, idea)
    }

    /// What it costs, as things stand, that a session has no place.
    pub fn worth(&self, session: usize) -> i64 {
        let task = &self.problem.tasks[session];
        task.unplaced + self.minimum.saved(self.problem, task.case)
    }

    /// What a case costs for the sessions that it lacks.
    pub fn lacking(&self, case: usize) -> i64 {
        self.minimum.of(self.problem, case)
    }

    /// Whether the supervisor's week has hours left for the session.
    pub fn has_hours(&self, who: usize, idea: Idea<'_>) -> bool {
        self.hours.more(self.problem, who, idea).is_some()
    }

    /// Gives a session without a place one that the rules allow.
    pub fn place(&mut self, session: usize, at: Placed) {
        let idea = self.idea(session, at.start);
        self.cost += at.cost - idea.task.unplaced;
        self.cost += self.worst_late.place(self.problem, idea);
        self.cost -= self.minimum.place(self.problem, idea.task.case);
        self.rooms.place(idea, at.large);
        self.transport.place(idea);
        self.resources.place(self.problem, idea);
        for who in crew(at) {
            self.cost -= self.day_of(who, idea);
            self.days.place(who, idea);
            self.cost += self.day_of(who, idea);
            self.cost += self.hours.place(self.problem, who, idea);
        }
        self.placed[session] = Some(at);
    }

    /// Takes a session's place away; returns where it stood.
    pub fn lift(&mut self, session: usize) -> Option<Placed> {
        let at = self.placed[session].take()?;
        let idea = self.idea(session, at.start);
        self.cost -= at.cost - idea.task.unplaced;
        self.cost -= self.worst_late.lift(self.problem, idea);
        self.cost += self.minimum.lift(self.problem, idea.task.case);
        self.rooms.lift(idea, at.large);
        self.transport.lift(idea);
        self.resources.lift(self.problem, idea);
        for who in crew(at) {
            self.cost -= self.day_of(who, idea);
            self.days.lift(who, idea);
            self.cost += self.day_of(who, idea);
            self.cost -= self.hours.lift(self.problem, who, idea);
        }
        Some(at)
    }

    /// What the day of a supervisor costs for its ways, and for what is not written up on it.
    fn day_of(&self, who: usize, idea: Idea<'_>) -> i64 {
        let day = idea.start.day;
        let stops = self.days.of(who, day);
        let unwritten = self.write_ups.cost(self.problem, (who, day), stops);
        unwritten + rounds::cost(self.problem, stops)
    }
}

/// The supervisors of a place.
pub fn crew(at: Placed) -> impl Iterator<Item = usize> {
    at.crew.into_iter().filter(|&who| who != NOBODY)
}

impl Board<'_> {
    /// The cost computed anew, as a check on the moves.
    pub fn full_cost(&self) -> i64 {
        Board::with(self.problem, &self.placed).cost
    }
}

#[cfg(test)]
mod tests {
    use super::Board;
    use crate::generate::{Size, week};
    use crate::problem::Problem;
    use crate::search::{Budget, Options, Random, search};
    use std::sync::atomic::AtomicBool;

    #[test]
    fn the_cost_kept_in_step_is_the_cost_computed_anew() {
        for seed in 1..4 {
            let instance = week(Size::S, 1000, seed);
            let problem = Problem::new(&instance);
            let options = Options {
                budget: Budget::Steps(500),
                seed: 9,
                threads: 1,
            };
            let found = search(&problem, options, &AtomicBool::new(false), &mut |_| ());
            let mut board = Board::new(&problem);
            for (session, at) in found.placed.iter().enumerate() {
                if let Some(at) = at {
                    board.place(session, *at);
                    assert_eq!(board.cost(), board.full_cost());
                }
            }
            assert_eq!(board.cost(), found.cost);
            let mut order: Vec<usize> = (0..found.placed.len()).collect();
            Random::new(4).shuffle(&mut order);
            for session in order {
                board.lift(session);
                assert_eq!(board.cost(), board.full_cost());
            }
        }
    }
}
