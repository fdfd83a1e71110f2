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

#[cfg(test)]
mod tests {
    use super::{allows, blockers};
    use crate::instance::Follow;
    use crate::problem::Problem;
    use crate::rules::bare::{held, idea, week};

    #[test]
    fn one_follows_the_other_by_no_less_and_no_more_than_it_says() {
        let week = week(2, |week| {
            week.follows.push(Follow {
                first: 0,
                then: 1,
                from_min: 60,
                to_min: 120,
            });
        });
        let problem = Problem::new(&week);
        let (first, then) = (0, 1);
        // Which is held at slot 20, and where the other would begin.
        let table = [
            ("too soon after", first, (0, 21, 0), false),
            ("as soon after as it may", first, (0, 22, 0), true),
            ("as late after as it may", first, (0, 24, 1), true),
            ("too late after", first, (0, 25, 0), false),
            ("on another day", first, (1, 22, 0), false),
            ("too shortly before", then, (0, 19, 0), false),
            ("as shortly before as it may", then, (0, 18, 0), true),
            ("as long before as it may", then, (0, 16, 0), true),
            ("too long before", then, (0, 15, 0), false),
        ];
        for (name, one, at, allowed) in table {
            let board = held(&problem, &[(one, (0, 20, 0))]);
            let idea = idea(&problem, 1 - one, at);
            assert_eq!(allows(board.view(), idea), allowed, "{name}");
            let blocking = if allowed { vec![] } else { vec![one] };
            assert_eq!(blockers(board.view(), idea), blocking, "{name}");
        }
        let alone = held(&problem, &[]);
        assert!(allows(alone.view(), idea(&problem, then, (0, 0, 0))));
    }
}
