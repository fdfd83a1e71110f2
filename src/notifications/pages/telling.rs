//! The form for a telephone call, and the button that sends a message again.

use askama::Template;
use kernel::{id::NoticeId, refusal::Refused};
use law::access::act;
use serde::Deserialize;

use super::page_of;
use crate::{
    http::{At, Form, Goto, Guarded, Page, Saved, Shown, Turned, proof, shell, turn},
    notifications::{
        commands, queries,
        rules::{self, TellingFields, said::Reference},
        traces,
    },
    storage::Look,
    web::{
        Errors, Shell,
        components::{Button, Control, ErrorSummary, FormProof, Input, Textarea},
    },
};

/// A call as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TellingForm {
    who: String,
    number: String,
    said: String,
}

impl TellingForm {
    fn fields(&self) -> TellingFields {
        TellingFields {
            who: self.who.clone(),
            number: self.number.clone(),
            said: self.said.clone(),
        }
    }
}

#[derive(Template)]
#[template(path = "notifications/telling.html")]
struct TellingPage {
    shell: Shell,
    proof: FormProof,
    action: String,
    summary: Option<ErrorSummary>,
    name: String,
    reference: String,
    event: &'static str,
    who: Input,
    number: Input,
    said: Textarea,
    save: Button,
}

fn page(
    (shell, proof): (Shell, FormProof),
    look: &mut Look<'_, act::RecordTelling>,
    id: NoticeId,
    form: &TellingForm,
    errors: &Errors,
) -> Result<TellingPage, Refused> {
    let notice = queries::permitted(look, id)?.notice;
    rules::may_be_told(&notice)?;
    let name = queries::name_of(look, &notice)?;
    Ok(TellingPage {
        shell: shell.back("/notices").errors(!errors.is_empty()),
        proof,
        action: format!("/notices/{id}/telling"),
        summary: errors.summary(),
        name,
        reference: Reference::of(&notice.topic.to_string()).as_str().to_owned(),
        event: notice.event.label(),
        who: Input::new("who", "Who did you speak to?")
            .value(&form.who)
            .autocomplete("off")
            .spellcheck(false)
            .error(errors.at("who")),
        number: Input::new("number", "Which number did you ring?")
            .kind("tel")
            .value(&form.number)
            .autocomplete("off")
            .width(20)
            .error(errors.at("number")),
        said: Textarea::new("said", "What did they say?")
            .value(&form.said)
            .rows(3)
            .error(errors.at("said")),
        save: Button::new("Record the call"),
    })
}

/// The empty form.
///
/// # Errors
/// As a problem page.
pub async fn telling_form(door: Guarded<act::RecordTelling>, id: At<NoticeId>) -> Shown {
    let frame = (shell(&door, "Told by phone"), proof(&door)?);
    door.look(move |look| {
        let children = queries::permitted(look, id.0)?.children;
        let page = page(frame, look, id.0, &TellingForm::default(), &Errors::none())?;
        Ok(look.seen(traces::seen(id.0, children, "form of a call"), Page(page)))
    })
    .await
}

/// Records the call.
///
/// # Errors
/// As a problem page.
pub async fn record(
    door: Guarded<act::RecordTelling>,
    id: At<NoticeId>,
    form: Form<TellingForm>,
) -> Turned {
    let saved = door.save(form.0.fields().read(), move |work, words| {
        let told = commands::told_by_phone(work, id.0, words)?;
        Ok(told.map(|notice| Goto(page_of(notice.topic))))
    });
    let saved = saved.await;
    let frame = (shell(&door, "Told by phone"), proof(&door)?);
    turn(&door, saved, move |look, errors| {
        page(frame, look, id.0, &form.0, &errors)
    })
    .await
}

/// A button without a form around it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AgainForm {}

/// Sends a message again.
///
/// # Errors
/// As a problem page.
pub async fn send_again(
    door: Guarded<act::RecordTelling>,
    id: At<NoticeId>,
    _form: Form<AgainForm>,
) -> Saved {
    door.write(move |work| {
        let again = commands::send_again(work, id.0)?;
        Ok(again.map(|notice| Goto(page_of(notice.topic))))
    })
    .await
}
