//! A crowd: sessions of which nobody could take two, so that each of them, if it is held, brings
//! supervisors of its own to work. Where whoever works at all costs, that alone proves a bound, and it is
//! found at once: each session of the crowd is worth what its supervisors cost for coming, all others
//! nothing more than before, and nobody can earn that twice.

use crate::problem::{Problem, Task};

/// So many moments, those at which the most are needed, are looked at.
const MOMENTS: usize = 24;

/// Sessions of which nobody could take two, such that they need many supervisors; none where working
/// costs nothing.
pub fn crowd(problem: &Problem<'_>) -> Vec<usize> {
    if problem.instance.weights.staff_used == 0 {
        return Vec::new();
    }
    let certain: Vec<Certain> = problem
        .tasks
        .iter()
        .enumerate()
        .filter_map(|(session, task)| Certain::of(problem, session, task))
        .collect();
    let mut moments: Vec<(usize, (usize, usize))> = certain
        .iter()
        .map(|one| {
            let at = (one.day, one.from);
            let there = certain.iter().filter(|other| other.lasts_at(at));
            (there.map(|other| other.need).sum(), at)
        })
        .collect();
    moments.sort_unstable_by(|one, other| other.cmp(one));
    moments.dedup();
    moments.truncate(MOMENTS);
    let crowds = moments.into_iter().map(|(_, at)| around(&certain, at));
    let largest = crowds.max_by_key(|crowd| crowd.iter().map(|one| one.need).sum::<usize>());
    largest.map_or_else(Vec::new, |crowd| {
        crowd.into_iter().map(|one| one.session).collect()
    })
}

/// What is certain about a session wherever it starts.
struct Certain {
    session: usize,
    need: usize,
    day: usize,
    /// The slots in which its supervisors are needed at any of its starts.
    from: usize,
    to: usize,
    /// Who may take it, a bit for each.
    able: Vec<u64>,
}

impl Certain {
    /// Nothing is, where it may be held on several days or its starts have no slot in common.
    fn of(problem: &Problem<'_>, session: usize, task: &Task) -> Option<Self> {
        let starts = task.order.iter().map(|&index| &task.starts[index]);
        let day = starts.clone().next()?.day;
        let last = starts.clone().map(|start| start.slot).max()?;
        let first = starts.clone().map(|start| start.slot).min()?;
        let (from, to) = (last - task.before, first + task.until);
        if from >= to || starts.clone().any(|start| start.day != day) {
            return None;
        }
        let mut able = vec![0; problem.staff.len().div_ceil(64)];
        for candidate in starts.flat_map(|start| &task.pools[start.pool]) {
            able[candidate.who / 64] |= 1 << (candidate.who % 64);
        }
        Some(Self {
            session,
            need: task.need,
            day,
            from,
            to,
            able,
        })
    }

    fn lasts_at(&self, (day, slot): (usize, usize)) -> bool {
        self.day == day && (self.from..self.to).contains(&slot)
    }

    /// Whether nobody could take both.
    fn excludes(&self, other: &Self) -> bool {
        let meet = self.day == other.day && self.from < other.to && other.from < self.to;
        meet || self.able.iter().zip(&other.able).all(|(a, b)| a & b == 0)
    }
}

/// All sessions that last at a moment, and others that nobody there could take besides: first those that
/// few can take.
fn around(certain: &[Certain], at: (usize, usize)) -> Vec<&Certain> {
    let (mut crowd, mut others): (Vec<_>, Vec<_>) =
        certain.iter().partition(|one| one.lasts_at(at));
    let count = |one: &Certain| one.able.iter().map(|bits| bits.count_ones()).sum::<u32>();
    others.sort_by_key(|one| (count(one), one.session));
    for one in others {
        if crowd.iter().all(|other| other.excludes(one)) {
            crowd.push(one);
        }
    }
    crowd
}

#[cfg(test)]
mod tests {
    use super::crowd;
    use crate::foreign::smptsp::Tasks;
    use crate::problem::Problem;

    #[test]
    fn a_crowd_meets_or_has_nobody_in_common() {
        let tasks = Tasks {
            spans: vec![(0, 30), (20, 50), (40, 60), (70, 90), (70, 80)],
            qualified: vec![vec![0, 1, 2, 3], vec![0, 1, 2], vec![4], vec![3]],
        };
        // Two that meet, and one that only somebody can take who can take neither of them.
        let week = tasks.week();
        let found = week.as_ref().map(|week| crowd(&Problem::new(week)));
        assert_eq!(found.map(|found| found.len()), Ok(3));
    }
}
