//! No more of a resource is taken at once than there is.

use super::facts::Facts;
use super::rules::Found;
use crate::instance::Place;
use std::collections::BTreeMap;

pub(super) fn judge(facts: &Facts<'_>, placed: &[(usize, &Place)], found: &mut Found) {
    let mut taken: BTreeMap<(usize, usize, usize), Vec<usize>> = BTreeMap::new();
    for &(session, place) in placed {
        let s = &facts.instance.sessions[session];
        for &which in &s.resources {
            let resource = &facts.instance.resources[which];
            let start = facts.slots(place.start);
            let from = start.saturating_sub(facts.slots_begun(resource.before_min));
            let to = start + facts.slots(s.duration_min) + facts.slots_begun(resource.after_min);
            for slot in from..to {
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
