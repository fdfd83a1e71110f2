//! A venue holds as many sessions at once as it has rooms; a session that needs a large room takes
//! no standard one. In the bound every slot of the large rooms and of all rooms has a price.

use super::{Idea, View};
use crate::problem::Problem;

/// How many rooms of each kind are taken, by venue, kind, day and slot.
pub struct Rooms {
    taken: Vec<u16>,
    days: usize,
    day_slots: usize,
}

impl Rooms {
    /// No room is taken.
    pub fn new(problem: &Problem<'_>) -> Self {
        let days = problem.instance.days.len();
        Self {
            taken: vec![0; problem.rooms.len() * 2 * days * problem.day_slots],
            days,
            day_slots: problem.day_slots,
        }
    }

    /// Whether a room is left, and whether it is a large one.
    pub fn free(&self, problem: &Problem<'_>, idea: Idea<'_>) -> Option<bool> {
        let kinds = if idea.task.large {
            &[true][..]
        } else {
            &[false, true]
        };
        let rooms = problem.rooms[idea.start.venue];
        let free = |large: &&bool| {
            let capacity = rooms[usize::from(**large)];
            let range = self.range(idea, **large);
            self.taken[range]
                .iter()
                .all(|&taken| usize::from(taken) < capacity)
        };
        kinds.iter().find(free).copied()
    }

    /// The session takes a room.
    pub fn place(&mut self, idea: Idea<'_>, large: bool) {
        let range = self.range(idea, large);
        self.taken[range].iter_mut().for_each(|taken| *taken += 1);
    }

    /// The session leaves its room.
    pub fn lift(&mut self, idea: Idea<'_>, large: bool) {
        let range = self.range(idea, large);
        self.taken[range].iter_mut().for_each(|taken| *taken -= 1);
    }

    fn range(&self, idea: Idea<'_>, large: bool) -> std::ops::Range<usize> {
        let row = (idea.start.venue * 2 + usize::from(large)) * self.days + idea.start.day;
        let first = row * self.day_slots + idea.start.slot;
        first..first + idea.task.length
    }
}

/// The sessions that take the rooms that the idea could have.
pub fn blockers(view: View<'_, '_>, idea: Idea<'_>) -> Vec<usize> {
    let in_the_way = |&other: &usize| {
        let Some((held, placed)) = view.held(other).zip(view.placed[other]) else {
            return false;
        };
        let same = held.start.venue == idea.start.venue && held.start.day == idea.start.day;
        let meets = held.start.slot < idea.end() && idea.start.slot < held.end();
        same && meets && (placed.large || !idea.task.large)
    };
    (0..view.placed.len()).filter(in_the_way).collect()
}
