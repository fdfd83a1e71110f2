//! Members of staff who must not know of somebody.

use kernel::{
    id::{PersonId, UserId},
    refusal::Refused,
    text::Narrative,
    time::Instant,
};
use law::access::act;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    access::Exclusion,
    http::{At, Body, Guarded, Json, NoContent, ProblemDocument, Saved, Shown},
    people::{commands, queries, rules::ExclusionFields, traces},
    storage::{Done, Work},
};

/// What is said of a member of staff and somebody.
type Said = fn(
    &mut Work<'_, act::ExcludeWorker>,
    (PersonId, UserId),
    &Narrative,
) -> Result<Done<()>, Refused>;

/// A member of staff who must not know of somebody.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExclusionView {
    /// The account.
    pub worker: UserId,
    /// Whose it is.
    pub name: String,
    /// Since when.
    pub since: Instant,
    /// Why.
    pub reason: String,
}

/// Who must not know of somebody today.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExclusionsView {
    /// The oldest first.
    #[schema(inline)]
    pub items: Vec<ExclusionView>,
}

impl From<Vec<Exclusion>> for ExclusionsView {
    fn from(exclusions: Vec<Exclusion>) -> Self {
        let items = exclusions.into_iter().map(|exclusion| ExclusionView {
            worker: exclusion.worker,
            name: exclusion.name.to_string(),
            since: exclusion.since,
            reason: exclusion.reason,
        });
        Self {
            items: items.collect(),
        }
    }
}

#[utoipa::path(
    get, path = "/api/v1/people/{id}/exclusions", tag = "people", operation_id = "list_exclusions",
    params(("id" = PersonId, Path, description = "The person")),
    responses(
        (status = 200, body = ExclusionsView, description = "Who must not know of them"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Who must not know of somebody, since when and why.
pub async fn exclusions(door: Guarded<act::ExcludeWorker>, id: At<PersonId>) -> Shown {
    door.look(move |look| {
        let (_, exclusions) = queries::exclusions(look, id.0)?;
        let fact = traces::seen(id.0, "exclusions");
        Ok(look.seen(fact, Json(ExclusionsView::from(exclusions))))
    })
    .await
}

/// Says something of a member of staff and somebody, with its reason.
async fn say(
    door: Guarded<act::ExcludeWorker>,
    id: PersonId,
    body: Body<ExclusionFields>,
    what: Said,
) -> Saved {
    door.save(body.0.read(), move |work, (worker, reason)| {
        let done = what(work, (id, *worker), reason)?;
        Ok(done.map(|()| NoContent))
    })
    .await
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
    say(door, id.0, body, commands::exclude).await
}

#[utoipa::path(
    post, path = "/api/v1/people/{id}/exclusions/end", tag = "people", operation_id = "end_exclusion",
    params(("id" = PersonId, Path, description = "The person")), request_body = ExclusionFields,
    responses(
        (status = 204, description = "Ended; that it was there stays"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Lets a member of staff know of somebody again, as far as their roles go.
pub async fn end_exclusion(
    door: Guarded<act::ExcludeWorker>,
    id: At<PersonId>,
    body: Body<ExclusionFields>,
) -> Saved {
    say(door, id.0, body, commands::end_exclusion).await
}
