//! Assessments that wait for somebody: to be approved, to be signed off, to be reviewed.

use kernel::refusal::Refused;
use law::access::{Act, Action, OnRecords, about, act};

use super::{Names, family, staff_of};
use crate::{
    access::Task,
    people::queries::within_reach,
    risk::{
        RiskAssessment,
        rules::{self, DUE_DAYS},
        store,
    },
    storage::{Acts, Look, Reads},
};

/// Assessments the caller could approve: submitted by somebody else, the longest waiting first.
///
/// # Errors
/// When the store is away.
pub fn to_approve(reads: &mut dyn Reads) -> Result<Vec<RiskAssessment>, Refused> {
    let approver = reads.actor().user();
    let mut waiting = store::submitted(reads)?;
    waiting.retain(|risk| Some(risk.written.by) != approver);
    within_reach(reads, Act::ApproveRisk, waiting, |risk| &risk.children)
}

/// Assessments the caller could sign off: a very high risk remains, and they neither wrote nor
/// approved it.
///
/// # Errors
/// When the store is away.
pub fn to_sign_off(reads: &mut dyn Reads) -> Result<Vec<RiskAssessment>, Refused> {
    let Some(signer) = reads.actor().user() else {
        return Ok(Vec::new());
    };
    let mut waiting = store::unsigned(reads)?;
    let today = reads.now().london_day();
    waiting.retain(|risk| {
        rules::may_sign_off(risk, signer).is_ok()
            && risk.content.review_by.is_some_and(|day| today <= day)
    });
    within_reach(reads, Act::SignOffRisk, waiting, |risk| &risk.children)
}

/// Assessments in the caller's reach whose review is due in two weeks or was due already, the
/// first due first.
///
/// # Errors
/// When the store is away.
pub fn due(reads: &mut dyn Reads) -> Result<Vec<RiskAssessment>, Refused> {
    let until = reads.now().london_day().plus_days(DUE_DAYS);
    let ending = store::ending_by(reads, until)?;
    within_reach(reads, Act::AssessRisk, ending, |risk| &risk.children)
}

/// Those that were returned to the caller with a question.
///
/// # Errors
/// When the store is away.
pub fn returned(reads: &mut dyn Reads) -> Result<Vec<RiskAssessment>, Refused> {
    let Some(author) = reads.actor().user() else {
        return Ok(Vec::new());
    };
    let returned = store::returned_to(reads, author)?;
    within_reach(reads, Act::AssessRisk, returned, |risk| &risk.children)
}

/// The names of everybody these assessments are about, and of whoever decided on them.
///
/// # Errors
/// When the store is away.
pub fn names_of<R: Acts>(reads: &mut R, risks: &[RiskAssessment]) -> Result<Names, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let mut names = Names::default();
    let children = risks.iter().flat_map(|risk| &risk.children);
    family(reads, &children.copied().collect())?.name(&mut names);
    names.add_staff(reads, risks.iter().flat_map(staff_of))?;
    Ok(names)
}

/// What waits for the caller.
///
/// # Errors
/// When the store is away.
pub fn tasks(look: &mut Look<'_, act::OpenHome>) -> Result<Vec<Task>, Refused> {
    let approving = Task::of(
        to_approve(look)?.len(),
        "risk assessment waits for approval",
        "risk assessments wait for approval",
        "/risk/to-approve",
    );
    let signing = Task::of(
        to_sign_off(look)?.len(),
        "very high risk waits for the head of service",
        "very high risks wait for the head of service",
        "/risk/to-sign-off",
    );
    let reviewing = Task::of(
        due(look)?.len(),
        "risk assessment is due for review",
        "risk assessments are due for review",
        "/risk/due",
    );
    let answering = Task::of(
        returned(look)?.len(),
        "risk assessment was returned to you with a question",
        "risk assessments were returned to you with a question",
        "/risk/returned",
    );
    Ok([approving, signing, answering, reviewing]
        .into_iter()
        .flatten()
        .collect())
}
