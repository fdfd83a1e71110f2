//! What is true of a session, gathered as plain values. Dull on purpose.

use std::collections::BTreeMap;

use kernel::{id::SessionId, refusal::Refused};
use law::{
    access::{Action, about},
    session::Stage,
};

use crate::{
    notifications::rules::say::SessionFacts,
    people, referrals, resources,
    sessions::{self, Session},
    storage::Reads,
};

/// What is true of a session, but for what anybody is called: enough to know whom to tell.
///
/// # Errors
/// `Hidden` when there is no such session.
pub fn nameless(reads: &mut impl Reads, id: SessionId) -> Result<SessionFacts, Refused> {
    let session = sessions::queries::session(reads, id)?;
    let plan = referrals::queries::plan(reads, session.plan)?;
    // What nobody is told of yet may be held as it likes.
    let is_held = session.told
        && matches!(session.stage, Stage::Planned(_))
        && !sessions::queries::in_the_way(reads, &[id])?.is_empty();
    let homes = people::queries::homes_on(reads, &session.children, session.slot().day())?;
    Ok(SessionFacts {
        social_worker: plan.social_worker,
        bringing: plan.details.bringing,
        language: plan.details.interpreter,
        place: place(reads, &session)?,
        homes,
        called: BTreeMap::new(),
        supervisor: None,
        is_held,
        session,
    })
}

/// What is true of a session, with what its children are called.
///
/// # Errors
/// `Hidden` when there is no such session.
pub fn of_session<R: Reads>(reads: &mut R, id: SessionId) -> Result<SessionFacts, Refused>
where
    R::Action: Action<About = about::Cases>,
{
    let facts = nameless(reads, id)?;
    let called = people::queries::called(reads, &facts.session.children)?;
    let supervisor = match facts.session.supervisors.first() {
        Some(id) => Some(resources::queries::supervisor(reads, *id)?.details.name),
        None => None,
    };
    Ok(SessionFacts {
        called,
        supervisor,
        ..facts
    })
}

fn place(reads: &mut impl Reads, session: &Session) -> Result<Option<kernel::text::Line>, Refused> {
    session
        .venue
        .map(|venue| Ok(resources::queries::venue(reads, venue)?.details.name))
        .transpose()
}
