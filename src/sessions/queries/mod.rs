//! What is looked at of sessions. What other capabilities need are plain values; what pages show
//! goes through [`permitted`].

mod ahead;
mod choices;
mod deciding;
mod fitting;
pub mod gather;
mod week;

pub use super::store::ATTESTED;
pub use week::{agreed_for, draft_for, in_the_way, slot_meeting};
mod listed;
mod outcome;
mod record;
mod road;
mod waiting;

pub use ahead::{ahead, is_there};
pub use choices::{Choices, choices};
pub use deciding::{controls_of, may_decide};
pub use fitting::{RoomChoice, candidates, fitting};
pub use listed::{Listed, list_of_child, list_of_plan};
pub use outcome::{Outcomes, list_decided};
pub use record::{Names, Record, last_step, names_of, owed, record, slots_in_words, slots_of_plan};
pub use road::road;
pub use waiting::{Reasons, has_any_passed, list_held, list_in_question, not_refused, tasks};

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{PersonId, PlanId, SessionId, SupervisorId, VenueId},
    refusal::Refused,
    time::{Instant, LondonDay, Week},
};
use law::access::{Action, OnRecords, Role, about, act};

use super::{
    Busy, Flag, Found, Judged, Pattern, Session, StandingSlot, Step,
    rules::{self, checks::checks},
    store,
};
use crate::{
    access::{Permit, Subject, queries::may},
    people::queries::subject_of_all,
    referrals,
    resources::{self, Span},
    storage::{Acts, Look, Reads},
};

/// The session of an id. Asks nobody's permission.
///
/// # Errors
/// `Hidden` when there is none.
pub fn session(reads: &mut dyn Reads, id: SessionId) -> Result<Session, Refused> {
    store::session(reads, id)?.ok_or(Refused::Hidden)
}

/// The sessions of these ids in a constant number of queries. Asks nobody's permission.
///
/// # Errors
/// When the store is away.
pub fn of_ids(
    reads: &mut dyn Reads,
    ids: &BTreeSet<SessionId>,
) -> Result<BTreeMap<SessionId, Session>, Refused> {
    let ids: Vec<SessionId> = ids.iter().copied().collect();
    let found = store::sessions(reads, &ids)?;
    Ok(found.into_iter().map(|one| (one.id, one)).collect())
}

/// What the policy is asked about a session: it is seen through any of its children, an exclusion
/// from one excludes from it. By their seat supervisors know of the sessions of a plan in which they
/// have one, and not of those that the child has with others.
///
/// # Errors
/// `Hidden` when it has no children.
pub fn subject_of(reads: &mut dyn Reads, session: &Session) -> Result<Subject, Refused> {
    let subject = subject_of_all(reads, &session.children)?.covering(session.id);
    Ok(if is_of_their_plan(reads, session)? {
        subject
    } else {
        subject.not_by_seat()
    })
}

/// Whether a supervisor has a seat in this session or another one of its plan.
fn is_of_their_plan(reads: &mut dyn Reads, session: &Session) -> Result<bool, Refused> {
    let actor = reads.actor();
    let Some(user) = actor.user().filter(|_| actor.is(Role::Supervisor)) else {
        return Ok(true);
    };
    let Some(own) = resources::queries::supervisor_of(reads, user)? else {
        return Ok(false);
    };
    let here = session.supervisors.contains(&own.id);
    Ok(here || store::has_a_seat_in(reads, session.plan, own.id)?)
}

/// A session this caller may do this action to, with the permit. A supervisor of it knows of it by
/// their seat (`Relation::Assigned`).
///
/// # Errors
/// `Hidden` when there is none or they may not know; `Forbidden` with the reason.
pub fn permitted<R: Acts>(
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
pub fn of_week(reads: &mut dyn Reads, week: Week) -> Result<Vec<Session>, Refused> {
    store::of_days(reads, (week.monday(), week.sunday()))
}

/// Sessions of a plan on these days. Asks nobody's permission.
///
/// # Errors
/// When the store is away.
pub fn of_plan(
    reads: &mut dyn Reads,
    plan: PlanId,
    from: LondonDay,
    until: LondonDay,
) -> Result<Vec<Session>, Refused> {
    store::of_plan(reads, plan, (from, until))
}

/// Sessions of a supervisor on these days, and those of any age whose record is not signed. Asks
/// nobody's permission.
///
/// # Errors
/// When the store is away.
pub fn in_the_hands_of(
    reads: &mut dyn Reads,
    supervisor: SupervisorId,
    from: LondonDay,
    until: LondonDay,
) -> Result<Vec<Session>, Refused> {
    let mut ids = store::ids_unsigned(reads, supervisor.as_str())?;
    let span = Span::of_days(from, until);
    ids.extend(store::ids_of(reads, &[supervisor.to_string()], span)?);
    store::sessions(reads, &ids)
}

/// Every session that people came to, or were waited for, and whose record is not signed, by when
/// it begins. Asks nobody's permission.
///
/// # Errors
/// When the store is away.
pub fn unsigned(reads: &mut dyn Reads) -> Result<Vec<Session>, Refused> {
    let ids = store::ids_all_unsigned(reads)?;
    store::sessions(reads, &ids)
}

/// Days back for which it is asked why nobody checked in to a session.
const CHECK_IN_DAYS: i64 = 28;

/// The sessions of the last weeks that should have begun and to which nobody has checked in, the oldest
/// first. Asks nobody's permission.
///
/// # Errors
/// When the store is away.
pub fn unattended(reads: &mut dyn Reads) -> Result<Vec<Session>, Refused> {
    let (now, today) = (reads.now(), reads.now().london_day());
    let days = (today.plus_days(-CHECK_IN_DAYS), today);
    let ids = store::ids_not_begun(reads, days, now.plus_minutes(-rules::CHECK_IN_MINUTES))?;
    store::sessions(reads, &ids)
}

/// Sessions of a child on these days. Asks nobody's permission.
///
/// # Errors
/// When the store is away.
pub fn of_child(
    reads: &mut dyn Reads,
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
    reads: &mut dyn Reads,
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
    reads: &mut dyn Reads,
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
    reads: &mut dyn Reads,
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
    reads: &mut dyn Reads,
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
pub fn history(reads: &mut dyn Reads, id: SessionId) -> Result<Vec<Step>, Refused> {
    store::steps(reads, id)
}

/// Everything found about a session as it stands now, heaviest first, each with the decision on it.
/// Asks nobody's permission; a quote is shown only to who may read the order.
///
/// # Errors
/// When the store is away.
pub fn findings(reads: &mut dyn Reads, session: &Session) -> Result<Vec<Found>, Refused> {
    let plan = referrals::queries::plan(reads, session.plan)?;
    let draft = session.draft();
    let around = gather::around(reads, (Some(session.id), &plan), &draft)?;
    let decisions = store::decisions(reads, &[session.id])?;
    let decisions: Vec<_> = decisions.into_iter().map(|(_, one)| one).collect();
    Ok(rules::found(
        checks(Some(session.id), &draft, &around),
        &decisions,
    ))
}

/// What was judged of a session each time that what it rests on had changed. Asks nobody's
/// permission.
///
/// # Errors
/// When the store is away.
pub fn verdicts(reads: &mut dyn Reads, id: SessionId) -> Result<Vec<Judged>, Refused> {
    store::verdicts(reads, id)
}

/// The flags of these sessions, ended ones included, in one query. Asks nobody's permission.
///
/// # Errors
/// When the store is away.
pub fn flags(reads: &mut dyn Reads, ids: &[SessionId]) -> Result<Vec<Flag>, Refused> {
    store::flags(reads, ids)
}

/// Sessions that something has put in question and nobody has settled. Asks nobody's permission.
///
/// # Errors
/// When the store is away.
pub fn flagged(reads: &mut dyn Reads) -> Result<Vec<Session>, Refused> {
    let ids = store::ids_flagged(reads)?;
    store::sessions(reads, &ids)
}

/// The standing slots of a plan. Asks nobody's permission.
///
/// # Errors
/// When the store is away.
pub fn pattern(reads: &mut dyn Reads, plan: PlanId) -> Result<Pattern, Refused> {
    let mut patterns = store::patterns(reads, &[plan])?;
    Ok(patterns.remove(&plan).unwrap_or_default())
}

/// Whether everything a standing slot names is there.
///
/// # Errors
/// The field that names what is not.
pub fn must_exist(reads: &mut dyn Reads, slot: &StandingSlot) -> Result<(), Refused> {
    let listed = |found: Result<(), Refused>, pointer: &str| match found {
        Err(Refused::Hidden) => Err(Refused::field(pointer, "not-found", "Choose from the list")),
        other => other,
    };
    if let Some(room) = slot.room {
        listed(resources::queries::room(reads, room).map(|_| ()), "/room")?;
    }
    for one in &slot.supervisors {
        let found = resources::queries::supervisor(reads, *one).map(|_| ());
        listed(found, "/supervisors")?;
    }
    for (one, pointer) in [(slot.taxi, "/taxi"), (slot.interpreter, "/interpreter")] {
        if let Some(one) = one {
            listed(
                resources::queries::provider(reads, one).map(|_| ()),
                pointer,
            )?;
        }
    }
    Ok(())
}

/// Whether the caller may fill a week: a week is no record, so nobody is asked about.
///
/// # Errors
/// `Hidden` or `Forbidden`, as the policy says.
pub fn may_fill(look: &mut Look<'_, act::FillWeek>) -> Result<(), Refused> {
    may(look, &Subject::new_record()).map(|_| ())
}
