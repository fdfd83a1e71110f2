//! What can happen to a published week: the format `rota-event/1` (`docs/format.md`).

use crate::instance::{Case, Fault, Moment, Session, parse};
use serde::{Deserialize, Serialize};
use std::io::Read;

/// The name of the format.
pub const FORMAT: &str = "rota-event/1";

/// Something that happened to a published week, and when it became known.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Always [`FORMAT`].
    pub format: String,
    /// The present: a session published for then or before has started.
    pub now: Moment,
    /// What happened.
    pub event: Happening,
}

/// What happened.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Happening {
    /// A supervisor is away for a while.
    SupervisorAway(Absence),
    /// A room, or a whole venue, cannot be used for a while.
    RoomClosed(Closure),
    /// There is one session more.
    SessionAdded(Addition),
    /// A session is not to be held.
    SessionCancelled(Cancellation),
    /// A session is to be held otherwise: the session as it is now, under the `id` it had.
    SessionChanged(Box<Session>),
    /// The limits of a case are others now: the case as it is now, with the sessions it had.
    CaseChanged(Case),
}

/// A supervisor is away.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Absence {
    /// Who, as an index.
    pub supervisor: usize,
    /// From when.
    pub from: Moment,
    /// Until when.
    pub to: Moment,
}

/// A room cannot be used.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closure {
    /// The venue, as an index.
    pub venue: usize,
    /// The room, as an index into the rooms of the venue; all of them where none is given.
    #[serde(default)]
    pub room: Option<usize>,
    /// From when.
    pub from: Moment,
    /// Until when.
    pub to: Moment,
}

/// There is one session more.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Addition {
    /// The session, under an `id` of its own.
    pub session: Box<Session>,
    /// Its case as it is now, which lists the session too; it may be a new one.
    pub case: Case,
}

/// A session is not to be held.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cancellation {
    /// Its `id`.
    pub session: String,
}

impl Event {
    /// Reads an event; whether it fits a week is said by [`Event::apply`].
    ///
    /// ```
    /// use rota_solver::repair::Event;
    /// let fault = Event::read(r#"{"format": "rota-event/1", "now": [1, "noon"]}"#.as_bytes());
    /// assert_eq!(fault.unwrap_err().pointer, "/now/1");
    /// ```
    ///
    /// # Errors
    /// What is wrong with the document, and the JSON pointer to it.
    pub fn read(source: impl Read) -> Result<Self, Fault> {
        parse(source)
    }

    /// Whether the event is about this session itself, and not only about what it needs.
    pub(crate) fn names(&self, session: &Session) -> bool {
        match &self.event {
            Happening::SupervisorAway(_) | Happening::RoomClosed(_) => false,
            Happening::SessionAdded(added) => added.session.id == session.id,
            Happening::SessionCancelled(cancelled) => cancelled.session == session.id,
            Happening::SessionChanged(changed) => changed.id == session.id,
            Happening::CaseChanged(case) => case.id == session.case,
        }
    }
}
