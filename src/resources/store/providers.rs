//! Rows of outside services.

use diesel::prelude::*;
use kernel::{
    id::{ProviderId, UserId},
    refusal::Refused,
    text::Line,
    time::{Instant, LondonDay},
};
use law::access::Action;

use super::{current, open, seal};
use crate::{
    access::Permit,
    people::Contact,
    resources::{
        Agreement, Call, Confirmed, EnteredAddress, Provider, ProviderDetails, ProviderKind,
        tables::provider,
    },
    storage::{Acts, Reads, Work},
};

const CONTACT: super::Place = ("provider", "contact");
const CONFIRMED_WITH: super::Place = ("provider", "confirmed_with");

#[derive(Queryable, Selectable)]
#[diesel(table_name = provider)]
struct ProviderRow {
    id: ProviderId,
    name: Line,
    kind: ProviderKind,
    insured_until: Option<LondonDay>,
    dbs_until: Option<LondonDay>,
    agreement_reference: Option<Line>,
    agreement_from: Option<LondonDay>,
    agreement_until: Option<LondonDay>,
    at_once: Option<i32>,
    in_use: bool,
    address_by: Option<UserId>,
    address_at: Option<Instant>,
    confirmed_by: Option<UserId>,
    confirmed_at: Option<Instant>,
    version: i64,
}

impl From<ProviderRow> for Provider {
    fn from(row: ProviderRow) -> Self {
        let agreed = row.agreement_reference.zip(row.agreement_from);
        let agreed = agreed.zip(row.agreement_until);
        let confirmed = row.confirmed_by.zip(row.confirmed_at);
        let confirmed = confirmed.map(|(by, at)| Confirmed { by, at });
        let entered = row.address_by.zip(row.address_at);
        Self {
            id: row.id,
            details: ProviderDetails {
                name: row.name,
                kind: row.kind,
                insured_until: row.insured_until,
                dbs_until: row.dbs_until,
                agreement: agreed.map(|((reference, from), until)| Agreement {
                    reference,
                    from,
                    until,
                }),
                at_once: row.at_once.and_then(|most| u16::try_from(most).ok()),
                in_use: row.in_use,
            },
            address: entered.map(|(by, at)| EnteredAddress { by, at, confirmed }),
            version: row.version,
        }
    }
}

/// The outside service of an id.
pub fn provider(reads: &mut dyn Reads, id: ProviderId) -> QueryResult<Option<Provider>> {
    let row: Option<ProviderRow> = provider::table
        .find(id)
        .select(ProviderRow::as_select())
        .first(reads.db())
        .optional()?;
    Ok(row.map(Provider::from))
}

/// Outside services by name, after one of them.
pub fn providers(
    reads: &mut dyn Reads,
    after: Option<(String, ProviderId)>,
    limit: i64,
) -> QueryResult<Vec<Provider>> {
    let mut query = provider::table
        .select(ProviderRow::as_select())
        .order((provider::name.asc(), provider::id.asc()))
        .limit(limit)
        .into_boxed();
    if let Some((key, id)) = after {
        query = query.filter(
            provider::name
                .gt(key.clone())
                .or(provider::name.eq(key).and(provider::id.gt(id))),
        );
    }
    let rows: Vec<ProviderRow> = query.load(reads.db())?;
    Ok(rows.into_iter().map(Provider::from).collect())
}

/// Where an outside service can be reached.
pub fn provider_contact<A: Action>(
    reads: &mut impl Acts<Action = A>,
    permit: &Permit<A>,
    id: ProviderId,
) -> Result<Contact, Refused> {
    permit.covers(id)?;
    let sealed: String = provider::table
        .find(id)
        .select(provider::contact)
        .first(reads.db())?;
    open(reads, CONTACT, id.as_str(), &sealed)
}

/// The call in which an outside service said that its address is its own.
pub fn provider_call<A: Action>(
    reads: &mut impl Acts<Action = A>,
    permit: &Permit<A>,
    id: ProviderId,
) -> Result<Option<Call>, Refused> {
    permit.covers(id)?;
    let sealed: Option<String> = provider::table
        .find(id)
        .select(provider::confirmed_with)
        .first(reads.db())?;
    sealed
        .map(|sealed| open(reads, CONFIRMED_WITH, id.as_str(), &sealed))
        .transpose()
}

/// How many outside services have an e-mail address that nobody has confirmed.
pub fn unconfirmed(reads: &mut dyn Reads) -> QueryResult<i64> {
    provider::table
        .filter(provider::address_by.is_not_null())
        .filter(provider::confirmed_by.is_null())
        .count()
        .get_result(reads.db())
}

/// Adds an outside service.
pub fn insert_provider<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    new: &Provider,
    contact: &Contact,
) -> Result<(), Refused> {
    let (id, details, entered) = (new.id, &new.details, new.address);
    work.holds(id)?;
    permit.covers(id)?;
    let sealed = seal(work, CONTACT, id.as_str(), contact)?;
    let (now, agreed) = (work.now(), details.agreement.as_ref());
    diesel::insert_into(provider::table)
        .values((
            provider::id.eq(id),
            provider::name.eq(&details.name),
            provider::kind.eq(details.kind),
            provider::insured_until.eq(details.insured_until),
            provider::dbs_until.eq(details.dbs_until),
            provider::agreement_reference.eq(agreed.map(|agreed| &agreed.reference)),
            provider::agreement_from.eq(agreed.map(|agreed| agreed.from)),
            provider::agreement_until.eq(agreed.map(|agreed| agreed.until)),
            provider::at_once.eq(details.at_once.map(i32::from)),
            provider::in_use.eq(details.in_use),
            provider::contact.eq(sealed),
            provider::address_by.eq(entered.map(|entered| entered.by)),
            provider::address_at.eq(entered.map(|entered| entered.at)),
            provider::created_at.eq(now),
            provider::version.eq(1_i64),
        ))
        .execute(work.db())?;
    Ok(())
}

/// Changes an outside service, if the version before its own is still the current one. Of an address
/// that was entered anew no confirmation stays.
pub fn update_provider<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    changed: &Provider,
    contact: &Contact,
) -> Result<(), Refused> {
    let (id, details, entered) = (changed.id, &changed.details, changed.address);
    work.holds(id)?;
    permit.covers(id)?;
    let sealed = seal(work, CONTACT, id.as_str(), contact)?;
    let agreed = details.agreement.as_ref();
    let current_one = provider::table
        .find(id)
        .filter(provider::version.eq(changed.version - 1));
    let is_confirmed = entered.is_some_and(|entered| entered.confirmed.is_some());
    let unconfirmed = (!is_confirmed).then_some((
        provider::confirmed_by.eq(None::<UserId>),
        provider::confirmed_at.eq(None::<Instant>),
        provider::confirmed_with.eq(None::<String>),
    ));
    let updated = diesel::update(current_one)
        .set((
            provider::name.eq(&details.name),
            provider::kind.eq(details.kind),
            provider::insured_until.eq(details.insured_until),
            provider::dbs_until.eq(details.dbs_until),
            provider::agreement_reference.eq(agreed.map(|agreed| &agreed.reference)),
            provider::agreement_from.eq(agreed.map(|agreed| agreed.from)),
            provider::agreement_until.eq(agreed.map(|agreed| agreed.until)),
            provider::at_once.eq(details.at_once.map(i32::from)),
            provider::in_use.eq(details.in_use),
            provider::contact.eq(sealed),
            provider::address_by.eq(entered.map(|entered| entered.by)),
            provider::address_at.eq(entered.map(|entered| entered.at)),
            unconfirmed,
            provider::version.eq(changed.version),
        ))
        .execute(work.db())?;
    current(updated)
}

/// A second person has rung the service about its address, if `version` is still the current one.
pub fn confirm_address<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (id, version): (ProviderId, i64),
    (confirmed, call): (Confirmed, &Call),
) -> Result<(), Refused> {
    work.holds(id)?;
    permit.covers(id)?;
    let sealed = seal(work, CONFIRMED_WITH, id.as_str(), call)?;
    let current_one = provider::table
        .find(id)
        .filter(provider::version.eq(version));
    let updated = diesel::update(current_one)
        .set((
            provider::confirmed_by.eq(confirmed.by),
            provider::confirmed_at.eq(confirmed.at),
            provider::confirmed_with.eq(sealed),
            provider::version.eq(version + 1),
        ))
        .execute(work.db())?;
    current(updated)
}
