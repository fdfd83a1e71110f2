//! Sessions that begin together, or so long after one another.

use super::facts::Facts;
use super::rules::Found;
use crate::instance::Place;

/// Tells of each two that do not keep step.
pub(super) fn judge(facts: &Facts<'_>, placed: &[(usize, &Place)], found: &mut Found) {
    let place = |wanted: usize| placed.iter().find(|(session, _)| *session == wanted);
    for rule in &facts.instance.follows {
        let Some(((one, first), (other, second))) = place(rule.first).zip(place(rule.then)) else {
            continue;
        };
        let span = first.start + rule.from_min..=first.start + rule.to_min;
        if first.day != second.day || !span.contains(&second.start) {
            let (from, to) = (rule.from_min, rule.to_min);
            let what = format!("{other} does not begin {from} to {to} minutes after {one}");
            found.tell("follows", &[*one, *other], what);
        }
    }
}
