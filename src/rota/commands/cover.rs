//! A supervisor is away: somebody steps in, or the session is called off for want of staff.

use kernel::{
    id::{AbsenceId, SessionId, SupervisorId},
    refusal::{Kind, Reason, Refused},
};
use law::{
    access::{Action, OnRecords, about, act},
    session::NotHeld,
};

use crate::{
    resources::{Absence, AbsenceKind, Span, queries::absence},
    sessions::{
        Draft, Session,
        commands::{cancel, change},
        queries::permitted,
    },
    storage::{Done, Work},
};

/// Puts somebody in the place of a supervisor who is away, if nobody changed the session since
/// `version`. Everything is checked anew, and who was told of the session is told of the change.
///
/// # Errors
/// As [`change`]; when the absence does not leave it short of a supervisor, or not any more.
pub fn step_in(
    work: &mut Work<'_, act::ChangeSession>,
    away: AbsenceId,
    (id, version): (SessionId, i64),
    instead: SupervisorId,
) -> Result<Done<Session>, Refused> {
    let (away, session) = left_short(work, away, id)?;
    let mut draft: Draft = session.draft();
    draft.supervisors.remove(&away.supervisor);
    draft.supervisors.insert(instead);
    change(work, (id, version), &draft)
}

/// Calls a session off since nobody can step in. It counts as the service's failure.
///
/// # Errors
/// As [`cancel`]; when the absence does not leave it short of a supervisor, or not any more.
pub fn call_off(
    work: &mut Work<'_, act::CancelSession>,
    away: AbsenceId,
    (id, version): (SessionId, i64),
) -> Result<Done<Session>, Refused> {
    let (away, _) = left_short(work, away, id)?;
    let reason = match away.kind {
        AbsenceKind::Sickness => NotHeld::StaffSickness,
        AbsenceKind::Leave | AbsenceKind::Training | AbsenceKind::Other => NotHeld::NoStaff,
    };
    cancel(work, (id, version), reason, None)
}

/// An absence and the session that it leaves short of a supervisor. Read to find out what they were;
/// the version of the session says whether it still is so.
fn left_short<A>(
    work: &mut Work<'_, A>,
    away: AbsenceId,
    id: SessionId,
) -> Result<(Absence, Session), Refused>
where
    A: Action<About = about::Cases> + OnRecords,
{
    let refuse =
        |code, words: &str| Err(Refused::because(Kind::WrongState, Reason::new(code, words)));
    let (session, _) = permitted(work, id)?;
    let away = absence(work, away)?;
    if !session.supervisors.contains(&away.supervisor) {
        let words = "Somebody else supervises this session already.";
        return refuse("covered-already", words);
    }
    if !Span::from(session.slot()).overlaps(away.span) {
        let words = "The supervisor is not away at the time of this session.";
        return refuse("not-away-then", words);
    }
    Ok((away, session))
}
