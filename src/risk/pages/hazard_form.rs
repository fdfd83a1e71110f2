//! The form of one hazard: what is known, how likely and how bad it is, before and after controls.

use askama::Template;
use kernel::{id::RiskId, refusal::Refused};
use law::{
    access::act,
    risk::{Hazard, Impact, Likelihood},
};
use serde::Deserialize;

use super::{Frame, VersionForm, carried, steps::step, version_of};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, turn},
    risk::{RiskAssessment, commands, queries, rules::HazardFields, traces},
    storage::Look,
    web::{
        Errors, Shell,
        components::{Button, Control, ErrorSummary, FormProof, Radios, Select, Textarea},
    },
};

const TITLE: &str = "A hazard";
const BEFORE: &str = "without controls";
const AFTER: &str = "with the controls";

/// A hazard as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HazardForm {
    hazard: String,
    likelihood_before: String,
    impact_before: String,
    likelihood_after: String,
    impact_after: String,
    text: String,
    version: String,
}

impl HazardForm {
    fn fields(&self) -> HazardFields {
        let form = self.clone();
        HazardFields {
            hazard: form.hazard,
            likelihood_before: form.likelihood_before,
            impact_before: form.impact_before,
            likelihood_after: form.likelihood_after,
            impact_after: form.impact_after,
            text: form.text,
        }
    }
    fn of(fields: HazardFields) -> Self {
        Self {
            hazard: fields.hazard,
            likelihood_before: fields.likelihood_before,
            impact_before: fields.impact_before,
            likelihood_after: fields.likelihood_after,
            impact_after: fields.impact_after,
            text: fields.text,
            version: String::new(),
        }
    }
}

#[derive(Template)]
#[template(path = "risk/hazard_form.html")]
struct HazardPage {
    shell: Shell,
    about: String,
    title: &'static str,
    action: String,
    proof: FormProof,
    summary: Option<ErrorSummary>,
    hazard: Option<Select>,
    known: Option<Hazard>,
    text: Textarea,
    before: [Radios; 2],
    after: [Radios; 2],
    save: Button,
}

fn page(
    frame: Frame,
    risk: &RiskAssessment,
    known: Option<Hazard>,
    form: &HazardForm,
    errors: &Errors,
) -> HazardPage {
    let path = format!("/risk/{}", risk.id);
    let errors = &of_each_score(errors);
    HazardPage {
        shell: frame.shell.back(path.clone()).errors(!errors.is_empty()),
        about: frame.about,
        title: known.map_or("Add a hazard", Hazard::label),
        action: format!("{path}/hazards"),
        proof: frame.proof.version(carried(&form.version, risk)),
        summary: errors.summary(),
        hazard: known.is_none().then(|| choose(risk, form, errors)),
        known,
        text: Textarea::new("text", "What is known, and from whom?")
            .hint("What happened, when, to whom; who says so; what makes it more or less likely.")
            .value(&form.text)
            .rows(6)
            .error(errors.at("text")),
        before: [
            likelihood("likelihood_before", BEFORE, &form.likelihood_before, errors),
            impact("impact_before", BEFORE, &form.impact_before, errors),
        ],
        after: [
            likelihood("likelihood_after", AFTER, &form.likelihood_after, errors),
            impact("impact_after", AFTER, &form.impact_after, errors),
        ],
        save: Button::new("Save this hazard"),
    }
}

/// Both scores are asked for in the same words: an error says of which it is.
fn of_each_score(errors: &Errors) -> Errors {
    [
        ("likelihood_before", "Without controls"),
        ("impact_before", "Without controls"),
        ("likelihood_after", "With the controls"),
        ("impact_after", "With the controls"),
    ]
    .into_iter()
    .fold(errors.clone(), |errors, (field, name)| {
        errors.naming(field, name)
    })
}

/// The hazards that are not weighed yet.
fn choose(risk: &RiskAssessment, form: &HazardForm, errors: &Errors) -> Select {
    let empty = Select::new("hazard", "Which hazard?").option("", "Choose a hazard");
    let open = Hazard::ALL
        .iter()
        .filter(|hazard| !risk.content.hazards.contains_key(hazard));
    open.fold(empty, |select, hazard| {
        select.option(hazard.as_str(), hazard.label())
    })
    .value(&form.hazard)
    .error(errors.at("hazard"))
}

fn likelihood(name: &'static str, when: &str, value: &str, errors: &Errors) -> Radios {
    Likelihood::ALL
        .iter()
        .fold(
            Radios::new(name, format!("How likely is it {when}?")),
            |radios, one| radios.option(one.as_str(), one.label()),
        )
        .value(value)
        .error(errors.at(name))
}

fn impact(name: &'static str, when: &str, value: &str, errors: &Errors) -> Radios {
    Impact::ALL
        .iter()
        .fold(
            Radios::new(name, format!("How bad would it be {when}?")),
            |radios, one| radios.option(one.as_str(), one.label()),
        )
        .value(value)
        .error(errors.at(name))
}

fn empty_or_known(
    frame: Frame,
    look: &mut Look<'_, act::AssessRisk>,
    id: RiskId,
    known: Option<Hazard>,
) -> Result<(HazardPage, RiskAssessment), Refused> {
    let (risk, _) = queries::permitted(look, id)?;
    let form = match known {
        Some(hazard) => {
            let weighed = risk.content.hazards.get(&hazard).ok_or(Refused::Hidden)?;
            HazardForm::of(HazardFields::of(hazard, weighed))
        }
        None => HazardForm::default(),
    };
    Ok((
        page(
            frame.about(look, &risk)?,
            &risk,
            known,
            &form,
            &Errors::none(),
        ),
        risk,
    ))
}

/// The empty form.
///
/// # Errors
/// As a problem page.
pub async fn new_hazard(door: Guarded<act::AssessRisk>, id: At<RiskId>) -> Shown {
    let frame = Frame::new(&door, TITLE)?;
    door.look(move |look| {
        let (page, risk) = empty_or_known(frame, look, id.0, None)?;
        Ok(look.seen(traces::seen(&risk, "form of a hazard"), Page(page)))
    })
    .await
}

/// The form of a hazard that was weighed.
///
/// # Errors
/// As a problem page.
pub async fn hazard_form(door: Guarded<act::AssessRisk>, ids: At<(RiskId, String)>) -> Shown {
    let frame = Frame::new(&door, TITLE)?;
    let (id, hazard) = ids.0;
    door.look(move |look| {
        let hazard: Hazard = hazard.parse().map_err(|_unknown| Refused::Hidden)?;
        let (page, risk) = empty_or_known(frame, look, id, Some(hazard))?;
        Ok(look.seen(traces::seen(&risk, "form of a hazard"), Page(page)))
    })
    .await
}

/// Adds a hazard, or weighs one anew that is there.
///
/// # Errors
/// As a problem page.
pub async fn put_hazard(
    door: Guarded<act::AssessRisk>,
    id: At<RiskId>,
    form: Form<HazardForm>,
) -> Turned {
    let at = (id.0, version_of(&form.0.version));
    let saved = door.save(form.0.fields().read(), move |work, (hazard, weighed)| {
        let saved = commands::put_hazard(work, at, (*hazard, weighed))?;
        Ok(saved.map(|risk| Goto(format!("/risk/{}", risk.id))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, TITLE)?);
    turn(&door, saved, move |look, errors| {
        let (risk, _) = queries::permitted(look, id.0)?;
        let known = form.0.hazard.parse().ok();
        let known = known.filter(|hazard| risk.content.hazards.contains_key(hazard));
        Ok(page(
            frame.about(look, &risk)?,
            &risk,
            known,
            &form.0,
            &errors,
        ))
    })
    .await
}

/// Takes a hazard out again.
///
/// # Errors
/// As a problem page.
pub async fn remove_hazard(
    door: Guarded<act::AssessRisk>,
    ids: At<(RiskId, String)>,
    form: Form<VersionForm>,
) -> Turned {
    let (id, hazard) = ids.0;
    let version = version_of(&form.0.version);
    let read = hazard.parse().map_err(|_unknown| Refused::Hidden);
    step(door, id, read, move |work, hazard| {
        commands::remove_hazard(work, (id, version), *hazard)
    })
    .await
}
