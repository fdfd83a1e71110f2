//! Own sessions, their brief and their log.

use kernel::{id::SessionId, refusal::Refused};
use law::access::act;

use super::{BriefView, EntryFields, EntryView, LogView, TodayView};
use crate::{
    http::{At, Body, Created, Guarded, Json, ProblemDocument, Saved, Shown, Versioned},
    observations::{NewEntry, commands, queries, traces},
};

#[utoipa::path(
    get, path = "/api/v1/today", tag = "observations", operation_id = "show_today",
    responses(
        (status = 200, body = TodayView, description = "Own sessions and unfinished records"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// One's own sessions of today and tomorrow, and the records one has to finish.
pub async fn today(door: Guarded<act::ShowToday>) -> Shown {
    let user = door.caller().0;
    door.look(move |look| {
        let list = queries::today(look, user)?;
        let fact = traces::listed(user, list.sessions());
        Ok(look.seen(fact, Json(TodayView::from(&list))))
    })
    .await
}

#[utoipa::path(
    get, path = "/api/v1/sessions/{id}/brief", tag = "observations", operation_id = "read_brief",
    params(("id" = SessionId, Path, description = "The session")),
    responses(
        (status = 200, body = BriefView, description = "The brief as it stands"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// The brief of a session. Its version stands in a read receipt.
pub async fn brief(door: Guarded<act::ReadBrief>, id: At<SessionId>) -> Shown {
    door.look(move |look| {
        let (session, brief) = queries::brief(look, id.0)?;
        let services = queries::services(look, &session)?;
        let view = BriefView {
            session: session.id,
            version: brief.version()?,
            brief,
            services: services.into_iter().map(Into::into).collect(),
        };
        Ok(look.seen(traces::seen(&session, "brief"), Json(view)))
    })
    .await
}

#[utoipa::path(
    get, path = "/api/v1/sessions/{id}/entries", tag = "observations", operation_id = "show_log",
    params(("id" = SessionId, Path, description = "The session")),
    responses(
        (status = 200, body = LogView, description = "The log so far; its `ETag` is what a signature is held against"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// The log of a session, for who has a seat in it.
pub async fn log(door: Guarded<act::RecordSession>, id: At<SessionId>) -> Shown {
    door.look(move |look| {
        let writing = queries::writing(look, id.0)?;
        let answer = Versioned {
            version: writing.version(),
            body: LogView::from(&writing),
        };
        Ok(look.seen(traces::seen(&writing.session, "log"), answer))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/sessions/{id}/entries", tag = "observations", operation_id = "add_entry",
    params(("id" = SessionId, Path, description = "The session")), request_body = EntryFields,
    responses(
        (status = 201, body = EntryView, description = "Saved; the same again for the same entry sent again"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Adds an entry to the log of a session, and takes the step of its life that it tells of.
pub async fn add_entry(
    door: Guarded<act::RecordSession>,
    id: At<SessionId>,
    body: Body<EntryFields>,
) -> Saved {
    let new: Result<NewEntry, Refused> = Ok(body.0.into());
    door.save(new, move |work, new| {
        let added = commands::add(work, id.0, new)?;
        Ok(added.map(|entry| Created {
            location: format!("/api/v1/sessions/{}/entries", id.0),
            version: 1,
            body: EntryView::from(&entry),
        }))
    })
    .await
}
