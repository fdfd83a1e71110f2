//! The forms in which a person decides that a session goes ahead, by name and with a reason.

use kernel::{id::SessionId, refusal::Refused};
use law::access::act;

use super::{FormPage, Frame, Typed, in_a_line};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, turn},
    sessions::{
        Session, commands, queries,
        rules::{BecauseFields, DecisionFields},
        traces,
    },
    storage::Look,
    web::{
        Errors,
        components::{Button, Content, Control, Radios, Textarea},
    },
};

fn reason(typed: &Typed, errors: &Errors) -> Content {
    Content::of(
        Textarea::new("reason", "Why does the session go ahead?")
            .hint("Your name and the reason are kept with the session.")
            .value(typed.text("reason"))
            .rows(4)
            .error(errors.at("reason")),
    )
}

fn page(
    frame: Frame,
    look: &mut Look<'_, act::DecideSession>,
    id: SessionId,
    (typed, errors): (&Typed, &Errors),
) -> Result<(FormPage, Session), Refused> {
    let record = queries::record(look, id)?;
    let held = record.found.iter();
    let held = held.filter(|one| record.theirs.contains(&one.key));
    let choices = held.fold(
        Radios::new("finding", "On what do you decide?"),
        |radios, one| {
            let reason = &one.check.reason;
            let who = reason.decided_by.clone().unwrap_or_default();
            let words = format!("{} ({who} decides)", reason.explanation);
            radios.option(one.key.clone(), words)
        },
    );
    let choices = choices
        .value(typed.text("finding"))
        .error(errors.at("finding"));
    let names = queries::names_of(look, record.session.people())?;
    let line = in_a_line(&record.session, &names);
    let page = if record.theirs.is_empty() {
        let mut page = frame.page("", errors, Vec::new());
        page.intro = Some(format!(
            "{line} Nothing that stands in its way is yours to decide. Its page says what puts it right, and who decides."
        ));
        page.save = None;
        page
    } else {
        let questions = vec![Content::of(choices), reason(typed, errors)];
        let mut page = frame.page(&typed.text("version"), errors, questions);
        page.intro = Some(line);
        page.save = Some(Button::new("The session goes ahead"));
        page
    };
    Ok((page, record.session))
}

fn deciding(door: &Guarded<act::DecideSession>, id: SessionId) -> Result<Frame, Refused> {
    let action = format!("/sessions/{id}/decide");
    Frame::new(
        door,
        "Decide on a session",
        action,
        format!("/sessions/{id}"),
    )
}

/// The form, with everything that holds the session.
///
/// # Errors
/// As a problem page.
pub async fn decide_form(door: Guarded<act::DecideSession>, id: At<SessionId>) -> Shown {
    let frame = deciding(&door, id.0)?;
    door.look(move |look| {
        let (session, _) = queries::permitted(look, id.0)?;
        let typed = Typed::default().with("version", session.version.to_string());
        let (page, session) = page(frame, look, id.0, (&typed, &Errors::none()))?;
        Ok(look.seen(traces::seen(&session, "form to decide"), Page(page)))
    })
    .await
}

/// Decides.
///
/// # Errors
/// As a problem page.
pub async fn decide(
    door: Guarded<act::DecideSession>,
    id: At<SessionId>,
    form: Form<Typed>,
) -> Turned {
    let fields = DecisionFields {
        finding: form.0.text("finding"),
        reason: form.0.text("reason"),
    };
    let version = (id.0, form.0.version());
    let saved = door.save(fields.read(), move |work, (finding, reason)| {
        let decided = commands::decide(work, version, finding, reason)?;
        Ok(decided.map(|session| Goto(format!("/sessions/{}", session.id))))
    });
    let (saved, frame) = (saved.await, deciding(&door, id.0)?);
    turn(&door, saved, move |look, errors| {
        Ok(page(frame, look, id.0, (&form.0, &errors))?.0)
    })
    .await
}

fn keeping(door: &Guarded<act::DecideSession>, id: SessionId) -> Result<Frame, Refused> {
    let action = format!("/sessions/{id}/keep");
    Frame::new(
        door,
        "Keep a session, because",
        action,
        format!("/sessions/{id}"),
    )
}

fn kept_page(
    frame: Frame,
    look: &mut Look<'_, act::DecideSession>,
    id: SessionId,
    (typed, errors): (&Typed, &Errors),
) -> Result<(FormPage, Session), Refused> {
    let record = queries::record(look, id)?;
    let names = queries::names_of(look, record.session.people())?;
    let line = in_a_line(&record.session, &names);
    let page = if record.may_be_kept() {
        let mut page = frame.page(&typed.text("version"), errors, vec![reason(typed, errors)]);
        page.intro = Some(line);
        page.save = Some(Button::new("Keep the session"));
        page
    } else {
        let mut page = frame.page("", errors, Vec::new());
        page.intro = Some(format!(
            "{line} It is not yours to keep as it is. Its page says what puts it right, and who decides."
        ));
        page.save = None;
        page
    };
    Ok((page, record.session))
}

/// The form that keeps a session that a change has put in question.
///
/// # Errors
/// As a problem page.
pub async fn keep_form(door: Guarded<act::DecideSession>, id: At<SessionId>) -> Shown {
    let frame = keeping(&door, id.0)?;
    door.look(move |look| {
        let (session, _) = queries::permitted(look, id.0)?;
        let typed = Typed::default().with("version", session.version.to_string());
        let (page, session) = kept_page(frame, look, id.0, (&typed, &Errors::none()))?;
        Ok(look.seen(traces::seen(&session, "form to keep it"), Page(page)))
    })
    .await
}

/// Keeps it.
///
/// # Errors
/// As a problem page.
pub async fn keep(
    door: Guarded<act::DecideSession>,
    id: At<SessionId>,
    form: Form<Typed>,
) -> Turned {
    let fields = BecauseFields {
        reason: form.0.text("reason"),
    };
    let version = (id.0, form.0.version());
    let saved = door.save(fields.read(), move |work, reason| {
        let kept = commands::keep(work, version, reason)?;
        Ok(kept.map(|session| Goto(format!("/sessions/{}", session.id))))
    });
    let (saved, frame) = (saved.await, keeping(&door, id.0)?);
    turn(&door, saved, move |look, errors| {
        Ok(kept_page(frame, look, id.0, (&form.0, &errors))?.0)
    })
    .await
}
