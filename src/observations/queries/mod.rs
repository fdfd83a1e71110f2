//! What is looked at of observations.

mod brief;
mod door;
mod reading;
mod today;

pub use brief::{brief, brief_of};
pub use door::{Taker, checks_with, is_known, judged, who_may_take};
pub(super) use reading::not_theirs;
pub use reading::{Reading, Writing, reading, writing};
pub use today::{Item, Today, tasks, to_sign, today};

use kernel::refusal::Refused;

use crate::{resources, sessions::Session, storage::Reads};

/// Whether the caller has a seat in a session: they are one of its supervisors.
///
/// # Errors
/// When the store is away.
pub fn has_a_seat(reads: &mut impl Reads, session: &Session) -> Result<bool, Refused> {
    let Some(user) = reads.actor().user() else {
        return Ok(false);
    };
    let own = resources::queries::supervisor_of(reads, user)?;
    Ok(own.is_some_and(|own| session.supervisors.contains(&own.id)))
}
