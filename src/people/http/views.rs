//! What the API shows of people.

use kernel::{
    id::{HouseholdId, PersonId, PlacementId},
    time::LondonDay,
};
use law::access::RecordState;
use serde::Serialize;
use utoipa::ToSchema;

use crate::people::{
    Household, Person, Placement, Relationship, Responsibility,
    queries::{Record, Whereabouts},
    rules::{ContactFields, reference},
};

/// A person.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonView {
    /// Their id.
    id: PersonId,
    /// The end of the id, to say on the telephone.
    reference: String,
    /// First name.
    given_name: String,
    /// Last name.
    family_name: String,
    /// What they are called, where it differs.
    #[serde(skip_serializing_if = "String::is_empty")]
    known_as: String,
    /// Date of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    born_on: Option<LondonDay>,
    /// Whether it is estimated.
    born_estimated: bool,
    /// Whether the service holds them as a looked-after child.
    is_child: bool,
    /// First language.
    first_language: String,
    /// Whether an interpreter is needed.
    interpreter: bool,
    /// How protected the record is.
    state: RecordState,
    /// The version, also in `ETag`.
    version: i64,
}

impl From<&Person> for PersonView {
    fn from(person: &Person) -> Self {
        let details = &person.details;
        Self {
            id: person.id,
            reference: reference(person.id),
            given_name: details.given_name.to_string(),
            family_name: details.family_name.to_string(),
            known_as: details
                .known_as
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            born_on: details.born_on,
            born_estimated: details.born_estimated,
            is_child: details.is_child,
            first_language: details.first_language.to_string(),
            interpreter: details.interpreter,
            state: person.state,
            version: person.version,
        }
    }
}

/// A person's record.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordView {
    /// The person.
    person: PersonView,
    /// A child's relatives, as far as the caller may know of them.
    relatives: Vec<RelativeView>,
    /// Where a child lives, by the name of the household. The address is a question of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    placement: Option<PlacementView>,
    /// Where a child will live, if a move is recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_placement: Option<PlacementView>,
}

/// A relative of a child.
#[derive(Debug, Serialize, ToSchema)]
pub struct RelativeView {
    /// The relative.
    person: PersonView,
    /// What they are to the child.
    relationship: Relationship,
    /// Whether they hold parental responsibility.
    responsibility: Responsibility,
}

/// Where a child lives from a day on.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlacementView {
    /// Its id.
    id: PlacementId,
    /// The household.
    household: HouseholdView,
    /// From this day.
    from: LondonDay,
}

impl From<&Placement> for PlacementView {
    fn from(placement: &Placement) -> Self {
        Self {
            id: placement.id,
            household: (&placement.household).into(),
            from: placement.from,
        }
    }
}

impl From<&Record> for RecordView {
    fn from(record: &Record) -> Self {
        let relatives = record.relatives.iter().map(|relative| RelativeView {
            person: (&relative.person).into(),
            relationship: relative.relationship,
            responsibility: relative.responsibility,
        });
        Self {
            person: (&record.person).into(),
            relatives: relatives.collect(),
            placement: record.placement.as_ref().map(PlacementView::from),
            next_placement: record.next_placement.as_ref().map(PlacementView::from),
        }
    }
}

/// A carer household.
#[derive(Debug, Serialize, ToSchema)]
pub struct HouseholdView {
    /// Its id.
    id: HouseholdId,
    /// What it is called.
    name: String,
}

impl From<&Household> for HouseholdView {
    fn from(household: &Household) -> Self {
        Self {
            id: household.id,
            name: household.name.to_string(),
        }
    }
}

/// A carer household, with where it is found.
#[derive(Debug, Serialize, ToSchema)]
pub struct HouseholdRecordView {
    /// The household.
    pub(super) household: HouseholdView,
    /// Where it is found.
    pub(super) contact: ContactFields,
}

/// Where somebody can be found.
#[derive(Debug, Serialize, ToSchema)]
pub struct WhereaboutsView {
    /// Their own.
    contact: ContactFields,
    /// The household's, of a child that lives with one.
    #[serde(skip_serializing_if = "Option::is_none")]
    placement: Option<ContactFields>,
}

impl From<&Whereabouts> for WhereaboutsView {
    fn from(whereabouts: &Whereabouts) -> Self {
        Self {
            contact: (&whereabouts.contact).into(),
            placement: whereabouts
                .placement
                .as_ref()
                .map(|(_, contact)| contact.into()),
        }
    }
}
