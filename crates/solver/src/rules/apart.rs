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
