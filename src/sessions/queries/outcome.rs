//! What others decided about sessions that the caller booked: who asks for a decision hears of it.

use std::collections::BTreeMap;

use kernel::{id::SessionId, refusal::Refused};
use law::access::{Act, Action, OnRecords, about, could_ever};

use super::{Listed, listed::listed};
use crate::{
    people::queries::within_reach,
    sessions::{Decision, Session, store},
    storage::{Acts, Reads},
};

/// Days for which a decision is news.
const NEWS_DAYS: i64 = 3;

/// Sessions still to come that the caller booked and somebody else decided on in the last days, that
/// they go ahead.
///
/// # Errors
/// When the store is away.
pub(super) fn decided(reads: &mut dyn Reads) -> Result<Vec<Session>, Refused> {
    let actor = reads.actor();
    let by = actor
        .user()
        .filter(|_| could_ever(&actor, Act::BookSession));
    let Some(by) = by else {
        return Ok(Vec::new());
    };
    let now = reads.now();
    let since = now.plus_minutes(-NEWS_DAYS * 24 * 60);
    let ids = store::ids_decided_since(reads, since, by)?;
    let mut sessions = store::sessions(reads, &ids)?;
    sessions.retain(|session| {
        session.booked_by == Some(by) && session.is_to_come() && session.slot().ends() > now
    });
    within_reach(reads, Act::ShowSession, sessions, |session| {
        &session.children
    })
}

/// What was decided of each session.
pub type Outcomes = BTreeMap<SessionId, Vec<Decision>>;

/// The list of them, with the decisions on each.
///
/// # Errors
/// When the store is away.
pub fn list_decided<R: Acts>(reads: &mut R) -> Result<(Listed, Outcomes), Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let mut listed = {
        let sessions = decided(reads)?;
        listed(reads, sessions)?
    };
    let ids: Vec<SessionId> = listed.sessions.iter().map(|session| session.id).collect();
    let mut outcomes = Outcomes::new();
    for (id, decision) in store::decisions(reads, &ids)? {
        listed.names.add_staff(reads, [decision.by])?;
        outcomes.entry(id).or_default().push(decision);
    }
    Ok((listed, outcomes))
}
