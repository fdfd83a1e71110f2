//! What is decided in an assessment and about it, as typed.

use std::collections::BTreeSet;

use kernel::{fields::Reading, refusal::Refused, text::Narrative, time::LondonDay};
use law::risk::{Control, Decision};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{ControlFields, latest_review, wrong_review};
use crate::risk::Content;

kernel::codes! {
    /// The controls there are, for a list to choose from.
    pub enum ControlKind {
        /// Watched at least so closely.
        Supervision = "supervision",
        /// Two supervisors.
        TwoSupervisors = "two_supervisors",
        /// Security on the site.
        Security = "security",
        /// A colleague within call.
        ColleagueNearby = "colleague_nearby",
        /// Bags, telephones, presents.
        Checks = "checks",
        /// Arriving and leaving apart.
        Stagger = "stagger",
        /// A room with something.
        Room = "room",
        /// A centre only.
        NoOutings = "no_outings",
        /// Another car or route.
        ChangedRoute = "changed_route",
        /// Photograph and car registration.
        Identification = "identification",
        /// A woman or a man as supervisor.
        SupervisorGender = "supervisor_gender",
        /// Someone trained.
        Trained = "trained",
        /// A supervisor the child knows.
        KnownSupervisor = "known_supervisor",
        /// No longer than so many minutes.
        MaxLength = "max_length",
        /// Time afterwards for staff.
        Debrief = "debrief",
    }
}

impl ControlKind {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Supervision => "Supervision, at least so closely",
            Self::TwoSupervisors => "Two supervisors throughout",
            Self::Security => "Security on site",
            Self::ColleagueNearby => "A colleague within call throughout",
            Self::Checks => "Bags checked, phones put away, presents through staff",
            Self::Stagger => "Child and adult arrive and leave apart",
            Self::Room => "A room with something particular",
            Self::NoOutings => "At a contact centre only, no outings",
            Self::ChangedRoute => "Another car or route than usual, no marked taxi",
            Self::Identification => "Photograph and car registration compared on arrival",
            Self::SupervisorGender => "A woman or a man as supervisor",
            Self::Trained => "Someone trained in something particular",
            Self::KnownSupervisor => "A supervisor the child knows",
            Self::MaxLength => "No longer than so many minutes",
            Self::Debrief => "Time for staff to recover afterwards",
        }
    }

    /// The fewest and the most minutes, where it asks for minutes.
    pub const fn minutes(self) -> Option<(u16, u16)> {
        match self {
            Self::Stagger | Self::Debrief => Some((5, 60)),
            Self::MaxLength => Some((15, 480)),
            _ => None,
        }
    }
}

/// What an assessment decides, as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub struct DecisionFields {
    /// What it decides about meeting in person.
    pub decision: String,
    /// The first day it is valid.
    pub from: String,
    /// The last day it is valid; blank for the latest its hazards allow.
    pub review_by: String,
    /// Why.
    pub reasons: String,
}

/// What an assessment decides, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    decision: Decision,
    from: LondonDay,
    review_by: Option<LondonDay>,
    reasons: Narrative,
}

impl DecisionFields {
    /// What an assessment says, for its form.
    pub fn of(content: &Content) -> Self {
        let day = |day: Option<LondonDay>| day.map_or_else(String::new, |day| day.to_string());
        let reasons = content.reasons.as_ref();
        Self {
            decision: content
                .decision
                .map_or_else(String::new, |decision| decision.to_string()),
            from: day(content.from),
            review_by: day(content.review_by),
            reasons: reasons.map_or_else(String::new, ToString::to_string),
        }
    }

    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<Decided, Refused> {
        let mut reading = Reading::new();
        let decision: Option<Decision> = self.decision.parse().ok();
        if decision.is_none() {
            let message = "Choose what the assessment decides";
            reading.fault("/decision", "not-chosen", message);
        }
        let from = reading.day("/from", "first day", &self.from);
        let review_by = reading.optional_day("/review_by", "review date", &self.review_by);
        let reasons = reading.text("/reasons", "reason", &self.reasons);
        let decided = decision.zip(from).zip(reasons);
        reading.finish(decided.map(|((decision, from), reasons)| Decided {
            decision,
            from,
            review_by,
            reasons,
        }))
    }
}

/// Puts what was decided into an assessment.
///
/// # Errors
/// Beside the field, a review date that its hazards do not allow.
pub fn put_decision(content: &mut Content, decided: &Decided) -> Result<(), Refused> {
    let latest = latest_review(content, decided.from);
    let Some(review_by) = decided.review_by.or(latest) else {
        let message = "Add the hazards first, or enter a date";
        return Err(Refused::field("/review_by", "blank", message));
    };
    if let Some(wrong) = wrong_review(content, decided.from, review_by) {
        return Err(Refused::field("/review_by", "out-of-range", wrong));
    }
    content.decision = Some(decided.decision);
    content.from = Some(decided.from);
    content.review_by = Some(review_by);
    content.reasons = Some(decided.reasons.clone());
    Ok(())
}

/// A question to the author, as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct QuestionFields {
    /// What must be answered before it can be approved.
    #[validate(length(max = 2000, message = "Use 2,000 characters or fewer."))]
    #[schema(max_length = 2000)]
    pub question: String,
}

impl QuestionFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// When the question does not fit.
    pub fn read(&self) -> Result<Narrative, Refused> {
        let mut reading = Reading::of(self);
        let question = reading.text("/question", "question", &self.question);
        reading.finish(question)
    }
}

/// What goes with submitting, as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct SubmitFields {
    /// The answer to the question it was returned with; else blank.
    #[validate(length(max = 2000, message = "Use 2,000 characters or fewer."))]
    #[schema(max_length = 2000)]
    pub answer: String,
}

impl SubmitFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// When the answer does not fit.
    pub fn read(&self) -> Result<Option<Narrative>, Refused> {
        let mut reading = Reading::of(self);
        let answer = reading.optional_text("/answer", "answer", &self.answer);
        reading.finish(Some(answer))
    }
}

/// What goes with accepting an assessment as deliverable.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct AcceptFields {
    /// Controls that are added; none can be taken away.
    #[validate(length(max = 15, message = "Add 15 controls or fewer."), nested)]
    #[schema(max_items = 15)]
    pub controls: Vec<ControlFields>,
}

impl AcceptFields {
    /// What was sent, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<BTreeSet<Control>, Refused> {
        let mut reading = Reading::of(self);
        let mut controls = BTreeSet::new();
        for (index, fields) in self.controls.iter().enumerate() {
            controls.extend(fields.read_at(&mut reading, &format!("/controls/{index}")));
        }
        reading.finish(Some(controls))
    }
}

/// A decision to continue on an expired assessment, as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct ContinueFields {
    /// The last day it is continued on, `2026-12-01`.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub until: String,
    /// Why it is safe, and why the review is late.
    #[validate(length(max = 2000, message = "Use 2,000 characters or fewer."))]
    #[schema(max_length = 2000)]
    pub reason: String,
}

impl ContinueFields {
    /// What was typed, read: the last day, and why.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<(LondonDay, Narrative), Refused> {
        let mut reading = Reading::of(self);
        let until = reading.day("/until", "last day", &self.until);
        let reason = reading.text("/reason", "reason", &self.reason);
        reading.finish(until.zip(reason))
    }
}
