//! What is true of a session, gathered as plain values. Dull on purpose.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{id::SessionId, refusal::Refused};
use law::{
    access::{Action, about},
    session::Stage,
};

use crate::{
    notifications::{
        Notice,
        rules::{self, Before, say::SessionFacts},
        store,
    },
    people, referrals, resources,
    sessions::{self, Cause},
    settings,
    storage::{Acts, Reads},
};

/// What is true of a session, but for what anybody is called: enough to know whom to tell.
///
/// # Errors
/// `Hidden` when there is no such session.
pub fn nameless(reads: &mut dyn Reads, id: SessionId) -> Result<SessionFacts, Refused> {
    let session = sessions::queries::session(reads, id)?;
    let plan = referrals::queries::plan(reads, session.plan)?;
    // What nobody is told of yet may be held as it likes.
    let is_moved = session.told && matches!(session.stage, Stage::Planned(_));
    let is_held = is_moved && !sessions::queries::in_the_way(reads, &[id])?.is_empty();
    let is_back = is_moved && {
        let flags = sessions::queries::flags(reads, &[id])?;
        let mut open = flags.iter().filter(|flag| flag.ended.is_none());
        open.any(|flag| flag.cause == Cause::Refusal)
    };
    let homes = people::queries::homes_on(reads, &session.children, session.slot().day())?;
    let venue = match session.venue {
        Some(venue) => Some(resources::queries::venue(reads, venue)?.details),
        None => None,
    };
    let (place, directions) = venue.map(|one| (one.name, one.directions)).unzip();
    Ok(SessionFacts {
        social_worker: plan.social_worker,
        ways: sessions::rules::ways(
            (plan.details.bringing, plan.details.returning),
            &session.draft(),
        ),
        way_minutes: settings::queries::current(reads)?.travel_minutes,
        language: plan.details.interpreter,
        place,
        directions: directions.flatten(),
        homes,
        called: BTreeMap::new(),
        in_nappies: BTreeSet::new(),
        supervisor: None,
        is_held,
        is_back,
        stands: false,
        session,
    })
}

/// What is true of a session, with what its children are called.
///
/// # Errors
/// `Hidden` when there is no such session.
pub fn of_session<R: Acts>(reads: &mut R, id: SessionId) -> Result<SessionFacts, Refused>
where
    R::Action: Action<About = about::Cases>,
{
    let facts = nameless(reads, id)?;
    let called = people::queries::called(reads, &facts.session.children)?;
    let (children, day) = (&facts.session.children, facts.session.slot().day());
    let in_nappies = people::queries::in_nappies(reads, children, day)?;
    let supervisor = match facts.session.supervisors.first() {
        Some(id) => Some(resources::queries::supervisor(reads, *id)?.details.name),
        None => None,
    };
    Ok(SessionFacts {
        called,
        in_nappies,
        supervisor,
        ..facts
    })
}

/// What the recipient of a notice was told last about the same, with what that is called.
///
/// # Errors
/// When the store is away.
pub fn before(reads: &mut dyn Reads, notice: &Notice) -> Result<Option<Before>, Refused> {
    if !notice.to.audience.must_answer() {
        return Ok(None);
    }
    let about_it = store::notices_of(reads, notice.topic)?;
    let Some(told) = rules::told_before(notice, &about_it) else {
        return Ok(None);
    };
    let place = match told.venue {
        Some(venue) => Some(resources::queries::venue(reads, venue)?.details.name),
        None => None,
    };
    let supervisor = match told.supervisor {
        Some(one) => Some(resources::queries::supervisor(reads, one)?.details.name),
        None => None,
    };
    Ok(Some(Before {
        told,
        place,
        supervisor,
    }))
}
