//! How a supervisor reaches the carers of their session, and where they drive.

use kernel::{
    id::SessionId,
    text::{Address, Line, Name, Postcode},
    time::Instant,
};
use law::access::act;
use serde::Serialize;
use utoipa::ToSchema;

use super::ServiceView;
use crate::{
    http::{At, Guarded, Json, ProblemDocument, Shown},
    observations::{
        queries::{self, OnTheWay},
        traces,
    },
    sessions::Stop,
};

/// A door where children are fetched or brought back.
#[derive(Debug, Serialize, ToSchema)]
pub struct StopView {
    /// What the children are called: never a surname.
    children: Vec<Name>,
    /// The address, where one is recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<Address>,
    /// Its postcode.
    #[serde(skip_serializing_if = "Option::is_none")]
    postcode: Option<Postcode>,
}

impl From<Stop> for StopView {
    fn from(stop: Stop) -> Self {
        Self {
            children: stop.children,
            address: stop.address,
            postcode: stop.postcode,
        }
    }
}

/// How a supervisor reaches the carers, and where they drive.
#[derive(Debug, Serialize, ToSchema)]
pub struct JourneyView {
    /// Whom to ring of those the children live with; empty on any day but the session's.
    carers: Vec<ServiceView>,
    /// Whether they drive the way there.
    there: bool,
    /// Whether they drive the way back.
    back: bool,
    /// From when the doors are shown, until the journey is over.
    shown_from: Instant,
    /// The doors; empty while they are not shown.
    stops: Vec<StopView>,
    /// What the venue is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    venue: Option<Line>,
}

impl From<OnTheWay> for JourneyView {
    fn from(OnTheWay { carers, road, .. }: OnTheWay) -> Self {
        Self {
            carers: carers.into_iter().map(Into::into).collect(),
            there: road.driven.there,
            back: road.driven.back,
            shown_from: road.shown_from,
            stops: road.stops.into_iter().map(Into::into).collect(),
            venue: road.venue,
        }
    }
}

#[utoipa::path(
    get, path = "/api/v1/sessions/{id}/journey", tag = "observations", operation_id = "show_journey",
    params(("id" = SessionId, Path, description = "The session")),
    responses(
        (status = 200, body = JourneyView, description = "The carers, on the day; where to drive, while on the way"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// How to ring the carers of one's own session on its day, and where one drives its children: from an
/// hour before one sets out until the journey is over.
pub async fn journey(door: Guarded<act::ShowJourney>, id: At<SessionId>) -> Shown {
    door.look(move |look| {
        let journey = queries::journey(look, id.0)?;
        let fact = traces::journey(&journey.session, &journey.road);
        Ok(look.seen(fact, Json(JourneyView::from(journey))))
    })
    .await
}
