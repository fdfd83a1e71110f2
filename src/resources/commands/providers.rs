//! Outside services.

use kernel::{
    change::Change,
    id::{ProviderId, UserId},
    refusal::Refused,
    time::Instant,
};
use law::access::act;

use crate::{
    people::Contact,
    resources::{
        Call, Confirmed, Provider, ProviderDetails, queries,
        queries::permitted,
        rules::{entered_after, may_confirm},
        store, traces,
    },
    storage::{Claims, Done, Reads, Work},
};

/// What the program does of itself answers for no address.
fn mark(reads: &mut dyn Reads) -> Result<(UserId, Instant), Refused> {
    let by = reads.actor().user().ok_or(Refused::Hidden)?;
    Ok((by, reads.now()))
}

/// Adds an outside service. Its e-mail address waits for a second person.
///
/// # Errors
/// When there is one of that name, or the caller may not.
pub fn add_provider(
    work: &mut Work<'_, act::KeepProviders>,
    details: &ProviderDetails,
    contact: &Contact,
) -> Result<Done<Provider>, Refused> {
    let id: ProviderId = work.mint()?;
    work.claim(Claims::of(id))?;
    let permit = permitted(work, id)?;
    let mark = mark(work)?;
    let provider = Provider {
        id,
        details: details.clone(),
        address: entered_after(None, (None, contact.email.as_ref()), mark),
        version: 1,
    };
    store::insert_provider(work, &permit, &provider, contact)?;
    Ok(work.done(traces::added(id, "provider"), provider))
}

/// Changes an outside service, if nobody else did since `version`. Another e-mail address waits for a
/// second person.
///
/// # Errors
/// `Stale` when somebody did; when the caller may not.
pub fn edit_provider(
    work: &mut Work<'_, act::KeepProviders>,
    (id, version): (ProviderId, i64),
    details: &ProviderDetails,
    contact: &Contact,
) -> Result<Done<Provider>, Refused> {
    work.claim(Claims::of(id))?;
    let permit = permitted(work, id)?;
    let mark = mark(work)?;
    let Provider {
        details: before,
        address,
        ..
    } = queries::provider(work, id)?;
    let contact_before = store::provider_contact(work, &permit, id)?;
    let emails = (contact_before.email.as_ref(), contact.email.as_ref());
    let provider = Provider {
        id,
        details: details.clone(),
        address: entered_after(address, emails, mark),
        version: version + 1,
    };
    store::update_provider(work, &permit, &provider, contact)?;
    work.changed(Change::ProviderChanged { provider: id });
    if emails.0 != emails.1 {
        work.changed(Change::AddressChanged { provider: id });
    }
    let changed = traces::differing([
        ("name", before.name != details.name),
        ("kind", before.kind != details.kind),
        (
            "insured_until",
            before.insured_until != details.insured_until,
        ),
        ("dbs_until", before.dbs_until != details.dbs_until),
        ("agreement", before.agreement != details.agreement),
        ("at_once", before.at_once != details.at_once),
        ("in_use", before.in_use != details.in_use),
        ("contact", contact_before != *contact),
    ]);
    Ok(work.done(traces::edited(id, version, &changed), provider))
}

/// Confirms the e-mail address of an outside service, if nobody changed the record since `version`:
/// from now on messages go there.
///
/// # Errors
/// `SecondPerson` for who entered it; `WrongState` where none waits; `Stale`; when the caller may not.
pub fn confirm_address(
    work: &mut Work<'_, act::ConfirmAddress>,
    (id, version): (ProviderId, i64),
    call: &Call,
) -> Result<Done<Provider>, Refused> {
    work.claim(Claims::of(id))?;
    let permit = permitted(work, id)?;
    let provider = queries::provider(work, id)?;
    // Whoever rang about another address is told that first.
    if provider.version != version {
        return Err(Refused::Stale);
    }
    let (by, at) = mark(work)?;
    may_confirm(provider.address, by)?;
    let confirmed = Confirmed { by, at };
    store::confirm_address(work, &permit, (id, version), (confirmed, call))?;
    work.changed(Change::AddressConfirmed { provider: id });
    let provider = queries::provider(work, id)?;
    Ok(work.done(traces::address_confirmed(&provider), provider))
}
