//! What the API shows of risk.

use kernel::{
    id::{PersonId, RiskId, UserId},
    text::Narrative,
    time::{Instant, LondonDay},
};
use law::risk::{Band, Control, Decision, Hazard, Score};
use serde::Serialize;
use utoipa::ToSchema;

use crate::risk::{
    Added, Continued, Mark, Question, RiskAssessment, Stage, Weighed, queries::RisksOf, rules,
};

/// Who decided something about a risk assessment, and when.
#[derive(Debug, Serialize, ToSchema)]
pub struct RiskMarkView {
    /// Who.
    by: UserId,
    /// When.
    at: Instant,
}

impl From<Mark> for RiskMarkView {
    fn from(mark: Mark) -> Self {
        Self {
            by: mark.by,
            at: mark.at,
        }
    }
}

/// A hazard.
#[derive(Debug, Serialize, ToSchema)]
pub struct HazardView {
    /// Which.
    hazard: Hazard,
    /// As people say it.
    label: &'static str,
    /// How likely and how bad without controls.
    before: Score,
    /// How likely and how bad with them.
    after: Score,
    /// What is known, and from whom.
    text: Narrative,
}

impl HazardView {
    fn of((hazard, weighed): (&Hazard, &Weighed)) -> Self {
        Self {
            hazard: *hazard,
            label: hazard.label(),
            before: weighed.before,
            after: weighed.after,
            text: weighed.text.clone(),
        }
    }
}

/// A control.
#[derive(Debug, Serialize, ToSchema)]
pub struct ControlView {
    /// What it is, typed.
    control: Control,
    /// In plain words.
    in_words: String,
    /// Who added it to the approved assessment; absent for those of the assessment itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    added: Option<RiskMarkView>,
}

fn controls(risk: &RiskAssessment) -> Vec<ControlView> {
    let view = |control: Control, added: Option<Mark>| ControlView {
        control,
        in_words: control.in_words(),
        added: added.map(RiskMarkView::from),
    };
    let own = risk.content.controls.iter();
    let added = risk.added.iter();
    own.map(|control| view(*control, None))
        .chain(added.map(|Added { control, added }| view(*control, Some(*added))))
        .collect()
}

/// A question with which it was returned.
#[derive(Debug, Serialize, ToSchema)]
pub struct RiskQuestionView {
    /// The question.
    question: Narrative,
    /// Who asked.
    asked: RiskMarkView,
    /// The author's answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<Narrative>,
}

impl From<&Question> for RiskQuestionView {
    fn from(one: &Question) -> Self {
        Self {
            question: one.question.clone(),
            asked: one.asked.into(),
            answer: one.answer.as_ref().map(|(answer, _)| answer.clone()),
        }
    }
}

/// A manager's decision to continue on an expired assessment.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContinuedView {
    /// The first day.
    from: LondonDay,
    /// The last day.
    until: LondonDay,
    /// Why.
    reason: Narrative,
    /// Who decided, and when.
    decided: RiskMarkView,
}

impl From<&Continued> for ContinuedView {
    fn from(one: &Continued) -> Self {
        Self {
            from: one.from,
            until: one.until,
            reason: one.reason.clone(),
            decided: RiskMarkView {
                by: one.continuation.by(),
                at: one.at,
            },
        }
    }
}

/// A risk assessment with all that was decided about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct RiskView {
    /// Its id.
    id: RiskId,
    /// How far it has come.
    stage: Stage,
    /// The children it is about.
    children: Vec<PersonId>,
    /// The family members it is about.
    persons: Vec<PersonId>,
    /// Its hazards.
    hazards: Vec<HazardView>,
    /// Its controls, and those the coordinator added.
    controls: Vec<ControlView>,
    /// How high the risk is that remains with the controls.
    #[serde(skip_serializing_if = "Option::is_none")]
    residual: Option<Band>,
    /// What it decides about meeting in person.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<Decision>,
    /// The first day it is valid.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<LondonDay>,
    /// The last day it is valid.
    #[serde(skip_serializing_if = "Option::is_none")]
    review_by: Option<LondonDay>,
    /// Why it decides so.
    #[serde(skip_serializing_if = "Option::is_none")]
    reasons: Option<Narrative>,
    /// The one it began as a copy of.
    #[serde(skip_serializing_if = "Option::is_none")]
    copied_from: Option<RiskId>,
    /// Who wrote it.
    written: RiskMarkView,
    /// When it was last submitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    submitted_at: Option<Instant>,
    /// Who approved it. Until somebody has, it counts for nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    approved: Option<RiskMarkView>,
    /// Who signed off a very high risk that remains.
    #[serde(skip_serializing_if = "Option::is_none")]
    signed_off: Option<RiskMarkView>,
    /// Whether it waits for that sign-off.
    needs_sign_off: bool,
    /// Who accepted it as deliverable.
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<RiskMarkView>,
    /// Questions it was returned with, the oldest first.
    questions: Vec<RiskQuestionView>,
    /// That a manager continues on it after its review date.
    #[serde(skip_serializing_if = "Option::is_none")]
    continued: Option<ContinuedView>,
    /// The one that took its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    superseded_by: Option<RiskId>,
    /// The version, also in `ETag`.
    version: i64,
}

impl From<&RiskAssessment> for RiskView {
    fn from(risk: &RiskAssessment) -> Self {
        let content = &risk.content;
        Self {
            id: risk.id,
            stage: risk.stage,
            children: risk.children.iter().copied().collect(),
            persons: risk.persons.iter().copied().collect(),
            hazards: content.hazards.iter().map(HazardView::of).collect(),
            controls: controls(risk),
            residual: risk.residual,
            decision: content.decision,
            from: content.from,
            review_by: content.review_by,
            reasons: content.reasons.clone(),
            copied_from: risk.copied_from,
            written: risk.written.into(),
            submitted_at: risk.submitted_at,
            approved: risk.approved.map(RiskMarkView::from),
            signed_off: risk.signed_off.map(RiskMarkView::from),
            needs_sign_off: rules::needs_sign_off(risk),
            accepted: risk.accepted.map(RiskMarkView::from),
            questions: risk.questions.iter().map(RiskQuestionView::from).collect(),
            continued: risk.continued.as_ref().map(ContinuedView::from),
            superseded_by: risk.superseded_by,
            version: risk.version,
        }
    }
}

/// Risk assessments.
#[derive(Debug, Serialize, ToSchema)]
pub struct RiskListView {
    /// The assessments.
    assessments: Vec<RiskView>,
}

impl RiskListView {
    pub(super) fn of(risks: &[RiskAssessment]) -> Self {
        Self {
            assessments: risks.iter().map(RiskView::from).collect(),
        }
    }
}

impl From<&RisksOf> for RiskListView {
    fn from(found: &RisksOf) -> Self {
        Self::of(&found.risks)
    }
}
