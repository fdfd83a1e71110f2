//! Venues, rooms and closures.

use kernel::{
    change::Change,
    id::{ClosureId, RoomId, VenueId},
    refusal::Refused,
    text::Line,
};
use law::access::{Action, act};

use crate::{
    access::{Subject, queries::may},
    people::Contact,
    resources::{
        Closure, Room, RoomDetails, Span, Venue, VenueDetails, queries, queries::permitted, rules,
        store, traces,
    },
    storage::{Claims, Done, Reads, Work},
};

/// Adds a venue.
///
/// # Errors
/// When there is one of that name, or the caller may not.
pub fn add_venue(
    work: &mut Work<'_, act::KeepVenues>,
    details: &VenueDetails,
    contact: &Contact,
) -> Result<Done<Venue>, Refused> {
    let id: VenueId = work.mint()?;
    work.claim(Claims::of(id))?;
    let permit = permitted(work, id)?;
    store::insert_venue(work, &permit, id, details, contact)?;
    let venue = Venue {
        id,
        details: details.clone(),
        version: 1,
    };
    Ok(work.done(traces::added(id, "venue"), venue))
}

/// Claims a venue and all its rooms: the rooms are read first to find out what to claim. A room
/// that is added in between is claimed with the venue.
fn claim_whole<A: Action>(work: &mut Work<'_, A>, venue: VenueId) -> Result<(), Refused> {
    let rooms = store::rooms_of(work, venue)?;
    let rooms = rooms.into_iter().map(|room| room.id);
    work.claim(Claims::of(venue).and_all(rooms))
}

/// Changes a venue, if nobody else did since `version`.
///
/// # Errors
/// `Stale` when somebody did; when the caller may not.
pub fn edit_venue(
    work: &mut Work<'_, act::KeepVenues>,
    (id, version): (VenueId, i64),
    details: &VenueDetails,
    contact: &Contact,
) -> Result<Done<Venue>, Refused> {
    claim_whole(work, id)?;
    let permit = permitted(work, id)?;
    let before = queries::venue(work, id)?.details;
    let contact_before = store::venue_contact(work, &permit, id)?;
    store::update_venue(work, &permit, (id, version), details, contact)?;
    if rules::bears_on_venue(&before, details) {
        work.changed(Change::VenueChanged { venue: id });
    }
    let changed = traces::differing([
        ("name", before.name != details.name),
        ("kind", before.kind != details.kind),
        ("hours", before.hours != details.hours),
        (
            "opens_sundays",
            before.opens_sundays != details.opens_sundays,
        ),
        (
            "opens_bank_holidays",
            before.opens_bank_holidays != details.opens_bank_holidays,
        ),
        (
            "cleaning_minutes",
            before.cleaning_minutes != details.cleaning_minutes,
        ),
        ("parking", before.parking != details.parking),
        ("directions", before.directions != details.directions),
        ("contact", contact_before != *contact),
    ]);
    let venue = Venue {
        id,
        details: details.clone(),
        version: version + 1,
    };
    Ok(work.done(traces::edited(id, version, &changed), venue))
}

/// Adds a room to a venue.
///
/// # Errors
/// When the venue has one of that name, or the caller may not.
pub fn add_room(
    work: &mut Work<'_, act::KeepVenues>,
    venue: VenueId,
    details: &RoomDetails,
) -> Result<Done<Room>, Refused> {
    let id: RoomId = work.mint()?;
    work.claim(Claims::of(venue).and(id))?;
    let permit = may(work, &Subject::new_record().covering(venue).covering(id))?;
    queries::venue(work, venue)?;
    let room = Room {
        id,
        venue,
        details: details.clone(),
        version: 1,
    };
    store::insert_room(work, &permit, &room)?;
    Ok(work.done(traces::room(&room, "added"), room))
}

/// Changes a room, if nobody else did since `version`.
///
/// # Errors
/// `Stale` when somebody did; when the caller may not.
pub fn edit_room(
    work: &mut Work<'_, act::KeepVenues>,
    (id, version): (RoomId, i64),
    details: &RoomDetails,
) -> Result<Done<Room>, Refused> {
    work.claim(Claims::of(id))?;
    let permit = permitted(work, id)?;
    let before = queries::room(work, id)?;
    store::update_room(work, &permit, (id, version), details)?;
    if rules::bears_on_room(&before.details, details) {
        work.changed(Change::VenueChanged {
            venue: before.venue,
        });
    }
    let room = Room {
        details: details.clone(),
        version: version + 1,
        ..before
    };
    Ok(work.done(traces::room(&room, "changed"), room))
}

/// Closes a venue, or one room of it, for a while. What was planned there is put in question by
/// those who listen.
///
/// # Errors
/// When the room is none of the venue, or the caller may not.
pub fn close_venue(
    work: &mut Work<'_, act::CloseVenue>,
    venue: VenueId,
    room: Option<RoomId>,
    span: Span,
    reason: &Line,
) -> Result<Done<Closure>, Refused> {
    claim_whole(work, venue)?;
    let permit = permitted(work, venue)?;
    queries::venue(work, venue)?;
    if let Some(id) = room {
        let of_the_venue = store::room(work, id)?.filter(|room| room.venue == venue);
        of_the_venue
            .ok_or_else(|| Refused::field("/room", "not-found", "Choose a room from the list"))?;
    }
    let closure = Closure {
        id: work.mint()?,
        venue,
        room,
        span,
        reason: reason.clone(),
    };
    store::insert_closure(work, &permit, &closure)?;
    work.changed(Change::VenueClosed {
        venue,
        room,
        from: span.from,
        until: span.until,
    });
    Ok(work.done(traces::closed(&closure), closure))
}

/// Ends a closure now; one that has not begun never was.
///
/// # Errors
/// `Hidden` when there is none; when the caller may not.
pub fn end_closure(
    work: &mut Work<'_, act::CloseVenue>,
    id: ClosureId,
) -> Result<Done<Closure>, Refused> {
    // Read to find out what to claim, and read again under the claim.
    let venue = queries::closure(work, id)?.venue;
    claim_whole(work, venue)?;
    let permit = permitted(work, venue)?;
    let before = queries::closure(work, id)?;
    let ended = Closure {
        span: before.span.ended_by(work.now()),
        ..before
    };
    store::end_closure(work, &permit, &ended)?;
    work.changed(Change::VenueChanged { venue });
    Ok(work.done(traces::reopened(&ended), ended))
}
