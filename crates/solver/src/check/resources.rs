//! No more of a resource is taken at once than there is.

use super::facts::Facts;
use super::rules::Found;
use crate::instance::Place;
use std::collections::BTreeMap;
use std::ops::Range;

/// The slots in which a session that starts in one of them takes a resource.
pub(super) fn slots(facts: &Facts<'_>, session: usize, which: usize, start: usize) -> Range<usize> {
    let resource = &facts.instance.resources[which];
    let length = facts.slots(facts.instance.sessions[session].duration_min);
    let from = start.saturating_sub(facts.slots_begun(resource.before_min));
    from..start + length + facts.slots_begun(resource.after_min)
}

pub(super) fn judge(facts: &Facts<'_>, placed: &[(usize, &Place)], found: &mut Found) {
    let mut taken: BTreeMap<(usize, usize, usize), Vec<usize>> = BTreeMap::new();
    for &(session, place) in placed {
        let s = &facts.instance.sessions[session];
        for &which in &s.resources {
            for slot in slots(facts, session, which, facts.slots(place.start)) {
                let sessions = taken.entry((which, place.day, slot)).or_default();
                sessions.push(session);
            }
        }
    }
    for ((which, day, slot), sessions) in taken {
        let resource = &facts.instance.resources[which];
        if sessions.len() > resource.count {
            let what = format!("need {} at once, day {day}, slot {slot}", resource.id);
            found.tell("resource", &sessions, what);
        }
    }
}
