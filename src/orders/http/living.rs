//! What recorded orders allow a child; legal statuses and refusals.

use kernel::id::{PersonId, RefusalId};
use law::access::act;

use super::{ChildOrdersView, RefusalView, StatusView};
use crate::{
    http::{At, Body, Created, Guarded, Json, ProblemDocument, Saved, Shown},
    orders::{
        commands, queries,
        rules::{LiftFields, RefusalFields, StatusFields},
        traces,
    },
};

#[utoipa::path(
    get, path = "/api/v1/people/{id}/orders", tag = "orders", operation_id = "show_child_orders",
    params(("id" = PersonId, Path, description = "The child")),
    responses(
        (status = 200, body = ChildOrdersView, description = "Legal statuses, orders, refusals"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// What recorded orders allow a child.
pub async fn of_child(door: Guarded<act::ShowOrders>, id: At<PersonId>) -> Shown {
    door.look(move |look| {
        let found = queries::of_child(look, id.0)?;
        let fact = traces::seen_of(id.0, found.subjects(), "orders");
        Ok(look.seen(fact, Json(ChildOrdersView::from(&found))))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/people/{id}/statuses", tag = "orders", operation_id = "record_status",
    params(("id" = PersonId, Path, description = "The child")), request_body = StatusFields,
    responses(
        (status = 201, body = StatusView, description = "Recorded; the one before ends then"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Records a child's legal status from a day on.
pub async fn record_status(
    door: Guarded<act::RecordStatus>,
    id: At<PersonId>,
    body: Body<StatusFields>,
) -> Saved {
    let (status, from) = body.0.read()?;
    door.write(move |work| {
        let recorded = commands::record_status(work, id.0, status, from)?;
        Ok(recorded.map(|recorded| Created {
            location: format!("/api/v1/people/{}/orders", id.0),
            version: 1,
            body: StatusView::from(&recorded),
        }))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/people/{id}/refusals", tag = "orders", operation_id = "refuse_contact",
    params(("id" = PersonId, Path, description = "The child")), request_body = RefusalFields,
    responses(
        (status = 201, body = RefusalView, description = "Refused, for seven days at most"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Refuses contact as a matter of urgency (Children Act 1989 s.34(6)).
pub async fn refuse(
    door: Guarded<act::RefuseContact>,
    id: At<PersonId>,
    body: Body<RefusalFields>,
) -> Saved {
    let wanted = body.0.read()?;
    door.write(move |work| {
        let refused = commands::refuse_contact(work, id.0, &wanted)?;
        Ok(refused.map(|refused| Created {
            location: format!("/api/v1/people/{}/orders", id.0),
            version: 1,
            body: RefusalView::from(&refused),
        }))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/refusals/{id}/lift", tag = "orders", operation_id = "lift_refusal",
    params(("id" = RefusalId, Path, description = "The refusal")), request_body = LiftFields,
    responses(
        (status = 200, body = RefusalView, description = "Ended now"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Ends an urgent refusal before its time.
pub async fn lift(
    door: Guarded<act::RefuseContact>,
    id: At<RefusalId>,
    body: Body<LiftFields>,
) -> Saved {
    let reason = body.0.read()?;
    door.write(move |work| {
        let lifted = commands::lift_refusal(work, id.0, &reason)?;
        Ok(lifted.map(|lifted| Json(RefusalView::from(&lifted))))
    })
    .await
}
