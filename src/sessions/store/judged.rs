//! Rows of what was judged and decided of a session, and of the flags that changes raised.

use std::collections::BTreeMap;

use diesel::{
    alias,
    dsl::{exists, max, not},
    prelude::*,
};
use kernel::{
    id::{FlagId, SessionId, UserId},
    refusal::Refused,
    text::Narrative,
    time::Instant,
};
use law::access::Action;

use super::open;
use crate::{
    access::Permit,
    sessions::{
        Cause, Decision, Ending, Flag, Judged, Kept,
        tables::{DECISION, VERDICT, session, session_decision, session_flag, session_verdict},
    },
    storage::{Reads, Work, planned_anew},
};

fn sealed(
    reads: &mut dyn Reads,
    (table, row): (&str, &str),
    checks: &[Kept],
) -> Result<String, Refused> {
    let text = serde_json::to_string(checks)
        .map_err(|cause| Refused::fault("writing what was found", cause))?;
    Ok(reads.vault().seal(table, "checks", row, &text)?)
}

fn opened(
    reads: &mut dyn Reads,
    (table, row): (&str, &str),
    sealed: &str,
) -> Result<Vec<Kept>, Refused> {
    let text = reads.vault().open(table, "checks", row, sealed)?;
    serde_json::from_str(&text).map_err(|cause| Refused::fault("reading what was found", cause))
}

/// The last verdict of a session, and its number.
pub fn last_verdict(
    reads: &mut dyn Reads,
    id: SessionId,
) -> Result<Option<(i64, Judged)>, Refused> {
    let row: Option<(i64, Instant, String, String)> = session_verdict::table
        .filter(session_verdict::session_id.eq(id))
        .order(session_verdict::number.desc())
        .select((
            session_verdict::number,
            session_verdict::at,
            session_verdict::inputs,
            session_verdict::checks,
        ))
        .first(reads.db())
        .optional()?;
    let Some((number, at, inputs, sealed)) = row else {
        return Ok(None);
    };
    let checks = opened(
        reads,
        ("session_verdict", &format!("{id}/{number}")),
        &sealed,
    )?;
    Ok(Some((number, Judged { at, inputs, checks })))
}

/// What was found of each of these sessions when it was last judged, in one query.
pub fn last_verdicts(
    reads: &mut dyn Reads,
    ids: &[SessionId],
) -> Result<BTreeMap<SessionId, Vec<Kept>>, Refused> {
    let later = alias!(session_verdict as later);
    let is_later = later
        .filter(
            later
                .field(session_verdict::session_id)
                .eq(session_verdict::session_id),
        )
        .filter(
            later
                .field(session_verdict::number)
                .gt(session_verdict::number),
        );
    let rows: Vec<(SessionId, i64, String)> = session_verdict::table
        .filter(session_verdict::session_id.eq_any(ids))
        .filter(planned_anew())
        .filter(not(exists(is_later)))
        .select((
            session_verdict::session_id,
            session_verdict::number,
            session_verdict::checks,
        ))
        .load(reads.db())?;
    let mut found = BTreeMap::new();
    for (id, number, sealed) in rows {
        let row = format!("{id}/{number}");
        found.insert(id, opened(reads, ("session_verdict", &row), &sealed)?);
    }
    Ok(found)
}

/// Every verdict of a session, in order: what was found each time that what it rests on had changed.
pub fn verdicts(reads: &mut dyn Reads, id: SessionId) -> Result<Vec<Judged>, Refused> {
    let rows: Vec<(i64, Instant, String, String)> = session_verdict::table
        .filter(session_verdict::session_id.eq(id))
        .order(session_verdict::number.asc())
        .select((
            session_verdict::number,
            session_verdict::at,
            session_verdict::inputs,
            session_verdict::checks,
        ))
        .load(reads.db())?;
    let mut all = Vec::with_capacity(rows.len());
    for (number, at, inputs, sealed) in rows {
        let row = format!("{id}/{number}");
        let checks = opened(reads, ("session_verdict", &row), &sealed)?;
        all.push(Judged { at, inputs, checks });
    }
    Ok(all)
}

/// Keeps a verdict.
pub fn put_verdict<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (id, number): (SessionId, i64),
    judged: &Judged,
) -> Result<(), Refused> {
    permit.covers(id)?;
    let row = format!("{id}/{number}");
    let checks = sealed(work, ("session_verdict", &row), &judged.checks)?;
    work.attests(&VERDICT, &[&id, &number])?;
    diesel::insert_into(session_verdict::table)
        .values((
            session_verdict::session_id.eq(id),
            session_verdict::number.eq(number),
            session_verdict::at.eq(judged.at),
            session_verdict::inputs.eq(&judged.inputs),
            session_verdict::checks.eq(checks),
        ))
        .execute(work.db())?;
    Ok(())
}

/// The sessions that somebody other than this person decided on since then.
pub fn ids_decided_since(
    reads: &mut dyn Reads,
    since: Instant,
    by: UserId,
) -> QueryResult<Vec<SessionId>> {
    session_decision::table
        .filter(session_decision::decided_at.ge(since))
        .filter(session_decision::decided_by.ne(by))
        .select(session_decision::session_id)
        .distinct()
        .load(reads.db())
}

/// The decisions on these sessions, in order, in one query.
pub fn decisions(
    reads: &mut dyn Reads,
    ids: &[SessionId],
) -> Result<Vec<(SessionId, Decision)>, Refused> {
    type Row = (SessionId, i64, String, String, UserId, Instant, String);
    let rows: Vec<Row> = session_decision::table
        .filter(session_decision::session_id.eq_any(ids))
        .order((
            session_decision::session_id.asc(),
            session_decision::number.asc(),
        ))
        .select((
            session_decision::session_id,
            session_decision::number,
            session_decision::finding,
            session_decision::code,
            session_decision::decided_by,
            session_decision::decided_at,
            session_decision::reason,
        ))
        .load(reads.db())?;
    let mut all = Vec::with_capacity(rows.len());
    for (id, number, finding, code, by, at, sealed) in rows {
        let row = format!("{id}/{number}");
        let reason = open(reads, "session_decision", ("reason", &row), &sealed)?;
        all.push((
            id,
            Decision {
                finding,
                code,
                by,
                at,
                reason,
            },
        ));
    }
    Ok(all)
}

/// Keeps a decision.
pub fn put_decision<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    id: SessionId,
    new: &Decision,
) -> Result<(), Refused> {
    work.holds(id)?;
    permit.covers(id)?;
    let last: Option<i64> = session_decision::table
        .filter(session_decision::session_id.eq(id))
        .select(max(session_decision::number))
        .first(work.db())?;
    let number = last.unwrap_or_default() + 1;
    let row = format!("{id}/{number}");
    let reason = work
        .vault()
        .seal("session_decision", "reason", &row, new.reason.as_str())?;
    work.attests(&DECISION, &[&id, &number])?;
    diesel::insert_into(session_decision::table)
        .values((
            session_decision::session_id.eq(id),
            session_decision::number.eq(number),
            session_decision::finding.eq(&new.finding),
            session_decision::code.eq(&new.code),
            session_decision::decided_by.eq(new.by),
            session_decision::decided_at.eq(new.at),
            session_decision::reason.eq(reason),
        ))
        .execute(work.db())?;
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = session_flag)]
struct FlagRow {
    id: FlagId,
    session_id: SessionId,
    cause: Cause,
    raised_at: Instant,
    checks: String,
    ended: Option<Ending>,
    ended_by: Option<UserId>,
    ended_at: Option<Instant>,
    reason: Option<String>,
}

impl FlagRow {
    fn read(self, reads: &mut dyn Reads) -> Result<Flag, Refused> {
        let row = self.id.to_string();
        let checks = opened(reads, ("session_flag", &row), &self.checks)?;
        let reason: Option<Narrative> = match &self.reason {
            Some(sealed) => Some(open(reads, "session_flag", ("reason", &row), sealed)?),
            None => None,
        };
        Ok(Flag {
            id: self.id,
            session: self.session_id,
            cause: self.cause,
            raised_at: self.raised_at,
            checks,
            ended: self.ended.zip(self.ended_at),
            ended_by: self.ended_by,
            reason,
        })
    }
}

/// The flags of these sessions, the first raised first, in one query.
pub fn flags(reads: &mut dyn Reads, ids: &[SessionId]) -> Result<Vec<Flag>, Refused> {
    let rows: Vec<FlagRow> = session_flag::table
        .filter(session_flag::session_id.eq_any(ids))
        .order((session_flag::raised_at.asc(), session_flag::id.asc()))
        .select(FlagRow::as_select())
        .load(reads.db())?;
    rows.into_iter().map(|row| row.read(reads)).collect()
}

/// Sessions with a flag that is open and whose time has not passed: a flag that nobody ended is of no
/// use to anybody after that.
pub fn ids_flagged(reads: &mut dyn Reads) -> QueryResult<Vec<SessionId>> {
    let now = reads.now();
    session_flag::table
        .inner_join(session::table)
        .filter(session_flag::ended.is_null())
        .filter(session::ends_at.gt(now))
        .select(session_flag::session_id)
        .distinct()
        .load(reads.db())
}

/// Raises a flag. It stands beside the session and asks for no claim: a change of the session that
/// runs at the same time judges it anew itself.
pub fn insert_flag<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    new: &Flag,
) -> Result<(), Refused> {
    permit.covers(new.session)?;
    let row = new.id.to_string();
    let checks = sealed(work, ("session_flag", &row), &new.checks)?;
    diesel::insert_into(session_flag::table)
        .values((
            session_flag::id.eq(new.id),
            session_flag::session_id.eq(new.session),
            session_flag::cause.eq(new.cause),
            session_flag::raised_at.eq(new.raised_at),
            session_flag::checks.eq(checks),
        ))
        .execute(work.db())?;
    Ok(())
}

/// Ends these open flags of a session; all of them where none is named.
pub fn end_flags<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (id, named): (SessionId, Option<&[FlagId]>),
    (ending, reason): (Ending, Option<&Narrative>),
) -> Result<(), Refused> {
    permit.covers(id)?;
    let mut open: Vec<FlagId> = session_flag::table
        .filter(session_flag::session_id.eq(id))
        .filter(session_flag::ended.is_null())
        .select(session_flag::id)
        .load(work.db())?;
    open.retain(|flag| named.is_none_or(|named| named.contains(flag)));
    let (now, by) = (work.now(), work.actor().user());
    for flag in open {
        let reason = reason.map(|reason| {
            work.vault()
                .seal("session_flag", "reason", flag.as_str(), reason.as_str())
        });
        diesel::update(session_flag::table.find(flag))
            .set((
                session_flag::ended.eq(Some(ending)),
                session_flag::ended_by.eq(by),
                session_flag::ended_at.eq(Some(now)),
                session_flag::reason.eq(reason.transpose()?),
            ))
            .execute(work.db())?;
    }
    Ok(())
}
