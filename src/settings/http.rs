//! The API of settings.

use law::access::act;
use serde::Serialize;
use utoipa::ToSchema;

use super::{InForce, commands, queries, rules::SettingsFields};
use crate::http::{Body, Guarded, IfMatch, Opened, ProblemDocument, Saved, Versioned};

/// The settings in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct SettingsView {
    /// What they are.
    #[schema(inline)]
    pub settings: SettingsFields,
    /// When they were last changed; nothing for the defaults.
    pub changed_at: Option<String>,
    /// 1 for the defaults; one more with each change.
    pub version: i64,
}

impl From<&InForce> for SettingsView {
    fn from(found: &InForce) -> Self {
        let changed = found.changed.as_ref();
        Self {
            settings: SettingsFields {
                reason: changed.map_or_else(String::new, |changed| changed.reason.to_string()),
                ..SettingsFields::of(&found.settings)
            },
            changed_at: changed.map(|changed| changed.at.to_string()),
            version: found.version,
        }
    }
}

fn answer(found: &InForce) -> Versioned<SettingsView> {
    Versioned {
        version: found.version,
        body: SettingsView::from(found),
    }
}

#[utoipa::path(
    get, path = "/api/v1/settings", tag = "settings", operation_id = "show_settings",
    responses(
        (status = 200, body = SettingsView, description = "In force"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// The settings in force.
pub async fn show(door: Guarded<act::ShowSettings>) -> Opened {
    door.open(|look| {
        let found = queries::in_force(look)?;
        Ok(look.open(answer(&found)))
    })
    .await
}

#[utoipa::path(
    put, path = "/api/v1/settings", tag = "settings", operation_id = "change_settings", request_body = SettingsFields,
    params(("If-Match" = String, Header, description = "The version that is changed"),),
    responses(
        (status = 200, body = SettingsView, description = "In force"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Puts settings in force.
pub async fn change(
    door: Guarded<act::ChangeSettings>,
    version: IfMatch,
    body: Body<SettingsFields>,
) -> Saved {
    let (settings, reason) = body.0.read()?;
    door.write(move |work| {
        let changed = commands::change(work, version.0, &settings, &reason)?;
        Ok(changed.map(|new| answer(&new)))
    })
    .await
}
