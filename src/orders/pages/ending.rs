//! The form that records that the court has discharged an order.

use askama::Template;
use kernel::{id::OrderId, refusal::Refused};
use law::access::act;
use serde::Deserialize;

use super::Frame;
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, turn},
    orders::{commands, queries, rules::DischargeFields, traces},
    storage::Look,
    web::{
        Errors, Shell,
        components::{Button, Control, DateInput, ErrorSummary, FormProof, Textarea, date_of},
    },
};

/// A discharge as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DischargeForm {
    #[serde(rename = "on-day")]
    day: String,
    #[serde(rename = "on-month")]
    month: String,
    #[serde(rename = "on-year")]
    year: String,
    reason: String,
    version: String,
}

impl DischargeForm {
    fn fields(&self) -> DischargeFields {
        DischargeFields {
            on: date_of(&self.day, &self.month, &self.year),
            reason: self.reason.clone(),
        }
    }
}

#[derive(Template)]
#[template(path = "orders/discharge_form.html")]
struct DischargePage {
    shell: Shell,
    about: String,
    action: String,
    proof: FormProof,
    summary: Option<ErrorSummary>,
    title: &'static str,
    on: DateInput,
    reason: Textarea,
    save: Button,
}

fn page(
    frame: Frame,
    look: &mut Look<'_, act::DischargeOrder>,
    id: OrderId,
    form: &DischargeForm,
    errors: &Errors,
) -> Result<DischargePage, Refused> {
    let (order, _) = queries::permitted(look, id)?;
    let family = queries::family(look, &order.details.children)?;
    let version = if form.version.is_empty() {
        order.version.to_string()
    } else {
        form.version.clone()
    };
    Ok(DischargePage {
        shell: frame
            .shell
            .back(format!("/orders/{id}"))
            .errors(!errors.is_empty()),
        about: family.children_named(),
        action: format!("/orders/{id}/discharge"),
        proof: frame.proof.version(version),
        summary: errors.summary(),
        title: order.details.form.label(),
        on: DateInput::new("on", "From which day has it no force?")
            .value(&form.day, &form.month, &form.year)
            .errors(errors),
        reason: Textarea::new("reason", "What ended it?")
            .hint("For example, the order that discharged it. The order here holds until a second person gives the same day.")
            .value(&form.reason)
            .rows(4)
            .error(errors.at("reason")),
        save: Button::new("Record the discharge").warning(),
    })
}

/// The empty form.
///
/// # Errors
/// As a problem page.
pub async fn discharge_form(door: Guarded<act::DischargeOrder>, id: At<OrderId>) -> Shown {
    let frame = Frame::new(&door, "The court has discharged an order")?;
    door.look(move |look| {
        let (order, _) = queries::permitted(look, id.0)?;
        let page = page(
            frame,
            look,
            id.0,
            &DischargeForm::default(),
            &Errors::none(),
        )?;
        Ok(look.seen(traces::seen(&order, "form of a discharge"), Page(page)))
    })
    .await
}

/// Records the discharge.
///
/// # Errors
/// As a problem page.
pub async fn discharge(
    door: Guarded<act::DischargeOrder>,
    id: At<OrderId>,
    form: Form<DischargeForm>,
) -> Turned {
    let version: i64 = form.0.version.parse().unwrap_or_default();
    let saved = door.save(form.0.fields().read(), move |work, (on, reason)| {
        let ended = commands::discharge_order(work, (id.0, version), *on, reason)?;
        Ok(ended.map(|order| Goto(format!("/orders/{}", order.id))))
    });
    let saved = saved.await;
    let frame = Frame::new(&door, "The court has discharged an order")?;
    turn(&door, saved, move |look, errors| {
        page(frame, look, id.0, &form.0, &errors)
    })
    .await
}
