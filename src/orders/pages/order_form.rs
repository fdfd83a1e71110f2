//! The form that enters an order.

use askama::Template;
use kernel::{id::PersonId, refusal::Refused};
use law::{access::act, order::Source};
use serde::Deserialize;
use validator::Validate;

use super::Frame;
use crate::{
    http::{At, Form, Goto, Guarded, Page, Query, Shown, Turned, turn},
    orders::{Ends, Form as CourtForm, commands, queries, rules::OrderFields, traces},
    people::rules::full_name,
    storage::Look,
    web::{
        Errors, Shell,
        components::{
            Button, Checkboxes, Choice, Content, Control, DateInput, ErrorSummary, FormProof,
            Input, Radios, Select, Textarea, date_of,
        },
    },
};

/// An order as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OrderForm {
    form: String,
    source: String,
    court: String,
    case_number: String,
    #[serde(rename = "made_on-day")]
    made_day: String,
    #[serde(rename = "made_on-month")]
    made_month: String,
    #[serde(rename = "made_on-year")]
    made_year: String,
    #[serde(rename = "from-day")]
    from_day: String,
    #[serde(rename = "from-month")]
    from_month: String,
    #[serde(rename = "from-year")]
    from_year: String,
    ends: String,
    #[serde(rename = "until-day")]
    until_day: String,
    #[serde(rename = "until-month")]
    until_month: String,
    #[serde(rename = "until-year")]
    until_year: String,
    by_consent: String,
    children: Vec<String>,
    allows: Vec<String>,
    text: String,
    supersedes: String,
}

impl OrderForm {
    fn fields(&self) -> OrderFields {
        OrderFields {
            form: self.form.clone(),
            source: self.source.clone(),
            court: self.court.clone(),
            case_number: self.case_number.clone(),
            made_on: date_of(&self.made_day, &self.made_month, &self.made_year),
            from: date_of(&self.from_day, &self.from_month, &self.from_year),
            ends: self.ends.clone(),
            until: date_of(&self.until_day, &self.until_month, &self.until_year),
            by_consent: self.by_consent == "yes",
            children: self.children.clone(),
            allows: self.allows.clone(),
            text: self.text.clone(),
            supersedes: self.supersedes.clone(),
        }
    }
}

#[derive(Template)]
#[template(path = "orders/order_form.html")]
struct OrderFormPage {
    shell: Shell,
    action: String,
    proof: FormProof,
    summary: Option<ErrorSummary>,
    form: Select,
    source: Select,
    court: Input,
    case_number: Input,
    made_on: DateInput,
    from: DateInput,
    ends: Radios,
    by_consent: Radios,
    children: Checkboxes,
    allows: Checkboxes,
    text: Textarea,
    supersedes: Select,
    save: Button,
}

fn page(
    frame: Frame,
    look: &mut Look<'_, act::EnterOrder>,
    child: PersonId,
    form: &OrderForm,
    errors: &Errors,
) -> Result<(OrderFormPage, Vec<PersonId>), Refused> {
    let family = queries::family_of(look, child)?;
    let (children, allows) = people(&family, form, errors);
    let mut last_day = Some(Content::of(
        DateInput::new("until", "Its last day")
            .value(&form.until_day, &form.until_month, &form.until_year)
            .errors(errors),
    ));
    let ends = Ends::ALL
        .iter()
        .fold(Radios::new("ends", "How does it end?"), |radios, one| {
            let choice = Choice::new(one.as_str(), one.label());
            radios.choice(match (*one, last_day.take()) {
                (Ends::OnADay, Some(last_day)) => choice.reveals(last_day),
                _ => choice,
            })
        });
    let page = OrderFormPage {
        shell: frame
            .shell
            .back(format!("/people/{child}/orders"))
            .errors(!errors.is_empty()),
        action: format!("/people/{child}/orders"),
        proof: frame.proof,
        summary: errors.summary(),
        form: forms(form, errors),
        source: sources(form, errors),
        court: Input::new("court", "Which court?")
            .hint("For a plan or an agreement, who made it.")
            .value(&form.court)
            .error(errors.at("court")),
        case_number: Input::new("case_number", "Case number")
            .value(&form.case_number)
            .width(20)
            .error(errors.at("case_number")),
        made_on: DateInput::new("made_on", "When was it made?")
            .value(&form.made_day, &form.made_month, &form.made_year)
            .errors(errors),
        from: DateInput::new("from", "From which day is it in force?")
            .value(&form.from_day, &form.from_month, &form.from_year)
            .errors(errors),
        ends: ends.value(&form.ends).error(errors.at("ends")),
        by_consent: Radios::new("by_consent", "Was it made by consent?")
            .option("yes", "Yes")
            .option("no", "No")
            .value(if form.by_consent == "yes" { "yes" } else { "no" }),
        children,
        allows,
        text: Textarea::new("text", "The words of the order, as they stand")
            .hint("All of it. Each rule you add afterwards is tied to words of this text, and the text cannot be changed later.")
            .value(&form.text)
            .rows(12)
            .error(errors.at("text")),
        supersedes: replaceable(look, child, form, errors)?,
        save: Button::new("Save and add its rules"),
    };
    Ok((page, family.subjects().collect()))
}

fn forms(form: &OrderForm, errors: &Errors) -> Select {
    let empty = Select::new("form", "Which form is it?").option("", "Choose a form");
    let all = CourtForm::ALL.iter().fold(empty, |select, one| {
        select.option(one.as_str(), one.label())
    });
    all.value(&form.form).error(errors.at("form"))
}

fn sources(form: &OrderForm, errors: &Errors) -> Select {
    let empty = Select::new("source", "What are its words?")
        .hint("An order, or what it only records: how much its rules weigh follows from this.")
        .option("", "Choose one");
    let all = Source::ALL.iter().fold(empty, |select, one| {
        select.option(one.as_str(), one.label())
    });
    all.value(&form.source).error(errors.at("source"))
}

fn people(family: &queries::Family, form: &OrderForm, errors: &Errors) -> (Checkboxes, Checkboxes) {
    let siblings = family.relatives.iter().map(|relative| &relative.person);
    let all = family.children.iter().chain(siblings);
    let children = all.filter(|person| person.details.is_child).fold(
        Checkboxes::new("children", "Which children does it name?"),
        |boxes, person| {
            boxes.choice(Choice::new(
                person.id.to_string(),
                full_name(&person.details),
            ))
        },
    );
    let allows = family.relatives.iter().fold(
        Checkboxes::new("allows", "Whose time with them is it about?"),
        |boxes, relative| {
            let words = format!(
                "{} ({})",
                full_name(&relative.person.details),
                relative.relationship.label().to_lowercase()
            );
            boxes.choice(Choice::new(relative.person.id.to_string(), words))
        },
    );
    (
        children
            .values(form.children.iter().cloned())
            .error(errors.at("children")),
        allows
            .values(form.allows.iter().cloned())
            .hint("Somebody who is not in the list must be added to the family first.")
            .error(errors.at("allows")),
    )
}

fn replaceable(
    look: &mut Look<'_, act::EnterOrder>,
    child: PersonId,
    form: &OrderForm,
    errors: &Errors,
) -> Result<Select, Refused> {
    let empty = Select::new("supersedes", "Does it take the place of another order?")
        .hint("The other one stays in force until this one is checked.")
        .option("", "No");
    let all = queries::replaceable(look, child)?;
    let all = all.iter().fold(empty, |select, order| {
        let made = order.details.made_on.in_short();
        let words = format!("{}, {made}", order.details.form.label());
        select.option(order.id.to_string(), words)
    });
    Ok(all.value(&form.supersedes).error(errors.at("supersedes")))
}

/// Which order the new one takes the place of.
#[derive(Debug, Default, Deserialize, Validate)]
#[serde(default)]
pub struct Replaces {
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    supersedes: String,
}

/// The empty form.
///
/// # Errors
/// As a problem page.
pub async fn new_order(
    door: Guarded<act::EnterOrder>,
    id: At<PersonId>,
    query: Query<Replaces>,
) -> Shown {
    let frame = Frame::new(&door, "Enter an order")?;
    let form = OrderForm {
        children: vec![id.0.to_string()],
        supersedes: query.0.supersedes,
        ..OrderForm::default()
    };
    door.look(move |look| {
        let (page, shown) = page(frame, look, id.0, &form, &Errors::none())?;
        Ok(look.seen(traces::seen_of(id.0, shown, "form of an order"), Page(page)))
    })
    .await
}

/// Enters an order.
///
/// # Errors
/// As a problem page.
pub async fn enter(
    door: Guarded<act::EnterOrder>,
    id: At<PersonId>,
    form: Form<OrderForm>,
) -> Turned {
    let read = form.0.fields().read(door.now().london_day());
    let saved = door.save(read, |work, details| {
        let entered = commands::enter_order(work, details)?;
        Ok(entered.map(|order| Goto(format!("/orders/{}", order.id))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, "Enter an order")?);
    turn(&door, saved, move |look, errors| {
        Ok(page(frame, look, id.0, &form.0, &errors)?.0)
    })
    .await
}
