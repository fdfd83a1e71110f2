//! Settings as typed, and their bounds.

use std::ops::RangeInclusive;

use kernel::{fields::Reading, refusal::Refused, text::Line};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::Settings;

/// Settings as typed, with the reason for the change.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct SettingsFields {
    /// The council for which the service works, as its letters name it; may be blank.
    #[validate(length(max = 100, message = "Use 100 characters or fewer."))]
    #[schema(max_length = 100)]
    pub council: String,
    /// Where the service is reached by telephone; may be blank.
    #[validate(length(max = 20, message = "Use 20 characters or fewer."))]
    #[schema(max_length = 20)]
    pub service_phone: String,
    /// Minutes a family member may come late: 5 to 60.
    #[validate(length(max = 3, message = "Enter a number from 5 to 60."))]
    #[schema(max_length = 3)]
    pub lateness_grace_minutes: String,
    /// Hours to write up and sign a session: 1 to 168.
    #[validate(length(max = 3, message = "Enter a number from 1 to 168."))]
    #[schema(max_length = 3)]
    pub write_up_hours: String,
    /// Minutes a message waits for a second change: 0 to 60.
    #[validate(length(max = 3, message = "Enter a number from 0 to 60."))]
    #[schema(max_length = 3)]
    pub notice_wait_minutes: String,
    /// Days until the author of an untouched draft is warned: 14 to 365.
    #[validate(length(max = 3, message = "Enter a number from 14 to 365."))]
    #[schema(max_length = 3)]
    pub draft_days: String,
    /// Weeks to the review of a contact plan at the latest: 1 to 13.
    #[validate(length(max = 3, message = "Enter a number from 1 to 13."))]
    #[schema(max_length = 3)]
    pub plan_review_weeks: String,
    /// Minutes that the way between two venues takes: 0 to 180.
    #[validate(length(max = 3, message = "Enter a number from 0 to 180."))]
    #[schema(max_length = 3)]
    pub travel_minutes: String,
    /// Why they are changed.
    #[validate(length(max = 200, message = "Use 200 characters or fewer."))]
    #[schema(max_length = 200)]
    pub reason: String,
}

/// A number within bounds, at a field.
fn number(
    reading: &mut Reading,
    pointer: &str,
    text: &str,
    bounds: RangeInclusive<u16>,
) -> Option<u16> {
    let read = text.trim().parse().ok();
    let read = read.filter(|number| bounds.contains(number));
    if read.is_none() {
        let words = format!("Enter a number from {} to {}", bounds.start(), bounds.end());
        reading.fault(pointer, "out-of-bounds", words);
    }
    read
}

fn in_text(value: Option<&impl ToString>) -> String {
    value.map_or_else(String::new, ToString::to_string)
}

impl SettingsFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<(Settings, Line), Refused> {
        let mut reading = Reading::of(self);
        let council = reading.optional_text("/council", "name of the council", &self.council);
        let phone = reading.optional_text(
            "/service_phone",
            "telephone number of the service",
            &self.service_phone,
        );
        let mut read = |pointer: &str, text: &str, bounds| {
            number(&mut reading, pointer, text, bounds).unwrap_or_default()
        };
        let settings = Settings {
            council,
            service_phone: phone,
            lateness_grace_minutes: read(
                "/lateness_grace_minutes",
                &self.lateness_grace_minutes,
                5..=60,
            ),
            write_up_hours: read("/write_up_hours", &self.write_up_hours, 1..=168),
            notice_wait_minutes: read("/notice_wait_minutes", &self.notice_wait_minutes, 0..=60),
            draft_days: read("/draft_days", &self.draft_days, 14..=365),
            plan_review_weeks: read("/plan_review_weeks", &self.plan_review_weeks, 1..=13),
            travel_minutes: read("/travel_minutes", &self.travel_minutes, 0..=180),
        };
        let reason = reading.text("/reason", "reason", &self.reason);
        reading.finish(reason.map(|reason| (settings, reason)))
    }

    /// The fields of settings in force, for a form to change.
    pub fn of(settings: &Settings) -> Self {
        Self {
            council: in_text(settings.council.as_ref()),
            service_phone: in_text(settings.service_phone.as_ref()),
            lateness_grace_minutes: settings.lateness_grace_minutes.to_string(),
            write_up_hours: settings.write_up_hours.to_string(),
            notice_wait_minutes: settings.notice_wait_minutes.to_string(),
            draft_days: settings.draft_days.to_string(),
            plan_review_weeks: settings.plan_review_weeks.to_string(),
            travel_minutes: settings.travel_minutes.to_string(),
            reason: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> SettingsFields {
        SettingsFields {
            reason: "Agreed in the team meeting".into(),
            ..SettingsFields::of(&Settings::default())
        }
    }

    #[test]
    fn what_is_in_force_can_be_typed_again() {
        let (settings, _) = typed().read().unwrap();
        assert_eq!(settings, Settings::default());
    }

    #[test]
    fn each_bound_is_kept() {
        type Set = fn(&mut SettingsFields, String);
        let fields: [(Set, u16, u16, &str); 6] = [
            (
                |fields, text| fields.lateness_grace_minutes = text,
                5,
                60,
                "/lateness_grace_minutes",
            ),
            (
                |fields, text| fields.write_up_hours = text,
                1,
                168,
                "/write_up_hours",
            ),
            (
                |fields, text| fields.notice_wait_minutes = text,
                0,
                60,
                "/notice_wait_minutes",
            ),
            (
                |fields, text| fields.draft_days = text,
                14,
                365,
                "/draft_days",
            ),
            (
                |fields, text| fields.plan_review_weeks = text,
                1,
                13,
                "/plan_review_weeks",
            ),
            (
                |fields, text| fields.travel_minutes = text,
                0,
                180,
                "/travel_minutes",
            ),
        ];
        for (set, least, most, pointer) in fields {
            for (text, fits) in [
                (least.to_string(), true),
                (most.to_string(), true),
                ((most + 1).to_string(), false),
                ((i32::from(least) - 1).to_string(), false),
                ("ten".to_owned(), false),
                (String::new(), false),
            ] {
                let mut fields = typed();
                set(&mut fields, text.clone());
                let read = fields.read();
                assert_eq!(read.is_ok(), fits, "{pointer} {text:?}");
                if let Err(Refused::Invalid(errors)) = read {
                    assert_eq!(errors[0].pointer, pointer);
                }
            }
        }
    }

    #[test]
    fn a_change_needs_its_reason() {
        let fields = SettingsFields {
            reason: " ".into(),
            ..typed()
        };
        assert!(fields.read().is_err());
    }
}
