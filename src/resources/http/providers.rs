//! Outside services.

use kernel::{id::ProviderId, page::Page};
use law::access::act;

use super::{AddressView, ListQuery, ProviderRecordView, ProviderView};
use crate::{
    http::{
        At, Body, Created, Guarded, IfMatch, Json, ProblemDocument, Query, Saved, Shown, Versioned,
    },
    resources::{
        commands, queries,
        rules::{CallFields, ProviderFields},
        traces,
    },
};

#[utoipa::path(
    get, path = "/api/v1/providers", tag = "resources", operation_id = "list_providers",
    params(ListQuery),
    responses(
        (status = 200, body = Page<ProviderView>, description = "By name"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Outside services by name.
pub async fn list_providers(door: Guarded<act::ListProviders>, query: Query<ListQuery>) -> Shown {
    let reader = door.caller().0;
    door.look(move |look| {
        let page = queries::providers(look, &query.0.want())?;
        let body = Json(page.map(|one| ProviderView::from(&one)));
        Ok(look.seen(traces::listed(reader, "outside services"), body))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/providers", tag = "resources", operation_id = "add_provider", request_body = ProviderFields,
    responses(
        (status = 201, body = ProviderView, description = "Added"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Adds an outside service.
pub async fn add_provider(door: Guarded<act::KeepProviders>, body: Body<ProviderFields>) -> Saved {
    let read = body.0.read()?;
    door.write(move |work| {
        let added = commands::add_provider(work, &read.0, &read.1)?;
        Ok(added.map(|new| Created {
            location: format!("/api/v1/providers/{}", new.id),
            version: new.version,
            body: ProviderView::from(&new),
        }))
    })
    .await
}

#[utoipa::path(
    get, path = "/api/v1/providers/{id}", tag = "resources", operation_id = "show_provider",
    params(("id" = ProviderId, Path, description = "The service")),
    responses(
        (status = 200, body = ProviderRecordView, description = "The record"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// An outside service with where it can be reached.
pub async fn show_provider(door: Guarded<act::ShowProvider>, id: At<ProviderId>) -> Shown {
    door.look(move |look| {
        let record = queries::provider_record(look, id.0)?;
        let answer = Versioned {
            version: record.0.version,
            body: ProviderRecordView {
                address: AddressView::of(&record.0, look)?,
                provider: (&record.0).into(),
                contact: (&record.1).into(),
            },
        };
        Ok(look.seen(traces::seen(id.0, "record"), answer))
    })
    .await
}

#[utoipa::path(
    put, path = "/api/v1/providers/{id}", tag = "resources", operation_id = "edit_provider", request_body = ProviderFields,
    params(("id" = ProviderId, Path, description = "The service"),
        ("If-Match" = String, Header, description = "The version that is changed"),),
    responses(
        (status = 200, body = ProviderView, description = "Changed"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Changes an outside service.
pub async fn edit_provider(
    door: Guarded<act::KeepProviders>,
    id: At<ProviderId>,
    version: IfMatch,
    body: Body<ProviderFields>,
) -> Saved {
    let read = body.0.read()?;
    door.write(move |work| {
        let changed = commands::edit_provider(work, (id.0, version.0), &read.0, &read.1)?;
        Ok(changed.map(|new| Versioned {
            version: new.version,
            body: ProviderView::from(&new),
        }))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/providers/{id}/confirm", tag = "resources", operation_id = "confirm_address", request_body = CallFields,
    params(("id" = ProviderId, Path, description = "The service"),
        ("If-Match" = String, Header, description = "The version with the address that was confirmed"),),
    responses(
        (status = 200, body = ProviderView, description = "Confirmed; messages go to the address"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Confirms the e-mail address of an outside service, as a second person who has rung it.
pub async fn confirm_address(
    door: Guarded<act::ConfirmAddress>,
    id: At<ProviderId>,
    version: IfMatch,
    body: Body<CallFields>,
) -> Saved {
    let call = body.0.read()?;
    door.write(move |work| {
        let confirmed = commands::confirm_address(work, (id.0, version.0), &call)?;
        Ok(confirmed.map(|new| Versioned {
            version: new.version,
            body: ProviderView::from(&new),
        }))
    })
    .await
}
