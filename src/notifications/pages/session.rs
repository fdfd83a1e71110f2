//! Who was told of a session.

use askama::Template;
use kernel::id::SessionId;
use law::access::act;

use super::{standing, telling};
use crate::{
    http::{At, Guarded, Page, Shown, proof, shell},
    notifications::{
        How, State,
        queries::{self, Told},
        rules::{self, said::Reference},
        traces,
    },
    web::{
        Shell,
        components::{FormProof, Status},
    },
};

#[derive(Template)]
#[template(path = "notifications/session.html")]
struct SessionPage {
    shell: Shell,
    proof: FormProof,
    reference: String,
    when: String,
    may_record: bool,
    rows: Vec<Row>,
}

struct Row {
    who: String,
    what: &'static str,
    event: &'static str,
    at: String,
    standing: Status,
    answers: Vec<String>,
    telling: Option<(String, &'static str)>,
    again: Option<String>,
}

fn row(told: &Told) -> Row {
    let notice = &told.notice;
    let answers = told.answers.iter().map(|(answer, by)| {
        let when = answer.at.in_short();
        let head = match (answer.how, by) {
            (How::Link, _) => format!("{when}, on their page"),
            (How::Phone, Some(by)) => format!("{when}, by phone, written down by {by}"),
            (How::Phone, None) => format!("{when}, by phone"),
            (How::Letter, Some(by)) => format!("{when}, a letter was posted by {by}"),
            (How::Letter, None) => format!("{when}, a letter was posted"),
        };
        let Some(words) = &answer.words else {
            return head;
        };
        let who = [
            words.who.as_ref().map(ToString::to_string),
            words.number.as_ref().map(ToString::to_string),
        ];
        let who: Vec<String> = who.into_iter().flatten().collect();
        let said = &words.said;
        if who.is_empty() {
            format!("{head}: {said}")
        } else {
            format!("{head}. {}: {said}", who.join(", "))
        }
    });
    let can_be_told = rules::may_be_told(notice).is_ok();
    let path = format!("/notices/{}", notice.id);
    Row {
        who: told.name.clone(),
        what: notice.to.audience.label(),
        event: notice.event.label(),
        at: notice.created_at.in_short(),
        standing: standing(notice),
        answers: answers.collect(),
        telling: can_be_told.then(|| telling(notice)),
        again: (notice.state == State::Failed).then(|| format!("{path}/again")),
    }
}

/// Who was told of a session, and what they answered.
///
/// # Errors
/// As a problem page.
pub async fn of_session(door: Guarded<act::ShowNotices>, id: At<SessionId>) -> Shown {
    let shell = shell(&door, "Who was told");
    let proof = proof(&door)?;
    door.look(move |look| {
        let found = queries::of_session(look, id.0)?;
        let children = found.session.children.iter().copied();
        let fact = traces::seen(found.session.id, children, "notices");
        let page = SessionPage {
            shell: shell.back(format!("/sessions/{}", id.0)),
            proof,
            reference: Reference::of(id.0.as_str()).as_str().to_owned(),
            when: found.session.slot().in_full(),
            may_record: found.may_record,
            rows: found.told.iter().map(row).collect(),
        };
        Ok(look.seen(fact, Page(page)))
    })
    .await
}
