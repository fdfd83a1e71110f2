//! Carer households.

use kernel::page::Page;
use law::access::act;

use super::{HouseholdView, ListQuery};
use crate::{
    http::{Body, Created, Guarded, Json, Problem, ProblemDocument, Query},
    people::{commands, queries, rules::HouseholdFields, traces},
    storage::{Done, Prepared, Seen},
};

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
