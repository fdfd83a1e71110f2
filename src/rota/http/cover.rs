//! Cover for an absence.

use kernel::id::AbsenceId;
use law::access::act;

use super::CoverView;
use crate::{
    http::{At, Guarded, Json, ProblemDocument, Shown},
    rota::{queries, traces},
};

#[utoipa::path(
    get, path = "/api/v1/absences/{id}/cover", tag = "rota", operation_id = "cover_absence",
    params(("id" = AbsenceId, Path, description = "The absence")),
    responses(
        (status = 200, body = CoverView, description = "The sessions it leaves short, and who could step in"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// The sessions that an absence leaves short of a supervisor, and who could step in. Whoever is chosen is
/// put in by changing the session.
pub async fn cover_absence(door: Guarded<act::ShowRota>, id: At<AbsenceId>) -> Shown {
    let reader = door.caller().0;
    door.look(move |look| {
        let cover = queries::cover(look, id.0)?;
        let fact = traces::cover_seen(reader, id.0, cover.subjects());
        Ok(look.seen(fact, Json(CoverView::from(&cover))))
    })
    .await
}
