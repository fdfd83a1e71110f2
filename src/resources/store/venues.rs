//! Rows of venues, rooms and closures.

use diesel::prelude::*;
use kernel::{
    id::{ClosureId, RoomId, VenueId},
    refusal::Refused,
    text::Line,
    time::Instant,
};
use law::{access::Action, proposal::PlaceKind};

use super::{count, current, from_json, open, seal, to_json};
use crate::{
    access::Permit,
    people::Contact,
    resources::{
        Closure, Room, RoomDetails, Span, Venue, VenueDetails,
        tables::{closure, room, venue},
    },
    storage::{Acts, Reads, Work},
};

const ADDRESS: super::Place = ("venue", "contact");

#[derive(Queryable, Selectable)]
#[diesel(table_name = venue)]
struct VenueRow {
    id: VenueId,
    name: Line,
    kind: PlaceKind,
    hours: String,
    opens_sundays: bool,
    opens_bank_holidays: bool,
    cleaning_minutes: i32,
    parking: Option<Line>,
    directions: Option<Line>,
    version: i64,
}

impl VenueRow {
    fn read(self) -> Result<Venue, Refused> {
        Ok(Venue {
            id: self.id,
            details: VenueDetails {
                name: self.name,
                kind: self.kind,
                hours: from_json(&self.hours)?,
                opens_sundays: self.opens_sundays,
                opens_bank_holidays: self.opens_bank_holidays,
                cleaning_minutes: count(self.cleaning_minutes)?,
                parking: self.parking,
                directions: self.directions,
            },
            version: self.version,
        })
    }
}

/// The venue of an id.
pub fn venue(reads: &mut dyn Reads, id: VenueId) -> Result<Option<Venue>, Refused> {
    let row: Option<VenueRow> = venue::table
        .find(id)
        .select(VenueRow::as_select())
        .first(reads.db())
        .optional()?;
    row.map(VenueRow::read).transpose()
}

/// Venues by name, after one of them.
pub fn venues(
    reads: &mut dyn Reads,
    after: Option<(String, VenueId)>,
    limit: i64,
) -> Result<Vec<Venue>, Refused> {
    let mut query = venue::table
        .select(VenueRow::as_select())
        .order((venue::name.asc(), venue::id.asc()))
        .limit(limit)
        .into_boxed();
    if let Some((key, id)) = after {
        query = query.filter(
            venue::name
                .gt(key.clone())
                .or(venue::name.eq(key).and(venue::id.gt(id))),
        );
    }
    let rows: Vec<VenueRow> = query.load(reads.db())?;
    rows.into_iter().map(VenueRow::read).collect()
}

/// Where a venue is.
pub fn venue_contact<A: Action>(
    reads: &mut impl Acts<Action = A>,
    permit: &Permit<A>,
    id: VenueId,
) -> Result<Contact, Refused> {
    permit.covers(id)?;
    let sealed: String = venue::table
        .find(id)
        .select(venue::contact)
        .first(reads.db())?;
    open(reads, ADDRESS, id.as_str(), &sealed)
}

/// Adds a venue.
pub fn insert_venue<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    id: VenueId,
    details: &VenueDetails,
    contact: &Contact,
) -> Result<(), Refused> {
    work.holds(id)?;
    permit.covers(id)?;
    let sealed = seal(work, ADDRESS, id.as_str(), contact)?;
    let now = work.now();
    diesel::insert_into(venue::table)
        .values((
            venue::id.eq(id),
            venue::name.eq(&details.name),
            venue::kind.eq(details.kind),
            venue::hours.eq(to_json(&details.hours)?),
            venue::opens_sundays.eq(details.opens_sundays),
            venue::opens_bank_holidays.eq(details.opens_bank_holidays),
            venue::cleaning_minutes.eq(i32::from(details.cleaning_minutes)),
            venue::parking.eq(&details.parking),
            venue::directions.eq(&details.directions),
            venue::contact.eq(sealed),
            venue::created_at.eq(now),
            venue::version.eq(1_i64),
        ))
        .execute(work.db())?;
    Ok(())
}

/// Changes a venue, if `version` is still the current one.
pub fn update_venue<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (id, version): (VenueId, i64),
    details: &VenueDetails,
    contact: &Contact,
) -> Result<(), Refused> {
    work.holds(id)?;
    permit.covers(id)?;
    let sealed = seal(work, ADDRESS, id.as_str(), contact)?;
    let updated = diesel::update(venue::table.find(id).filter(venue::version.eq(version)))
        .set((
            venue::name.eq(&details.name),
            venue::kind.eq(details.kind),
            venue::hours.eq(to_json(&details.hours)?),
            venue::opens_sundays.eq(details.opens_sundays),
            venue::opens_bank_holidays.eq(details.opens_bank_holidays),
            venue::cleaning_minutes.eq(i32::from(details.cleaning_minutes)),
            venue::parking.eq(&details.parking),
            venue::directions.eq(&details.directions),
            venue::contact.eq(sealed),
            venue::version.eq(version + 1),
        ))
        .execute(work.db())?;
    current(updated)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = room)]
struct RoomRow {
    id: RoomId,
    venue_id: VenueId,
    name: Line,
    capacity: i32,
    features: String,
    in_use: bool,
    version: i64,
}

impl RoomRow {
    fn read(self) -> Result<Room, Refused> {
        Ok(Room {
            id: self.id,
            venue: self.venue_id,
            details: RoomDetails {
                name: self.name,
                capacity: count(self.capacity)?,
                features: from_json(&self.features)?,
                in_use: self.in_use,
            },
            version: self.version,
        })
    }
}

/// The room of an id.
pub fn room(reads: &mut dyn Reads, id: RoomId) -> Result<Option<Room>, Refused> {
    let row: Option<RoomRow> = room::table
        .find(id)
        .select(RoomRow::as_select())
        .first(reads.db())
        .optional()?;
    row.map(RoomRow::read).transpose()
}

/// The rooms of a venue by name.
pub fn rooms_of(reads: &mut dyn Reads, venue: VenueId) -> Result<Vec<Room>, Refused> {
    let rows: Vec<RoomRow> = room::table
        .filter(room::venue_id.eq(venue))
        .order(room::name.asc())
        .select(RoomRow::as_select())
        .load(reads.db())?;
    rows.into_iter().map(RoomRow::read).collect()
}

/// All rooms in use, each with its venue, by the names of both.
pub fn rooms_in_use(reads: &mut dyn Reads) -> Result<Vec<(Venue, Room)>, Refused> {
    let rows: Vec<(VenueRow, RoomRow)> = room::table
        .inner_join(venue::table)
        .filter(room::in_use.eq(true))
        .order((venue::name.asc(), room::name.asc()))
        .select((VenueRow::as_select(), RoomRow::as_select()))
        .load(reads.db())?;
    rows.into_iter()
        .map(|(venue, room)| Ok((venue.read()?, room.read()?)))
        .collect()
}

/// Adds a room.
pub fn insert_room<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    new: &Room,
) -> Result<(), Refused> {
    work.holds(new.venue)?;
    permit.covers(new.venue)?;
    work.holds(new.id)?;
    permit.covers(new.id)?;
    let now = work.now();
    diesel::insert_into(room::table)
        .values((
            room::id.eq(new.id),
            room::venue_id.eq(new.venue),
            room::name.eq(&new.details.name),
            room::capacity.eq(i32::from(new.details.capacity)),
            room::features.eq(to_json(&new.details.features)?),
            room::in_use.eq(new.details.in_use),
            room::created_at.eq(now),
            room::version.eq(1_i64),
        ))
        .execute(work.db())?;
    Ok(())
}

/// Changes a room, if `version` is still the current one.
pub fn update_room<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (id, version): (RoomId, i64),
    details: &RoomDetails,
) -> Result<(), Refused> {
    work.holds(id)?;
    permit.covers(id)?;
    let updated = diesel::update(room::table.find(id).filter(room::version.eq(version)))
        .set((
            room::name.eq(&details.name),
            room::capacity.eq(i32::from(details.capacity)),
            room::features.eq(to_json(&details.features)?),
            room::in_use.eq(details.in_use),
            room::version.eq(version + 1),
        ))
        .execute(work.db())?;
    current(updated)
}

type ClosureRow = (ClosureId, VenueId, Option<RoomId>, Instant, Instant, Line);
const CLOSURE: (
    closure::id,
    closure::venue_id,
    closure::room_id,
    closure::from_at,
    closure::until_at,
    closure::reason,
) = (
    closure::id,
    closure::venue_id,
    closure::room_id,
    closure::from_at,
    closure::until_at,
    closure::reason,
);

fn closure_of((id, venue, room, from, until, reason): ClosureRow) -> Closure {
    Closure {
        id,
        venue,
        room,
        span: Span { from, until },
        reason,
    }
}

/// The closure of an id.
pub fn closure(reads: &mut dyn Reads, id: ClosureId) -> QueryResult<Option<Closure>> {
    let row: Option<ClosureRow> = closure::table
        .find(id)
        .select(CLOSURE)
        .first(reads.db())
        .optional()?;
    Ok(row.map(closure_of))
}

/// The closures of a venue and its rooms that share a moment with a span, in order.
pub fn closures(reads: &mut dyn Reads, venue: VenueId, span: Span) -> QueryResult<Vec<Closure>> {
    let rows: Vec<ClosureRow> = closure::table
        .filter(closure::venue_id.eq(venue))
        .filter(closure::until_at.gt(closure::from_at))
        .filter(closure::until_at.gt(span.from))
        .filter(closure::from_at.lt(span.until))
        .order((closure::from_at.asc(), closure::id.asc()))
        .select(CLOSURE)
        .load(reads.db())?;
    Ok(rows.into_iter().map(closure_of).collect())
}

/// Closures of all venues that share a moment with a span.
pub fn all_closures(reads: &mut dyn Reads, span: Span) -> QueryResult<Vec<Closure>> {
    let rows: Vec<ClosureRow> = closure::table
        .filter(closure::until_at.gt(closure::from_at))
        .filter(closure::until_at.gt(span.from))
        .filter(closure::from_at.lt(span.until))
        .order((closure::from_at.asc(), closure::id.asc()))
        .select(CLOSURE)
        .load(reads.db())?;
    Ok(rows.into_iter().map(closure_of).collect())
}

/// Adds a closure.
pub fn insert_closure<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    new: &Closure,
) -> Result<(), Refused> {
    work.holds(new.venue)?;
    permit.covers(new.venue)?;
    let now = work.now();
    diesel::insert_into(closure::table)
        .values((
            closure::id.eq(new.id),
            closure::venue_id.eq(new.venue),
            closure::room_id.eq(new.room),
            closure::from_at.eq(new.span.from),
            closure::until_at.eq(new.span.until),
            closure::reason.eq(&new.reason),
            closure::created_at.eq(now),
        ))
        .execute(work.db())?;
    Ok(())
}

/// Ends a closure at another moment.
pub fn end_closure<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    ended: &Closure,
) -> Result<(), Refused> {
    work.holds(ended.venue)?;
    permit.covers(ended.venue)?;
    diesel::update(closure::table.find(ended.id))
        .set(closure::until_at.eq(ended.span.until))
        .execute(work.db())?;
    Ok(())
}
