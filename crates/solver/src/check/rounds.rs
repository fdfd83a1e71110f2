//! What the rounds of supervisors' days cost, from the places alone.

use super::facts::Facts;
use crate::instance::Place;
use std::collections::BTreeMap;

/// The cost of all rounds.
pub(super) fn all(facts: &Facts<'_>, places: &[Option<Place>]) -> i64 {
    let Some(rounds) = &facts.instance.rounds else {
        return 0;
    };
    let (staff, venues) = (
        facts.instance.supervisors.len(),
        facts.instance.venues.len(),
    );
    let mut days: BTreeMap<(usize, usize), Vec<(usize, usize)>> = BTreeMap::new();
    let sessions = facts.instance.sessions.iter();
    for (session, place) in sessions.zip(places) {
        let Some(place) = place.as_ref().filter(|place| place.venue < venues) else {
            continue;
        };
        let needed = place.start.saturating_sub(session.before_min);
        for &who in place.supervisors.iter().filter(|who| **who < staff) {
            let day = days.entry((who, place.day)).or_default();
            day.push((needed, place.venue));
        }
    }
    let round = |mut stops: Vec<(usize, usize)>| {
        stops.sort_unstable();
        let way: Vec<usize> = stops.into_iter().map(|(_, venue)| venue).collect();
        let out = rounds.cost[rounds.from][way[0]];
        let back = rounds.cost[way[way.len() - 1]][rounds.from];
        let between = way.windows(2).map(|two| rounds.cost[two[0]][two[1]]);
        out + between.sum::<i64>() + back
    };
    days.into_values().map(round).sum()
}
