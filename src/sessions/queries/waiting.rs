//! Sessions that a change has put in question and that wait for a person.

use kernel::refusal::Refused;
use law::access::{Act, Action, OnRecords, about, act};

use super::{flagged, record::listed};
use crate::{
    access::Task,
    people::queries::within_reach,
    sessions::{Session, queries::Listed, store},
    storage::{Look, Open, Reads},
};

/// Sessions in question that are still to come and that the caller could decide on.
///
/// # Errors
/// When the store is away.
pub fn in_question(reads: &mut impl Reads) -> Result<Vec<Session>, Refused> {
    let now = reads.now();
    let mut waiting = flagged(reads)?;
    waiting.retain(|session| session.is_to_come() && session.slot().ends() > now);
    within_reach(reads, Act::DecideSession, waiting, |session| {
        &session.children
    })
}

/// Whether the time of any session passed while it was put aside.
///
/// # Errors
/// When the store is away.
pub fn has_any_passed(look: &mut Look<'_, act::LookForDue>) -> Result<Open<bool>, Refused> {
    let now = look.now();
    let passed = store::put_aside_until(look, now, 1)?;
    Ok(look.open(!passed.is_empty()))
}

/// The list of them, with names.
///
/// # Errors
/// When the store is away.
pub fn list_in_question<R: Reads>(reads: &mut R) -> Result<Listed, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let waiting = in_question(reads)?;
    listed(reads, waiting)
}

/// What waits for the caller: sessions in question.
///
/// # Errors
/// When the store is away.
pub fn tasks(look: &mut Look<'_, act::OpenHome>) -> Result<Vec<Task>, Refused> {
    let waiting = in_question(look)?.len();
    let (one, many) = (
        "session is in question after a change",
        "sessions are in question after a change",
    );
    let task = Task::of(waiting, one, many, "/sessions/in-question");
    Ok(task.into_iter().collect())
}
