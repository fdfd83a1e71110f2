//! Weeks with less to decide: times given, or only some of the supervisors.

use crate::problem::{Problem, Start};
use crate::rules::Placed;

/// The same week with the times given: each placed session has its one start, with number 0, and the
/// others have none.
pub fn timed<'a>(problem: &Problem<'a>, placed: &[Option<Placed>]) -> Problem<'a> {
    let mut timed = problem.clone();
    let instance = problem.instance;
    let measure = i64::try_from(instance.measure()).unwrap_or(i64::MAX);
    let above_all = if instance.weights.tiers.is_empty() {
        instance.above_all()
    } else {
        measure.saturating_add(1)
    };
    for (task, at) in timed.tasks.iter_mut().zip(placed) {
        if task.holds_its_place() {
            // It stays whatever that costs.
            task.unplaced = above_all;
        }
        let start = at.map(|at| task.starts[at.start].clone());
        let pool = start.as_ref().map(|start| task.pools[start.pool].clone());
        task.order = start.iter().map(|_| 0).collect();
        task.starts = start
            .map(|start| Start { pool: 0, ..start })
            .into_iter()
            .collect();
        task.pools = pool.into_iter().collect();
    }
    timed
}

/// The same week with these supervisors only, by session.
pub fn staffed_by<'a>(
    problem: &Problem<'a>,
    allowed: impl Fn(usize, usize) -> bool,
) -> Problem<'a> {
    let mut fewer = problem.clone();
    for (session, task) in fewer.tasks.iter_mut().enumerate() {
        for pool in &mut task.pools {
            pool.retain(|candidate| allowed(session, candidate.who));
        }
    }
    fewer
}
