//! Risk: what could go wrong between children and the family members they meet, and what is done
//! about it.
//!
//! Promises: whoever wrote an assessment never approves it, and a very high risk that remains is
//! signed off by a third person; what was approved never changes, a newer one takes its place; the
//! coordinator may add controls, never take one away. It refuses to let an assessment stand past
//! the review its band asks for.
//!
//! What the controls *demand* of a session is law: [`law::risk`]. Here they are written down,
//! decided on and handed on ([`queries::in_force`]).

pub mod commands;
pub mod queries;
pub mod rules;
mod store;
pub mod tables;
mod traces;

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{PersonId, RiskId, UserId},
    text::Narrative,
    time::{Instant, LondonDay},
};
use law::risk::{Band, Continuation, Control, Decision, Hazard, Score};
use serde::{Deserialize, Serialize};

kernel::codes! {
    /// How far an assessment has come.
    pub enum Stage {
        /// Its author writes it.
        Draft = "draft",
        /// It waits for a second person.
        Submitted = "submitted",
        /// It was given back with a question; its author writes on.
        Returned = "returned",
        /// A second person approved it. It never changes any more.
        Approved = "approved",
        /// Its author gave it up before anybody approved it.
        Withdrawn = "withdrawn",
    }
}

/// Who did something, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Who.
    pub by: UserId,
    /// When.
    pub at: Instant,
}

/// A hazard with how likely and how bad it is, before and after the controls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weighed {
    /// Without controls.
    pub before: Score,
    /// With them.
    pub after: Score,
    /// What is known, and from whom.
    pub text: Narrative,
}

/// What is written in an assessment. A draft may still lack what approval asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// Its hazards.
    pub hazards: BTreeMap<Hazard, Weighed>,
    /// What is done about them.
    pub controls: BTreeSet<Control>,
    /// What it decides about meeting in person.
    pub decision: Option<Decision>,
    /// The first day it is valid.
    pub from: Option<LondonDay>,
    /// The last day it is valid.
    pub review_by: Option<LondonDay>,
    /// Why it decides so.
    pub reasons: Option<Narrative>,
}

/// A control the coordinator added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Added {
    /// The control.
    pub control: Control,
    /// Who added it.
    pub added: Mark,
}

/// A question with which an assessment was given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The question.
    pub question: Narrative,
    /// Who asked.
    pub asked: Mark,
    /// What the author answered, and when.
    pub answer: Option<(Narrative, Instant)>,
}

/// A manager's decision to continue on an expired assessment, with their reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Continued {
    /// Who, from when to when.
    pub continuation: Continuation,
    /// The first day.
    pub from: LondonDay,
    /// The last day.
    pub until: LondonDay,
    /// Why.
    pub reason: Narrative,
    /// When it was decided.
    pub at: Instant,
}

/// A risk assessment with all that was decided about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskAssessment {
    /// Its id.
    pub id: RiskId,
    /// The children it is about.
    pub children: BTreeSet<PersonId>,
    /// The family members it is about.
    pub persons: BTreeSet<PersonId>,
    /// What is written.
    pub content: Content,
    /// The band of the risk that remains, once there is a hazard.
    pub residual: Option<Band>,
    /// How far it has come.
    pub stage: Stage,
    /// The one it began as a copy of.
    pub copied_from: Option<RiskId>,
    /// Who wrote it, and when it was begun.
    pub written: Mark,
    /// When it was last submitted.
    pub submitted_at: Option<Instant>,
    /// Who approved it.
    pub approved: Option<Mark>,
    /// Who signed off a very high risk that remains.
    pub signed_off: Option<Mark>,
    /// Who accepted it as deliverable.
    pub accepted: Option<Mark>,
    /// What the coordinator added to its controls, the oldest first.
    pub added: Vec<Added>,
    /// Questions it was given back with, the oldest first.
    pub questions: Vec<Question>,
    /// That a manager continues on it.
    pub continued: Option<Continued>,
    /// The one that took its place.
    pub superseded_by: Option<RiskId>,
    /// How often it was written.
    pub version: i64,
}
