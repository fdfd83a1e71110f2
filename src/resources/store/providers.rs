//! Rows of outside services.

use diesel::prelude::*;
use kernel::{id::ProviderId, refusal::Refused, text::Line, time::LondonDay};
use law::access::Action;

use super::{current, open, seal};
use crate::{
    access::Permit,
    people::Contact,
    resources::{Agreement, Provider, ProviderDetails, ProviderKind, tables::provider},
    storage::{Acts, Reads, Work},
};

const CONTACT: super::Place = ("provider", "contact");

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
    version: i64,
}

impl From<ProviderRow> for Provider {
    fn from(row: ProviderRow) -> Self {
        let agreed = row.agreement_reference.zip(row.agreement_from);
        let agreed = agreed.zip(row.agreement_until);
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

/// Adds an outside service.
pub fn insert_provider<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    id: ProviderId,
    details: &ProviderDetails,
    contact: &Contact,
) -> Result<(), Refused> {
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
            provider::created_at.eq(now),
            provider::version.eq(1_i64),
        ))
        .execute(work.db())?;
    Ok(())
}

/// Changes an outside service, if `version` is still the current one.
pub fn update_provider<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (id, version): (ProviderId, i64),
    details: &ProviderDetails,
    contact: &Contact,
) -> Result<(), Refused> {
    work.holds(id)?;
    permit.covers(id)?;
    let sealed = seal(work, CONTACT, id.as_str(), contact)?;
    let agreed = details.agreement.as_ref();
    let current_one = provider::table
        .find(id)
        .filter(provider::version.eq(version));
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
            provider::version.eq(version + 1),
        ))
        .execute(work.db())?;
    current(updated)
}
