//! Rows of `sessions`: sessions and what they take up.

mod busy;
mod judged;
mod save;
mod slots;
mod steps;

pub use super::tables::ATTESTED;
pub use busy::*;
pub use judged::*;
pub use save::*;
pub use slots::*;
pub use steps::*;

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use kernel::{
    id::{Id, Kind, PlanId, RoomId, SessionId, UserId, VenueId},
    refusal::Refused,
    time::{ClockTime, Instant, LondonDay},
};
use law::{
    proposal::{Level, Mode, PlaceKind},
    session::Stage,
};

use super::{
    Occurrence, Part, Session,
    rules::lanes::of_lane,
    tables::{occupation, session},
};
use crate::storage::Reads;

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
        of_lane(&text)
            .parse()
            .map_err(|cause| Refused::fault("reading who takes part", cause))
    };
    stored.into_iter().map(read).collect()
}

impl SessionRow {
    fn whole(self, reads: &mut dyn Reads, mut parts: Parts) -> Result<Session, Refused> {
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
    reads: &mut dyn Reads,
    table: &str,
    (column, row): (&str, &str),
    sealed: &str,
) -> Result<T, Refused> {
    let text = reads.vault().open(table, column, row, sealed)?;
    text.parse()
        .map_err(|_not_a_text| Refused::broken(format!("reading {column} of {table}")))
}

fn whole_all(
    reads: &mut dyn Reads,
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
pub fn sessions(reads: &mut dyn Reads, ids: &[SessionId]) -> Result<Vec<Session>, Refused> {
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

/// Sessions that are put aside and were to end by a moment, the longest past first.
pub fn put_aside_until(
    reads: &mut dyn Reads,
    now: Instant,
    limit: i64,
) -> QueryResult<Vec<SessionId>> {
    session::table
        .filter(session::stage.eq("suspended"))
        .filter(session::ends_at.le(now))
        .order((session::ends_at.asc(), session::id.asc()))
        .limit(limit)
        .select(session::id)
        .load(reads.db())
}

/// The session of an id.
pub fn session(reads: &mut dyn Reads, id: SessionId) -> Result<Option<Session>, Refused> {
    Ok(sessions(reads, &[id])?.pop())
}

/// Sessions of these days, by when they begin, in two queries.
pub fn of_days(
    reads: &mut dyn Reads,
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

/// Whether a session stands for an occurrence of a standing slot, wherever it was moved to.
pub fn stands_for(
    reads: &mut dyn Reads,
    plan: PlanId,
    occurrence: Occurrence,
) -> QueryResult<bool> {
    let there: i64 = session::table
        .filter(session::plan_id.eq(plan))
        .filter(session::standing_day.eq(occurrence.day))
        .filter(session::standing_from.eq(occurrence.from))
        .count()
        .get_result(reads.db())?;
    Ok(there > 0)
}

/// The occurrences of standing slots of these plans on these days that some session stands for, in one
/// query.
pub fn stood_for(
    reads: &mut dyn Reads,
    plans: &[PlanId],
    (first, last): (LondonDay, LondonDay),
) -> QueryResult<BTreeSet<(PlanId, Occurrence)>> {
    let rows: Vec<(PlanId, Option<LondonDay>, Option<ClockTime>)> = session::table
        .filter(session::plan_id.eq_any(plans))
        .filter(session::standing_day.between(first, last))
        .select((
            session::plan_id,
            session::standing_day,
            session::standing_from,
        ))
        .load(reads.db())?;
    let occurrence = |(plan, day, from): (PlanId, Option<LondonDay>, Option<ClockTime>)| {
        day.zip(from)
            .map(|(day, from)| (plan, Occurrence { day, from }))
    };
    Ok(rows.into_iter().filter_map(occurrence).collect())
}

/// Sessions of a plan on these days.
pub fn of_plan(
    reads: &mut dyn Reads,
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
