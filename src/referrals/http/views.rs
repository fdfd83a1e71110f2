//! What the API shows of referrals and plans.

use kernel::{
    id::{PersonId, PlanId, ReferralId, UserId},
    time::{Instant, LondonDay},
};
use law::{
    proposal::{Level, Mode, PlaceKind},
    rule::Period,
    standing::Agreed,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::referrals::{
    Basis, Bringing, Deed, Entry, Plan, PlanState, Recording, Referral, ReferralKind, StateCode,
    queries::ReferralRecord,
    rules::{Answer, Question, Supplier, unknown_yet},
};

/// An answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnswerView {
    /// The question.
    question: Question,
    /// The answer, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    /// Who will supply it, where it is not known yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_known: Option<Supplier>,
}

/// A referral.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReferralView {
    /// Its id.
    id: ReferralId,
    /// Its number, once it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    /// What sort it is.
    kind: ReferralKind,
    /// Where it is.
    state: StateCode,
    /// The children.
    children: Vec<PersonId>,
    /// The people to meet.
    visitors: Vec<PersonId>,
    /// What was answered.
    answers: Vec<AnswerView>,
    /// What must be known before it is accepted and is not.
    needed_before_acceptance: Vec<Question>,
    /// Whose it is.
    social_worker: UserId,
    /// The accepted referral it is to take the place of.
    #[serde(skip_serializing_if = "Option::is_none")]
    renews: Option<ReferralId>,
    /// Whether the call that verifies it was made.
    verified: bool,
    /// When that call is due, where it was accepted without.
    #[serde(skip_serializing_if = "Option::is_none")]
    call_due: Option<Instant>,
    /// The version, also in `ETag`.
    version: i64,
}

impl From<&Referral> for ReferralView {
    fn from(one: &Referral) -> Self {
        let answers = Question::ALL.iter().filter_map(|question| {
            let (value, not_known) = match one.answers.of(*question)? {
                Answer::Known(value) => (Some(value.clone()), None),
                Answer::NotKnown(who) => (None, Some(*who)),
            };
            Some(AnswerView {
                question: *question,
                value,
                not_known,
            })
        });
        let missing = unknown_yet(&one.answers).into_iter();
        Self {
            id: one.id,
            number: one.number.map(|number| number.to_string()),
            kind: one.kind,
            state: one.state.code(),
            children: one.children.iter().copied().collect(),
            visitors: one.visitors.iter().copied().collect(),
            answers: answers.collect(),
            needed_before_acceptance: missing.map(|(question, _)| question).collect(),
            social_worker: one.social_worker,
            renews: one.renews,
            verified: one.state.sent().is_some_and(|sent| sent.call.is_some()),
            call_due: one.state.call_due(),
            version: one.version,
        }
    }
}

/// A referral on a list: nothing of what was answered.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReferralRow {
    /// Its id.
    id: ReferralId,
    /// Its number, once it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    /// What sort it is.
    kind: ReferralKind,
    /// Where it is.
    state: StateCode,
    /// The children.
    children: Vec<PersonId>,
    /// Whose it is.
    social_worker: UserId,
}

impl From<&Referral> for ReferralRow {
    fn from(one: &Referral) -> Self {
        Self {
            id: one.id,
            number: one.number.map(|number| number.to_string()),
            kind: one.kind,
            state: one.state.code(),
            children: one.children.iter().copied().collect(),
            social_worker: one.social_worker,
        }
    }
}

/// One line of what was done with a referral.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntryView {
    /// What was done.
    deed: Deed,
    /// By whom.
    by: UserId,
    /// When.
    at: Instant,
    /// The question, the reply, the reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    said: Option<String>,
}

impl From<&Entry> for EntryView {
    fn from(entry: &Entry) -> Self {
        Self {
            deed: entry.deed,
            by: entry.by,
            at: entry.at,
            said: entry.said.as_ref().map(ToString::to_string),
        }
    }
}

/// A referral with what was done with it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReferralRecordView {
    /// The referral.
    referral: ReferralView,
    /// What was done with it, in order.
    entries: Vec<EntryView>,
    /// The plans that came of it, the latest first.
    plans: Vec<PlanId>,
    /// Other open referrals for one of the same pairs of child and family member.
    duplicates: Vec<ReferralId>,
}

impl From<&ReferralRecord> for ReferralRecordView {
    fn from(record: &ReferralRecord) -> Self {
        Self {
            referral: (&record.referral).into(),
            entries: record.entries.iter().map(EntryView::from).collect(),
            plans: record.plans.iter().map(|plan| plan.id).collect(),
            duplicates: record.duplicates.iter().map(|one| one.id).collect(),
        }
    }
}

/// A contact plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanView {
    /// Its id.
    id: PlanId,
    /// The referral it comes of.
    referral: ReferralId,
    /// Whose case it is.
    social_worker: UserId,
    /// Whether it was ended. An ended plan runs until its last day.
    state: PlanState,
    /// The children.
    children: Vec<PersonId>,
    /// The family members who come.
    visitors: Vec<PersonId>,
    /// Sessions in each span.
    times: u8,
    /// The span.
    per: Period,
    /// Minutes of a session.
    minutes: u16,
    /// How they meet.
    mode: Mode,
    /// How closely it is watched.
    level: Level,
    /// In what sort of place.
    place: PlaceKind,
    /// Who brings the children.
    bringing: Bringing,
    /// Who takes them home.
    returning: Bringing,
    /// How much is written down.
    recording: Recording,
    /// The language an interpreter is needed for.
    #[serde(skip_serializing_if = "Option::is_none")]
    interpreter: Option<String>,
    /// The first day.
    from: LondonDay,
    /// The day it must be reviewed by.
    review_by: LondonDay,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<LondonDay>,
    /// What it rests on.
    basis: Basis,
    /// Whether those with parental responsibility agreed.
    agreed: Agreed,
    /// Whether the adoption agency decided to allow contact after a placement order.
    agency_allows: bool,
    /// Considerations.
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<String>,
    /// The version, also in `ETag`.
    version: i64,
}

impl From<&Plan> for PlanView {
    fn from(plan: &Plan) -> Self {
        let details = &plan.details;
        Self {
            id: plan.id,
            referral: plan.referral,
            social_worker: plan.social_worker,
            state: plan.state,
            children: details.children.iter().copied().collect(),
            visitors: details.visitors.iter().copied().collect(),
            times: details.often.times,
            per: details.often.per,
            minutes: details.minutes,
            mode: details.mode,
            level: details.level,
            place: details.place,
            bringing: details.bringing,
            returning: details.returning,
            recording: details.recording,
            interpreter: details.interpreter.as_ref().map(ToString::to_string),
            from: details.from,
            review_by: details.review_by,
            until: details.until,
            basis: details.basis,
            agreed: details.agreed,
            agency_allows: details.agency_allows,
            notes: details.notes.as_ref().map(ToString::to_string),
            version: plan.version,
        }
    }
}

/// The contact plans of a child.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChildPlansView {
    /// Plans that name the child, the latest first.
    plans: Vec<PlanView>,
}

impl ChildPlansView {
    /// Of these plans.
    pub fn of(plans: &[Plan]) -> Self {
        Self {
            plans: plans.iter().map(PlanView::from).collect(),
        }
    }
}
