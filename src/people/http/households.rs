//! Carer households.

use kernel::{id::HouseholdId, page::Page};
use law::access::act;

use super::{HouseholdRecordView, HouseholdView, ListQuery};
use crate::{
    http::{At, Body, Created, Guarded, Json, ProblemDocument, Query, Saved, Shown, Versioned},
    people::{commands, queries, rules::HouseholdFields, traces},
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
pub async fn list_households(door: Guarded<act::ListHouseholds>, query: Query<ListQuery>) -> Shown {
    let reader = door.caller().0;
    door.look(move |look| {
        let page = queries::households(look, &query.0.want())?;
        let body = Json(page.map(|household| HouseholdView::from(&household)));
        Ok(look.seen(traces::listed(reader, []), body))
    })
    .await
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
pub async fn add_household(door: Guarded<act::AddHousehold>, body: Body<HouseholdFields>) -> Saved {
    let (name, contact) = body.0.read()?;
    door.write(move |work| {
        Ok(
            commands::add_household(work, &name, &contact)?.map(|household| Created {
                location: format!("/api/v1/households/{}", household.id),
                version: household.version,
                body: HouseholdView::from(&household),
            }),
        )
    })
    .await
}

#[utoipa::path(
    get, path = "/api/v1/households/{id}", tag = "people", operation_id = "show_household",
    params(("id" = HouseholdId, Path, description = "The household")),
    responses(
        (status = 200, body = HouseholdRecordView, description = "The household"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// A carer household, with where it is found.
pub async fn show_household(door: Guarded<act::ShowHousehold>, id: At<HouseholdId>) -> Shown {
    door.look(move |look| {
        let home = queries::household(look, id.0)?;
        let body = HouseholdRecordView {
            household: (&home.household).into(),
            contact: (&home.contact).into(),
        };
        let version = home.household.version;
        let fact = traces::household_seen(id.0, home.children);
        Ok(look.seen(fact, Versioned { version, body }))
    })
    .await
}
