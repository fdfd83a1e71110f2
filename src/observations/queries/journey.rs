//! Where a supervisor who drives the children of their session has to go.

use kernel::{id::SessionId, refusal::Refused};
use law::{
    access::{Action, OnRecords, about},
    proposal::PlaceKind,
};

use super::{Service, has_a_seat, not_theirs, services::carers};
use crate::{
    referrals,
    sessions::{
        self, Driven, Road, Session,
        queries::road,
        rules::{Escort, ways},
    },
    storage::Acts,
};

/// What a supervisor needs of the carers of one of their own sessions.
#[derive(Debug)]
pub struct OnTheWay {
    /// The session.
    pub session: Session,
    /// Whom to ring of those the children live with: on the day.
    pub carers: Vec<Service>,
    /// Where to drive, while on the way.
    pub road: Road,
}

/// How a supervisor reaches the carers of one of their own sessions on its day, and where they drive,
/// while they are on the way.
///
/// # Errors
/// `Hidden` when they may not know of the session; `Forbidden` when it is another supervisor's.
pub fn journey<R: Acts>(reads: &mut R, id: SessionId) -> Result<OnTheWay, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (session, _) = sessions::queries::permitted(reads, id)?;
    if !has_a_seat(reads, &session)? {
        return Err(not_theirs());
    }
    let driven = driven(&referrals::queries::plan(reads, session.plan)?, &session);
    let subject = sessions::queries::subject_of(reads, &session)?;
    let road = road(reads, (&session, driven), &subject)?;
    Ok(OnTheWay {
        carers: carers(reads, &session)?,
        road,
        session,
    })
}

/// Which ways the supervisor of a session drives: those they are with the children on, where no taxi
/// takes them both; and there, where it is held where the children live.
fn driven(plan: &referrals::Plan, session: &Session) -> Driven {
    let details = &plan.details;
    let ways = ways((details.bringing, details.returning), &session.draft());
    let theirs = |way: sessions::rules::Trip| way.escort == Escort::Supervisor && !way.by_taxi;
    let is_visited = session.mode.is_meeting() && session.place == PlaceKind::Placement;
    Driven {
        there: is_visited || theirs(ways.there),
        back: theirs(ways.back),
    }
}
