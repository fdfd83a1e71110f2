//! Decisions about assessments: approval, return, sign-off, acceptance, continuation.

use kernel::{id::RiskId, refusal::Refused};
use law::access::act;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::{RiskListView, RiskView, assessments::versioned};
use crate::{
    http::{At, Body, Guarded, IfMatch, Json, ProblemDocument, Query, Saved, Shown},
    risk::{
        commands, queries,
        rules::{self, AcceptFields, ContinueFields, QuestionFields},
        traces,
    },
};

/// What a second person says when they approve an assessment.
#[derive(Debug, Clone, Default, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct ApproveFields {
    /// That each hazard and its controls were considered.
    pub considered: bool,
}

impl ApproveFields {
    /// Whether it was said.
    ///
    /// # Errors
    /// When it was not.
    pub fn read(&self) -> Result<(), Refused> {
        if self.considered {
            return Ok(());
        }
        let message = "Consider each hazard and its controls, then say so here";
        Err(Refused::field("/considered", "blank", message))
    }
}

kernel::codes! {
    /// What an assessment waits for.
    pub enum WaitsFor {
        /// The approval of a second person: the caller's.
        Approval = "approval",
        /// The sign-off of the head of service: the caller's.
        SignOff = "sign_off",
        /// Its review: due in two weeks, or due already.
        Review = "review",
    }
}

/// Which list.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Waiting {
    /// What they wait for: `approval`, `sign_off` or `review`.
    #[param(inline, value_type = WaitsFor)]
    #[validate(length(max = 10, message = "Say approval, sign_off or review."))]
    waits_for: String,
}

#[utoipa::path(
    get, path = "/api/v1/risk", tag = "risk", operation_id = "waiting_risks", params(Waiting),
    responses(
        (status = 200, body = RiskListView, description = "Those that wait for the caller"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// The risk assessments that wait for the caller.
pub async fn waiting(door: Guarded<act::ShowRisk>, query: Query<Waiting>) -> Shown {
    let waits_for: WaitsFor = query.0.waits_for.parse().map_err(|_unknown| {
        let message = "Say approval, sign_off or review";
        Refused::field("/waits_for", "not-chosen", message)
    })?;
    let reader = door.caller().0;
    door.look(move |look| {
        let found = match waits_for {
            WaitsFor::Approval => queries::to_approve(look)?,
            WaitsFor::SignOff => queries::to_sign_off(look)?,
            WaitsFor::Review => queries::due(look)?,
        };
        let shown: Vec<_> = found.iter().flat_map(rules::named).collect();
        let fact = traces::listed(reader, shown, "waiting risk assessments");
        Ok(look.seen(fact, Json(RiskListView::of(&found))))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/risk/{id}/approve", tag = "risk", operation_id = "approve_risk", request_body = ApproveFields,
    params(
        ("id" = RiskId, Path, description = "The assessment"),
        ("If-Match" = String, Header, description = "The version that is changed"),
    ),
    responses(
        (status = 200, body = RiskView, description = "Approved; sessions are judged by it"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Approves an assessment as a second person.
pub async fn approve(
    door: Guarded<act::ApproveRisk>,
    id: At<RiskId>,
    version: IfMatch,
    body: Body<ApproveFields>,
) -> Saved {
    body.0.read()?;
    door.write(move |work| {
        let saved = commands::approve(work, (id.0, version.0))?;
        Ok(saved.map(|risk| versioned(&risk)))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/risk/{id}/return", tag = "risk", operation_id = "return_risk", request_body = QuestionFields,
    params(
        ("id" = RiskId, Path, description = "The assessment"),
        ("If-Match" = String, Header, description = "The version that is changed"),
    ),
    responses(
        (status = 200, body = RiskView, description = "Returned; its author writes on"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Returns an assessment to its author with a question.
pub async fn give_back(
    door: Guarded<act::ApproveRisk>,
    id: At<RiskId>,
    version: IfMatch,
    body: Body<QuestionFields>,
) -> Saved {
    let question = body.0.read()?;
    door.write(move |work| {
        let saved = commands::give_back(work, (id.0, version.0), &question)?;
        Ok(saved.map(|risk| versioned(&risk)))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/risk/{id}/sign-off", tag = "risk", operation_id = "sign_off_risk",
    params(
        ("id" = RiskId, Path, description = "The assessment"),
        ("If-Match" = String, Header, description = "The version that is changed"),
    ),
    responses(
        (status = 200, body = RiskView, description = "Signed off"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Signs off a very high risk that remains, as a third person.
pub async fn sign_off(door: Guarded<act::SignOffRisk>, id: At<RiskId>, version: IfMatch) -> Saved {
    door.write(move |work| {
        let saved = commands::sign_off(work, (id.0, version.0))?;
        Ok(saved.map(|risk| versioned(&risk)))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/risk/{id}/accept", tag = "risk", operation_id = "accept_risk", request_body = AcceptFields,
    params(
        ("id" = RiskId, Path, description = "The assessment"),
        ("If-Match" = String, Header, description = "The version that is changed"),
    ),
    responses(
        (status = 200, body = RiskView, description = "Accepted, with the controls that were added"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Accepts an assessment as deliverable, and strengthens it.
pub async fn accept(
    door: Guarded<act::AcceptRisk>,
    id: At<RiskId>,
    version: IfMatch,
    body: Body<AcceptFields>,
) -> Saved {
    let more = body.0.read()?;
    door.write(move |work| {
        let saved = commands::accept(work, (id.0, version.0), &more)?;
        Ok(saved.map(|risk| versioned(&risk)))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/risk/{id}/continue", tag = "risk", operation_id = "continue_risk", request_body = ContinueFields,
    params(
        ("id" = RiskId, Path, description = "The assessment"),
        ("If-Match" = String, Header, description = "The version that is changed"),
    ),
    responses(
        (status = 200, body = RiskView, description = "Continued"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Continues on the controls of an assessment that is due, for seven days at most.
pub async fn continue_on(
    door: Guarded<act::ContinueRisk>,
    id: At<RiskId>,
    version: IfMatch,
    body: Body<ContinueFields>,
) -> Saved {
    let (until, reason) = body.0.read()?;
    door.write(move |work| {
        let saved = commands::continue_on(work, (id.0, version.0), (until, &reason))?;
        Ok(saved.map(|risk| versioned(&risk)))
    })
    .await
}
