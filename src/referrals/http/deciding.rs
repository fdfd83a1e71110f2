//! Deciding on referrals: return, log the call, decline, accept.

use kernel::id::ReferralId;
use law::access::act;

use super::{PlanView, ReferralView, versioned};
use crate::{
    http::{At, Body, Created, Guarded, IfMatch, ProblemDocument, Saved},
    referrals::{
        commands,
        rules::{CallFields, PlanFields, SayFields},
    },
};

#[utoipa::path(
    post, path = "/api/v1/referrals/{id}/return", tag = "referrals", operation_id = "return_referral", request_body = SayFields,
    params(
        ("id" = ReferralId, Path, description = "The referral"),
        ("If-Match" = String, Header, description = "The version that is changed"),
    ),
    responses(
        (status = 200, body = ReferralView, description = "Returned"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Returns a referral with one question.
pub async fn give_back(
    door: Guarded<act::DecideReferral>,
    id: At<ReferralId>,
    version: IfMatch,
    body: Body<SayFields>,
) -> Saved {
    let read = body.0.read("question");
    door.save(read, move |work, words| {
        let done = commands::give_back(work, (id.0, version.0), words)?;
        Ok(done.map(|one| versioned(&one)))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/referrals/{id}/decline", tag = "referrals", operation_id = "decline_referral", request_body = SayFields,
    params(
        ("id" = ReferralId, Path, description = "The referral"),
        ("If-Match" = String, Header, description = "The version that is changed"),
    ),
    responses(
        (status = 200, body = ReferralView, description = "Declined"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Declines a referral.
pub async fn decline(
    door: Guarded<act::DecideReferral>,
    id: At<ReferralId>,
    version: IfMatch,
    body: Body<SayFields>,
) -> Saved {
    let read = body.0.read("reason");
    door.save(read, move |work, words| {
        let done = commands::decline(work, (id.0, version.0), words)?;
        Ok(done.map(|one| versioned(&one)))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/referrals/{id}/call", tag = "referrals", operation_id = "log_verification_call", request_body = CallFields,
    params(
        ("id" = ReferralId, Path, description = "The referral"),
        ("If-Match" = String, Header, description = "The version that is changed"),
    ),
    responses(
        (status = 200, body = ReferralView, description = "Logged"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Logs the call that verifies a referral.
pub async fn log_call(
    door: Guarded<act::DecideReferral>,
    id: At<ReferralId>,
    version: IfMatch,
    body: Body<CallFields>,
) -> Saved {
    let read = body.0.read(door.now());
    door.save(read, move |work, called| {
        let logged = commands::log_call(work, (id.0, version.0), called.clone())?;
        Ok(logged.map(|one| versioned(&one)))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/referrals/{id}/accept", tag = "referrals", operation_id = "accept_referral", request_body = PlanFields,
    params(
        ("id" = ReferralId, Path, description = "The referral"),
        ("If-Match" = String, Header, description = "The version that is changed"),
    ),
    responses(
        (status = 201, body = PlanView, description = "Accepted, with this plan"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Accepts a referral: its contact plan is made.
pub async fn accept(
    door: Guarded<act::DecideReferral>,
    id: At<ReferralId>,
    version: IfMatch,
    body: Body<PlanFields>,
) -> Saved {
    door.save(body.0.read(), move |work, details| {
        let accepted = commands::accept(work, (id.0, version.0), details)?;
        Ok(accepted.map(|(_, plan)| Created {
            location: format!("/api/v1/plans/{}", plan.id),
            version: plan.version,
            body: PlanView::from(&plan),
        }))
    })
    .await
}
