//! What its author does with an assessment: writes it, submits it, takes it back, gives it up.

use kernel::{refusal::Refused, text::Narrative};
use law::{
    access::act,
    risk::{Control, Hazard},
};

use super::{AssessmentAt, claim, mark, reread};
use crate::{
    risk::{Content, Mark, RiskAssessment, Stage, Weighed, queries, rules, store, traces},
    storage::{Done, Work},
};

fn change(
    work: &mut Work<'_, act::AssessRisk>,
    (id, version): AssessmentAt,
    how: impl FnOnce(&mut Content) -> Result<(), Refused>,
) -> Result<Done<RiskAssessment>, Refused> {
    claim(work, id)?;
    let (risk, permit) = queries::permitted(work, id)?;
    rules::may_write(&risk, mark(work)?.by)?;
    let mut content = risk.content.clone();
    how(&mut content)?;
    store::set_content(work, &permit, (&risk, version), &content)?;
    let risk = reread(work, id)?;
    Ok(work.done(traces::written(&risk), risk))
}

/// Writes all of an assessment anew.
///
/// # Errors
/// `Stale` when it was changed since `version`; when it is no draft of the caller's.
pub fn rewrite(
    work: &mut Work<'_, act::AssessRisk>,
    at: AssessmentAt,
    content: &Content,
) -> Result<Done<RiskAssessment>, Refused> {
    change(work, at, |whole| {
        *whole = content.clone();
        Ok(())
    })
}

/// Adds a hazard, or weighs it anew.
///
/// # Errors
/// As [`rewrite`].
pub fn put_hazard(
    work: &mut Work<'_, act::AssessRisk>,
    at: AssessmentAt,
    (hazard, weighed): (Hazard, &Weighed),
) -> Result<Done<RiskAssessment>, Refused> {
    change(work, at, |content| {
        content.hazards.insert(hazard, weighed.clone());
        Ok(())
    })
}

/// Takes a hazard out again.
///
/// # Errors
/// As [`rewrite`]; `Hidden` when it is not there.
pub fn remove_hazard(
    work: &mut Work<'_, act::AssessRisk>,
    at: AssessmentAt,
    hazard: Hazard,
) -> Result<Done<RiskAssessment>, Refused> {
    change(work, at, |content| {
        let removed = content.hazards.remove(&hazard);
        removed.map(|_| ()).ok_or(Refused::Hidden)
    })
}

/// Adds a control.
///
/// # Errors
/// As [`rewrite`].
pub fn add_control(
    work: &mut Work<'_, act::AssessRisk>,
    at: AssessmentAt,
    control: Control,
) -> Result<Done<RiskAssessment>, Refused> {
    change(work, at, |content| {
        content.controls.insert(control);
        Ok(())
    })
}

/// Takes a control out again.
///
/// # Errors
/// As [`rewrite`]; `Hidden` when it is not there.
pub fn remove_control(
    work: &mut Work<'_, act::AssessRisk>,
    at: AssessmentAt,
    control: Control,
) -> Result<Done<RiskAssessment>, Refused> {
    change(work, at, |content| {
        let removed = content.controls.remove(&control);
        removed.then_some(()).ok_or(Refused::Hidden)
    })
}

/// Says what the assessment decides, from when it is valid and when it is reviewed.
///
/// # Errors
/// As [`rewrite`]; beside the field, a review later than what remains allows.
pub fn decide(
    work: &mut Work<'_, act::AssessRisk>,
    at: AssessmentAt,
    decided: &rules::Decided,
) -> Result<Done<RiskAssessment>, Refused> {
    change(work, at, |content| rules::put_decision(content, decided))
}

/// Submits an assessment for approval.
///
/// # Errors
/// Every part that is missing; `Stale`; when it is no draft of the caller's.
pub fn submit(
    work: &mut Work<'_, act::AssessRisk>,
    (id, version): AssessmentAt,
    answer: Option<&Narrative>,
) -> Result<Done<RiskAssessment>, Refused> {
    claim(work, id)?;
    let (risk, permit) = queries::permitted(work, id)?;
    let Mark { by, at } = mark(work)?;
    rules::may_write(&risk, by)?;
    rules::may_submit(&risk, answer.is_some(), at.london_day())?;
    let answer = answer.filter(|_| risk.stage == Stage::Returned);
    store::submit(work, &permit, (&risk, version), at, answer)?;
    let risk = reread(work, id)?;
    Ok(work.done(traces::moved(&risk, "submitted"), risk))
}

/// Takes a submitted assessment back to write on in it, while nobody has decided it.
///
/// # Errors
/// `WrongState` unless it waits for approval; `RuleRefuses` for anybody but its author; `Stale`
/// when it was decided or changed since `version`.
pub fn take_back(
    work: &mut Work<'_, act::AssessRisk>,
    (id, version): AssessmentAt,
) -> Result<Done<RiskAssessment>, Refused> {
    claim(work, id)?;
    let (risk, permit) = queries::permitted(work, id)?;
    rules::may_take_back(&risk, mark(work)?.by)?;
    store::take_back(work, &permit, (&risk, version))?;
    let risk = reread(work, id)?;
    Ok(work.done(traces::moved(&risk, "taken back"), risk))
}

/// Gives up a draft. It is kept, and counts for nothing.
///
/// # Errors
/// As [`rewrite`].
pub fn withdraw(
    work: &mut Work<'_, act::AssessRisk>,
    (id, version): AssessmentAt,
) -> Result<Done<RiskAssessment>, Refused> {
    claim(work, id)?;
    let (risk, permit) = queries::permitted(work, id)?;
    rules::may_write(&risk, mark(work)?.by)?;
    store::withdraw(work, &permit, (&risk, version))?;
    let risk = reread(work, id)?;
    Ok(work.done(traces::moved(&risk, "withdrawn"), risk))
}
