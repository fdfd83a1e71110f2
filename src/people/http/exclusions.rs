//! Members of staff who must not know of somebody.

use kernel::{
    id::{PersonId, UserId},
    refusal::Refused,
    text::Narrative,
};
use law::access::act;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    http::{At, Body, Guarded, NoContent, ProblemDocument, Saved},
    people::commands,
};

/// Whom to keep from somebody, and why.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ExclusionFields {
    /// The account of the member of staff.
    worker: UserId,
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
    put, path = "/api/v1/people/{id}/exclusions", tag = "people", operation_id = "exclude_worker",
    params(("id" = PersonId, Path, description = "The person")), request_body = ExclusionFields,
    responses(
        (status = 204, description = "Excluded"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Keeps a member of staff from knowing of somebody, from the next request on.
pub async fn exclude(
    door: Guarded<act::ExcludeWorker>,
    id: At<PersonId>,
    body: Body<ExclusionFields>,
) -> Saved {
    let ExclusionFields { worker, reason } = body.0;
    let reason: Narrative = reason.parse().map_err(|fault: kernel::text::TextFault| {
        Refused::field("/reason", fault.code(), format!("Reason {fault}"))
    })?;
    door.write(move |work| {
        let done = commands::exclude(work, (id.0, worker), &reason)?;
        Ok(done.map(|()| NoContent))
    })
    .await
}
