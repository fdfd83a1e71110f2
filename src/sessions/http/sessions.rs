//! Sessions: booked, changed, called off, decided on.

use kernel::{
    id::{PersonId, SessionId},
    time::LondonDay,
};
use law::access::act;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::{SessionRecordView, SessionView, SessionsView};
use crate::{
    http::{
        At, Body, Created, Guarded, IfMatch, Json, ProblemDocument, Query, Saved, Shown, Versioned,
    },
    sessions::{
        Session, commands, queries,
        rules::{
            BecauseFields, BookingFields, CancelFields, DecisionFields, SessionFields, days_of,
        },
        traces,
    },
};

fn versioned(session: &Session) -> Versioned<SessionView> {
    Versioned {
        version: session.version,
        body: session.into(),
    }
}

#[utoipa::path(
    post, path = "/api/v1/sessions", tag = "sessions", operation_id = "book_session", request_body = BookingFields,
    responses(
        (status = 201, body = SessionView, description = "Planned; what holds it stands on its record"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Books a session of a plan.
pub async fn book(door: Guarded<act::BookSession>, body: Body<BookingFields>) -> Saved {
    let (plan, draft) = body.0.read()?;
    let standing = body.0.stands_for()?;
    door.write(move |work| {
        let booked = commands::book_for(work, (plan, standing), &draft)?;
        Ok(booked.map(|session| Created {
            location: format!("/api/v1/sessions/{}", session.id),
            version: session.version,
            body: SessionView::from(&session),
        }))
    })
    .await
}

#[utoipa::path(
    get, path = "/api/v1/sessions/{id}", tag = "sessions", operation_id = "show_session",
    params(("id" = SessionId, Path, description = "The session")),
    responses(
        (status = 200, body = SessionRecordView, description = "The session with its checks, flags and history"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// A session with everything known about it.
pub async fn show(door: Guarded<act::ShowSession>, id: At<SessionId>) -> Shown {
    door.look(move |look| {
        let record = queries::record(look, id.0)?;
        let answer = Versioned {
            version: record.session.version,
            body: SessionRecordView::from(&record),
        };
        Ok(look.seen(traces::seen(&record.session, "record"), answer))
    })
    .await
}

/// From which day until which; without them, the four weeks before and the eight after today.
#[derive(Debug, Clone, Default, Deserialize, IntoParams, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct DaysQuery {
    /// First day, `2026-11-24`.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[param(max_length = 10)]
    from: String,
    /// Last day; a year after the first at most.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[param(max_length = 10)]
    until: String,
}

impl DaysQuery {
    /// The days, read.
    ///
    /// # Errors
    /// When one is no date, or they are more than a year apart.
    pub fn read(
        &self,
        today: LondonDay,
    ) -> Result<(LondonDay, LondonDay), kernel::refusal::Refused> {
        days_of((&self.from, &self.until), today)
    }
}

#[utoipa::path(
    get, path = "/api/v1/people/{id}/sessions", tag = "sessions", operation_id = "sessions_of_child",
    params(("id" = PersonId, Path, description = "The child"), DaysQuery),
    responses(
        (status = 200, body = SessionsView, description = "By when they begin"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// The sessions of a child.
pub async fn of_child(
    door: Guarded<act::ShowSession>,
    id: At<PersonId>,
    query: Query<DaysQuery>,
) -> Shown {
    let days = query.0.read(door.now().london_day())?;
    door.look(move |look| {
        let (child, listed) = queries::list_of_child(look, id.0, days)?;
        let fact = traces::listed(child.id, &listed.sessions);
        Ok(look.seen(fact, Json(SessionsView::from(&*listed.sessions))))
    })
    .await
}

#[utoipa::path(
    put, path = "/api/v1/sessions/{id}", tag = "sessions", operation_id = "change_session", request_body = SessionFields,
    params(("id" = SessionId, Path, description = "The session"),
        ("If-Match" = String, Header, description = "The version that is changed"),),
    responses(
        (status = 200, body = SessionView, description = "Changed; everything was checked anew"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Moves a session, or gives it another room, other staff or other transport.
pub async fn change(
    door: Guarded<act::ChangeSession>,
    id: At<SessionId>,
    version: IfMatch,
    body: Body<SessionFields>,
) -> Saved {
    let read = body.0.read()?;
    door.write(move |work| {
        let done = commands::change(work, (id.0, version.0), &read)?;
        Ok(done.map(|session| versioned(&session)))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/sessions/{id}/cancel", tag = "sessions", operation_id = "cancel_session", request_body = CancelFields,
    params(("id" = SessionId, Path, description = "The session"),
        ("If-Match" = String, Header, description = "The version that is changed"),),
    responses(
        (status = 200, body = SessionView, description = "Called off"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Calls a session off.
pub async fn cancel(
    door: Guarded<act::CancelSession>,
    id: At<SessionId>,
    version: IfMatch,
    body: Body<CancelFields>,
) -> Saved {
    let read = body.0.read()?;
    door.write(move |work| {
        let done = commands::cancel(work, (id.0, version.0), read.0, read.1.as_ref())?;
        Ok(done.map(|session| versioned(&session)))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/sessions/{id}/void", tag = "sessions", operation_id = "void_session", request_body = BecauseFields,
    params(("id" = SessionId, Path, description = "The session"),
        ("If-Match" = String, Header, description = "The version that is changed"),),
    responses(
        (status = 200, body = SessionView, description = "Void"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Says that a session was made in error. It is kept.
pub async fn void(
    door: Guarded<act::CancelSession>,
    id: At<SessionId>,
    version: IfMatch,
    body: Body<BecauseFields>,
) -> Saved {
    let read = body.0.read()?;
    door.write(move |work| {
        let done = commands::void(work, (id.0, version.0), &read)?;
        Ok(done.map(|session| versioned(&session)))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/sessions/{id}/decide", tag = "sessions", operation_id = "decide_session", request_body = DecisionFields,
    params(("id" = SessionId, Path, description = "The session"),
        ("If-Match" = String, Header, description = "The version that is changed"),),
    responses(
        (status = 200, body = SessionView, description = "Decided"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Decides that a session goes ahead although something holds it.
pub async fn decide(
    door: Guarded<act::DecideSession>,
    id: At<SessionId>,
    version: IfMatch,
    body: Body<DecisionFields>,
) -> Saved {
    let read = body.0.read()?;
    door.write(move |work| {
        let done = commands::decide(work, (id.0, version.0), &read.0, &read.1)?;
        Ok(done.map(|session| versioned(&session)))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/sessions/{id}/keep", tag = "sessions", operation_id = "keep_session", request_body = BecauseFields,
    params(("id" = SessionId, Path, description = "The session"),
        ("If-Match" = String, Header, description = "The version that is changed"),),
    responses(
        (status = 200, body = SessionView, description = "Kept; its flags are ended"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Keeps a session that a change has put in question, because.
pub async fn keep(
    door: Guarded<act::DecideSession>,
    id: At<SessionId>,
    version: IfMatch,
    body: Body<BecauseFields>,
) -> Saved {
    let read = body.0.read()?;
    door.write(move |work| {
        let done = commands::keep(work, (id.0, version.0), &read)?;
        Ok(done.map(|session| versioned(&session)))
    })
    .await
}
