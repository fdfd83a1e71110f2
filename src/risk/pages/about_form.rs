//! The form that begins an assessment: whom it is about.

use askama::Template;
use kernel::{id::PersonId, refusal::Refused};
use law::access::act;
use serde::Deserialize;

use super::Frame;
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, turn},
    people::rules::full_name,
    risk::{commands, queries, rules::AboutFields, traces},
    storage::Look,
    web::{
        Errors, Shell,
        components::{Button, Checkboxes, Choice, Control, ErrorSummary, FormProof},
    },
};

const TITLE: &str = "Begin a risk assessment";

/// Whom an assessment is about, as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AboutForm {
    children: Vec<String>,
    persons: Vec<String>,
}

#[derive(Template)]
#[template(path = "risk/about_form.html")]
struct AboutPage {
    shell: Shell,
    action: String,
    proof: FormProof,
    summary: Option<ErrorSummary>,
    children: Checkboxes,
    persons: Checkboxes,
    save: Button,
}

fn page(
    frame: Frame,
    look: &mut Look<'_, act::AssessRisk>,
    child: PersonId,
    form: &AboutForm,
    errors: &Errors,
) -> Result<(AboutPage, Vec<PersonId>), Refused> {
    let family = queries::family_of(look, child)?;
    let siblings = family.relatives.iter().map(|relative| &relative.person);
    let all = family.children.iter().chain(siblings);
    let children = all.filter(|person| person.details.is_child).fold(
        Checkboxes::new("children", "Which children is it about?"),
        |boxes, person| {
            let name = full_name(&person.details);
            boxes.choice(Choice::new(person.id.to_string(), name))
        },
    );
    let persons = family.relatives.iter().fold(
        Checkboxes::new("persons", "Which family members do they meet?"),
        |boxes, relative| {
            let words = format!(
                "{} ({})",
                full_name(&relative.person.details),
                relative.relationship.label().to_lowercase()
            );
            boxes.choice(Choice::new(relative.person.id.to_string(), words))
        },
    );
    let path = format!("/people/{child}/risk");
    let page = AboutPage {
        shell: frame.shell.back(path.clone()).errors(!errors.is_empty()),
        action: path,
        proof: frame.proof,
        summary: errors.summary(),
        children: children
            .values(form.children.iter().cloned())
            .error(errors.at("children")),
        persons: persons
            .values(form.persons.iter().cloned())
            .hint("Somebody who is not in the list must be added to the family first.")
            .error(errors.at("persons")),
        save: Button::new("Save and add hazards"),
    };
    Ok((page, family.subjects().collect()))
}

/// The empty form, with the child it was opened from.
///
/// # Errors
/// As a problem page.
pub async fn new_risk(door: Guarded<act::AssessRisk>, id: At<PersonId>) -> Shown {
    let frame = Frame::new(&door, TITLE)?;
    door.look(move |look| {
        let form = AboutForm {
            children: vec![id.0.to_string()],
            persons: Vec::new(),
        };
        let (page, shown) = page(frame, look, id.0, &form, &Errors::none())?;
        let fact = traces::seen_of(id.0, shown, "form of a risk assessment");
        Ok(look.seen(fact, Page(page)))
    })
    .await
}

/// Begins an assessment.
///
/// # Errors
/// As a problem page.
pub async fn begin(
    door: Guarded<act::AssessRisk>,
    id: At<PersonId>,
    form: Form<AboutForm>,
) -> Turned {
    let fields = AboutFields {
        children: form.0.children.clone(),
        persons: form.0.persons.clone(),
    };
    let saved = door.save(fields.read(), |work, (children, persons)| {
        let begun = commands::begin(work, (children, persons))?;
        Ok(begun.map(|risk| Goto(format!("/risk/{}", risk.id))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, TITLE)?);
    turn(&door, saved, move |look, errors| {
        Ok(page(frame, look, id.0, &form.0, &errors)?.0)
    })
    .await
}
