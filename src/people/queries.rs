//! What is looked at of people.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{HouseholdId, PersonId},
    page::{Page, Want},
    refusal::Refused,
};

use super::{Contact, Household, Person, Placement, Relative, store};
use crate::{
    access::{
        Permit, Subject,
        queries::{may, scope},
    },
    storage::Reads,
};

/// What the policy is asked about a person: they themselves, or the children they belong to.
pub fn subject_of(reads: &mut impl Reads, person: &Person) -> Result<Subject, Refused> {
    let children = store::children_of(reads, person.id)?;
    Ok(Subject::person(person.id, children, person.state))
}

/// What the policy is asked about something that several people share, such as an order: it is
/// seen through any of them, and an exclusion from one excludes from it.
///
/// # Errors
/// `Hidden` when there are none.
pub fn subject_of_all(
    reads: &mut impl Reads,
    ids: &BTreeSet<PersonId>,
) -> Result<Subject, Refused> {
    let ids: Vec<PersonId> = ids.iter().copied().collect();
    let people = store::people_of(reads, &ids)?;
    let state = people.iter().map(|person| person.state).max();
    let first = ids.first().copied();
    let (first, state) = first.zip(state).ok_or(Refused::Hidden)?;
    Ok(Subject::person(first, ids, state))
}

/// A person this caller may do this action to, with the permit.
///
/// # Errors
/// `Hidden` when there is none or they may not know; `Forbidden` with the reason.
pub fn permitted<R: Reads>(
    reads: &mut R,
    id: PersonId,
) -> Result<(Person, Permit<R::Action>), Refused> {
    let person = store::person(reads, id)?.ok_or(Refused::Hidden)?;
    let subject = subject_of(reads, &person)?;
    let permit = may(reads, &subject)?;
    Ok((person, permit))
}

/// A person's record: they, their relatives as far as the caller may know of them, where a child
/// lives by the name of the household.
#[derive(Debug)]
pub struct Record {
    /// The person.
    pub person: Person,
    /// Relatives of a child.
    pub relatives: Vec<Relative>,
    /// The placement that lasts.
    pub placement: Option<Placement>,
}

/// The record of a person.
///
/// # Errors
/// As [`permitted`].
pub fn record(reads: &mut impl Reads, id: PersonId) -> Result<Record, Refused> {
    let (person, _) = permitted(reads, id)?;
    let relatives = relatives(reads, id)?;
    let placement = store::open_placement(reads, id)?;
    Ok(Record {
        person,
        relatives,
        placement,
    })
}

fn relatives(reads: &mut impl Reads, child: PersonId) -> Result<Vec<Relative>, Refused> {
    let kin = store::relatives(reads, child)?;
    let ids: Vec<PersonId> = kin.iter().map(|(id, ..)| *id).collect();
    let mut people: BTreeMap<PersonId, Person> = store::people_of(reads, &ids)?
        .into_iter()
        .map(|person| (person.id, person))
        .collect();
    let mut known = Vec::with_capacity(kin.len());
    for (id, relationship, responsibility) in kin {
        let Some(person) = people.remove(&id) else {
            continue;
        };
        // A relative the caller is excluded from, or whose own record is sealed, is not named.
        let subject = subject_of(reads, &person)?;
        if may(reads, &subject).is_ok() {
            known.push(Relative {
                person,
                relationship,
                responsibility,
            });
        }
    }
    Ok(known)
}

/// Where somebody can be found.
#[derive(Debug)]
pub struct Whereabouts {
    /// The person.
    pub person: Person,
    /// Their own.
    pub contact: Contact,
    /// The placement that lasts, with the household's.
    pub placement: Option<(Placement, Contact)>,
}

/// Where a person can be found. Its own action, because it is what must never reach a parent.
///
/// # Errors
/// As [`permitted`].
pub fn whereabouts(reads: &mut impl Reads, id: PersonId) -> Result<Whereabouts, Refused> {
    let (person, permit) = permitted(reads, id)?;
    let contact = store::person_contact(reads, &permit, id)?;
    let placement = match store::open_placement(reads, id)? {
        Some(placement) => {
            let contact = store::household_contact(reads, &permit, placement.household.id)?;
            Some((placement, contact))
        }
        None => None,
    };
    Ok(Whereabouts {
        person,
        contact,
        placement,
    })
}

/// A person with what a form needs to change them.
///
/// # Errors
/// As [`permitted`].
pub fn for_change(reads: &mut impl Reads, id: PersonId) -> Result<(Person, Contact), Refused> {
    let (person, permit) = permitted(reads, id)?;
    let contact = store::person_contact(reads, &permit, id)?;
    Ok((person, contact))
}

/// People by last name, those the caller may know of.
///
/// # Errors
/// `Hidden` when there are none they may know of whatever their relation.
pub fn people(
    reads: &mut impl Reads,
    name: Option<&str>,
    want: &Want,
) -> Result<Page<Person>, Refused> {
    let scope = scope(reads)?;
    let after = want.after.as_deref().map(str::parse).transpose();
    let after = after.map_err(|_not_one| {
        Refused::field(
            "/cursor",
            "bad-format",
            "Use the cursor of the page before.",
        )
    })?;
    let search = store::Search {
        scope: &scope,
        name,
        after,
        limit: i64::from(want.limit) + 1,
    };
    let rows = store::people(reads, &search)?;
    Ok(Page::cut(rows, want, |person| person.id.to_string()))
}

/// Households by name.
///
/// # Errors
/// When the caller may not see them.
pub fn households(reads: &mut impl Reads, want: &Want) -> Result<Page<Household>, Refused> {
    may(reads, &Subject::new_record())?;
    all_households(reads, want)
}

/// Households by name, for a form of another action to choose from.
///
/// # Errors
/// When the cursor is none.
pub fn all_households(reads: &mut impl Reads, want: &Want) -> Result<Page<Household>, Refused> {
    let after: Option<HouseholdId> =
        want.after
            .as_deref()
            .map(str::parse)
            .transpose()
            .map_err(|_not_one| {
                Refused::field(
                    "/cursor",
                    "bad-format",
                    "Use the cursor of the page before.",
                )
            })?;
    let rows = store::households(reads, after, i64::from(want.limit) + 1)?;
    Ok(Page::cut(rows, want, |household| household.id.to_string()))
}
