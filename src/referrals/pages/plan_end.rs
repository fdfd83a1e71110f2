//! The form that ends a contact plan.

use kernel::{id::PlanId, refusal::Refused};
use law::access::act;

use super::{FormPage, Frame, Parts, Typed, paragraph};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, turn},
    referrals::{Plan, commands, queries, rules::EndFields, traces},
    storage::Look,
    web::{
        Errors,
        components::{Button, Content, Control, Textarea},
    },
};

const TITLE: &str = "End this plan";

fn page(
    frame: Frame,
    look: &mut Look<'_, act::KeepPlan>,
    id: PlanId,
    typed: &Typed,
    errors: &Errors,
) -> Result<(FormPage, Plan), Refused> {
    let record = queries::plan_record(look, id)?;
    let reason = Textarea::new("reason", "Why does it end?")
        .value(typed.one("reason"))
        .rows(3);
    let parts = Parts {
        back: format!("/plans/{id}"),
        action: format!("/plans/{id}/end"),
        version: record.plan.version,
        caption: record.names.list(&record.plan.details.children),
        heading: TITLE.to_owned(),
        facts: vec![paragraph(
            "It runs until its last day. Sessions planned after it are judged again.",
        )],
        questions: vec![
            Content::of(
                typed
                    .date_input("until", "What is its last day?")
                    .errors(errors),
            ),
            Content::of(reason.error(errors.at("reason"))),
        ],
        buttons: vec![Button::new("End the plan").warning()],
    };
    Ok((frame.form(parts, errors), record.plan))
}

/// The form that ends a plan.
///
/// # Errors
/// As a problem page.
pub async fn end_form(door: Guarded<act::KeepPlan>, id: At<PlanId>) -> Shown {
    let frame = Frame::new(&door, TITLE)?;
    door.look(move |look| {
        let (page, plan) = page(frame, look, id.0, &Typed::default(), &Errors::none())?;
        Ok(look.seen(
            traces::plan_seen(&plan, "form that ends a plan"),
            Page(page),
        ))
    })
    .await
}

/// Ends a plan.
///
/// # Errors
/// As a problem page.
pub async fn end(door: Guarded<act::KeepPlan>, id: At<PlanId>, form: Form<Typed>) -> Turned {
    let typed = form.0;
    let version = typed.version();
    let fields = EndFields {
        until: typed.day("until"),
        reason: typed.one("reason"),
    };
    let saved = door.save(fields.read(), move |work, (until, reason)| {
        let ended = commands::end_plan(work, (id.0, version), *until, reason)?;
        Ok(ended.map(|plan| Goto(format!("/plans/{}", plan.id))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, TITLE)?);
    turn(&door, saved, move |look, errors| {
        Ok(page(frame, look, id.0, &typed, &errors)?.0)
    })
    .await
}
