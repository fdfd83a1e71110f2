//! Sessions are written, with what they take up.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Bool, Text},
};
use kernel::refusal::Refused;
use law::access::Action;

use crate::{
    access::Permit,
    sessions::{
        Occupation, Session,
        tables::{occupation, session},
    },
    storage::{Reads, Work, insert_rows},
};

/// Whoever writes a session holds the claim of the session, or of somebody or something it takes
/// up: every command that changes it claims all of them, so that one is enough to come after.
fn held(work: &Work<'_, impl Action>, session: &Session) -> Result<(), Refused> {
    let people = session
        .people()
        .into_iter()
        .any(|id| work.holds(id).is_ok());
    let supervisors = session.supervisors.iter().any(|id| work.holds(*id).is_ok());
    let room = session.room.is_some_and(|id| work.holds(id).is_ok());
    let services = [session.taxi, session.interpreter];
    let services = services
        .into_iter()
        .flatten()
        .any(|id| work.holds(id).is_ok());
    if people || supervisors || room || services {
        Ok(())
    } else {
        work.holds(session.id)
    }
}

fn body(session: &Session) -> Result<String, Refused> {
    serde_json::to_string(&session.stage)
        .map_err(|cause| Refused::fault("writing the stage of a session", cause))
}

fn sealed_note(reads: &mut dyn Reads, session: &Session) -> Result<Option<String>, Refused> {
    let note = session.note.as_ref();
    note.map(|note| {
        let sealed = reads
            .vault()
            .seal("session", "note", session.id.as_str(), note.as_str());
        sealed.map_err(Refused::from)
    })
    .transpose()
}

/// Adds a session with what it takes up.
pub fn insert<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    new: &Session,
    takes: &[Occupation],
) -> Result<(), Refused> {
    work.holds(new.id)?;
    permit.covers(new.id)?;
    let (body, note, slot) = (body(new)?, sealed_note(work, new)?, new.slot());
    diesel::insert_into(session::table)
        .values((
            session::id.eq(new.id),
            session::plan_id.eq(new.plan),
            session::stage.eq(new.stage.name()),
            session::body.eq(body),
            session::day.eq(slot.day()),
            session::starts_at.eq(slot.starts()),
            session::ends_at.eq(slot.ends()),
            session::mode.eq(new.mode),
            session::level.eq(new.level),
            session::place.eq(new.place),
            session::venue_id.eq(new.venue),
            session::room_id.eq(new.room),
            session::note.eq(note),
            session::counts_as.eq(new.stage.counts_as()),
            session::told.eq(new.told),
            session::sequence.eq(i64::from(new.sequence)),
            session::booked_by.eq(new.booked_by),
            session::booked_at.eq(new.booked_at),
            session::standing_day.eq(new.standing.map(|one| one.day)),
            session::standing_from.eq(new.standing.map(|one| one.from)),
            session::version.eq(1_i64),
        ))
        .execute(work.db())?;
    put_occupations(work, new, takes)
}

fn put_occupations(
    work: &mut Work<'_, impl Action>,
    session: &Session,
    takes: &[Occupation],
) -> Result<(), Refused> {
    if takes.is_empty() {
        return Ok(());
    }
    let columns = [
        "session_id",
        "resource_id",
        "part",
        "from_at",
        "until_at",
        "live",
    ];
    let mut rows = insert_rows(work.db(), "occupation", &columns, takes.len());
    for one in takes {
        rows = rows
            .bind::<Text, _>(session.id)
            .bind::<Text, _>(&one.resource)
            .bind::<Text, _>(one.part)
            .bind::<BigInt, _>(one.span.from)
            .bind::<BigInt, _>(one.span.until)
            .bind::<Bool, _>(session.is_live());
    }
    rows.execute(work.db())?;
    Ok(())
}

/// Saves a session, if its version is still the current one. What it takes up is written anew only
/// where that is said; that it is live or not always is. Returns its new version.
pub fn update<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    saved: &Session,
    takes: Option<&[Occupation]>,
) -> Result<i64, Refused> {
    held(work, saved)?;
    permit.covers(saved.id)?;
    let (body, note, slot) = (body(saved)?, sealed_note(work, saved)?, saved.slot());
    let changed = diesel::update(
        session::table
            .find(saved.id)
            .filter(session::version.eq(saved.version)),
    )
    .set((
        session::stage.eq(saved.stage.name()),
        session::body.eq(body),
        session::day.eq(slot.day()),
        session::starts_at.eq(slot.starts()),
        session::ends_at.eq(slot.ends()),
        session::mode.eq(saved.mode),
        session::level.eq(saved.level),
        session::place.eq(saved.place),
        session::venue_id.eq(saved.venue),
        session::room_id.eq(saved.room),
        session::note.eq(note),
        session::counts_as.eq(saved.stage.counts_as()),
        session::told.eq(saved.told),
        session::sequence.eq(i64::from(saved.sequence)),
        session::standing_day.eq(saved.standing.map(|one| one.day)),
        session::standing_from.eq(saved.standing.map(|one| one.from)),
        session::version.eq(saved.version + 1),
    ))
    .execute(work.db())?;
    if changed != 1 {
        return Err(Refused::Stale);
    }
    if let Some(takes) = takes {
        diesel::delete(occupation::table.filter(occupation::session_id.eq(saved.id)))
            .execute(work.db())?;
        put_occupations(work, saved, takes)?;
    } else {
        diesel::update(
            occupation::table
                .filter(occupation::session_id.eq(saved.id))
                .filter(occupation::live.ne(saved.is_live())),
        )
        .set(occupation::live.eq(saved.is_live()))
        .execute(work.db())?;
    }
    Ok(saved.version + 1)
}
