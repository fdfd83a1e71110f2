//! Who could supervise a session of a plan at a time, and in which rooms it could be.

use kernel::{
    id::{PlanId, RoomId, SupervisorId},
    refusal::Reason,
};
use law::access::act;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::{
    http::{At, Guarded, Json, ProblemDocument, Query, Shown},
    sessions::{
        queries::{self, RoomChoice},
        rules::{Candidate, SessionFields, occurrence},
        traces,
    },
};

/// When. Of a standing slot of the plan the day and its beginning are enough.
#[derive(Debug, Clone, Default, Deserialize, IntoParams, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct WhenQuery {
    /// The day, `2026-11-24`.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[param(max_length = 10)]
    day: String,
    /// From when, `15:30`.
    #[validate(length(max = 8, message = "Write the time as 09:30."))]
    #[param(max_length = 8)]
    from: String,
    /// Until when; blank for a standing slot.
    #[validate(length(max = 8, message = "Write the time as 09:30."))]
    #[param(max_length = 8)]
    to: String,
}

/// Somebody who might supervise.
#[derive(Debug, Serialize, ToSchema)]
pub struct RankedView {
    /// Who.
    supervisor: SupervisorId,
    /// Their name.
    name: String,
    /// Whether the children have met them.
    is_known: bool,
    /// Minutes of sessions they have that week.
    minutes: i64,
    /// Everything against it; empty where they can.
    against: Vec<Reason>,
}

impl From<&Candidate> for RankedView {
    fn from(one: &Candidate) -> Self {
        Self {
            supervisor: one.supervisor,
            name: one.name.clone(),
            is_known: one.is_known,
            minutes: one.minutes,
            against: one.against.clone(),
        }
    }
}

/// A room.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoomChoiceView {
    /// Which.
    room: RoomId,
    /// Venue and room.
    name: String,
    /// Everything against it; empty where it is free.
    against: Vec<Reason>,
}

impl From<&RoomChoice> for RoomChoiceView {
    fn from(one: &RoomChoice) -> Self {
        Self {
            room: one.room,
            name: one.name.clone(),
            against: one.against.clone(),
        }
    }
}

/// Who and what could be had for a session of a plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct FitsView {
    /// Who could supervise it, the best first; after them who cannot.
    supervisors: Vec<RankedView>,
    /// In which rooms it could be, those that are free first.
    rooms: Vec<RoomChoiceView>,
}

#[utoipa::path(
    get, path = "/api/v1/plans/{id}/fits", tag = "sessions", operation_id = "fits_of_plan",
    params(("id" = PlanId, Path, description = "The plan"), WhenQuery),
    responses(
        (status = 200, body = FitsView, description = "Who could supervise it then, and in which rooms it could be"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Who could supervise a session of a plan at a time, in order, and in which rooms it could be: for a
/// standing slot without a session, and for any other time.
pub async fn fits(
    door: Guarded<act::BookSession>,
    id: At<PlanId>,
    when: Query<WhenQuery>,
) -> Shown {
    door.look(move |look| {
        let (plan, pattern) = queries::slots_of_plan(look, id.0)?;
        let WhenQuery { day, from, to } = when.0;
        let slot = match occurrence((&day, &from), ["/day", "/from"])? {
            Some(slot) if to.is_empty() => queries::draft_for(look, &plan, slot)?,
            _ => None,
        };
        let draft = if let Some(draft) = slot {
            draft
        } else {
            let fields = SessionFields::of_plan(&plan, &pattern);
            let typed = SessionFields {
                day,
                from,
                to,
                ..fields
            };
            typed.read()?
        };
        let (supervisors, rooms) = queries::fitting(look, (None, &plan), &draft)?;
        let view = FitsView {
            supervisors: supervisors.iter().map(RankedView::from).collect(),
            rooms: rooms.iter().map(RoomChoiceView::from).collect(),
        };
        Ok(look.seen(traces::slots_seen(&plan), Json(view)))
    })
    .await
}
