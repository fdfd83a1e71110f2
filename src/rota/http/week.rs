//! A week, and its publishing.

use kernel::{
    refusal::{FieldError, Refused},
    text::Narrative,
    time::LondonDay,
};
use law::access::act;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{PublishedView, WeekDocument};
use crate::{
    http::{At, Body, Guarded, IfMatch, ProblemDocument, Saved, Shown, Versioned},
    rota::{Concern, Reading, commands, queries, traces, week_of},
};

/// A family that was read about, and why the week goes out nevertheless.
#[derive(Debug, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ReadingFields {
    /// Which family, and what about it.
    about: Concern,
    /// The publisher's reason.
    #[validate(length(
        min = 1,
        max = 2000,
        message = "Give a reason of 1 to 2,000 characters."
    ))]
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// What is said when a week is published.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(default, deny_unknown_fields)]
pub struct PublishFields {
    /// A reason for each of the week's `concerns`.
    #[validate(nested, length(max = 500, message = "Send 500 readings or fewer."))]
    #[schema(max_items = 500)]
    readings: Vec<ReadingFields>,
}

impl PublishFields {
    fn read(self) -> Result<Vec<Reading>, Refused> {
        let (mut readings, mut errors) = (Vec::new(), Vec::new());
        for (number, fields) in self.readings.into_iter().enumerate() {
            match fields.reason.parse::<Narrative>() {
                Ok(reason) => readings.push(Reading {
                    concern: fields.about,
                    reason,
                }),
                Err(fault) => errors.push(FieldError::new(
                    format!("/readings/{number}/reason"),
                    fault.code(),
                    format!("The reason {fault}"),
                )),
            }
        }
        if errors.is_empty() {
            Ok(readings)
        } else {
            Err(Refused::Invalid(errors))
        }
    }
}

#[utoipa::path(
    get, path = "/api/v1/rotas/{monday}/week", tag = "rota", operation_id = "show_week",
    params(("monday" = LondonDay, Path, description = "The Monday of the week")),
    responses(
        (status = 200, body = WeekDocument, description = "The week, as far as the caller may know of it; its ETag is what publishing asks for"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// A week of the rota as one document.
pub async fn show_week(door: Guarded<act::ShowRota>, at: At<LondonDay>) -> Shown {
    let (week, reader) = (week_of(at.0)?, door.caller().0);
    door.look(move |look| {
        let view = queries::week(look, week)?;
        let fact = traces::seen(reader, week, "document", view.subjects());
        let answer = Versioned {
            version: view.fingerprint(),
            body: WeekDocument::from(&view),
        };
        Ok(look.seen(fact, answer))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/rotas/{monday}/publish", tag = "rota", operation_id = "publish_week",
    params(
        ("monday" = LondonDay, Path, description = "The Monday of the week"),
        ("If-Match" = String, Header, description = "The ETag of the week as it was seen"),
        ("Idempotency-Key" = Option<String>, Header, description = "So that sending it twice publishes once"),
    ),
    request_body = PublishFields,
    responses(
        (status = 200, body = PublishedView, description = "Published; who is held stayed behind"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Publishes a week as it was seen.
pub async fn publish_week(
    door: Guarded<act::PublishRota>,
    at: At<LondonDay>,
    seen: IfMatch,
    body: Body<PublishFields>,
) -> Saved {
    let week = week_of(at.0)?;
    let seen = (week, seen.0);
    let readings = body.0.read()?;
    let ahead = door.ahead(move |look| commands::ahead_of_publishing(look, seen));
    let ahead = ahead.await?;
    door.write(move |work| {
        let done = commands::publish(work, seen, &readings, &ahead)?;
        Ok(done.map(|published| Versioned {
            version: published.rota.version,
            body: PublishedView::from(&published),
        }))
    })
    .await
}
