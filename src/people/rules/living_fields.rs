//! Relatives, households and placements as typed.

use kernel::{
    fields::Reading,
    id::{HouseholdId, PersonId},
    refusal::Refused,
    text::Name,
    time::LondonDay,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::ContactFields;
use crate::people::{Contact, Relationship, Responsibility};

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
    /// Whether they hold parental responsibility. Blank for a child who is no parent.
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
    ) -> Result<(PersonId, Relationship, Option<Responsibility>), Refused> {
        let mut reading = Reading::of(self);
        let relative = reading.id("/relative", "person", &self.relative);
        let relationship = reading.code("/relationship", "relationship", &self.relationship);
        let answer = self.responsibility.trim();
        let responsibility = if answer.is_empty() {
            Some(None)
        } else {
            let what = "answer on parental responsibility";
            reading.code("/responsibility", what, answer).map(Some)
        };
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
        let mut reading = Reading::of(self);
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
        let mut reading = Reading::of(self);
        let household = reading.id("/household", "household", &self.household);
        let from = reading.day("/from", "start date", &self.from);
        reading.finish(household.zip(from))
    }
}

/// A relative as chosen.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct RelativeFields {
    /// The id of the relative.
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    #[schema(max_length = 30)]
    pub relative: String,
}

impl RelativeFields {
    /// What was chosen, read.
    ///
    /// # Errors
    /// When nobody was.
    pub fn read(&self) -> Result<PersonId, Refused> {
        let mut reading = Reading::of(self);
        let relative = reading.id("/relative", "who is no family", &self.relative);
        reading.finish(relative)
    }
}

/// The end of a placement as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct EndFields {
    /// The last day, `2026-11-24`.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub until: String,
}

impl EndFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// When it is no day.
    pub fn read(&self) -> Result<LondonDay, Refused> {
        let mut reading = Reading::of(self);
        let until = reading.day("/until", "the last day", &self.until);
        reading.finish(until)
    }
}
