//! Who must not know of somebody.

use kernel::{
    id::{PersonId, UserId},
    refusal::Refused,
    text::Name,
};
use law::access::act;

use crate::{
    access::{self, Exclusion, queries::exclusions_of},
    people::Person,
    storage::Acts,
};

use super::permitted;

/// A person, and the members of staff who must not know of them.
///
/// # Errors
/// As [`permitted`].
pub fn exclusions(
    reads: &mut impl Acts<Action = act::ExcludeWorker>,
    id: PersonId,
) -> Result<(Person, Vec<Exclusion>), Refused> {
    let (person, _) = permitted(reads, id)?;
    let exclusions = exclusions_of(reads, id)?;
    Ok((person, exclusions))
}

/// The members of staff to choose from.
///
/// # Errors
/// When the store is away.
pub fn staff(
    reads: &mut impl Acts<Action = act::ExcludeWorker>,
) -> Result<Vec<(UserId, Name)>, Refused> {
    access::queries::staff(reads)
}
