//! People: children, the family they come from, the households that care for them.
//!
//! One human being is one record, since people wear several hats: a looked-after teenage mother, a
//! sibling who is also in care. Promise: where somebody can be found (an address, a telephone, an
//! e-mail) is sealed in the database and shown by its own action, whoever's it is. It refuses to
//! have a child in two placements at once.

pub mod commands;
pub mod http;
pub mod pages;
pub mod queries;
pub mod rules;
mod store;
pub mod tables;
mod traces;

use kernel::{
    id::{HouseholdId, PersonId, PlacementId},
    text::{Address, Email, Language, Name, Phone, Postcode},
    time::LondonDay,
};
use law::access::RecordState;
use serde::{Deserialize, Serialize};

kernel::codes! {
    /// What a relative is to a child.
    pub enum Relationship {
        /// Mother.
        Mother = "mother",
        /// Father.
        Father = "father",
        /// Step-parent.
        StepParent = "step_parent",
        /// Brother or sister with the same parents.
        Sibling = "sibling",
        /// Brother or sister with one parent in common.
        HalfSibling = "half_sibling",
        /// Step-brother or step-sister.
        StepSibling = "step_sibling",
        /// Grandparent.
        Grandparent = "grandparent",
        /// Aunt or uncle.
        AuntOrUncle = "aunt_or_uncle",
        /// Cousin.
        Cousin = "cousin",
        /// Somebody who cared for the child before.
        FormerCarer = "former_carer",
        /// Somebody else connected to the child.
        Other = "other",
    }
}

impl Relationship {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Mother => "Mother",
            Self::Father => "Father",
            Self::StepParent => "Step-parent",
            Self::Sibling => "Brother or sister",
            Self::HalfSibling => "Half-brother or half-sister",
            Self::StepSibling => "Step-brother or step-sister",
            Self::Grandparent => "Grandparent",
            Self::AuntOrUncle => "Aunt or uncle",
            Self::Cousin => "Cousin",
            Self::FormerCarer => "Former carer",
            Self::Other => "Other connected person",
        }
    }
}

kernel::codes! {
    /// Whether a relative holds parental responsibility (Children Act 1989 s.3). "Unknown" is an
    /// answer: it is asked again before acceptance.
    pub enum Responsibility {
        /// They hold it.
        Yes = "yes",
        /// They do not.
        No = "no",
        /// Not known yet.
        Unknown = "unknown",
    }
}

impl Responsibility {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::No => "No",
            Self::Unknown => "Not known yet",
        }
    }
}

/// Where somebody can be found. Stored sealed, as one text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Telephone.
    pub phone: Option<Phone>,
    /// E-mail.
    pub email: Option<Email>,
    /// Address without postcode.
    pub address: Option<Address>,
    /// Postcode.
    pub postcode: Option<Postcode>,
}

impl Contact {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What is written down of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonDetails {
    /// First name.
    pub given_name: Name,
    /// Last name.
    pub family_name: Name,
    /// What they are called, where it differs.
    pub known_as: Option<Name>,
    /// Date of birth; a child always has one.
    pub born_on: Option<LondonDay>,
    /// Whether the date of birth is estimated; retention then counts from the latest it can be.
    pub born_estimated: bool,
    /// Whether the service holds them as a looked-after child.
    pub is_child: bool,
    /// First language.
    pub first_language: Language,
    /// Whether an interpreter is needed.
    pub interpreter: bool,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// What is written down.
    pub details: PersonDetails,
    /// How protected the record is.
    pub state: RecordState,
    /// How often it was written.
    pub version: i64,
}

/// A relative of a child, as seen from the child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relative {
    /// The relative.
    pub person: Person,
    /// What they are to the child.
    pub relationship: Relationship,
    /// Whether they hold parental responsibility.
    pub responsibility: Responsibility,
}

impl Relative {
    /// Whether they could hold parental responsibility: nobody asks it of a child who is no parent.
    pub const fn may_be_responsible(&self) -> bool {
        may_be_responsible(self.person.details.is_child, self.relationship)
    }
}

/// Whether it is asked of a relative if they hold parental responsibility: of every adult, and of a
/// mother or father who is still a child.
pub const fn may_be_responsible(is_child: bool, relationship: Relationship) -> bool {
    !is_child || matches!(relationship, Relationship::Mother | Relationship::Father)
}

/// A carer household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Household {
    /// Its id.
    pub id: HouseholdId,
    /// What it is called, never an address.
    pub name: Name,
    /// How often it was written.
    pub version: i64,
}

/// Where a child lives from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// Its id.
    pub id: PlacementId,
    /// The child.
    pub child: PersonId,
    /// With whom.
    pub household: Household,
    /// From this day.
    pub from: LondonDay,
    /// Until this day; open while it lasts.
    pub until: Option<LondonDay>,
}
