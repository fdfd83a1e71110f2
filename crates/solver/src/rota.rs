//! The answer as it is written down: the format `rota-result/1` (`docs/format.md`).

use crate::instance::{Fault, Instance, MOST_BYTES, Place, parse_within};
use serde::{Deserialize, Serialize};
use std::io::Read;

/// The name of the format.
pub const FORMAT: &str = "rota-result/1";

/// A planned week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rota {
    /// Always [`FORMAT`].
    pub format: String,
    /// The name of the instance it answers.
    pub instance: String,
    /// Per session where it is held, or nothing.
    pub places: Vec<Option<Place>>,
    /// The sum of the parts, each counted as much as its tier says.
    pub cost: i64,
    /// What the rota costs, by shortcoming.
    pub parts: Parts,
    /// Why the sessions without a place have none.
    #[serde(default)]
    pub unplaced: Vec<Unplaced>,
    /// The cases that have fewer sessions than they must.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub short: Vec<Short>,
    /// Whose days have no time for all that is to be written up, in the order of supervisor and day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unwritten: Vec<Unwritten>,
    /// What a repair has changed, by session.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// No rota costs less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<i64>,
    /// What proves the bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<Certificate>,
    /// What is known of its supervisors at its times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staffing: Option<Staffing>,
}

impl Rota {
    /// Reads a rota, whatever it says; nothing is kept of one that is too long: four times as long as an
    /// instance may be, for a certificate has a price for every start.
    ///
    /// # Errors
    /// What is wrong with the document, and the JSON pointer to it.
    pub fn read(source: impl Read) -> Result<Self, Fault> {
        parse_within(source, 4 * MOST_BYTES)
    }

    /// Why it is no rota of this week, where it is one of another.
    pub fn mismatch(&self, week: &Instance) -> Option<Fault> {
        if self.instance != week.name {
            let reason = format!("is not {}, the week", week.name);
            return Some(Fault::new("/instance", reason));
        }
        let sessions = week.sessions.len();
        let fits = self.places.len() == sessions;
        (!fits).then(|| {
            Fault::new(
                "/places",
                format!("does not have {sessions} entries, one per session"),
            )
        })
    }
}

/// What is known of all rotas that hold the same sessions at the same times and venues, or leave some
/// of them out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Staffing {
    /// None of them costs less.
    pub bound: i64,
    /// What proves that: one price for each session that has a place.
    pub certificate: Certificate,
    /// Whether the planner has tried all that prices leave open, and there is none better. This is told,
    /// not proved: nobody can check it without trying the same.
    pub is_best: bool,
}

/// What a rota costs, by shortcoming.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parts {
    /// Sessions without a place.
    pub unassigned: i64,
    /// Sessions that cases lack.
    #[serde(default)]
    pub minimum: i64,
    /// Starts, days and venues other than wished.
    pub slot: i64,
    /// Supervisors the families do not know.
    pub continuity: i64,
    /// From the bases to the venues.
    pub travel: i64,
    /// Work beyond contracts.
    pub overtime: i64,
    /// Work beyond fair shares.
    #[serde(default)]
    pub fairness: i64,
    /// Writing up that finds no time on the day.
    #[serde(default)]
    pub write_up: i64,
    /// The ways of supervisors' days.
    #[serde(default)]
    pub rounds: i64,
    /// The session that starts latest after its latest start.
    #[serde(default)]
    pub worst_late: i64,
    /// Changes of what was published.
    pub deviation: i64,
    /// Supervisors who work at all.
    pub staff: i64,
}

impl Parts {
    /// Their sum: the cost of the rota, where there are no tiers.
    pub fn total(&self) -> i64 {
        let Self {
            unassigned,
            minimum,
            slot,
            continuity,
            travel,
            overtime,
            fairness,
            write_up,
            rounds,
            worst_late,
            deviation,
            staff,
        } = self;
        [
            unassigned, minimum, slot, continuity, travel, overtime, fairness, write_up, rounds,
            worst_late, deviation, staff,
        ]
        .into_iter()
        .sum()
    }
}

/// A case that has fewer sessions than it must.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Short {
    /// Which case, as an index.
    pub case: usize,
    /// How many sessions it has.
    pub placed: usize,
    /// How many it must have a week.
    pub minimum: usize,
}

/// A supervisor's day without time for all that is to be written up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unwritten {
    /// Who, as an index.
    pub supervisor: usize,
    /// The day.
    pub day: usize,
    /// How many minutes are missing.
    pub minutes: usize,
}

/// A session without a place, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unplaced {
    /// Which session, as an index.
    pub session: usize,
    /// Why.
    pub reason: Reason,
}

/// Why a session has no place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Reason {
    /// Nobody could take it even if nothing else were planned: a proof. The rule is the first at
    /// which nothing is left, in the order of [`Rule`].
    Structural {
        /// What leaves nothing.
        rule: Rule,
    },
    /// It would fit at this start if these sessions were not where they are.
    Blocked {
        /// The day of the start.
        day: usize,
        /// Its minute.
        start: usize,
        /// Its venue.
        venue: usize,
        /// Who would supervise.
        supervisors: Vec<usize>,
        /// The sessions in the way, as indices: at least one of them would have to move.
        by: Vec<usize>,
        /// The limits in the way that no single session answers for. Where neither sessions nor
        /// limits are named, the place would cost more than it is worth.
        limits: Vec<Rule>,
    },
}

/// A session that a repair has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Which session, as an index.
    pub session: usize,
    /// Where people were told it would be held.
    pub from: Option<Place>,
    /// Where it is held now.
    pub to: Option<Place>,
    /// Why.
    pub cause: Cause,
}

/// Why a repair has changed a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Cause {
    /// The event is about this session, or took its time, a supervisor or its room.
    Hit,
    /// Other sessions now need what it had.
    Displaced {
        /// Which they are, as indices: with any of them there, it cannot have its old place.
        by: Vec<usize>,
    },
    /// It made room: its old place would now break limits that no single session answers for.
    MadeRoom {
        /// Those limits.
        limits: Vec<Rule>,
    },
    /// Nothing keeps it from its old place, but the week costs less so.
    Better,
}

/// The rules that can leave a session without a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// A start lies in a window and in the opening hours.
    Window,
    /// The venue has a room of the kind.
    Room,
    /// A session may be forbidden to supervisors.
    Forbidden,
    /// Supervisors have the skills.
    Skill,
    /// Supervisors speak the language.
    Language,
    /// Supervisors have the gender.
    Gender,
    /// Supervisors work at the venue.
    Reach,
    /// A pinned session stays where it is, with those who were published.
    Pinned,
    /// Supervisors are there when they are needed.
    Availability,
    /// Two supervisors must be free at one time and venue.
    Pair,
    /// Nobody is in two places, or travels in no time.
    Person,
    /// Days between the sessions of a case, and how many it may have.
    Spacing,
    /// What there is of a resource at once, and its hours.
    Resource,
    /// Legs that an area can drive at once.
    Transport,
    /// Supervisors are in one place at a time and travel between venues.
    Travel,
    /// Work and sessions a day.
    Day,
    /// Work a week.
    Hours,
    /// Rest between days and over the week.
    Rest,
    /// Breaks in long work.
    Break,
    /// Persons who must not meet.
    Apart,
}

/// The prices that prove a bound (`docs/format.md` has the formula). All are in parts of a cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// How many parts make one unit of cost.
    pub parts_per_cost: i64,
    /// Per session and possible start, in the order of day, start and venue: what one supervisor
    /// there is worth.
    pub staffing: Vec<Vec<i64>>,
    /// What rooms are worth.
    pub rooms: Vec<RoomPrice>,
    /// What legs of transport are worth.
    pub legs: Vec<LegPrice>,
    /// What interpreters, drivers and all else that sessions need are worth.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<ResourcePrice>,
}

/// What one of a resource is worth for a slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResourcePrice {
    /// The resource, as an index.
    pub resource: usize,
    /// The day.
    pub day: usize,
    /// The slot of the day.
    pub slot: usize,
    /// The price, not below 0.
    pub price: i64,
}

/// What a room of a venue is worth for a slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoomPrice {
    /// The venue.
    pub venue: usize,
    /// The day.
    pub day: usize,
    /// The slot of the day.
    pub slot: usize,
    /// Paid only by sessions that need a large room, or by every session.
    pub large_only: bool,
    /// The price, not below 0.
    pub price: i64,
}

/// What a leg of an area is worth for a slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegPrice {
    /// The area.
    pub area: usize,
    /// The day.
    pub day: usize,
    /// The slot of the day.
    pub slot: usize,
    /// The price, not below 0.
    pub price: i64,
}
