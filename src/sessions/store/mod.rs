//! Rows of `sessions`: sessions and what they take up.

mod steps;

pub use steps::*;

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use kernel::{
    id::{Id, Kind, PersonId, PlanId, RoomId, SessionId, SupervisorId, UserId, VenueId},
    refusal::Refused,
    time::{ClockTime, Instant, LondonDay},
};
use law::{
    access::Action,
    proposal::{Level, Mode, PlaceKind},
    session::Stage,
};

use super::{
    Busy, Occupation, Occurrence, Part, Session,
    tables::{occupation, session},
};
use crate::{
    access::Permit,
    resources::Span,
    storage::{Reads, Work},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = session)]
struct SessionRow {
    id: SessionId,
    plan_id: PlanId,
    body: String,
    mode: Mode,
    level: Level,
    place: PlaceKind,
    venue_id: Option<VenueId>,
    room_id: Option<RoomId>,
    note: Option<String>,
    told: bool,
    sequence: i64,
    booked_by: Option<UserId>,
    booked_at: Instant,
    standing_day: Option<LondonDay>,
    standing_from: Option<ClockTime>,
    version: i64,
}

/// Everybody and everything of a session, by part.
type Parts = BTreeMap<Part, Vec<String>>;

fn ids<K: Kind>(parts: &mut Parts, part: Part) -> Result<BTreeSet<Id<K>>, Refused> {
    let stored = parts.remove(&part).unwrap_or_default();
    let read = |text: String| {
        text.parse()
            .map_err(|cause| Refused::fault("reading who takes part", cause))
    };
    stored.into_iter().map(read).collect()
}

impl SessionRow {
    fn whole(self, reads: &mut impl Reads, mut parts: Parts) -> Result<Session, Refused> {
        let stage: Stage = serde_json::from_str(&self.body)
            .map_err(|cause| Refused::fault("reading the stage of a session", cause))?;
        let note = match &self.note {
            Some(sealed) => Some(open(reads, "session", ("note", self.id.as_str()), sealed)?),
            None => None,
        };
        Ok(Session {
            id: self.id,
            plan: self.plan_id,
            stage,
            children: ids(&mut parts, Part::Child)?,
            visitors: ids(&mut parts, Part::Visitor)?,
            mode: self.mode,
            level: self.level,
            place: self.place,
            venue: self.venue_id,
            room: self.room_id,
            supervisors: ids(&mut parts, Part::Supervisor)?,
            taxi: ids::<ProviderIdKind>(&mut parts, Part::Taxi)?.pop_first(),
            interpreter: ids::<ProviderIdKind>(&mut parts, Part::Interpreter)?.pop_first(),
            note,
            standing: self
                .standing_day
                .zip(self.standing_from)
                .map(|(day, from)| Occurrence { day, from }),
            told: self.told,
            sequence: u32::try_from(self.sequence)
                .map_err(|cause| Refused::fault("reading a sequence", cause))?,
            booked_by: self.booked_by,
            booked_at: self.booked_at,
            version: self.version,
        })
    }
}

type ProviderIdKind = kernel::id::ProviderKind;

/// Opens a sealed text of one row.
pub fn open<T: std::str::FromStr>(
    reads: &mut impl Reads,
    table: &str,
    (column, row): (&str, &str),
    sealed: &str,
) -> Result<T, Refused> {
    let text = reads.vault().open(table, column, row, sealed)?;
    text.parse()
        .map_err(|_not_a_text| Refused::broken(format!("reading {column} of {table}")))
}

fn whole_all(
    reads: &mut impl Reads,
    rows: Vec<SessionRow>,
    parts: Vec<(SessionId, Part, String)>,
) -> Result<Vec<Session>, Refused> {
    let mut of: BTreeMap<SessionId, Parts> = BTreeMap::new();
    for (id, part, resource) in parts {
        of.entry(id)
            .or_default()
            .entry(part)
            .or_default()
            .push(resource);
    }
    rows.into_iter()
        .map(|row| {
            let parts = of.remove(&row.id).unwrap_or_default();
            row.whole(reads, parts)
        })
        .collect()
}

/// The sessions of these ids, by when they begin.
pub fn sessions(reads: &mut impl Reads, ids: &[SessionId]) -> Result<Vec<Session>, Refused> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<SessionRow> = session::table
        .filter(session::id.eq_any(ids))
        .order((session::starts_at.asc(), session::id.asc()))
        .select(SessionRow::as_select())
        .load(reads.db())?;
    let parts = occupation::table
        .filter(occupation::session_id.eq_any(ids))
        .select((
            occupation::session_id,
            occupation::part,
            occupation::resource_id,
        ))
        .load(reads.db())?;
    whole_all(reads, rows, parts)
}

/// The session of an id.
pub fn session(reads: &mut impl Reads, id: SessionId) -> Result<Option<Session>, Refused> {
    Ok(sessions(reads, &[id])?.pop())
}

/// Sessions of these days, by when they begin, in two queries.
pub fn of_days(
    reads: &mut impl Reads,
    (first, last): (LondonDay, LondonDay),
) -> Result<Vec<Session>, Refused> {
    let rows: Vec<SessionRow> = session::table
        .filter(session::day.between(first, last))
        .order((
            session::day.asc(),
            session::starts_at.asc(),
            session::id.asc(),
        ))
        .select(SessionRow::as_select())
        .load(reads.db())?;
    let parts = occupation::table
        .inner_join(session::table)
        .filter(session::day.between(first, last))
        .select((
            occupation::session_id,
            occupation::part,
            occupation::resource_id,
        ))
        .load(reads.db())?;
    whole_all(reads, rows, parts)
}

/// Sessions of a plan on these days.
pub fn of_plan(
    reads: &mut impl Reads,
    plan: PlanId,
    (first, last): (LondonDay, LondonDay),
) -> Result<Vec<Session>, Refused> {
    let ids: Vec<SessionId> = session::table
        .filter(session::plan_id.eq(plan))
        .filter(session::day.between(first, last))
        .select(session::id)
        .load(reads.db())?;
    sessions(reads, &ids)
}

/// Sessions that take up any of these, live or not, and share a moment with the span.
pub fn ids_of(
    reads: &mut impl Reads,
    resources: &[String],
    span: Span,
) -> QueryResult<Vec<SessionId>> {
    occupation::table
        .filter(occupation::resource_id.eq_any(resources))
        .filter(occupation::from_at.between(since(span.from), span.until))
        .filter(occupation::until_at.gt(span.from))
        .select(occupation::session_id)
        .distinct()
        .load(reads.db())
}

/// No session lasts longer than a day, so what shares a moment with a span begins no earlier than
/// two days before it: a bound on both sides for the index.
const fn since(from: Instant) -> Instant {
    from.plus_minutes(-2 * 24 * 60)
}

/// Sessions at a venue that have not begun by a moment.
pub fn ids_at(reads: &mut impl Reads, venue: VenueId, span: Span) -> QueryResult<Vec<SessionId>> {
    session::table
        .filter(session::venue_id.eq(venue))
        .filter(session::starts_at.between(since(span.from), span.until))
        .filter(session::ends_at.gt(span.from))
        .select(session::id)
        .load(reads.db())
}

/// When any of these is taken up by a live session that shares a moment with the span, other than
/// `except`.
pub fn busy(
    reads: &mut impl Reads,
    resources: &[String],
    span: Span,
    except: Option<SessionId>,
) -> Result<Vec<Busy>, Refused> {
    type Row = (String, Part, Instant, Instant, Option<VenueId>, String);
    let mut query = occupation::table
        .inner_join(session::table)
        .filter(occupation::resource_id.eq_any(resources))
        .filter(occupation::live.eq(true))
        .filter(occupation::from_at.between(since(span.from), span.until))
        .filter(occupation::until_at.gt(span.from))
        .order((occupation::from_at.asc(), occupation::resource_id.asc()))
        .select((
            occupation::resource_id,
            occupation::part,
            occupation::from_at,
            occupation::until_at,
            session::venue_id,
            session::body,
        ))
        .into_boxed();
    if let Some(id) = except {
        query = query.filter(occupation::session_id.ne(id));
    }
    let rows: Vec<Row> = query.load(reads.db())?;
    let read = |(resource, part, from, until, venue, body): Row| {
        let stage: Stage = serde_json::from_str(&body)
            .map_err(|cause| Refused::fault("reading the stage of a session", cause))?;
        Ok(Busy {
            resource,
            part,
            span: Span { from, until },
            venue,
            slot: stage.booking().slot,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Whoever writes a session holds the claim of the session, or of somebody or something it takes
/// up: every command that changes it claims all of them, so that one is enough to come after.
fn held(work: &Work<'_, impl Action>, session: &Session) -> Result<(), Refused> {
    let people = session
        .people()
        .into_iter()
        .any(|id| work.holds(id).is_ok());
    let supervisors = session.supervisors.iter().any(|id| work.holds(*id).is_ok());
    let room = session.room.is_some_and(|id| work.holds(id).is_ok());
    let services = [session.taxi, session.interpreter];
    let services = services
        .into_iter()
        .flatten()
        .any(|id| work.holds(id).is_ok());
    if people || supervisors || room || services {
        Ok(())
    } else {
        work.holds(session.id)
    }
}

fn body(session: &Session) -> Result<String, Refused> {
    serde_json::to_string(&session.stage)
        .map_err(|cause| Refused::fault("writing the stage of a session", cause))
}

fn sealed_note(reads: &mut impl Reads, session: &Session) -> Result<Option<String>, Refused> {
    let note = session.note.as_ref();
    note.map(|note| {
        let sealed = reads
            .vault()
            .seal("session", "note", session.id.as_str(), note.as_str());
        sealed.map_err(Refused::from)
    })
    .transpose()
}

fn put_occupations(
    work: &mut Work<'_, impl Action>,
    session: &Session,
    takes: &[Occupation],
) -> Result<(), Refused> {
    for one in takes {
        diesel::insert_into(occupation::table)
            .values((
                occupation::session_id.eq(session.id),
                occupation::resource_id.eq(&one.resource),
                occupation::part.eq(one.part),
                occupation::from_at.eq(one.span.from),
                occupation::until_at.eq(one.span.until),
                occupation::live.eq(session.is_live()),
            ))
            .execute(work.db())?;
    }
    Ok(())
}

/// Saves a session, if its version is still the current one. What it takes up is written anew only
/// where that is said; that it is live or not always is. Returns its new version.
pub fn update<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    saved: &Session,
    takes: Option<&[Occupation]>,
) -> Result<i64, Refused> {
    held(work, saved)?;
    permit.covers(saved.id)?;
    let (body, note, slot) = (body(saved)?, sealed_note(work, saved)?, saved.slot());
    let changed = diesel::update(
        session::table
            .find(saved.id)
            .filter(session::version.eq(saved.version)),
    )
    .set((
        session::stage.eq(saved.stage.name()),
        session::body.eq(body),
        session::day.eq(slot.day()),
        session::starts_at.eq(slot.starts()),
        session::ends_at.eq(slot.ends()),
        session::mode.eq(saved.mode),
        session::level.eq(saved.level),
        session::place.eq(saved.place),
        session::venue_id.eq(saved.venue),
        session::room_id.eq(saved.room),
        session::note.eq(note),
        session::counts_as.eq(saved.stage.counts_as()),
        session::told.eq(saved.told),
        session::sequence.eq(i64::from(saved.sequence)),
        session::version.eq(saved.version + 1),
    ))
    .execute(work.db())?;
    if changed != 1 {
        return Err(Refused::Stale);
    }
    if let Some(takes) = takes {
        diesel::delete(occupation::table.filter(occupation::session_id.eq(saved.id)))
            .execute(work.db())?;
        put_occupations(work, saved, takes)?;
    } else {
        diesel::update(
            occupation::table
                .filter(occupation::session_id.eq(saved.id))
                .filter(occupation::live.ne(saved.is_live())),
        )
        .set(occupation::live.eq(saved.is_live()))
        .execute(work.db())?;
    }
    Ok(saved.version + 1)
}

/// Those of these supervisors who were in a session of one of the children before: whom a child has
/// met.
pub fn supervisors_met(
    reads: &mut impl Reads,
    children: &BTreeSet<PersonId>,
    supervisors: &BTreeSet<SupervisorId>,
    before: Instant,
) -> QueryResult<BTreeSet<SupervisorId>> {
    let children: Vec<&str> = children.iter().map(Id::as_str).collect();
    let theirs: Vec<SessionId> = occupation::table
        .filter(occupation::resource_id.eq_any(children))
        .filter(occupation::from_at.lt(before))
        .filter(occupation::live.eq(true))
        .select(occupation::session_id)
        .load(reads.db())?;
    let met: Vec<SupervisorId> = occupation::table
        .filter(occupation::session_id.eq_any(theirs))
        .filter(occupation::part.eq(Part::Supervisor))
        .filter(occupation::resource_id.eq_any(supervisors))
        .select(occupation::resource_id)
        .distinct()
        .load(reads.db())?;
    Ok(met.into_iter().collect())
}
