//! The rule by which nobody could take a session even in an empty week, found anew.

use super::facts::{self, Facts};
use crate::instance::{RoomKind, Session};
use crate::rota::Rule;

/// The rule that leaves nothing, where no start could be staffed.
pub(super) fn rule(facts: &Facts<'_>, session: usize) -> Option<Rule> {
    let starts = &facts.starts[session];
    if starts.is_empty() {
        return Some(without_start(facts, session));
    }
    if starts.iter().any(|at| facts.is_alive(session, *at)) {
        return None;
    }
    let staff = 0..facts.instance.supervisors.len();
    let stops = staff.flat_map(|who| {
        let refused = starts
            .iter()
            .map(move |at| facts.refusal(session, *at, who));
        refused.map(|rule| rule.map_or(Rule::Pair, named))
    });
    // Of all that stop somebody, the one that stops the last of them.
    Some(stops.max().unwrap_or(Rule::Reach))
}

/// No venue has a room of the kind; it must stay and cannot; what it needs is not there; or nothing is open.
fn without_start(facts: &Facts<'_>, session: usize) -> Rule {
    let s = &facts.instance.sessions[session];
    let serves = |&venue: &usize| {
        let mut rooms = facts.instance.venues[venue].rooms.iter();
        rooms.any(|room| s.room == RoomKind::Standard || room.kind == RoomKind::Large)
    };
    let modest = Session {
        resources: Vec::new(),
        ..s.clone()
    };
    if !s.venues.iter().any(serves) {
        Rule::Room
    } else if facts::bound(facts.instance, s) {
        Rule::Pinned
    } else if !s.resources.is_empty() && !facts::starts(facts.instance, &modest).is_empty() {
        Rule::Resource
    } else {
        Rule::Window
    }
}

fn named(rule: &str) -> Rule {
    match rule {
        "forbidden" => Rule::Forbidden,
        "skill" => Rule::Skill,
        "language" => Rule::Language,
        "gender" => Rule::Gender,
        "reach" => Rule::Reach,
        "availability" => Rule::Availability,
        "pinned" => Rule::Pinned,
        "day" => Rule::Day,
        _ => Rule::Hours,
    }
}
