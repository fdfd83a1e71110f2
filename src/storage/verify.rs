//! `kith audit verify`: is every fact still there, as it was written?
//!
//! Walks each chain, then holds the heads against the checkpoints that left the database. Finds
//! edits, deletions, insertions, swaps, a cut-off end and a stream that is gone, whoever did it. Then
//! holds the rows of records against what the facts attest of them.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use kernel::{id::PersonId, refusal::Refused};

use super::{
    attest::{Attested, Balance},
    audit::{BEFORE_THE_FIRST, Content, Link, content_hash},
    checkpoint::{self, Checkpoint},
    db::{Backend, Db, open},
    dialect,
    heads::{Heads, kept_heads, recorded_heads, root_of},
    signing::PublicKey,
    tables::{audit_checkpoint, audit_fact, audit_subject},
};

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Finding {
    /// The place after a fact is not the next one.
    #[error(
        "{stream}: place {seq} does not follow the one before: facts were removed, added or moved"
    )]
    Gap {
        /// The stream.
        stream: String,
        /// The place found.
        seq: i64,
    },
    /// The hash does not belong to what stands there.
    #[error("{stream}: the fact at place {seq} is not the one that was written")]
    Changed {
        /// The stream.
        stream: String,
        /// The place.
        seq: i64,
    },
    /// The persons a fact is filed under are not those it names.
    #[error("{stream}: the fact at place {seq} is filed under other persons than it names")]
    Misfiled {
        /// The stream.
        stream: String,
        /// The place.
        seq: i64,
    },
    /// A checkpoint saw a fact that is not there.
    #[error("{stream}: checkpoint {checkpoint} saw place {seq}, which is gone or another")]
    Missing {
        /// The stream.
        stream: String,
        /// The place.
        seq: i64,
        /// The checkpoint.
        checkpoint: i64,
    },
    /// A checkpoint is not signed by the key given, or not chained to the one before.
    #[error("checkpoint {0} is not the one that was signed")]
    Forged(i64),
    /// The database has checkpoints that the file outside it lacks: it was cut, or is not the
    /// newest.
    #[error("the file ends before checkpoint {0}: it was cut off, or is not the newest copy")]
    NotHandedOut(i64),
    /// The database has no such checkpoint, or another one in its place.
    #[error("checkpoint {0} is not in the database as it was handed out")]
    CheckpointGone(i64),
    /// The heads kept for the next checkpoint are not those the checkpoints recorded.
    #[error(
        "the heads kept for the next checkpoint are not those of the last one: somebody changed them"
    )]
    HeadsChanged,
    /// A row of a record is not as the last fact about it left it.
    #[error(
        "{0}: what stands there is not what was written: it was changed, added or removed past Kith"
    )]
    Record(String),
}

/// What was checked and found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verification {
    /// Streams walked.
    pub streams: u64,
    /// Facts walked.
    pub facts: u64,
    /// Checkpoints held against them.
    pub checkpoints: u64,
    /// Rows of records held against the facts about them.
    pub rows: u64,
    /// Facts written since the last checkpoint, which only their chain protects.
    pub since_last_checkpoint: u64,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// Verifies the whole audit of a database against the checkpoints handed out, and the rows of these
/// tables against the audit.
///
/// # Errors
/// A fault when the database cannot be read.
pub fn verify(
    backend: &Backend,
    attested: &[&[&Attested]],
    handed_out: &[Checkpoint],
    key: &PublicKey,
) -> Result<Verification, Refused> {
    let mut db = open(backend).map_err(|cause| Refused::fault("opening the database", cause))?;
    dialect::begin_read(&mut db)?;
    let result = walk(&mut db, attested, handed_out, key);
    dialect::roll_back(&mut db);
    result
}

fn walk(
    db: &mut Db,
    attested: &[&[&Attested]],
    handed_out: &[Checkpoint],
    key: &PublicKey,
) -> Result<Verification, Refused> {
    let (mut report, mut balance) = (Verification::default(), Balance::default());
    let streams: Vec<String> = audit_fact::table
        .select(audit_fact::stream)
        .distinct()
        .order(audit_fact::stream.asc())
        .load(db)?;
    let mut hashes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for stream in streams {
        let chain = walk_stream(db, &stream, &mut report, &mut balance)?;
        report.streams += 1;
        hashes.insert(stream, chain);
    }
    let covered = hold_against(db, handed_out, key, &hashes, &mut report)?;
    report.since_last_checkpoint = report.facts.saturating_sub(covered);
    let held = balance.hold_against(db, attested)?;
    report.rows = held.rows;
    let broken = held.broken.into_iter().map(Finding::Record);
    report.findings.extend(broken);
    Ok(report)
}

#[derive(Queryable)]
struct Row {
    seq: i64,
    at: i64,
    actor: String,
    act: String,
    salt: String,
    content: String,
    content_hash: String,
    hash: String,
}

fn walk_stream(
    db: &mut Db,
    stream: &str,
    report: &mut Verification,
    balance: &mut Balance,
) -> Result<Vec<String>, Refused> {
    let rows: Vec<Row> = audit_fact::table
        .filter(audit_fact::stream.eq(stream))
        .order(audit_fact::seq.asc())
        .select((
            audit_fact::seq,
            audit_fact::at,
            audit_fact::actor,
            audit_fact::act,
            audit_fact::salt,
            audit_fact::content,
            audit_fact::content_hash,
            audit_fact::hash,
        ))
        .load(db)?;
    let mut filed = filed_under(db, stream)?;
    let mut previous = BEFORE_THE_FIRST.to_owned();
    let mut chain = Vec::with_capacity(rows.len());
    for (expected, row) in (1_i64..).zip(rows) {
        report.facts += 1;
        let at = || (stream.to_owned(), row.seq);
        if row.seq != expected {
            let (stream, seq) = at();
            report.findings.push(Finding::Gap { stream, seq });
        }
        let link = Link {
            stream,
            seq: row.seq,
            at: row.at,
            actor: &row.actor,
            act: &row.act,
            content_hash: &row.content_hash,
        };
        let content = serde_json::from_str::<Content>(&row.content).ok();
        if link.hash(&previous) != row.hash || !content_is_whole(&row) {
            let (stream, seq) = at();
            report.findings.push(Finding::Changed { stream, seq });
        } else if !is_filed_rightly(
            content.as_ref(),
            &filed.remove(&row.seq).unwrap_or_default(),
        ) {
            let (stream, seq) = at();
            report.findings.push(Finding::Misfiled { stream, seq });
        }
        filed.remove(&row.seq);
        balance.add(content.map(|content| content.attests).unwrap_or_default());
        previous.clone_from(&row.hash);
        chain.push(row.hash);
    }
    report
        .findings
        .extend(filed.into_keys().map(|seq| Finding::Misfiled {
            stream: stream.to_owned(),
            seq,
        }));
    Ok(chain)
}

fn filed_under(db: &mut Db, stream: &str) -> Result<BTreeMap<i64, BTreeSet<PersonId>>, Refused> {
    let rows: Vec<(i64, PersonId)> = audit_subject::table
        .filter(audit_subject::stream.eq(stream))
        .select((audit_subject::seq, audit_subject::person))
        .load(db)?;
    let mut filed: BTreeMap<i64, BTreeSet<PersonId>> = BTreeMap::new();
    for (seq, person) in rows {
        filed.entry(seq).or_default().insert(person);
    }
    Ok(filed)
}

fn content_is_whole(row: &Row) -> bool {
    content_hash(&row.salt, &row.content) == row.content_hash
}

fn is_filed_rightly(content: Option<&Content>, filed: &BTreeSet<PersonId>) -> bool {
    content
        .is_some_and(|content| content.subjects.iter().copied().collect::<BTreeSet<_>>() == *filed)
}

/// Holds the chains against the checkpoints handed out; returns how many facts the last covers.
fn hold_against(
    db: &mut Db,
    handed_out: &[Checkpoint],
    key: &PublicKey,
    hashes: &BTreeMap<String, Vec<String>>,
    report: &mut Verification,
) -> Result<u64, Refused> {
    let mut previous = BEFORE_THE_FIRST.to_owned();
    let mut covered = 0;
    for checkpoint in handed_out {
        report.checkpoints += 1;
        if !checkpoint.is_signed_by(key) || checkpoint.previous != previous {
            report.findings.push(Finding::Forged(checkpoint.seq));
        }
        if checkpoint::kept(db, checkpoint.seq)?.as_ref() != Some(checkpoint) {
            report
                .findings
                .push(Finding::CheckpointGone(checkpoint.seq));
        }
        previous = checkpoint.hash();
        covered = u64::try_from(checkpoint.facts).unwrap_or_default();
    }
    if let Some(last) = handed_out.last() {
        let heads = recorded_heads(db, last.seq)?;
        if root_of(&heads) != last.root {
            report.findings.push(Finding::CheckpointGone(last.seq));
        }
        report.findings.extend(missing(&heads, hashes, last.seq));
    }
    let last = handed_out.last().map_or(0, |checkpoint| checkpoint.seq);
    let newest: Option<i64> = audit_checkpoint::table
        .select(diesel::dsl::max(audit_checkpoint::seq))
        .first(db)?;
    let kept = kept_heads(db)?;
    // None are kept yet where the checkpoints are older than that table.
    if !kept.is_empty() && kept != recorded_heads(db, newest.unwrap_or_default())? {
        report.findings.push(Finding::HeadsChanged);
    }
    report.findings.extend(
        newest
            .filter(|newest| *newest > last)
            .map(Finding::NotHandedOut),
    );
    Ok(covered)
}

fn missing(heads: &Heads, hashes: &BTreeMap<String, Vec<String>>, checkpoint: i64) -> Vec<Finding> {
    heads
        .iter()
        .filter(|(stream, (seq, hash))| {
            let place = usize::try_from(seq - 1).ok();
            let found = place.and_then(|place| hashes.get(*stream)?.get(place));
            found != Some(hash)
        })
        .map(|(stream, (seq, _))| Finding::Missing {
            stream: stream.clone(),
            seq: *seq,
            checkpoint,
        })
        .collect()
}
