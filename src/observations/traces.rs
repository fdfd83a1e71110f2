//! What the audit keeps of observations: kinds, ids and hashes, never a word of what was seen.

use kernel::{
    fact::{Fact, Stream},
    id::UserId,
};
use serde_json::json;

use super::{Entry, SignedRecord};
use crate::sessions::{Road, Session};

/// A fact about a session: on the stream of its child where there is exactly one.
fn of(session: &Session) -> Fact {
    let mut children = session.children.iter();
    let fact = match (children.next(), children.next()) {
        (Some(only), None) => Fact::about_person(*only),
        _ => Fact::about(session.id).subjects(session.children.iter().copied()),
    };
    fact.subjects(session.visitors.iter().copied())
}

pub(super) fn said(session: &Session, entry: &Entry) -> Fact {
    of(session).details(json!({
        "session": session.id, "entry": entry.id, "kind": entry.what.name(),
        "happened": entry.happened, "written": entry.written,
    }))
}

pub(super) fn said_again(session: &Session, entry: &Entry) -> Fact {
    of(session).details(json!({ "session": session.id, "entry": entry.id, "again": true }))
}

pub(super) fn answered(session: &Session, entries: &[Entry]) -> Fact {
    let ids: Vec<_> = entries.iter().map(|entry| entry.id).collect();
    of(session).details(json!({ "session": session.id, "kind": "answered", "entries": ids }))
}

pub(super) fn signed(session: &Session, record: &SignedRecord) -> Fact {
    of(session).details(json!({
        "session": session.id, "signed": record.id, "hash": record.hash,
        "written_when": record.written_when,
    }))
}

pub(super) fn seen(session: &Session, what: &str) -> Fact {
    of(session).details(json!({ "session": session.id, "seen": what }))
}

/// Whoever drives looked where to; whether a door was shown.
pub(super) fn journey(session: &Session, road: &Road) -> Fact {
    let details = json!({ "session": session.id, "seen": "journey", "doors": road.stops.len() });
    of(session).details(details)
}

pub(super) fn listed<'a>(reader: UserId, sessions: impl IntoIterator<Item = &'a Session>) -> Fact {
    seen_of_many(reader, sessions, "own sessions")
}

pub(super) fn overdue<'a>(reader: UserId, sessions: impl IntoIterator<Item = &'a Session>) -> Fact {
    seen_of_many(reader, sessions, "records not signed in time")
}

/// A list is kept in the reader's own stream, with every child on it.
fn seen_of_many<'a>(
    reader: UserId,
    sessions: impl IntoIterator<Item = &'a Session>,
    what: &'static str,
) -> Fact {
    let children = sessions
        .into_iter()
        .flat_map(|session| session.children.iter().copied());
    Fact::on(Stream::of(reader))
        .subjects(children)
        .details(json!({ "seen": what }))
}
