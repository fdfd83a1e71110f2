//! Contact plans.

use kernel::id::{PersonId, PlanId};
use law::access::act;

use super::{ChildPlansView, PlanView};
use crate::{
    http::{At, Body, Guarded, IfMatch, Json, ProblemDocument, Saved, Shown, Versioned},
    referrals::{
        Plan, commands, queries,
        rules::{ChangeFields, EndFields},
        traces,
    },
};

fn versioned(plan: &Plan) -> Versioned<PlanView> {
    Versioned {
        version: plan.version,
        body: PlanView::from(plan),
    }
}

#[utoipa::path(
    get, path = "/api/v1/people/{id}/plans", tag = "referrals", operation_id = "list_plans",
    params(
        ("id" = PersonId, Path, description = "The child"),
    ),
    responses(
        (status = 200, body = ChildPlansView, description = "Plans, the latest first"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// The contact plans of a child.
pub async fn plans_of_child(door: Guarded<act::ShowPlan>, id: At<PersonId>) -> Shown {
    door.look(move |look| {
        let found = queries::of_child(look, id.0)?;
        let shown = found.plans.iter().flat_map(|plan| plan.details.persons());
        let fact = traces::seen_of(id.0, shown);
        Ok(look.seen(fact, Json(ChildPlansView::of(&found.plans))))
    })
    .await
}

#[utoipa::path(
    get, path = "/api/v1/plans/{id}", tag = "referrals", operation_id = "show_plan",
    params(
        ("id" = PlanId, Path, description = "The plan"),
    ),
    responses(
        (status = 200, body = PlanView, description = "The plan"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// A contact plan.
pub async fn show_plan(door: Guarded<act::ShowPlan>, id: At<PlanId>) -> Shown {
    door.look(move |look| {
        let (plan, _) = queries::permitted_plan(look, id.0)?;
        Ok(look.seen(traces::plan_seen(&plan, "plan"), versioned(&plan)))
    })
    .await
}

#[utoipa::path(
    put, path = "/api/v1/plans/{id}", tag = "referrals", operation_id = "change_plan", request_body = ChangeFields,
    params(
        ("id" = PlanId, Path, description = "The plan"),
        ("If-Match" = String, Header, description = "The version that is changed"),
    ),
    responses(
        (status = 200, body = PlanView, description = "Changed"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Changes a contact plan, with the reason.
pub async fn change_plan(
    door: Guarded<act::KeepPlan>,
    id: At<PlanId>,
    version: IfMatch,
    body: Body<ChangeFields>,
) -> Saved {
    door.save(body.0.read(), move |work, (details, reason)| {
        let changed = commands::change_plan(work, (id.0, version.0), details, reason)?;
        Ok(changed.map(|plan| versioned(&plan)))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/plans/{id}/end", tag = "referrals", operation_id = "end_plan", request_body = EndFields,
    params(
        ("id" = PlanId, Path, description = "The plan"),
        ("If-Match" = String, Header, description = "The version that is changed"),
    ),
    responses(
        (status = 200, body = PlanView, description = "Ended"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Ends a contact plan: it runs until a day.
pub async fn end_plan(
    door: Guarded<act::KeepPlan>,
    id: At<PlanId>,
    version: IfMatch,
    body: Body<EndFields>,
) -> Saved {
    door.save(body.0.read(), move |work, (until, reason)| {
        let ended = commands::end_plan(work, (id.0, version.0), *until, reason)?;
        Ok(ended.map(|plan| versioned(&plan)))
    })
    .await
}
