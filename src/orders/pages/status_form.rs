//! The form that records a child's legal status from a day on.

use askama::Template;
use kernel::{
    id::{PersonId, ReferralId},
    refusal::Refused,
};
use law::{access::act, status::LegalStatus};
use serde::Deserialize;
use validator::Validate;

use super::Frame;
use crate::{
    http::{At, Form, Goto, Guarded, Page, Query, Shown, Turned, turn},
    orders::{commands, queries, rules::StatusFields, traces},
    storage::Look,
    web::{
        Errors, Shell,
        components::{Button, Control, DateInput, ErrorSummary, FormProof, Select, date_of},
    },
};

/// A legal status as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StatusForm {
    status: String,
    #[serde(rename = "from-day")]
    day: String,
    #[serde(rename = "from-month")]
    month: String,
    #[serde(rename = "from-year")]
    year: String,
    /// The referral on whose way it is recorded.
    then: String,
}

/// From where a status is recorded.
#[derive(Debug, Default, Deserialize, Validate)]
#[serde(default)]
pub struct Asked {
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    then: String,
}

/// Where to go on: back to the referral on whose way it was recorded, or to the orders of the child.
fn next(then: &str, child: PersonId) -> String {
    match then.parse::<ReferralId>() {
        Ok(referral) => format!("/referrals/{referral}/legal"),
        Err(_none) => format!("/people/{child}/orders"),
    }
}

impl StatusForm {
    fn fields(&self) -> StatusFields {
        StatusFields {
            status: self.status.clone(),
            from: date_of(&self.day, &self.month, &self.year),
        }
    }
}

#[derive(Template)]
#[template(path = "orders/status_form.html")]
struct StatusPage {
    shell: Shell,
    about: String,
    action: String,
    proof: FormProof,
    summary: Option<ErrorSummary>,
    then: String,
    status: Select,
    from: DateInput,
    save: Button,
}

fn page(
    frame: Frame,
    look: &mut Look<'_, act::RecordStatus>,
    child: PersonId,
    form: &StatusForm,
    errors: &Errors,
) -> Result<StatusPage, Refused> {
    let family = queries::family_of(look, child)?;
    let empty = Select::new("status", "What is the child’s legal status?")
        .option("", "Choose a legal status");
    let status = LegalStatus::ALL
        .iter()
        .filter(|status| status.may_be_referred())
        .fold(empty, |select, one| {
            select.option(one.as_str(), format!("{} ({one})", one.label()))
        });
    Ok(StatusPage {
        shell: frame
            .shell
            .back(next(&form.then, child))
            .errors(!errors.is_empty()),
        about: family.children_named(),
        action: format!("/people/{child}/status"),
        proof: frame.proof,
        summary: errors.summary(),
        then: form.then.clone(),
        status: status.value(&form.status).error(errors.at("status")),
        from: DateInput::new("from", "From which day?")
            .value(&form.day, &form.month, &form.year)
            .hint("The status before ends as this one begins. One that has not begun is replaced. For example, 24 11 2026.")
            .errors(errors),
        save: Button::new("Save"),
    })
}

/// The empty form.
///
/// # Errors
/// As a problem page.
pub async fn new_status(
    door: Guarded<act::RecordStatus>,
    id: At<PersonId>,
    query: Query<Asked>,
) -> Shown {
    let frame = Frame::new(&door, "Record a legal status")?;
    door.look(move |look| {
        let form = StatusForm {
            then: query.0.then,
            ..StatusForm::default()
        };
        let page = page(frame, look, id.0, &form, &Errors::none())?;
        Ok(look.seen(traces::seen_of(id.0, [], "form of a status"), Page(page)))
    })
    .await
}

/// Records a child's legal status from a day on.
///
/// # Errors
/// As a problem page.
pub async fn record_status(
    door: Guarded<act::RecordStatus>,
    id: At<PersonId>,
    form: Form<StatusForm>,
) -> Turned {
    let then = next(&form.0.then, id.0);
    let saved = door.save(form.0.fields().read(), move |work, (status, from)| {
        let recorded = commands::record_status(work, id.0, *status, *from)?;
        Ok(recorded.map(|_| Goto(then.clone())))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, "Record a legal status")?);
    turn(&door, saved, move |look, errors| {
        page(frame, look, id.0, &form.0, &errors)
    })
    .await
}
