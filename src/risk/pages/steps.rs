//! The small forms on the page of an assessment: each sends one step.

use kernel::{id::RiskId, refusal::Refused};
use law::{
    access::{Action, OnRecords, Staff, Writes, about, act},
    risk::Control,
};
use serde::Deserialize;

use super::{
    Frame, VersionForm,
    shown::{Typed, page},
    version_of,
};
use crate::{
    http::{At, Form, Goto, Guarded, Turned, turn},
    risk::{RiskAssessment, commands, http::ApproveFields, rules::SubmitFields},
    storage::{Done, Work},
};

/// Takes one step with an assessment, and shows its page again when that is refused.
pub(super) async fn step<A, F>(
    door: Guarded<A>,
    id: RiskId,
    read: Result<F, Refused>,
    take: impl FnMut(&mut Work<'_, A>, &F) -> Result<Done<RiskAssessment>, Refused> + Send + 'static,
) -> Turned
where
    A: Action<Caller = Staff, About = about::Cases> + OnRecords + Writes,
    F: Send + 'static,
{
    step_with(door, (id, Typed::default()), read, take).await
}

async fn step_with<A, F>(
    door: Guarded<A>,
    (id, typed): (RiskId, Typed),
    read: Result<F, Refused>,
    mut take: impl FnMut(&mut Work<'_, A>, &F) -> Result<Done<RiskAssessment>, Refused> + Send + 'static,
) -> Turned
where
    A: Action<Caller = Staff, About = about::Cases> + OnRecords + Writes,
    F: Send + 'static,
{
    let saved = door.save(read, move |work, form| {
        let taken = take(work, form)?;
        Ok(taken.map(|risk| Goto(format!("/risk/{}", risk.id))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, "Risk assessment")?);
    turn(&door, saved, move |look, errors| {
        Ok(page(frame, look, id, (&errors, &typed))?.0)
    })
    .await
}

/// The removal of a control as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RemoveControlForm {
    control: String,
    version: String,
}

/// Takes a control out of a draft.
///
/// # Errors
/// As a problem page.
pub async fn remove_control(
    door: Guarded<act::AssessRisk>,
    id: At<RiskId>,
    form: Form<RemoveControlForm>,
) -> Turned {
    let at = (id.0, version_of(&form.0.version));
    let read: Result<Control, Refused> =
        serde_json::from_str(&form.0.control).map_err(|_not_one| {
            let message = "Choose the control to remove";
            Refused::field("/controls", "not-chosen", message)
        });
    step(door, id.0, read, move |work, control| {
        commands::remove_control(work, at, *control)
    })
    .await
}

/// What goes with submitting, as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SubmitForm {
    answer: String,
    version: String,
}

/// Submits a draft for approval.
///
/// # Errors
/// As a problem page.
pub async fn submit(
    door: Guarded<act::AssessRisk>,
    id: At<RiskId>,
    form: Form<SubmitForm>,
) -> Turned {
    let SubmitForm { answer, version } = form.0;
    let at = (id.0, version_of(&version));
    let fields = SubmitFields {
        answer: answer.clone(),
    };
    step_with(
        door,
        (id.0, Typed { answer }),
        fields.read(),
        move |work, answer| commands::submit(work, at, answer.as_ref()),
    )
    .await
}

/// Takes a submitted assessment back.
///
/// # Errors
/// As a problem page.
pub async fn take_back(
    door: Guarded<act::AssessRisk>,
    id: At<RiskId>,
    form: Form<VersionForm>,
) -> Turned {
    let at = (id.0, version_of(&form.0.version));
    step(door, id.0, Ok(()), move |work, ()| {
        commands::take_back(work, at)
    })
    .await
}

/// Gives up a draft.
///
/// # Errors
/// As a problem page.
pub async fn withdraw(
    door: Guarded<act::AssessRisk>,
    id: At<RiskId>,
    form: Form<VersionForm>,
) -> Turned {
    let at = (id.0, version_of(&form.0.version));
    step(door, id.0, Ok(()), move |work, ()| {
        commands::withdraw(work, at)
    })
    .await
}

/// Begins a new draft as a copy.
///
/// # Errors
/// As a problem page.
pub async fn copy(
    door: Guarded<act::AssessRisk>,
    id: At<RiskId>,
    _form: Form<VersionForm>,
) -> Turned {
    step(door, id.0, Ok(()), move |work, ()| {
        commands::copy(work, id.0)
    })
    .await
}

/// The approval as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ApproveForm {
    considered: String,
    version: String,
}

/// Approves an assessment as a second person.
///
/// # Errors
/// As a problem page.
pub async fn approve(
    door: Guarded<act::ApproveRisk>,
    id: At<RiskId>,
    form: Form<ApproveForm>,
) -> Turned {
    let at = (id.0, version_of(&form.0.version));
    let said = ApproveFields {
        considered: form.0.considered == "yes",
    };
    step(door, id.0, said.read(), move |work, ()| {
        commands::approve(work, at)
    })
    .await
}

/// Signs off a very high risk that remains.
///
/// # Errors
/// As a problem page.
pub async fn sign_off(
    door: Guarded<act::SignOffRisk>,
    id: At<RiskId>,
    form: Form<VersionForm>,
) -> Turned {
    let at = (id.0, version_of(&form.0.version));
    step(door, id.0, Ok(()), move |work, ()| {
        commands::sign_off(work, at)
    })
    .await
}

/// Accepts an assessment as deliverable.
///
/// # Errors
/// As a problem page.
pub async fn accept(
    door: Guarded<act::AcceptRisk>,
    id: At<RiskId>,
    form: Form<VersionForm>,
) -> Turned {
    let at = (id.0, version_of(&form.0.version));
    let nothing_more = std::collections::BTreeSet::new();
    step(door, id.0, Ok(nothing_more), move |work, more| {
        commands::accept(work, at, more)
    })
    .await
}
