//! Standing slots of a plan, and the week that is filled from them.

use kernel::{id::PlanId, time::LondonDay};
use law::access::act;

use super::{FilledView, PatternView};
use crate::{
    http::{At, Body, Guarded, IfMatch, Json, ProblemDocument, Saved, Shown, Versioned},
    sessions::{
        Ahead, Pattern, commands, queries,
        rules::{PatternFields, week_of},
        traces,
    },
};

fn versioned(pattern: &Pattern, ahead: &[Option<Ahead>]) -> Versioned<PatternView> {
    Versioned {
        version: pattern.version,
        body: PatternView::new(pattern, ahead),
    }
}

#[utoipa::path(
    get, path = "/api/v1/plans/{id}/slots", tag = "sessions", operation_id = "show_slots",
    params(("id" = PlanId, Path, description = "The plan")),
    responses(
        (status = 200, body = PatternView, description = "In the order they were entered"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// The standing slots of a plan.
pub async fn show_slots(door: Guarded<act::ShowSession>, id: At<PlanId>) -> Shown {
    door.look(move |look| {
        let (plan, pattern) = queries::slots_of_plan(look, id.0)?;
        let ahead = queries::ahead(look, &plan, &pattern)?;
        Ok(look.seen(traces::slots_seen(&plan), versioned(&pattern, &ahead)))
    })
    .await
}

#[utoipa::path(
    put, path = "/api/v1/plans/{id}/slots", tag = "sessions", operation_id = "keep_slots", request_body = PatternFields,
    params(("id" = PlanId, Path, description = "The plan"),
        ("If-Match" = String, Header, description = "The version that is changed; 0 where there never were any"),),
    responses(
        (status = 200, body = PatternView, description = "Kept in the place of those before"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Keeps the standing slots of a plan.
pub async fn keep_slots(
    door: Guarded<act::KeepSlots>,
    id: At<PlanId>,
    version: IfMatch,
    body: Body<PatternFields>,
) -> Saved {
    let slots = body.0.read()?;
    door.write(move |work| {
        let kept = commands::keep_slots(work, (id.0, version.0), &slots)?;
        Ok(kept.map(|(pattern, ahead)| versioned(&pattern, &ahead)))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/weeks/{monday}/fill", tag = "sessions", operation_id = "fill_week",
    params(("monday" = LondonDay, Path, description = "The Monday of the week")),
    responses(
        (status = 200, body = FilledView, description = "What was booked, and what was not and why"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Books the standing slots of a week. Moves nothing that is there.
pub async fn fill_week(door: Guarded<act::FillWeek>, monday: At<LondonDay>) -> Saved {
    let week = week_of(monday.0)?;
    door.write(move |work| {
        let filled = commands::fill_week(work, week)?;
        Ok(filled.map(|filled| Json(FilledView::from(&filled))))
    })
    .await
}
