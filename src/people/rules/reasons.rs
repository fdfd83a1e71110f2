//! Decisions on who may know of somebody, as typed: each has a written reason.

use kernel::{fields::Reading, id::UserId, refusal::Refused, text::Narrative};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

/// Whom to keep from somebody, or no longer, and why.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct ExclusionFields {
    /// The account of the member of staff.
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    #[schema(max_length = 30)]
    pub worker: String,
    /// Why.
    #[validate(length(max = 2000, message = "Use 2,000 characters or fewer."))]
    #[schema(max_length = 2000)]
    pub reason: String,
}

impl ExclusionFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<(UserId, Narrative), Refused> {
        let mut reading = Reading::of(self);
        let worker = reading.id("/worker", "member of staff", &self.worker);
        let reason = reason_of(&mut reading, &self.reason);
        reading.finish(worker.zip(reason))
    }
}

/// The written reason of a decision, read.
///
/// # Errors
/// At `/reason`, when there is none or it does not fit.
pub fn reason(text: &str) -> Result<Narrative, Refused> {
    let mut reading = Reading::new();
    let reason = reason_of(&mut reading, text);
    reading.finish(reason)
}

fn reason_of(reading: &mut Reading, text: &str) -> Option<Narrative> {
    reading.text("/reason", "reason", text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_names_somebody_and_says_why() {
        let of = |worker: &str, reason: &str| {
            let fields = ExclusionFields {
                worker: worker.to_owned(),
                reason: reason.to_owned(),
            };
            match fields.read() {
                Err(Refused::Invalid(errors)) => {
                    errors.into_iter().map(|error| error.pointer).collect()
                }
                read => {
                    assert!(read.is_ok());
                    Vec::new()
                }
            }
        };
        let una = "usr_01ARZ3NDEKTSV4RRFFQ69G5FAV";
        assert_eq!(of(una, "Her niece."), Vec::<String>::new());
        assert_eq!(of(una, " "), ["/reason"]);
        assert_eq!(
            of("per_01ARZ3NDEKTSV4RRFFQ69G5FAV", ""),
            ["/worker", "/reason"]
        );
        assert!(reason("So.").is_ok() && reason("").is_err());
    }
}
