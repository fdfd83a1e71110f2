//! Checkpoints: a signed statement over all stream heads, that leaves the database.
//!
//! A chain shows that a stream was not edited; only something outside the database shows that a
//! whole stream, or the end of one, is still there. A checkpoint signs the root of a tree of hashes
//! over the heads of all streams ([`super::heads`]) and the checkpoint before it; the worker
//! appends it to a file the Data Protection Officer keeps.

use diesel::prelude::*;
use kernel::{fact::Fact, fact::Purpose, fact::Stream, refusal::Refused, time::Instant};
use law::access::{Actor, act};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    audit::BEFORE_THE_FIRST,
    claims::Claims,
    db::Db,
    heads::{self, Heads},
    replay::hex,
    signing::{CheckpointKey, PublicKey},
    store::Store,
    tables::{audit_checkpoint, audit_checkpoint_head, audit_fact},
    work::{Done, Reads, Work},
};

/// How far back facts may still come to light after a checkpoint passed their time: longer than
/// any transaction may last.
const SETTLING_MILLIS: i64 = 10 * 60 * 1000;

/// One signed statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// From 1, without gaps.
    pub seq: i64,
    /// When it was made.
    pub at: Instant,
    /// How many streams it covers.
    pub streams: i64,
    /// How many facts it covers.
    pub facts: i64,
    /// Root of the tree over all heads.
    pub root: String,
    /// Hash of the checkpoint before.
    pub previous: String,
    /// Which key signed.
    pub key_id: String,
    /// Ed25519 over the rest.
    pub signature: String,
}

impl Checkpoint {
    fn statement(&self) -> String {
        let Self {
            seq,
            at,
            streams,
            facts,
            root,
            previous,
            key_id,
            signature: _,
        } = self;
        format!(
            "kith checkpoint 2\n{seq}\n{}\n{streams}\n{facts}\n{root}\n{previous}\n{key_id}",
            at.millis()
        )
    }

    /// The hash the next checkpoint carries.
    pub fn hash(&self) -> String {
        hex(&Sha256::digest(format!(
            "{}\n{}",
            self.statement(),
            self.signature
        )))
    }

    /// Whether `key` signed this.
    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        key.has_signed(&self.statement(), &self.signature)
    }
}

type Row = (i64, Instant, i64, i64, String, String, String, String);

fn from_row((seq, at, streams, facts, root, previous, key_id, signature): Row) -> Checkpoint {
    Checkpoint {
        seq,
        at,
        streams,
        facts,
        root,
        previous,
        key_id,
        signature,
    }
}

fn latest(db: &mut Db) -> QueryResult<Option<Checkpoint>> {
    let row: Option<Row> = audit_checkpoint::table
        .order(audit_checkpoint::seq.desc())
        .first(db)
        .optional()?;
    Ok(row.map(from_row))
}

/// The checkpoint of that number, as the database has it.
pub(super) fn kept(db: &mut Db, seq: i64) -> QueryResult<Option<Checkpoint>> {
    let row: Option<Row> = audit_checkpoint::table.find(seq).first(db).optional()?;
    Ok(row.map(from_row))
}

/// Checkpoints after one of them, in order: those that may not have been handed out yet.
///
/// # Errors
/// `Busy` or a fault.
pub fn checkpoints_after(store: &Store, seq: i64) -> Result<Vec<Checkpoint>, Refused> {
    let found = store.open::<act::ReadCheckpoints, _>(&Actor::System, |look| {
        let rows: Vec<Row> = audit_checkpoint::table
            .filter(audit_checkpoint::seq.gt(seq))
            .order(audit_checkpoint::seq.asc())
            .load(look.db())?;
        Ok(look.open(rows.into_iter().map(from_row).collect()))
    })?;
    Ok(found.into_value())
}

/// The heads of streams in which something was written since a checkpoint.
fn written_since(db: &mut Db, since: Option<Instant>) -> QueryResult<Heads> {
    let from = since.map_or(0, |at| at.millis() - SETTLING_MILLIS);
    let rows: Vec<(String, i64, String)> = audit_fact::table
        .filter(audit_fact::at.ge(from))
        .order((audit_fact::stream.asc(), audit_fact::seq.asc()))
        .select((audit_fact::stream, audit_fact::seq, audit_fact::hash))
        .load(db)?;
    Ok(rows
        .into_iter()
        .map(|(stream, seq, hash)| (stream, (seq, hash)))
        .collect())
}

/// What has grown since the last checkpoint.
struct Growth {
    /// Heads that are not the ones kept.
    heads: Heads,
    /// How many of them are heads of new streams.
    streams: i64,
    /// How many facts came.
    facts: i64,
}

fn growth(db: &mut Db, last: Option<&Checkpoint>) -> QueryResult<Growth> {
    if let (Some(last), false) = (last, heads::any_kept(db)?) {
        // Checkpoints from before heads were kept: once, from what they recorded.
        let recorded = heads::recorded_heads(db, last.seq)?;
        heads::grow(db, &recorded)?;
    }
    let mut written = written_since(db, last.map(|checkpoint| checkpoint.at))?;
    let kept = heads::kept_of(db, &written.keys().cloned().collect())?;
    written.retain(|stream, head| kept.get(stream) != Some(head));
    let before = |stream: &String| kept.get(stream).map(|(seq, _)| *seq);
    let streams = written.keys().filter(|stream| before(stream).is_none());
    Ok(Growth {
        streams: i64::try_from(streams.count()).unwrap_or(i64::MAX),
        facts: written
            .iter()
            .map(|(stream, (seq, _))| seq - before(stream).unwrap_or_default())
            .sum(),
        heads: written,
    })
}

/// Makes a checkpoint if anything was written since the last one.
///
/// # Errors
/// `Busy` or a fault; nothing was written then.
pub fn write_checkpoint(store: &Store, key: &CheckpointKey) -> Result<Option<Checkpoint>, Refused> {
    store
        .write(&Actor::System, |work: &mut Work<'_, act::KeepHouse>| {
            make(work, key)
        })
        .map(Done::into_value)
}

fn make(
    work: &mut Work<'_, act::KeepHouse>,
    key: &CheckpointKey,
) -> Result<Done<Option<Checkpoint>>, Refused> {
    work.claim(Claims::new().and_name("audit checkpoint"))?;
    let now = work.now();
    let last = latest(work.db())?;
    let grown = growth(work.db(), last.as_ref())?;
    let seq = last.as_ref().map_or(1, |checkpoint| checkpoint.seq + 1);
    let stream = Stream::of_day("checkpoints");
    // Our own fact of the last checkpoint is no reason for another.
    if grown.heads.keys().all(|name| name == stream.as_str()) {
        return Ok(Done::made(None));
    }
    let (streams, facts) = last
        .as_ref()
        .map_or((0, 0), |checkpoint| (checkpoint.streams, checkpoint.facts));
    let mut checkpoint = Checkpoint {
        seq,
        at: now,
        streams: streams + grown.streams,
        facts: facts + grown.facts,
        root: heads::grow(work.db(), &grown.heads)?,
        previous: last.map_or_else(
            || BEFORE_THE_FIRST.to_owned(),
            |checkpoint| checkpoint.hash(),
        ),
        key_id: key.id().to_owned(),
        signature: String::new(),
    };
    checkpoint.signature = key.sign(&checkpoint.statement());
    save(work, &checkpoint, &grown.heads)?;
    let fact = Fact::on(stream)
        .purpose(Purpose::Oversight)
        .details(serde_json::json!({ "checkpoint": seq }));
    Ok(work.done(fact, Some(checkpoint)))
}

fn save(
    work: &mut Work<'_, act::KeepHouse>,
    checkpoint: &Checkpoint,
    grown: &Heads,
) -> QueryResult<()> {
    diesel::insert_into(audit_checkpoint::table)
        .values((
            audit_checkpoint::seq.eq(checkpoint.seq),
            audit_checkpoint::at.eq(checkpoint.at),
            audit_checkpoint::streams.eq(checkpoint.streams),
            audit_checkpoint::facts.eq(checkpoint.facts),
            audit_checkpoint::root.eq(&checkpoint.root),
            audit_checkpoint::previous.eq(&checkpoint.previous),
            audit_checkpoint::key_id.eq(&checkpoint.key_id),
            audit_checkpoint::signature.eq(&checkpoint.signature),
        ))
        .execute(work.db())?;
    for (stream, (seq, hash)) in grown {
        diesel::insert_into(audit_checkpoint_head::table)
            .values((
                audit_checkpoint_head::checkpoint.eq(checkpoint.seq),
                audit_checkpoint_head::stream.eq(stream),
                audit_checkpoint_head::seq.eq(seq),
                audit_checkpoint_head::hash.eq(hash),
            ))
            .execute(work.db())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_its_statement_and_key_only() {
        let (one, two) = (
            CheckpointKey::from_seed(&[1; 32]).unwrap(),
            CheckpointKey::from_seed(&[2; 32]).unwrap(),
        );
        let mut checkpoint = Checkpoint {
            seq: 1,
            at: Instant::from_millis(0),
            streams: 1,
            facts: 1,
            root: "r".into(),
            previous: "p".into(),
            key_id: one.id().to_owned(),
            signature: String::new(),
        };
        checkpoint.signature = one.sign(&checkpoint.statement());
        let (one, two) = (one.public(), two.public());
        assert!(checkpoint.is_signed_by(&one) && !checkpoint.is_signed_by(&two));
        checkpoint.facts = 2;
        assert!(!checkpoint.is_signed_by(&one));
    }
}
