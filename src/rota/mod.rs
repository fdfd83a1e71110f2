//! Rota: a week of sessions as people are told of it.
//!
//! Promises: a person publishes, never the program, and publishes what they saw: when anything in it
//! changed meanwhile, they look again. Sessions go out one by one, so that one family in trouble
//! never stops the others: who is held stays behind, with the reason and with who decides. What was
//! published stays known, so that each change since can be shown. A family below what was ordered,
//! or without a place, is read by a person first, who says why; it never stops the rest.

pub mod commands;
pub mod http;
pub mod pages;
pub mod queries;
pub mod rules;
mod store;
pub mod tables;
mod traces;

use std::{collections::BTreeSet, fmt, str::FromStr};

use kernel::{
    id::{
        PersonId, PlanId, ProviderId, RoomId, RotaId, RuleId, SessionId, SupervisorId, UserId,
        VenueId,
    },
    refusal::{Kind, Reason, Refused},
    text::Narrative,
    time::{ClockTime, Instant, LondonDay, Slot, Week},
};
use law::{
    proposal::{Level, Mode, PlaceKind},
    session::Stage,
};
use serde::{Deserialize, Serialize};

use crate::sessions::{Kept, Session, rules::waits_for_a_decision};

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
    /// In which edition it went out.
    pub edition: u32,
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
    /// A standing slot of the week without a session.
    NotPlaced {
        /// The plan.
        plan: PlanId,
        /// The day of the slot.
        day: LondonDay,
        /// When it begins.
        from: ClockTime,
    },
    /// Fewer sessions than the plan has each week, and no standing slot for the rest.
    ShortOfPlan {
        /// The plan.
        plan: PlanId,
    },
}

impl fmt::Display for Concern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BelowMinimum { child, rule } => write!(f, "below.{child}.{rule}"),
            Self::NotPlaced { plan, day, from } => write!(f, "unplaced.{plan}.{day}.{from}"),
            Self::ShortOfPlan { plan } => write!(f, "short.{plan}"),
        }
    }
}

impl FromStr for Concern {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let parts: Vec<&str> = text.split('.').collect();
        let read = match parts.as_slice() {
            ["below", child, rule] => {
                let ids = child.parse().ok().zip(rule.parse().ok());
                ids.map(|(child, rule)| Self::BelowMinimum { child, rule })
            }
            ["unplaced", plan, day, from] => {
                let when = day.parse().ok().zip(from.parse().ok());
                let slot = plan.parse().ok().zip(when);
                slot.map(|(plan, (day, from))| Self::NotPlaced { plan, day, from })
            }
            ["short", plan] => plan.parse().ok().map(|plan| Self::ShortOfPlan { plan }),
            _ => None,
        };
        read.ok_or(())
    }
}

/// Something that stands in the way of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Obstacle {
    /// What was found, stable.
    pub code: String,
    /// In plain words: what is wrong, and what to do.
    pub explanation: String,
    /// The words it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Who may decide; absent where nobody in the service may.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
}

impl Obstacle {
    /// An obstacle that somebody may decide on.
    pub fn new(code: &str, explanation: &str, decided_by: &str) -> Self {
        Self {
            code: code.to_owned(),
            explanation: explanation.to_owned(),
            quote: None,
            decided_by: Some(decided_by.to_owned()),
        }
    }
}

impl From<Kept> for Obstacle {
    fn from(kept: Kept) -> Self {
        let waits = waits_for_a_decision(&kept);
        Self {
            code: kept.code,
            explanation: kept.explanation,
            quote: kept.quote,
            // What nobody can decide is put right by a change: no name stands beside it.
            decided_by: kept.decided_by.filter(|_| waits),
        }
    }
}

impl From<Reason> for Obstacle {
    fn from(reason: Reason) -> Self {
        Self {
            code: reason.code.to_owned(),
            explanation: reason.explanation,
            quote: reason.quote,
            decided_by: reason.decided_by,
        }
    }
}

/// A session that was agreed for the week and is not booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// Its plan.
    pub plan: PlanId,
    /// The children of the plan.
    pub children: BTreeSet<PersonId>,
    /// When it would be, where the family keeps a slot.
    pub slot: Option<Slot>,
    /// How many are missing.
    pub missing: usize,
    /// What stands against booking it then; nothing where nothing does, or where that was not
    /// looked at.
    pub against: Vec<Obstacle>,
}

impl Unplaced {
    /// What a person must read about it.
    pub fn concern(&self) -> Concern {
        let plan = self.plan;
        self.slot
            .map_or(Concern::ShortOfPlan { plan }, |slot| Concern::NotPlaced {
                plan,
                day: slot.day(),
                from: slot.from(),
            })
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

/// The first year of which there can be a rota: "0026" is a year that was typed wrong.
const FIRST_YEAR: i32 = 2000;

/// The week of a day, where that day is its Monday.
///
/// # Errors
/// `Hidden` for another day; `NotFound` for a year long past.
pub fn week_of(monday: LondonDay) -> Result<Week, Refused> {
    if monday.year() < FIRST_YEAR {
        let words = format!(
            "There is no week before the year {FIRST_YEAR}. Check the year in the address."
        );
        return Err(Refused::because(
            Kind::NotFound,
            Reason::new("no-such-week", words),
        ));
    }
    Week::starting(monday).map_err(|_another_day| Refused::Hidden)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_concern_is_read_back_from_its_name() {
        let (child, plan) = (PersonId::from_parts(1, 1), PlanId::from_parts(1, 2));
        let (day, from) = ("2026-12-01".parse().unwrap(), "10:00".parse().unwrap());
        for concern in [
            Concern::BelowMinimum {
                child,
                rule: RuleId::from_parts(1, 2),
            },
            Concern::NotPlaced { plan, day, from },
            Concern::ShortOfPlan { plan },
        ] {
            assert_eq!(concern.to_string().parse(), Ok(concern));
            assert!(concern.to_string().len() <= 100);
        }
        for wrong in ["", "below", "below.x.y", "unplaced.", "short.per_1"] {
            assert_eq!(wrong.parse::<Concern>(), Err(()), "{wrong}");
        }
    }
}
