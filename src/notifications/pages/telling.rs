//! The form for a telephone call, and the button that sends a message again.

use askama::Template;
use kernel::id::NoticeId;
use law::access::act;
use serde::Deserialize;

use super::page_of;
use crate::{
    http::{At, Form, Goto, Guarded, Page, Saved, Shown, Turned, proof, shell, turn},
    notifications::{
        commands,
        queries::{self, ToTell},
        rules::TellingFields,
        traces,
    },
    web::{
        Errors, Shell,
        components::{Button, Control, ErrorSummary, FormProof, Input, SummaryList, Textarea},
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
    facts: SummaryList,
    problems: Vec<String>,
    who: Input,
    number: Input,
    said: Textarea,
    save: Button,
}

/// What is known of the call to be made, one line for each.
fn facts(call: &ToTell) -> SummaryList {
    let notice = &call.notice;
    let who = format!("{}, {}", call.name, notice.to.audience.label());
    let mut facts = SummaryList::new().row("Who", who);
    if !call.about.is_empty() {
        facts = facts.row("Child", call.about.clone());
    }
    if let Some(slot) = call.slot {
        facts = facts.row("When", slot.in_full());
    }
    let what = format!("Ref {}, {}", call.reference.as_str(), notice.event.label());
    facts.row("About", what)
}

fn page(
    (shell, proof): (Shell, FormProof),
    call: &ToTell,
    form: &TellingForm,
    errors: &Errors,
) -> TellingPage {
    TellingPage {
        shell: shell.back("/notices").errors(!errors.is_empty()),
        proof,
        action: format!("/notices/{}/telling", call.notice.id),
        summary: errors.summary(),
        facts: facts(call),
        problems: call.problems.iter().map(ToString::to_string).collect(),
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
    }
}

/// The form, with the number where that is known.
///
/// # Errors
/// As a problem page.
pub async fn telling_form(door: Guarded<act::RecordTelling>, id: At<NoticeId>) -> Shown {
    let frame = (shell(&door, "Told by phone"), proof(&door)?);
    door.look(move |look| {
        let call = queries::to_ring_about(look, id.0)?;
        let form = TellingForm {
            number: call
                .phone
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            ..TellingForm::default()
        };
        let page = page(frame, &call, &form, &Errors::none());
        let fact = traces::seen(id.0, call.children, "form of a call");
        Ok(look.seen(fact, Page(page)))
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
        let call = queries::to_ring_about(look, id.0)?;
        Ok(page(frame, &call, &form.0, &errors))
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
