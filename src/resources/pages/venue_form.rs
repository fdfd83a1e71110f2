//! The form for a venue: add and change.

use kernel::{id::VenueId, refusal::Refused};
use law::access::act;

use super::{
    FormPage, Frame,
    typed::{Asking, Typed, choice},
};
use crate::{
    http::{At, Form, Goto, Guarded, Opened, Page, Shown, Turned, turn},
    resources::{commands, queries, rules, rules::VenueFields, traces},
    storage::Look,
    web::{
        Errors,
        components::{Checkboxes, Content, Control, Radios},
    },
};

fn fields(typed: &Typed) -> VenueFields {
    VenueFields {
        name: typed.text("name"),
        kind: typed.text("kind"),
        hours: typed.week(),
        opens_sundays: typed.ticked("also", "sundays"),
        opens_bank_holidays: typed.ticked("also", "bank_holidays"),
        cleaning_minutes: typed.text("cleaning_minutes"),
        parking: typed.text("parking"),
        directions: typed.text("directions"),
        contact: typed.contact(),
    }
}

fn typed(fields: &VenueFields) -> Typed {
    Typed::default()
        .with("name", &fields.name)
        .with("kind", &fields.kind)
        .with_week(&fields.hours)
        .tick("also", "sundays", fields.opens_sundays)
        .tick("also", "bank_holidays", fields.opens_bank_holidays)
        .with("cleaning_minutes", &fields.cleaning_minutes)
        .with("parking", &fields.parking)
        .with("directions", &fields.directions)
        .with_contact(&fields.contact)
}

fn page(frame: Frame, typed: &Typed, errors: &Errors) -> FormPage {
    let ask = Asking { typed, errors };
    let kind = rules::venue_kinds().iter().fold(
        Radios::new("kind", "What sort of place is it?"),
        |radios, kind| radios.option(kind.as_str(), rules::venue_label(*kind)),
    );
    let also = Checkboxes::new("also", "When else is it open?")
        .choice(choice("sundays", "On Sundays, in the hours above"))
        .choice(choice("bank_holidays", "On bank holidays"))
        .values(typed.all("also"));
    let mut questions = vec![
        Content::of(ask.input("name", "What is the venue called?")),
        Content::of(kind.value(typed.text("kind")).error(errors.at("kind"))),
        ask.week("When is it open?"),
        Content::of(also),
        Content::of(
            ask.input(
                "cleaning_minutes",
                "Minutes between two sessions in one room",
            )
            .hint("For cleaning, and so that families do not meet. Usually 10 to 15.")
            .width(3),
        ),
        Content::of(
            ask.input("parking", "Where to leave a car")
                .hint("May be left blank. Never a home address."),
        ),
        Content::of(
            ask.input("directions", "How to find it")
                .hint("Messages tell this to families, carers and interpreters who come: the street and the way from the bus stop. Leave it blank where no message may say it."),
        ),
    ];
    questions.extend(ask.contact());
    frame.page(typed, errors, questions)
}

/// The empty form.
///
/// # Errors
/// As a problem page.
pub async fn new_venue(door: Guarded<act::OpenNewResource>) -> Opened {
    let frame = Frame::new(&door, "Add a venue", "/venues", "/venues")?;
    let empty = Typed::default().with("cleaning_minutes", "15");
    let page = page(frame, &empty, &Errors::none());
    door.open(move |look| Ok(look.open(Page(page)))).await
}

/// Adds a venue.
///
/// # Errors
/// As a problem page.
pub async fn add_venue(door: Guarded<act::KeepVenues>, form: Form<Typed>) -> Turned {
    let saved = door.save(fields(&form.0).read(), |work, (details, contact)| {
        let added = commands::add_venue(work, details, contact)?;
        Ok(added.map(|venue| Goto(format!("/venues/{}", venue.id))))
    });
    let saved = saved.await;
    let frame = Frame::new(&door, "Add a venue", "/venues", "/venues")?;
    turn(&door, saved, move |_, errors| {
        Ok(page(frame, &form.0, &errors))
    })
    .await
}

fn changing(door: &Guarded<act::KeepVenues>, id: VenueId) -> Result<Frame, Refused> {
    let (action, back) = (format!("/venues/{id}/edit"), format!("/venues/{id}"));
    Frame::new(door, "Change a venue", action, back)
}

/// The form with what is written down.
///
/// # Errors
/// As a problem page.
pub async fn venue_form(door: Guarded<act::KeepVenues>, id: At<VenueId>) -> Shown {
    let frame = changing(&door, id.0)?;
    door.look(move |look| {
        let record = queries::venue_record(look, id.0)?;
        let typed = typed(&VenueFields::of(&record.venue.details, &record.contact))
            .with("version", record.venue.version.to_string());
        let page = page(frame, &typed, &Errors::none());
        Ok(look.seen(traces::seen(id.0, "details to change"), Page(page)))
    })
    .await
}

/// Changes a venue, unless somebody else did since the form was opened.
///
/// # Errors
/// As a problem page.
pub async fn edit_venue(
    door: Guarded<act::KeepVenues>,
    id: At<VenueId>,
    form: Form<Typed>,
) -> Turned {
    let version = form.0.version();
    let saved = door.save(fields(&form.0).read(), move |work, (details, contact)| {
        let edited = commands::edit_venue(work, (id.0, version), details, contact)?;
        Ok(edited.map(|venue| Goto(format!("/venues/{}", venue.id))))
    });
    let (saved, frame) = (saved.await, changing(&door, id.0)?);
    let again = move |look: &mut Look<'_, act::KeepVenues>, errors| {
        queries::permitted(look, id.0)?;
        queries::venue(look, id.0)?;
        Ok(page(frame, &form.0, &errors))
    };
    turn(&door, saved, again).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::{DayName, rules::HoursFields};

    #[test]
    fn a_form_of_what_is_there_sends_the_same_back() {
        let hours = HoursFields {
            from: "09:00".into(),
            to: "18:30".into(),
        };
        let there = VenueFields {
            name: "Hill House".into(),
            kind: "centre".into(),
            hours: rules::WeekFields {
                days: [(DayName::Mon, hours)].into(),
            },
            opens_sundays: true,
            cleaning_minutes: "10".into(),
            parking: "In the yard".into(),
            directions: "Quarry Lane, behind the library".into(),
            ..VenueFields::default()
        };
        let json = |fields: &VenueFields| serde_json::to_value(fields).unwrap();
        assert_eq!(json(&fields(&typed(&there))), json(&there));
    }
}
