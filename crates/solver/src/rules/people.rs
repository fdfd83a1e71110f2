//! Nobody is in two places, and whoever goes from one venue to another needs the time to travel.
//! Costs nothing; the bound leaves it out, for where a case keeps its days apart it says no more.

use super::{Idea, View};
use crate::instance::Instance;
use crate::problem::Problem;
use std::collections::{BTreeSet, HashMap};

/// The sessions of each person.
pub fn attended(instance: &Instance) -> HashMap<usize, Vec<usize>> {
    let mut attended: HashMap<usize, Vec<usize>> = HashMap::new();
    for (index, session) in instance.sessions.iter().enumerate() {
        for &person in &session.persons {
            attended.entry(person).or_default().push(index);
        }
    }
    attended
}

/// Notes for each session the others that share a person with it.
pub fn relate(problem: &mut Problem<'_>) {
    let attended = attended(problem.instance);
    for (index, session) in problem.instance.sessions.iter().enumerate() {
        let others = session
            .persons
            .iter()
            .filter_map(|person| attended.get(person));
        let mut others: BTreeSet<usize> = others.flatten().copied().collect();
        others.remove(&index);
        problem.tasks[index].companions = others.into_iter().collect();
    }
}

/// Whether everybody can come.
pub fn allows(view: View<'_, '_>, idea: Idea<'_>) -> bool {
    let mut companions = idea.task.companions.iter();
    companions.all(|&other| !clashes(view, idea, other))
}

/// The sessions whose people cannot come as well.
pub fn blockers(view: View<'_, '_>, idea: Idea<'_>) -> Vec<usize> {
    let companions = idea.task.companions.iter().copied();
    companions
        .filter(|&other| clashes(view, idea, other))
        .collect()
}

fn clashes(view: View<'_, '_>, idea: Idea<'_>, other: usize) -> bool {
    view.held(other).is_some_and(|held| {
        let travel = &view.problem.travel;
        let there = travel[held.start.venue][idea.start.venue];
        let back = travel[idea.start.venue][held.start.venue];
        let before = held.end() + there <= idea.start.slot;
        let after = idea.end() + back <= held.start.slot;
        held.start.day == idea.start.day && !before && !after
    })
}

#[cfg(test)]
mod tests {
    use super::{allows, blockers};
    use crate::problem::Problem;
    use crate::rules::bare::{held, idea, week};

    #[test]
    fn somebody_wanted_twice_has_time_for_both_and_for_the_way() {
        let week = week(3, |week| week.sessions[1].persons.push(0));
        let problem = Problem::new(&week);
        let board = held(&problem, &[(0, (0, 20, 0))]);
        let table = [
            ("at the same time", 1, (0, 20, 0), false),
            ("before the other ends", 1, (0, 21, 0), false),
            (
                "when the other ends, in the same house",
                1,
                (0, 22, 0),
                true,
            ),
            ("when the other ends, elsewhere", 1, (0, 22, 1), false),
            ("after the way from there", 1, (0, 23, 1), true),
            ("ending elsewhere as the other begins", 1, (0, 18, 1), false),
            ("with the way there left", 1, (0, 17, 1), true),
            ("on another day", 1, (1, 20, 0), true),
            ("somebody else's", 2, (0, 20, 0), true),
        ];
        for (name, session, at, allowed) in table {
            let idea = idea(&problem, session, at);
            assert_eq!(allows(board.view(), idea), allowed, "{name}");
            let blocking = if allowed { vec![] } else { vec![0] };
            assert_eq!(blockers(board.view(), idea), blocking, "{name}");
        }
    }
}
