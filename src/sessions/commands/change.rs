//! Moving a session, giving it other people and things, calling it off.

use kernel::{
    change::{Change, SessionNews},
    id::SessionId,
    refusal::{Kind, Reason, Refused},
    text::Narrative,
};
use law::{
    access::{Writes, act},
    session::{Event, NotHeld, Stage},
};

use super::{
    book::{at_its_venue, claim_all, judged, must_fit_the_plan, of_children},
    claim,
    follow::{in_the_way, raise},
    rearranged::{from_to, of_time},
    seats, take_step_because,
};
use crate::{
    access::{Permit, queries::may},
    referrals,
    sessions::{
        Cause, Check, Draft, Ending, Kept, Session, queries,
        queries::gather,
        rules::{
            self,
            checks::{Around, checks, demands, occupations},
        },
        store, traces,
    },
    storage::{Done, Reads, Work},
};

/// Changes when, where, how, with whom and with whose help a session is held, if nobody else changed
/// it since `version`. Everything is checked anew. A session that people were told of and that is
/// moved is planned again: they hear of the new time at once, and it is open to begin when published.
///
/// # Errors
/// `Stale` when somebody did; as for booking; `WrongState` when it is no longer to come, or its time
/// has come and it would be moved.
pub fn change(
    work: &mut Work<'_, act::ChangeSession>,
    (id, version): (SessionId, i64),
    draft: &Draft,
) -> Result<Done<Session>, Refused> {
    let unclaimed = queries::session(work, id)?;
    let draft = at_its_venue(work, draft)?;
    claim_all(work, (id, unclaimed.plan), &[&unclaimed.draft(), &draft])?;
    let (before, permit) = queries::permitted(work, id)?;
    must_be(&before, version)?;
    if before.draft() == draft {
        let fact = traces::changed(&before, &before, &[]);
        return Ok(work.done(fact, before));
    }
    if before.slot() != draft.slot {
        rules::is_in_time(&before, Event::Move { to: draft.slot }, work.now())?;
    }
    let plan = referrals::queries::plan(work, before.plan)?;
    // Every child that takes part after the change is the caller's to book.
    let subject = of_children(work, &draft)?;
    may(work, &subject)?;
    must_fit_the_plan(work, &plan, &draft)?;
    let around = gather::around(work, (Some(id), &plan), &draft)?;
    let found = checks(Some(id), &draft, &around);
    rules::may_be_planned(&found)?;
    let after = save(work, &permit, (before.clone(), draft), (&around, &found))?;
    let supervisors = before.supervisors.union(&after.supervisors).copied();
    seats::keep_of(work, &supervisors.collect())?;
    Ok(work.done(traces::changed(&before, &after, &found), after))
}

fn must_be(session: &Session, version: i64) -> Result<(), Refused> {
    if session.version == version {
        Ok(())
    } else {
        Err(Refused::Stale)
    }
}

fn save(
    work: &mut Work<'_, act::ChangeSession>,
    permit: &Permit<act::ChangeSession>,
    (before, draft): (Session, Draft),
    (around, found): (&Around, &[Check]),
) -> Result<Session, Refused> {
    let id = before.id;
    let moved = before.slot() != draft.slot;
    let mut session = before;
    if moved {
        let from_to = of_time(session.slot(), draft.slot)?;
        let to = Event::Move { to: draft.slot };
        session = take_step_because(work, permit, session, (to, Some(&from_to)))?.0;
    } else if !session.is_to_come() || matches!(session.stage, Stage::Suspended(_)) {
        let words = format!(
            "This cannot be done to a session that is {}.",
            session.stage.name()
        );
        return Err(Refused::because(
            Kind::WrongState,
            Reason::new("wrong-stage", words),
        ));
    }
    let takes = occupations(&draft, &demands(Some(id), &draft, around), around);
    let before = session.draft();
    let rearranged = before != draft;
    let from_to = from_to(work, (&before, &draft))?;
    // What only the supervisor reads on the session's page is no news to anybody outside.
    let tells = Draft {
        note: None,
        ..before
    } != Draft {
        note: None,
        ..draft.clone()
    };
    let mut after = session.arranged(draft);
    if tells && after.told && !moved {
        after.sequence = after.sequence.saturating_add(1);
        work.changed(Change::SessionMoved {
            session: id,
            news: SessionNews::Changed,
        });
    }
    after.version = store::update(work, permit, &after, Some(&takes))?;
    if rearranged {
        let what = if tells { "reassigned" } else { "noted" };
        store::put_step(work, permit, id, what, (None, from_to.as_ref()))?;
    }
    let last = store::last_verdict(work, id)?;
    let (number, known) = last.map_or((0, Vec::new()), |(number, last)| (number, last.checks));
    let kept = judged(work.now(), &after, around, found)?;
    store::put_verdict(work, permit, (id, number + 1), &kept)?;
    if moved || tells {
        put_in_question(work, permit, &after, (found, &known))?;
    }
    Ok(after)
}

/// Ends the flags whose reasons the change has taken away. What comes back from a refusal is somebody's
/// to decide, wherever it was moved to. A session that people were told of, and that is held now, is in
/// question until somebody decides.
fn put_in_question(
    work: &mut Work<'_, act::ChangeSession>,
    permit: &Permit<act::ChangeSession>,
    session: &Session,
    (found, known): (&[Check], &[Kept]),
) -> Result<(), Refused> {
    let (new, all) = in_the_way(work, session.id, (found.to_vec(), known))?;
    let is_gone = |check: &Kept| !all.iter().any(|kept| kept.key == check.key);
    let mut settled = Vec::new();
    for flag in store::flags(work, &[session.id])? {
        if flag.cause != Cause::Refusal && flag.checks.iter().all(is_gone) {
            settled.push(flag.id);
        }
    }
    let ending = (Ending::Changed, None);
    store::end_flags(work, permit, (session.id, Some(&settled)), ending)?;
    let is_out = matches!(session.stage, Stage::Published(_) | Stage::Confirmed(_));
    if is_out && !new.is_empty() {
        raise(work, permit, session.id, (Cause::Session, new))?;
    }
    Ok(())
}

/// Calls a session off.
///
/// # Errors
/// `Stale` when somebody changed it since `version`; when the reason is one that is only found at
/// the door; when it is no longer to come, its time has come, or the caller may not.
pub fn cancel(
    work: &mut Work<'_, act::CancelSession>,
    (id, version): (SessionId, i64),
    reason: NotHeld,
    why: Option<&Narrative>,
) -> Result<Done<Session>, Refused> {
    end(work, (id, version), (Event::Cancel { reason }, why))
}

/// Says that a session was made in error. It is kept, never deleted.
///
/// # Errors
/// As [`cancel`].
pub fn void(
    work: &mut Work<'_, act::CancelSession>,
    (id, version): (SessionId, i64),
    why: &Narrative,
) -> Result<Done<Session>, Refused> {
    end(work, (id, version), (Event::Void, Some(why)))
}

fn end(
    work: &mut Work<'_, act::CancelSession>,
    (id, version): (SessionId, i64),
    (event, why): (Event, Option<&Narrative>),
) -> Result<Done<Session>, Refused> {
    claim(work, id)?;
    let (before, permit) = queries::permitted(work, id)?;
    must_be(&before, version)?;
    rules::is_in_time(&before, event, work.now())?;
    let (after, effects) = take_step_because(work, &permit, before, (event, why))?;
    store::end_flags(work, &permit, (id, None), (Ending::Cancelled, None))?;
    Ok(work.done(traces::ended(&after, event, &effects), after))
}

/// Ends the flags of a session that a step has settled.
pub(super) fn settle<A: Writes>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    id: SessionId,
    reason: &Narrative,
) -> Result<(), Refused> {
    store::end_flags(work, permit, (id, None), (Ending::Kept, Some(reason)))
}
