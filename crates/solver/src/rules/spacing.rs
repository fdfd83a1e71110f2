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

#[cfg(test)]
mod tests {
    use super::{allows, blockers};
    use crate::problem::Problem;
    use crate::rules::bare::{At, held, idea, week};

    #[test]
    fn a_case_has_no_more_sessions_than_it_may_and_days_between_them() {
        let week = week(3, |week| {
            for session in &mut week.sessions {
                session.case = "case 0".to_owned();
            }
            week.cases.truncate(1);
            let case = &mut week.cases[0];
            case.sessions = week.sessions.iter().map(|one| one.id.clone()).collect();
            (case.max_per_week, case.min_gap_days) = (2, 2);
        });
        let problem = Problem::new(&week);
        let on = |session: usize, day: usize| -> (usize, At) { (session, (day, 20, 0)) };
        // What is held, the day of the third session, and what is in its way.
        let table = [
            ("nothing held", vec![], 1, vec![]),
            ("the same day", vec![on(0, 1)], 1, vec![0]),
            ("the day after", vec![on(0, 0)], 1, vec![0]),
            ("the day before", vec![on(1, 2)], 1, vec![1]),
            ("two days after", vec![on(0, 0)], 2, vec![]),
            (
                "as many as it may have",
                vec![on(0, 0), on(1, 2)],
                1,
                vec![0, 1],
            ),
            ("on a day of two", vec![on(0, 0), on(1, 0)], 2, vec![0, 1]),
        ];
        for (name, before, day, blocking) in table {
            let board = held(&problem, &before);
            assert_eq!(allows(board.view(), 2, day), blocking.is_empty(), "{name}");
            let idea = idea(&problem, 2, (day, 20, 0));
            assert_eq!(blockers(board.view(), idea), blocking, "{name}");
        }
        // One that is held is not in its own way.
        let board = held(&problem, &[on(2, 0)]);
        assert!(allows(board.view(), 2, 1));
    }
}
