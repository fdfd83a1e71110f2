//! Whether supervisors find time on the day to write up their sessions, and what it costs where not.

use super::facts::{Facts, whole};
use crate::instance::Place;
use crate::rota::Unwritten;
use std::collections::BTreeMap;

/// A stretch of a day: from, to, venue and session.
type Stretch = (usize, usize, usize, usize);

/// The minutes that are missing, by supervisor and day, in that order. Places at no time or venue of the week
/// are told elsewhere, and say nothing here.
pub(super) fn unwritten(facts: &Facts<'_>, places: &[Option<Place>]) -> Vec<Unwritten> {
    let mut days: BTreeMap<(usize, usize), Vec<Stretch>> = BTreeMap::new();
    let staff = facts.instance.supervisors.len();
    for (session, place) in places.iter().enumerate().take(facts.starts.len()) {
        let Some(place) = place.as_ref().filter(|place| facts.is_in_the_week(place)) else {
            continue;
        };
        let occupied = facts.occupation(session, facts.slots(place.start));
        for &who in place.supervisors.iter().filter(|who| **who < staff) {
            if let Some((from, to)) = occupied {
                let stretches = days.entry((who, place.day)).or_default();
                stretches.push((from, to, place.venue, session));
            }
        }
    }
    let missing = days.into_iter().map(|((who, day), mut stretches)| {
        stretches.sort_unstable();
        Unwritten {
            supervisor: who,
            day,
            minutes: missing(facts, (who, day), &stretches) * facts.instance.slot_min,
        }
    });
    missing.filter(|day| day.minutes > 0).collect()
}

/// What so many missing minutes of a day cost.
pub(super) fn cost(facts: &Facts<'_>, minutes: usize) -> i64 {
    facts.instance.weights.unwritten_per_15min * whole(minutes) / 15
}

/// Goes through the day slot by slot.
fn missing(facts: &Facts<'_>, (who, day): (usize, usize), stretches: &[Stretch]) -> usize {
    let e = &facts.instance.supervisors[who];
    let is_there = |slot: &usize| {
        let hours = e.days[day]
            .is_some_and(|(from, to)| (facts.slots(from)..facts.slots(to)).contains(slot));
        let gone = |&(away, from, to): &(usize, usize, usize)| {
            away == day && (facts.slots(from)..facts.slots_begun(to)).contains(slot)
        };
        hours && !e.away.iter().any(gone)
    };
    let mut owed = 0_usize;
    for (index, &(_, to, venue, session)) in stretches.iter().enumerate() {
        owed += facts.slots_begun(facts.instance.sessions[session].write_up_min);
        let next = stretches.get(index + 1);
        let until = next.map_or(facts.slots(1440), |next| next.0);
        let mut way = next.map_or(0, |next| facts.travel(venue, next.2));
        for _ in (to..until).filter(is_there) {
            if way > 0 {
                way -= 1;
            } else {
                owed = owed.saturating_sub(1);
            }
        }
    }
    owed
}
