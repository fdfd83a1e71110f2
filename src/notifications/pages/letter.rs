//! A letter to print and post, to somebody whom no message and no call can reach.

use askama::Template;
use kernel::id::NoticeId;
use law::access::act;
use serde::Deserialize;

use super::page_of;
use crate::{
    http::{At, Form, Goto, Guarded, Page, Saved, Shown, proof, shell},
    notifications::{commands, queries, rules::letter::Letter, traces},
    storage::Reads,
    web::{
        Shell,
        components::{Button, FormProof},
    },
};

#[derive(Template)]
#[template(path = "notifications/letter.html")]
struct LetterPage {
    shell: Shell,
    proof: FormProof,
    action: String,
    address: Vec<String>,
    day: String,
    letter: Letter,
    posted: Button,
}

/// The letter, to print.
///
/// # Errors
/// As a problem page.
pub async fn letter(door: Guarded<act::RecordTelling>, id: At<NoticeId>) -> Shown {
    let (shell, proof) = (shell(&door, "Letter"), proof(&door)?);
    door.look(move |look| {
        let found = queries::to_post(look, id.0)?;
        let today = look.now().london_day();
        let page = LetterPage {
            shell: shell.back("/notices"),
            proof,
            action: format!("/notices/{}/letter", found.notice),
            address: found.address,
            day: today.in_full(),
            letter: found.letter,
            posted: Button::new("Record that it was posted"),
        };
        let fact = traces::seen(id.0, found.children, "letter");
        Ok(look.seen(fact, Page(page)))
    })
    .await
}

/// A button without a question.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PostedForm {}

/// The letter was posted.
///
/// # Errors
/// As a problem page.
pub async fn posted(
    door: Guarded<act::RecordTelling>,
    id: At<NoticeId>,
    _form: Form<PostedForm>,
) -> Saved {
    door.write(move |work| {
        let told = commands::told_by_letter(work, id.0)?;
        Ok(told.map(|notice| Goto(page_of(notice.topic))))
    })
    .await
}
