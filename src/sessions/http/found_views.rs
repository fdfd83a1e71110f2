//! What the API shows of what is found of a session, decided and questioned.

use std::collections::BTreeSet;

use kernel::{
    id::{FlagId, OrderId, PersonId, UserId},
    refusal::Reason,
    text::Narrative,
    time::Instant,
};
use law::verdict::Severity;
use serde::Serialize;
use utoipa::ToSchema;

use crate::sessions::{Cause, Decision, Ending, Flag, Found, Judged, Kept, Step};

/// A decision on what holds a session.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecisionView {
    /// Who decided that it goes ahead.
    by: UserId,
    at: Instant,
    reason: Narrative,
}

impl From<&Decision> for DecisionView {
    fn from(decision: &Decision) -> Self {
        Self {
            by: decision.by,
            at: decision.at,
            reason: decision.reason.clone(),
        }
    }
}

/// One thing found about a session.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundView {
    /// What a decision on it names.
    key: String,
    severity: Severity,
    /// What was found, its words, and who may decide.
    reason: Reason,
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<OrderId>,
    persons: BTreeSet<PersonId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<DecisionView>,
    /// Whether the session waits for it.
    stands_in_the_way: bool,
}

impl From<&Found> for FoundView {
    fn from(found: &Found) -> Self {
        Self {
            key: found.key.clone(),
            severity: found.check.severity,
            reason: found.check.told(),
            order: found.check.order,
            persons: found.check.persons.clone(),
            decision: found.decision.as_ref().map(Into::into),
            stands_in_the_way: found.stands_in_the_way(),
        }
    }
}

/// One thing that was found about a session earlier.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeptView {
    severity: Severity,
    code: String,
    explanation: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decided_by: Option<String>,
}

impl From<&Kept> for KeptView {
    fn from(kept: &Kept) -> Self {
        Self {
            severity: kept.severity,
            code: kept.code.clone(),
            explanation: kept.explanation.clone(),
            quote: kept.quote.clone(),
            decided_by: kept.decided_by.clone(),
        }
    }
}

/// What put a session in question.
#[derive(Debug, Serialize, ToSchema)]
pub struct FlagView {
    id: FlagId,
    cause: Cause,
    raised_at: Instant,
    /// What was found that had not been found before.
    checks: Vec<KeptView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ended: Option<Ending>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_at: Option<Instant>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_by: Option<UserId>,
    /// Why the session was kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Narrative>,
}

impl From<&Flag> for FlagView {
    fn from(flag: &Flag) -> Self {
        Self {
            id: flag.id,
            cause: flag.cause,
            raised_at: flag.raised_at,
            checks: flag.checks.iter().map(Into::into).collect(),
            ended: flag.ended.map(|(ending, _)| ending),
            ended_at: flag.ended.map(|(_, at)| at),
            ended_by: flag.ended_by,
            reason: flag.reason.clone(),
        }
    }
}

/// Something that happened to a session.
#[derive(Debug, Serialize, ToSchema)]
pub struct StepView {
    at: Instant,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<UserId>,
    /// What: `booked`, `moved`, `reassigned`, `noted`, `published`, …
    what: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Narrative>,
}

impl From<&Step> for StepView {
    fn from(step: &Step) -> Self {
        Self {
            at: step.at,
            by: step.by,
            what: step.what.clone(),
            note: step.note.clone(),
        }
    }
}

/// What was judged of a session at a moment.
#[derive(Debug, Serialize, ToSchema)]
pub struct JudgedView {
    at: Instant,
    /// SHA-256 of everything it rests on.
    inputs: String,
    checks: Vec<KeptView>,
}

impl From<&Judged> for JudgedView {
    fn from(judged: &Judged) -> Self {
        Self {
            at: judged.at,
            inputs: judged.inputs.clone(),
            checks: judged.checks.iter().map(Into::into).collect(),
        }
    }
}
