//! Signatures, records and addenda.

use kernel::{id::SessionId, refusal::Refused};
use law::access::act;

use super::{AddendumFields, EntryView, ObservationView, SignatureFields, SignedView};
use crate::{
    http::{At, Body, Created, Guarded, IfMatch, Json, ProblemDocument, Saved, Shown},
    observations::{NewEntry, commands, queries, traces},
};

#[utoipa::path(
    post, path = "/api/v1/sessions/{id}/signature", tag = "observations", operation_id = "sign_record",
    params(
        ("id" = SessionId, Path, description = "The session"),
        ("If-Match" = String, Header, description = "The log that is signed"),
    ),
    request_body = SignatureFields,
    responses(
        (status = 201, body = SignedView, description = "Signed; nothing in it changes from now on"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Signs the record of a session.
pub async fn sign(
    door: Guarded<act::SignRecord>,
    id: At<SessionId>,
    version: IfMatch,
    body: Body<SignatureFields>,
) -> Saved {
    door.save(body.0.read(), move |work, new| {
        let signed = commands::sign(work, (id.0, version.0), new)?;
        Ok(signed.map(|record| Created {
            location: format!("/api/v1/sessions/{}/observation", id.0),
            version: 1,
            body: SignedView::from(&record),
        }))
    })
    .await
}

#[utoipa::path(
    get, path = "/api/v1/sessions/{id}/observation", tag = "observations", operation_id = "show_record",
    params(("id" = SessionId, Path, description = "The session")),
    responses(
        (status = 200, body = ObservationView, description = "The signed record, or when it is due"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// The signed record of a session with its addenda.
pub async fn observation(door: Guarded<act::ShowRecord>, id: At<SessionId>) -> Shown {
    door.look(move |look| {
        let reading = queries::reading(look, id.0)?;
        let fact = traces::seen(&reading.session, "record");
        Ok(look.seen(fact, Json(ObservationView::from(&reading))))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/sessions/{id}/addenda", tag = "observations", operation_id = "add_addendum",
    params(("id" = SessionId, Path, description = "The session")), request_body = AddendumFields,
    responses(
        (status = 201, body = EntryView, description = "Added"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Adds an addendum to a signed record.
pub async fn add_addendum(
    door: Guarded<act::AddAddendum>,
    id: At<SessionId>,
    body: Body<AddendumFields>,
) -> Saved {
    let new: Result<NewEntry, Refused> = Ok(body.0.into());
    door.save(new, move |work, new| {
        let added = commands::add_addendum(work, id.0, new)?;
        Ok(added.map(|entry| Created {
            location: format!("/api/v1/sessions/{}/observation", id.0),
            version: 1,
            body: EntryView::from(&entry),
        }))
    })
    .await
}
