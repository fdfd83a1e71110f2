//! The page of a venue.

use askama::Template;
use kernel::{
    id::VenueId,
    text::{Address, Email, Phone, Postcode},
};
use law::access::act;

use super::{SpanLine, week_in_words, yes_or_no};
use crate::{
    http::{At, Guarded, Page, Shown, proof, shell},
    people::Contact,
    resources::{
        Room, Venue,
        queries::{self, VenueRecord},
        rules::{feature_label, venue_label},
        traces,
    },
    web::{
        Shell,
        components::{FormProof, SummaryList},
    },
};

struct RoomLine {
    href: String,
    name: String,
    words: String,
}

#[derive(Template)]
#[template(path = "resources/venue.html")]
struct VenuePage {
    shell: Shell,
    proof: FormProof,
    name: String,
    path: String,
    details: SummaryList,
    hours: SummaryList,
    rooms: Vec<RoomLine>,
    closures: Vec<SpanLine>,
}

/// A venue with its address, hours, rooms and closures.
///
/// # Errors
/// As a problem page.
pub async fn show_venue(door: Guarded<act::ShowVenue>, id: At<VenueId>) -> Shown {
    let (shell, proof) = (shell(&door, "Venue").back("/venues"), proof(&door)?);
    door.look(move |look| {
        let record = queries::venue_record(look, id.0)?;
        let page = VenuePage {
            shell,
            proof,
            name: record.venue.details.name.to_string(),
            path: format!("/venues/{}", id.0),
            details: venue_details(&record.venue, &record.contact),
            hours: week_in_words(&record.venue.details.hours, "Closed"),
            rooms: record.rooms.iter().map(room_line).collect(),
            closures: closures(&record),
        };
        Ok(look.seen(traces::seen(id.0, "record"), Page(page)))
    })
    .await
}

fn venue_details(venue: &Venue, contact: &Contact) -> SummaryList {
    let details = &venue.details;
    let parking = details.parking.as_ref().map(ToString::to_string);
    let directions = details.directions.as_ref().map(ToString::to_string);
    let list = SummaryList::new()
        .row("What it is", venue_label(details.kind))
        .row("Open on Sundays", yes_or_no(details.opens_sundays))
        .row(
            "Open on bank holidays",
            yes_or_no(details.opens_bank_holidays),
        )
        .row(
            "Between two sessions",
            format!("{} minutes", details.cleaning_minutes),
        )
        .row(
            "Where to leave a car",
            parking.unwrap_or_else(|| "Not recorded".to_owned()),
        )
        .row(
            "How to find it",
            directions.unwrap_or_else(|| "Messages do not say".to_owned()),
        );
    with_contact(list, contact)
}

pub(super) fn with_contact(list: SummaryList, contact: &Contact) -> SummaryList {
    let text = |part: Option<&str>| part.unwrap_or("Not recorded").to_owned();
    list.row("Telephone", text(contact.phone.as_ref().map(Phone::as_str)))
        .row("E-mail", text(contact.email.as_ref().map(Email::as_str)))
        .row(
            "Address",
            text(contact.address.as_ref().map(Address::as_str)),
        )
        .row(
            "Postcode",
            text(contact.postcode.as_ref().map(Postcode::as_str)),
        )
}

fn room_line(room: &Room) -> RoomLine {
    let details = &room.details;
    let features = details
        .features
        .iter()
        .map(|feature| feature_label(*feature));
    let mut words = vec![format!("{} people", details.capacity)];
    words.extend(features.map(str::to_lowercase));
    if !details.in_use {
        words.push("not used any more".to_owned());
    }
    RoomLine {
        href: format!("/rooms/{}/edit", room.id),
        name: details.name.to_string(),
        words: words.join(", "),
    }
}

fn closures(record: &VenueRecord) -> Vec<SpanLine> {
    let what = |room| {
        let room = record.rooms.iter().find(|one| Some(one.id) == room);
        room.map_or_else(
            || "The whole venue".to_owned(),
            |room| room.details.name.to_string(),
        )
    };
    let line = record.closures.iter().map(|closure| SpanLine {
        words: format!(
            "{}: {}. {}",
            what(closure.room),
            closure.span.in_words(),
            closure.reason
        ),
        ends_at: Some(format!("/closures/{}/end", closure.id)),
        cover: None,
    });
    line.collect()
}
