//! Assessments: begun, written, submitted, looked at.

use kernel::id::{PersonId, RiskId};
use law::access::act;

use super::{RiskListView, RiskView};
use crate::{
    http::{At, Body, Created, Guarded, IfMatch, Json, ProblemDocument, Saved, Shown, Versioned},
    risk::{
        RiskAssessment, commands, queries,
        rules::{AboutFields, ContentFields, SubmitFields},
        traces,
    },
};

pub(super) fn versioned(risk: &RiskAssessment) -> Versioned<RiskView> {
    Versioned {
        version: risk.version,
        body: risk.into(),
    }
}

fn created(risk: &RiskAssessment) -> Created<RiskView> {
    Created {
        location: format!("/api/v1/risk/{}", risk.id),
        version: risk.version,
        body: risk.into(),
    }
}

#[utoipa::path(
    post, path = "/api/v1/risk", tag = "risk", operation_id = "begin_risk", request_body = AboutFields,
    responses(
        (status = 201, body = RiskView, description = "Begun as a draft"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Begins a risk assessment between children and members of their family.
pub async fn begin(door: Guarded<act::AssessRisk>, body: Body<AboutFields>) -> Saved {
    let about = body.0.read()?;
    door.write(move |work| {
        let begun = commands::begin(work, (&about.0, &about.1))?;
        Ok(begun.map(|risk| created(&risk)))
    })
    .await
}

#[utoipa::path(
    get, path = "/api/v1/people/{id}/risk", tag = "risk", operation_id = "risk_of_person",
    params(("id" = PersonId, Path, description = "The child or family member")),
    responses(
        (status = 200, body = RiskListView, description = "Their assessments, the latest begun first"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// The risk assessments of a child or a family member.
pub async fn of_person(door: Guarded<act::ShowRisk>, id: At<PersonId>) -> Shown {
    door.look(move |look| {
        let found = queries::of_person(look, id.0)?;
        let answer = Json(RiskListView::from(&found));
        Ok(look.seen(traces::seen_of(id.0, found.subjects(), "risk"), answer))
    })
    .await
}

#[utoipa::path(
    get, path = "/api/v1/risk/{id}", tag = "risk", operation_id = "show_risk",
    params(("id" = RiskId, Path, description = "The assessment")),
    responses(
        (status = 200, body = RiskView, description = "The assessment"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// A risk assessment with all that was decided about it.
pub async fn show(door: Guarded<act::ShowRisk>, id: At<RiskId>) -> Shown {
    door.look(move |look| {
        let (risk, _) = queries::permitted(look, id.0)?;
        Ok(look.seen(traces::seen(&risk, "risk"), versioned(&risk)))
    })
    .await
}

#[utoipa::path(
    put, path = "/api/v1/risk/{id}", tag = "risk", operation_id = "write_risk", request_body = ContentFields,
    params(
        ("id" = RiskId, Path, description = "The assessment"),
        ("If-Match" = String, Header, description = "The version that is changed"),
    ),
    responses(
        (status = 200, body = RiskView, description = "Written"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Writes all of a draft anew.
pub async fn rewrite(
    door: Guarded<act::AssessRisk>,
    id: At<RiskId>,
    version: IfMatch,
    body: Body<ContentFields>,
) -> Saved {
    let content = body.0.read()?;
    door.write(move |work| {
        let saved = commands::rewrite(work, (id.0, version.0), &content)?;
        Ok(saved.map(|risk| versioned(&risk)))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/risk/{id}/submit", tag = "risk", operation_id = "submit_risk", request_body = SubmitFields,
    params(
        ("id" = RiskId, Path, description = "The assessment"),
        ("If-Match" = String, Header, description = "The version that is changed"),
    ),
    responses(
        (status = 200, body = RiskView, description = "It waits for a second person"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Submits a draft for approval.
pub async fn submit(
    door: Guarded<act::AssessRisk>,
    id: At<RiskId>,
    version: IfMatch,
    body: Body<SubmitFields>,
) -> Saved {
    let answer = body.0.read()?;
    door.write(move |work| {
        let saved = commands::submit(work, (id.0, version.0), answer.as_ref())?;
        Ok(saved.map(|risk| versioned(&risk)))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/risk/{id}/take-back", tag = "risk", operation_id = "take_back_risk",
    params(
        ("id" = RiskId, Path, description = "The assessment"),
        ("If-Match" = String, Header, description = "The version that is changed"),
    ),
    responses(
        (status = 200, body = RiskView, description = "It is its author's draft again"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Takes a submitted assessment back, while nobody has decided it.
pub async fn take_back(door: Guarded<act::AssessRisk>, id: At<RiskId>, version: IfMatch) -> Saved {
    door.write(move |work| {
        let saved = commands::take_back(work, (id.0, version.0))?;
        Ok(saved.map(|risk| versioned(&risk)))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/risk/{id}/withdraw", tag = "risk", operation_id = "withdraw_risk",
    params(
        ("id" = RiskId, Path, description = "The assessment"),
        ("If-Match" = String, Header, description = "The version that is changed"),
    ),
    responses(
        (status = 200, body = RiskView, description = "Withdrawn; it counts for nothing"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Gives up a draft.
pub async fn withdraw(door: Guarded<act::AssessRisk>, id: At<RiskId>, version: IfMatch) -> Saved {
    door.write(move |work| {
        let saved = commands::withdraw(work, (id.0, version.0))?;
        Ok(saved.map(|risk| versioned(&risk)))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/risk/{id}/copy", tag = "risk", operation_id = "copy_risk",
    params(
        ("id" = RiskId, Path, description = "The assessment"),
    ),
    responses(
        (status = 201, body = RiskView, description = "The new draft"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Begins a new draft as a copy, to take the place of the first.
pub async fn copy(door: Guarded<act::AssessRisk>, id: At<RiskId>) -> Saved {
    door.write(move |work| {
        let begun = commands::copy(work, id.0)?;
        Ok(begun.map(|risk| created(&risk)))
    })
    .await
}
