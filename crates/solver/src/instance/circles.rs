//! Sessions that would each begin after the others, round in a circle: no week could hold them, and what cannot be
//! meant is refused rather than planned around.

use super::Follow;

/// The first of these that is part of a circle in which some time passes.
pub(super) fn in_a_circle(sessions: usize, follows: &[Follow]) -> Option<usize> {
    let forth: Vec<_> = follows.iter().map(|one| (one.first, one.then)).collect();
    let back: Vec<_> = follows.iter().map(|one| (one.then, one.first)).collect();
    let order = left_in_order(&ways(sessions, &forth), 0..sessions);
    let groups = groups(&ways(sessions, &back), order.into_iter().rev());
    let circle = |one: &Follow| one.from_min > 0 && groups[one.first] == groups[one.then];
    follows.iter().position(circle)
}

/// Where one can go from each.
fn ways(count: usize, pairs: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut ways = vec![Vec::new(); count];
    for &(from, to) in pairs {
        ways[from].push(to);
    }
    ways
}

/// All in the order in which a walk leaves them for good.
fn left_in_order(ways: &[Vec<usize>], starts: impl Iterator<Item = usize>) -> Vec<usize> {
    let (mut seen, mut left) = (vec![false; ways.len()], Vec::new());
    for start in starts {
        walk(ways, start, &mut seen, &mut left);
    }
    left
}

/// Those that can be reached from each other, by number (Kosaraju and Sharir 1981).
fn groups(ways: &[Vec<usize>], starts: impl Iterator<Item = usize>) -> Vec<usize> {
    let (mut seen, mut groups) = (vec![false; ways.len()], vec![0; ways.len()]);
    for (group, start) in starts.enumerate() {
        let mut reached = Vec::new();
        walk(ways, start, &mut seen, &mut reached);
        for one in reached {
            groups[one] = group;
        }
    }
    groups
}

/// Goes wherever nobody was; deep chains of sessions must not need a deep stack.
fn walk(ways: &[Vec<usize>], start: usize, seen: &mut [bool], left: &mut Vec<usize>) {
    let mut path = Vec::new();
    let mut next = Some(start).filter(|&start| !seen[start]);
    loop {
        if let Some(here) = next.take() {
            seen[here] = true;
            path.push((here, 0));
        }
        let Some((here, way)) = path.last_mut() else {
            return;
        };
        let ahead = &ways[*here][*way..];
        if let Some(skipped) = ahead.iter().position(|&to| !seen[to]) {
            next = Some(ahead[skipped]);
            *way += skipped + 1;
        } else {
            left.push(*here);
            path.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::in_a_circle;
    use crate::instance::Follow;

    #[test]
    fn only_circles_in_which_time_passes_are_found() {
        let link = |(first, then, from_min): (usize, usize, usize)| Follow {
            first,
            then,
            from_min,
            to_min: 60,
        };
        let table = [
            ("nothing", vec![], None),
            ("a chain", vec![(0, 1, 30), (1, 2, 30)], None),
            (
                "two ways to one",
                vec![(0, 1, 0), (0, 1, 30), (2, 1, 30)],
                None,
            ),
            (
                "a circle",
                vec![(3, 0, 30), (0, 1, 30), (1, 2, 0), (2, 0, 0)],
                Some(1),
            ),
            ("all together", vec![(0, 1, 0), (1, 2, 0), (2, 0, 0)], None),
            (
                "two that follow each other",
                vec![(1, 3, 0), (3, 1, 15)],
                Some(1),
            ),
            (
                "a circle behind a chain",
                vec![(0, 1, 9), (1, 2, 9), (2, 3, 9), (3, 2, 9)],
                Some(2),
            ),
        ];
        for (name, links, found) in table {
            let follows: Vec<Follow> = links.into_iter().map(link).collect();
            assert_eq!(in_a_circle(4, &follows), found, "{name}");
        }
    }

    #[test]
    fn a_long_chain_is_no_circle_and_needs_no_deep_stack() {
        let link = |first: usize| Follow {
            first,
            then: first + 1,
            from_min: 1,
            to_min: 60,
        };
        let mut follows: Vec<Follow> = (0..19_999).map(link).collect();
        assert_eq!(in_a_circle(20_000, &follows), None);
        follows.push(Follow {
            first: 19_999,
            then: 0,
            from_min: 0,
            to_min: 60,
        });
        assert_eq!(in_a_circle(20_000, &follows), Some(0));
    }
}
