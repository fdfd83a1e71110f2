//! Who of the service may take which decision on a session.

use std::collections::BTreeSet;

use kernel::{id::UserId, refusal::Refused};

use crate::{
    sessions::{Found, Session, Step, rules, store},
    storage::Reads,
};

/// Who arranged a session: who booked it, and who changed it since.
fn authors(session: &Session, steps: Vec<Step>) -> Vec<UserId> {
    let arranged = steps
        .into_iter()
        .filter(|step| ["booked", "moved", "reassigned"].contains(&step.what.as_str()));
    let authors: BTreeSet<UserId> = arranged.filter_map(|step| step.by).collect();
    authors.into_iter().chain(session.booked_by).collect()
}

/// Whether the caller may decide what was found of a session.
///
/// # Errors
/// As [`rules::may_decide`]; `Hidden` for who is no member of staff.
pub fn may_decide(reads: &mut impl Reads, session: &Session, found: &Found) -> Result<(), Refused> {
    let actor = reads.actor();
    let by = actor.user().ok_or(Refused::Hidden)?;
    let authors = authors(session, store::steps(reads, session.id)?);
    rules::may_decide(&found.check, (by, |role| actor.is(role)), &authors)
}

/// Those of what was found that the caller may decide, by their keys.
pub(super) fn theirs_to_decide(
    reads: &mut impl Reads,
    session: &Session,
    found: &[Found],
) -> Result<BTreeSet<String>, Refused> {
    let actor = reads.actor();
    let Some(by) = actor.user() else {
        return Ok(BTreeSet::new());
    };
    let authors = authors(session, store::steps(reads, session.id)?);
    let open = found.iter().filter(|one| one.decision.is_none());
    let theirs = open
        .filter(|one| rules::may_decide(&one.check, (by, |role| actor.is(role)), &authors).is_ok());
    Ok(theirs.map(|one| one.key.clone()).collect())
}
