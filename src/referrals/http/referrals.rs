//! Referrals: list, begin, answer, copy, send, reply, withdraw.

use kernel::{
    id::ReferralId,
    page::{Page, Want},
};
use law::access::act;
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

use super::{ReferralRecordView, ReferralRow, ReferralView, versioned};
use crate::{
    http::{
        At, Body, Created, Guarded, IfMatch, Json, ProblemDocument, Query, Saved, Shown, Versioned,
    },
    referrals::{
        Referral, StateCode, commands, queries,
        rules::{CopyFields, NewFields, SayFields, Topic, TopicFields},
        traces,
    },
};

/// Which page of the list.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReferralQuery {
    /// The `next` of the page before.
    #[validate(length(max = 30, message = "Use the cursor of the page before."))]
    #[param(max_length = 30)]
    cursor: Option<String>,
    /// How many items, 1 to 200; 25 when left out.
    #[validate(range(min = 1, max = 200, message = "Give a number from 1 to 200."))]
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// Only those in this state.
    state: Option<StateCode>,
    /// Only the one of this number, in whatever state.
    #[validate(length(max = 100, message = "Use 100 characters or fewer."))]
    #[param(max_length = 100, example = "FT-2026-0412-5")]
    number: Option<String>,
}

fn created(one: &Referral) -> Created<ReferralView> {
    Created {
        location: format!("/api/v1/referrals/{}", one.id),
        version: one.version,
        body: ReferralView::from(one),
    }
}

#[utoipa::path(
    get, path = "/api/v1/referrals", tag = "referrals", operation_id = "list_referrals", params(ReferralQuery),
    responses(
        (status = 200, body = Page<ReferralRow>, description = "Referrals"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Referrals the caller may open, the latest begun first.
pub async fn list(door: Guarded<act::ListReferrals>, query: Query<ReferralQuery>) -> Shown {
    let reader = door.caller().0;
    door.look(move |look| {
        let ReferralQuery {
            cursor,
            limit,
            state,
            number,
        } = query.0;
        let states = state.map_or_else(|| StateCode::ALL.to_vec(), |state| vec![state]);
        let page = match number {
            Some(number) => queries::numbered(look, &number)?,
            None => queries::referrals(look, &states, &Want::new(cursor, limit))?,
        };
        let shown: Vec<_> = page.items.iter().flat_map(Referral::persons).collect();
        let page = page.map(|one| ReferralRow::from(&one));
        Ok(look.seen(traces::listed(reader, shown), Json(page)))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/referrals", tag = "referrals", operation_id = "begin_referral", request_body = NewFields,
    responses(
        (status = 201, body = ReferralView, description = "Begun, as a draft"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Begins a referral.
pub async fn begin(door: Guarded<act::WriteReferral>, body: Body<NewFields>) -> Saved {
    door.save(body.0.read(), |work, (kind, children, renews)| {
        let begun = commands::begin(work, *kind, children, *renews)?;
        Ok(begun.map(|one| created(&one)))
    })
    .await
}

#[utoipa::path(
    get, path = "/api/v1/referrals/{id}", tag = "referrals", operation_id = "show_referral",
    params(
        ("id" = ReferralId, Path, description = "The referral"),
    ),
    responses(
        (status = 200, body = ReferralRecordView, description = "The referral"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// A referral.
pub async fn show(door: Guarded<act::ShowReferral>, id: At<ReferralId>) -> Shown {
    door.look(move |look| {
        let record = queries::referral_record(look, id.0)?;
        let answer = Versioned {
            version: record.referral.version,
            body: ReferralRecordView::from(&record),
        };
        Ok(look.seen(traces::seen(&record.referral, "referral"), answer))
    })
    .await
}

#[utoipa::path(
    put, path = "/api/v1/referrals/{id}/answers/{topic}", tag = "referrals", operation_id = "answer_referral", request_body = TopicFields,
    params(
        ("id" = ReferralId, Path, description = "The referral"),
        ("topic" = inline(Topic), Path, description = "The section"),
        ("If-Match" = String, Header, description = "The version that is changed"),
    ),
    responses(
        (status = 200, body = ReferralView, description = "Answered"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Writes a section of a referral. What is not named stays as it is.
pub async fn answer(
    door: Guarded<act::WriteReferral>,
    path: At<(ReferralId, Topic)>,
    version: IfMatch,
    body: Body<TopicFields>,
) -> Saved {
    let (id, topic) = path.0;
    let read = body.0.read(topic, door.now().london_day());
    door.save(read, move |work, replies| {
        let answered = commands::answer(work, (id, version.0), topic, replies)?;
        Ok(answered.map(|one| versioned(&one)))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/referrals/{id}/copies", tag = "referrals", operation_id = "copy_referral", request_body = CopyFields,
    params(
        ("id" = ReferralId, Path, description = "The referral"),
    ),
    responses(
        (status = 201, body = ReferralView, description = "Begun, as a draft"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Begins a referral for a brother or sister with what the two share.
pub async fn copy(
    door: Guarded<act::WriteReferral>,
    id: At<ReferralId>,
    body: Body<CopyFields>,
) -> Saved {
    door.save(body.0.read(), move |work, child| {
        let copied = commands::copy_for(work, id.0, *child)?;
        Ok(copied.map(|one| created(&one)))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/referrals/{id}/send", tag = "referrals", operation_id = "send_referral",
    params(
        ("id" = ReferralId, Path, description = "The referral"),
        ("If-Match" = String, Header, description = "The version that is changed"),
    ),
    responses(
        (status = 200, body = ReferralView, description = "Sent"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Sends a referral: it gets its number.
pub async fn send(
    door: Guarded<act::WriteReferral>,
    id: At<ReferralId>,
    version: IfMatch,
) -> Saved {
    door.write(move |work| {
        let sent = commands::send(work, (id.0, version.0))?;
        Ok(sent.map(|one| versioned(&one)))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/referrals/{id}/reply", tag = "referrals", operation_id = "reply_to_referral", request_body = SayFields,
    params(
        ("id" = ReferralId, Path, description = "The referral"),
        ("If-Match" = String, Header, description = "The version that is changed"),
    ),
    responses(
        (status = 200, body = ReferralView, description = "Sent again"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Answers the coordinator's question and sends the referral again.
pub async fn reply(
    door: Guarded<act::WriteReferral>,
    id: At<ReferralId>,
    version: IfMatch,
    body: Body<SayFields>,
) -> Saved {
    let read = body.0.read("reply");
    door.save(read, move |work, words| {
        let done = commands::reply(work, (id.0, version.0), words)?;
        Ok(done.map(|one| versioned(&one)))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/referrals/{id}/withdraw", tag = "referrals", operation_id = "withdraw_referral", request_body = SayFields,
    params(
        ("id" = ReferralId, Path, description = "The referral"),
        ("If-Match" = String, Header, description = "The version that is changed"),
    ),
    responses(
        (status = 200, body = ReferralView, description = "Withdrawn"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Takes a referral back.
pub async fn withdraw(
    door: Guarded<act::WriteReferral>,
    id: At<ReferralId>,
    version: IfMatch,
    body: Body<SayFields>,
) -> Saved {
    let read = body.0.read("reason");
    door.save(read, move |work, words| {
        let done = commands::withdraw(work, (id.0, version.0), words)?;
        Ok(done.map(|one| versioned(&one)))
    })
    .await
}
