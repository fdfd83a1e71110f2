//! A person as typed: everything text, read at once, nothing trusted.

use kernel::{
    fields::Reading,
    refusal::Refused,
    text::{Address, Email, Phone, Postcode},
    time::LondonDay,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::people::{Contact, Person, PersonDetails};

/// A person as typed on a page or sent to the API: everything text, nothing trusted.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
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
    #[serde(default)]
    pub known_as: String,
    /// Date of birth, `2019-04-30`; blank only for an adult.
    #[validate(length(max = 10, message = "Write the date as 2019-04-30."))]
    #[schema(max_length = 10)]
    #[serde(default)]
    pub born_on: String,
    /// Whether the date of birth is estimated.
    #[serde(default)]
    pub born_estimated: bool,
    /// Whether the service holds them as a looked-after child.
    pub is_child: bool,
    /// First language.
    #[validate(length(max = 100, message = "Use 100 characters or fewer."))]
    #[schema(max_length = 100)]
    pub first_language: String,
    /// Whether an interpreter is needed.
    #[serde(default)]
    pub interpreter: bool,
    /// Where they can be found: only for somebody new. Afterwards it is changed by itself.
    #[validate(nested)]
    #[serde(default)]
    pub contact: Option<ContactFields>,
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
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read_alone(&self) -> Result<Contact, Refused> {
        let mut reading = Reading::of(self);
        let contact = self.read(&mut reading);
        reading.finish(Some(contact))
    }

    /// What was typed, read; what does not fit is noted under `/contact/…`.
    pub fn read(&self, reading: &mut Reading) -> Contact {
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
            phone: text(contact.phone.as_ref().map(Phone::as_str)),
            email: text(contact.email.as_ref().map(Email::as_str)),
            address: text(contact.address.as_ref().map(Address::as_str)),
            postcode: text(contact.postcode.as_ref().map(Postcode::as_str)),
        }
    }
}

impl PersonFields {
    /// Somebody new, as typed.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read_new(&self, today: LondonDay) -> Result<(PersonDetails, Contact), Refused> {
        let mut reading = Reading::of(self);
        let details = self.details(&mut reading, today);
        let age = details
            .as_ref()
            .and_then(|details| details.born_on?.age_on(today));
        if self.is_child && age.is_some_and(|age| age >= 18) {
            reading.fault(
                "/born_on",
                "not-a-child",
                "A looked-after child is under 18: check the year",
            );
        }
        let contact = self
            .contact
            .as_ref()
            .map(|contact| contact.read(&mut reading))
            .unwrap_or_default();
        reading.finish(details.map(|details| (details, contact)))
    }

    /// A change of somebody, as typed. A child who has come of age since can still be put right.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read_change(&self, today: LondonDay) -> Result<PersonDetails, Refused> {
        let mut reading = Reading::of(self);
        let details = self.details(&mut reading, today);
        if self.contact.is_some() {
            reading.fault(
                "/contact",
                "not-here",
                "Where somebody can be found is changed by itself: see whereabouts",
            );
        }
        reading.finish(details)
    }

    fn details(&self, reading: &mut Reading, today: LondonDay) -> Option<PersonDetails> {
        let given_name = reading.text("/given_name", "first name", &self.given_name);
        let family_name = reading.text("/family_name", "last name", &self.family_name);
        let known_as = reading.optional_text("/known_as", "name", &self.known_as);
        let born_on = self.birth(reading, today);
        let first_language =
            reading.text("/first_language", "first language", &self.first_language);
        Some(PersonDetails {
            given_name: given_name?,
            family_name: family_name?,
            known_as,
            born_on,
            born_estimated: self.born_estimated,
            is_child: self.is_child,
            first_language: first_language?,
            interpreter: self.interpreter,
        })
    }

    fn birth(&self, reading: &mut Reading, today: LondonDay) -> Option<LondonDay> {
        let day = if self.is_child {
            reading.day("/born_on", "date of birth", &self.born_on)?
        } else {
            reading.optional_day("/born_on", "date of birth", &self.born_on)?
        };
        match day.age_on(today) {
            None => reading.fault("/born_on", "in-future", "Date of birth must be in the past"),
            Some(age) if age > 120 => {
                reading.fault("/born_on", "too-long-ago", "Check the year of birth");
            }
            Some(_) => return Some(day),
        }
        None
    }

    /// The fields of a person that is there, for a form to change.
    pub fn of(person: &Person) -> Self {
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
            contact: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::id::PersonId;

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

    type Change = fn(&mut PersonFields);

    const AS_TYPED: &[(&str, Change, &[&str])] = &[
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
                person.contact = Some(ContactFields {
                    email: "x".into(),
                    postcode: "12".into(),
                    ..ContactFields::default()
                });
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

    #[test]
    fn a_person_as_typed() {
        for (name, change, wrong) in AS_TYPED {
            let mut person = child();
            change(&mut person);
            let found = person
                .read_new(day("2026-11-24"))
                .map_or_else(pointers, |_| Vec::new());
            assert_eq!(found, *wrong, "{name}");
        }
    }

    #[test]
    fn what_was_read_is_what_a_form_shows_again() {
        let fields = child();
        let (details, _) = fields.read_new(day("2026-11-24")).unwrap();
        let person = Person {
            id: PersonId::from_parts(1, 1),
            details,
            state: law::access::RecordState::Open,
            version: 1,
        };
        let again = PersonFields::of(&person);
        assert_eq!(
            serde_json::to_value(&again).unwrap(),
            serde_json::to_value(&fields).unwrap()
        );
    }

    #[test]
    fn a_change_leaves_where_they_are_alone_and_takes_those_who_came_of_age() {
        let today = day("2026-11-24");
        let mut grown = child();
        grown.born_on = "2008-01-01".into();
        assert!(grown.read_new(today).is_err() && grown.read_change(today).is_ok());
        grown.contact = Some(ContactFields::default());
        assert_eq!(
            pointers(grown.read_change(today).unwrap_err()),
            ["/contact"]
        );
    }
}
