//! The API of people.

use kernel::{
    id::{HouseholdId, PersonId, PlacementId},
    page::{Page, Want},
    refusal::Refused,
    text::Narrative,
    time::LondonDay,
};
use law::access::{RecordState, act};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::{
    Household, Person, Placement, Relationship, Responsibility, commands,
    queries::{self, Record, Whereabouts},
    rules::{
        ContactFields, HouseholdFields, KinFields, PersonFields, PlacementFields, full_name,
        reference,
    },
    traces,
};
use crate::{
    http::{At, Body, Created, Guarded, IfMatch, Json, Problem, ProblemDocument, Query, Versioned},
    storage::{Done, Prepared, Seen},
};

/// Which page of a list.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// The `next` of the page before.
    #[validate(length(max = 30, message = "Use the cursor of the page before."))]
    #[param(max_length = 30)]
    cursor: Option<String>,
    /// How many items, 1 to 200; 25 when left out.
    #[validate(range(min = 1, max = 200, message = "Give a number from 1 to 200."))]
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// Part of a name.
    #[validate(length(max = 100, message = "Use 100 characters or fewer."))]
    #[param(max_length = 100)]
    name: Option<String>,
}

impl ListQuery {
    fn want(&self) -> Want {
        Want::new(self.cursor.clone(), self.limit)
    }
    fn part(&self) -> Option<&str> {
        self.name
            .as_deref()
            .map(str::trim)
            .filter(|part| !part.is_empty())
    }
}

/// A person.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonView {
    /// Their id.
    id: PersonId,
    /// The end of the id, to say on the telephone.
    reference: String,
    /// Full name.
    name: String,
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
            name: full_name(details),
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

/// Why, and into which state, a record goes.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Protection {
    /// The state.
    state: RecordState,
    /// Why.
    #[validate(length(
        min = 1,
        max = 2000,
        message = "Give a reason of 1 to 2,000 characters."
    ))]
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

#[utoipa::path(
    get, path = "/api/v1/people", tag = "people", operation_id = "list_people", params(ListQuery),
    responses(
        (status = 200, body = Page<PersonView>, description = "People by last name"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// People the caller may know of, by last name.
pub async fn list(
    door: Guarded<act::ListPeople>,
    query: Query<ListQuery>,
) -> Result<Seen<Prepared>, Problem> {
    let reader = door.caller().0;
    let seen = door
        .look(move |look| {
            let page = queries::people(look, query.0.part(), &query.0.want())?;
            let fact = traces::listed(reader, page.items.iter().map(|person| person.id));
            Ok(look.seen(fact, Json(page.map(|person| PersonView::from(&person)))))
        })
        .await?;
    Ok(seen)
}

#[utoipa::path(
    post, path = "/api/v1/people", tag = "people", operation_id = "add_person", request_body = PersonFields,
    responses(
        (status = 201, body = PersonView, description = "Added"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Adds a person.
pub async fn add(
    door: Guarded<act::AddPerson>,
    body: Body<PersonFields>,
) -> Result<Done<Prepared>, Problem> {
    let (details, contact) = body.0.read(door.now().london_day())?;
    let done = door
        .write(move |work| {
            Ok(
                commands::add_person(work, &details, &contact)?.map(|person| Created {
                    location: format!("/api/v1/people/{}", person.id),
                    version: person.version,
                    body: PersonView::from(&person),
                }),
            )
        })
        .await?;
    Ok(done)
}

#[utoipa::path(
    get, path = "/api/v1/people/{id}", tag = "people", operation_id = "show_person",
    params(("id" = PersonId, Path, description = "The person")),
    responses(
        (status = 200, body = RecordView, description = "The record"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// A person's record.
pub async fn show(
    door: Guarded<act::ShowPerson>,
    id: At<PersonId>,
) -> Result<Seen<Prepared>, Problem> {
    let seen = door
        .look(move |look| {
            let record = queries::record(look, id.0)?;
            let answer = Versioned {
                version: record.person.version,
                body: RecordView::from(&record),
            };
            Ok(look.seen(traces::seen(id.0, "record"), answer))
        })
        .await?;
    Ok(seen)
}

#[utoipa::path(
    put, path = "/api/v1/people/{id}", tag = "people", operation_id = "edit_person", request_body = PersonFields,
    params(
        ("id" = PersonId, Path, description = "The person"),
        ("If-Match" = String, Header, description = "The version that is changed"),
    ),
    responses(
        (status = 200, body = PersonView, description = "Changed"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Changes a person's record.
pub async fn edit(
    door: Guarded<act::EditPerson>,
    id: At<PersonId>,
    version: IfMatch,
    body: Body<PersonFields>,
) -> Result<Done<Prepared>, Problem> {
    let (details, contact) = body.0.read(door.now().london_day())?;
    let done = door
        .write(move |work| {
            let person = commands::edit_person(work, (id.0, version.0), &details, &contact)?;
            Ok(person.map(|person| Versioned {
                version: person.version,
                body: PersonView::from(&person),
            }))
        })
        .await?;
    Ok(done)
}

#[utoipa::path(
    put, path = "/api/v1/people/{id}/protection", tag = "people", operation_id = "protect_person",
    params(("id" = PersonId, Path, description = "The person")), request_body = Protection,
    responses(
        (status = 200, body = PersonView, description = "Protected so"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Restricts, seals, closes or reopens a record.
pub async fn protect(
    door: Guarded<act::ProtectPerson>,
    id: At<PersonId>,
    body: Body<Protection>,
) -> Result<Done<Prepared>, Problem> {
    let Protection { state, reason } = body.0;
    let reason: Narrative = reason.parse().map_err(|fault: kernel::text::TextFault| {
        Refused::field("/reason", fault.code(), format!("Reason {fault}"))
    })?;
    let done = door
        .write(move |work| {
            let person = commands::protect(work, id.0, state, &reason)?;
            Ok(person.map(|person| Versioned {
                version: person.version,
                body: PersonView::from(&person),
            }))
        })
        .await?;
    Ok(done)
}

#[utoipa::path(
    get, path = "/api/v1/people/{id}/whereabouts", tag = "people", operation_id = "show_whereabouts",
    params(("id" = PersonId, Path, description = "The person")),
    responses(
        (status = 200, body = WhereaboutsView, description = "Where they can be found"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Where somebody can be found.
pub async fn whereabouts(
    door: Guarded<act::ShowWhereabouts>,
    id: At<PersonId>,
) -> Result<Seen<Prepared>, Problem> {
    let seen = door
        .look(move |look| {
            let whereabouts = queries::whereabouts(look, id.0)?;
            Ok(look.seen(
                traces::seen(id.0, "whereabouts"),
                Json(WhereaboutsView::from(&whereabouts)),
            ))
        })
        .await?;
    Ok(seen)
}

#[utoipa::path(
    put, path = "/api/v1/people/{id}/relatives", tag = "people", operation_id = "relate_people",
    params(("id" = PersonId, Path, description = "The child")), request_body = KinFields,
    responses(
        (status = 200, body = RecordView, description = "Related"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Says what somebody is to a child.
pub async fn relate(
    door: Guarded<act::RelatePeople>,
    id: At<PersonId>,
    body: Body<KinFields>,
) -> Result<Done<Prepared>, Problem> {
    let (relative, relationship, responsibility) = body.0.read(id.0)?;
    let done = door
        .write(move |work| {
            let done = commands::relate(work, (id.0, relative), relationship, responsibility)?;
            let record = queries::record(work, id.0)?;
            Ok(done.map(|()| Json(RecordView::from(&record))))
        })
        .await?;
    Ok(done)
}

#[utoipa::path(
    post, path = "/api/v1/people/{id}/placements", tag = "people", operation_id = "place_child",
    params(("id" = PersonId, Path, description = "The child")), request_body = PlacementFields,
    responses(
        (status = 201, body = PlacementView, description = "Placed"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Says where a child lives from a day on.
pub async fn place(
    door: Guarded<act::PlaceChild>,
    id: At<PersonId>,
    body: Body<PlacementFields>,
) -> Result<Done<Prepared>, Problem> {
    let (household, from) = body.0.read()?;
    let done = door
        .write(move |work| {
            Ok(
                commands::place_child(work, id.0, household, from)?.map(|placement| Created {
                    location: format!("/api/v1/people/{}", id.0),
                    version: 1,
                    body: PlacementView::from(&placement),
                }),
            )
        })
        .await?;
    Ok(done)
}

#[utoipa::path(
    get, path = "/api/v1/households", tag = "people", operation_id = "list_households", params(ListQuery),
    responses(
        (status = 200, body = Page<HouseholdView>, description = "Households by name"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Carer households by name.
pub async fn list_households(
    door: Guarded<act::ListHouseholds>,
    query: Query<ListQuery>,
) -> Result<Seen<Prepared>, Problem> {
    let reader = door.caller().0;
    let seen = door
        .look(move |look| {
            let page = queries::households(look, &query.0.want())?;
            let body = Json(page.map(|household| HouseholdView::from(&household)));
            Ok(look.seen(traces::listed(reader, []), body))
        })
        .await?;
    Ok(seen)
}

#[utoipa::path(
    post, path = "/api/v1/households", tag = "people", operation_id = "add_household",
    request_body = HouseholdFields,
    responses(
        (status = 201, body = HouseholdView, description = "Added"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Adds a carer household.
pub async fn add_household(
    door: Guarded<act::AddHousehold>,
    body: Body<HouseholdFields>,
) -> Result<Done<Prepared>, Problem> {
    let (name, contact) = body.0.read()?;
    let done = door
        .write(move |work| {
            Ok(
                commands::add_household(work, &name, &contact)?.map(|household| Created {
                    location: format!("/api/v1/households/{}", household.id),
                    version: household.version,
                    body: HouseholdView::from(&household),
                }),
            )
        })
        .await?;
    Ok(done)
}
