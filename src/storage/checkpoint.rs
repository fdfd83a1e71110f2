//! Checkpoints: a signed statement over all stream heads, that leaves the database.
//!
//! A chain shows that a stream was not edited; only something outside the database shows that a
//! whole stream, or the end of one, is still there. A checkpoint signs a Merkle root over the
//! heads of all streams and the checkpoint before it; the worker appends it to a file the Data
//! Protection Officer keeps.

use std::collections::BTreeMap;

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use diesel::prelude::*;
use kernel::{fact::Fact, fact::Purpose, fact::Stream, refusal::Refused, time::Instant};
use law::access::{Actor, act};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    audit::BEFORE_THE_FIRST,
    claims::Claims,
    db::Db,
    replay::hex,
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
    /// Merkle root over the heads, sorted by stream.
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
            "kith checkpoint 1\n{seq}\n{}\n{streams}\n{facts}\n{root}\n{previous}\n{key_id}",
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
    pub fn is_signed_by(&self, key: &CheckpointKey) -> bool {
        let Ok(signature) = STANDARD_NO_PAD.decode(&self.signature) else {
            return false;
        };
        UnparsedPublicKey::new(&ED25519, key.pair.public_key().as_ref())
            .verify(self.statement().as_bytes(), &signature)
            .is_ok()
    }
}

/// The key that signs checkpoints.
pub struct CheckpointKey {
    id: String,
    pair: Ed25519KeyPair,
}

impl std::fmt::Debug for CheckpointKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CheckpointKey({})", self.id)
    }
}

impl CheckpointKey {
    /// From 32 secret bytes.
    ///
    /// # Errors
    /// A fault when the bytes make no key.
    pub fn from_seed(seed: &[u8; 32]) -> Result<Self, Refused> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed)
            .map_err(|cause| Refused::fault("reading the checkpoint key", cause))?;
        let id = hex(&Sha256::digest(pair.public_key().as_ref()))
            .chars()
            .take(16)
            .collect();
        Ok(Self { id, pair })
    }
}

/// A head: the last place and hash of a stream.
pub type Heads = BTreeMap<String, (i64, String)>;

/// The Merkle root over heads in order of their streams.
pub fn merkle_root(heads: &Heads) -> String {
    let mut level: Vec<[u8; 32]> = heads
        .iter()
        .map(|(stream, (seq, hash))| Sha256::digest(format!("\u{0}{stream}\n{seq}\n{hash}")).into())
        .collect();
    if level.is_empty() {
        return BEFORE_THE_FIRST.to_owned();
    }
    while level.len() > 1 {
        level = level
            .chunks(2)
            .map(|pair| match pair {
                [left, right] => {
                    let mut digest = Sha256::new();
                    digest.update([1_u8]);
                    digest.update(left);
                    digest.update(right);
                    digest.finalize().into()
                }
                // An odd one moves up as it is.
                rest => rest.first().copied().unwrap_or_default(),
            })
            .collect();
    }
    level.first().map(|root| hex(root)).unwrap_or_default()
}

/// The heads as the checkpoints up to `upto` recorded them.
pub(super) fn recorded_heads(db: &mut Db, upto: i64) -> QueryResult<Heads> {
    let rows: Vec<(String, i64, String)> = audit_checkpoint_head::table
        .filter(audit_checkpoint_head::checkpoint.le(upto))
        .order(audit_checkpoint_head::checkpoint.asc())
        .select((
            audit_checkpoint_head::stream,
            audit_checkpoint_head::seq,
            audit_checkpoint_head::hash,
        ))
        .load(db)?;
    Ok(rows
        .into_iter()
        .map(|(stream, seq, hash)| (stream, (seq, hash)))
        .collect())
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

/// Streams that have grown since a checkpoint, with their heads.
fn grown(db: &mut Db, since: Option<Instant>, known: &Heads) -> QueryResult<Heads> {
    let from = since.map_or(0, |at| at.millis() - SETTLING_MILLIS);
    let rows: Vec<(String, i64, String)> = audit_fact::table
        .filter(audit_fact::at.ge(from))
        .order((audit_fact::stream.asc(), audit_fact::seq.asc()))
        .select((audit_fact::stream, audit_fact::seq, audit_fact::hash))
        .load(db)?;
    let heads: Heads = rows
        .into_iter()
        .map(|(stream, seq, hash)| (stream, (seq, hash)))
        .collect();
    Ok(heads
        .into_iter()
        .filter(|(stream, head)| known.get(stream) != Some(head))
        .collect())
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
    let mut heads = recorded_heads(
        work.db(),
        last.as_ref().map_or(0, |checkpoint| checkpoint.seq),
    )?;
    let grown = grown(
        work.db(),
        last.as_ref().map(|checkpoint| checkpoint.at),
        &heads,
    )?;
    let seq = last.as_ref().map_or(1, |checkpoint| checkpoint.seq + 1);
    let stream = Stream::of_day("checkpoints");
    // Our own fact of the last checkpoint is no reason for another.
    if grown.keys().all(|name| name == stream.as_str()) {
        return Ok(Done::made(None));
    }
    heads.extend(grown.clone());
    let mut checkpoint = Checkpoint {
        seq,
        at: now,
        streams: i64::try_from(heads.len()).unwrap_or(i64::MAX),
        facts: heads.values().map(|(seq, _)| seq).sum(),
        root: merkle_root(&heads),
        previous: last.map_or_else(
            || BEFORE_THE_FIRST.to_owned(),
            |checkpoint| checkpoint.hash(),
        ),
        key_id: key.id.clone(),
        signature: String::new(),
    };
    checkpoint.signature = STANDARD_NO_PAD.encode(key.pair.sign(checkpoint.statement().as_bytes()));
    save(work, &checkpoint, &grown)?;
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

    fn heads(names: &[&str]) -> Heads {
        names
            .iter()
            .map(|name| ((*name).to_owned(), (1, format!("hash of {name}"))))
            .collect()
    }

    #[test]
    fn the_root_changes_with_every_head() {
        let all = heads(&["a", "b", "c"]);
        assert_ne!(merkle_root(&all), merkle_root(&heads(&["a", "b"])));
        let mut other = all.clone();
        other.insert("b".into(), (2, "hash of b".into()));
        assert_ne!(merkle_root(&all), merkle_root(&other));
        assert_eq!(merkle_root(&Heads::new()), BEFORE_THE_FIRST);
    }

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
            key_id: one.id.clone(),
            signature: String::new(),
        };
        checkpoint.signature =
            STANDARD_NO_PAD.encode(one.pair.sign(checkpoint.statement().as_bytes()));
        assert!(checkpoint.is_signed_by(&one) && !checkpoint.is_signed_by(&two));
        checkpoint.facts = 2;
        assert!(!checkpoint.is_signed_by(&one));
    }
}
