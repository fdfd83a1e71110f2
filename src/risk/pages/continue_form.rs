//! The form with which a manager continues on an assessment whose review is due.

use askama::Template;
use kernel::{id::RiskId, time::LondonDay};
use law::{access::act, risk::CONTINUATION_DAYS};
use serde::Deserialize;

use super::{Frame, carried, version_of};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, turn},
    risk::{
        RiskAssessment, commands, queries,
        rules::{self, ContinueFields},
        traces,
    },
    storage::Reads,
    web::{
        Errors, Shell,
        components::{Button, Control, DateInput, ErrorSummary, FormProof, Textarea, date_of},
    },
};

const TITLE: &str = "Continue on an assessment that is due";

/// A decision to continue as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ContinueForm {
    #[serde(rename = "until-day")]
    day: String,
    #[serde(rename = "until-month")]
    month: String,
    #[serde(rename = "until-year")]
    year: String,
    reason: String,
    version: String,
}

impl ContinueForm {
    fn fields(&self) -> ContinueFields {
        ContinueFields {
            until: date_of(&self.day, &self.month, &self.year),
            reason: self.reason.clone(),
        }
    }
}

#[derive(Template)]
#[template(path = "risk/continue_form.html")]
struct ContinuePage {
    shell: Shell,
    about: String,
    action: String,
    proof: FormProof,
    summary: Option<ErrorSummary>,
    due: String,
    controls: Vec<String>,
    until: DateInput,
    reason: Textarea,
    save: Button,
}

fn page(
    frame: Frame,
    (today, risk): (LondonDay, &RiskAssessment),
    form: &ContinueForm,
    errors: &Errors,
) -> ContinuePage {
    let path = format!("/risk/{}", risk.id);
    let due = risk.content.review_by;
    let from = rules::continues_from(risk, today);
    let hint = from.map_or_else(String::new, |from| {
        let latest = from.plus_days(CONTINUATION_DAYS);
        format!("{} at the latest.", latest.in_full())
    });
    let controls = rules::controls(risk).into_iter();
    ContinuePage {
        shell: frame.shell.back(path.clone()).errors(!errors.is_empty()),
        about: frame.about,
        action: format!("{path}/continue"),
        proof: frame.proof.version(carried(&form.version, risk)),
        summary: errors.summary(),
        due: due.map_or_else(String::new, LondonDay::in_full),
        controls: controls.map(law::risk::Control::in_words).collect(),
        until: DateInput::new("until", "Until which day?")
            .hint(hint)
            .value(&form.day, &form.month, &form.year)
            .errors(errors),
        reason: Textarea::new("reason", "Why is that safe, and why is the review late?")
            .value(&form.reason)
            .rows(5)
            .error(errors.at("reason")),
        save: Button::new("Continue on these controls"),
    }
}

/// The empty form.
///
/// # Errors
/// As a problem page.
pub async fn continue_form(door: Guarded<act::ContinueRisk>, id: At<RiskId>) -> Shown {
    let frame = Frame::new(&door, TITLE)?;
    door.look(move |look| {
        let (risk, _) = queries::permitted(look, id.0)?;
        let form = ContinueForm::default();
        let page = page(
            frame.about(look, &risk)?,
            (look.now().london_day(), &risk),
            &form,
            &Errors::none(),
        );
        let fact = traces::seen(&risk, "form of a continuation");
        Ok(look.seen(fact, Page(page)))
    })
    .await
}

/// Continues on it.
///
/// # Errors
/// As a problem page.
pub async fn continue_on(
    door: Guarded<act::ContinueRisk>,
    id: At<RiskId>,
    form: Form<ContinueForm>,
) -> Turned {
    let at = (id.0, version_of(&form.0.version));
    let saved = door.save(form.0.fields().read(), move |work, (until, reason)| {
        let saved = commands::continue_on(work, at, (*until, reason))?;
        Ok(saved.map(|risk| Goto(format!("/risk/{}", risk.id))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, TITLE)?);
    turn(&door, saved, move |look, errors| {
        let (risk, _) = queries::permitted(look, id.0)?;
        Ok(page(
            frame.about(look, &risk)?,
            (look.now().london_day(), &risk),
            &form.0,
            &errors,
        ))
    })
    .await
}
