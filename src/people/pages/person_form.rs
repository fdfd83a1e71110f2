//! The form for a person: add and change, shown again with everything that was typed.

use askama::Template;
use kernel::{
    id::{PersonId, ReferralId},
    refusal::Refused,
};
use law::access::{Action, act};
use serde::Deserialize;
use validator::Validate;

use super::ContactQuestions;
use crate::{
    http::{At, Form, Goto, Guarded, Opened, Page, Query, Shown, Turned, proof, shell, turn},
    people::{
        Person, commands, queries,
        rules::{ContactFields, PersonFields, full_name, reference},
        traces,
    },
    storage::Look,
    web::{
        Errors, Shell,
        components::{Button, Checkboxes, Choice, Control, DateInput, FormProof, Input, date_of},
    },
};

/// A person as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PersonForm {
    #[serde(rename = "given_name")]
    given_name: String,
    #[serde(rename = "family_name")]
    family_name: String,
    #[serde(rename = "known_as")]
    known_as: String,
    #[serde(rename = "born_on-day")]
    day: String,
    #[serde(rename = "born_on-month")]
    month: String,
    #[serde(rename = "born_on-year")]
    year: String,
    /// Ticked boxes: `estimated`, `child`, `interpreter`.
    about: Vec<String>,
    #[serde(rename = "first_language")]
    first_language: String,
    contact_phone: String,
    contact_email: String,
    contact_address: String,
    contact_postcode: String,
    /// "yes": they are somebody else than those of the same name.
    another: String,
    child: String,
    then: String,
    version: String,
}

/// For what a person is added: where who adds them came from, and goes back to.
#[derive(Debug, Default, Deserialize, Validate)]
#[serde(default)]
pub struct Purpose {
    /// The child whose family they are.
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    child: String,
    #[validate(length(max = 60, message = "Use 60 characters or fewer."))]
    then: String,
}

/// Where to go on with somebody just added: to what they are to the child whose family they are, back
/// to the referral for which they were added, or to their record.
fn next((child, then): (&str, &str), person: PersonId) -> String {
    if let Ok(child) = child.parse::<PersonId>() {
        return super::kin::path(child, then, person);
    }
    match then.parse::<ReferralId>() {
        Ok(referral) => format!("/referrals/{referral}/children?child={person}"),
        Err(_none) if then == "referral" => format!("/referrals/new?child={person}"),
        Err(_none) => format!("/people/{person}"),
    }
}

impl PersonForm {
    fn ticked(&self, what: &str) -> bool {
        self.about.iter().any(|about| about == what)
    }

    fn contact(&self) -> ContactFields {
        ContactFields {
            phone: self.contact_phone.clone(),
            email: self.contact_email.clone(),
            address: self.contact_address.clone(),
            postcode: self.contact_postcode.clone(),
        }
    }

    fn fields(&self) -> PersonFields {
        PersonFields {
            given_name: self.given_name.clone(),
            family_name: self.family_name.clone(),
            known_as: self.known_as.clone(),
            born_on: date_of(&self.day, &self.month, &self.year),
            born_estimated: self.ticked("estimated"),
            is_child: self.ticked("child"),
            first_language: self.first_language.clone(),
            interpreter: self.ticked("interpreter"),
            contact: None,
        }
    }

    fn fields_of_somebody_new(&self) -> PersonFields {
        PersonFields {
            contact: Some(self.contact()),
            ..self.fields()
        }
    }

    fn of(fields: &PersonFields, version: i64) -> Self {
        let mut parts = fields.born_on.split('-');
        let mut part = || {
            parts
                .next()
                .unwrap_or_default()
                .trim_start_matches('0')
                .to_owned()
        };
        let (year, month, day) = (part(), part(), part());
        let about = [
            ("estimated", fields.born_estimated),
            ("child", fields.is_child),
            ("interpreter", fields.interpreter),
        ];
        Self {
            given_name: fields.given_name.clone(),
            family_name: fields.family_name.clone(),
            known_as: fields.known_as.clone(),
            day,
            month,
            year,
            about: about
                .into_iter()
                .filter(|(_, ticked)| *ticked)
                .map(|(what, _)| what.to_owned())
                .collect(),
            first_language: fields.first_language.clone(),
            version: version.to_string(),
            ..Self::default()
        }
    }
}

#[derive(Template)]
#[template(path = "people/person_form.html")]
struct PersonFormPage {
    shell: Shell,
    /// Whose details are changed, as they are recorded.
    whose: Option<String>,
    heading: &'static str,
    action: String,
    proof: FormProof,
    summary: Option<crate::web::components::ErrorSummary>,
    given_name: Input,
    family_name: Input,
    known_as: Input,
    born_on: DateInput,
    about: Checkboxes,
    first_language: Input,
    contact: Option<ContactQuestions>,
    /// Who could be the same person, each with the address of their record.
    namesakes: Vec<(String, String)>,
    another: Checkboxes,
    child: String,
    then: String,
    save: Button,
}

impl PersonFormPage {
    /// Asks whether this is one of these.
    fn among(mut self, found: &[Person]) -> Self {
        self.namesakes = found
            .iter()
            .map(|person| (in_full(person), format!("/people/{}", person.id)))
            .collect();
        self
    }
}

/// A person by all that tells them from another of the same name.
fn in_full(person: &Person) -> String {
    let (name, reference) = (full_name(&person.details), reference(person.id));
    let born = match person.details.born_on {
        Some(day) if person.details.born_estimated => format!("born about {}", day.in_short()),
        Some(day) => format!("born on {}", day.in_short()),
        None => "no date of birth recorded".to_owned(),
    };
    format!("{name}, {born} ({reference})")
}

/// What differs between adding and changing.
struct Frame {
    shell: Shell,
    proof: FormProof,
    heading: &'static str,
    action: String,
    back: String,
    /// Where somebody can be found is asked for somebody new; later it has a page of its own.
    asks_contact: bool,
}

impl Frame {
    fn adding<A: Action>(door: &Guarded<A>) -> Result<Self, Refused> {
        let heading = "Add a person";
        let (action, back) = ("/people".to_owned(), "/people".to_owned());
        Ok(Self {
            shell: shell(door, heading),
            proof: proof(door)?,
            heading,
            action,
            back,
            asks_contact: true,
        })
    }

    fn changing<A: Action>(door: &Guarded<A>, id: PersonId) -> Result<Self, Refused> {
        let heading = "Change a person’s details";
        let (action, back) = (format!("/people/{id}/edit"), format!("/people/{id}"));
        Ok(Self {
            shell: shell(door, heading),
            proof: proof(door)?,
            heading,
            action,
            back,
            asks_contact: false,
        })
    }

    fn page(self, whose: Option<&Person>, form: &PersonForm, errors: &Errors) -> PersonFormPage {
        let text = |name: &'static str, label: &'static str, value: &str| {
            Input::new(name, label)
                .value(value)
                .autocomplete("off")
                .spellcheck(false)
                .error(errors.at(name))
        };
        let about = Checkboxes::new("about", "What is true of them?")
            .choice(Choice::new("child", "A looked-after child of this service"))
            .choice(Choice::new("estimated", "The date of birth is estimated"))
            .choice(Choice::new("interpreter", "They need an interpreter"))
            .values(form.about.clone());
        PersonFormPage {
            shell: self.shell.back(self.back).errors(!errors.is_empty()),
            whose: whose.map(|person| full_name(&person.details)),
            heading: self.heading,
            action: self.action,
            proof: self.proof.version(&form.version),
            summary: errors.summary(),
            given_name: text("given_name", "First name", &form.given_name),
            family_name: text("family_name", "Last name", &form.family_name),
            known_as: text(
                "known_as",
                "What they are called, if different",
                &form.known_as,
            ),
            born_on: DateInput::new("born_on", "Date of birth")
                .value(&form.day, &form.month, &form.year)
                .hint("For example, 30 4 2019. An adult’s may be left out.")
                .errors(errors),
            about,
            first_language: text("first_language", "First language", &form.first_language),
            contact: self
                .asks_contact
                .then(|| ContactQuestions::new(&form.contact(), errors)),
            namesakes: Vec::new(),
            another: Checkboxes::new("another", "Is this somebody already recorded?")
                .hint("Open each record above. If it is the same person, go on there and leave this form.")
                .choice(Choice::new("yes", "No, this is somebody else of the same name"))
                .values(vec![form.another.clone()])
                .error(errors.at("another")),
            child: form.child.clone(),
            then: form.then.clone(),
            save: Button::new("Save"),
        }
    }
}

/// The empty form.
///
/// # Errors
/// As a problem page.
pub async fn new_person(door: Guarded<act::OpenNewPerson>, purpose: Query<Purpose>) -> Opened {
    let Purpose { child, then } = purpose.0;
    // Whom a referral misses is a child, but for the family of one.
    let a_child = (!then.is_empty() && child.is_empty()).then(|| "child".to_owned());
    let form = PersonForm {
        first_language: "English".to_owned(),
        about: a_child.into_iter().collect(),
        child,
        then,
        ..PersonForm::default()
    };
    let page = Frame::adding(&door)?.page(None, &form, &Errors::none());
    Box::pin(door.open(move |look| Ok(look.open(Page(page))))).await
}

/// Adds a person, unless they could be somebody who is recorded already and nobody has said that
/// they are not.
///
/// # Errors
/// As a problem page.
pub async fn add_person(door: Guarded<act::AddPerson>, form: Form<PersonForm>) -> Turned {
    let form = form.0;
    let read = || {
        let fields = form.fields_of_somebody_new();
        fields.read_new(door.now().london_day())
    };
    let typed = read().ok();
    let (child, then) = (form.child.clone(), form.then.clone());
    let is_another = form.another == "yes";
    let saved = door.save(read(), move |work, (details, contact)| {
        if !is_another && !queries::namesakes(work, details)?.is_empty() {
            let words =
                "Somebody of this name is recorded already. Say whether this is somebody else";
            return Err(Refused::field("/another", "namesake", words));
        }
        let added = commands::add_person(work, details, contact)?;
        Ok(added.map(|person| Goto(next((&child, &then), person.id))))
    });
    let (saved, frame) = (saved.await, Frame::adding(&door)?);
    turn(&door, saved, move |look, errors| {
        let found = match &typed {
            Some((details, _)) => queries::namesakes(look, details)?,
            None => Vec::new(),
        };
        look.shows(found.iter().map(|person| person.id));
        Ok(frame.page(None, &form, &errors).among(&found))
    })
    .await
}

/// The form with what is written down.
///
/// # Errors
/// As a problem page.
pub async fn edit_form(door: Guarded<act::EditPerson>, id: At<PersonId>) -> Shown {
    let frame = Frame::changing(&door, id.0)?;
    door.look(move |look| {
        let (person, _) = queries::permitted(look, id.0)?;
        let form = PersonForm::of(&PersonFields::of(&person), person.version);
        Ok(look.seen(
            traces::seen(id.0, "details to change"),
            Page(frame.page(Some(&person), &form, &Errors::none())),
        ))
    })
    .await
}

/// Changes a person, unless somebody else did since the form was opened.
///
/// # Errors
/// As a problem page.
pub async fn edit_person(
    door: Guarded<act::EditPerson>,
    id: At<PersonId>,
    form: Form<PersonForm>,
) -> Turned {
    let version: i64 = form.0.version.parse().unwrap_or_default();
    let read = form.0.fields().read_change(door.now().london_day());
    let saved = door.save(read, move |work, details| {
        let edited = commands::edit_person(work, (id.0, version), details)?;
        Ok(edited.map(|person| Goto(format!("/people/{}", person.id))))
    });
    let (saved, frame) = (saved.await, Frame::changing(&door, id.0)?);
    let page = move |look: &mut Look<'_, act::EditPerson>, errors| {
        // What was typed is shown only to who may change this person.
        let (person, _) = queries::permitted(look, id.0)?;
        Ok(frame.page(Some(&person), &form.0, &errors))
    };
    turn(&door, saved, page).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_of_what_is_there_sends_the_same_back() {
        let fields = PersonFields {
            given_name: "Ava".into(),
            born_on: "2019-04-30".into(),
            is_child: true,
            interpreter: true,
            ..PersonFields::default()
        };
        let sent = PersonForm::of(&fields, 3).fields();
        assert_eq!(
            serde_json::to_value(sent).unwrap(),
            serde_json::to_value(fields).unwrap()
        );
    }
}
