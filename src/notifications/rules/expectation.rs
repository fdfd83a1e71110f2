//! What somebody expects of a session, since they were told of it.

use std::collections::BTreeSet;

use kernel::{
    id::{PersonId, SupervisorId, VenueId},
    text::{Language, Line, Name},
    time::Slot,
};
use law::proposal::Mode;
use serde::{Deserialize, Serialize};

use crate::sessions::rules::Escort;

/// What somebody expects of a session, as far as their class is told of it. It is kept with the
/// notice that told it, as keys: what they are called is looked up when a later message says what is
/// new beside what was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expectation {
    /// When it is.
    pub slot: Slot,
    /// The venue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<VenueId>,
    /// How it is held, where they do not meet in one place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub apart: Option<Mode>,
    /// Who brings the children, and who takes them home.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ways: Option<(Escort, Escort)>,
    /// The supervisor who is with the children on a way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervisor: Option<SupervisorId>,
    /// The children of the household who go.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub children: BTreeSet<PersonId>,
    /// The language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

impl Expectation {
    /// Of a time alone.
    pub const fn at(slot: Slot) -> Self {
        Self {
            slot,
            venue: None,
            apart: None,
            ways: None,
            supervisor: None,
            children: BTreeSet::new(),
            language: None,
        }
    }
}

/// What a recipient was told last, with what that is called.
#[derive(Debug, Clone)]
pub struct Before {
    /// What they expect.
    pub told: Expectation,
    /// What the venue is called.
    pub place: Option<Line>,
    /// What the supervisor is called.
    pub supervisor: Option<Name>,
}
