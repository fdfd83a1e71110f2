//! What tables of cases share: a session in a stage of its life, of nobody yet.

use kernel::{
    id::{PlanId, SessionId},
    time::Instant,
};
use law::{
    proposal::{Level, Mode, PlaceKind},
    session::Stage,
};

use crate::sessions::Session;

/// A session of nobody, in the centre, in this stage.
pub(crate) fn session(stage: Stage) -> Session {
    Session {
        id: SessionId::from_parts(1, 1),
        plan: PlanId::from_parts(1, 1),
        stage,
        children: [].into(),
        visitors: [].into(),
        mode: Mode::Direct,
        level: Level::Supervised,
        place: PlaceKind::Centre,
        venue: None,
        room: None,
        supervisors: [].into(),
        taxi: None,
        interpreter: None,
        note: None,
        standing: None,
        told: true,
        sequence: 0,
        booked_by: None,
        booked_at: Instant::from_millis(0),
        version: 1,
    }
}
