//! Two persons who must not meet are never at one venue with less than the buffer between them.
//! Costs nothing; the bound leaves it out.

use super::{Idea, View, people};
use crate::problem::Problem;

/// Notes for each session the others that must not come near it, and how many slots apart they stay.
pub fn relate(problem: &mut Problem<'_>) {
    let instance = problem.instance;
    let attended = people::attended(instance);
    let with = |person| attended.get(&person).into_iter().flatten().copied();
    for rule in &instance.apart {
        let buffer = rule.buffer_min.div_ceil(instance.slot_min);
        for one in with(rule.persons.0) {
            for other in with(rule.persons.1) {
                problem.tasks[one].opponents.push((other, buffer));
                problem.tasks[other].opponents.push((one, buffer));
            }
        }
    }
}

/// Whether nobody would meet whom they must not.
pub fn allows(view: View<'_, '_>, idea: Idea<'_>) -> bool {
    let mut opponents = idea.task.opponents.iter();
    opponents.all(|&opponent| !meets(view, idea, opponent))
}

/// The sessions that come too near.
pub fn blockers(view: View<'_, '_>, idea: Idea<'_>) -> Vec<usize> {
    let opponents = idea.task.opponents.iter();
    opponents
        .filter(|&&opponent| meets(view, idea, opponent))
        .map(|(other, _)| *other)
        .collect()
}

fn meets(view: View<'_, '_>, idea: Idea<'_>, (other, buffer): (usize, usize)) -> bool {
    view.held(other).is_some_and(|held| {
        let same = (held.start.day, held.start.venue) == (idea.start.day, idea.start.venue);
        same && idea.start.slot < held.end() + buffer && held.start.slot < idea.end() + buffer
    })
}

#[cfg(test)]
mod tests {
    use super::{allows, blockers};
    use crate::instance::Apart;
    use crate::problem::Problem;
    use crate::rules::bare::{held, idea, week};

    #[test]
    fn two_who_must_not_meet_come_and_go_with_time_between_them() {
        let week = week(2, |week| {
            week.apart.push(Apart {
                persons: (0, 1),
                buffer_min: 60,
            });
        });
        let problem = Problem::new(&week);
        let table = [
            ("at the same time", (0, 20, 0), false),
            ("half an hour after the one has left", (0, 23, 0), false),
            ("an hour after the one has left", (0, 24, 0), true),
            (
                "leaving half an hour before the one comes",
                (0, 17, 0),
                false,
            ),
            ("leaving an hour before the one comes", (0, 16, 0), true),
            ("at the other venue", (0, 20, 1), true),
            ("on another day", (1, 20, 0), true),
        ];
        for (one, other) in [(0, 1), (1, 0)] {
            let board = held(&problem, &[(one, (0, 20, 0))]);
            for (name, at, allowed) in table {
                let idea = idea(&problem, other, at);
                assert_eq!(allows(board.view(), idea), allowed, "{name}");
                let blocking = if allowed { vec![] } else { vec![one] };
                assert_eq!(blockers(board.view(), idea), blocking, "{name}");
            }
        }
    }
}
