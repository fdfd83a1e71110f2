//! Whom the caller may know of, of many at once.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{id::PersonId, refusal::Refused};
use law::access::{Act, Action, OnRecords, about};

use crate::{
    access::queries::{known, scope_of},
    people::{Person, queries::permitted, store},
    storage::Acts,
};

/// Of these people, those the caller may know of, looked up all at once: for the names on a board. A
/// grown-up is seen through the children they belong to.
///
/// # Errors
/// When the store is away.
pub fn people_known<R: Acts>(
    reads: &mut R,
    ids: &BTreeSet<PersonId>,
) -> Result<Vec<Person>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let Some(scope) = scope_of(reads, Act::ShowPerson)? else {
        return Ok(Vec::new());
    };
    let ids: Vec<PersonId> = ids.iter().copied().collect();
    let mut through: BTreeMap<PersonId, BTreeSet<PersonId>> = BTreeMap::new();
    for (relative, child) in store::children_of_each(reads, &ids)? {
        through.entry(relative).or_default().insert(child);
    }
    let mut people = store::people_of(reads, &ids)?;
    people.retain(|person| {
        let children = through
            .remove(&person.id)
            .filter(|_| !person.details.is_child);
        let mut group = children.unwrap_or_default();
        group.insert(person.id);
        scope.takes_in(&group, person.state)
    });
    Ok(people)
}

/// A person, where there is one that the caller may do this action to.
///
/// # Errors
/// When the store is away.
pub fn person_if_known<R: Acts>(reads: &mut R, id: PersonId) -> Result<Option<Person>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let person = known(permitted(reads, id))?;
    Ok(person.map(|(person, _)| person))
}
