//! A venue holds as many sessions at once as it has rooms; a session that needs a large room takes
//! no standard one; a closed room is taken. In the bound every slot of the large rooms and of all rooms has a price.

use super::{Idea, View};
use crate::instance::{Room, RoomKind};
use crate::problem::Problem;
use std::collections::BTreeSet;

/// How many rooms of each kind are taken, by venue, kind, day and slot.
pub struct Rooms {
    taken: Vec<u16>,
    /// The sessions by venue and day.
    held: Vec<Vec<usize>>,
    days: usize,
    day_slots: usize,
}

impl Rooms {
    /// No room is taken but those that are closed.
    pub fn new(problem: &Problem<'_>) -> Self {
        let days = problem.instance.days.len();
        let mut rooms = Self {
            taken: vec![0; problem.rooms.len() * 2 * days * problem.day_slots],
            held: vec![Vec::new(); problem.rooms.len() * days],
            days,
            day_slots: problem.day_slots,
        };
        for (venue, named) in problem.instance.venues.iter().enumerate() {
            for room in &named.rooms {
                let kind = usize::from(room.kind == RoomKind::Large);
                let first = (venue * 2 + kind) * days * problem.day_slots;
                for slot in closed(problem, room) {
                    rooms.taken[first + slot] += 1;
                }
            }
        }
        rooms
    }

    /// Whether a room is left, and whether it is a large one.
    pub fn free(&self, problem: &Problem<'_>, idea: Idea<'_>) -> Option<bool> {
        let named = &problem.instance.venues[idea.start.venue].rooms;
        let kinds = match idea.task.room.map(|room| named[room].kind) {
            Some(RoomKind::Standard) => &[false][..],
            Some(RoomKind::Large) => &[true],
            None if idea.task.large => &[true],
            None => &[false, true],
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
        let day = self.day(idea);
        self.held[day].push(idea.session);
    }

    /// The session leaves its room.
    pub fn lift(&mut self, idea: Idea<'_>, large: bool) {
        let range = self.range(idea, large);
        self.taken[range].iter_mut().for_each(|taken| *taken -= 1);
        let day = self.day(idea);
        self.held[day].retain(|session| *session != idea.session);
    }

    /// The sessions that take the rooms that the idea could have.
    pub fn blockers(&self, view: View<'_, '_>, idea: Idea<'_>) -> Vec<usize> {
        let in_the_way = |&other: &usize| {
            let Some((held, placed)) = view.held(other).zip(view.placed[other]) else {
                return false;
            };
            let meets = held.start.slot < idea.end() && idea.start.slot < held.end();
            meets && (placed.large || !idea.task.large)
        };
        let held = self.held[self.day(idea)].iter().copied();
        held.filter(in_the_way).collect()
    }

    fn day(&self, idea: Idea<'_>) -> usize {
        idea.start.venue * self.days + idea.start.day
    }

    fn range(&self, idea: Idea<'_>, large: bool) -> std::ops::Range<usize> {
        let row = (idea.start.venue * 2 + usize::from(large)) * self.days + idea.start.day;
        let first = row * self.day_slots + idea.start.slot;
        first..first + idea.task.length
    }
}

/// The slots of the week, counted over all days, in which a room is closed.
fn closed(problem: &Problem<'_>, room: &Room) -> BTreeSet<usize> {
    let q = problem.instance.slot_min;
    let spans = room.closed.iter().map(|&(day, from, to)| {
        let first = day * problem.day_slots;
        first + from / q..first + to.div_ceil(q)
    });
    spans.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::Rooms;
    use crate::instance::{Instance, RoomKind};
    use crate::problem::Problem;
    use crate::rules::bare::{At, held, idea, week};

    /// Two small sessions and two that need a large room, in a house with one room of each kind; on Wednesday the
    /// standard one is closed for a while.
    fn small_house() -> Instance {
        week(4, |week| {
            let near = &mut week.venues[0].rooms;
            near.drain(..2);
            near[0].closed = vec![(2, 600, 650)];
            for session in [2, 3] {
                week.sessions[session].room = RoomKind::Large;
            }
        })
    }

    const SMALL: usize = 1;
    const LARGE: usize = 3;
    const STANDARD: Option<bool> = Some(false);
    const IN_LARGE: Option<bool> = Some(true);

    /// What is held, the session and its place, and the room it gets.
    type Case = (&'static str, Vec<(usize, At)>, (usize, At), Option<bool>);

    /// Those of the sessions held that the last of each case has in its way.
    fn judge(table: &[Case]) -> Vec<Vec<usize>> {
        let week = small_house();
        let problem = Problem::new(&week);
        let cases = table.iter().map(|(name, before, (session, at), room)| {
            let board = held(&problem, before);
            let mut rooms = Rooms::new(&problem);
            for &(session, at) in before {
                rooms.place(idea(&problem, session, at), problem.tasks[session].large);
            }
            let idea = idea(&problem, *session, *at);
            assert_eq!(rooms.free(&problem, idea), *room, "{name}");
            rooms.blockers(board.view(), idea)
        });
        cases.collect()
    }

    #[test]
    fn rooms_are_taken_one_by_one_and_small_sessions_go_into_a_large_one() {
        let at: At = (0, 20, 0);
        let full = vec![(0, at), (2, at)];
        let in_the_way = judge(&[
            ("an empty house", vec![], (SMALL, at), STANDARD),
            ("a large one", vec![], (LARGE, at), IN_LARGE),
            ("one there", vec![(0, at)], (SMALL, at), IN_LARGE),
            (
                "a large one beside it",
                vec![(0, at)],
                (LARGE, at),
                IN_LARGE,
            ),
            ("a full house", full.clone(), (SMALL, at), None),
            ("no large room", full.clone(), (LARGE, at), None),
            ("until then", full.clone(), (SMALL, (0, 18, 0)), STANDARD),
            (
                "half an hour of it",
                full.clone(),
                (SMALL, (0, 19, 0)),
                None,
            ),
            ("elsewhere", full, (SMALL, (0, 20, 1)), STANDARD),
        ]);
        let both = vec![0, 2];
        let nobody = vec![];
        let expected = [
            &nobody,
            &nobody,
            &vec![0],
            &nobody,
            &both,
            &vec![2],
            &nobody,
            &both,
            &nobody,
        ];
        assert_eq!(in_the_way.iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_closed_room_is_taken() {
        judge(&[
            ("closed", vec![], (SMALL, (2, 21, 0)), IN_LARGE),
            (
                "closed for a part of it",
                vec![],
                (SMALL, (2, 19, 0)),
                IN_LARGE,
            ),
            ("open again", vec![], (SMALL, (2, 22, 0)), STANDARD),
            ("on another day", vec![], (SMALL, (1, 21, 0)), STANDARD),
        ]);
    }

    #[test]
    fn a_room_that_is_left_is_free_again() {
        let week = week(2, |week| {
            week.venues[0].rooms.truncate(1);
        });
        let problem = Problem::new(&week);
        let mut rooms = Rooms::new(&problem);
        let [one, other] = [0, 1].map(|session| idea(&problem, session, (0, 20, 0)));
        rooms.place(one, false);
        assert_eq!(rooms.free(&problem, other), None);
        rooms.lift(one, false);
        assert_eq!(rooms.free(&problem, other), Some(false));
    }
}
