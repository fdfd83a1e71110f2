//! Supervisors, their absences, and what each may do for themselves.

use kernel::{
    id::{AbsenceId, SupervisorId},
    page::Page,
};
use law::access::act;

use super::{AbsenceView, ListQuery, SupervisorRecordView, SupervisorView};
use crate::{
    http::{
        At, Body, Created, Guarded, IfMatch, Json, ProblemDocument, Query, Saved, Shown, Versioned,
    },
    resources::{
        commands, queries,
        rules::{AbsenceFields, SpanFields, SupervisorFields},
        traces,
    },
};

#[utoipa::path(
    get, path = "/api/v1/supervisors", tag = "resources", operation_id = "list_supervisors",
    params(ListQuery),
    responses(
        (status = 200, body = Page<SupervisorView>, description = "By name"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Supervisors by name.
pub async fn list_supervisors(
    door: Guarded<act::ListSupervisors>,
    query: Query<ListQuery>,
) -> Shown {
    let reader = door.caller().0;
    door.look(move |look| {
        let page = queries::supervisors(look, &query.0.want())?;
        let body = Json(page.map(|one| SupervisorView::from(&one)));
        Ok(look.seen(traces::listed(reader, "supervisors"), body))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/supervisors", tag = "resources", operation_id = "add_supervisor", request_body = SupervisorFields,
    responses(
        (status = 201, body = SupervisorView, description = "Added"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Adds a supervisor.
pub async fn add_supervisor(
    door: Guarded<act::KeepSupervisors>,
    body: Body<SupervisorFields>,
) -> Saved {
    let read = body.0.read(door.now().london_day())?;
    door.write(move |work| {
        let added = commands::add_supervisor(work, &read.0, read.1.as_ref())?;
        Ok(added.map(|new| Created {
            location: format!("/api/v1/supervisors/{}", new.id),
            version: new.version,
            body: SupervisorView::from(&new),
        }))
    })
    .await
}

#[utoipa::path(
    get, path = "/api/v1/supervisors/{id}", tag = "resources", operation_id = "show_supervisor",
    params(("id" = SupervisorId, Path, description = "The supervisor")),
    responses(
        (status = 200, body = SupervisorRecordView, description = "The record"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// A supervisor with their number and absences.
pub async fn show_supervisor(door: Guarded<act::ShowSupervisor>, id: At<SupervisorId>) -> Shown {
    door.look(move |look| {
        let record = queries::supervisor_record(look, id.0)?;
        let answer = Versioned {
            version: record.supervisor.version,
            body: SupervisorRecordView::from(&record),
        };
        Ok(look.seen(traces::seen(id.0, "record"), answer))
    })
    .await
}

#[utoipa::path(
    put, path = "/api/v1/supervisors/{id}", tag = "resources", operation_id = "edit_supervisor", request_body = SupervisorFields,
    params(("id" = SupervisorId, Path, description = "The supervisor"),
        ("If-Match" = String, Header, description = "The version that is changed"),),
    responses(
        (status = 200, body = SupervisorView, description = "Changed"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Changes a supervisor.
pub async fn edit_supervisor(
    door: Guarded<act::KeepSupervisors>,
    id: At<SupervisorId>,
    version: IfMatch,
    body: Body<SupervisorFields>,
) -> Saved {
    let read = body.0.read(door.now().london_day())?;
    door.write(move |work| {
        let changed = commands::edit_supervisor(work, (id.0, version.0), &read.0, read.1.as_ref())?;
        Ok(changed.map(|new| Versioned {
            version: new.version,
            body: SupervisorView::from(&new),
        }))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/supervisors/{id}/absences", tag = "resources", operation_id = "record_absence", request_body = AbsenceFields,
    params(("id" = SupervisorId, Path, description = "The supervisor")),
    responses(
        (status = 201, body = AbsenceView, description = "Added"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Records that a supervisor is away.
pub async fn record_absence(
    door: Guarded<act::RecordAbsence>,
    id: At<SupervisorId>,
    body: Body<AbsenceFields>,
) -> Saved {
    let read = body.0.read()?;
    door.write(move |work| {
        let added = commands::record_absence(work, id.0, read.0, read.1)?;
        Ok(added.map(|new| Created {
            location: format!("/api/v1/supervisors/{}", new.supervisor),
            version: 1,
            body: AbsenceView::from(&new),
        }))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/absences/{id}/end", tag = "resources", operation_id = "end_absence",
    params(("id" = AbsenceId, Path, description = "The absence")),
    responses(
        (status = 200, body = AbsenceView, description = "Ended"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Ends an absence now; one that has not begun never was.
pub async fn end_absence(door: Guarded<act::RecordAbsence>, id: At<AbsenceId>) -> Saved {
    door.write(move |work| {
        Ok(commands::end_absence(work, id.0)?.map(|ended| Json(AbsenceView::from(&ended))))
    })
    .await
}

#[utoipa::path(
    get, path = "/api/v1/availability", tag = "resources", operation_id = "show_own_availability",
    responses(
        (status = 200, body = SupervisorRecordView, description = "Own record"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// One's own working hours and absences.
pub async fn show_own_availability(door: Guarded<act::ShowOwnAvailability>) -> Shown {
    let user = door.caller().0;
    door.look(move |look| {
        let record = queries::own_record(look, user)?;
        let fact = traces::seen(record.supervisor.id, "own record");
        Ok(look.seen(fact, Json(SupervisorRecordView::from(&record))))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/availability/sickness", tag = "resources", operation_id = "record_own_sickness", request_body = SpanFields,
    responses(
        (status = 201, body = AbsenceView, description = "Recorded"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Records one's own sickness.
pub async fn record_own_sickness(
    door: Guarded<act::RecordOwnAbsence>,
    body: Body<SpanFields>,
) -> Saved {
    let (_, span) = AbsenceFields::sickness(&body.0, door.now().london_day())?;
    door.write(move |work| {
        let recorded = commands::record_own_sickness(work, span)?;
        Ok(recorded.map(|new| Created {
            location: "/api/v1/availability".to_owned(),
            version: 1,
            body: AbsenceView::from(&new),
        }))
    })
    .await
}
