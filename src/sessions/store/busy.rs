//! Who and what is taken up, and when.

use std::collections::BTreeSet;

use diesel::prelude::*;
use kernel::{
    id::{Id, PersonId, PlanId, SessionId, SupervisorId, VenueId},
    refusal::Refused,
    time::{Instant, LondonDay},
};
use law::session::{CountsAs, Stage};

use crate::{
    resources::Span,
    sessions::{
        Busy, Part,
        tables::{occupation, session},
    },
    storage::Reads,
};

/// Sessions that take up any of these, live or not, and share a moment with the span.
pub fn ids_of(
    reads: &mut dyn Reads,
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

/// Stages of a session that people came to, or were waited for, and whose record is not signed.
const UNSIGNED: [&str; 5] = ["open", "running", "paused", "over", "closed"];

/// Sessions whose record is not signed, whatever their age.
pub fn ids_unsigned(reads: &mut dyn Reads, resource: &str) -> QueryResult<Vec<SessionId>> {
    occupation::table
        .inner_join(session::table)
        .filter(occupation::resource_id.eq(resource))
        .filter(session::stage.eq_any(UNSIGNED))
        .select(session::id)
        .load(reads.db())
}

/// Every session whose record is not signed.
pub fn ids_all_unsigned(reads: &mut dyn Reads) -> QueryResult<Vec<SessionId>> {
    session::table
        .filter(session::stage.eq_any(UNSIGNED))
        .select(session::id)
        .load(reads.db())
}

/// Sessions of these days that people were told of, that were to begin by a moment, and to which nobody
/// was checked in.
pub fn ids_not_begun(
    reads: &mut dyn Reads,
    (first, last): (LondonDay, LondonDay),
    by: Instant,
) -> QueryResult<Vec<SessionId>> {
    session::table
        .filter(session::day.between(first, last))
        .filter(session::starts_at.le(by))
        .filter(session::stage.eq_any(["published", "confirmed"]))
        .order((session::starts_at.asc(), session::id.asc()))
        .select(session::id)
        .load(reads.db())
}

/// No session lasts longer than a day, so what shares a moment with a span begins no earlier than
/// two days before it: a bound on both sides for the index.
const fn since(from: Instant) -> Instant {
    from.plus_minutes(-2 * 24 * 60)
}

/// Sessions at a venue that have not begun by a moment.
pub fn ids_at(reads: &mut dyn Reads, venue: VenueId, span: Span) -> QueryResult<Vec<SessionId>> {
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
    reads: &mut dyn Reads,
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

/// Those of these supervisors who were in a session of one of the children that was held before: whom
/// a child has met.
pub fn supervisors_met(
    reads: &mut dyn Reads,
    children: &BTreeSet<PersonId>,
    supervisors: &BTreeSet<SupervisorId>,
    before: Instant,
) -> QueryResult<BTreeSet<SupervisorId>> {
    let children: Vec<&str> = children.iter().map(Id::as_str).collect();
    let theirs: Vec<SessionId> = occupation::table
        .inner_join(session::table)
        .filter(occupation::resource_id.eq_any(children))
        .filter(occupation::from_at.lt(before))
        .filter(session::counts_as.eq(CountsAs::Delivered))
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

/// Whether a supervisor has, or had, a seat in any session of a plan.
pub fn has_a_seat_in(
    reads: &mut dyn Reads,
    plan: PlanId,
    supervisor: SupervisorId,
) -> QueryResult<bool> {
    let seats: i64 = occupation::table
        .inner_join(session::table)
        .filter(session::plan_id.eq(plan))
        .filter(occupation::resource_id.eq(supervisor.as_str()))
        .count()
        .get_result(reads.db())?;
    Ok(seats > 0)
}
