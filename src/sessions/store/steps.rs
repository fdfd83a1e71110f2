//! Rows of what happened to a session. Added to, never edited.

use diesel::{dsl::max, prelude::*};
use kernel::{
    id::{SessionId, UserId},
    refusal::Refused,
    text::Narrative,
    time::Instant,
};
use law::{access::Action, session::Event};

use super::open;
use crate::{
    access::Permit,
    sessions::{
        Step,
        tables::{STEP, session_step},
    },
    storage::{Reads, Work},
};

/// The place of a sealed note of a step.
fn row(id: SessionId, number: i64) -> String {
    format!("{id}/{number}")
}

/// Begins the steps of a new session: that it was booked.
pub fn put_first_step<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    id: SessionId,
) -> Result<(), Refused> {
    permit.covers(id)?;
    put(work, (id, 1), "booked", (None, None))
}

/// Adds a step.
pub fn put_step<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    id: SessionId,
    what: &str,
    of_it: (Option<Event>, Option<&Narrative>),
) -> Result<(), Refused> {
    permit.covers(id)?;
    let last: Option<i64> = session_step::table
        .filter(session_step::session_id.eq(id))
        .select(max(session_step::number))
        .first(work.db())?;
    put(work, (id, last.unwrap_or_default() + 1), what, of_it)
}

fn put(
    work: &mut Work<'_, impl Action>,
    (id, number): (SessionId, i64),
    what: &str,
    (event, note): (Option<Event>, Option<&Narrative>),
) -> Result<(), Refused> {
    let (at, by) = (work.now(), work.actor().user());
    let note = note.map(|note| {
        work.vault()
            .seal("session_step", "note", &row(id, number), note.as_str())
    });
    let event = serde_json::to_string(&event)
        .map_err(|cause| Refused::fault("writing a step of a session", cause))?;
    work.attests(&STEP, &[&id, &number])?;
    diesel::insert_into(session_step::table)
        .values((
            session_step::session_id.eq(id),
            session_step::number.eq(number),
            session_step::at.eq(at),
            session_step::by_user.eq(by),
            session_step::what.eq(what),
            session_step::event.eq(event),
            session_step::note.eq(note.transpose()?),
        ))
        .execute(work.db())?;
    Ok(())
}

/// What happened to a session, in order.
pub fn steps(reads: &mut dyn Reads, id: SessionId) -> Result<Vec<Step>, Refused> {
    type Row = (i64, Instant, Option<UserId>, String, String, Option<String>);
    let rows: Vec<Row> = session_step::table
        .filter(session_step::session_id.eq(id))
        .order(session_step::number.asc())
        .select((
            session_step::number,
            session_step::at,
            session_step::by_user,
            session_step::what,
            session_step::event,
            session_step::note,
        ))
        .load(reads.db())?;
    let mut steps = Vec::with_capacity(rows.len());
    for (number, at, by, what, event, note) in rows {
        let note = match note {
            Some(sealed) => {
                let place = row(id, number);
                Some(open(reads, "session_step", ("note", &place), &sealed)?)
            }
            None => None,
        };
        let event = serde_json::from_str(&event)
            .map_err(|cause| Refused::fault("reading a step of a session", cause))?;
        steps.push(Step {
            at,
            by,
            what,
            event,
            note,
        });
    }
    Ok(steps)
}
