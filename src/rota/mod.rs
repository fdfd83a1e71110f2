//! Rota: a week of sessions as people are told of it.
//!
//! Promises: a person publishes, never the program, and publishes what they saw: when anything in it
//! changed meanwhile, they look again. Sessions go out one by one, so that one family in trouble
//! never stops the others: who is held stays behind, with the reason and with who decides. What was
//! published stays known, so that each change since can be shown. A family below what was ordered,
//! or without a place, is read by a person first, who says why; it never stops the rest.

pub mod commands;
mod gather;
pub mod http;
pub mod pages;
pub mod queries;
pub mod rules;
mod store;
pub mod tables;
mod traces;

use std::{collections::BTreeSet, fmt, str::FromStr};

use kernel::{
    id::{PersonId, ProviderId, RoomId, RotaId, RuleId, SessionId, SupervisorId, UserId, VenueId},
    text::Narrative,
    time::{Instant, LondonDay, Slot, Week},
};
use law::{
    proposal::{Level, Mode, PlaceKind},
    session::Stage,
};
use serde::{Deserialize, Serialize};

use crate::sessions::Session;

/// The rota of a week that was published at least once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rota {
    /// Its id.
    pub id: RotaId,
    /// The week.
    pub week: Week,
    /// The number of its latest edition.
    pub published: u32,
    /// How often it was written.
    pub version: i64,
}

/// One publishing of a rota.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Counted from 1.
    pub number: u32,
    /// Who published.
    pub by: UserId,
    /// When.
    pub at: Instant,
}

kernel::codes! {
    /// Whether a session takes place, as far as people are told.
    pub enum Life {
        /// It does.
        Coming = "coming",
        /// Contact is refused for now.
        PutAside = "put_aside",
        /// It does not.
        CalledOff = "called_off",
    }
}

impl Life {
    /// The life of a session in that stage.
    pub const fn of(stage: &Stage) -> Self {
        match stage {
            Stage::Cancelled(_) | Stage::Void(_) => Self::CalledOff,
            Stage::Suspended(_) => Self::PutAside,
            _ => Self::Coming,
        }
    }
}

/// What a session was when people were told of it. Ids, codes and times; names are for whoever may
/// know them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Print {
    /// When.
    pub slot: Slot,
    /// The children.
    pub children: BTreeSet<PersonId>,
    /// The family members.
    pub visitors: BTreeSet<PersonId>,
    /// How they meet.
    pub mode: Mode,
    /// How closely it is watched.
    pub level: Level,
    /// In what sort of place.
    pub place: PlaceKind,
    /// The venue.
    pub venue: Option<VenueId>,
    /// The room.
    pub room: Option<RoomId>,
    /// Who supervises.
    pub supervisors: BTreeSet<SupervisorId>,
    /// The taxi firm.
    pub taxi: Option<ProviderId>,
    /// The interpreter service.
    pub interpreter: Option<ProviderId>,
}

impl Print {
    /// The session as it is now.
    pub fn of(session: &Session) -> Self {
        Self {
            slot: session.slot(),
            children: session.children.clone(),
            visitors: session.visitors.clone(),
            mode: session.mode,
            level: session.level,
            place: session.place,
            venue: session.venue,
            room: session.room,
            supervisors: session.supervisors.clone(),
            taxi: session.taxi,
            interpreter: session.interpreter,
        }
    }
}

/// A session as an edition has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The session.
    pub session: SessionId,
    /// Whether it takes place.
    pub life: Life,
    /// What it is.
    pub print: Print,
}

/// Why a person must read about a family before the week goes out. What a program proposes touches
/// family life (ECHR art. 8), so nobody is left behind unread (UK GDPR art. 22).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(tag = "concern", rename_all = "snake_case", deny_unknown_fields)]
pub enum Concern {
    /// Fewer sessions than were ordered.
    BelowMinimum {
        /// The child.
        child: PersonId,
        /// The rule.
        rule: RuleId,
    },
    /// A session that has no place yet.
    NotPlaced {
        /// The session.
        session: SessionId,
    },
}

impl fmt::Display for Concern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BelowMinimum { child, rule } => write!(f, "below-{child}-{rule}"),
            Self::NotPlaced { session } => write!(f, "unplaced-{session}"),
        }
    }
}

impl FromStr for Concern {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let parts: Vec<&str> = text.split('-').collect();
        let read = match parts.as_slice() {
            ["below", child, rule] => {
                let ids = child.parse().ok().zip(rule.parse().ok());
                ids.map(|(child, rule)| Self::BelowMinimum { child, rule })
            }
            ["unplaced", session] => session
                .parse()
                .ok()
                .map(|session| Self::NotPlaced { session }),
            _ => None,
        };
        read.ok_or(())
    }
}

/// A family that a person read before publishing, and why the week goes out nevertheless.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Which family, and what about it.
    pub concern: Concern,
    /// The publisher's reason.
    pub reason: Narrative,
}

/// The week of a day, where that day is its Monday.
pub fn week_of(monday: LondonDay) -> Option<Week> {
    Week::starting(monday).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_concern_is_read_back_from_its_name() {
        let child = PersonId::from_parts(1, 1);
        for concern in [
            Concern::BelowMinimum {
                child,
                rule: RuleId::from_parts(1, 2),
            },
            Concern::NotPlaced {
                session: SessionId::from_parts(1, 3),
            },
        ] {
            assert_eq!(concern.to_string().parse(), Ok(concern));
            assert!(concern.to_string().len() <= 100);
        }
        for wrong in ["", "below", "below-x-y", "unplaced-", "unplaced-per_1"] {
            assert_eq!(wrong.parse::<Concern>(), Err(()), "{wrong}");
        }
    }
}
