//! Whom to ring when a car or an interpreter does not come.

use kernel::{
    refusal::Refused,
    text::{Line, Phone},
};
use law::access::{Action, OnRecords, about};

use crate::{access::queries::may, resources, sessions, sessions::Session, storage::Acts};

/// An outside service of a session, and its telephone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// What it is called.
    pub name: Line,
    /// Where it is rung.
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
    if session.slot().day() != reads.now().london_day() {
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
