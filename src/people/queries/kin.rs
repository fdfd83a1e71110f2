//! Who belongs to whom, for those who judge.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{id::PersonId, refusal::Refused};

use crate::{
    people::{Relationship, Responsibility, rules::short_name, store},
    storage::Reads,
};

/// What somebody is to a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kin {
    /// The child.
    pub child: PersonId,
    /// The relative.
    pub relative: PersonId,
    /// What they are to the child.
    pub relationship: Relationship,
    /// Whether they hold parental responsibility.
    pub responsibility: Responsibility,
}

/// Who is recorded as family of these children. Asks nobody's permission: for what is judged, not
/// for what is shown.
///
/// # Errors
/// When the store is away.
pub fn kin(reads: &mut dyn Reads, children: &BTreeSet<PersonId>) -> Result<Vec<Kin>, Refused> {
    let rows = store::kin(reads, children)?.into_iter();
    let kin = rows.map(|(child, relative, relationship, responsibility)| Kin {
        child,
        relative,
        relationship,
        responsibility,
    });
    Ok(kin.collect())
}

/// What these people are called, by first name and initial. Asks nobody's permission: for reasons told
/// to whoever named the same people already.
///
/// # Errors
/// When the store is away.
pub fn names_of(
    reads: &mut dyn Reads,
    ids: &BTreeSet<PersonId>,
) -> Result<BTreeMap<PersonId, String>, Refused> {
    let ids: Vec<PersonId> = ids.iter().copied().collect();
    let people = store::people_of(reads, &ids)?.into_iter();
    Ok(people
        .map(|person| (person.id, short_name(&person.details)))
        .collect())
}
