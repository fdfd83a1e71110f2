//! The form that calls a session off, or says that it was made in error.

use kernel::{id::SessionId, refusal::Refused, text::capital};
use law::{
    access::act,
    minimum::Minimum,
    session::{NotHeld, Side},
};

use super::{FormPage, Frame, Typed, changed_by, in_a_line};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, turn},
    sessions::{
        Session, commands,
        queries::{self, Names, Record},
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

/// On whose side a reason lies, as the list says it.
const fn heading(side: Side) -> &'static str {
    match side {
        Side::FamilyMember => "The family member",
        Side::Child => "The child",
        Side::Carer => "The carer",
        Side::Authority => "The social worker or a manager",
        Side::Service => "The service",
        Side::Transport => "Transport",
        Side::Venue => "The venue",
        Side::Law => "The court or the law",
        Side::Health => "Public health",
        Side::Outside => "Nobody",
    }
}

/// The reasons by whose side they lie on, and last the session that should never have been there.
fn reasons(typed: &Typed, errors: &Errors) -> Content {
    let empty = Select::new("reason", "Why is it called off?")
        .hint("It decides how the session counts towards what was ordered.")
        .option("", "Choose a reason");
    let all = Side::ALL.iter().fold(empty, |select, side| {
        let of_side = NotHeld::ALL
            .iter()
            .filter(|one| one.side() == *side && !one.is_found_at_the_door());
        of_side.fold(select.group(heading(*side)), |select, one| {
            select.option(one.as_str(), capital(one.label()))
        })
    });
    let all = all.no_group().option(IN_ERROR, "It was entered by mistake");
    Content::of(all.value(typed.text("reason")).error(errors.at("reason")))
}

/// `Ava P, 5: 2 of 2 from 30 Nov to 6 Dec. If the service calls this one off, 1 of 2 is left.`
fn effect(owed: &Minimum, names: &Names) -> String {
    let (given, ordered) = (owed.given(), owed.ordered);
    format!(
        "{}: {given} of {ordered} from {} to {}, {}. If the service calls this one off, {} of {ordered} are left.",
        names.of(owed.child),
        owed.window.first.in_column(),
        owed.window.last.in_column(),
        owed.source.label().to_lowercase(),
        given.saturating_sub(1),
    )
}

fn page(
    frame: Frame,
    (record, names): (&Record, &Names),
    (typed, errors): (&Typed, &Errors),
) -> FormPage {
    let questions = vec![
        reasons(typed, errors),
        Content::of(
            Textarea::new("note", "What was tried instead, and who was told?")
                .hint("It is kept with the session. It must be there where the service, the authority or a carer calls it off, and for a mistake.")
                .value(typed.text("note"))
                .rows(4)
                .error(errors.at("note")),
        ),
    ];
    let mut page = frame.page(&typed.text("version"), errors, questions);
    page.intro = Some(in_a_line(&record.session, names));
    page.facts = record.owed.iter().map(|one| effect(one, names)).collect();
    page.facts.push(
        "Everybody who was told of it is told at once that it is off, and it cannot be brought back."
            .to_owned(),
    );
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
        let record = queries::record(look, id.0)?;
        let page = page(frame, (&record, &names), (&typed, &Errors::none()));
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
        let read = CancelFields { reason, note }.read_in_full();
        door.save(read, move |work, (reason, why)| {
            Ok(commands::cancel(work, version, *reason, why.as_ref())?.map(there))
        })
        .await
    };
    let frame = frame(&door, id.0)?;
    turn(&door, saved, move |look: &mut Look<'_, _>, errors| {
        let record = queries::record(look, id.0)?;
        let names = queries::names_of(look, record.session.people())?;
        let errors = changed_by(look, id.0, errors)?;
        Ok(page(frame, (&record, &names), (&form.0, &errors)))
    })
    .await
}
