//! Sessions that a change has put in question and that wait for a person.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{PersonId, SessionId},
    refusal::Refused,
};
use law::{
    access::{Act, Action, Actor, OnRecords, Role, about, act, could_ever},
    session::Stage,
    verdict::Code,
};

use super::{
    findings, flagged, in_the_way,
    listed::{listed, page_of},
    outcome::decided,
};
use crate::{
    access::Task,
    people::queries::within_reach,
    sessions::{
        Kept, Session,
        queries::Listed,
        rules::{deciders, waits_for_a_decision},
        store,
    },
    storage::{Acts, Look, Open, Reads},
};

/// Sessions in question that are still to come and that the caller can do something about: change
/// them, decide what stands in their way, or look whether they can stay as they are.
fn in_question(reads: &mut dyn Reads) -> Result<Vec<Session>, Refused> {
    let now = reads.now();
    let mut waiting = flagged(reads)?;
    waiting.retain(|session| session.is_to_come() && session.slot().ends() > now);
    let mut waiting = within_reach(reads, Act::DecideSession, waiting, |session| {
        &session.children
    })?;
    let actor = reads.actor();
    if could_ever(&actor, Act::ChangeSession) {
        return Ok(waiting);
    }
    let ids: Vec<SessionId> = waiting.iter().map(|session| session.id).collect();
    let reasons = in_the_way(reads, &ids)?;
    waiting.retain(|session| match reasons.get(&session.id) {
        Some(reasons) => reasons.iter().any(|kept| is_theirs(kept, &actor)),
        None => actor.is(Role::TeamManager),
    });
    Ok(waiting)
}

/// Whether something that holds a session waits for a decision of the caller's role.
fn is_theirs(kept: &Kept, actor: &Actor) -> bool {
    let waits = waits_for_a_decision(kept);
    let who = kept.decided_by.as_deref().filter(|_| waits);
    who.is_some_and(|who| deciders(who).iter().any(|role| actor.is(*role)))
}

/// Whether the time of any session passed while it was put aside.
///
/// # Errors
/// When the store is away.
pub fn has_any_passed(look: &mut Look<'_, act::LookForDue>) -> Result<Open<bool>, Refused> {
    let now = look.now();
    let passed = store::put_aside_until(look, now, 1)?;
    Ok(look.open(!passed.is_empty()))
}

/// A page of the list of them, with names.
///
/// # Errors
/// When the store is away.
pub fn list_in_question<R: Acts>(reads: &mut R, page: usize) -> Result<Listed, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (waiting, more) = page_of(in_question(reads)?, page);
    let listed = listed(reads, waiting)?;
    Ok(Listed { more, ..listed })
}

/// Days ahead for which held sessions are listed.
const AHEAD_DAYS: i64 = 28;

/// Sessions of the next four weeks that must not be published or started before somebody decides or
/// puts it right, whether a change put them in question or they were booked so: with what stands in
/// the way of each; nothing does where a change alone, such as the end of a refusal, put it in question.
/// Those the caller could decide on, and those a refusal put aside.
///
/// # Errors
/// When the store is away.
pub fn list_held<R: Acts>(reads: &mut R, page: usize) -> Result<(Listed, Reasons), Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (theirs, reasons) = held(reads)?;
    let (theirs, more) = page_of(theirs, page);
    let listed = listed(reads, theirs)?;
    Ok((Listed { more, ..listed }, reasons))
}

fn held(reads: &mut dyn Reads) -> Result<(Vec<Session>, Reasons), Refused> {
    let now = reads.now();
    let today = now.london_day();
    let mut sessions = store::of_days(reads, (today, today.plus_days(AHEAD_DAYS)))?;
    sessions.retain(|session| session.is_to_come() && session.slot().ends() > now);
    let ids: Vec<SessionId> = sessions.iter().map(|session| session.id).collect();
    let reasons = in_the_way(reads, &ids)?;
    // Of one that a refusal put aside nobody decides; but whoever else was to come is not forgotten.
    let is_aside = |session: &Session| matches!(session.stage, Stage::Suspended(_));
    let flagged: BTreeSet<SessionId> = flagged(reads)?.iter().map(|session| session.id).collect();
    sessions.retain(|session| {
        is_aside(session) || reasons.contains_key(&session.id) || flagged.contains(&session.id)
    });
    let theirs = within_reach(reads, Act::DecideSession, sessions, |session| {
        &session.children
    })?;
    Ok((theirs, reasons))
}

/// The children of a session that a refusal put aside whom no refusal names: one refusal puts the whole
/// session aside, and somebody must ask whether these can still go. Asks nobody's permission.
///
/// # Errors
/// When the store is away.
pub fn not_refused(
    reads: &mut dyn Reads,
    session: &Session,
) -> Result<BTreeSet<PersonId>, Refused> {
    let mut children = session.children.clone();
    if !matches!(session.stage, Stage::Suspended(_)) || children.len() < 2 {
        return Ok(BTreeSet::new());
    }
    for found in findings(reads, session)? {
        if found.check.reason.code == Code::UrgentRefusal.as_str() {
            children.retain(|child| !found.check.persons.contains(child));
        }
    }
    Ok(children)
}

/// How many of these sessions wait for who arranges sessions to ask that.
fn to_ask_about(
    look: &mut Look<'_, act::OpenHome>,
    sessions: &[Session],
) -> Result<usize, Refused> {
    let mut count = 0;
    if could_ever(&look.actor(), Act::BookSession) {
        for session in sessions {
            count += usize::from(!not_refused(look, session)?.is_empty());
        }
    }
    Ok(count)
}

/// What stands in the way of each session.
pub type Reasons = BTreeMap<SessionId, Vec<Kept>>;

/// What waits for the caller: sessions in question, those that were booked held and are the caller's to
/// decide, and what others decided about those the caller booked.
///
/// # Errors
/// When the store is away.
pub fn tasks(look: &mut Look<'_, act::OpenHome>) -> Result<Vec<Task>, Refused> {
    let in_question = in_question(look)?;
    let (all_held, reasons) = if DECIDING.iter().any(|role| look.actor().is(*role)) {
        held(look)?
    } else {
        (Vec::new(), Reasons::new())
    };
    let put_aside = to_ask_about(look, &all_held)?;
    let held = held_for(look, all_held, &reasons);
    let is_in_question = |session: &Session| in_question.iter().any(|other| other.id == session.id);
    let held: Vec<&Session> = held
        .iter()
        .filter(|session| !is_in_question(session))
        .collect();
    let today = look.now().london_day();
    let is_today = |session: &&Session| session.slot().day() == today;
    let questioned_today = in_question.iter().filter(is_today).count();
    let held_today = held.iter().copied().filter(is_today).count();
    let (one, many) = (
        "session is in question after a change",
        "sessions are in question after a change",
    );
    let tasks = [
        Task::of(in_question.len(), one, many, "/sessions/in-question")
            .map(|task| task.of_today(questioned_today)),
        Task::of(
            held.len(),
            "session is held for you to decide",
            "sessions are held for you to decide",
            "/sessions/held",
        )
        .map(|task| task.of_today(held_today)),
        Task::of(
            put_aside,
            "session was put aside although a refusal names not every child of it",
            "sessions were put aside although a refusal names not every child of them",
            "/sessions/held",
        ),
        Task::of(
            decided(look)?.len(),
            "session that you booked was decided on by somebody else",
            "sessions that you booked were decided on by somebody else",
            "/sessions/decided",
        ),
    ];
    Ok(tasks.into_iter().flatten().collect())
}

/// Those held sessions of which something waits for a decision of the caller's role.
fn held_for(reads: &mut dyn Reads, mut held: Vec<Session>, reasons: &Reasons) -> Vec<Session> {
    let actor = reads.actor();
    held.retain(|session| {
        let mut reasons = reasons.get(&session.id).into_iter().flatten();
        reasons.any(|kept| is_theirs(kept, &actor))
    });
    held
}

/// Who decides on anything that holds a session.
const DECIDING: &[Role] = &[
    Role::Coordinator,
    Role::TeamManager,
    Role::ServiceManager,
    Role::Legal,
    Role::Dpo,
];
