//! The heads of all streams, as a tree of hashes that grows in a few places at a time.
//!
//! A stream belongs to one of 65,536 buckets by the hash of its name, a bucket to one of 256
//! branches. A checkpoint computes anew only the buckets and branches of streams that have grown,
//! so it costs what was written since the last one and not what was ever written. Verification
//! computes the same root from all heads ([`root_of`]).

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use sha2::{Digest, Sha256};

use super::{
    audit::BEFORE_THE_FIRST,
    db::Db,
    replay::hex,
    tables::{audit_checkpoint_head, audit_head, audit_node},
};

/// A head: the last place and hash of a stream.
pub type Heads = BTreeMap<String, (i64, String)>;

/// How many names one question to the database holds.
const AT_ONCE: usize = 400;
/// The parent of branches.
const TRUNK: &str = "";

fn bucket_of(stream: &str) -> String {
    hex(&Sha256::digest(stream)).chars().take(4).collect()
}

fn branch_of(bucket: &str) -> String {
    bucket.chars().take(2).collect()
}

fn digest_heads(heads: &Heads) -> String {
    let mut digest = Sha256::new();
    digest.update([0_u8]);
    for (stream, (seq, hash)) in heads {
        digest.update(format!("{stream}\n{seq}\n{hash}\n"));
    }
    hex(&digest.finalize())
}

fn digest_nodes(nodes: &BTreeMap<String, String>) -> String {
    if nodes.is_empty() {
        return BEFORE_THE_FIRST.to_owned();
    }
    let mut digest = Sha256::new();
    digest.update([1_u8]);
    for (name, hash) in nodes {
        digest.update(format!("{name}\n{hash}\n"));
    }
    hex(&digest.finalize())
}

/// The root over all heads, computed from nothing but them.
pub fn root_of(heads: &Heads) -> String {
    let mut buckets: BTreeMap<String, Heads> = BTreeMap::new();
    for (stream, head) in heads {
        let bucket = buckets.entry(bucket_of(stream)).or_default();
        bucket.insert(stream.clone(), head.clone());
    }
    let mut branches: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for (name, heads) in buckets {
        let branch = branches.entry(branch_of(&name)).or_default();
        branch.insert(name, digest_heads(&heads));
    }
    let trunk = branches
        .into_iter()
        .map(|(name, nodes)| (name, digest_nodes(&nodes)))
        .collect();
    digest_nodes(&trunk)
}

type Row = (String, i64, String);

fn from_rows(rows: Vec<Row>) -> Heads {
    rows.into_iter()
        .map(|(stream, seq, hash)| (stream, (seq, hash)))
        .collect()
}

/// The heads as the checkpoints up to `upto` recorded them.
pub(super) fn recorded_heads(db: &mut Db, upto: i64) -> QueryResult<Heads> {
    let rows: Vec<Row> = audit_checkpoint_head::table
        .filter(audit_checkpoint_head::checkpoint.le(upto))
        .order(audit_checkpoint_head::checkpoint.asc())
        .select((
            audit_checkpoint_head::stream,
            audit_checkpoint_head::seq,
            audit_checkpoint_head::hash,
        ))
        .load(db)?;
    Ok(from_rows(rows))
}

/// All heads as they are kept for the next checkpoint.
pub(super) fn kept_heads(db: &mut Db) -> QueryResult<Heads> {
    let rows: Vec<Row> = audit_head::table
        .select((audit_head::stream, audit_head::seq, audit_head::hash))
        .load(db)?;
    Ok(from_rows(rows))
}

/// Whether any head is kept: none is in a database whose checkpoints are older than this table.
pub(super) fn any_kept(db: &mut Db) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(
        audit_head::table.select(audit_head::stream),
    ))
    .get_result(db)
}

/// The heads kept of these streams.
pub(super) fn kept_of(db: &mut Db, streams: &BTreeSet<String>) -> QueryResult<Heads> {
    let mut heads = Heads::new();
    let streams: Vec<&String> = streams.iter().collect();
    for some in streams.chunks(AT_ONCE) {
        let rows: Vec<Row> = audit_head::table
            .filter(audit_head::stream.eq_any(some.iter().copied()))
            .select((audit_head::stream, audit_head::seq, audit_head::hash))
            .load(db)?;
        heads.extend(from_rows(rows));
    }
    Ok(heads)
}

/// Keeps heads that have grown, and returns the root over all that are kept.
pub(super) fn grow(db: &mut Db, grown: &Heads) -> QueryResult<String> {
    for (stream, (seq, hash)) in grown {
        put_head(db, stream, *seq, hash)?;
    }
    let buckets: BTreeSet<String> = grown.keys().map(|stream| bucket_of(stream)).collect();
    for bucket in &buckets {
        let rows: Vec<Row> = audit_head::table
            .filter(audit_head::bucket.eq(bucket))
            .select((audit_head::stream, audit_head::seq, audit_head::hash))
            .load(db)?;
        let branch = branch_of(bucket);
        put_node(db, bucket, &branch, &digest_heads(&from_rows(rows)))?;
    }
    let branches: BTreeSet<String> = buckets.iter().map(|bucket| branch_of(bucket)).collect();
    for branch in &branches {
        let hash = digest_nodes(&nodes_under(db, branch)?);
        put_node(db, branch, TRUNK, &hash)?;
    }
    Ok(digest_nodes(&nodes_under(db, TRUNK)?))
}

fn nodes_under(db: &mut Db, parent: &str) -> QueryResult<BTreeMap<String, String>> {
    let rows: Vec<(String, String)> = audit_node::table
        .filter(audit_node::parent.eq(parent))
        .select((audit_node::name, audit_node::hash))
        .load(db)?;
    Ok(rows.into_iter().collect())
}

fn put_head(db: &mut Db, stream: &str, seq: i64, hash: &str) -> QueryResult<()> {
    let changed = diesel::update(audit_head::table.find(stream))
        .set((audit_head::seq.eq(seq), audit_head::hash.eq(hash)))
        .execute(db)?;
    if changed == 0 {
        diesel::insert_into(audit_head::table)
            .values((
                audit_head::stream.eq(stream),
                audit_head::bucket.eq(bucket_of(stream)),
                audit_head::seq.eq(seq),
                audit_head::hash.eq(hash),
            ))
            .execute(db)?;
    }
    Ok(())
}

fn put_node(db: &mut Db, name: &str, parent: &str, hash: &str) -> QueryResult<()> {
    let changed = diesel::update(audit_node::table.find(name))
        .set(audit_node::hash.eq(hash))
        .execute(db)?;
    if changed == 0 {
        diesel::insert_into(audit_node::table)
            .values((
                audit_node::name.eq(name),
                audit_node::parent.eq(parent),
                audit_node::hash.eq(hash),
            ))
            .execute(db)?;
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
        assert_ne!(root_of(&all), root_of(&heads(&["a", "b"])));
        let mut other = all.clone();
        other.insert("b".into(), (2, "hash of b".into()));
        assert_ne!(root_of(&all), root_of(&other));
        assert_eq!(root_of(&Heads::new()), BEFORE_THE_FIRST);
    }
}
