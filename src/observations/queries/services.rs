//! Whom to ring on the day: when a car or an interpreter does not come, and the carers.

use std::collections::BTreeSet;

use kernel::{
    refusal::Refused,
    text::{Line, Phone},
};
use law::access::{Action, OnRecords, about};

use crate::{
    access::queries::may,
    people, resources, sessions,
    sessions::Session,
    storage::{Acts, Reads},
};

/// Carers or an outside service of a session, and their telephone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// What they are called.
    pub name: Line,
    /// Where they are rung.
    pub phone: Phone,
}

/// The taxi firm and the interpreting service of a session the caller may do this to, on its day:
/// on any other, whoever plans it rings them.
///
/// # Errors
/// `Hidden` or `Forbidden` when the session is not theirs.
pub fn services<R: Acts>(reads: &mut R, session: &Session) -> Result<Vec<Service>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    if !is_today(reads, session) {
        return Ok(Vec::new());
    }
    let mut services = Vec::new();
    for id in [session.taxi, session.interpreter].into_iter().flatten() {
        let subject = sessions::queries::subject_of(reads, session)?.covering(id);
        let permit = may(reads, &subject)?;
        if let Some(phone) = resources::queries::provider_phone(reads, &permit, id)? {
            let name = resources::queries::provider(reads, id)?.details.name;
            services.push(Service { name, phone });
        }
    }
    Ok(services)
}

fn is_today(reads: &mut dyn Reads, session: &Session) -> bool {
    session.slot().day() == reads.now().london_day()
}

/// The carers of the children of a session the caller may do this to, on its day.
///
/// # Errors
/// As [`services`].
pub(super) fn carers<R: Acts>(reads: &mut R, session: &Session) -> Result<Vec<Service>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    if !is_today(reads, session) {
        return Ok(Vec::new());
    }
    let homes = people::queries::homes_on(reads, &session.children, session.slot().day())?;
    let homes: BTreeSet<_> = homes.into_values().collect();
    let mut carers = Vec::new();
    for home in homes {
        let subject = sessions::queries::subject_of(reads, session)?.covering(home);
        let permit = may(reads, &subject)?;
        if let Some((name, phone)) = people::queries::carers_to_ring(reads, &permit, home)? {
            carers.push(Service { name, phone });
        }
    }
    Ok(carers)
}
