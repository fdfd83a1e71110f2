//! What others decide about an assessment.

use std::collections::BTreeSet;

use kernel::{id::RiskId, refusal::Refused, text::Narrative, time::LondonDay};
use law::{access::act, risk::Control};

use super::{AssessmentAt, claim, mark, news, reread};
use crate::{
    risk::{Continued, Mark, RiskAssessment, queries, rules, store, traces},
    storage::{Done, Work},
};

/// Returns a submitted assessment to its author with a question.
///
/// # Errors
/// `SecondPerson` for its author; `WrongState` unless it waits; `Stale`.
pub fn give_back(
    work: &mut Work<'_, act::ApproveRisk>,
    (id, version): AssessmentAt,
    question: &Narrative,
) -> Result<Done<RiskAssessment>, Refused> {
    claim(work, id)?;
    let (risk, permit) = queries::permitted(work, id)?;
    let asked = mark(work)?;
    rules::may_give_back(&risk, asked.by)?;
    store::give_back(work, &permit, (&risk, version), asked, question)?;
    let risk = reread(work, id)?;
    Ok(work.done(traces::moved(&risk, "returned"), risk))
}

/// Approves an assessment as a second person. From now on sessions are judged by it, and those it
/// is about all pairs of are superseded.
///
/// # Errors
/// `SecondPerson` for its author; what does not fit any more; `Stale` when it was changed since it
/// was read.
pub fn approve(
    work: &mut Work<'_, act::ApproveRisk>,
    (id, version): AssessmentAt,
) -> Result<Done<RiskAssessment>, Refused> {
    claim(work, id)?;
    let (risk, permit) = queries::permitted(work, id)?;
    let approved = mark(work)?;
    let beside = queries::approved_beside(work, &risk)?;
    rules::may_approve(&risk, approved.by, &beside, approved.at.london_day())?;
    let replaced = beside
        .iter()
        .filter(|old| rules::takes_the_place(&risk, old));
    let replaced: Vec<RiskId> = replaced.map(|old| old.id).collect();
    store::approve(work, &permit, (&risk, version), approved, &replaced)?;
    let risk = reread(work, id)?;
    work.changed(news(&risk));
    Ok(work.done(traces::approved(&risk, &replaced), risk))
}

/// Signs off a very high risk that remains, as a third person.
///
/// # Errors
/// `SecondPerson` for its author and who approved it; `WrongState` when there is nothing to sign
/// off; `Stale`.
pub fn sign_off(
    work: &mut Work<'_, act::SignOffRisk>,
    (id, version): AssessmentAt,
) -> Result<Done<RiskAssessment>, Refused> {
    claim(work, id)?;
    let (risk, permit) = queries::permitted(work, id)?;
    let signed = mark(work)?;
    rules::may_sign_off(&risk, signed.by)?;
    store::sign_off(work, &permit, (&risk, version), signed)?;
    let risk = reread(work, id)?;
    work.changed(news(&risk));
    Ok(work.done(traces::moved(&risk, "signed off"), risk))
}

/// Accepts an approved assessment as deliverable, with controls that make it stronger, if any.
///
/// # Errors
/// Beside the field, a control that adds nothing; `WrongState` unless it stands; `Stale`.
pub fn accept(
    work: &mut Work<'_, act::AcceptRisk>,
    (id, version): AssessmentAt,
    more: &BTreeSet<Control>,
) -> Result<Done<RiskAssessment>, Refused> {
    claim(work, id)?;
    let (risk, permit) = queries::permitted(work, id)?;
    rules::may_strengthen(&risk, more)?;
    let accepted = mark(work)?;
    store::accept(work, &permit, (&risk, version), accepted, more)?;
    let risk = reread(work, id)?;
    if !more.is_empty() {
        work.changed(news(&risk));
    }
    let what = if more.is_empty() {
        "accepted"
    } else {
        "strengthened"
    };
    Ok(work.done(traces::moved(&risk, what), risk))
}

/// Continues on the controls of an assessment whose review is due, for seven days at most.
///
/// # Errors
/// As [`rules::continuation`]; `Stale`.
pub fn continue_on(
    work: &mut Work<'_, act::ContinueRisk>,
    (id, version): AssessmentAt,
    (until, reason): (LondonDay, &Narrative),
) -> Result<Done<RiskAssessment>, Refused> {
    claim(work, id)?;
    let (risk, permit) = queries::permitted(work, id)?;
    let Mark { by, at } = mark(work)?;
    let (from, continuation) = rules::continuation(&risk, by, until, at.london_day())?;
    let continued = Continued {
        continuation,
        from,
        until,
        reason: reason.clone(),
        at,
    };
    store::continue_on(work, &permit, (&risk, version), &continued)?;
    let risk = reread(work, id)?;
    work.changed(news(&risk));
    Ok(work.done(traces::continued(&risk), risk))
}
