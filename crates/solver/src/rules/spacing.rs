//! The sessions of a case lie some days apart, and no more are placed than the case may have. In
//! the bound, small cases are planned as a whole, so the rule holds there.

use super::{Idea, View};

/// Whether the case may have the session on this day.
pub fn allows(view: View<'_, '_>, session: usize, day: usize) -> bool {
    let case = &view.problem.cases[view.problem.tasks[session].case];
    let mut placed = 0;
    let near = case.sessions.iter().any(|&other| {
        let held = view.held(other).filter(|_| other != session);
        placed += usize::from(held.is_some());
        held.is_some_and(|held| held.start.day.abs_diff(day) < case.gap)
    });
    !near && placed < case.most
}

/// The sessions of the case that are too near, or all of them where the case has enough.
pub fn blockers(view: View<'_, '_>, idea: Idea<'_>) -> Vec<usize> {
    let case = &view.problem.cases[idea.task.case];
    let others = case
        .sessions
        .iter()
        .copied()
        .filter(|&other| other != idea.session);
    let held: Vec<(usize, usize)> = others
        .filter_map(|other| Some((other, view.held(other)?.start.day)))
        .collect();
    let full = held.len() >= case.most;
    let near = |day: usize| day.abs_diff(idea.start.day) < case.gap;
    let blocking = held.iter().filter(|(_, day)| full || near(*day));
    blocking.map(|(other, _)| *other).collect()
}
