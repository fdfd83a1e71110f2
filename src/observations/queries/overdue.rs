//! What is late: sessions that should have begun and to which nobody has checked in, records that nobody
//! has signed in time. Whoever runs the service sees that they are missing.

use kernel::{id::SupervisorId, refusal::Refused, time::Instant};
use law::access::{Act, Action, OnRecords, Role, about};

use super::today::{Item, due, item};
use crate::{
    people::queries::within_reach,
    resources,
    sessions::{self, Session},
    settings,
    storage::{Acts, Reads},
};

/// A session that is late, or its record.
#[derive(Debug)]
pub struct Overdue {
    /// The session.
    pub item: Item,
    /// Who was to hold it and to write the record, with their names.
    pub supervisors: Vec<(SupervisorId, String)>,
}

/// When the record of a session is overdue. One that was never closed is counted from the time it
/// was to end: nobody must escape notice by not saying that the child went home.
fn overdue_from(session: &Session, write_up_hours: u16) -> Instant {
    let never_closed = || {
        let ends = session.slot().ends();
        ends.plus_minutes(i64::from(write_up_hours) * 60)
    };
    due(&session.stage, write_up_hours).unwrap_or_else(never_closed)
}

/// Sessions whose record is overdue and that the caller could read, the oldest first.
fn overdue_sessions(reads: &mut dyn Reads) -> Result<Vec<Session>, Refused> {
    let (now, hours) = (
        reads.now(),
        settings::queries::current(reads)?.write_up_hours,
    );
    let mut waiting = sessions::queries::unsigned(reads)?;
    waiting.retain(|session| overdue_from(session, hours) < now);
    within_reach(reads, Act::ShowRecord, waiting, |session| &session.children)
}

/// The records that are overdue.
///
/// # Errors
/// When the store is away.
pub fn overdue<R: Acts>(reads: &mut R) -> Result<Vec<Overdue>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let sessions = overdue_sessions(reads)?;
    with_names(reads, sessions)
}

/// Sessions that should have begun and to which nobody has checked in, the oldest first.
///
/// # Errors
/// When the store is away.
pub fn unattended<R: Acts>(reads: &mut R) -> Result<Vec<Overdue>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let sessions = unattended_sessions(reads)?;
    with_names(reads, sessions)
}

fn unattended_sessions(reads: &mut dyn Reads) -> Result<Vec<Session>, Refused> {
    let waiting = sessions::queries::unattended(reads)?;
    within_reach(reads, Act::ShowRecord, waiting, |session| &session.children)
}

fn with_names<R: Acts>(reads: &mut R, sessions: Vec<Session>) -> Result<Vec<Overdue>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let mut list = Vec::new();
    for session in sessions {
        let mut supervisors = Vec::new();
        for id in &session.supervisors {
            let supervisor = resources::queries::supervisor(reads, *id)?;
            supervisors.push((*id, supervisor.details.name.to_string()));
        }
        let item = item(reads, session)?;
        list.push(Overdue { item, supervisors });
    }
    Ok(list)
}

/// How many sessions nobody has checked in to, and how many records are overdue, for whoever runs the
/// service; none for anybody else.
pub(super) fn count(reads: &mut dyn Reads) -> Result<(usize, usize), Refused> {
    let actor = reads.actor();
    if actor.is(Role::Coordinator) || actor.is(Role::ServiceManager) {
        Ok((
            unattended_sessions(reads)?.len(),
            overdue_sessions(reads)?.len(),
        ))
    } else {
        Ok((0, 0))
    }
}
