//! Outside services.

use kernel::{change::Change, id::ProviderId, refusal::Refused};
use law::access::act;

use crate::{
    people::Contact,
    resources::{Provider, ProviderDetails, queries, queries::permitted, store, traces},
    storage::{Claims, Done, Work},
};

/// Adds an outside service.
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
    store::insert_provider(work, &permit, id, details, contact)?;
    let provider = Provider {
        id,
        details: details.clone(),
        version: 1,
    };
    Ok(work.done(traces::added(id, "provider"), provider))
}

/// Changes an outside service, if nobody else did since `version`.
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
    let before = queries::provider(work, id)?.details;
    let contact_before = store::provider_contact(work, &permit, id)?;
    store::update_provider(work, &permit, (id, version), details, contact)?;
    work.changed(Change::ProviderChanged { provider: id });
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
    let provider = Provider {
        id,
        details: details.clone(),
        version: version + 1,
    };
    Ok(work.done(traces::edited(id, version, &changed), provider))
}
