//! The form that says what somebody is to a child.

use askama::Template;
use kernel::{id::PersonId, page::Want, refusal::Refused};
use law::access::act;
use serde::Deserialize;

use super::{Find, Frame, LISTED, Narrowed};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Query, Shown, Turned, turn},
    people::{
        Relationship, Responsibility, commands, queries,
        rules::{KinFields, full_name, reference},
        traces,
    },
    storage::Look,
    web::{
        Errors, Shell,
        components::{Button, Control, FormProof, Radios, Select},
    },
};

const TITLE: &str = "Add a family member";

/// A relative as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KinForm {
    relative: String,
    relationship: String,
    responsibility: String,
    /// What the list was narrowed to.
    name: String,
}

impl KinForm {
    fn fields(&self) -> KinFields {
        KinFields {
            relative: self.relative.clone(),
            relationship: self.relationship.clone(),
            responsibility: self.responsibility.clone(),
        }
    }
}

#[derive(Template)]
#[template(path = "people/kin_form.html")]
struct KinPage {
    shell: Shell,
    child: String,
    action: String,
    proof: FormProof,
    summary: Option<crate::web::components::ErrorSummary>,
    find: Option<Find>,
    part: String,
    relative: Select,
    relationship: Select,
    responsibility: Radios,
    save: Button,
}

impl Frame {
    fn kin_page(
        self,
        look: &mut Look<'_, act::RelatePeople>,
        child: PersonId,
        form: &KinForm,
        errors: &Errors,
    ) -> Result<KinPage, Refused> {
        let (record, _) = queries::permitted(look, child)?;
        let part = form.name.trim();
        let narrowed = Some(part).filter(|part| !part.is_empty());
        let people = queries::people(look, narrowed, &Want::new(None, Some(LISTED)))?;
        look.shows(people.items.iter().map(|person| person.id));
        let empty = Select::new("relative", "Who?").option("", "Choose a person");
        let relative = people
            .items
            .iter()
            .filter(|person| person.id != child)
            .fold(empty, |select, person| {
                let words = format!("{} ({})", full_name(&person.details), reference(person.id));
                select.option(person.id.to_string(), words)
            });
        let empty = Select::new("relationship", "What are they to the child?")
            .option("", "Choose a relationship");
        let relationship = Relationship::ALL.iter().fold(empty, |select, one| {
            select.option(one.as_str(), one.label())
        });
        let responsibility = Responsibility::ALL.iter().fold(
            Radios::new("responsibility", "Do they hold parental responsibility?")
                .hint("Leave it out for a child, unless it is the mother or father."),
            |radios, one| radios.option(one.as_str(), one.label()),
        );
        Ok(KinPage {
            shell: self
                .shell
                .back(format!("/people/{child}"))
                .errors(!errors.is_empty()),
            child: full_name(&record.details),
            action: format!("/people/{child}/relatives"),
            find: Find::by_name(
                format!("/people/{child}/relatives/new"),
                part,
                (people.items.len(), people.next.is_some()),
            ),
            part: part.to_owned(),
            proof: self.proof,
            summary: errors.summary(),
            relative: relative.value(&form.relative).error(errors.at("relative")),
            relationship: relationship
                .value(&form.relationship)
                .error(errors.at("relationship")),
            responsibility: responsibility
                .value(&form.responsibility)
                .error(errors.at("responsibility")),
            save: Button::new("Save"),
        })
    }
}

/// The empty form, with the people to choose from.
///
/// # Errors
/// As a problem page.
pub async fn new_relative(
    door: Guarded<act::RelatePeople>,
    id: At<PersonId>,
    query: Query<Narrowed>,
) -> Shown {
    let frame = Frame::new(&door, TITLE)?;
    door.look(move |look| {
        let form = KinForm {
            name: query.0.name,
            ..KinForm::default()
        };
        let page = frame.kin_page(look, id.0, &form, &Errors::none())?;
        Ok(look.seen(traces::seen(id.0, "form for a family member"), Page(page)))
    })
    .await
}

/// Says what somebody is to a child.
///
/// # Errors
/// As a problem page.
pub async fn relate(
    door: Guarded<act::RelatePeople>,
    id: At<PersonId>,
    form: Form<KinForm>,
) -> Turned {
    let saved = door.save(
        form.0.fields().read(id.0),
        move |work, (relative, relationship, responsibility)| {
            let related =
                commands::relate(work, (id.0, *relative), *relationship, *responsibility)?;
            Ok(related.map(|()| Goto(format!("/people/{}", id.0))))
        },
    );
    let (saved, frame) = (saved.await, Frame::new(&door, TITLE)?);
    turn(&door, saved, move |look, errors| {
        frame.kin_page(look, id.0, &form.0, &errors)
    })
    .await
}
