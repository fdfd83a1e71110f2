//! Where somebody can be found: a page of its own, so that it stands on no other, and its form.

use askama::Template;
use kernel::{
    id::PersonId,
    refusal::Refused,
    text::{Address, Email, Phone, Postcode},
};
use law::access::act;
use serde::Deserialize;

use super::ContactQuestions;
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, proof, shell, turn},
    people::{
        Contact, commands,
        queries::{self, Whereabouts},
        rules::{ContactFields, full_name},
        traces,
    },
    storage::Look,
    web::{
        Errors, Shell,
        components::{Button, ErrorSummary, FormProof, SummaryList},
    },
};

#[derive(Template)]
#[template(path = "people/whereabouts.html")]
struct WhereaboutsPage {
    shell: Shell,
    name: String,
    own: Option<SummaryList>,
    household: Option<(String, SummaryList)>,
    edit: Option<String>,
}

/// Where somebody can be found.
///
/// # Errors
/// As a problem page.
pub async fn whereabouts(door: Guarded<act::ShowWhereabouts>, id: At<PersonId>) -> Shown {
    let shell = shell(&door, "Where they can be found").back(format!("/people/{}", id.0));
    door.look(move |look| {
        let Whereabouts {
            person,
            contact,
            placement,
            may_edit,
        } = queries::whereabouts(look, id.0)?;
        let page = WhereaboutsPage {
            shell,
            name: full_name(&person.details),
            own: (!contact.is_empty()).then(|| summary(&contact)),
            household: placement.map(|(placement, contact)| {
                (placement.household.name.to_string(), summary(&contact))
            }),
            edit: may_edit.then(|| format!("/people/{}/whereabouts/edit", person.id)),
        };
        Ok(look.seen(traces::seen(id.0, "whereabouts"), Page(page)))
    })
    .await
}

fn summary(contact: &Contact) -> SummaryList {
    let text = |part: Option<&str>| part.unwrap_or("Not recorded").to_owned();
    SummaryList::new()
        .row("Telephone", text(contact.phone.as_ref().map(Phone::as_str)))
        .row("E-mail", text(contact.email.as_ref().map(Email::as_str)))
        .row(
            "Address",
            text(contact.address.as_ref().map(Address::as_str)),
        )
        .row(
            "Postcode",
            text(contact.postcode.as_ref().map(Postcode::as_str)),
        )
}

/// Where somebody can be found, as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct WhereaboutsForm {
    contact_phone: String,
    contact_email: String,
    contact_address: String,
    contact_postcode: String,
    version: String,
}

impl WhereaboutsForm {
    fn fields(&self) -> ContactFields {
        ContactFields {
            phone: self.contact_phone.clone(),
            email: self.contact_email.clone(),
            address: self.contact_address.clone(),
            postcode: self.contact_postcode.clone(),
        }
    }
}

#[derive(Template)]
#[template(path = "people/whereabouts_form.html")]
struct FormPage {
    shell: Shell,
    name: String,
    action: String,
    proof: FormProof,
    summary: Option<ErrorSummary>,
    contact: ContactQuestions,
    save: Button,
}

struct Frame {
    shell: Shell,
    proof: FormProof,
}

impl Frame {
    fn new(door: &Guarded<act::EditWhereabouts>, id: PersonId) -> Result<Self, Refused> {
        let shell =
            shell(door, "Change where they can be found").back(format!("/people/{id}/whereabouts"));
        Ok(Self {
            shell,
            proof: proof(door)?,
        })
    }

    fn page(
        self,
        (id, name): (PersonId, String),
        version: &str,
        fields: &ContactFields,
        errors: &Errors,
    ) -> FormPage {
        FormPage {
            shell: self.shell.errors(!errors.is_empty()),
            name,
            action: format!("/people/{id}/whereabouts/edit"),
            proof: self.proof.version(version),
            summary: errors.summary(),
            contact: ContactQuestions::new(fields, errors),
            save: Button::new("Save"),
        }
    }
}

/// The form with what is recorded.
///
/// # Errors
/// As a problem page.
pub async fn whereabouts_form(door: Guarded<act::EditWhereabouts>, id: At<PersonId>) -> Shown {
    let frame = Frame::new(&door, id.0)?;
    door.look(move |look| {
        let (person, contact) = queries::with_contact(look, id.0)?;
        let (name, version) = (full_name(&person.details), person.version.to_string());
        let page = frame.page((id.0, name), &version, &(&contact).into(), &Errors::none());
        Ok(look.seen(traces::seen(id.0, "whereabouts"), Page(page)))
    })
    .await
}

/// Changes where somebody can be found.
///
/// # Errors
/// As a problem page.
pub async fn edit_whereabouts(
    door: Guarded<act::EditWhereabouts>,
    id: At<PersonId>,
    form: Form<WhereaboutsForm>,
) -> Turned {
    let version: i64 = form.0.version.parse().unwrap_or_default();
    let saved = door.save(form.0.fields().read_alone(), move |work, contact| {
        let edited = commands::edit_whereabouts(work, (id.0, version), contact)?;
        Ok(edited.map(|_| Goto(format!("/people/{}/whereabouts", id.0))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, id.0)?);
    let page = move |look: &mut Look<'_, act::EditWhereabouts>, errors| {
        let (person, _) = queries::permitted(look, id.0)?;
        let name = full_name(&person.details);
        Ok(frame.page((id.0, name), &form.0.version, &form.0.fields(), &errors))
    };
    turn(&door, saved, page).await
}
