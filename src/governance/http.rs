//! The API of the audit, as far as one person is concerned.

use kernel::{
    fact::Outcome,
    id::{PersonId, UserId},
    time::{Instant, LondonDay},
};
use law::access::act;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::{DayOfDeeds, Deed, Trail, Who, queries, traces};
use crate::http::{At, Guarded, Json, ProblemDocument, Query, Shown};

/// Which day.
#[derive(Debug, Default, Deserialize, Validate, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TrailQuery {
    /// A day in London; today where none is given.
    pub day: Option<LondonDay>,
}

/// Something that was done.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeedView {
    /// When.
    pub at: Instant,
    /// The account of who did it; none for the bearer of a link and the program itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<UserId>,
    /// What they are called.
    pub name: String,
    /// The name of the action, such as `people.show`.
    pub act: String,
    /// What for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// Whether it was refused: then nothing was shown or changed.
    pub refused: bool,
}

impl From<&Deed> for DeedView {
    fn from(deed: &Deed) -> Self {
        Self {
            at: deed.at,
            user: match &deed.who {
                Who::Staff(user, _) => Some(*user),
                _ => None,
            },
            name: deed.who.name().to_owned(),
            act: deed.act.clone(),
            purpose: deed.purpose.clone(),
            refused: deed.outcome == Outcome::Refused,
        }
    }
}

/// What was done with the record of a person on a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrailView {
    /// The day.
    pub day: LondonDay,
    /// The oldest first.
    #[schema(inline)]
    pub items: Vec<DeedView>,
    /// Whether more was done on that day than is shown.
    pub more: bool,
}

impl From<&Trail> for TrailView {
    fn from(trail: &Trail) -> Self {
        Self {
            day: trail.day,
            items: trail.deeds.iter().map(DeedView::from).collect(),
            more: trail.is_cut,
        }
    }
}

#[utoipa::path(
    get, path = "/api/v1/people/{id}/audit", tag = "governance", operation_id = "show_audit",
    params(("id" = PersonId, Path, description = "A person"), TrailQuery),
    responses(
        (status = 200, body = TrailView, description = "Who looked at the record and who changed it"),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Who looked at the record of a person on a day, and who changed it.
pub async fn show(
    door: Guarded<act::ShowAudit>,
    id: At<PersonId>,
    query: Query<TrailQuery>,
) -> Shown {
    let day = query.0.day.unwrap_or(door.now().london_day());
    door.look(move |look| {
        let trail = queries::trail_of(look, id.0, day)?;
        Ok(look.seen(traces::seen(&trail), Json(TrailView::from(&trail))))
    })
    .await
}

/// Which day, and which part of it.
#[derive(Debug, Default, Deserialize, Validate, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DayQuery {
    /// A day in London; today where none is given.
    pub day: Option<LondonDay>,
    /// Which part of the day, from 1; the first where none is given.
    #[validate(range(min = 1, max = 1000, message = "Give a number from 1 to 1,000."))]
    #[param(minimum = 1, maximum = 1000)]
    pub part: Option<u32>,
}

/// Something that was done, and with what kind of record.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceDeedView {
    /// When.
    pub at: Instant,
    /// The account of who did it; none for the bearer of a link and the program itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<UserId>,
    /// What they are called.
    pub name: String,
    /// The name of the action, such as `people.show`.
    pub act: String,
    /// With what kind of record, in words; never with which.
    pub with: &'static str,
    /// What for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// Whether it was refused: then nothing was shown or changed.
    pub refused: bool,
}

impl ServiceDeedView {
    fn of(deed: &Deed, with: &'static str) -> Self {
        let DeedView {
            at,
            user,
            name,
            act,
            purpose,
            refused,
        } = DeedView::from(deed);
        Self {
            at,
            user,
            name,
            act,
            with,
            purpose,
            refused,
        }
    }
}

/// What was done in the service on a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct DayView {
    /// The day.
    pub day: LondonDay,
    /// Which part of it.
    pub part: u32,
    /// The oldest first.
    #[schema(inline)]
    pub items: Vec<ServiceDeedView>,
    /// Whether there is another part.
    pub more: bool,
}

impl From<&DayOfDeeds> for DayView {
    fn from(seen: &DayOfDeeds) -> Self {
        let items = seen.deeds.iter().zip(&seen.kinds);
        Self {
            day: seen.day,
            part: seen.part,
            items: items
                .map(|(deed, with)| ServiceDeedView::of(deed, with))
                .collect(),
            more: seen.more,
        }
    }
}

#[utoipa::path(
    get, path = "/api/v1/audit", tag = "governance", operation_id = "list_audit",
    params(DayQuery),
    responses(
        (status = 200, body = DayView, description = "Who did what, without whom it was done with"),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Who did what in the service on a day, for those who oversee it: no child and no family is named.
pub async fn list(door: Guarded<act::ListAudit>, query: Query<DayQuery>) -> Shown {
    let (reader, day) = (
        door.caller().0,
        query.0.day.unwrap_or(door.now().london_day()),
    );
    let part = query.0.part.unwrap_or(1);
    door.look(move |look| {
        let seen = queries::day_of_deeds(look, day, part)?;
        let fact = traces::overseen(reader, &seen);
        Ok(look.seen(fact, Json(DayView::from(&seen))))
    })
    .await
}
