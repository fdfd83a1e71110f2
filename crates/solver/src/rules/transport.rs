//! An area drives only so many legs at once: one leg ends when a session starts, one starts when it
//! ends. In the bound every leg has a price.

use super::{Idea, View};
use crate::problem::Problem;
use std::ops::Range;

/// The legs that are driven, by area, day and slot.
pub struct Transport {
    driven: Vec<u16>,
    /// The sessions by area and day.
    held: Vec<Vec<usize>>,
    days: usize,
    row: usize,
    leg: usize,
}

impl Transport {
    /// Nobody is driven.
    pub fn new(problem: &Problem<'_>) -> Self {
        let areas = problem.instance.transport.capacity_by_area.len();
        let days = problem.instance.days.len();
        // Legs home may last into the night.
        let row = problem.day_slots + problem.leg;
        Self {
            driven: vec![0; areas * days * row],
            held: vec![Vec::new(); areas * days],
            days,
            row,
            leg: problem.leg,
        }
    }

    /// Whether both legs can be driven.
    pub fn allows(&self, problem: &Problem<'_>, idea: Idea<'_>) -> bool {
        let Some(area) = idea.task.driven else {
            return true;
        };
        let capacity = problem.instance.transport.capacity_by_area[area];
        let mut slots = self.legs(idea, area).into_iter().flatten();
        slots.all(|slot| usize::from(self.driven[slot]) < capacity)
    }

    /// The session has its legs.
    pub fn place(&mut self, idea: Idea<'_>) {
        if let Some(area) = idea.task.driven {
            for slot in self.legs(idea, area).into_iter().flatten() {
                self.driven[slot] += 1;
            }
            self.held[area * self.days + idea.start.day].push(idea.session);
        }
    }

    /// The session needs its legs no more.
    pub fn lift(&mut self, idea: Idea<'_>) {
        if let Some(area) = idea.task.driven {
            for slot in self.legs(idea, area).into_iter().flatten() {
                self.driven[slot] -= 1;
            }
            let held = &mut self.held[area * self.days + idea.start.day];
            held.retain(|session| *session != idea.session);
        }
    }

    /// The sessions whose legs are driven at the same time.
    pub fn blockers(&self, view: View<'_, '_>, idea: Idea<'_>) -> Vec<usize> {
        let Some(area) = idea.task.driven else {
            return Vec::new();
        };
        let meets = |other: Idea<'_>| {
            legs(idea, self.leg).iter().any(|mine| {
                let mut theirs = legs(other, self.leg).into_iter();
                theirs.any(|theirs| mine.start < theirs.end && theirs.start < mine.end)
            })
        };
        let held = self.held[area * self.days + idea.start.day].iter().copied();
        held.filter(|&other| view.held(other).is_some_and(meets))
            .collect()
    }

    fn legs(&self, idea: Idea<'_>, area: usize) -> [Range<usize>; 2] {
        let first = (area * self.days + idea.start.day) * self.row;
        legs(idea, self.leg).map(|leg| first + leg.start..first + leg.end)
    }
}

/// The slots of the day in which legs are driven.
pub fn legs(idea: Idea<'_>, leg: usize) -> [Range<usize>; 2] {
    let (start, end) = (idea.start.slot, idea.end());
    [start.saturating_sub(leg)..start, end..end + leg]
}

#[cfg(test)]
mod tests {
    use super::Transport;
    use crate::problem::Problem;
    use crate::rules::bare::{held, idea, week};

    #[test]
    fn one_car_drives_one_leg_at_a_time() {
        let week = week(3, |week| {
            for session in [0, 1] {
                week.sessions[session].transport = true;
            }
        });
        let problem = Problem::new(&week);
        let driven = idea(&problem, 0, (0, 20, 0));
        let board = held(&problem, &[(0, (0, 20, 0))]);
        let mut transport = Transport::new(&problem);
        transport.place(driven);
        let table = [
            ("at the same time", 1, (0, 20, 0), false),
            ("with legs between the other's", 1, (0, 21, 0), true),
            ("coming while the other goes home", 1, (0, 23, 0), false),
            ("going home while the other comes", 1, (0, 17, 0), false),
            ("at the other venue of the area", 1, (0, 20, 1), false),
            ("on another day", 1, (1, 20, 0), true),
            ("not driven", 2, (0, 20, 0), true),
        ];
        for (name, session, at, allowed) in table {
            let idea = idea(&problem, session, at);
            assert_eq!(transport.allows(&problem, idea), allowed, "{name}");
            let blocking = if allowed { vec![] } else { vec![0] };
            assert_eq!(transport.blockers(board.view(), idea), blocking, "{name}");
        }
        transport.lift(driven);
        assert!(transport.allows(&problem, idea(&problem, 1, (0, 20, 0))));
    }
}
