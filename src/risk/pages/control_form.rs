//! The form of one control with what it asks for: in a draft, or added to what was approved.

use askama::Template;
use kernel::{id::RiskId, refusal::Refused, text::capital};
use law::{
    access::act,
    proposal::Level,
    requirement::{Gender, RoomFeature, Skill},
};
use serde::Deserialize;
use validator::Validate;

use super::{Frame, carried, version_of};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Query, Shown, Turned, turn},
    risk::{
        RiskAssessment, commands, queries,
        rules::{ControlFields, ControlKind},
        traces,
    },
    web::{
        Errors, Shell,
        components::{
            Button, Content, Control, ErrorMessage, ErrorSummary, FormProof, Input, Radios, Select,
        },
    },
};

const TITLE: &str = "A control";

/// A control as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ControlForm {
    #[serde(rename = "type")]
    kind: String,
    level: String,
    minutes: String,
    feature: String,
    gender: String,
    skill: String,
    version: String,
}

impl ControlForm {
    fn fields(&self) -> ControlFields {
        let form = self.clone();
        ControlFields {
            kind: form.kind,
            level: form.level,
            minutes: form.minutes,
            feature: form.feature,
            gender: form.gender,
            skill: form.skill,
        }
    }
}

/// Which control the form is for.
#[derive(Debug, Default, Deserialize, Validate)]
#[serde(default)]
pub struct WhichControl {
    #[serde(rename = "type")]
    #[validate(length(max = 30, message = "Choose one of the list."))]
    kind: String,
}

#[derive(Template)]
#[template(path = "risk/control_form.html")]
struct ControlPage {
    shell: Shell,
    about: String,
    action: String,
    proof: FormProof,
    summary: Option<ErrorSummary>,
    kind: ControlKind,
    strengthens: bool,
    not_stronger: Option<ErrorMessage>,
    parameter: Option<Content>,
    save: Button,
}

/// What a control is added to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AddedTo {
    /// A draft, by its author.
    Draft,
    /// What was approved, by the coordinator.
    Approved,
}

fn page(
    frame: Frame,
    (risk, to): (&RiskAssessment, AddedTo),
    form: &ControlForm,
    errors: &Errors,
) -> ControlPage {
    let kind = form.kind.parse().unwrap_or(ControlKind::TwoSupervisors);
    let path = format!("/risk/{}", risk.id);
    let end = match to {
        AddedTo::Draft => "controls",
        AddedTo::Approved => "strengthen",
    };
    ControlPage {
        shell: frame.shell.back(path.clone()).errors(!errors.is_empty()),
        about: frame.about,
        action: format!("{path}/{end}"),
        proof: frame.proof.version(carried(&form.version, risk)),
        summary: errors.summary(),
        kind,
        strengthens: to == AddedTo::Approved,
        not_stronger: errors.at("controls").map(ErrorMessage::from),
        parameter: parameter(kind, form, errors),
        save: Button::new("Add this control"),
    }
}

fn words(code: &str) -> String {
    let words = code.replace('_', " ");
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

fn parameter(kind: ControlKind, form: &ControlForm, errors: &Errors) -> Option<Content> {
    if let Some((least, most)) = kind.minutes() {
        let input = Input::new("minutes", "How many minutes?")
            .hint(format!("From {least} to {most}."))
            .value(&form.minutes)
            .inputmode("numeric")
            .width(3)
            .error(errors.at("minutes"));
        return Some(Content::of(input));
    }
    let chosen = |select: Select, value: &str, name: &str| {
        Content::of(select.value(value).error(errors.at(name)))
    };
    match kind {
        ControlKind::Supervision => {
            let empty = Select::new("level", "At least how closely?").option("", "Choose one");
            let all = Level::ALL.iter().fold(empty, |select, one| {
                select.option(one.as_str(), capital(one.label()))
            });
            Some(chosen(all, &form.level, "level"))
        }
        ControlKind::Room => {
            let empty = Select::new("feature", "What must the room have?").option("", "Choose one");
            let all = RoomFeature::ALL.iter().fold(empty, |select, one| {
                select.option(one.as_str(), words(one.as_str()))
            });
            Some(chosen(all, &form.feature, "feature"))
        }
        ControlKind::Trained => {
            let empty = Select::new("skill", "Trained in what?").option("", "Choose one");
            let all = Skill::ALL.iter().fold(empty, |select, one| {
                select.option(one.as_str(), words(one.as_str()))
            });
            Some(chosen(all, &form.skill, "skill"))
        }
        ControlKind::SupervisorGender => {
            let all = Gender::ALL.iter().fold(
                Radios::new("gender", "Who should supervise?"),
                |radios, one| radios.option(one.as_str(), format!("A {}", one.as_str())),
            );
            let radios = all.value(&form.gender).error(errors.at("gender"));
            Some(Content::of(radios))
        }
        _ => None,
    }
}

fn empty(which: WhichControl) -> ControlForm {
    ControlForm {
        kind: which.kind,
        ..ControlForm::default()
    }
}

/// The form of a control for a draft.
///
/// # Errors
/// As a problem page.
pub async fn new_control(
    door: Guarded<act::AssessRisk>,
    id: At<RiskId>,
    query: Query<WhichControl>,
) -> Shown {
    let (frame, form) = (Frame::new(&door, TITLE)?, empty(query.0));
    door.look(move |look| {
        let (risk, _) = queries::permitted(look, id.0)?;
        let page = page(
            frame.about(look, &risk)?,
            (&risk, AddedTo::Draft),
            &form,
            &Errors::none(),
        );
        Ok(look.seen(traces::seen(&risk, "form of a control"), Page(page)))
    })
    .await
}

/// Adds a control to a draft.
///
/// # Errors
/// As a problem page.
pub async fn add_control(
    door: Guarded<act::AssessRisk>,
    id: At<RiskId>,
    form: Form<ControlForm>,
) -> Turned {
    let at = (id.0, version_of(&form.0.version));
    let saved = door.save(form.0.fields().read(), move |work, control| {
        let saved = commands::add_control(work, at, *control)?;
        Ok(saved.map(|risk| Goto(format!("/risk/{}", risk.id))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, TITLE)?);
    turn(&door, saved, move |look, errors| {
        let (risk, _) = queries::permitted(look, id.0)?;
        Ok::<_, Refused>(page(
            frame.about(look, &risk)?,
            (&risk, AddedTo::Draft),
            &form.0,
            &errors,
        ))
    })
    .await
}

/// The form of a control that strengthens what was approved.
///
/// # Errors
/// As a problem page.
pub async fn new_strengthening(
    door: Guarded<act::AcceptRisk>,
    id: At<RiskId>,
    query: Query<WhichControl>,
) -> Shown {
    let (frame, form) = (Frame::new(&door, TITLE)?, empty(query.0));
    door.look(move |look| {
        let (risk, _) = queries::permitted(look, id.0)?;
        let page = page(
            frame.about(look, &risk)?,
            (&risk, AddedTo::Approved),
            &form,
            &Errors::none(),
        );
        let fact = traces::seen(&risk, "form of a control");
        Ok(look.seen(fact, Page(page)))
    })
    .await
}

/// Strengthens what was approved.
///
/// # Errors
/// As a problem page.
pub async fn strengthen(
    door: Guarded<act::AcceptRisk>,
    id: At<RiskId>,
    form: Form<ControlForm>,
) -> Turned {
    let at = (id.0, version_of(&form.0.version));
    let saved = door.save(form.0.fields().read(), move |work, control| {
        let saved = commands::accept(work, at, &[*control].into())?;
        Ok(saved.map(|risk| Goto(format!("/risk/{}", risk.id))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, TITLE)?);
    turn(&door, saved, move |look, errors| {
        let (risk, _) = queries::permitted(look, id.0)?;
        Ok::<_, Refused>(page(
            frame.about(look, &risk)?,
            (&risk, AddedTo::Approved),
            &form.0,
            &errors,
        ))
    })
    .await
}
