//! Rows of `observations`: the log of a session, the signed record, the chain of a child.

mod records;

pub use super::tables::ATTESTED;
pub use records::*;

use diesel::prelude::*;
use kernel::{
    id::{EventId, SessionId, UserId},
    refusal::Refused,
    time::Instant,
};
use law::access::Action;
use sha2::{Digest, Sha256};

use super::{
    Entry, Found, NewEntry, What,
    rules::entry::body_of,
    tables::{EVENT, observation_event},
};
use crate::{
    access::Permit,
    storage::{Reads, Work, hex},
};

const TABLE: &str = "observation_event";

#[derive(Queryable, Selectable)]
#[diesel(table_name = observation_event)]
struct EventRow {
    id: EventId,
    session_id: SessionId,
    author_id: UserId,
    happened_at: Instant,
    written_at: Instant,
    received_at: Instant,
    number: i32,
    body: String,
    digest: String,
    found: String,
}

impl EventRow {
    fn opened(self, reads: &mut dyn Reads) -> Result<Entry, Refused> {
        let (vault, id) = (reads.vault(), self.id.as_str());
        let what = vault.open(TABLE, "body", id, &self.body)?;
        let found = vault.open(TABLE, "found", id, &self.found)?;
        let unreadable = |cause| Refused::fault("reading an entry", cause);
        let what: What = serde_json::from_str(&what).map_err(unreadable)?;
        let found: Vec<Found> = serde_json::from_str(&found).map_err(unreadable)?;
        Ok(Entry {
            id: self.id,
            session: self.session_id,
            author: self.author_id,
            happened: self.happened_at,
            written: self.written_at,
            received: self.received_at,
            number: self.number,
            what,
            found,
        })
    }
}

/// The log of a session, by the time things happened.
pub fn entries(reads: &mut dyn Reads, session: SessionId) -> Result<Vec<Entry>, Refused> {
    let rows: Vec<EventRow> = observation_event::table
        .filter(observation_event::session_id.eq(session))
        .order((
            observation_event::happened_at.asc(),
            observation_event::number.asc(),
            observation_event::id.asc(),
        ))
        .select(EventRow::as_select())
        .load(reads.db())?;
    rows.into_iter().map(|row| row.opened(reads)).collect()
}

/// The entry of an id with the digest of what was handed in, whatever the session.
pub fn entry(reads: &mut dyn Reads, id: EventId) -> Result<Option<(Entry, String)>, Refused> {
    let row: Option<EventRow> = observation_event::table
        .find(id)
        .select(EventRow::as_select())
        .first(reads.db())
        .optional()?;
    row.map(|row| {
        let digest = row.digest.clone();
        Ok((row.opened(reads)?, digest))
    })
    .transpose()
}

/// What tells whether an entry that comes again is the same: by whom, of which session, and every
/// word of it.
pub fn digest_of(session: SessionId, author: UserId, new: &NewEntry) -> Result<String, Refused> {
    let body = body_of(new)?;
    Ok(hex(&Sha256::digest(format!("{session}\n{author}\n{body}"))))
}

/// Adds an entry to the log.
pub fn insert_entry<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    entry: &Entry,
    digest: &str,
) -> Result<(), Refused> {
    work.holds(entry.session)?;
    permit.covers(entry.session)?;
    let unwritable = |cause| Refused::fault("writing an entry", cause);
    let what = serde_json::to_string(&entry.what).map_err(unwritable)?;
    let found = serde_json::to_string(&entry.found).map_err(unwritable)?;
    let (vault, id) = (work.vault(), entry.id.as_str());
    work.attests(&EVENT, &[&entry.id])?;
    diesel::insert_into(observation_event::table)
        .values((
            observation_event::id.eq(entry.id),
            observation_event::session_id.eq(entry.session),
            observation_event::author_id.eq(entry.author),
            observation_event::kind.eq(entry.what.name()),
            observation_event::happened_at.eq(entry.happened),
            observation_event::written_at.eq(entry.written),
            observation_event::received_at.eq(entry.received),
            observation_event::number.eq(entry.number),
            observation_event::body.eq(vault.seal(TABLE, "body", id, &what)?),
            observation_event::digest.eq(digest),
            observation_event::found.eq(vault.seal(TABLE, "found", id, &found)?),
        ))
        .execute(work.db())?;
    Ok(())
}
