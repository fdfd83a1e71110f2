//! What a recipient is called, and where they can be reached.

use kernel::{
    id::{ProviderId, SupervisorId},
    refusal::Refused,
    text::{Email, Phone},
};
use law::access::{Action, OnRecords, about};

use crate::{
    access::queries::account,
    notifications::Recipient,
    people::{
        queries::{permitted, reach_of, reach_of_household},
        rules::{full_name, short_name},
    },
    resources::{
        AddressStanding,
        queries::{provider, provider_record, supervisor, supervisor_record},
    },
    storage::Acts,
};

/// How somebody can be reached.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    /// Their e-mail address.
    pub email: Option<Email>,
    /// Their telephone.
    pub phone: Option<Phone>,
    /// Whether an e-mail address of theirs waits for a second person. Nothing is sent there, so it is
    /// not among these.
    pub unconfirmed: bool,
}

/// Where a recipient can be reached.
///
/// # Errors
/// When the caller may not; `Hidden` when they are gone.
pub fn reach<R: Acts>(reads: &mut R, recipient: Recipient) -> Result<Reach, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let contact = match recipient {
        Recipient::Household(id) => reach_of_household(reads, id)?.1,
        Recipient::Provider(id) => return of_provider(reads, id),
        Recipient::Person(id) => reach_of(reads, id)?,
        Recipient::User(id) => {
            return Ok(Reach {
                email: Some(account(reads, id)?.email),
                ..Reach::default()
            });
        }
        Recipient::Supervisor(id) => return of_supervisor(reads, id),
    };
    Ok(Reach {
        email: contact.email,
        phone: contact.phone,
        unconfirmed: false,
    })
}

/// An address that one person alone has entered is nobody's yet.
fn of_provider<R: Acts>(reads: &mut R, id: ProviderId) -> Result<Reach, Refused>
where
    R::Action: OnRecords,
{
    let (provider, contact) = provider_record(reads, id)?;
    let standing = provider.address_standing();
    Ok(Reach {
        email: contact
            .email
            .filter(|_| standing == AddressStanding::Confirmed),
        phone: contact.phone,
        unconfirmed: standing == AddressStanding::Waits,
    })
}

/// The name and the postal address of a recipient, line by line, as they stand on a letter; of a member
/// of staff the name alone.
///
/// # Errors
/// When the caller may not; `Hidden` when they are gone.
pub fn postal<R: Acts>(reads: &mut R, recipient: Recipient) -> Result<Vec<String>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (called, contact) = match recipient {
        Recipient::Household(id) => {
            let (household, contact) = reach_of_household(reads, id)?;
            (household.name.to_string(), contact)
        }
        Recipient::Provider(id) => {
            let (provider, contact) = provider_record(reads, id)?;
            (provider.details.name.to_string(), contact)
        }
        Recipient::Person(id) => {
            let called = full_name(&permitted(reads, id)?.0.details);
            (called, reach_of(reads, id)?)
        }
        Recipient::User(_) | Recipient::Supervisor(_) => return Ok(vec![name(reads, recipient)?]),
    };
    let mut lines = vec![called];
    if let Some(address) = &contact.address {
        lines.extend(address.as_str().lines().map(str::to_owned));
    }
    lines.extend(contact.postcode.map(|postcode| postcode.to_string()));
    Ok(lines)
}

fn of_supervisor<R: Acts>(reads: &mut R, id: SupervisorId) -> Result<Reach, Refused>
where
    R::Action: OnRecords,
{
    let record = supervisor_record(reads, id)?;
    let email = match record.supervisor.details.user {
        Some(user) => Some(account(reads, user)?.email),
        None => None,
    };
    Ok(Reach {
        email,
        phone: record.phone,
        unconfirmed: false,
    })
}

/// What a recipient is called on a list of the service.
///
/// # Errors
/// When the caller may not know of them; `Hidden` when they are gone.
pub fn name<R: Acts>(reads: &mut R, recipient: Recipient) -> Result<String, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    Ok(match recipient {
        Recipient::Household(id) => reach_of_household(reads, id)?.0.name.to_string(),
        Recipient::Provider(id) => provider(reads, id)?.details.name.to_string(),
        Recipient::Person(id) => short_name(&permitted(reads, id)?.0.details),
        Recipient::User(id) => account(reads, id)?.name.to_string(),
        Recipient::Supervisor(id) => supervisor(reads, id)?.details.name.to_string(),
    })
}
