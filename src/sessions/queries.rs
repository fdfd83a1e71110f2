//! What is looked at of sessions. What other capabilities need are plain values; what pages show
//! goes through [`permitted`].

use std::collections::BTreeSet;

use kernel::{
    id::{PersonId, PlanId, SessionId, SupervisorId, VenueId},
    refusal::Refused,
    time::{Instant, LondonDay, Week},
};
use law::access::{Action, OnRecords, about};

use super::{Busy, Session, Step, store};
use crate::{
    access::{Permit, Subject, queries::may},
    people::queries::subject_of_all,
    resources::Span,
    storage::Reads,
};

/// The session of an id. Asks nobody's permission.
///
/// # Errors
/// `Hidden` when there is none.
pub fn session(reads: &mut impl Reads, id: SessionId) -> Result<Session, Refused> {
    store::session(reads, id)?.ok_or(Refused::Hidden)
}

/// What the policy is asked about a session: it is seen through any of its children, an exclusion
/// from one excludes from it.
///
/// # Errors
/// `Hidden` when it has no children.
pub fn subject_of(reads: &mut impl Reads, session: &Session) -> Result<Subject, Refused> {
    Ok(subject_of_all(reads, &session.children)?.covering(session.id))
}

/// A session this caller may do this action to, with the permit. A supervisor of it knows of it by
/// their seat (`Relation::Assigned`).
///
/// # Errors
/// `Hidden` when there is none or they may not know; `Forbidden` with the reason.
pub fn permitted<R: Reads>(
    reads: &mut R,
    id: SessionId,
) -> Result<(Session, Permit<R::Action>), Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let session = session(reads, id)?;
    let subject = subject_of(reads, &session)?;
    let permit = may(reads, &subject)?;
    Ok((session, permit))
}

/// Every session of a week, Monday to Sunday, by when it begins, in a constant number of queries.
/// Asks nobody's permission.
///
/// # Errors
/// When the store is away.
pub fn of_week(reads: &mut impl Reads, week: Week) -> Result<Vec<Session>, Refused> {
    store::of_days(reads, (week.monday(), week.sunday()))
}

/// Sessions of a plan on these days. Asks nobody's permission.
///
/// # Errors
/// When the store is away.
pub fn of_plan(
    reads: &mut impl Reads,
    plan: PlanId,
    from: LondonDay,
    until: LondonDay,
) -> Result<Vec<Session>, Refused> {
    store::of_plan(reads, plan, (from, until))
}

/// Sessions of a supervisor on these days. Asks nobody's permission.
///
/// # Errors
/// When the store is away.
pub fn of_supervisor(
    reads: &mut impl Reads,
    supervisor: SupervisorId,
    from: LondonDay,
    until: LondonDay,
) -> Result<Vec<Session>, Refused> {
    of_resources(reads, &[supervisor.to_string()], Span::of_days(from, until))
}

/// Sessions of a child on these days. Asks nobody's permission.
///
/// # Errors
/// When the store is away.
pub fn of_child(
    reads: &mut impl Reads,
    child: PersonId,
    from: LondonDay,
    until: LondonDay,
) -> Result<Vec<Session>, Refused> {
    of_resources(reads, &[child.to_string()], Span::of_days(from, until))
}

/// Sessions that take up any of these and share a moment with the span, cancelled ones included.
///
/// # Errors
/// When the store is away.
pub fn of_resources(
    reads: &mut impl Reads,
    resources: &[String],
    span: Span,
) -> Result<Vec<Session>, Refused> {
    let ids = store::ids_of(reads, resources, span)?;
    store::sessions(reads, &ids)
}

/// Sessions at a venue that share a moment with the span. Asks nobody's permission.
///
/// # Errors
/// When the store is away.
pub fn of_venue(
    reads: &mut impl Reads,
    venue: VenueId,
    span: Span,
) -> Result<Vec<Session>, Refused> {
    let ids = store::ids_at(reads, venue, span)?;
    store::sessions(reads, &ids)
}

/// Which of these supervisors a child of these has met in a session before.
///
/// # Errors
/// When the store is away.
pub fn supervisors_met(
    reads: &mut impl Reads,
    children: &BTreeSet<PersonId>,
    supervisors: &BTreeSet<SupervisorId>,
    before: Instant,
) -> Result<BTreeSet<SupervisorId>, Refused> {
    Ok(store::supervisors_met(
        reads,
        children,
        supervisors,
        before,
    )?)
}

/// When any of these is taken up, by another session than `except`: intervals only, because who asks
/// may not see whose family it is.
///
/// # Errors
/// When the store is away.
pub fn busy(
    reads: &mut impl Reads,
    resources: &[String],
    span: Span,
    except: Option<SessionId>,
) -> Result<Vec<Busy>, Refused> {
    store::busy(reads, resources, span, except)
}

/// What happened to a session, in order. Asks nobody's permission.
///
/// # Errors
/// When the store is away.
pub fn history(reads: &mut impl Reads, id: SessionId) -> Result<Vec<Step>, Refused> {
    store::steps(reads, id)
}
