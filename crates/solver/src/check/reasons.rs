//! Whether what a rota says of its sessions without a place is true: nobody could take them in an empty week, or
//! they would fit at the start it names if those in their way were not there.

use super::facts::Facts;
use super::{Violation, rules, structural};
use crate::instance::{Place, RoomKind};
use crate::rota::{Reason, Rota, Rule};

/// The limits of a supervisor or a case alone, with what breaking them is called.
const OWN: [(Rule, &str); 5] = [
    (Rule::Day, "day"),
    (Rule::Hours, "hours"),
    (Rule::Rest, "rest"),
    (Rule::Break, "break"),
    (Rule::Spacing, "spacing"),
];
/// The limits that many share: with some of those who do gone, there may still be too many.
const SHARED: [(Rule, &str); 2] = [(Rule::Transport, "transport"), (Rule::Resource, "resource")];

/// What it says that is not so. A rota may say nothing of any; if it does of one, then of all.
pub(super) fn judge(facts: &Facts<'_>, rota: &Rota) -> Vec<Violation> {
    if rota.unplaced.is_empty() {
        return Vec::new();
    }
    let open = rota.places.iter().enumerate();
    let open = open
        .filter(|(_, place)| place.is_none())
        .map(|(session, _)| session);
    let open = open.filter(|&session| !facts.instance.sessions[session].cancelled);
    let told = rota.unplaced.iter().map(|unplaced| unplaced.session);
    if !open.eq(told) {
        return vec![violation(
            Vec::new(),
            "are told of others than have no place",
        )];
    }
    let wrong = rota.unplaced.iter().filter(|unplaced| {
        let session = unplaced.session;
        !match &unplaced.reason {
            Reason::Structural { rule } => structural::rule(facts, session) == Some(*rule),
            Reason::Blocked {
                day,
                start,
                venue,
                supervisors,
                by,
                limits,
            } => {
                let place = Place {
                    day: *day,
                    start: *start,
                    venue: *venue,
                    room: 0,
                    supervisors: supervisors.clone(),
                };
                is_blocked(facts, rota, (session, &place), (by, limits))
            }
        }
    });
    let wrong: Vec<usize> = wrong.map(|unplaced| unplaced.session).collect();
    if wrong.is_empty() {
        return Vec::new();
    }
    vec![violation(wrong, "have no place for another reason")]
}

fn violation(sessions: Vec<usize>, what: &str) -> Violation {
    Violation {
        rule: "reasons",
        sessions,
        what: what.to_owned(),
    }
}

/// Whether the session would fit there with some of the others gone, or break those limits alone. Which room it
/// would have says nobody: any that serves is as good, for others may have to take another one for it.
fn is_blocked(
    facts: &Facts<'_>,
    rota: &Rota,
    (session, place): (usize, &Place),
    (by, limits): (&[usize], &[Rule]),
) -> bool {
    let held = |&other: &usize| matches!(rota.places.get(other), Some(Some(_)));
    let starts = &facts.starts[session];
    if !by.iter().all(held) || !starts.contains(&facts.start_of(place)) {
        return false;
    }
    let rooms = 0..facts.instance.venues[place.venue].rooms.len();
    let mut rooms = rooms.map(|room| Place {
        room,
        ..place.clone()
    });
    let Some(place) = rooms.find(|place| facts.room_serves(session, place)) else {
        return limits.contains(&Rule::Room);
    };
    let mut without = rota.clone();
    for &other in by {
        without.places[other] = None;
    }
    without.places[session] = Some(place);
    let broken = rules::violations(facts, &without);
    let broken = broken.iter().map(|violation| violation.rule);
    let told = |rules: &[(Rule, &'static str)]| -> Vec<&str> {
        let told = rules.iter().filter(|(rule, _)| limits.contains(rule));
        told.map(|(_, name)| *name).collect()
    };
    let (own, shared) = (told(&OWN), told(&SHARED));
    let at = without.places[session].as_ref();
    let is_enough = limits.contains(&Rule::Room)
        || at.is_some_and(|at| has_a_room(facts, &without, (session, at)));
    // Whoever is in the way may have to stay all the same: that is why it is.
    let excused = |rule: &&str| {
        let theirs = *rule == "pinned" && !by.is_empty();
        theirs || (*rule == "room" && is_enough) || shared.contains(rule)
    };
    let broken: Vec<&str> = broken.filter(|rule| !excused(rule)).collect();
    if own.is_empty() {
        broken.is_empty()
    } else {
        own.iter().all(|rule| broken.contains(rule))
    }
}

/// Whether rooms are enough for a session, counted slot by slot: which one it has says nobody.
fn has_a_room(facts: &Facts<'_>, rota: &Rota, (session, at): (usize, &Place)) -> bool {
    let sessions = &facts.instance.sessions;
    let span = |index: usize, place: &Place| {
        let start = facts.slots(place.start);
        (start, start + facts.slots(sessions[index].duration_min))
    };
    let here = rota.places.iter().enumerate().filter_map(|(index, place)| {
        let place = place.as_ref()?;
        let here = (place.day, place.venue) == (at.day, at.venue);
        here.then(|| (span(index, place), sessions[index].room == RoomKind::Large))
    });
    let here: Vec<_> = here.collect();
    let rooms = &facts.instance.venues[at.venue].rooms;
    let (from, to) = span(session, at);
    (from..to).all(|slot| {
        let open = rooms.iter().filter(|room| {
            let mut closed = room.closed.iter().filter(|span| span.0 == at.day);
            !closed.any(|span| facts.slots(span.1) <= slot && slot < facts.slots_begun(span.2))
        });
        let open: Vec<_> = open.collect();
        let large = open
            .iter()
            .filter(|room| room.kind == RoomKind::Large)
            .count();
        let held = here
            .iter()
            .filter(|((from, to), _)| (*from..*to).contains(&slot));
        let (all, big) = held.fold((0, 0), |(all, big), (_, large)| {
            (all + 1, big + usize::from(*large))
        });
        all <= open.len() && big <= large
    })
}
