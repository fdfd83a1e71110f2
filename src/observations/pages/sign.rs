//! Review and sign.

use askama::Template;
use kernel::{
    id::SessionId,
    refusal::{FieldError, Refused},
    text::Line,
    time::Instant,
};
use law::{access::act, session::Stage};

use super::{
    Frame, Typed, is_signed,
    reading::{Body, body},
};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, turn},
    observations::{
        NewEntry, What, WrittenWhen, commands,
        queries::{self, Writing},
        rules::headings::is_complete,
        traces,
    },
    storage::Look,
    web::{
        Errors, Shell,
        components::{Button, Checkboxes, Control, ErrorSummary, FormProof, Input, Radios},
    },
};

#[derive(Template)]
#[template(path = "observations/sign.html")]
struct SignPage {
    shell: Shell,
    summary: Option<ErrorSummary>,
    names: String,
    slot: String,
    due: Option<String>,
    path: String,
    proof: FormProof,
    is_signed: bool,
    missing: Vec<String>,
    /// What comes before signing while the session is not closed, and where that is said.
    first: Option<(&'static str, String)>,
    body: Body,
    when: Radios,
    reason: Input,
    declared: Checkboxes,
    sign: Button,
}

fn missing(writing: &Writing) -> Vec<String> {
    let answers = writing.log.answers();
    let was_held = !writing.needed.is_empty();
    match is_complete((writing.recording, was_held), &answers) {
        Err(Refused::Invalid(errors)) => errors.into_iter().map(|error| error.message).collect(),
        _ => Vec::new(),
    }
}

/// A record is signed of a session that is closed: everybody has gone home, and it is said with whom.
fn first(writing: &Writing) -> Option<(&'static str, String)> {
    let path = format!("/sessions/{}", writing.session.id);
    match writing.session.stage {
        Stage::Over(_) => Some((
            "Say that everybody has gone home, and with whom",
            format!("{path}/say?what=session_closed"),
        )),
        Stage::Published(_)
        | Stage::Confirmed(_)
        | Stage::Open(_)
        | Stage::Running(_)
        | Stage::Paused(_) => Some(("Say how the session went", format!("{path}/record"))),
        _ => None,
    }
}

fn page(frame: Frame, writing: &Writing, typed: &Typed, errors: &Errors) -> SignPage {
    let when = WrittenWhen::ALL.iter().fold(
        Radios::new("written_when", "When was this written?"),
        |radios, when| radios.option(when.as_str(), when.label()),
    );
    let names = writing
        .session
        .children
        .iter()
        .map(|child| writing.names.of(*child));
    SignPage {
        shell: frame.shell.errors(!errors.is_empty()),
        summary: errors.summary(),
        names: names.collect::<Vec<_>>().join(" and "),
        slot: writing.session.slot().in_full(),
        due: writing.due.map(Instant::in_full),
        path: format!("/sessions/{}", writing.session.id),
        proof: frame.proof.version(writing.version().to_string()),
        is_signed: is_signed(&writing.session),
        missing: missing(writing),
        first: first(writing),
        body: body(&writing.session, &writing.log, &writing.names),
        when: when
            .value(typed.text("written_when"))
            .error(errors.at("written_when")),
        reason: Input::new("reason", "If later: why?")
            .value(typed.text("reason"))
            .autocomplete("off")
            .error(errors.at("reason")),
        declared: Checkboxes::new("declared", "Declaration")
            .option("yes", "This is an accurate record of what I saw and heard")
            .values([typed.text("declared")])
            .error(errors.at("declared")),
        sign: Button::new("Sign the record"),
    }
}

fn signature(typed: &Typed) -> Result<What, Refused> {
    let mut errors = Vec::new();
    let when: Option<WrittenWhen> = typed.text("written_when").parse().ok();
    if when.is_none() {
        let words = "Choose when this was written";
        errors.push(FieldError::new("/written_when", "not-chosen", words));
    }
    let typed_reason = typed.text("reason");
    let reason: Option<Line> = typed_reason.parse().ok();
    if reason.is_none() && (when == Some(WrittenWhen::Later) || !typed_reason.trim().is_empty()) {
        let words = "Say in one line why it was written later";
        errors.push(FieldError::new("/reason", "blank", words));
    }
    if typed.text("declared") != "yes" {
        let words = "Confirm that this is an accurate record of what you saw and heard";
        errors.push(FieldError::new("/declared", "not-declared", words));
    }
    match when {
        Some(written_when) if errors.is_empty() => Ok(What::Signed {
            written_when,
            reason,
        }),
        _ => Err(Refused::Invalid(errors)),
    }
}

/// The whole record, to be read before it is signed.
///
/// # Errors
/// As a problem page.
pub async fn sign_form(door: Guarded<act::SignRecord>, id: At<SessionId>) -> Shown {
    let frame = Frame::new(
        &door,
        "Review and sign",
        format!("/sessions/{}/write-up", id.0),
    )?;
    door.look(move |look| {
        let writing = queries::writing(look, id.0)?;
        let page = page(frame, &writing, &Typed::default(), &Errors::none());
        Ok(look.seen(traces::seen(&writing.session, "record to sign"), Page(page)))
    })
    .await
}

/// Signs the record.
///
/// # Errors
/// As a problem page.
pub async fn sign(door: Guarded<act::SignRecord>, id: At<SessionId>, form: Form<Typed>) -> Turned {
    let (typed, now) = (form.0, door.now());
    let version: i64 = typed.text("version").parse().unwrap_or_default();
    let saved = door.save(signature(&typed), move |work, what| {
        let new = NewEntry {
            id: work.mint()?,
            happened: now,
            written: now,
            what: what.clone(),
        };
        let signed = commands::sign(work, (id.0, version), &new)?;
        Ok(signed.map(|_| Goto(format!("/sessions/{}/observation", id.0))))
    });
    let back = format!("/sessions/{}/write-up", id.0);
    let (saved, frame) = (saved.await, Frame::new(&door, "Review and sign", back)?);
    let again = move |look: &mut Look<'_, act::SignRecord>, errors: Errors| -> Result<_, Refused> {
        let writing = queries::writing(look, id.0)?;
        Ok(page(frame, &writing, &typed, &errors))
    };
    turn(&door, saved, again).await
}
