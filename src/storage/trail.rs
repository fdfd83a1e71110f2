//! Who did what to one person's record, as the audit has it.

use diesel::prelude::*;
use kernel::{fact::Outcome, id::PersonId, refusal::Refused, time::Instant};

use super::{
    audit::Content,
    tables::{audit_fact, audit_subject},
    work::Reads,
};

/// A fact of the audit that concerns a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// When.
    pub at: Instant,
    /// Who: the id of an account, `link:` and a notice, `system`, `nobody`.
    pub actor: String,
    /// The name of the action.
    pub act: String,
    /// What for; none when its content has gone at the end of its retention.
    pub purpose: Option<String>,
    /// What came of it.
    pub outcome: Outcome,
}

/// What was done by anybody from a moment until before another, the oldest first: `most` at most, after
/// the first `skipped`. Whom and what it was done with is not told, only of what kind it is.
///
/// # Errors
/// When the store is away.
pub fn deeds(
    reads: &mut dyn Reads,
    (from, until): (Instant, Instant),
    (skipped, most): (i64, i64),
) -> Result<Vec<(Trace, String)>, Refused> {
    let rows: Vec<(String, i64, String, String, String)> = audit_fact::table
        .filter(audit_fact::at.ge(from.millis()))
        .filter(audit_fact::at.lt(until.millis()))
        .order((
            audit_fact::at.asc(),
            audit_fact::stream.asc(),
            audit_fact::seq.asc(),
        ))
        .offset(skipped)
        .limit(most)
        .select((
            audit_fact::stream,
            audit_fact::at,
            audit_fact::actor,
            audit_fact::act,
            audit_fact::content,
        ))
        .load(reads.db())?;
    let deeds = rows.into_iter().map(|(stream, at, actor, act, content)| {
        let kind = stream.split('_').next().unwrap_or_default().to_owned();
        (trace(at, actor, act, &content), kind)
    });
    Ok(deeds.collect())
}

/// What was done that concerned a person from a moment until before another, the oldest first: `most`
/// at most.
///
/// # Errors
/// When the store is away.
pub fn trail(
    reads: &mut dyn Reads,
    person: PersonId,
    (from, until): (Instant, Instant),
    most: i64,
) -> Result<Vec<Trace>, Refused> {
    let on = audit_fact::stream
        .eq(audit_subject::stream)
        .and(audit_fact::seq.eq(audit_subject::seq));
    let rows: Vec<(i64, String, String, String)> = audit_subject::table
        .inner_join(audit_fact::table.on(on))
        .filter(audit_subject::person.eq(person.to_string()))
        .filter(audit_fact::at.ge(from.millis()))
        .filter(audit_fact::at.lt(until.millis()))
        .order((
            audit_fact::at.asc(),
            audit_fact::stream.asc(),
            audit_fact::seq.asc(),
        ))
        .limit(most)
        .select((
            audit_fact::at,
            audit_fact::actor,
            audit_fact::act,
            audit_fact::content,
        ))
        .load(reads.db())?;
    let traces = rows
        .into_iter()
        .map(|(at, actor, act, content)| trace(at, actor, act, &content));
    Ok(traces.collect())
}

fn trace(at: i64, actor: String, act: String, content: &str) -> Trace {
    let content = serde_json::from_str::<Content>(content).ok();
    Trace {
        at: Instant::from_millis(at),
        actor,
        act,
        outcome: content
            .as_ref()
            .map_or(Outcome::Done, |content| Outcome::of(&content.details)),
        purpose: content.map(|content| content.purpose),
    }
}
