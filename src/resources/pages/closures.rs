//! The form that closes a venue or a room for a while, and the button that ends it.

use kernel::{
    id::{ClosureId, VenueId},
    refusal::Refused,
};
use law::access::act;

use super::{
    FormPage, Frame,
    typed::{Asking, NothingTyped, Typed},
};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Saved, Shown, Turned, turn},
    resources::{commands, queries, rules::ClosureFields, traces},
    storage::Look,
    web::{
        Errors,
        components::{Content, Control, Select},
    },
};

fn fields(typed: &Typed) -> ClosureFields {
    ClosureFields {
        room: typed.text("room"),
        span: typed.span(),
        reason: typed.text("reason"),
    }
}

fn frame(door: &Guarded<act::CloseVenue>, venue: VenueId) -> Result<Frame, Refused> {
    let (action, back) = (
        format!("/venues/{venue}/closures"),
        format!("/venues/{venue}"),
    );
    Frame::new(door, "Close a venue or a room", action, back)
}

fn page(
    frame: Frame,
    look: &mut Look<'_, act::CloseVenue>,
    venue: VenueId,
    (typed, errors): (&Typed, &Errors),
) -> Result<FormPage, Refused> {
    let record = queries::venue_record(look, venue)?;
    let ask = Asking { typed, errors };
    let whole = Select::new("room", "What is closed?").option("", "The whole venue");
    let room = record.rooms.iter().fold(whole, |select, room| {
        select.option(room.id.to_string(), room.details.name.to_string())
    });
    let mut questions = vec![Content::of(
        room.value(typed.text("room")).error(errors.at("room")),
    )];
    questions.extend(ask.span());
    questions.push(Content::of(ask.input("reason", "Why is it closed?").hint(
        "For example, “The boiler is being replaced”. Nothing about a person.",
    )));
    let page = frame.page(typed, errors, questions);
    Ok(FormPage {
        intro: Some("Sessions that are planned there will be marked for you to decide."),
        ..page
    })
}

/// The empty form.
///
/// # Errors
/// As a problem page.
pub async fn new_closure(door: Guarded<act::CloseVenue>, venue: At<VenueId>) -> Shown {
    let frame = frame(&door, venue.0)?;
    door.look(move |look| {
        let page = page(frame, look, venue.0, (&Typed::default(), &Errors::none()))?;
        Ok(look.seen(traces::seen(venue.0, "form for a closure"), Page(page)))
    })
    .await
}

/// Closes a venue or a room for a while.
///
/// # Errors
/// As a problem page.
pub async fn close_venue(
    door: Guarded<act::CloseVenue>,
    venue: At<VenueId>,
    form: Form<Typed>,
) -> Turned {
    let read = fields(&form.0).read();
    let saved = door.save(read, move |work, (room, span, reason)| {
        let closed = commands::close_venue(work, venue.0, *room, *span, reason)?;
        Ok(closed.map(|closure| Goto(format!("/venues/{}", closure.venue))))
    });
    let (saved, frame) = (saved.await, frame(&door, venue.0)?);
    let again = move |look: &mut Look<'_, act::CloseVenue>, errors| {
        page(frame, look, venue.0, (&form.0, &errors))
    };
    turn(&door, saved, again).await
}

/// Ends a closure now.
///
/// # Errors
/// As a problem page.
pub async fn end_closure(
    door: Guarded<act::CloseVenue>,
    id: At<ClosureId>,
    _form: Form<NothingTyped>,
) -> Saved {
    door.write(move |work| {
        let ended = commands::end_closure(work, id.0)?;
        Ok(ended.map(|closure| Goto(format!("/venues/{}", closure.venue))))
    })
    .await
}
