//! The forms that refuse contact as a matter of urgency, and end such a refusal.

use askama::Template;
use kernel::{
    id::{PersonId, RefusalId},
    refusal::Refused,
    time::Instant,
};
use law::access::act;
use serde::Deserialize;

use super::Frame;
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, turn},
    orders::{
        commands, queries,
        rules::{LiftFields, RefusalFields},
        traces,
    },
    people::rules::full_name,
    storage::{Look, Reads},
    web::{
        Errors, Shell,
        components::{
            Button, Control, DateInput, ErrorSummary, FormProof, Input, Select, Textarea, date_of,
        },
    },
};

/// A refusal as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RefusalForm {
    person: String,
    #[serde(rename = "from-day")]
    from_day: String,
    #[serde(rename = "from-month")]
    from_month: String,
    #[serde(rename = "from-year")]
    from_year: String,
    from_time: String,
    #[serde(rename = "until-day")]
    until_day: String,
    #[serde(rename = "until-month")]
    until_month: String,
    #[serde(rename = "until-year")]
    until_year: String,
    until_time: String,
    reason: String,
    again: String,
}

impl RefusalForm {
    /// From now on.
    fn beginning(now: Instant) -> Self {
        let day = now.london_day();
        Self {
            from_day: day.day_of_month().to_string(),
            from_month: day.month().to_string(),
            from_year: day.year().to_string(),
            from_time: now.london_time().to_string(),
            ..Self::default()
        }
    }

    fn fields(&self) -> RefusalFields {
        RefusalFields {
            person: self.person.clone(),
            from: date_of(&self.from_day, &self.from_month, &self.from_year),
            from_time: self.from_time.clone(),
            until: date_of(&self.until_day, &self.until_month, &self.until_year),
            until_time: self.until_time.clone(),
            reason: self.reason.clone(),
            again: self.again.clone(),
        }
    }
}

#[derive(Template)]
#[template(path = "orders/refusal_form.html")]
struct RefusalPage {
    shell: Shell,
    about: String,
    action: String,
    proof: FormProof,
    summary: Option<ErrorSummary>,
    person: Select,
    from: DateInput,
    from_time: Input,
    until: DateInput,
    until_time: Input,
    reason: Textarea,
    again: Textarea,
    save: Button,
}

fn page(
    frame: Frame,
    look: &mut Look<'_, act::RefuseContact>,
    child: PersonId,
    form: &RefusalForm,
    errors: &Errors,
) -> Result<(RefusalPage, Vec<PersonId>), Refused> {
    let family = queries::family_of(look, child)?;
    let empty = Select::new("person", "Who may not see the child?").option("", "Choose a person");
    let person = family.relatives.iter().fold(empty, |select, relative| {
        let one = &relative.person;
        select.option(one.id.to_string(), full_name(&one.details))
    });
    let time = |name: &'static str, label: &'static str, value: &str| {
        Input::new(name, label)
            .hint("For example, 09:00.")
            .value(value)
            .width(5)
            .error(errors.at(name))
    };
    let page = RefusalPage {
        shell: frame
            .shell
            .back(format!("/people/{child}/orders"))
            .errors(!errors.is_empty()),
        about: family.children_named(),
        action: format!("/people/{child}/refusals"),
        proof: frame.proof,
        summary: errors.summary(),
        person: person
            .hint("Somebody who is not in the list must be recorded as family first.")
            .value(&form.person).error(errors.at("person")),
        from: DateInput::new("from", "From which day?")
            .value(&form.from_day, &form.from_month, &form.from_year)
            .error(errors.at("from")),
        from_time: time("from_time", "From what time?", &form.from_time),
        until: DateInput::new("until", "Until which day?")
            .value(&form.until_day, &form.until_month, &form.until_year)
            .error(errors.at("until")),
        until_time: time("until_time", "Until what time?", &form.until_time),
        reason: Textarea::new("reason", "Why is it necessary, and urgent?")
            .hint("To safeguard or promote the child’s welfare. The person refused, the parents, the child and the independent reviewing officer read it in the letters that must follow: never write where the child lives, or what one of them must not know of another.")
            .value(&form.reason)
            .rows(6)
            .error(errors.at("reason")),
        again: Textarea::new("again", "What has happened since, and who in Legal agreed?")
            .hint("Only if contact between these two was refused as a matter of urgency less than 14 days before.")
            .value(&form.again)
            .rows(4)
            .error(errors.at("again")),
        save: Button::new("Refuse contact").warning(),
    };
    Ok((page, family.subjects().collect()))
}

/// The form, beginning now.
///
/// # Errors
/// As a problem page.
pub async fn new_refusal(door: Guarded<act::RefuseContact>, id: At<PersonId>) -> Shown {
    let frame = Frame::new(&door, "Refuse contact")?;
    door.look(move |look| {
        let form = RefusalForm::beginning(look.now());
        let (page, shown) = page(frame, look, id.0, &form, &Errors::none())?;
        Ok(look.seen(
            traces::seen_of(id.0, shown, "form of a refusal"),
            Page(page),
        ))
    })
    .await
}

/// What the law says of how long a refusal lasts stands at its end.
fn at_its_question(code: &str) -> Option<&'static str> {
    let of_time = [
        "urgent-refusal-too-long",
        "urgent-refusal-prolonged",
        "refusal-running",
    ];
    of_time.contains(&code).then_some("until")
}

/// Refuses contact.
///
/// # Errors
/// As a problem page.
pub async fn refuse(
    door: Guarded<act::RefuseContact>,
    id: At<PersonId>,
    form: Form<RefusalForm>,
) -> Turned {
    let read = form.0.fields().read();
    let saved = door.save(read, move |work, wanted| {
        let refused = commands::refuse_contact(work, id.0, wanted)?;
        Ok(refused.map(|_| Goto(format!("/people/{}/orders", id.0))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, "Refuse contact")?);
    turn(&door, saved, move |look, errors| {
        let errors = errors.at_questions(|error| at_its_question(error.code));
        Ok(page(frame, look, id.0, &form.0, &errors)?.0)
    })
    .await
}

#[derive(Template)]
#[template(path = "orders/lift_form.html")]
struct LiftPage {
    shell: Shell,
    about: String,
    action: String,
    proof: FormProof,
    summary: Option<ErrorSummary>,
    ends: String,
    reason: Textarea,
    save: Button,
}

/// The end of a refusal as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LiftForm {
    reason: String,
}

fn lift_page(
    frame: Frame,
    look: &mut Look<'_, act::RefuseContact>,
    id: RefusalId,
    form: &LiftForm,
    errors: &Errors,
) -> Result<(LiftPage, PersonId), Refused> {
    let (running, _) = queries::permitted_refusal(look, id)?;
    let child = running.refusal.child();
    let family = queries::family_of(look, child)?;
    let page = LiftPage {
        shell: frame
            .shell
            .back(format!("/people/{child}/orders"))
            .errors(!errors.is_empty()),
        about: family.children_named(),
        action: format!("/refusals/{id}/lift"),
        proof: frame.proof,
        summary: errors.summary(),
        ends: running
            .refusal
            .ends()
            .map_or_else(String::new, Instant::in_full),
        reason: Textarea::new("reason", "Why is it no longer necessary?")
            .hint("Those concerned read it in the letters that tell them: never write where the child lives, or what one of them must not know of another.")
            .value(&form.reason)
            .rows(4)
            .error(errors.at("reason")),
        save: Button::new("End this refusal now"),
    };
    Ok((page, child))
}

/// The form that ends a refusal.
///
/// # Errors
/// As a problem page.
pub async fn lift_form(door: Guarded<act::RefuseContact>, id: At<RefusalId>) -> Shown {
    let frame = Frame::new(&door, "End a refusal of contact")?;
    door.look(move |look| {
        let (page, child) = lift_page(frame, look, id.0, &LiftForm::default(), &Errors::none())?;
        Ok(look.seen(
            traces::seen_of(child, [], "form that ends a refusal"),
            Page(page),
        ))
    })
    .await
}

/// Ends a refusal before its time.
///
/// # Errors
/// As a problem page.
pub async fn lift(
    door: Guarded<act::RefuseContact>,
    id: At<RefusalId>,
    form: Form<LiftForm>,
) -> Turned {
    let read = LiftFields {
        reason: form.0.reason.clone(),
    };
    let saved = door.save(read.read(), move |work, reason| {
        let lifted = commands::lift_refusal(work, id.0, reason)?;
        Ok(lifted.map(|lifted| Goto(format!("/people/{}/orders", lifted.refusal.child()))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, "End a refusal of contact")?);
    turn(&door, saved, move |look, errors| {
        Ok(lift_page(frame, look, id.0, &form.0, &errors)?.0)
    })
    .await
}
