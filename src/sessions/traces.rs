//! What the audit keeps of sessions: codes and ids, never a name, a quote or an address.

use kernel::{
    fact::{Fact, Stream},
    id::{PersonId, PlanId, UserId},
    time::{LondonDay, Week},
};
use law::session::{Effect, Event};
use serde_json::json;

use super::{Check, Filled, Session};
use crate::referrals::Plan;

/// The stream of the one child where exactly one is concerned, else the session's own.
fn about(session: &Session) -> Fact {
    let mut children = session.children.iter();
    let stream = match (children.next(), children.next()) {
        (Some(child), None) => Stream::of(*child),
        _ => Stream::of(session.id),
    };
    Fact::on(stream).subjects(session.people())
}

fn codes(checks: &[Check]) -> Vec<&'static str> {
    checks.iter().map(|check| check.reason.code).collect()
}

pub(super) fn booked(session: &Session, found: &[Check]) -> Fact {
    about(session).details(json!({ "booked": session.id, "plan": session.plan,
        "day": session.slot().day().to_string(), "found": codes(found) }))
}

pub(super) fn changed(before: &Session, after: &Session, found: &[Check]) -> Fact {
    let fields = [
        ("slot", before.slot() != after.slot()),
        ("children", before.children != after.children),
        ("visitors", before.visitors != after.visitors),
        ("mode", before.mode != after.mode),
        ("level", before.level != after.level),
        (
            "place",
            (before.place, before.venue, before.room) != (after.place, after.venue, after.room),
        ),
        ("supervisors", before.supervisors != after.supervisors),
        ("taxi", before.taxi != after.taxi),
        ("interpreter", before.interpreter != after.interpreter),
        ("note", before.note != after.note),
    ];
    let fields = fields.into_iter().filter(|(_, differs)| *differs);
    let fields: Vec<&str> = fields.map(|(name, _)| name).collect();
    about(after).subjects(before.people()).details(
        json!({ "session": after.id, "changed": fields, "version": after.version,
            "found": codes(found) }),
    )
}

/// No session was put aside whose time has passed.
pub(super) fn nothing_passed(day: LondonDay) -> Fact {
    Fact::on(Stream::of_day(day)).details(json!({ "ended": 0 }))
}

pub(super) fn ended(session: &Session, event: Event, effects: &[Effect]) -> Fact {
    about(session).details(json!({ "session": session.id, "event": event, "effects": effects }))
}

pub(super) fn decided(session: &Session, code: &str) -> Fact {
    about(session).details(json!({ "session": session.id, "decided": code }))
}

pub(super) fn slots_kept(plan: &Plan, slots: usize) -> Fact {
    Fact::about(plan.id)
        .subjects(plan.details.persons())
        .details(json!({ "standing_slots": slots }))
}

/// Many families at once: the fact stands in the stream of who did it.
pub(super) fn filled(by: UserId, week: Week, filled: &Filled) -> Fact {
    let left: Vec<PlanId> = filled.left_out.iter().map(|one| one.plan).collect();
    Fact::on(Stream::of(by)).details(json!({ "filled": week.monday().to_string(),
        "booked": filled.booked, "left_out": left }))
}

pub(super) fn seen(session: &Session, what: &str) -> Fact {
    about(session).details(json!({ "session": session.id, "seen": what }))
}

/// The list of a child's sessions shows everybody who takes part.
pub(super) fn listed(child: PersonId, sessions: &[Session]) -> Fact {
    Fact::about_person(child)
        .subjects(sessions.iter().flat_map(Session::people))
        .details(json!({ "seen": "sessions", "number": sessions.len() }))
}

pub(super) fn slots_seen(plan: &Plan) -> Fact {
    Fact::about(plan.id)
        .subjects(plan.details.persons())
        .details(json!({ "seen": "standing slots" }))
}

pub(super) fn week_seen(reader: UserId, week: Week) -> Fact {
    Fact::on(Stream::of(reader))
        .details(json!({ "seen": "form to fill a week", "week": week.monday().to_string() }))
}

/// A list over families is kept in the reader's own stream.
pub(super) fn listed_for(reader: UserId, sessions: &[Session]) -> Fact {
    Fact::on(Stream::of(reader))
        .details(json!({ "seen": "sessions in question", "number": sessions.len() }))
}
