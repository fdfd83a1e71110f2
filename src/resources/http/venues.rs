//! Venues, rooms and closures.

use kernel::{
    id::{ClosureId, RoomId, VenueId},
    page::Page,
};
use law::access::act;

use super::{ClosureView, ListQuery, RoomView, VenueRecordView, VenueView};
use crate::{
    http::{
        At, Body, Created, Guarded, IfMatch, Json, ProblemDocument, Query, Saved, Shown, Versioned,
    },
    resources::{
        commands, queries,
        rules::{ClosureFields, RoomFields, VenueFields},
        traces,
    },
};

#[utoipa::path(
    get, path = "/api/v1/venues", tag = "resources", operation_id = "list_venues",
    params(ListQuery),
    responses(
        (status = 200, body = Page<VenueView>, description = "By name"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Venues by name.
pub async fn list_venues(door: Guarded<act::ListVenues>, query: Query<ListQuery>) -> Shown {
    let reader = door.caller().0;
    door.look(move |look| {
        let page = queries::venues(look, &query.0.want())?;
        let body = Json(page.map(|one| VenueView::from(&one)));
        Ok(look.seen(traces::listed(reader, "venues"), body))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/venues", tag = "resources", operation_id = "add_venue", request_body = VenueFields,
    responses(
        (status = 201, body = VenueView, description = "Added"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Adds a venue.
pub async fn add_venue(door: Guarded<act::KeepVenues>, body: Body<VenueFields>) -> Saved {
    let read = body.0.read()?;
    door.write(move |work| {
        let added = commands::add_venue(work, &read.0, &read.1)?;
        Ok(added.map(|new| Created {
            location: format!("/api/v1/venues/{}", new.id),
            version: new.version,
            body: VenueView::from(&new),
        }))
    })
    .await
}

#[utoipa::path(
    get, path = "/api/v1/venues/{id}", tag = "resources", operation_id = "show_venue",
    params(("id" = VenueId, Path, description = "The venue")),
    responses(
        (status = 200, body = VenueRecordView, description = "The record"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// A venue with its address, rooms and closures.
pub async fn show_venue(door: Guarded<act::ShowVenue>, id: At<VenueId>) -> Shown {
    door.look(move |look| {
        let record = queries::venue_record(look, id.0)?;
        let answer = Versioned {
            version: record.venue.version,
            body: VenueRecordView::from(&record),
        };
        Ok(look.seen(traces::seen(id.0, "record"), answer))
    })
    .await
}

#[utoipa::path(
    put, path = "/api/v1/venues/{id}", tag = "resources", operation_id = "edit_venue", request_body = VenueFields,
    params(("id" = VenueId, Path, description = "The venue"),
        ("If-Match" = String, Header, description = "The version that is changed"),),
    responses(
        (status = 200, body = VenueView, description = "Changed"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Changes a venue.
pub async fn edit_venue(
    door: Guarded<act::KeepVenues>,
    id: At<VenueId>,
    version: IfMatch,
    body: Body<VenueFields>,
) -> Saved {
    let read = body.0.read()?;
    door.write(move |work| {
        let changed = commands::edit_venue(work, (id.0, version.0), &read.0, &read.1)?;
        Ok(changed.map(|new| Versioned {
            version: new.version,
            body: VenueView::from(&new),
        }))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/venues/{id}/rooms", tag = "resources", operation_id = "add_room", request_body = RoomFields,
    params(("id" = VenueId, Path, description = "The venue")),
    responses(
        (status = 201, body = RoomView, description = "Added"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Adds a room to a venue.
pub async fn add_room(
    door: Guarded<act::KeepVenues>,
    id: At<VenueId>,
    body: Body<RoomFields>,
) -> Saved {
    let read = body.0.read()?;
    door.write(move |work| {
        let added = commands::add_room(work, id.0, &read)?;
        Ok(added.map(|new| Created {
            location: format!("/api/v1/venues/{}", new.venue),
            version: new.version,
            body: RoomView::from(&new),
        }))
    })
    .await
}

#[utoipa::path(
    put, path = "/api/v1/rooms/{id}", tag = "resources", operation_id = "edit_room", request_body = RoomFields,
    params(("id" = RoomId, Path, description = "The room"),
        ("If-Match" = String, Header, description = "The version that is changed"),),
    responses(
        (status = 200, body = RoomView, description = "Changed"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Changes a room.
pub async fn edit_room(
    door: Guarded<act::KeepVenues>,
    id: At<RoomId>,
    version: IfMatch,
    body: Body<RoomFields>,
) -> Saved {
    let read = body.0.read()?;
    door.write(move |work| {
        let changed = commands::edit_room(work, (id.0, version.0), &read)?;
        Ok(changed.map(|new| Versioned {
            version: new.version,
            body: RoomView::from(&new),
        }))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/venues/{id}/closures", tag = "resources", operation_id = "close_venue", request_body = ClosureFields,
    params(("id" = VenueId, Path, description = "The venue")),
    responses(
        (status = 201, body = ClosureView, description = "Added"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Closes a venue or one of its rooms for a while.
pub async fn close_venue(
    door: Guarded<act::CloseVenue>,
    id: At<VenueId>,
    body: Body<ClosureFields>,
) -> Saved {
    let read = body.0.read()?;
    door.write(move |work| {
        let added = commands::close_venue(work, id.0, read.0, read.1, &read.2)?;
        Ok(added.map(|new| Created {
            location: format!("/api/v1/venues/{}", new.venue),
            version: 1,
            body: ClosureView::from(&new),
        }))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/closures/{id}/end", tag = "resources", operation_id = "end_closure",
    params(("id" = ClosureId, Path, description = "The closure")),
    responses(
        (status = 200, body = ClosureView, description = "Ended"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Ends a closure now; one that has not begun never was.
pub async fn end_closure(door: Guarded<act::CloseVenue>, id: At<ClosureId>) -> Saved {
    door.write(move |work| {
        Ok(commands::end_closure(work, id.0)?.map(|ended| Json(ClosureView::from(&ended))))
    })
    .await
}
