//! What is looked at of observations.

mod brief;
mod door;
mod journey;
mod overdue;
mod reading;
mod services;
mod today;

pub use super::store::ATTESTED;
pub use brief::{brief, brief_of};
pub use door::{checks_with, is_known, judged, who_may_take};
pub use journey::{OnTheWay, journey};
pub use overdue::{Overdue, overdue, unattended};
pub(super) use reading::not_theirs;
pub use reading::{Reading, Writing, reading, writing};
pub use services::{Service, services};
pub use today::{BriefState, Item, Today, tasks, to_sign, today};

use kernel::{id::SessionId, refusal::Refused, text::Phone, time::Slot};
use law::access::{Action, OnRecords, about};

use crate::{
    people::{self, rules::short_name},
    resources,
    sessions::{self, Session},
    settings,
    storage::{Acts, Reads},
};

pub use crate::people::queries::Names;

/// A session the caller may do this to.
///
/// # Errors
/// `Hidden` when there is none or they may not know; `Forbidden` with the reason.
pub fn session<R: Acts>(reads: &mut R, id: SessionId) -> Result<Session, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    sessions::queries::permitted(reads, id).map(|(session, _)| session)
}

/// The time of a session the caller may do this to: its times are read as of that day.
///
/// # Errors
/// As [`session`].
pub fn slot_of<R: Acts>(reads: &mut R, id: SessionId) -> Result<Slot, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    session(reads, id).map(|session| session.slot())
}

/// The telephone of the service, from where whoever is on duty is reached.
///
/// # Errors
/// When the store is away.
pub fn phone(reads: &mut dyn Reads) -> Result<Option<Phone>, Refused> {
    Ok(settings::queries::current(reads)?.service_phone)
}

/// Whether the caller has a seat in a session: they are one of its supervisors.
///
/// # Errors
/// When the store is away.
pub fn has_a_seat(reads: &mut dyn Reads, session: &Session) -> Result<bool, Refused> {
    let Some(user) = reads.actor().user() else {
        return Ok(false);
    };
    let own = resources::queries::supervisor_of(reads, user)?;
    Ok(own.is_some_and(|own| session.supervisors.contains(&own.id)))
}

/// Which children's session, and when, as a form about it says.
///
/// # Errors
/// When the store is away.
pub fn whose<R: Acts>(reads: &mut R, session: &Session) -> Result<String, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let family = people::queries::family(reads, &session.children)?;
    let children = family.children.iter();
    let names: Vec<String> = children.map(|child| short_name(&child.details)).collect();
    Ok(session.called(&names))
}
