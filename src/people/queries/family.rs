//! A family as far as the caller may know of it, and names for its pages.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use kernel::{
    id::{PersonId, UserId},
    refusal::Refused,
};
use law::access::{Action, OnRecords, about};

use super::record;
use crate::{
    access::{
        self,
        queries::{account, known},
    },
    people::{
        Person, Relative,
        rules::{full_name, reference, short_name},
    },
    storage::{Acts, Reads},
};

/// The names of people and staff, for whoever may know them.
#[derive(Debug, Default)]
pub struct Names {
    people: BTreeMap<PersonId, (String, String)>,
    staff: BTreeMap<UserId, String>,
}

impl Names {
    /// The full name, for inside the record.
    pub fn of(&self, person: PersonId) -> String {
        self.people.get(&person).map_or_else(
            || "somebody you may not know of".to_owned(),
            |(full, _)| full.clone(),
        )
    }
    /// The same names for a screen that others in the room may see: first name and initial, with the
    /// reference where two are called the same.
    #[must_use]
    pub fn for_the_room(mut self) -> Self {
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for (_, short) in self.people.values() {
            *times.entry(short.to_lowercase()).or_default() += 1;
        }
        for (id, (full, short)) in &mut self.people {
            if times
                .get(&short.to_lowercase())
                .is_some_and(|times| *times > 1)
            {
                *short = format!("{short} ({})", reference(*id));
            }
            full.clone_from(short);
        }
        self
    }
    /// First name and initial.
    pub fn short(&self, person: PersonId) -> String {
        self.people.get(&person).map_or_else(
            || "somebody you may not know of".to_owned(),
            |(_, short)| short.clone(),
        )
    }
    /// Full names, in one line.
    pub fn list<'a>(&self, persons: impl IntoIterator<Item = &'a PersonId>) -> String {
        let names: Vec<String> = persons.into_iter().map(|person| self.of(*person)).collect();
        names.join(", ")
    }
    /// The name of a member of staff.
    pub fn staff(&self, user: UserId) -> String {
        self.staff.get(&user).cloned().unwrap_or_default()
    }

    /// Learns somebody's names.
    pub fn add(&mut self, person: &Person) {
        let names = (full_name(&person.details), short_name(&person.details));
        self.people.insert(person.id, names);
    }
    /// Learns the names of members of staff.
    ///
    /// # Errors
    /// When the store is away.
    pub fn add_staff(
        &mut self,
        reads: &mut dyn Reads,
        users: impl IntoIterator<Item = UserId>,
    ) -> Result<(), Refused> {
        for user in users {
            if let Entry::Vacant(unknown) = self.staff.entry(user) {
                let access::Account { name, .. } = account(reads, user)?;
                unknown.insert(name.to_string());
            }
        }
        Ok(())
    }
}

/// The children of an order or an assessment, or one child, with their relatives, as far as the
/// caller may know of them: whom it may name.
#[derive(Debug, Default)]
pub struct Family {
    /// The children.
    pub children: Vec<Person>,
    /// Their relatives, each once.
    pub relatives: Vec<Relative>,
}

impl Family {
    /// The children, by name: whom a page is about.
    pub fn children_named(&self) -> String {
        let names = self.children.iter().map(|child| full_name(&child.details));
        names.collect::<Vec<_>>().join(", ")
    }
    /// Everybody in it.
    pub fn subjects(&self) -> impl Iterator<Item = PersonId> {
        let relatives = self.relatives.iter().map(|relative| relative.person.id);
        self.children.iter().map(|child| child.id).chain(relatives)
    }
    /// Whether somebody belongs to it.
    pub fn has(&self, person: PersonId) -> bool {
        let mut everybody = self
            .children
            .iter()
            .chain(self.relatives.iter().map(|relative| &relative.person));
        everybody.any(|one| one.id == person)
    }
    /// Learns the names of everybody in it.
    pub fn name(&self, names: &mut Names) {
        for person in &self.children {
            names.add(person);
        }
        for relative in &self.relatives {
            names.add(&relative.person);
        }
    }
}

/// The family around these children. One the caller may not know of is left out.
///
/// # Errors
/// When the store is away.
pub fn family<R: Acts>(reads: &mut R, children: &BTreeSet<PersonId>) -> Result<Family, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let mut family = Family::default();
    for child in children {
        let Some(found) = known(record(reads, *child))? else {
            continue;
        };
        family.children.push(found.person);
        for relative in found.relatives {
            if !family
                .relatives
                .iter()
                .any(|one| one.person.id == relative.person.id)
            {
                family.relatives.push(relative);
            }
        }
    }
    Ok(family)
}

/// A child and their family, for a form to choose from.
///
/// # Errors
/// `Hidden` when the caller may not know of the child; `Forbidden` with the reason.
pub fn family_of<R: Acts>(reads: &mut R, child: PersonId) -> Result<Family, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    record(reads, child)?;
    family(reads, &BTreeSet::from([child]))
}

#[cfg(test)]
mod tests {
    use law::access::RecordState;

    use super::*;
    use crate::people::PersonDetails;

    fn person(number: u128, given: &str) -> Person {
        Person {
            id: PersonId::from_parts(1, number),
            details: PersonDetails {
                given_name: given.parse().unwrap(),
                family_name: "Potter".parse().unwrap(),
                known_as: None,
                born_on: None,
                born_estimated: false,
                is_child: false,
                first_language: "English".parse().unwrap(),
                interpreter: false,
            },
            state: RecordState::Open,
            version: 1,
        }
    }

    #[test]
    fn in_the_room_two_of_one_name_are_told_apart_and_nobody_has_a_surname() {
        let people = [person(1, "Mary"), person(2, "Mary"), person(3, "Kelly")];
        let mut names = Names::default();
        for person in &people {
            names.add(person);
        }
        let names = names.for_the_room();
        let [mary, other, kelly] = people.each_ref().map(|person| names.of(person.id));
        assert_eq!(kelly, "Kelly P");
        assert!(mary.starts_with("Mary P (") && mary != other, "{mary}");
    }
}
