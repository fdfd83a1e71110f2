//! The form that says where a child lives from a day on.

use askama::Template;
use kernel::{
    id::{PersonId, ReferralId},
    page::Want,
    refusal::Refused,
};
use law::access::act;
use serde::Deserialize;
use validator::Validate;

use super::{Find, Frame, LISTED};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Query, Shown, Turned, turn},
    people::{
        Household, commands, queries,
        rules::{PlacementFields, full_name},
        traces,
    },
    storage::Look,
    web::{
        Errors, Shell,
        components::{Button, Control, DateInput, FormProof, Select, date_of},
    },
};

const TITLE: &str = "Place a child";

/// A placement as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PlacementForm {
    household: String,
    #[serde(rename = "from-day")]
    day: String,
    #[serde(rename = "from-month")]
    month: String,
    #[serde(rename = "from-year")]
    year: String,
    /// What the list was narrowed to.
    name: String,
    /// The referral on whose way it is recorded.
    then: String,
}

/// How the form is opened: what its list is narrowed to, the household that was added for it, and the
/// referral on whose way it is.
#[derive(Debug, Clone, Default, Deserialize, Validate)]
#[serde(default)]
pub struct Begun {
    #[validate(length(max = 100, message = "Use 100 characters or fewer."))]
    name: String,
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    household: String,
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    then: String,
}

/// The form for a child, with the household that was added on its way.
pub(super) fn path(child: PersonId, then: &str, household: &Household) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("name", household.name.as_str())
        .append_pair("household", household.id.as_str())
        .append_pair("then", kept(then))
        .finish();
    format!("/people/{child}/placements/new?{query}")
}

/// The referral, if it is one: nothing else is written into a link.
fn kept(then: &str) -> &str {
    then.parse::<ReferralId>().map_or("", |_| then)
}

/// Where to go on: back to the referral on whose way it was recorded, or to the record of the child.
fn next(then: &str, child: PersonId) -> String {
    match then.parse::<ReferralId>() {
        Ok(referral) => format!("/referrals/{referral}/placement"),
        Err(_none) => format!("/people/{child}"),
    }
}

impl PlacementForm {
    fn fields(&self) -> PlacementFields {
        PlacementFields {
            household: self.household.clone(),
            from: date_of(&self.day, &self.month, &self.year),
        }
    }
}

#[derive(Template)]
#[template(path = "people/placement_form.html")]
struct PlacementPage {
    shell: Shell,
    child: String,
    action: String,
    proof: FormProof,
    summary: Option<crate::web::components::ErrorSummary>,
    find: Option<Find>,
    part: String,
    then: String,
    add: String,
    household: Select,
    from: DateInput,
    save: Button,
}

impl Frame {
    fn placement_page(
        self,
        look: &mut Look<'_, act::PlaceChild>,
        child: PersonId,
        form: &PlacementForm,
        errors: &Errors,
    ) -> Result<PlacementPage, Refused> {
        let (record, _) = queries::permitted(look, child)?;
        let part = form.name.trim();
        let narrowed = Some(part).filter(|part| !part.is_empty());
        let want = Want::new(None, Some(LISTED));
        let households = queries::households_for(look, child, (narrowed, &want))?;
        let empty = Select::new("household", "With whom does the child live?")
            .option("", "Choose a household");
        let household = households.items.iter().fold(empty, |select, one| {
            select.option(one.id.to_string(), one.name.to_string())
        });
        Ok(PlacementPage {
            shell: self
                .shell
                .back(next(&form.then, child))
                .errors(!errors.is_empty()),
            child: full_name(&record.details),
            action: format!("/people/{child}/placements"),
            find: Find::by_name(
                format!("/people/{child}/placements/new"),
                part,
                (households.items.len(), households.next.is_some()),
            )
            .map(|find| find.then(&form.then)),
            part: part.to_owned(),
            add: format!("/households/new?child={child}&then={}", kept(&form.then)),
            then: form.then.clone(),
            proof: self.proof,
            summary: errors.summary(),
            household: household
                .value(&form.household)
                .error(errors.at("household")),
            from: DateInput::new("from", "From which day?")
                .value(&form.day, &form.month, &form.year)
                .hint("The placement before ends the day before. One that has not begun is replaced. For example, 24 11 2026.")
                .errors(errors),
            save: Button::new("Save"),
        })
    }
}

/// The empty form, with the households to choose from.
///
/// # Errors
/// As a problem page.
pub async fn new_placement(
    door: Guarded<act::PlaceChild>,
    id: At<PersonId>,
    query: Query<Begun>,
) -> Shown {
    let frame = Frame::new(&door, TITLE)?;
    door.look(move |look| {
        let form = PlacementForm {
            name: query.0.name,
            household: query.0.household,
            then: query.0.then,
            ..PlacementForm::default()
        };
        let page = frame.placement_page(look, id.0, &form, &Errors::none())?;
        Ok(look.seen(traces::seen(id.0, "households to choose from"), Page(page)))
    })
    .await
}

/// Says where a child lives from a day on.
///
/// # Errors
/// As a problem page.
pub async fn place_child(
    door: Guarded<act::PlaceChild>,
    id: At<PersonId>,
    form: Form<PlacementForm>,
) -> Turned {
    let then = next(&form.0.then, id.0);
    let saved = door.save(form.0.fields().read(), move |work, (household, from)| {
        let placed = commands::place_child(work, id.0, *household, *from)?;
        Ok(placed.map(|_| Goto(then.clone())))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, TITLE)?);
    turn(&door, saved, move |look, errors| {
        frame.placement_page(look, id.0, &form.0, &errors)
    })
    .await
}
