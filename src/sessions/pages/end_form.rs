//! The form that calls a session off, or says that it was made in error.

use kernel::{id::SessionId, refusal::Refused};
use law::{access::act, session::NotHeld};

use super::{FormPage, Frame, Typed, in_a_line};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, turn},
    sessions::{
        Session, commands,
        queries::{self, Names},
        rules::{BecauseFields, CancelFields},
        traces,
    },
    storage::Look,
    web::{
        Errors,
        components::{Button, Content, Control, Select, Textarea},
    },
};

/// What stands in the list for a session that should never have been there.
const IN_ERROR: &str = "made_in_error";

fn page(
    frame: Frame,
    (session, names): (&Session, &Names),
    (typed, errors): (&Typed, &Errors),
) -> FormPage {
    let reasons = NotHeld::ALL
        .iter()
        .filter(|reason| !reason.is_found_at_the_door());
    let empty = Select::new("reason", "Why is it called off?")
        .hint("It decides how the session counts towards what was ordered.")
        .option("", "Choose a reason");
    let all = reasons.fold(empty, |select, one| {
        select.option(one.as_str(), one.label())
    });
    let all = all.option(IN_ERROR, "It was entered by mistake");
    let questions = vec![
        Content::of(all.value(typed.text("reason")).error(errors.at("reason"))),
        Content::of(
            Textarea::new("note", "In your own words")
                .hint("It is kept with the session. It must be there for a mistake.")
                .value(typed.text("note"))
                .rows(4)
                .error(errors.at("note")),
        ),
    ];
    let mut page = frame.page(&typed.text("version"), errors, questions);
    page.intro = Some(in_a_line(session, names));
    page.save = Some(Button::new("Call it off").warning());
    page
}

fn frame(door: &Guarded<act::CancelSession>, id: SessionId) -> Result<Frame, Refused> {
    let action = format!("/sessions/{id}/cancel");
    Frame::new(
        door,
        "Call a session off",
        action,
        format!("/sessions/{id}"),
    )
}

/// The form.
///
/// # Errors
/// As a problem page.
pub async fn cancel_form(door: Guarded<act::CancelSession>, id: At<SessionId>) -> Shown {
    let frame = frame(&door, id.0)?;
    door.look(move |look| {
        let (session, _) = queries::permitted(look, id.0)?;
        let typed = Typed::default().with("version", session.version.to_string());
        let names = queries::names_of(look, session.people())?;
        let page = page(frame, (&session, &names), (&typed, &Errors::none()));
        Ok(look.seen(traces::seen(&session, "form to call it off"), Page(page)))
    })
    .await
}

/// Calls a session off.
///
/// # Errors
/// As a problem page.
pub async fn cancel(
    door: Guarded<act::CancelSession>,
    id: At<SessionId>,
    form: Form<Typed>,
) -> Turned {
    let (reason, note) = (form.0.text("reason"), form.0.text("note"));
    let version = (id.0, form.0.version());
    let there = move |session: Session| Goto(format!("/sessions/{}", session.id));
    let saved = if reason == IN_ERROR {
        let read = BecauseFields { reason: note }.read();
        let read =
            read.map_err(|_blank| Refused::field("/note", "blank", "Say what the mistake was"));
        door.save(read, move |work, why| {
            Ok(commands::void(work, version, why)?.map(there))
        })
        .await
    } else {
        let read = CancelFields { reason, note }.read();
        door.save(read, move |work, (reason, why)| {
            Ok(commands::cancel(work, version, *reason, why.as_ref())?.map(there))
        })
        .await
    };
    let frame = frame(&door, id.0)?;
    turn(&door, saved, move |look: &mut Look<'_, _>, errors| {
        let (session, _) = queries::permitted(look, id.0)?;
        let names = queries::names_of(look, session.people())?;
        Ok(page(frame, (&session, &names), (&form.0, &errors)))
    })
    .await
}
