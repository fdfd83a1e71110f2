//! The form for a room: add and change.

use kernel::{
    id::{RoomId, VenueId},
    refusal::Refused,
};
use law::{access::act, requirement::RoomFeature};

use super::{
    FormPage, Frame,
    typed::{Asking, Typed, choice},
};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, turn},
    resources::{
        commands, queries,
        rules::{RoomFields, feature_label},
        traces,
    },
    storage::Look,
    web::{
        Errors,
        components::{Checkboxes, Content, Control},
    },
};

fn fields(typed: &Typed) -> RoomFields {
    RoomFields {
        name: typed.text("name"),
        capacity: typed.text("capacity"),
        features: typed.all("features"),
        in_use: typed.ticked("use", "yes"),
    }
}

fn typed(fields: &RoomFields) -> Typed {
    let typed = Typed::default()
        .with("name", &fields.name)
        .with("capacity", &fields.capacity)
        .tick("use", "yes", fields.in_use);
    let features = fields.features.iter();
    features.fold(typed, |typed, feature| typed.with("features", feature))
}

fn page(frame: Frame, typed: &Typed, errors: &Errors) -> FormPage {
    let ask = Asking { typed, errors };
    let features = RoomFeature::ALL.iter().fold(
        Checkboxes::new("features", "What does the room, or its venue, offer?"),
        |boxes, feature| boxes.choice(choice(feature.as_str(), feature_label(*feature))),
    );
    let in_use = Checkboxes::new("use", "Is it used?")
        .choice(choice("yes", "Sessions may be booked in this room"))
        .values(typed.all("use"));
    let questions = vec![
        Content::of(ask.input("name", "What is the room called?")),
        Content::of(
            ask.input("capacity", "How many people does it hold?")
                .hint("Count the staff too.")
                .width(3),
        ),
        Content::of(
            features
                .values(typed.all("features"))
                .error(errors.at("features")),
        ),
        Content::of(in_use),
    ];
    frame.page(typed, errors, questions)
}

fn adding(door: &Guarded<act::KeepVenues>, venue: VenueId) -> Result<Frame, Refused> {
    let (action, back) = (format!("/venues/{venue}/rooms"), format!("/venues/{venue}"));
    Frame::new(door, "Add a room", action, back)
}

/// The empty form.
///
/// # Errors
/// As a problem page.
pub async fn new_room(door: Guarded<act::KeepVenues>, venue: At<VenueId>) -> Shown {
    let frame = adding(&door, venue.0)?;
    let page = page(frame, &Typed::default().with("use", "yes"), &Errors::none());
    door.look(move |look| {
        queries::permitted(look, venue.0)?;
        queries::venue(look, venue.0)?;
        Ok(look.seen(traces::seen(venue.0, "form for a room"), Page(page)))
    })
    .await
}

/// Adds a room to a venue.
///
/// # Errors
/// As a problem page.
pub async fn add_room(
    door: Guarded<act::KeepVenues>,
    venue: At<VenueId>,
    form: Form<Typed>,
) -> Turned {
    let saved = door.save(fields(&form.0).read(), move |work, details| {
        let added = commands::add_room(work, venue.0, details)?;
        Ok(added.map(|room| Goto(format!("/venues/{}", room.venue))))
    });
    let (saved, frame) = (saved.await, adding(&door, venue.0)?);
    let again = move |look: &mut Look<'_, act::KeepVenues>, errors| {
        queries::permitted(look, venue.0)?;
        queries::venue(look, venue.0)?;
        Ok(page(frame, &form.0, &errors))
    };
    turn(&door, saved, again).await
}

fn changing(door: &Guarded<act::KeepVenues>, id: RoomId) -> Result<Frame, Refused> {
    Frame::new(
        door,
        "Change a room",
        format!("/rooms/{id}/edit"),
        "/venues",
    )
}

/// The form with what is written down.
///
/// # Errors
/// As a problem page.
pub async fn room_form(door: Guarded<act::KeepVenues>, id: At<RoomId>) -> Shown {
    let frame = changing(&door, id.0)?;
    door.look(move |look| {
        queries::permitted(look, id.0)?;
        let room = queries::room(look, id.0)?;
        let typed = typed(&RoomFields::of(&room.details)).with("version", room.version.to_string());
        let page = page(frame, &typed, &Errors::none());
        Ok(look.seen(traces::seen(room.venue, "room to change"), Page(page)))
    })
    .await
}

/// Changes a room, unless somebody else did since the form was opened.
///
/// # Errors
/// As a problem page.
pub async fn edit_room(
    door: Guarded<act::KeepVenues>,
    id: At<RoomId>,
    form: Form<Typed>,
) -> Turned {
    let version = form.0.version();
    let saved = door.save(fields(&form.0).read(), move |work, details| {
        let edited = commands::edit_room(work, (id.0, version), details)?;
        Ok(edited.map(|room| Goto(format!("/venues/{}", room.venue))))
    });
    let (saved, frame) = (saved.await, changing(&door, id.0)?);
    let again = move |look: &mut Look<'_, act::KeepVenues>, errors| {
        queries::permitted(look, id.0)?;
        queries::room(look, id.0)?;
        Ok(page(frame, &form.0, &errors))
    };
    turn(&door, saved, again).await
}
