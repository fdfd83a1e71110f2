//! Pure decisions about people: what was typed, names on screen, near-twins, placements.

mod living_fields;
mod person_fields;
mod placing;
mod reasons;

pub use living_fields::{EndFields, HouseholdFields, KinFields, PlacementFields, RelativeFields};
pub use person_fields::{ContactFields, PersonFields};
pub use placing::{Placing, is_near, may_end, place};
pub use reasons::{ExclusionFields, reason};

use deunicode::deunicode_char;
use kernel::{id::PersonId, text::Name, time::LondonDay};

use super::{Person, PersonDetails};

/// First name and initial: what others may see on a screen.
pub fn short_name(details: &PersonDetails) -> String {
    let called = details.known_as.as_ref().unwrap_or(&details.given_name);
    let initial = details
        .family_name
        .as_str()
        .chars()
        .next()
        .map(String::from)
        .unwrap_or_default();
    format!("{called} {initial}")
}

/// An age as it is said: of a child under two in months, which tell more than a 0 or a 1.
pub fn age_in_words(born: LondonDay, today: LondonDay) -> Option<String> {
    let years = born.age_on(today)?;
    if years >= 2 {
        return Some(years.to_string());
    }
    let months = (1..24)
        .rev()
        .find(|months| born.plus_months(*months) <= today);
    Some(match months {
        None => "under 1 month".to_owned(),
        Some(1) => "1 month".to_owned(),
        Some(months) => format!("{months} months"),
    })
}

/// First name and initial, and for a child its age.
pub fn name_and_age(details: &PersonDetails, today: LondonDay) -> String {
    let born = details.born_on.filter(|_| details.is_child);
    let age = born.and_then(|born| age_in_words(born, today));
    let age = age.map(|age| format!(", {age}")).unwrap_or_default();
    format!("{}{age}", short_name(details))
}

/// The same with the reference of a child's record: what tells it from another of the same name where
/// somebody decides about it.
pub fn listed_name((id, details): (PersonId, &PersonDetails), today: LondonDay) -> String {
    let name = name_and_age(details, today);
    if details.is_child {
        format!("{name} (ref {})", reference(id))
    } else {
        name
    }
}

/// Initials: what may hang on a door.
pub fn initials(details: &PersonDetails) -> String {
    let called = details.known_as.as_ref().unwrap_or(&details.given_name);
    let first = |name: &Name| name.as_str().chars().next().map(String::from);
    let letters = [first(called), first(&details.family_name)];
    letters
        .into_iter()
        .flatten()
        .map(|letter| letter + ".")
        .collect()
}

/// Full name: inside the record only. With what they are called, where that is another name: lists and
/// the room know them by it.
pub fn full_name(details: &PersonDetails) -> String {
    let (given, family) = (&details.given_name, &details.family_name);
    match &details.known_as {
        Some(called) if called != given => format!("{given} “{called}” {family}"),
        _ => format!("{given} {family}"),
    }
}

/// The end of an id: what tells two of the same name apart on the telephone.
pub fn reference(id: PersonId) -> String {
    let letters: Vec<char> = id.as_str().chars().collect();
    letters.iter().rev().take(5).rev().collect()
}

/// What the ids of those of whom this is the reference end with; nothing where it cannot be one.
pub fn ending_of(reference: &str) -> Option<String> {
    let letters = reference.trim().to_uppercase();
    let fits = letters.len() == 5 && letters.chars().all(|one| one.is_ascii_alphanumeric());
    fits.then_some(letters)
}

/// What lists are ordered and searched by.
pub fn sort_name(details: &PersonDetails) -> String {
    let known_as = details
        .known_as
        .as_ref()
        .map(|name| format!(" {name}"))
        .unwrap_or_default();
    searched(&format!(
        "{} {}{known_as}",
        details.family_name, details.given_name
    ))
}

/// A text as names are searched: in small letters without accents, with straight apostrophes. Names
/// come from letters and orders, and nobody types them twice alike. A letter that has no likeness
/// stays, or two of them would be the same.
pub fn searched(text: &str) -> String {
    let alike = text
        .chars()
        .map(|letter| match deunicode_char(letter) {
            Some(alike) => alike.to_owned(),
            None => letter.to_string(),
        })
        .collect::<String>();
    alike.to_lowercase()
}

/// Whether two different people could be taken for one another in a list.
pub fn are_near_twins(one: &Person, other: &Person) -> bool {
    one.id != other.id
        && short_name(&one.details).to_lowercase() == short_name(&other.details).to_lowercase()
}

/// Whether two records could be of one human being: one name, however it is typed. A date of birth does
/// not tell them apart: it is what is mistyped.
pub fn could_be(one: &PersonDetails, other: &PersonDetails) -> bool {
    let name = |of: &PersonDetails| searched(&format!("{} {}", of.family_name, of.given_name));
    name(one) == name(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> LondonDay {
        text.parse().unwrap()
    }

    #[test]
    fn a_child_under_two_has_an_age_in_months() {
        let today = day("2026-11-24");
        for (born, expected) in [
            ("2026-12-01", None),
            ("2026-11-01", Some("under 1 month")),
            ("2026-10-24", Some("1 month")),
            ("2026-03-25", Some("7 months")),
            ("2025-11-24", Some("12 months")),
            ("2024-11-25", Some("23 months")),
            ("2024-11-24", Some("2")),
            ("2019-04-30", Some("7")),
        ] {
            let said = age_in_words(day(born), today);
            assert_eq!(said.as_deref(), expected, "{born}");
        }
    }

    #[test]
    fn a_name_is_searched_however_it_is_typed() {
        for (one, other) in [
            ("O'Brien", "o’brien"),
            ("O‘Brien", "O'BRIEN"),
            ("Zoe", "Zoë"),
            ("Zoe\u{308}", "Zoë"),
            ("Lukasz", "Łukasz"),
            ("Nguyen", "Nguyễn"),
        ] {
            assert_eq!(searched(one), searched(other), "{one} {other}");
        }
        assert_ne!(searched("Zoe"), searched("Zoa"));
    }

    #[test]
    fn who_could_be_somebody_recorded_already() {
        let of = |given: &str, family: &str, born: Option<&str>| PersonDetails {
            given_name: given.parse().unwrap(),
            family_name: family.parse().unwrap(),
            known_as: None,
            born_on: born.map(day),
            born_estimated: false,
            is_child: false,
            first_language: "English".parse().unwrap(),
            interpreter: false,
        };
        let recorded = of("Zoë", "O’Brien", Some("1990-02-01"));
        for (given, family, born, expected) in [
            ("zoe", "O'BRIEN", Some("1990-02-01"), true),
            ("Zoë", "O’Brien", None, true),
            ("Zoë", "O’Brien", Some("1991-02-01"), true),
            ("Zoa", "O’Brien", Some("1990-02-01"), false),
            ("O’Brien", "Zoë", None, false),
        ] {
            let new = of(given, family, born);
            assert_eq!(could_be(&recorded, &new), expected, "{given} {born:?}");
            assert_eq!(could_be(&new, &recorded), expected, "{given} {born:?}");
        }
    }

    #[test]
    fn names_on_screen_tell_no_more_than_they_must() {
        let details = PersonDetails {
            given_name: "Ava".parse().unwrap(),
            family_name: "Potter".parse().unwrap(),
            known_as: None,
            born_on: None,
            born_estimated: false,
            is_child: true,
            first_language: "English".parse().unwrap(),
            interpreter: false,
        };
        assert_eq!(short_name(&details), "Ava P");
        assert_eq!(initials(&details), "A.P.");
        assert_eq!(sort_name(&details), "potter ava");
        assert_eq!(full_name(&details), "Ava Potter");
        let called = |called: &str| PersonDetails {
            known_as: Some(called.parse().unwrap()),
            ..details.clone()
        };
        assert_eq!(full_name(&called("Ava")), "Ava Potter");
        let full = full_name(&called("Avie"));
        assert_eq!(full, "Ava “Avie” Potter", "as the lists call her");
    }
}
