//! Forms that take back a family member recorded in error, and end a placement that no other
//! follows.

use askama::Template;
use kernel::{id::PersonId, refusal::Refused};
use law::access::{Action, act};
use serde::Deserialize;

use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, proof, shell, turn},
    people::{
        commands, queries,
        rules::{EndFields, RelativeFields, full_name},
        traces,
    },
    storage::Look,
    web::{
        Errors, Shell,
        components::{
            Button, Content, Control, DateInput, ErrorSummary, FormProof, Radios, date_of,
        },
    },
};

/// A form with one question about a child.
#[derive(Template)]
#[template(path = "people/ending_form.html")]
struct EndingPage {
    shell: Shell,
    child: String,
    heading: &'static str,
    about: &'static str,
    action: String,
    proof: FormProof,
    summary: Option<ErrorSummary>,
    question: Content,
    save: Button,
}

/// What stands around the question.
struct Frame {
    shell: Shell,
    proof: FormProof,
    heading: &'static str,
    about: &'static str,
    path: &'static str,
}

impl Frame {
    fn page(
        self,
        (id, child): (PersonId, String),
        errors: &Errors,
        question: Content,
        save: Button,
    ) -> EndingPage {
        EndingPage {
            shell: self
                .shell
                .back(format!("/people/{id}"))
                .errors(!errors.is_empty()),
            child,
            heading: self.heading,
            about: self.about,
            action: format!("/people/{id}/{}", self.path),
            proof: self.proof,
            summary: errors.summary(),
            question,
            save,
        }
    }
}

/// Whom to take back, as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UnrelateForm {
    relative: String,
}

fn removing<A: Action>(door: &Guarded<A>) -> Result<Frame, Refused> {
    let heading = "Remove a family member";
    Ok(Frame {
        shell: shell(door, heading),
        proof: proof(door)?,
        heading,
        about: "For somebody who was recorded in error. Their own record stays, and so does what orders and plans say of them.",
        path: "relatives/remove",
    })
}

fn unrelate_page(
    frame: Frame,
    look: &mut Look<'_, act::RelatePeople>,
    child: PersonId,
    form: &UnrelateForm,
    errors: &Errors,
) -> Result<EndingPage, Refused> {
    let (record, _) = queries::permitted(look, child)?;
    let relatives = queries::relatives(look, child)?;
    look.shows(relatives.iter().map(|relative| relative.person.id));
    let question = relatives.iter().fold(
        Radios::new("relative", "Who is no family of the child?"),
        |radios, relative| {
            let (person, what) = (&relative.person, relative.relationship.label());
            let words = format!("{} ({})", full_name(&person.details), what.to_lowercase());
            radios.option(person.id.to_string(), words)
        },
    );
    let question = question.value(&form.relative).error(errors.at("relative"));
    let named = (child, full_name(&record.details));
    let save = Button::new("Remove from the family").warning();
    Ok(frame.page(named, errors, Content::of(question), save))
}

/// The form that takes a family member back.
///
/// # Errors
/// As a problem page.
pub async fn unrelate_form(door: Guarded<act::RelatePeople>, id: At<PersonId>) -> Shown {
    let frame = removing(&door)?;
    door.look(move |look| {
        let page = unrelate_page(frame, look, id.0, &UnrelateForm::default(), &Errors::none())?;
        Ok(look.seen(traces::seen(id.0, "family to remove from"), Page(page)))
    })
    .await
}

/// Takes back what somebody is to a child.
///
/// # Errors
/// As a problem page.
pub async fn unrelate(
    door: Guarded<act::RelatePeople>,
    id: At<PersonId>,
    form: Form<UnrelateForm>,
) -> Turned {
    let read = RelativeFields {
        relative: form.0.relative.clone(),
    };
    let saved = door.save(read.read(), move |work, relative| {
        let gone = commands::unrelate(work, (id.0, *relative))?;
        Ok(gone.map(|()| Goto(format!("/people/{}", id.0))))
    });
    let (saved, frame) = (saved.await, removing(&door)?);
    turn(&door, saved, move |look, errors| {
        unrelate_page(frame, look, id.0, &form.0, &errors)
    })
    .await
}

/// The last day of a placement, as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EndForm {
    #[serde(rename = "until-day")]
    day: String,
    #[serde(rename = "until-month")]
    month: String,
    #[serde(rename = "until-year")]
    year: String,
}

fn ending<A: Action>(door: &Guarded<A>) -> Result<Frame, Refused> {
    let heading = "End a placement";
    Ok(Frame {
        shell: shell(door, heading),
        proof: proof(door)?,
        heading,
        about: "Where the child has gone home, to hospital, or is missing. For a move to another household, record the move instead.",
        path: "placements/end",
    })
}

fn end_page(
    frame: Frame,
    look: &mut Look<'_, act::PlaceChild>,
    child: PersonId,
    form: &EndForm,
    errors: &Errors,
) -> Result<EndingPage, Refused> {
    let (record, _) = queries::permitted(look, child)?;
    let question = DateInput::new("until", "What was the last day there?")
        .value(&form.day, &form.month, &form.year)
        .hint("For example, 24 11 2026.")
        .errors(errors);
    let named = (child, full_name(&record.details));
    Ok(frame.page(
        named,
        errors,
        Content::of(question),
        Button::new("End this placement"),
    ))
}

/// The form that ends a placement.
///
/// # Errors
/// As a problem page.
pub async fn end_placement_form(door: Guarded<act::PlaceChild>, id: At<PersonId>) -> Shown {
    let frame = ending(&door)?;
    door.look(move |look| {
        let page = end_page(frame, look, id.0, &EndForm::default(), &Errors::none())?;
        Ok(look.seen(traces::seen(id.0, "form that ends a placement"), Page(page)))
    })
    .await
}

/// Says on which day the present placement ended.
///
/// # Errors
/// As a problem page.
pub async fn end_placement(
    door: Guarded<act::PlaceChild>,
    id: At<PersonId>,
    form: Form<EndForm>,
) -> Turned {
    let read = EndFields {
        until: date_of(&form.0.day, &form.0.month, &form.0.year),
    };
    let saved = door.save(read.read(), move |work, until| {
        let ended = commands::end_placement(work, id.0, *until)?;
        Ok(ended.map(|_| Goto(format!("/people/{}", id.0))))
    });
    let (saved, frame) = (saved.await, ending(&door)?);
    turn(&door, saved, move |look, errors| {
        end_page(frame, look, id.0, &form.0, &errors)
    })
    .await
}
