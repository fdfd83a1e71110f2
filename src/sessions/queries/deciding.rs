//! Who of the service may take which decision on a session.

use std::collections::BTreeSet;

use kernel::{id::UserId, refusal::Refused};
use law::{
    access::{Act, Action, OnRecords, about},
    risk::Control,
};

use crate::{
    access::queries::allows,
    risk,
    sessions::{Found, Session, Step, rules, store},
    storage::{Acts, Reads},
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
pub fn may_decide(reads: &mut dyn Reads, session: &Session, found: &Found) -> Result<(), Refused> {
    let actor = reads.actor();
    let by = actor.user().ok_or(Refused::Hidden)?;
    let authors = authors(session, store::steps(reads, session.id)?);
    rules::may_decide(&found.check, (by, |role| actor.is(role)), &authors)
}

/// The controls of every risk assessment in force that the session is held under, in words; nothing for
/// who may not read assessments.
///
/// # Errors
/// When the store is away.
pub fn controls_of<R: Acts>(
    reads: &mut R,
    session: &Session,
) -> Result<Option<Vec<String>>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let subject = super::subject_of(reads, session)?;
    if !allows(reads, Act::ShowRisk, &subject)? {
        return Ok(None);
    }
    let in_force = risk::queries::in_force(reads, &session.children, &session.visitors)?;
    let controls = in_force.values().flat_map(|one| one.controls.iter());
    let controls: BTreeSet<Control> = controls.copied().collect();
    Ok(Some(controls.into_iter().map(Control::in_words).collect()))
}

/// Those of what was found that the caller may decide, by their keys.
pub(super) fn theirs_to_decide(
    reads: &mut dyn Reads,
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
