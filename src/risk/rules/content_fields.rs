//! Whom an assessment is about, and what is written in it, as typed.

use std::collections::BTreeSet;

use kernel::{fields::Reading, id::PersonId, refusal::Refused};
use law::{
    proposal::Level,
    risk::{Control, Hazard, Impact, Likelihood, Score},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::ControlKind;
use crate::risk::{Content, Weighed};

/// Whom an assessment is about, as chosen.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct AboutFields {
    /// The ids of the children.
    #[validate(length(max = 20, message = "Name 20 children or fewer."))]
    #[schema(max_items = 20)]
    pub children: Vec<String>,
    /// The ids of the family members.
    #[validate(length(max = 50, message = "Name 50 people or fewer."))]
    #[schema(max_items = 50)]
    pub persons: Vec<String>,
}

fn people(reading: &mut Reading, pointer: &str, ids: &[String]) -> BTreeSet<PersonId> {
    ids.iter()
        .filter_map(|id| reading.id(pointer, "person", id))
        .collect()
}

impl AboutFields {
    /// What was chosen, read: the children and the family members.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<(BTreeSet<PersonId>, BTreeSet<PersonId>), Refused> {
        let mut reading = Reading::of(self);
        let children = people(&mut reading, "/children", &self.children);
        if self.children.is_empty() {
            reading.fault("/children", "blank", "Choose the children");
        }
        let persons = people(&mut reading, "/persons", &self.persons);
        if self.persons.is_empty() {
            reading.fault("/persons", "blank", "Choose the family members");
        }
        reading.finish(Some((children, persons)))
    }
}

/// A hazard, as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct HazardFields {
    /// Which hazard.
    #[validate(length(max = 30, message = "Choose one of the list."))]
    #[schema(max_length = 30)]
    pub hazard: String,
    /// How likely it is without controls.
    #[validate(length(max = 20, message = "Choose one of the list."))]
    #[schema(max_length = 20)]
    pub likelihood_before: String,
    /// How bad it would be without controls.
    #[validate(length(max = 20, message = "Choose one of the list."))]
    #[schema(max_length = 20)]
    pub impact_before: String,
    /// How likely it is with the controls.
    #[validate(length(max = 20, message = "Choose one of the list."))]
    #[schema(max_length = 20)]
    pub likelihood_after: String,
    /// How bad it would be with the controls.
    #[validate(length(max = 20, message = "Choose one of the list."))]
    #[schema(max_length = 20)]
    pub impact_after: String,
    /// What is known, and from whom.
    #[validate(length(max = 4000, message = "Use 4,000 characters or fewer."))]
    #[schema(max_length = 4000)]
    pub text: String,
}

impl HazardFields {
    /// A hazard as it stands, for its form.
    pub fn of(hazard: Hazard, weighed: &Weighed) -> Self {
        Self {
            hazard: hazard.to_string(),
            likelihood_before: weighed.before.likelihood.to_string(),
            impact_before: weighed.before.impact.to_string(),
            likelihood_after: weighed.after.likelihood.to_string(),
            impact_after: weighed.after.impact.to_string(),
            text: weighed.text.to_string(),
        }
    }

    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<(Hazard, Weighed), Refused> {
        let mut reading = Reading::of(self);
        let read = self.read_at(&mut reading, "");
        reading.finish(read)
    }

    fn read_at(&self, reading: &mut Reading, under: &str) -> Option<(Hazard, Weighed)> {
        let at = |field: &str| format!("{under}/{field}");
        let hazard: Option<Hazard> = reading.code(&at("hazard"), "hazard", &self.hazard);
        let mut score = |when: &str, likelihood: &str, impact: &str| {
            let (at_likelihood, at_impact) = (
                at(&format!("likelihood_{when}")),
                at(&format!("impact_{when}")),
            );
            let likelihood: Option<Likelihood> = likelihood.parse().ok();
            if likelihood.is_none() {
                reading.fault(&at_likelihood, "not-chosen", "Choose how likely it is");
            }
            let impact: Option<Impact> = impact.parse().ok();
            if impact.is_none() {
                reading.fault(&at_impact, "not-chosen", "Choose how bad it would be");
            }
            let (likelihood, impact) = likelihood.zip(impact)?;
            Some(Score { likelihood, impact })
        };
        let before = score("before", &self.likelihood_before, &self.impact_before);
        let after = score("after", &self.likelihood_after, &self.impact_after);
        let scores = before.zip(after);
        if scores.is_some_and(|(before, after)| before.value() < after.value()) {
            let message = "The risk cannot be higher than without controls";
            reading.fault(&at("impact_after"), "higher-than-before", message);
        }
        let text = reading.text(&at("text"), "description of what is known", &self.text);
        let ((before, after), text) = scores.zip(text)?;
        let weighed = Weighed {
            before,
            after,
            text,
        };
        hazard.map(|hazard| (hazard, weighed))
    }
}

/// A control, as typed: its type, and what its type asks for.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct ControlFields {
    /// Which control.
    #[serde(rename = "type")]
    #[validate(length(max = 30, message = "Choose one of the list."))]
    #[schema(max_length = 30)]
    pub kind: String,
    /// For `supervision`: how closely, `U0` to `U5`.
    #[validate(length(max = 2, message = "Choose one of the list."))]
    #[schema(max_length = 2)]
    pub level: String,
    /// For `stagger` and `debrief`: 5 to 60 minutes; for `max_length`: 15 to 480.
    #[validate(length(max = 3, message = "Enter a number of minutes."))]
    #[schema(max_length = 3)]
    pub minutes: String,
    /// For `room`: what it must offer.
    #[validate(length(max = 30, message = "Choose one of the list."))]
    #[schema(max_length = 30)]
    pub feature: String,
    /// For `supervisor_gender`: `woman` or `man`.
    #[validate(length(max = 10, message = "Choose one of the list."))]
    #[schema(max_length = 10)]
    pub gender: String,
    /// For `trained`: in what.
    #[validate(length(max = 30, message = "Choose one of the list."))]
    #[schema(max_length = 30)]
    pub skill: String,
}

impl ControlFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<Control, Refused> {
        let mut reading = Reading::of(self);
        let read = self.read_at(&mut reading, "");
        reading.finish(read)
    }

    pub(super) fn read_at(&self, reading: &mut Reading, under: &str) -> Option<Control> {
        let at = |field: &str| format!("{under}/{field}");
        let kind: ControlKind = reading.code(&at("type"), "control", &self.kind)?;
        let minutes = |reading: &mut Reading| {
            let (least, most) = kind.minutes()?;
            let read: Option<u16> = self.minutes.trim().parse().ok();
            let read = read.filter(|minutes| (least..=most).contains(minutes));
            if read.is_none() {
                let message = format!("Enter a number of minutes from {least} to {most}");
                reading.fault(&at("minutes"), "out-of-range", message);
            }
            read
        };
        Some(match kind {
            ControlKind::Supervision => {
                let level: Level = reading.code(&at("level"), "level", &self.level)?;
                Control::Supervision { level }
            }
            ControlKind::TwoSupervisors => Control::TwoSupervisors,
            ControlKind::Security => Control::Security,
            ControlKind::ColleagueNearby => Control::ColleagueNearby,
            ControlKind::Checks => Control::Checks,
            ControlKind::Stagger => Control::Stagger {
                minutes: minutes(reading)?,
            },
            ControlKind::Room => Control::Room {
                feature: reading.code(&at("feature"), "feature of the room", &self.feature)?,
            },
            ControlKind::NoOutings => Control::NoOutings,
            ControlKind::ChangedRoute => Control::ChangedRoute,
            ControlKind::Identification => Control::Identification,
            ControlKind::SupervisorGender => Control::SupervisorGender {
                gender: reading.code(&at("gender"), "gender", &self.gender)?,
            },
            ControlKind::Trained => Control::Trained {
                skill: reading.code(&at("skill"), "skill", &self.skill)?,
            },
            ControlKind::KnownSupervisor => Control::KnownSupervisor,
            ControlKind::MaxLength => Control::MaxLength {
                minutes: minutes(reading)?,
            },
            ControlKind::Debrief => Control::Debrief {
                minutes: minutes(reading)?,
            },
        })
    }
}

/// All of an assessment, as sent to the API. What a draft still lacks may be blank.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct ContentFields {
    /// Its hazards, each once.
    #[validate(length(max = 22, message = "Name 22 hazards or fewer."), nested)]
    #[schema(max_items = 22)]
    pub hazards: Vec<HazardFields>,
    /// Its controls.
    #[validate(length(max = 40, message = "Name 40 controls or fewer."), nested)]
    #[schema(max_items = 40)]
    pub controls: Vec<ControlFields>,
    /// What it decides about meeting in person: `go` or `no_direct_contact`.
    #[validate(length(max = 20, message = "Choose one of the list."))]
    #[schema(max_length = 20)]
    pub decision: String,
    /// The first day it is valid, `2026-11-24`.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub from: String,
    /// The last day it is valid.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub review_by: String,
    /// Why it decides so.
    #[validate(length(max = 4000, message = "Use 4,000 characters or fewer."))]
    #[schema(max_length = 4000)]
    pub reasons: String,
}

impl ContentFields {
    /// What was sent, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<Content, Refused> {
        let mut reading = Reading::of(self);
        let mut content = Content::default();
        for (index, fields) in self.hazards.iter().enumerate() {
            let under = format!("/hazards/{index}");
            if let Some((hazard, weighed)) = fields.read_at(&mut reading, &under)
                && content.hazards.insert(hazard, weighed).is_some()
            {
                let message = "This hazard is there already";
                reading.fault(&format!("{under}/hazard"), "twice", message);
            }
        }
        for (index, fields) in self.controls.iter().enumerate() {
            let under = format!("/controls/{index}");
            content
                .controls
                .extend(fields.read_at(&mut reading, &under));
        }
        if !self.decision.trim().is_empty() {
            content.decision = reading.code("/decision", "decision", &self.decision);
        }
        content.from = reading.optional_day("/from", "first day", &self.from);
        content.review_by = reading.optional_day("/review_by", "review date", &self.review_by);
        if let Some((from, until)) = content.from.zip(content.review_by)
            && let Some(wrong) = super::wrong_review(&content, from, until)
        {
            reading.fault("/review_by", "out-of-range", wrong);
        }
        content.reasons = reading.optional_text("/reasons", "reason", &self.reasons);
        reading.finish(Some(content))
    }
}
