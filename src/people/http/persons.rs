//! Persons, their relatives and placements.

use kernel::{id::PersonId, page::Page};
use law::access::{Protection, RecordState, act};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{ListQuery, PersonView, PlacementView, RecordView, WhereaboutsView};
use crate::{
    http::{
        At, Body, Created, Guarded, IfMatch, Json, NoContent, ProblemDocument, Query, Saved, Shown,
        Versioned,
    },
    people::{
        commands, queries,
        rules::{
            self, ContactFields, EndFields, KinFields, PersonFields, PlacementFields,
            RelativeFields,
        },
        traces,
    },
};

/// Why, and into which state, a record goes.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ProtectionFields {
    /// How closely it is kept from people.
    protection: Protection,
    /// Whether it is kept unchanged from now on.
    #[serde(default)]
    kept: bool,
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
pub async fn list(door: Guarded<act::ListPeople>, query: Query<ListQuery>) -> Shown {
    let reader = door.caller().0;
    door.look(move |look| {
        let page = queries::people(look, query.0.part(), &query.0.want())?;
        let fact = traces::listed(reader, page.items.iter().map(|person| person.id));
        Ok(look.seen(fact, Json(page.map(|person| PersonView::from(&person)))))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/people", tag = "people", operation_id = "add_person", request_body = PersonFields,
    responses(
        (status = 201, body = PersonView, description = "Added"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Adds a person.
pub async fn add(door: Guarded<act::AddPerson>, body: Body<PersonFields>) -> Saved {
    let (details, contact) = body.0.read_new(door.now().london_day())?;
    door.write(move |work| {
        Ok(
            commands::add_person(work, &details, &contact)?.map(|person| Created {
                location: format!("/api/v1/people/{}", person.id),
                version: person.version,
                body: PersonView::from(&person),
            }),
        )
    })
    .await
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
pub async fn show(door: Guarded<act::ShowPerson>, id: At<PersonId>) -> Shown {
    door.look(move |look| {
        let record = queries::record(look, id.0)?;
        let answer = Versioned {
            version: record.person.version,
            body: RecordView::from(&record),
        };
        Ok(look.seen(
            traces::seen(id.0, "record").subjects(record.subjects()),
            answer,
        ))
    })
    .await
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
) -> Saved {
    let details = body.0.read_change(door.now().london_day())?;
    door.write(move |work| {
        let person = commands::edit_person(work, (id.0, version.0), &details)?;
        Ok(person.map(|person| Versioned {
            version: person.version,
            body: PersonView::from(&person),
        }))
    })
    .await
}

#[utoipa::path(
    put, path = "/api/v1/people/{id}/protection", tag = "people", operation_id = "protect_person",
    params(
        ("id" = PersonId, Path, description = "The person"),
        ("If-Match" = String, Header, description = "The version that is changed"),
    ),
    request_body = ProtectionFields,
    responses(
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 200, body = PersonView, description = "Protected so"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Restricts, seals, closes or reopens a record.
pub async fn protect(
    door: Guarded<act::ProtectPerson>,
    id: At<PersonId>,
    version: IfMatch,
    body: Body<ProtectionFields>,
) -> Saved {
    let ProtectionFields {
        protection,
        kept,
        reason,
    } = body.0;
    let state = RecordState::of(protection, kept);
    let reason = rules::reason(&reason)?;
    door.write(move |work| {
        let person = commands::protect(work, (id.0, version.0), state, &reason)?;
        Ok(person.map(|person| Versioned {
            version: person.version,
            body: PersonView::from(&person),
        }))
    })
    .await
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
pub async fn whereabouts(door: Guarded<act::ShowWhereabouts>, id: At<PersonId>) -> Shown {
    door.look(move |look| {
        let whereabouts = queries::whereabouts(look, id.0)?;
        Ok(look.seen(
            traces::seen(id.0, "whereabouts"),
            Json(WhereaboutsView::from(&whereabouts)),
        ))
    })
    .await
}

#[utoipa::path(
    put, path = "/api/v1/people/{id}/relatives", tag = "people", operation_id = "relate_people",
    params(("id" = PersonId, Path, description = "The child")), request_body = KinFields,
    responses(
        (status = 204, description = "Related"),
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
) -> Saved {
    door.save(
        body.0.read(id.0),
        move |work, (relative, relationship, responsibility)| {
            let done = commands::relate(work, (id.0, *relative), *relationship, *responsibility)?;
            Ok(done.map(|()| NoContent))
        },
    )
    .await
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
) -> Saved {
    let (household, from) = body.0.read()?;
    door.write(move |work| {
        Ok(
            commands::place_child(work, id.0, household, from)?.map(|placement| Created {
                location: format!("/api/v1/people/{}", id.0),
                version: 1,
                body: PlacementView::from(&placement),
            }),
        )
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/people/{id}/relatives/remove", tag = "people", operation_id = "unrelate_people",
    params(("id" = PersonId, Path, description = "The child")), request_body = RelativeFields,
    responses(
        (status = 204, description = "Taken back"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Takes back what somebody is to a child: it was recorded in error.
pub async fn unrelate(
    door: Guarded<act::RelatePeople>,
    id: At<PersonId>,
    body: Body<RelativeFields>,
) -> Saved {
    door.save(body.0.read(), move |work, relative| {
        Ok(commands::unrelate(work, (id.0, *relative))?.map(|()| NoContent))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/people/{id}/placements/end", tag = "people", operation_id = "end_placement",
    params(("id" = PersonId, Path, description = "The child")), request_body = EndFields,
    responses(
        (status = 204, description = "Ended"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Says on which day the present placement ended, where the child has not moved to another.
pub async fn end_placement(
    door: Guarded<act::PlaceChild>,
    id: At<PersonId>,
    body: Body<EndFields>,
) -> Saved {
    let until = body.0.read()?;
    door.write(move |work| Ok(commands::end_placement(work, id.0, until)?.map(|_| NoContent)))
        .await
}

#[utoipa::path(
    put, path = "/api/v1/people/{id}/whereabouts", tag = "people", operation_id = "edit_whereabouts",
    params(
        ("id" = PersonId, Path, description = "The person"),
        ("If-Match" = String, Header, description = "The version that is changed"),
    ),
    request_body = ContactFields,
    responses(
        (status = 204, description = "Changed"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Changes where somebody can be found.
pub async fn edit_whereabouts(
    door: Guarded<act::EditWhereabouts>,
    id: At<PersonId>,
    version: IfMatch,
    body: Body<ContactFields>,
) -> Saved {
    door.save(body.0.read_alone(), move |work, contact| {
        let edited = commands::edit_whereabouts(work, (id.0, version.0), contact)?;
        Ok(edited.map(|_| NoContent))
    })
    .await
}
