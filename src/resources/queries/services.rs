//! What is looked at of one outside service.

use kernel::{id::ProviderId, refusal::Refused, text::Phone};
use law::access::{Action, OnRecords};

use super::permitted;
use crate::{
    access::Permit,
    people::Contact,
    resources::{Provider, store},
    storage::{Acts, Reads},
};

/// An outside service.
///
/// # Errors
/// `Hidden` when there is none.
pub fn provider(reads: &mut dyn Reads, id: ProviderId) -> Result<Provider, Refused> {
    store::provider(reads, id)?.ok_or(Refused::Hidden)
}

/// An outside service, and where it can be reached.
///
/// # Errors
/// When the caller may not; `Hidden` when there is none.
pub fn provider_record<R: Acts>(
    reads: &mut R,
    id: ProviderId,
) -> Result<(Provider, Contact), Refused>
where
    R::Action: OnRecords,
{
    let permit = permitted(reads, id)?;
    let provider = provider(reads, id)?;
    let contact = store::provider_contact(reads, &permit, id)?;
    Ok((provider, contact))
}

/// The telephone of an outside service, to whoever has a permit that covers it: who holds a session
/// rings the taxi of that session, and reads nothing else of the firm.
///
/// # Errors
/// When the store is away.
pub fn provider_phone<A: Action>(
    reads: &mut impl Acts<Action = A>,
    permit: &Permit<A>,
    id: ProviderId,
) -> Result<Option<Phone>, Refused> {
    Ok(store::provider_contact(reads, permit, id)?.phone)
}
