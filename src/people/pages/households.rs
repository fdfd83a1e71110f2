//! Carer households: the list and the form.

use askama::Template;
use kernel::{page::Want, refusal::Refused};
use law::access::{Action, act};
use serde::Deserialize;
use validator::Validate;

use super::ContactQuestions;
use crate::{
    http::{Form, Goto, Guarded, Opened, Page, Query, Shown, Turned, proof, shell, turn},
    people::{
        Household, commands, queries,
        rules::{ContactFields, HouseholdFields},
        traces,
    },
    web::{
        Errors, Shell,
        components::{Button, Control, FormProof, Input, Pagination},
    },
};

/// Which page of the list.
#[derive(Debug, Default, Deserialize, Validate)]
#[serde(default)]
pub struct After {
    #[validate(length(max = 1000, message = "Open the list again."))]
    after: String,
}

#[derive(Template)]
#[template(path = "people/households.html")]
struct HouseholdsPage {
    shell: Shell,
    households: Vec<Household>,
    pages: Option<Pagination>,
}

/// Carer households by name, without addresses.
///
/// # Errors
/// As a problem page.
pub async fn households(door: Guarded<act::ListHouseholds>, query: Query<After>) -> Shown {
    let (shell, reader) = (shell(&door, "Carer households"), door.caller().0);
    door.look(move |look| {
        let after = Some(query.0.after).filter(|after| !after.is_empty());
        let page = queries::households(look, &Want::new(after, None))?;
        let pages = page
            .next
            .map(|next| Pagination::new().next(format!("/households?after={next}")));
        let page = HouseholdsPage {
            shell,
            households: page.items,
            pages,
        };
        Ok(look.seen(traces::listed(reader, []), Page(page)))
    })
    .await
}

/// A household as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct HouseholdForm {
    name: String,
    contact_phone: String,
    contact_email: String,
    contact_address: String,
    contact_postcode: String,
    /// The child for whose placement it is added.
    child: String,
    /// The referral on whose way that is.
    then: String,
}

/// For whose placement a household is added, and on the way of which referral.
#[derive(Debug, Default, Deserialize, Validate)]
#[serde(default)]
pub struct ForWhom {
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    child: String,
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    then: String,
}

/// Where to go on: to the placement it was added for, or to the list.
fn next((child, then): (&str, &str), household: &Household) -> String {
    child.parse().map_or_else(
        |_none| "/households".to_owned(),
        |child| super::placement::path(child, then, household),
    )
}

impl HouseholdForm {
    fn fields(&self) -> HouseholdFields {
        HouseholdFields {
            name: self.name.clone(),
            contact: ContactFields {
                phone: self.contact_phone.clone(),
                email: self.contact_email.clone(),
                address: self.contact_address.clone(),
                postcode: self.contact_postcode.clone(),
            },
        }
    }
}

#[derive(Template)]
#[template(path = "people/household_form.html")]
struct HouseholdPage {
    shell: Shell,
    proof: FormProof,
    summary: Option<crate::web::components::ErrorSummary>,
    name: Input,
    contact: ContactQuestions,
    child: String,
    then: String,
    save: Button,
}

fn page<A: Action>(
    door: &Guarded<A>,
) -> Result<impl FnOnce(&HouseholdForm, &Errors) -> HouseholdPage + Send + 'static, Refused> {
    let shell = shell(door, "Add a carer household");
    let proof = proof(door)?;
    Ok(move |form: &HouseholdForm, errors: &Errors| HouseholdPage {
        shell: shell.back("/households").errors(!errors.is_empty()),
        proof,
        summary: errors.summary(),
        name: Input::new("name", "What is the household called?")
            .hint("For example, “The Ferns”. Never an address.")
            .value(&form.name)
            .autocomplete("off")
            .error(errors.at("name")),
        contact: ContactQuestions::new(&form.fields().contact, errors).of_household(),
        child: form.child.clone(),
        then: form.then.clone(),
        save: Button::new("Save"),
    })
}

/// The empty form.
///
/// # Errors
/// As a problem page.
pub async fn new_household(door: Guarded<act::OpenNewHousehold>, query: Query<ForWhom>) -> Opened {
    let ForWhom { child, then } = query.0;
    let begun = HouseholdForm {
        child,
        then,
        ..HouseholdForm::default()
    };
    let page = page(&door)?(&begun, &Errors::none());
    door.open(move |look| Ok(look.open(Page(page)))).await
}

/// Adds a household.
///
/// # Errors
/// As a problem page.
pub async fn add_household(door: Guarded<act::AddHousehold>, form: Form<HouseholdForm>) -> Turned {
    let (child, then) = (form.0.child.clone(), form.0.then.clone());
    let saved = door.save(form.0.fields().read(), move |work, (name, contact)| {
        let added = commands::add_household(work, name, contact)?;
        Ok(added.map(|household| Goto(next((&child, &then), &household))))
    });
    let (saved, page) = (saved.await, page(&door)?);
    turn(&door, saved, move |_, errors| Ok(page(&form.0, &errors))).await
}
