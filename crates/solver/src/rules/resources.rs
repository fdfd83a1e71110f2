//! What sessions need beside rooms and supervisors, an interpreter or a car, is there so many times at
//! once, at its hours, and takes its time to come and to go. Costs nothing. In the bound it has a
//! price by the slot, as rooms have.

use super::{Idea, View};
use crate::instance::{Instance, Resource, Session};
use crate::problem::Problem;
use std::ops::Range;

/// How many of each resource are taken, by resource, day and slot.
pub struct Resources {
    taken: Vec<u16>,
    /// The sessions by resource and day.
    held: Vec<Vec<usize>>,
    days: usize,
    row: usize,
}

impl Resources {
    /// Nothing is taken.
    pub fn new(problem: &Problem<'_>) -> Self {
        let resources = problem.instance.resources.len();
        let days = problem.instance.days.len();
        // Whatever leaves after a session may do so at night.
        let row = 2 * problem.day_slots;
        Self {
            taken: vec![0; resources * days * row],
            held: vec![Vec::new(); resources * days],
            days,
            row,
        }
    }

    /// Whether there is one left of all that the session needs.
    pub fn allow(&self, problem: &Problem<'_>, idea: Idea<'_>) -> bool {
        let needs = needs(problem.instance, idea.session);
        needs
            .iter()
            .all(|&which| self.is_left(problem, which, idea))
    }

    /// The session takes what it needs.
    pub fn place(&mut self, problem: &Problem<'_>, idea: Idea<'_>) {
        for &which in needs(problem.instance, idea.session) {
            let slots = self.slots(problem, which, idea);
            self.taken[slots].iter_mut().for_each(|taken| *taken += 1);
            self.held[which * self.days + idea.start.day].push(idea.session);
        }
    }

    /// The session gives it back.
    pub fn lift(&mut self, problem: &Problem<'_>, idea: Idea<'_>) {
        for &which in needs(problem.instance, idea.session) {
            let slots = self.slots(problem, which, idea);
            self.taken[slots].iter_mut().for_each(|taken| *taken -= 1);
            let held = &mut self.held[which * self.days + idea.start.day];
            held.retain(|session| *session != idea.session);
        }
    }

    /// The sessions that take what the idea needs and there is no more of.
    pub fn blockers(&self, view: View<'_, '_>, idea: Idea<'_>) -> Vec<usize> {
        let problem = view.problem;
        let mut blockers = Vec::new();
        for &which in needs(problem.instance, idea.session) {
            if self.is_left(problem, which, idea) {
                continue;
            }
            let mine = self.slots(problem, which, idea);
            let held = self.held[which * self.days + idea.start.day].iter();
            blockers.extend(held.filter(|&&other| {
                view.held(other).is_some_and(|other| {
                    let theirs = self.slots(problem, which, other);
                    mine.start < theirs.end && theirs.start < mine.end
                })
            }));
        }
        blockers.sort_unstable();
        blockers.dedup();
        blockers
    }

    fn is_left(&self, problem: &Problem<'_>, which: usize, idea: Idea<'_>) -> bool {
        let count = problem.instance.resources[which].count;
        let slots = self.slots(problem, which, idea);
        let mut taken = self.taken[slots].iter();
        taken.all(|&taken| usize::from(taken) < count)
    }

    fn slots(&self, problem: &Problem<'_>, which: usize, idea: Idea<'_>) -> Range<usize> {
        let resource = &problem.instance.resources[which];
        let at = span(
            resource,
            problem.instance.slot_min,
            idea.start.slot,
            idea.task.length,
        );
        let first = (which * self.days + idea.start.day) * self.row;
        first + at.start..first + at.end.min(self.row)
    }
}

fn needs(instance: &Instance, session: usize) -> &[usize] {
    &instance.sessions[session].resources
}

/// The slots of the day for which a session of this length takes the resource.
pub fn span(resource: &Resource, q: usize, slot: usize, length: usize) -> Range<usize> {
    let first = slot.saturating_sub(resource.before_min.div_ceil(q));
    first..slot + length + resource.after_min.div_ceil(q)
}

/// Whether all that the session needs is there at its hours.
pub fn are_there(instance: &Instance, session: &Session, (day, slot): (usize, usize)) -> bool {
    let q = instance.slot_min;
    let length = session.duration_min / q;
    let mut needs = session.resources.iter();
    needs.all(|&which| {
        let resource = &instance.resources[which];
        let at = span(resource, q, slot, length);
        let before = resource.before_min.div_ceil(q);
        let hours = resource.days[day].filter(|_| resource.count > 0 && slot >= before);
        hours.is_some_and(|(from, to)| from / q <= at.start && at.end <= to / q)
    })
}

#[cfg(test)]
mod tests {
    use crate::board::Board;
    use crate::generate::{Size, week};
    use crate::instance::Resource;
    use crate::problem::Problem;
    use crate::search::{Budget, Options, search};
    use std::sync::atomic::AtomicBool;

    #[test]
    fn two_sessions_do_not_share_the_only_interpreter() {
        let mut week = week(Size::S, 1000, 1);
        let days = vec![Some((480, 1200)); week.days.len()];
        week.resources.push(Resource {
            id: "interpreter".to_owned(),
            count: 1,
            before_min: 30,
            after_min: 30,
            days,
        });
        for session in &mut week.sessions {
            session.resources.push(0);
        }
        let problem = Problem::new(&week);
        let options = Options {
            budget: Budget::Steps(300),
            seed: 1,
            threads: 1,
        };
        let found = search(&problem, options, &AtomicBool::new(false), &mut |_| ());
        let board = Board::with(&problem, &found.placed);
        let held: Vec<_> = (0..found.placed.len())
            .filter_map(|session| board.view().held(session))
            .collect();
        assert!(held.len() > 10);
        for one in &held {
            let others = held.iter().filter(|other| other.session != one.session);
            let mut same = others.filter(|other| other.start.day == one.start.day);
            // An hour lies between: the way of the one and of the other.
            assert!(same.all(
                |other| one.end() + 4 <= other.start.slot || other.end() + 4 <= one.start.slot
            ));
        }
    }
}
