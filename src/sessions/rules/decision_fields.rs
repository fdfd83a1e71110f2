//! Reasons and decisions as typed.

use kernel::{fields::Reading, refusal::Refused, text::Narrative};
use law::session::{CountsAs, NotHeld};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

/// Why a session is called off, as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct CancelFields {
    /// The code of the reason.
    #[validate(length(max = 30, message = "Choose from the list."))]
    #[schema(max_length = 30)]
    pub reason: String,
    /// In words; may be blank. It is kept with the session.
    #[validate(length(max = 20000, message = "Use 20,000 characters or fewer."))]
    #[schema(max_length = 20000)]
    pub note: String,
}

impl CancelFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<(NotHeld, Option<Narrative>), Refused> {
        let mut reading = Reading::of(self);
        let reason = reading.code("/reason", "reason from the list", &self.reason);
        let note = reading.optional_text("/note", "note", &self.note);
        reading.finish(reason.map(|reason| (reason, note)))
    }

    /// The same, where somebody has the time to say what they tried: what counts against the service is
    /// not called off without a word.
    ///
    /// # Errors
    /// As [`CancelFields::read`]; when nothing is said of a failure of the service.
    pub fn read_in_full(&self) -> Result<(NotHeld, Option<Narrative>), Refused> {
        let (reason, note) = self.read()?;
        if reason.counts_as() == CountsAs::ServiceFailure && note.is_none() {
            let words = "Say what was tried instead, and who was told";
            return Err(Refused::field("/note", "blank", words));
        }
        Ok((reason, note))
    }
}

/// A reason in words, as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct BecauseFields {
    /// Why.
    #[validate(length(max = 20000, message = "Use 20,000 characters or fewer."))]
    #[schema(max_length = 20000)]
    pub reason: String,
}

impl BecauseFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// When it is blank or too long.
    pub fn read(&self) -> Result<Narrative, Refused> {
        let mut reading = Reading::of(self);
        let reason = reading.text("/reason", "reason", &self.reason);
        reading.finish(reason)
    }
}

/// A decision on what holds a session, as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct DecisionFields {
    /// The key of what was found.
    #[validate(length(max = 64, message = "Choose from the list."))]
    #[schema(max_length = 64)]
    pub finding: String,
    /// Why the session goes ahead.
    #[validate(length(max = 20000, message = "Use 20,000 characters or fewer."))]
    #[schema(max_length = 20000)]
    pub reason: String,
}

impl DecisionFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<(String, Narrative), Refused> {
        let mut reading = Reading::of(self);
        let finding = self.finding.trim();
        if finding.is_empty() {
            reading.fault("/finding", "not-chosen", "Choose what you decide on");
        }
        let reason = reading.text("/reason", "reason", &self.reason);
        reading.finish(reason.map(|reason| (finding.to_owned(), reason)))
    }
}
