//! Who supervises a session knows its children (`Relation::Assigned`), from a fortnight before to a
//! fortnight after, or until the record is signed if that takes longer: an unsigned record that its
//! author cannot reach is lost. No longer, and no child of anybody else's session.

use std::collections::BTreeSet;

use kernel::{
    id::{PersonId, SupervisorId},
    refusal::Refused,
};
use law::{
    access::{Writes, act},
    session::Stage,
};

use crate::{
    access, resources,
    sessions::{Session, queries},
    storage::{Claims, Done, Reads, Work},
};

/// Days before and after a session in which its supervisor knows its children at the least.
const DAYS: i64 = 14;

/// Brings up to date whom these supervisors know.
///
/// # Errors
/// When the store is away.
pub(super) fn keep_of(
    work: &mut Work<'_, impl Writes>,
    supervisors: &BTreeSet<SupervisorId>,
) -> Result<(), Refused> {
    let today = work.now().london_day();
    for id in supervisors {
        let Some(user) = resources::queries::supervisor(work, *id)?.details.user else {
            continue;
        };
        let (from, until) = (today.plus_days(-DAYS), today.plus_days(DAYS));
        let sessions = queries::in_the_hands_of(work, *id, from, until)?;
        let seats = sessions.iter().filter(|session| gives_a_seat(session));
        let children: BTreeSet<PersonId> = seats
            .flat_map(|session| session.children.iter().copied())
            .collect();
        access::commands::assign(work, user, &children)?;
    }
    Ok(())
}

/// From being planned on, until it is called off or put aside.
const fn gives_a_seat(session: &Session) -> bool {
    session.is_live() && !matches!(session.stage, Stage::Suspended(_))
}

/// Brings up to date whom every supervisor knows: time alone brings sessions near, and leaves them
/// behind.
///
/// # Errors
/// When the store is away.
pub fn keep_all(work: &mut Work<'_, act::KeepHouse>) -> Result<Done<usize>, Refused> {
    let supervisors = resources::queries::every_supervisor(work)?;
    let supervisors: BTreeSet<SupervisorId> = supervisors.iter().map(|one| one.id).collect();
    work.claim(Claims::new().and_all(supervisors.iter().copied()))?;
    keep_of(work, &supervisors)?;
    Ok(work.kept(supervisors.len()))
}
