//! The form that returns an assessment to its author with a question.

use askama::Template;
use kernel::id::RiskId;
use law::access::act;
use serde::Deserialize;

use super::{Frame, carried, version_of};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, turn},
    risk::{RiskAssessment, commands, queries, rules::QuestionFields, traces},
    web::{
        Errors, Shell,
        components::{Button, Control, ErrorSummary, FormProof, Textarea},
    },
};

const TITLE: &str = "Return a risk assessment with a question";

/// A question as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct QuestionForm {
    question: String,
    version: String,
}

#[derive(Template)]
#[template(path = "risk/question_form.html")]
struct QuestionPage {
    shell: Shell,
    about: String,
    action: String,
    proof: FormProof,
    summary: Option<ErrorSummary>,
    question: Textarea,
    save: Button,
}

fn page(frame: Frame, risk: &RiskAssessment, form: &QuestionForm, errors: &Errors) -> QuestionPage {
    let path = format!("/risk/{}", risk.id);
    QuestionPage {
        shell: frame.shell.back(path.clone()).errors(!errors.is_empty()),
        about: frame.about,
        action: format!("{path}/return"),
        proof: frame.proof.version(carried(&form.version, risk)),
        summary: errors.summary(),
        question: Textarea::new("question", "What must be answered or changed first?")
            .value(&form.question)
            .rows(5)
            .error(errors.at("question")),
        save: Button::new("Return it with this question"),
    }
}

/// The empty form.
///
/// # Errors
/// As a problem page.
pub async fn question_form(door: Guarded<act::ApproveRisk>, id: At<RiskId>) -> Shown {
    let frame = Frame::new(&door, TITLE)?;
    door.look(move |look| {
        let (risk, _) = queries::permitted(look, id.0)?;
        let page = page(
            frame.about(look, &risk)?,
            &risk,
            &QuestionForm::default(),
            &Errors::none(),
        );
        Ok(look.seen(traces::seen(&risk, "form of a question"), Page(page)))
    })
    .await
}

/// Returns it.
///
/// # Errors
/// As a problem page.
pub async fn give_back(
    door: Guarded<act::ApproveRisk>,
    id: At<RiskId>,
    form: Form<QuestionForm>,
) -> Turned {
    let at = (id.0, version_of(&form.0.version));
    let fields = QuestionFields {
        question: form.0.question.clone(),
    };
    let saved = door.save(fields.read(), move |work, question| {
        let saved = commands::give_back(work, at, question)?;
        Ok(saved.map(|risk| Goto(format!("/risk/{}", risk.id))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, TITLE)?);
    turn(&door, saved, move |look, errors| {
        let (risk, _) = queries::permitted(look, id.0)?;
        Ok(page(frame.about(look, &risk)?, &risk, &form.0, &errors))
    })
    .await
}
