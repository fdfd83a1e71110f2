//! Decisions: on what holds a session, and on one that a change has put in question.

use kernel::{
    id::{SessionId, UserId},
    refusal::{Kind, Reason, Refused},
    text::Narrative,
};
use law::access::act;

use super::{change::settle, claim};
use crate::{
    sessions::{Decision, Found, Session, queries, store, traces},
    storage::{Done, Reads, Work},
};

/// Decides that a session goes ahead although something holds it: by name, with a reason, and never
/// by who arranged it.
///
/// # Errors
/// `Stale` when it was changed since `version`; when there is nothing of this key, it is another's to
/// decide, or nobody's.
pub fn decide(
    work: &mut Work<'_, act::DecideSession>,
    (id, version): (SessionId, i64),
    finding: &str,
    reason: &Narrative,
) -> Result<Done<Session>, Refused> {
    let (session, permit, by) = claimed(work, (id, version))?;
    let found = queries::findings(work, &session)?;
    let one = found
        .iter()
        .find(|found| found.key == finding)
        .ok_or_else(nothing_of_that)?;
    queries::may_decide(work, &session, one)?;
    let new = decision(work, one, by, reason);
    store::put_decision(work, &permit, id, &new)?;
    store::put_step(work, &permit, id, "decided", (None, Some(reason)))?;
    let after = written(work, &permit, session)?;
    Ok(work.done(traces::decided(&after, &new.code), after))
}

/// Keeps a session that a change has put in question, because. What holds it is decided with it; what
/// blocks it is nobody's to keep.
///
/// # Errors
/// As [`decide`]; `WrongState` when nothing put it in question.
pub fn keep(
    work: &mut Work<'_, act::DecideSession>,
    (id, version): (SessionId, i64),
    reason: &Narrative,
) -> Result<Done<Session>, Refused> {
    let (session, permit, by) = claimed(work, (id, version))?;
    let flags = store::flags(work, &[id])?;
    if flags.iter().all(|flag| flag.ended.is_some()) {
        let words = "Nothing has put this session in question.";
        return Err(Refused::because(
            Kind::WrongState,
            Reason::new("not-flagged", words),
        ));
    }
    let found = queries::findings(work, &session)?;
    for one in found.iter().filter(|found| found.stands_in_the_way()) {
        queries::may_decide(work, &session, one)?;
        let new = decision(work, one, by, reason);
        store::put_decision(work, &permit, id, &new)?;
    }
    settle(work, &permit, id, reason)?;
    store::put_step(work, &permit, id, "kept", (None, Some(reason)))?;
    let after = written(work, &permit, session)?;
    Ok(work.done(traces::decided(&after, "flag-kept"), after))
}

type Permit = crate::access::Permit<act::DecideSession>;

fn claimed(
    work: &mut Work<'_, act::DecideSession>,
    (id, version): (SessionId, i64),
) -> Result<(Session, Permit, UserId), Refused> {
    claim(work, id)?;
    let (session, permit) = queries::permitted(work, id)?;
    if session.version != version {
        return Err(Refused::Stale);
    }
    if !session.is_to_come() {
        let words = format!(
            "This cannot be done to a session that is {}.",
            session.stage.name()
        );
        return Err(Refused::because(
            Kind::WrongState,
            Reason::new("wrong-stage", words),
        ));
    }
    let by = work.actor().user().ok_or(Refused::Hidden)?;
    Ok((session, permit, by))
}

fn nothing_of_that() -> Refused {
    let words = "Nothing of that stands in the way of the session any more. Open it again.";
    Refused::because(Kind::WrongState, Reason::new("nothing-to-decide", words))
}

fn decision(reads: &mut dyn Reads, found: &Found, by: UserId, reason: &Narrative) -> Decision {
    Decision {
        finding: found.key.clone(),
        code: found.check.reason.code.to_owned(),
        by,
        at: reads.now(),
        reason: reason.clone(),
    }
}

/// The session counts one version further, so that two who decide at once do not miss each other.
fn written(
    work: &mut Work<'_, act::DecideSession>,
    permit: &Permit,
    session: Session,
) -> Result<Session, Refused> {
    let version = store::update(work, permit, &session, None)?;
    Ok(Session { version, ..session })
}
