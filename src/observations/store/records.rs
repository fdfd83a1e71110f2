//! Signed records, and the chain that holds a child's records together.

use std::collections::BTreeSet;

use diesel::prelude::*;
use kernel::{
    id::{Id, Kind, ObservationId, PersonId, SessionId, UserId},
    refusal::Refused,
    time::Instant,
};
use law::access::Action;
use sha2::{Digest, Sha256};

use crate::{
    access::Permit,
    observations::{
        SignedRecord, WrittenWhen,
        rules::{canon::is_of, log::Log},
        tables::{LINK, RECORD, observation_link, observation_record},
    },
    sessions::Session,
    storage::{Reads, Work, hex, random_hex},
};

const TABLE: &str = "observation_record";

/// What the first link of a child's chain holds in place of one before.
const BEGINNING: &str = "";

#[derive(Queryable, Selectable)]
#[diesel(table_name = observation_record)]
struct RecordRow {
    id: ObservationId,
    session_id: SessionId,
    signed_by: UserId,
    signed_at: Instant,
    written_when: WrittenWhen,
    hash: String,
}

impl From<RecordRow> for SignedRecord {
    fn from(row: RecordRow) -> Self {
        Self {
            id: row.id,
            session: row.session_id,
            by: row.signed_by,
            at: row.signed_at,
            written_when: row.written_when,
            hash: row.hash,
        }
    }
}

/// The signed record of a session, if there is one.
pub fn record(reads: &mut dyn Reads, session: SessionId) -> QueryResult<Option<SignedRecord>> {
    let row: Option<RecordRow> = observation_record::table
        .filter(observation_record::session_id.eq(session))
        .select(RecordRow::as_select())
        .first(reads.db())
        .optional()?;
    Ok(row.map(SignedRecord::from))
}

/// What is signed, and how it is hashed: the salt first, so that the hash of a short record tells
/// nothing once the content is gone.
pub struct ToSign<'a> {
    /// Its id.
    pub id: ObservationId,
    /// Who signs.
    pub by: UserId,
    /// When it was written.
    pub written_when: WrittenWhen,
    /// Its canonical form.
    pub canonical: &'a str,
}

/// Keeps a signed record.
pub fn insert_record<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    session: &Session,
    signed: &ToSign<'_>,
) -> Result<SignedRecord, Refused> {
    work.holds(session.id)?;
    permit.covers(session.id)?;
    let salt = random_hex::<32>()?;
    let hash = hash_of(&salt, signed.canonical);
    let sealed = work
        .vault()
        .seal(TABLE, "canonical", signed.id.as_str(), signed.canonical)?;
    let record = SignedRecord {
        id: signed.id,
        session: session.id,
        by: signed.by,
        at: work.now(),
        written_when: signed.written_when,
        hash,
    };
    work.attests(&RECORD, &[&record.id])?;
    diesel::insert_into(observation_record::table)
        .values((
            observation_record::id.eq(record.id),
            observation_record::session_id.eq(record.session),
            observation_record::signed_by.eq(record.by),
            observation_record::signed_at.eq(record.at),
            observation_record::written_when.eq(record.written_when),
            observation_record::salt.eq(salt),
            observation_record::canonical.eq(sealed),
            observation_record::hash.eq(&record.hash),
        ))
        .execute(work.db())?;
    Ok(record)
}

/// The hash of a record in its canonical form, 64 hexadecimal digits.
pub fn hash_of(salt: &str, canonical: &str) -> String {
    hex(&Sha256::digest(format!("{salt}\n{canonical}")))
}

/// Whether a signed record is still what was signed: its form has its hash, the log is the one in that
/// form, and its link stands in the chain of each child after the link it names.
pub fn is_intact(reads: &mut dyn Reads, session: SessionId, log: &Log) -> Result<bool, Refused> {
    let row: (ObservationId, String, String, String) = observation_record::table
        .filter(observation_record::session_id.eq(session))
        .select((
            observation_record::id,
            observation_record::salt,
            observation_record::canonical,
            observation_record::hash,
        ))
        .first(reads.db())?;
    let (id, salt, sealed, hash) = row;
    let canonical = reads
        .vault()
        .open(TABLE, "canonical", id.as_str(), &sealed)?;
    let children: Vec<PersonId> = observation_link::table
        .filter(observation_link::session_id.eq(session))
        .select(observation_link::child_id)
        .distinct()
        .load(reads.db())?;
    let mut chained = !children.is_empty();
    for child in children {
        chained &= is_chained(reads, child)?;
    }
    Ok(chained && hash_of(&salt, &canonical) == hash && is_of(&canonical, log))
}

fn is_chained(reads: &mut dyn Reads, child: PersonId) -> Result<bool, Refused> {
    type Row = (i64, String, String, String);
    let rows: Vec<Row> = observation_link::table
        .filter(observation_link::child_id.eq(child))
        .order(observation_link::number.asc())
        .select((
            observation_link::number,
            observation_link::hash,
            observation_link::previous,
            observation_link::link,
        ))
        .load(reads.db())?;
    let mut last = BEGINNING.to_owned();
    for (place, (number, hash, previous, link)) in (1_i64..).zip(rows) {
        if number != place || previous != last || link != link_of(child, number, &last, &hash) {
            return Ok(false);
        }
        last = link;
    }
    Ok(true)
}

fn link_of(child: PersonId, number: i64, previous: &str, hash: &str) -> String {
    hex(&Sha256::digest(format!(
        "{child}\n{number}\n{previous}\n{hash}"
    )))
}

/// Adds a link to the chain of each of these children: a record that was signed, or an addendum.
pub fn chain<A: Action, K: Kind>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (session, children): (SessionId, &BTreeSet<PersonId>),
    what: Id<K>,
    hash: &str,
) -> Result<(), Refused> {
    permit.covers(session)?;
    for child in children {
        work.holds(*child)?;
        let last: Option<(i64, String)> = observation_link::table
            .filter(observation_link::child_id.eq(child))
            .order(observation_link::number.desc())
            .select((observation_link::number, observation_link::link))
            .first(work.db())
            .optional()?;
        let (number, previous) = last.map_or((1, BEGINNING.to_owned()), |(number, link)| {
            (number + 1, link)
        });
        work.attests(&LINK, &[child, &number])?;
        diesel::insert_into(observation_link::table)
            .values((
                observation_link::child_id.eq(child),
                observation_link::number.eq(number),
                observation_link::session_id.eq(session),
                observation_link::what_id.eq(what.as_str()),
                observation_link::hash.eq(hash),
                observation_link::previous.eq(&previous),
                observation_link::link.eq(link_of(*child, number, &previous, hash)),
            ))
            .execute(work.db())?;
    }
    Ok(())
}
