//! What is looked at of one outside service.

use kernel::{id::ProviderId, refusal::Refused, text::Phone};
use law::access::{Act, Action, OnRecords, act};

use super::permitted;
use crate::{
    access::{
        Permit, Task,
        queries::{account, scope_of},
    },
    people::Contact,
    resources::{Call, Provider, store},
    storage::{Acts, Look, Reads},
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

/// Who answers for the e-mail address of an outside service, by name, and the call that was made.
#[derive(Debug)]
pub struct AddressRecord {
    /// Who entered it.
    pub entered_by: String,
    /// Who confirmed it, and with whom they spoke.
    pub confirmed: Option<(String, Call)>,
}

/// How the e-mail address of an outside service came to stand there; nothing where it has none.
///
/// # Errors
/// When the caller may not.
pub fn address_record<R: Acts>(
    reads: &mut R,
    provider: &Provider,
) -> Result<Option<AddressRecord>, Refused>
where
    R::Action: OnRecords,
{
    let permit = permitted(reads, provider.id)?;
    let Some(entered) = provider.address else {
        return Ok(None);
    };
    let call = store::provider_call(reads, &permit, provider.id)?;
    let confirmed = match entered.confirmed.zip(call) {
        Some((confirmed, call)) => Some((account(reads, confirmed.by)?.name.to_string(), call)),
        None => None,
    };
    Ok(Some(AddressRecord {
        entered_by: account(reads, entered.by)?.name.to_string(),
        confirmed,
    }))
}

/// What waits for the caller: addresses to confirm.
///
/// # Errors
/// When the store is away.
pub fn tasks(look: &mut Look<'_, act::OpenHome>) -> Result<Vec<Task>, Refused> {
    if scope_of(look, Act::ConfirmAddress)?.is_none() {
        return Ok(Vec::new());
    }
    let waiting = usize::try_from(store::unconfirmed(look)?).unwrap_or_default();
    let (one, many) = (
        "e-mail address of an outside service waits to be confirmed",
        "e-mail addresses of outside services wait to be confirmed",
    );
    let task = Task::of(waiting, one, many, "/providers");
    Ok(task.into_iter().collect())
}
