//! What is sent to publish a week.

use kernel::{
    refusal::{FieldError, Refused},
    text::Narrative,
};
use serde::Deserialize;

use crate::rota::Reading;

/// What a browser sends: the version that was seen, and a reason for each family that was read about.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct PublishForm(Vec<(String, String)>);

impl PublishForm {
    /// Filled in with what was said about the same families when the week was published before: read
    /// again, not written again.
    pub(super) fn said_before(reasons: Vec<Reading>) -> Self {
        let fields = reasons.into_iter().map(|reading| {
            let name = format!("reason-{}", reading.concern);
            (name, reading.reason.to_string())
        });
        Self(fields.collect())
    }

    pub(super) fn text(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    pub(super) fn seen(&self) -> i64 {
        self.text("version").parse().unwrap_or_default()
    }

    /// The reasons that were given. A family without one is found by the command, which knows them
    /// all.
    pub(super) fn read(&self) -> Result<Vec<Reading>, Refused> {
        let (mut readings, mut errors) = (Vec::new(), Vec::new());
        for (name, value) in &self.0 {
            let concern = name
                .strip_prefix("reason-")
                .and_then(|name| name.parse().ok());
            let Some(concern) = concern.filter(|_| !value.trim().is_empty()) else {
                continue;
            };
            match value.parse::<Narrative>() {
                Ok(reason) => readings.push(Reading { concern, reason }),
                Err(fault) => {
                    let words = format!("Your reason {fault}");
                    errors.push(FieldError::new(format!("/{name}"), fault.code(), words));
                }
            }
        }
        if errors.is_empty() {
            Ok(readings)
        } else {
            Err(Refused::Invalid(errors))
        }
    }
}
