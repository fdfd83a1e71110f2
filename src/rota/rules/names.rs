//! What people are called on a board that others may see.

use std::collections::BTreeMap;

use kernel::{id::PersonId, time::LondonDay};

use crate::people::{
    Person,
    rules::{age_in_words, initials, reference, short_name},
};

/// The names of the people of a week, as far as the reader may know of them.
#[derive(Debug, Default)]
pub struct Names(BTreeMap<PersonId, Called>);

#[derive(Debug)]
struct Called {
    name: String,
    initials: String,
}

/// Who is on the list but may not be known of.
const UNKNOWN: &str = "somebody you may not know of";

impl Names {
    /// First name and initial, for a child its age; and the reference where two could be taken for
    /// one another.
    pub fn new(people: &[Person], today: LondonDay) -> Self {
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for person in people {
            *times
                .entry(short_name(&person.details).to_lowercase())
                .or_default() += 1;
        }
        let called = people.iter().map(|person| {
            let short = short_name(&person.details);
            let is_twin = times
                .get(&short.to_lowercase())
                .is_some_and(|times| *times > 1);
            let age = person
                .details
                .born_on
                .filter(|_| person.details.is_child)
                .and_then(|born| age_in_words(born, today));
            let age = age.map(|age| format!(", {age}")).unwrap_or_default();
            let twin = if is_twin {
                format!(" ({})", reference(person.id))
            } else {
                String::new()
            };
            let called = Called {
                name: format!("{short}{age}{twin}"),
                initials: initials(&person.details),
            };
            (person.id, called)
        });
        Self(called.collect())
    }

    /// What one of them is called.
    pub fn of(&self, person: PersonId) -> &str {
        self.0
            .get(&person)
            .map_or(UNKNOWN, |called| called.name.as_str())
    }

    /// What these are called, in one line.
    pub fn list<'a>(&self, persons: impl IntoIterator<Item = &'a PersonId>) -> String {
        let names: Vec<&str> = persons.into_iter().map(|person| self.of(*person)).collect();
        names.join(" and ")
    }

    /// Their initials, for a sheet that hangs on a door.
    pub fn initials<'a>(&self, persons: impl IntoIterator<Item = &'a PersonId>) -> String {
        let initials: Vec<&str> = persons
            .into_iter()
            .map(|person| {
                self.0
                    .get(person)
                    .map_or("–", |called| called.initials.as_str())
            })
            .collect();
        initials.join(" and ")
    }
}

#[cfg(test)]
mod tests {
    use law::access::RecordState;

    use super::*;
    use crate::people::PersonDetails;

    fn person(number: u128, given: &str, family: &str, is_child: bool) -> Person {
        Person {
            id: PersonId::from_parts(1, number),
            details: PersonDetails {
                given_name: given.parse().unwrap(),
                family_name: family.parse().unwrap(),
                known_as: None,
                born_on: Some("2019-04-30".parse().unwrap()),
                born_estimated: false,
                is_child,
                first_language: "English".parse().unwrap(),
                interpreter: false,
            },
            state: RecordState::Open,
            version: 1,
        }
    }

    #[test]
    fn two_of_one_name_are_told_apart_and_a_door_tells_nobody() {
        let people = [
            person(1, "Ava", "Potter", true),
            person(2, "Ava", "Price", true),
            person(3, "Kelly", "Potter", false),
        ];
        let names = Names::new(&people, "2026-11-24".parse().unwrap());
        let [ava, other, kelly] = people.each_ref().map(|person| person.id);
        assert!(names.of(ava).starts_with("Ava P, 7 ("), "{}", names.of(ava));
        assert_ne!(names.of(ava), names.of(other));
        assert_eq!(names.list(&[kelly]), "Kelly P");
        assert_eq!(names.initials(&[ava, kelly]), "A.P. and K.P.");
        let stranger = PersonId::from_parts(9, 9);
        assert_eq!(names.of(stranger), UNKNOWN);
    }
}
