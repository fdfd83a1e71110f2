//! Judges an answer to a problem of tasks and workers by the problem itself, not by the week it was
//! made into.

use super::Violation;
use crate::foreign::smptsp::Tasks;
use crate::rota::Rota;
use std::collections::BTreeMap;

/// What the answer breaks, and how many workers it uses.
pub(super) fn judge(tasks: &Tasks, rota: &Rota) -> (Vec<Violation>, i64) {
    let mut found = Vec::new();
    let mut tell = |rule, sessions: &[usize], what: &str| {
        found.push(Violation {
            rule,
            sessions: sessions.to_vec(),
            what: what.to_owned(),
        });
    };
    if rota.places.len() != tasks.spans.len() {
        tell("places", &[], "are not as many as the tasks");
    }
    let mut shifts: BTreeMap<usize, Vec<(usize, usize, usize)>> = BTreeMap::new();
    for (task, (&(from, to), place)) in tasks.spans.iter().zip(&rota.places).enumerate() {
        let workers = place.as_ref().map(|place| &place.supervisors[..]);
        let Some(&[who]) = workers else {
            tell("staffing", &[task], "has not one worker");
            continue;
        };
        let known = tasks.qualified.get(who);
        if known.is_none_or(|qualified| !qualified.contains(&task)) {
            tell("skill", &[task], "has a worker who is not qualified");
        }
        shifts.entry(who).or_default().push((from, to, task));
    }
    for shift in shifts.values_mut() {
        shift.sort_unstable();
        for pair in shift.windows(2).filter(|pair| pair[0].1 > pair[1].0) {
            tell("travel", &[pair[0].2, pair[1].2], "overlap");
        }
    }
    (found, super::facts::whole(shifts.len()))
}
