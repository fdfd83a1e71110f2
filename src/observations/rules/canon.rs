//! The form a record is signed in: everything it holds, in one order, so that the same record has
//! the same hash on every machine and in thirty years.

use std::collections::BTreeSet;

use kernel::{
    id::{EventId, PersonId, PlanId, SessionId, SupervisorId, UserId},
    refusal::Refused,
    time::{Instant, Slot},
};
use law::session::{Handover, Stage, Went};
use serde::{Deserialize, Serialize};

use super::log::Log;
use crate::{
    observations::{Found, What},
    sessions::Session,
};

/// The number of this form. A record keeps the one it was signed in.
const FORM: u8 = 1;

#[derive(Serialize)]
struct Canonical<'a> {
    form: u8,
    session: SessionId,
    plan: PlanId,
    slot: Slot,
    children: &'a BTreeSet<PersonId>,
    visitors: &'a BTreeSet<PersonId>,
    supervisors: &'a BTreeSet<SupervisorId>,
    level: law::proposal::Level,
    mode: law::proposal::Mode,
    went: Option<Went>,
    handover: Option<Handover>,
    entries: Vec<CanonicalEntry<'a>>,
    signed_by: UserId,
    signed_at: Instant,
}

#[derive(Serialize)]
struct CanonicalEntry<'a> {
    id: EventId,
    author: UserId,
    happened: Instant,
    written: Instant,
    received: Instant,
    what: &'a What,
    found: &'a [Found],
}

/// The canonical form of a record: its log with the signature as its last entry.
///
/// # Errors
/// A fault when it cannot be written.
pub fn canonical(
    session: &Session,
    log: &Log,
    (signed_by, signed_at): (UserId, Instant),
) -> Result<String, Refused> {
    let (went, handover) = match session.stage {
        Stage::Over(over) => (Some(over.went), None),
        Stage::Closed(record)
        | Stage::Recorded(record)
        | Stage::Checked(record)
        | Stage::Shared(record) => (Some(record.went), record.handover),
        _ => (None, None),
    };
    let entries = log.entries().iter().map(|entry| CanonicalEntry {
        id: entry.id,
        author: entry.author,
        happened: entry.happened,
        written: entry.written,
        received: entry.received,
        what: &entry.what,
        found: &entry.found,
    });
    let canonical = Canonical {
        form: FORM,
        session: session.id,
        plan: session.plan,
        slot: session.slot(),
        children: &session.children,
        visitors: &session.visitors,
        supervisors: &session.supervisors,
        level: session.level,
        mode: session.mode,
        went,
        handover,
        entries: entries.collect(),
        signed_by,
        signed_at,
    };
    serde_json::to_string(&canonical).map_err(|cause| Refused::fault("writing a record", cause))
}

/// Whether a log is the one in this form: no entry is gone or was added, and none is by another or of
/// another time. What an entry says is not compared: a later version may write the same words otherwise,
/// and the vault keeps them as they were.
pub fn is_of(canonical: &str, log: &Log) -> bool {
    let Ok(signed) = serde_json::from_str::<Signed>(canonical) else {
        return false;
    };
    let log = log.entries().iter();
    let log = log.filter(|entry| !matches!(entry.what, What::Addendum { .. }));
    signed.entries.into_iter().eq(log.map(|entry| SignedEntry {
        id: entry.id,
        author: entry.author,
        happened: entry.happened,
        written: entry.written,
        received: entry.received,
    }))
}

/// Of the canonical form, what tells one log from another.
#[derive(Deserialize)]
struct Signed {
    entries: Vec<SignedEntry>,
}

#[derive(PartialEq, Eq, Deserialize)]
struct SignedEntry {
    id: EventId,
    author: UserId,
    happened: Instant,
    written: Instant,
    received: Instant,
}
