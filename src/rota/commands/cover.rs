//! A supervisor is away: somebody steps in, or the session is called off for want of staff.

use kernel::{
    id::{AbsenceId, SessionId, SupervisorId},
    refusal::{Kind, Reason, Refused},
};
use law::{access::act, session::NotHeld};

use crate::{
    resources::{AbsenceKind, queries::absence},
    sessions::{
        Draft, Session,
        commands::{cancel, change},
        queries::session,
    },
    storage::{Done, Work},
};

/// Puts somebody in the place of a supervisor who is away, if nobody changed the session since
/// `version`. Everything is checked anew, and who was told of the session is told of the change.
///
/// # Errors
/// As [`change`]; when the one who is away does not supervise it any more.
pub fn step_in(
    work: &mut Work<'_, act::ChangeSession>,
    away: AbsenceId,
    (id, version): (SessionId, i64),
    instead: SupervisorId,
) -> Result<Done<Session>, Refused> {
    let away = absence(work, away)?.supervisor;
    // Read to find out what it was; the version says whether it still is.
    let mut draft: Draft = session(work, id)?.draft();
    if !draft.supervisors.remove(&away) {
        let words = "Somebody else supervises this session already.";
        return Err(Refused::because(
            Kind::WrongState,
            Reason::new("covered-already", words),
        ));
    }
    draft.supervisors.insert(instead);
    change(work, (id, version), &draft)
}

/// Calls a session off since nobody can step in. It counts as the service's failure.
///
/// # Errors
/// As [`cancel`].
pub fn call_off(
    work: &mut Work<'_, act::CancelSession>,
    away: AbsenceId,
    (id, version): (SessionId, i64),
) -> Result<Done<Session>, Refused> {
    let reason = match absence(work, away)?.kind {
        AbsenceKind::Sickness => NotHeld::StaffSickness,
        AbsenceKind::Leave | AbsenceKind::Training | AbsenceKind::Other => NotHeld::NoStaff,
    };
    cancel(work, (id, version), reason, None)
}
