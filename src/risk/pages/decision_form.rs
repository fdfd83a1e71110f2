//! The form that says what an assessment decides, from when and until when.

use askama::Template;
use kernel::{id::RiskId, refusal::Refused, time::LondonDay};
use law::{access::act, risk::Decision};
use serde::Deserialize;

use super::{Frame, carried, version_of};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, turn},
    risk::{RiskAssessment, commands, queries, rules::DecisionFields, traces},
    storage::Reads,
    web::{
        Errors, Shell,
        components::{
            Button, Control, DateInput, ErrorSummary, FormProof, Radios, Textarea, date_of,
        },
    },
};

const TITLE: &str = "What the assessment decides";

/// A decision as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DecisionForm {
    decision: String,
    #[serde(rename = "from-day")]
    from_day: String,
    #[serde(rename = "from-month")]
    from_month: String,
    #[serde(rename = "from-year")]
    from_year: String,
    #[serde(rename = "review_by-day")]
    review_day: String,
    #[serde(rename = "review_by-month")]
    review_month: String,
    #[serde(rename = "review_by-year")]
    review_year: String,
    reasons: String,
    version: String,
}

impl DecisionForm {
    fn fields(&self) -> DecisionFields {
        DecisionFields {
            decision: self.decision.clone(),
            from: date_of(&self.from_day, &self.from_month, &self.from_year),
            review_by: date_of(&self.review_day, &self.review_month, &self.review_year),
            reasons: self.reasons.clone(),
        }
    }

    /// What is written already; a first day that is not there yet is today.
    fn of(risk: &RiskAssessment, today: LondonDay) -> Self {
        let content = &risk.content;
        let from = content.from.unwrap_or(today);
        let until = content.review_by;
        let fields = DecisionFields::of(content);
        let part = |number: Option<u32>| number.map_or_else(String::new, |one| one.to_string());
        Self {
            decision: fields.decision,
            from_day: from.day_of_month().to_string(),
            from_month: from.month().to_string(),
            from_year: from.year().to_string(),
            review_day: part(until.map(LondonDay::day_of_month)),
            review_month: part(until.map(LondonDay::month)),
            review_year: until.map_or_else(String::new, |day| day.year().to_string()),
            reasons: fields.reasons,
            version: String::new(),
        }
    }
}

#[derive(Template)]
#[template(path = "risk/decision_form.html")]
struct DecisionPage {
    shell: Shell,
    about: String,
    action: String,
    proof: FormProof,
    summary: Option<ErrorSummary>,
    residual: Option<&'static str>,
    decision: Radios,
    from: DateInput,
    review_by: DateInput,
    reasons: Textarea,
    save: Button,
}

fn page(frame: Frame, risk: &RiskAssessment, form: &DecisionForm, errors: &Errors) -> DecisionPage {
    let path = format!("/risk/{}", risk.id);
    let decision = Decision::ALL.iter().fold(
        Radios::new("decision", "What does it decide?"),
        |radios, one| radios.option(one.as_str(), one.label()),
    );
    DecisionPage {
        shell: frame.shell.back(path.clone()).errors(!errors.is_empty()),
        about: frame.about,
        action: format!("{path}/decision"),
        proof: frame.proof.version(carried(&form.version, risk)),
        summary: errors.summary(),
        residual: risk.residual.map(law::risk::Band::label),
        decision: decision
            .value(&form.decision)
            .error(errors.at("decision")),
        from: DateInput::new("from", "From which day is it valid?")
            .value(&form.from_day, &form.from_month, &form.from_year)
            .errors(errors),
        review_by: DateInput::new("review_by", "Review by which day?")
            .hint("Leave it blank for the latest day that the hazards allow: 12 weeks for a low risk that remains, 8 for a medium, 4 for a high one; a very high one is reviewed before each session.")
            .value(&form.review_day, &form.review_month, &form.review_year)
            .errors(errors),
        reasons: Textarea::new("reasons", "Why?")
            .hint("What weighs for and against, also what the child says.")
            .value(&form.reasons)
            .rows(6)
            .error(errors.at("reasons")),
        save: Button::new("Save the decision"),
    }
}

/// The form.
///
/// # Errors
/// As a problem page.
pub async fn decision_form(door: Guarded<act::AssessRisk>, id: At<RiskId>) -> Shown {
    let frame = Frame::new(&door, TITLE)?;
    door.look(move |look| {
        let (risk, _) = queries::permitted(look, id.0)?;
        let form = DecisionForm::of(&risk, look.now().london_day());
        let page = page(frame.about(look, &risk)?, &risk, &form, &Errors::none());
        Ok(look.seen(traces::seen(&risk, "form of a decision"), Page(page)))
    })
    .await
}

/// Saves what it decides.
///
/// # Errors
/// As a problem page.
pub async fn decide(
    door: Guarded<act::AssessRisk>,
    id: At<RiskId>,
    form: Form<DecisionForm>,
) -> Turned {
    let at = (id.0, version_of(&form.0.version));
    let saved = door.save(form.0.fields().read(), move |work, decided| {
        let saved = commands::decide(work, at, decided)?;
        Ok(saved.map(|risk| Goto(format!("/risk/{}", risk.id))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, TITLE)?);
    turn(&door, saved, move |look, errors| {
        let (risk, _) = queries::permitted(look, id.0)?;
        Ok::<_, Refused>(page(frame.about(look, &risk)?, &risk, &form.0, &errors))
    })
    .await
}
