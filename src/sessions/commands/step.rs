//! The one way a session goes from stage to stage.

use kernel::{change::Change, id::SessionId, refusal::Refused, text::Narrative, time::Instant};
use law::{
    access::Writes,
    session::{Effect, Event, Stage, step},
};

use super::seats;
use crate::{
    access::Permit,
    sessions::{Session, queries, rules, store},
    storage::{Claims, Reads, Work},
};

/// Everybody and everything a session bears on: whoever books one of them claims the same.
pub fn claims_of(session: &Session) -> Claims {
    Claims::of(session.id)
        .and_all(session.people())
        .and_all(session.supervisors.iter().copied())
        .and_all(session.room)
        .and_all(session.taxi)
        .and_all(session.interpreter)
}

/// Claims a session, read first only to learn what to claim; read it again under the claim.
///
/// # Errors
/// `Hidden` when there is none; `Busy` when a claim is not free in time.
pub fn claim(work: &mut Work<'_, impl Writes>, id: SessionId) -> Result<(), Refused> {
    let session = queries::session(work, id)?;
    work.claim(claims_of(&session))
}

/// Takes a step in the life of a session: saves it, files what happened, tells those on the right.
/// The caller has claimed the session ([`claim`]) and read it under the claim. Who may is the
/// permit's to say; whether the step can be taken, the law's.
///
/// # Errors
/// When the step cannot be taken from this stage; `Stale` when somebody else changed the session.
pub fn take_step<A: Writes>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    session: Session,
    event: Event,
) -> Result<(Session, Vec<Effect>), Refused> {
    take_step_because(work, permit, session, (event, None))
}

/// As [`take_step`], with the words of who takes it.
///
/// # Errors
/// As [`take_step`].
pub fn take_step_because<A: Writes>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    session: Session,
    (event, why): (Event, Option<&Narrative>),
) -> Result<(Session, Vec<Effect>), Refused> {
    let now = work.now();
    take(work, permit, session, (event, now, why))
}

/// As [`take_step`], for what happened at another moment than now: a tablet that was out of reach
/// tells it later.
///
/// # Errors
/// As [`take_step`].
pub fn take_step_at<A: Writes>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    session: Session,
    (event, at): (Event, Instant),
) -> Result<(Session, Vec<Effect>), Refused> {
    take(work, permit, session, (event, at, None))
}

fn take<A: Writes>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    session: Session,
    (event, at, why): (Event, Instant, Option<&Narrative>),
) -> Result<(Session, Vec<Effect>), Refused> {
    // Who was told that it is put aside needs no message once its time has passed.
    let is_past = matches!(session.stage, Stage::Suspended(_)) && session.slot().ends() <= at;
    let (stage, effects) = step(session.stage, event, at).map_err(rules::not_taken)?;
    let sequence = rules::sequence_after(&session, event);
    let told = session.told || matches!(event, Event::Publish { .. });
    // What was made in error never stood for anything: the slot of the family is free again.
    let standing = session.standing.filter(|_| event != Event::Void);
    let mut after = Session {
        stage,
        standing,
        told,
        sequence,
        ..session
    };
    after.version = store::update(work, permit, &after, None)?;
    store::put_step(
        work,
        permit,
        after.id,
        rules::what(event),
        (Some(event), why),
    )?;
    if rules::changes_seats(event) {
        seats::keep_of(work, &after.supervisors)?;
    }
    if let Some(news) = rules::news_of(event, told).filter(|_| !is_past) {
        work.changed(Change::SessionMoved {
            session: after.id,
            news,
        });
    }
    Ok((after, effects))
}
