//! Sessions that begin together, or so long after one another, where both have a place. Costs nothing; the bound
//! leaves it out.

use super::{Idea, View};
use crate::problem::Problem;

/// Notes for each session those that begin with it or after it, and those it begins after.
pub fn relate(problem: &mut Problem<'_>) {
    let instance = problem.instance;
    for rule in &instance.follows {
        let least = signed(rule.from_min.div_ceil(instance.slot_min));
        let most = signed(rule.to_min / instance.slot_min);
        problem.tasks[rule.first]
            .partners
            .push((rule.then, least, most));
        problem.tasks[rule.then]
            .partners
            .push((rule.first, -most, -least));
    }
}

/// Whether it would begin as long after or before the others as it must.
pub fn allows(view: View<'_, '_>, idea: Idea<'_>) -> bool {
    let mut partners = idea.task.partners.iter();
    partners.all(|&partner| keeps_step(view, idea, partner))
}

/// The sessions that begin too early or too late for it.
pub fn blockers(view: View<'_, '_>, idea: Idea<'_>) -> Vec<usize> {
    let partners = idea.task.partners.iter();
    partners
        .filter(|&&partner| !keeps_step(view, idea, partner))
        .map(|(other, ..)| *other)
        .collect()
}

fn keeps_step(
    view: View<'_, '_>,
    idea: Idea<'_>,
    (other, least, most): (usize, isize, isize),
) -> bool {
    view.held(other).is_none_or(|held| {
        let after = signed(held.start.slot) - signed(idea.start.slot);
        held.start.day == idea.start.day && (least..=most).contains(&after)
    })
}

/// Slots of a day, of which there are few.
fn signed(slots: usize) -> isize {
    isize::try_from(slots).unwrap_or(isize::MAX)
}
