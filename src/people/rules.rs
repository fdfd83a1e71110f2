//! Pure decisions about people: reading what was typed, names on screen, near-twins, placements.

use kernel::{
    fields::Reading,
    id::{HouseholdId, PersonId},
    refusal::{Kind, Reason, Refused},
    text::Name,
    time::LondonDay,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{Contact, Person, PersonDetails, Placement, Relationship, Responsibility};

/// A person as typed on a page or sent to the API: everything text, nothing trusted.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct PersonFields {
    /// First name: letters, spaces, hyphens, apostrophes.
    #[validate(length(max = 100, message = "Use 100 characters or fewer."))]
    #[schema(max_length = 100)]
    pub given_name: String,
    /// Last name.
    #[validate(length(max = 100, message = "Use 100 characters or fewer."))]
    #[schema(max_length = 100)]
    pub family_name: String,
    /// What they are called, where it differs; may be blank.
    #[validate(length(max = 100, message = "Use 100 characters or fewer."))]
    #[schema(max_length = 100)]
    pub known_as: String,
    /// Date of birth, `2019-04-30`; blank only for an adult.
    #[validate(length(max = 10, message = "Write the date as 2019-04-30."))]
    #[schema(max_length = 10)]
    pub born_on: String,
    /// Whether the date of birth is estimated.
    pub born_estimated: bool,
    /// Whether the service holds them as a looked-after child.
    pub is_child: bool,
    /// First language.
    #[validate(length(max = 100, message = "Use 100 characters or fewer."))]
    #[schema(max_length = 100)]
    pub first_language: String,
    /// Whether an interpreter is needed.
    pub interpreter: bool,
    /// Where they can be found.
    #[validate(nested)]
    pub contact: ContactFields,
}

/// Where somebody can be found, as typed. All may be blank.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct ContactFields {
    /// Telephone.
    #[validate(length(max = 30, message = "Use 30 characters or fewer."))]
    #[schema(max_length = 30)]
    pub phone: String,
    /// E-mail.
    #[validate(length(max = 254, message = "Use 254 characters or fewer."))]
    #[schema(max_length = 254)]
    pub email: String,
    /// Address without postcode, a line per line.
    #[validate(length(max = 500, message = "Use 500 characters or fewer."))]
    #[schema(max_length = 500)]
    pub address: String,
    /// Postcode.
    #[validate(length(max = 10, message = "Use 10 characters or fewer."))]
    #[schema(max_length = 10)]
    pub postcode: String,
}

impl ContactFields {
    fn read(&self, reading: &mut Reading) -> Contact {
        Contact {
            phone: reading.optional_text("/contact/phone", "telephone number", &self.phone),
            email: reading.optional_text("/contact/email", "e-mail address", &self.email),
            address: reading.optional_text("/contact/address", "address", &self.address),
            postcode: reading.optional_text("/contact/postcode", "postcode", &self.postcode),
        }
    }
}

impl From<&Contact> for ContactFields {
    fn from(contact: &Contact) -> Self {
        let text = |part: Option<&str>| part.unwrap_or_default().to_owned();
        Self {
            phone: text(contact.phone.as_ref().map(|phone| phone.as_str())),
            email: text(contact.email.as_ref().map(|email| email.as_str())),
            address: text(contact.address.as_ref().map(|address| address.as_str())),
            postcode: text(contact.postcode.as_ref().map(|postcode| postcode.as_str())),
        }
    }
}

impl PersonFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self, today: LondonDay) -> Result<(PersonDetails, Contact), Refused> {
        let mut reading = Reading::new();
        let given_name = reading.text("/given_name", "first name", &self.given_name);
        let family_name = reading.text("/family_name", "last name", &self.family_name);
        let known_as = reading.optional_text("/known_as", "name", &self.known_as);
        let born_on = self.read_birth(&mut reading, today);
        let first_language =
            reading.text("/first_language", "first language", &self.first_language);
        let contact = self.contact.read(&mut reading);
        let details = given_name.zip(family_name).zip(first_language).map(
            |((given_name, family_name), first_language)| PersonDetails {
                given_name,
                family_name,
                known_as,
                born_on,
                born_estimated: self.born_estimated,
                is_child: self.is_child,
                first_language,
                interpreter: self.interpreter,
            },
        );
        reading.finish(details.map(|details| (details, contact)))
    }

    fn read_birth(&self, reading: &mut Reading, today: LondonDay) -> Option<LondonDay> {
        let day = if self.is_child {
            reading.day("/born_on", "date of birth", &self.born_on)?
        } else {
            reading.optional_day("/born_on", "date of birth", &self.born_on)?
        };
        match day.age_on(today) {
            None => reading.fault("/born_on", "in-future", "Date of birth must be in the past"),
            Some(age) if self.is_child && age >= 18 => {
                reading.fault(
                    "/born_on",
                    "not-a-child",
                    "A looked-after child is under 18: check the year",
                );
            }
            Some(age) if age > 120 => {
                reading.fault("/born_on", "too-long-ago", "Check the year of birth")
            }
            Some(_) => return Some(day),
        }
        None
    }

    /// The fields of a person that is there, for a form to change.
    pub fn of(person: &Person, contact: &Contact) -> Self {
        let details = &person.details;
        Self {
            given_name: details.given_name.to_string(),
            family_name: details.family_name.to_string(),
            known_as: details
                .known_as
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            born_on: details
                .born_on
                .map(|day| day.to_string())
                .unwrap_or_default(),
            born_estimated: details.born_estimated,
            is_child: details.is_child,
            first_language: details.first_language.to_string(),
            interpreter: details.interpreter,
            contact: contact.into(),
        }
    }
}

/// A relative as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct KinFields {
    /// The id of the relative.
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    #[schema(max_length = 30)]
    pub relative: String,
    /// What they are to the child.
    #[validate(length(max = 30, message = "Choose one of the list."))]
    #[schema(max_length = 30)]
    pub relationship: String,
    /// Whether they hold parental responsibility.
    #[validate(length(max = 10, message = "Choose yes, no or unknown."))]
    #[schema(max_length = 10)]
    pub responsibility: String,
}

impl KinFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(
        &self,
        child: PersonId,
    ) -> Result<(PersonId, Relationship, Responsibility), Refused> {
        let mut reading = Reading::new();
        let relative = reading.id("/relative", "person", &self.relative);
        let relationship = reading.code("/relationship", "relationship", &self.relationship);
        let responsibility = reading.code(
            "/responsibility",
            "answer on parental responsibility",
            &self.responsibility,
        );
        if relative == Some(child) {
            reading.fault(
                "/relative",
                "same-person",
                "Choose somebody other than the child",
            );
        }
        reading.finish(
            relative
                .zip(relationship)
                .zip(responsibility)
                .map(|((a, b), c)| (a, b, c)),
        )
    }
}

/// A household as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct HouseholdFields {
    /// What the household is called.
    #[validate(length(max = 100, message = "Use 100 characters or fewer."))]
    #[schema(max_length = 100)]
    pub name: String,
    /// Where it is found. Telephone, address and postcode are needed.
    #[validate(nested)]
    pub contact: ContactFields,
}

impl HouseholdFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<(Name, Contact), Refused> {
        let mut reading = Reading::new();
        let name = reading.text("/name", "name for the household", &self.name);
        let contact = self.contact.read(&mut reading);
        for (pointer, what, text) in [
            ("/contact/phone", "telephone number", &self.contact.phone),
            ("/contact/address", "address", &self.contact.address),
            ("/contact/postcode", "postcode", &self.contact.postcode),
        ] {
            if text.trim().is_empty() {
                let article = if what.starts_with('a') { "an" } else { "a" };
                reading.fault(pointer, "blank", format!("Enter {article} {what}"));
            }
        }
        reading.finish(name.map(|name| (name, contact)))
    }
}

/// A placement as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct PlacementFields {
    /// The id of the household.
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    #[schema(max_length = 30)]
    pub household: String,
    /// From this day, `2026-11-24`.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub from: String,
}

impl PlacementFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<(HouseholdId, LondonDay), Refused> {
        let mut reading = Reading::new();
        let household = reading.id("/household", "household", &self.household);
        let from = reading.day("/from", "first day", &self.from);
        reading.finish(household.zip(from))
    }
}

/// The placement that a new one, from `from` on, ends; and the day it ends.
///
/// # Errors
/// When the new one would begin before the open one did, or goes to the same household.
pub fn which_ends(
    open: Option<&Placement>,
    household: HouseholdId,
    from: LondonDay,
) -> Result<Option<LondonDay>, Refused> {
    let Some(open) = open else { return Ok(None) };
    if from <= open.from {
        return Err(Refused::field(
            "/from",
            "before-the-last",
            format!(
                "The child has lived at the present placement since {}. Give a later day.",
                open.from.in_short()
            ),
        ));
    }
    if open.household.id == household {
        return Err(Refused::because(
            Kind::Exists,
            Reason::new(
                "same-household",
                "The child already lives with this household.",
            ),
        ));
    }
    Ok(Some(from.plus_days(-1)))
}

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

/// Full name: inside the record only.
pub fn full_name(details: &PersonDetails) -> String {
    format!("{} {}", details.given_name, details.family_name)
}

/// The end of an id: what tells two of the same name apart on the telephone.
pub fn reference(id: PersonId) -> String {
    let letters: Vec<char> = id.as_str().chars().collect();
    letters.iter().rev().take(5).rev().collect()
}

/// What lists are ordered and searched by.
pub fn sort_name(details: &PersonDetails) -> String {
    let known_as = details
        .known_as
        .as_ref()
        .map(|name| format!(" {name}"))
        .unwrap_or_default();
    format!("{} {}{known_as}", details.family_name, details.given_name).to_lowercase()
}

/// Whether two different people could be taken for one another in a list.
pub fn are_near_twins(one: &Person, other: &Person) -> bool {
    one.id != other.id
        && short_name(&one.details).to_lowercase() == short_name(&other.details).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> LondonDay {
        text.parse().unwrap()
    }

    fn child() -> PersonFields {
        PersonFields {
            given_name: "Ava".into(),
            family_name: "Potter".into(),
            born_on: "2019-04-30".into(),
            is_child: true,
            first_language: "English".into(),
            ..PersonFields::default()
        }
    }

    fn pointers(refused: Refused) -> Vec<String> {
        match refused {
            Refused::Invalid(errors) => errors.into_iter().map(|error| error.pointer).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_person_as_typed() {
        type Change = fn(&mut PersonFields);
        let cases: &[(&str, Change, &[&str])] = &[
            ("as it should be", |_| (), &[]),
            (
                "no first name",
                |person| person.given_name = " ".into(),
                &["/given_name"],
            ),
            (
                "digits in a name",
                |person| person.family_name = "R2D2".into(),
                &["/family_name"],
            ),
            (
                "a child without a birthday",
                |person| person.born_on = String::new(),
                &["/born_on"],
            ),
            (
                "a day that is none",
                |person| person.born_on = "2019-02-30".into(),
                &["/born_on"],
            ),
            (
                "not born yet",
                |person| person.born_on = "2026-11-25".into(),
                &["/born_on"],
            ),
            (
                "a child of eighteen",
                |person| person.born_on = "2008-11-24".into(),
                &["/born_on"],
            ),
            (
                "a child of seventeen",
                |person| person.born_on = "2008-11-25".into(),
                &[],
            ),
            (
                "born in another century",
                |person| person.born_on = "1819-04-30".into(),
                &["/born_on"],
            ),
            (
                "an adult without a birthday",
                |person| {
                    person.is_child = false;
                    person.born_on = String::new();
                },
                &[],
            ),
            (
                "everything wrong at once",
                |person| {
                    *person = PersonFields {
                        is_child: true,
                        ..PersonFields::default()
                    };
                    person.contact.email = "x".into();
                    person.contact.postcode = "12".into();
                },
                &[
                    "/given_name",
                    "/family_name",
                    "/born_on",
                    "/first_language",
                    "/contact/email",
                    "/contact/postcode",
                ],
            ),
        ];
        for (name, change, wrong) in cases {
            let mut person = child();
            change(&mut person);
            let found = person
                .read(day("2026-11-24"))
                .map_or_else(pointers, |_| Vec::new());
            assert_eq!(found, *wrong, "{name}");
        }
    }

    #[test]
    fn what_was_read_is_what_a_form_shows_again() {
        let mut fields = child();
        fields.contact.phone = "01632 960123".into();
        let (details, contact) = fields.read(day("2026-11-24")).unwrap();
        let person = Person {
            id: PersonId::from_parts(1, 1),
            details,
            state: law::access::RecordState::Open,
            version: 1,
        };
        let again = PersonFields::of(&person, &contact);
        assert_eq!(
            serde_json::to_value(&again).unwrap(),
            serde_json::to_value(&fields).unwrap()
        );
    }

    fn living_since(from: &str) -> Placement {
        Placement {
            id: kernel::id::PlacementId::from_parts(1, 1),
            child: PersonId::from_parts(1, 1),
            household: crate::people::Household {
                id: HouseholdId::from_parts(1, 1),
                name: "The Ferns".parse().unwrap(),
                version: 1,
            },
            from: day(from),
            until: None,
        }
    }

    #[test]
    fn a_new_placement_ends_the_one_before() {
        let open = living_since("2026-01-10");
        let (same, other) = (open.household.id, HouseholdId::from_parts(1, 2));
        assert_eq!(which_ends(None, other, day("2026-01-10")).unwrap(), None);
        assert_eq!(
            which_ends(Some(&open), other, day("2026-02-01")).unwrap(),
            Some(day("2026-01-31"))
        );
        assert!(
            which_ends(Some(&open), other, day("2026-01-10")).is_err(),
            "the same day"
        );
        assert!(
            which_ends(Some(&open), same, day("2026-02-01")).is_err(),
            "the same household"
        );
    }

    #[test]
    fn names_on_screen_tell_no_more_than_they_must() {
        let (details, _) = child().read(day("2026-11-24")).unwrap();
        assert_eq!(short_name(&details), "Ava P");
        assert_eq!(sort_name(&details), "potter ava");
    }
}
