//! Whom to tell of a session, what a child is called in a message, and where a message goes.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{HouseholdId, PersonId},
    refusal::Refused,
    text::{Address, Line, Name, Phone, Postcode},
    time::LondonDay,
};
use law::access::{Action, OnRecords, about};

use super::permitted;
use crate::{
    access::{Permit, Subject, queries::may},
    people::{Contact, Household, PersonDetails, store},
    storage::{Acts, Reads},
};

/// With whom each of these children lives on a day: keys alone, to know whom to tell of a session.
///
/// # Errors
/// When the store is away.
pub fn homes_on(
    reads: &mut dyn Reads,
    children: &BTreeSet<PersonId>,
    day: LondonDay,
) -> Result<BTreeMap<PersonId, HouseholdId>, Refused> {
    let mut homes = BTreeMap::new();
    for child in children {
        if let Some(placement) = store::placement_on(reads, *child, day)? {
            homes.insert(*child, placement.household.id);
        }
    }
    Ok(homes)
}

/// What each of these is called at home, and nothing else of them: what a message to a carer may
/// hold. Who is told is decided by who asks.
///
/// # Errors
/// When the store is away.
pub fn called<R: Acts>(
    reads: &mut R,
    persons: &BTreeSet<PersonId>,
) -> Result<BTreeMap<PersonId, Name>, Refused>
where
    R::Action: Action<About = about::Cases>,
{
    let ids: Vec<PersonId> = persons.iter().copied().collect();
    let people = store::people_of(reads, &ids)?;
    let called = people.into_iter().map(|person| {
        let PersonDetails {
            given_name,
            known_as,
            ..
        } = person.details;
        (person.id, known_as.unwrap_or(given_name))
    });
    Ok(called.collect())
}

/// Where a person can be reached.
///
/// # Errors
/// As [`permitted`].
pub fn reach_of<R: Acts>(reads: &mut R, id: PersonId) -> Result<Contact, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (_, permit) = permitted(reads, id)?;
    store::person_contact(reads, &permit, id)
}

/// The door of a household, for who drives its children: nothing else of it.
///
/// # Errors
/// When the permit is not for it.
pub fn door_of<R: Acts>(
    reads: &mut R,
    permit: &Permit<R::Action>,
    id: HouseholdId,
) -> Result<(Option<Address>, Option<Postcode>), Refused>
where
    R::Action: Action<About = about::Cases>,
{
    let Contact {
        address, postcode, ..
    } = store::household_contact(reads, permit, id)?;
    Ok((address, postcode))
}

/// Children so young that they may wear nappies, in years.
const IN_NAPPIES_UNTIL: u16 = 4;

/// Which of these children may wear nappies on a day: what to pack is told by that.
///
/// # Errors
/// When the store is away.
pub fn in_nappies<R: Acts>(
    reads: &mut R,
    children: &BTreeSet<PersonId>,
    day: LondonDay,
) -> Result<BTreeSet<PersonId>, Refused>
where
    R::Action: Action<About = about::Cases>,
{
    let ids: Vec<PersonId> = children.iter().copied().collect();
    let people = store::people_of(reads, &ids)?;
    let small = people.into_iter().filter(|person| {
        let born = person.details.born_on;
        born.and_then(|born| born.age_on(day))
            .is_some_and(|age| age < IN_NAPPIES_UNTIL)
    });
    Ok(small.map(|person| person.id).collect())
}

/// What a household is called and where its carers are rung, for who has its children with them today.
/// Nothing, where no telephone is recorded.
///
/// # Errors
/// When the permit is not for it; when the store is away.
pub fn carers_to_ring<R: Acts>(
    reads: &mut R,
    permit: &Permit<R::Action>,
    id: HouseholdId,
) -> Result<Option<(Line, Phone)>, Refused>
where
    R::Action: Action<About = about::Cases>,
{
    let household = store::household(reads, id)?.ok_or(Refused::Hidden)?;
    let Contact { phone, .. } = store::household_contact(reads, permit, id)?;
    let name = household.name.as_str().parse();
    let name = name.map_err(|cause| Refused::fault("naming a household", cause))?;
    Ok(phone.map(|phone| (name, phone)))
}

/// What a household is called and where it can be reached, for what is done about the children who
/// live there.
///
/// # Errors
/// `Hidden` when there is none; when the caller may not.
pub fn reach_of_household<R: Acts>(
    reads: &mut R,
    id: HouseholdId,
) -> Result<(Household, Contact), Refused>
where
    R::Action: OnRecords,
{
    let permit = may(reads, &Subject::new_record().covering(id))?;
    let household = store::household(reads, id)?.ok_or(Refused::Hidden)?;
    let contact = store::household_contact(reads, &permit, id)?;
    Ok((household, contact))
}
