//! The signed record as others read and print it, and what is added to it.

use askama::Template;
use kernel::{
    fields::Reading as Fields,
    id::SessionId,
    refusal::{Kind, Reason, Refused},
    text::{Line as OneLine, Narrative},
    time::Instant,
};
use law::access::act;

use super::{
    Frame, Typed, standing,
    timeline::{Line, added, lines},
    write_up::words_of,
};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, turn},
    observations::{
        NewEntry, What, WrittenWhen, commands,
        queries::{self, Names, Reading},
        rules::log::Log,
        traces,
    },
    people::rules::reference,
    sessions::Session,
    storage::Look,
    web::{
        Errors, Shell,
        components::{Content, Control, Input, Status, Textarea},
    },
};

/// The body of a record: what a reader, a printer and a signer see.
pub(super) struct Body {
    pub(super) lines: Vec<Line>,
    pub(super) struck: Vec<Line>,
    pub(super) headings: Vec<(&'static str, Vec<Answer>)>,
    pub(super) earlier: Vec<(String, String, String)>,
}

/// What somebody wrote under a heading.
pub(super) struct Answer {
    pub(super) author: String,
    pub(super) text: String,
    /// What was added to the signed record in place of its words.
    pub(super) added: Vec<String>,
}

/// The body of a record. What is struck out and what stood under a heading before is kept apart.
pub(super) fn body(session: &Session, log: &Log, names: &Names) -> Body {
    let (struck, lines): (Vec<Line>, Vec<Line>) = lines(session, log, names)
        .into_iter()
        .partition(|line| line.struck.is_some());
    let headings = log.answers().into_iter().map(|(heading, by_author)| {
        let texts = by_author.into_iter().filter_map(|(author, entry)| {
            let text = words_of(&entry.what)?;
            Some(Answer {
                author: names.staff(author),
                added: added(log, names, &text),
                text,
            })
        });
        (heading.label(), texts.collect())
    });
    let earlier = log.earlier_answers().into_iter().filter_map(|entry| {
        let What::Answered { heading, .. } = entry.what else {
            return None;
        };
        let by = format!(
            "{}, {}",
            names.staff(entry.author),
            entry.received.in_short()
        );
        Some((heading.label().to_owned(), by, words_of(&entry.what)?))
    });
    Body {
        headings: headings.collect(),
        earlier: earlier.collect(),
        lines,
        struck,
    }
}

struct Addendum {
    by: String,
    at: String,
    reason: String,
    text: String,
    supersedes: Option<String>,
}

#[derive(Template)]
#[template(path = "observations/observation.html")]
struct ObservationPage {
    shell: Shell,
    names: String,
    slot: String,
    place: String,
    level: &'static str,
    reference: String,
    status: Status,
    due: Option<String>,
    signed: Option<Signed>,
    body: Body,
    addenda: Vec<Addendum>,
    how_many: Option<String>,
    path: String,
    may_add: bool,
    printed: Option<String>,
}

struct Signed {
    by: String,
    at: String,
    written: String,
    hash: String,
    is_intact: bool,
}

fn signed(reading: &Reading) -> Option<Signed> {
    let record = reading.signed.as_ref()?;
    let reason = reading
        .log
        .entries()
        .iter()
        .find_map(|entry| match &entry.what {
            What::Signed { reason, .. } => reason.as_ref(),
            _ => None,
        });
    let written = match (record.written_when, reason) {
        (WrittenWhen::Later, Some(reason)) => format!("Written later: {reason}"),
        (when, _) => format!("Written {}", when.label().to_lowercase()),
    };
    Some(Signed {
        by: reading.names.staff(record.by),
        at: record.at.in_full(),
        written,
        hash: record.hash.clone(),
        is_intact: reading.is_intact,
    })
}

fn addenda(reading: &Reading) -> Vec<Addendum> {
    let added = reading.log.addenda().into_iter();
    let added = added.filter_map(|entry| match &entry.what {
        What::Addendum {
            reason,
            text,
            supersedes,
        } => Some(Addendum {
            by: reading.names.staff(entry.author),
            at: entry.received.in_full(),
            reason: reason.to_string(),
            text: text.to_string(),
            supersedes: supersedes.as_ref().map(ToString::to_string),
        }),
        _ => None,
    });
    added.collect()
}

/// Where to look for what was added, said before the record is read.
fn how_many(addenda: &[Addendum]) -> Option<String> {
    let (number, stands, corrects) = match addenda.len() {
        0 => return None,
        1 => ("1 addendum".to_owned(), "it stands", "it corrects"),
        many => (format!("{many} addenda"), "they stand", "they correct"),
    };
    let beside = if addenda.iter().any(|one| one.supersedes.is_some()) {
        format!(", and beside the words that {corrects}")
    } else {
        String::new()
    };
    Some(format!(
        "This record has {number}: {stands} at its end{beside}."
    ))
}

fn page(shell: Shell, reading: &Reading, printed: Option<String>) -> ObservationPage {
    let session = &reading.session;
    let names: Vec<String> = session
        .children
        .iter()
        .map(|child| reading.names.of(*child))
        .collect();
    let addenda = addenda(reading);
    let references: Vec<String> = session.children.iter().copied().map(reference).collect();
    ObservationPage {
        shell,
        names: names.join(" and "),
        slot: session.slot().in_full(),
        place: reading.place.clone(),
        level: session.level.label(),
        reference: references.join(" and "),
        status: standing(session),
        due: reading.due.map(Instant::in_full),
        signed: signed(reading),
        body: body(session, &reading.log, &reading.names),
        how_many: how_many(&addenda),
        addenda,
        path: format!("/sessions/{}", session.id),
        may_add: reading.may_add && printed.is_none(),
        printed,
    }
}

/// The signed record, or when it is due.
///
/// # Errors
/// As a problem page.
pub async fn observation(door: Guarded<act::ShowRecord>, id: At<SessionId>) -> Shown {
    let shell =
        crate::http::shell(&door, "Record of a session").back(format!("/sessions/{}", id.0));
    door.look(move |look| {
        let reading = queries::reading(look, id.0)?;
        let page = page(shell, &reading, None);
        Ok(look.seen(traces::seen(&reading.session, "record"), Page(page)))
    })
    .await
}

/// The record to be printed: that it was, by whom and when stands on it and in the audit.
///
/// # Errors
/// As a problem page.
pub async fn print(door: Guarded<act::ShowRecord>, id: At<SessionId>) -> Shown {
    let back = format!("/sessions/{}/observation", id.0);
    let shell = crate::http::shell(&door, "Record of a session").back(back);
    let by = door.admitted().name.reveal().clone();
    let printed = format!("Printed by {by}, {}", door.now().in_full());
    door.look(move |look| {
        let reading = queries::reading(look, id.0)?;
        if reading.signed.is_none() {
            return Err(Refused::because(
                Kind::WrongState,
                Reason::new(
                    "not-signed",
                    "The record is not signed yet, so it is not printed.",
                ),
            ));
        }
        let page = page(shell, &reading, Some(printed));
        Ok(look.seen(traces::seen(&reading.session, "print"), Page(page)))
    })
    .await
}

fn addendum_page(
    frame: Frame,
    (id, about): (SessionId, String),
    (typed, errors): (&Typed, &Errors),
) -> super::FormPage {
    let line = |name: &'static str, words: &'static str| {
        Input::new(name, words)
            .value(typed.text(name))
            .autocomplete("off")
            .error(errors.at(name))
    };
    let questions = vec![
        Content::of(line("reason", "Why is it added?")),
        Content::of(
            Textarea::new("text", "What is to be added?")
                .value(typed.text("text"))
                .autocomplete("off")
                .error(errors.at("text")),
        ),
        Content::of(
            line(
                "supersedes",
                "Which words of the record does it take the place of? (optional)",
            )
            .hint("Copy them from the record. They stay legible there."),
        ),
    ];
    let action = format!("/sessions/{id}/addendum");
    let mut page = frame.form(("Add an addendum", action), errors, questions);
    page.about = about;
    page.intro = Some(
        "The record itself stays as it was signed. What you add stands beside it, with your name."
            .to_owned(),
    );
    page
}

fn addendum(typed: &Typed) -> Result<What, Refused> {
    let mut fields = Fields::new();
    let reason: Option<OneLine> = fields.text("/reason", "reason", &typed.text("reason"));
    let text: Option<Narrative> = fields.text("/text", "text", &typed.text("text"));
    let supersedes = fields.optional_text("/supersedes", "quote", &typed.text("supersedes"));
    let (reason, text) = fields.finish(reason.zip(text))?;
    Ok(What::Addendum {
        reason,
        text,
        supersedes,
    })
}

/// The empty form of an addendum.
///
/// # Errors
/// As a problem page.
pub async fn addendum_form(door: Guarded<act::AddAddendum>, id: At<SessionId>) -> Shown {
    let frame = Frame::new(
        &door,
        "Add an addendum",
        format!("/sessions/{}/observation", id.0),
    )?;
    door.look(move |look| {
        let session = queries::session(look, id.0)?;
        let about = (id.0, queries::whose(look, &session)?);
        let page = addendum_page(frame, about, (&Typed::default(), &Errors::none()));
        Ok(look.seen(traces::seen(&session, "form"), Page(page)))
    })
    .await
}

/// Adds to a signed record.
///
/// # Errors
/// As a problem page.
pub async fn add_addendum(
    door: Guarded<act::AddAddendum>,
    id: At<SessionId>,
    form: Form<Typed>,
) -> Turned {
    let (typed, now) = (form.0, door.now());
    let saved = door.save(addendum(&typed), move |work, what| {
        let new = NewEntry {
            id: work.mint()?,
            happened: now,
            written: now,
            what: what.clone(),
        };
        let added = commands::add_addendum(work, id.0, &new)?;
        Ok(added.map(|_| Goto(format!("/sessions/{}/observation", id.0))))
    });
    let back = format!("/sessions/{}/observation", id.0);
    let (saved, frame) = (saved.await, Frame::new(&door, "Add an addendum", back)?);
    let again =
        move |look: &mut Look<'_, act::AddAddendum>, errors: Errors| -> Result<_, Refused> {
            let session = queries::session(look, id.0)?;
            let about = (id.0, queries::whose(look, &session)?);
            Ok(addendum_page(frame, about, (&typed, &errors)))
        };
    turn(&door, saved, again).await
}
