//! The audit chain: each fact carries the hash of the one before it in its stream.
//!
//! `content_hash = SHA-256(salt ‖ content)`, `hash = SHA-256(previous ‖ header ‖ content_hash)`.
//! The salt lets content go at the end of its retention while the chain stays checkable.

use std::collections::{BTreeMap, BTreeSet};

use diesel::{
    prelude::*,
    sql_types::{BigInt, Text},
};
use kernel::{
    fact::{Fact, Stream},
    id::PersonId,
    refusal::Refused,
    time::Instant,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    attest::{self, Turn},
    claims::lock_key,
    db::Db,
    dialect,
    replay::hex,
    rows::insert_rows,
    tables::audit_fact,
    work::{Desk, random_hex},
};

/// What stands before the first fact of a stream.
pub const BEFORE_THE_FIRST: &str =
    "0000000000000000000000000000000000000000000000000000000000000000";

/// The content of a fact as it is stored and hashed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// What for.
    pub purpose: String,
    /// Why, where a reason was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Persons concerned, sorted.
    pub subjects: Vec<PersonId>,
    /// What changed.
    #[serde(skip_serializing_if = "serde_json::Value::is_null", default)]
    pub details: serde_json::Value,
    /// The attested rows that were written, before and after.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub attests: BTreeMap<String, Turn>,
}

/// The hash of a content under its salt.
pub fn content_hash(salt: &str, content: &str) -> String {
    hex(&Sha256::digest(format!("{salt}\n{content}")))
}

/// What a link of the chain is made of.
#[derive(Debug)]
pub struct Link<'a> {
    /// The stream.
    pub stream: &'a str,
    /// The place in it, from 1.
    pub seq: i64,
    /// When.
    pub at: i64,
    /// Who.
    pub actor: &'a str,
    /// What was done.
    pub act: &'a str,
    /// The hash of the content.
    pub content_hash: &'a str,
}

impl Link<'_> {
    /// The hash of this link after `previous`.
    pub fn hash(&self, previous: &str) -> String {
        let Self {
            stream,
            seq,
            at,
            actor,
            act,
            content_hash,
        } = self;
        hex(&Sha256::digest(format!(
            "{previous}\n{stream}\n{seq}\n{at}\n{actor}\n{act}\n{content_hash}"
        )))
    }
}

/// Writes the facts of a transaction, last. Streams are locked in sorted order before their
/// heads are read; claims were taken before, so the two kinds of lock never wait in a circle.
pub(super) fn append(desk: &mut Desk, act: &str, facts: Vec<Fact>) -> Result<(), Refused> {
    #[cfg(feature = "faults")]
    if super::faults::AUDIT_FAILS.is_on() && !facts.is_empty() {
        return Err(Refused::Busy);
    }
    let mut attested = attest::turns(desk)?;
    if facts.is_empty() && !attested.is_empty() {
        return Err(Refused::broken("writing an attested row without a fact"));
    }
    let mut streams: BTreeMap<Stream, Vec<Told>> = BTreeMap::new();
    for fact in facts {
        let attests = std::mem::take(&mut attested);
        let of_stream = streams.entry(fact.stream.clone()).or_default();
        of_stream.push(Told { fact, attests });
    }
    let mut keys: Vec<i64> = streams
        .keys()
        .map(|stream| lock_key("stream", stream.as_str()))
        .collect();
    keys.sort_unstable();
    dialect::lock_keys(&mut desk.db, &keys)?;
    for (stream, facts) in streams {
        let (mut seq, mut previous) = head(desk, stream.as_str())?;
        for told in facts {
            seq += 1;
            previous = append_one(desk, act, told, seq, &previous)?;
        }
    }
    Ok(())
}

fn head(desk: &mut Desk, stream: &str) -> Result<(i64, String), Refused> {
    let head: Option<(i64, String)> = audit_fact::table
        .filter(audit_fact::stream.eq(stream))
        .order(audit_fact::seq.desc())
        .select((audit_fact::seq, audit_fact::hash))
        .first(&mut *desk.db)
        .optional()?;
    Ok(head.unwrap_or_else(|| (0, BEFORE_THE_FIRST.to_owned())))
}

/// A fact, with the rows it answers for: the first of a transaction has all of them.
struct Told {
    fact: Fact,
    attests: BTreeMap<String, Turn>,
}

fn append_one(
    desk: &mut Desk,
    act: &str,
    Told { fact, attests }: Told,
    seq: i64,
    previous: &str,
) -> Result<String, Refused> {
    let content = Content {
        purpose: fact.purpose.as_str().to_owned(),
        reason: fact.reason.clone(),
        subjects: fact.subjects.iter().copied().collect(),
        details: fact.details.clone(),
        attests,
    };
    let content = serde_json::to_string(&content)
        .map_err(|cause| Refused::fault("writing an audit fact", cause))?;
    let salt = random_hex::<16>()?;
    let content_hash = content_hash(&salt, &content);
    let actor = desk.actor.key();
    let at: Instant = desk.now;
    let stream = fact.stream.as_str();
    let hash = Link {
        stream,
        seq,
        at: at.millis(),
        actor: &actor,
        act,
        content_hash: &content_hash,
    }
    .hash(previous);
    diesel::insert_into(audit_fact::table)
        .values((
            audit_fact::stream.eq(stream),
            audit_fact::seq.eq(seq),
            audit_fact::at.eq(at),
            audit_fact::actor.eq(&actor),
            audit_fact::act.eq(act),
            audit_fact::salt.eq(&salt),
            audit_fact::content.eq(&content),
            audit_fact::content_hash.eq(&content_hash),
            audit_fact::hash.eq(&hash),
        ))
        .execute(&mut *desk.db)?;
    put_subjects(&mut desk.db, (stream, seq), &fact.subjects)?;
    Ok(hash)
}

/// Writes whom a fact concerns: a look at a week of the rota concerns hundreds.
fn put_subjects(
    db: &mut Db,
    (stream, seq): (&str, i64),
    subjects: &BTreeSet<PersonId>,
) -> QueryResult<()> {
    if subjects.is_empty() {
        return Ok(());
    }
    let columns = ["stream", "seq", "person"];
    let mut rows = insert_rows(db, "audit_subject", &columns, subjects.len());
    for person in subjects {
        rows = rows
            .bind::<Text, _>(stream)
            .bind::<BigInt, _>(seq)
            .bind::<Text, _>(*person);
    }
    rows.execute(db)?;
    Ok(())
}
