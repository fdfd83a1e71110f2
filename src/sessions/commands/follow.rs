//! Follows what changes on the left: every future session it bears on is judged again in the same
//! transaction. This is how a capability listens.
//!
//! What is found that was not found before, and nobody decided, raises a flag that only a person
//! ends: by changing the session, calling it off, or keeping it because. A refusal of contact puts
//! sessions aside at once, and brings them back to be decided the same day; nothing is published by
//! itself. The command on the left has claimed whatever changed, and so would whoever books or
//! changes a session that it bears on: the two come one after the other.

use std::collections::BTreeSet;

use kernel::{
    change::Change,
    id::{PersonId, SessionId},
    refusal::Refused,
    time::Instant,
};
use law::{
    access::{Writes, act},
    session::{Event, Stage},
};

use super::{book::judged, take_step};
use crate::{
    access::{Permit, Subject, queries::may},
    orders, referrals,
    resources::{self, Span},
    sessions::{
        Cause, Check, Decision, Flag, Kept, Session, queries,
        queries::gather,
        rules::{self, checks::checks, lanes::lanes},
        store,
    },
    storage::{Reads, Work},
};

type Following<'d> = Work<'d, act::FollowChange>;

/// Hears what changed.
///
/// # Errors
/// When the store is away, or a session cannot be judged.
pub fn follow(work: &mut Following<'_>, change: &Change) -> Result<(), Refused> {
    let from_now = ahead(work);
    match change {
        Change::StatusChanged { child } => of_people(work, [*child], Cause::Status),
        Change::KinChanged { child } => of_people(work, [*child], Cause::Kin),
        Change::OrdersChanged { children } => of_people(work, children.clone(), Cause::Orders),
        Change::RiskChanged { children, .. } => of_people(work, children.clone(), Cause::Risk),
        Change::PlanChanged { children, .. } => of_people(work, children.clone(), Cause::Plan),
        Change::PlacementMoved { child } => of_people(work, [*child], Cause::Placement),
        // Said as of a supervisor: from whom they are excluded, and why, is not for the rota.
        Change::ExclusionChanged { person } => of_people(work, [*person], Cause::Supervisor),
        Change::RefusalChanged { child, person } => refusal(work, (*child, *person)),
        Change::AbsenceRecorded {
            supervisor,
            from,
            until,
        } => {
            let span = Span {
                from: (*from).max(from_now.from),
                until: *until,
            };
            of_resource(work, supervisor.as_str(), span, Cause::Supervisor)
        }
        Change::SupervisorChanged { supervisor } => {
            of_resource(work, supervisor.as_str(), from_now, Cause::Supervisor)
        }
        Change::ProviderChanged { provider } => {
            let sessions = queries::of_resources(work, &lanes(*provider), from_now)?;
            rejudge_all(work, sessions, Cause::Provider)
        }
        Change::VenueClosed {
            venue, from, until, ..
        } => {
            let span = Span {
                from: (*from).max(from_now.from),
                until: *until,
            };
            let sessions = queries::of_venue(work, *venue, span)?;
            rejudge_all(work, sessions, Cause::Venue)
        }
        Change::VenueChanged { venue } => {
            let sessions = queries::of_venue(work, *venue, from_now)?;
            rejudge_all(work, sessions, Cause::Venue)
        }
        Change::BankHolidaysReplaced => bank_holidays(work),
        _ => Ok(()),
    }
}

fn ahead(reads: &mut dyn Reads) -> Span {
    Span {
        from: reads.now(),
        until: Instant::LATEST,
    }
}

fn of_people(
    work: &mut Following<'_>,
    people: impl IntoIterator<Item = PersonId>,
    cause: Cause,
) -> Result<(), Refused> {
    let people: Vec<String> = people.into_iter().map(|one| one.to_string()).collect();
    let span = ahead(work);
    let sessions = queries::of_resources(work, &people, span)?;
    rejudge_all(work, sessions, cause)
}

fn of_resource(
    work: &mut Following<'_>,
    resource: &str,
    span: Span,
    cause: Cause,
) -> Result<(), Refused> {
    let sessions = queries::of_resources(work, &[resource.to_owned()], span)?;
    rejudge_all(work, sessions, cause)
}

/// Only days that are bank holidays now can be closed by the new list.
fn bank_holidays(work: &mut Following<'_>) -> Result<(), Refused> {
    let today = work.now().london_day();
    let list = resources::queries::bank_holidays(work)?.days;
    let days: BTreeSet<_> = list
        .days()
        .map(|(day, _)| day)
        .filter(|day| *day >= today)
        .collect();
    for day in days {
        let sessions = store::of_days(work, (day, day))?;
        rejudge_all(work, sessions, Cause::BankHolidays)?;
    }
    Ok(())
}

fn rejudge_all(
    work: &mut Following<'_>,
    sessions: Vec<Session>,
    cause: Cause,
) -> Result<(), Refused> {
    let now = work.now();
    for session in sessions {
        if session.is_to_come() && session.slot().ends() > now {
            rejudge(work, &session, cause)?;
        }
    }
    Ok(())
}

/// What the program may do to a session when it follows a change somebody was allowed to make.
fn permit(work: &mut Following<'_>, id: SessionId) -> Result<Permit<act::FollowChange>, Refused> {
    may(work, &Subject::new_record().covering(id))
}

/// Judges a session again: keeps the verdict if what it rests on has changed, raises a flag for what
/// was not found before.
fn rejudge(work: &mut Following<'_>, session: &Session, cause: Cause) -> Result<(), Refused> {
    let permit = permit(work, session.id)?;
    let plan = referrals::queries::plan(work, session.plan)?;
    let draft = session.draft();
    let around = gather::around(work, (Some(session.id), &plan), &draft)?;
    let found = checks(Some(session.id), &draft, &around);
    let new = judged(work.now(), session, &around, &found)?;
    let last = store::last_verdict(work, session.id)?;
    let (number, before) = last.map_or((0, Vec::new()), |(number, last)| {
        let same = last.inputs == new.inputs;
        (if same { -1 } else { number }, last.checks)
    });
    if number >= 0 {
        store::put_verdict(work, &permit, (session.id, number + 1), &new)?;
    }
    let (raised, _) = in_the_way(work, session.id, (found, &before))?;
    // Who brings the child goes to another door, whatever the law says of the session; and what comes
    // back from a refusal is decided the same day.
    let always = match cause {
        Cause::Placement => session.mode.is_meeting(),
        Cause::Refusal => true,
        _ => false,
    };
    if raised.is_empty() && !always {
        return Ok(());
    }
    raise(work, &permit, session.id, (cause, raised))
}

/// What stands in the way of a session and was not found before; and everything that does.
pub(super) fn in_the_way(
    reads: &mut dyn Reads,
    id: SessionId,
    (found, before): (Vec<Check>, &[Kept]),
) -> Result<(Vec<Kept>, Vec<Kept>), Refused> {
    let decisions = store::decisions(reads, &[id])?;
    let decisions: Vec<_> = decisions.into_iter().map(|(_, one)| one).collect();
    let all: Vec<_> = rules::found(found, &decisions)
        .iter()
        .filter(|found| found.stands_in_the_way())
        .map(|found| rules::kept(&found.check))
        .collect();
    let is_new = |kept: &&Kept| !before.iter().any(|old| is_known(old, kept, &decisions));
    let new = all.iter().filter(is_new).cloned().collect();
    Ok((new, all))
}

/// Puts a session in question.
pub(super) fn raise<A: Writes>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    session: SessionId,
    (cause, checks): (Cause, Vec<Kept>),
) -> Result<(), Refused> {
    let flag = Flag {
        id: work.mint()?,
        session,
        cause,
        raised_at: work.now(),
        checks,
        ended: None,
        ended_by: None,
        reason: None,
    };
    store::insert_flag(work, permit, &flag)
}

/// Whether what is found now was found before: the same in the same words, or in other words (an order
/// was checked meanwhile) as long as nobody had decided on it.
fn is_known(old: &Kept, new: &Kept, decisions: &[Decision]) -> bool {
    let same = (old.severity, &old.code, &old.quote) == (new.severity, &new.code, &new.quote);
    let decided = decisions.iter().any(|one| one.finding == old.key);
    old.key == new.key || (same && !decided)
}

/// A refusal of contact began or ended: sessions it covers are put aside, those that none covers any
/// more come back.
fn refusal(work: &mut Following<'_>, (child, person): (PersonId, PersonId)) -> Result<(), Refused> {
    let span = ahead(work);
    let sessions = queries::of_resources(work, &[child.to_string()], span)?;
    for session in sessions {
        let meets = session.people().contains(&person);
        if !meets || !session.is_to_come() || session.slot().ends() <= span.from {
            continue;
        }
        let refused = is_refused(work, &session)?;
        let aside = matches!(session.stage, Stage::Suspended(_));
        let event = match (refused, aside) {
            (true, false) => Event::Suspend,
            (false, true) => Event::Resume,
            _ => continue,
        };
        let permit = permit(work, session.id)?;
        let (after, _) = take_step(work, &permit, session, event)?;
        // What a refusal puts aside is not in question; what comes back is, until somebody decides.
        if event == Event::Resume {
            rejudge(work, &after, Cause::Refusal)?;
        }
    }
    Ok(())
}

fn is_refused(reads: &mut dyn Reads, session: &Session) -> Result<bool, Refused> {
    let slot = session.slot();
    let refusals = orders::queries::refusals(reads, &session.children, slot.starts())?;
    let people = session.people();
    Ok(refusals
        .iter()
        .any(|refusal| refusal.covers(slot) && people.contains(&refusal.person())))
}
