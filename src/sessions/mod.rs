//! Sessions: what a plan promises, booked for a day, a time, a room and a supervisor.
//!
//! Promises: all checks stand inside the write, so that nothing is booked against an order, a
//! refusal, a protective condition or working time; nobody and nothing is booked twice at once,
//! under any number of planners; what changes on the left re-judges every future session it bears
//! on in the same transaction. Lapsed papers *hold* a session, and name who decides; they never stop
//! it from being planned. It refuses to move silently what people were told of.

pub mod commands;
pub mod http;
pub mod pages;
pub mod queries;
pub mod rules;
mod store;
pub mod tables;
mod traces;

pub use rules::{
    found::{Cause, Check, Decision, Ending, Flag, Found, Judged, Kept},
    pattern::{Ahead, NextTimes},
    road::{Driven, Road, Stop},
};

use std::collections::BTreeSet;

use kernel::{
    id::{PersonId, PlanId, ProviderId, RoomId, SessionId, SupervisorId, UserId, VenueId},
    refusal::Reason,
    text::Narrative,
    time::{ClockTime, Instant, LondonDay, Slot},
};
use law::{
    proposal::{Level, Mode, PlaceKind},
    session::{Event, Stage},
};

use crate::resources::{DayName, Span};

kernel::codes! {
    /// What somebody or something is in a session.
    pub enum Part {
        /// A child.
        Child = "child",
        /// A family member.
        Visitor = "visitor",
        /// Supervises.
        Supervisor = "supervisor",
        /// The room.
        Room = "room",
        /// Brings the child.
        Taxi = "taxi",
        /// Interprets.
        Interpreter = "interpreter",
    }
}

/// Who takes part in a session, when, how, where and with whose help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// When.
    pub slot: Slot,
    /// The children.
    pub children: BTreeSet<PersonId>,
    /// The family members; none where brothers and sisters meet each other.
    pub visitors: BTreeSet<PersonId>,
    /// How they meet.
    pub mode: Mode,
    /// How closely it is watched.
    pub level: Level,
    /// In what sort of place.
    pub place: PlaceKind,
    /// The venue, where it is one of the service's.
    pub venue: Option<VenueId>,
    /// The room of that venue.
    pub room: Option<RoomId>,
    /// Who supervises.
    pub supervisors: BTreeSet<SupervisorId>,
    /// The taxi firm that brings the child.
    pub taxi: Option<ProviderId>,
    /// The interpreter service.
    pub interpreter: Option<ProviderId>,
    /// What the supervisor must know besides. Sealed.
    pub note: Option<Narrative>,
}

/// The occurrence of a standing slot that a session stands for, also after it was moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// The day it falls on.
    pub day: LondonDay,
    /// When the slot begins.
    pub from: ClockTime,
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// The contact plan it is held under.
    pub plan: PlanId,
    /// Where it stands in its life, with when it is promised ([`Session::slot`]).
    pub stage: Stage,
    /// The children.
    pub children: BTreeSet<PersonId>,
    /// The family members; none where brothers and sisters meet each other.
    pub visitors: BTreeSet<PersonId>,
    /// How they meet.
    pub mode: Mode,
    /// How closely it is watched.
    pub level: Level,
    /// In what sort of place.
    pub place: PlaceKind,
    /// The venue, where it is one of the service's.
    pub venue: Option<VenueId>,
    /// The room of that venue.
    pub room: Option<RoomId>,
    /// Who supervises.
    pub supervisors: BTreeSet<SupervisorId>,
    /// The taxi firm that brings the child.
    pub taxi: Option<ProviderId>,
    /// The interpreter service.
    pub interpreter: Option<ProviderId>,
    /// What the supervisor must know besides.
    pub note: Option<Narrative>,
    /// The occurrence of a standing slot it stands for.
    pub standing: Option<Occurrence>,
    /// Whether people outside were ever told of it.
    pub told: bool,
    /// Rises at each change that people are told of: the SEQUENCE of its calendar entry.
    pub sequence: u32,
    /// Who booked it; nobody where the program did.
    pub booked_by: Option<UserId>,
    /// When it was booked.
    pub booked_at: Instant,
    /// How often it was written.
    pub version: i64,
}

impl Session {
    /// When it is promised.
    pub const fn slot(&self) -> Slot {
        self.stage.booking().slot
    }

    /// What it is called where its children are named: these names, and when it is promised.
    pub fn called(&self, children: &[String]) -> String {
        format!("{}, {}", children.join(" and "), self.slot().in_full())
    }

    /// Children and family members.
    pub fn people(&self) -> BTreeSet<PersonId> {
        self.children.union(&self.visitors).copied().collect()
    }

    /// What was arranged, for a form or for a check.
    pub fn draft(&self) -> Draft {
        Draft {
            slot: self.slot(),
            children: self.children.clone(),
            visitors: self.visitors.clone(),
            mode: self.mode,
            level: self.level,
            place: self.place,
            venue: self.venue,
            room: self.room,
            supervisors: self.supervisors.clone(),
            taxi: self.taxi,
            interpreter: self.interpreter,
            note: self.note.clone(),
        }
    }

    /// The same session arranged in another way. When it is held is its stage's to say.
    #[must_use]
    pub fn arranged(self, draft: Draft) -> Self {
        Self {
            children: draft.children,
            visitors: draft.visitors,
            mode: draft.mode,
            level: draft.level,
            place: draft.place,
            venue: draft.venue,
            room: draft.room,
            supervisors: draft.supervisors,
            taxi: draft.taxi,
            interpreter: draft.interpreter,
            note: draft.note,
            ..self
        }
    }

    /// Whether it still takes up its people and its room.
    pub const fn is_live(&self) -> bool {
        !matches!(
            self.stage,
            Stage::Proposed(_) | Stage::Cancelled(_) | Stage::Void(_)
        )
    }

    /// Whether it is still to come, so that it may be changed, moved or called off.
    pub const fn is_to_come(&self) -> bool {
        matches!(
            self.stage,
            Stage::Proposed(_)
                | Stage::Planned(_)
                | Stage::Published(_)
                | Stage::Confirmed(_)
                | Stage::Suspended(_)
        )
    }
}

/// Somebody or something that a session takes up, from when to when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occupation {
    /// Who or what, by id.
    pub resource: String,
    /// As what.
    pub part: Part,
    /// From when to when, with what goes before and after.
    pub span: Span,
}

/// A time in which somebody or something is taken up. Whose family it is stays unsaid: who asks may
/// not know of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Busy {
    /// Who or what, by id.
    pub resource: String,
    /// As what.
    pub part: Part,
    /// From when to when.
    pub span: Span,
    /// The venue, for the way between two.
    pub venue: Option<VenueId>,
    /// The session's own time, for the limits of working time.
    pub slot: Slot,
}

/// Something that happened to a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub at: Instant,
    /// Who did it; nobody where it followed from a change elsewhere.
    pub by: Option<UserId>,
    /// What, by code: the name of the event, or `booked`, `reassigned`, `noted`, `decided`.
    pub what: String,
    /// The event, where it was a step of the session's life.
    pub event: Option<Event>,
    /// Why, in the words of who did it.
    pub note: Option<Narrative>,
}

/// A slot that a family keeps from week to week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingSlot {
    /// The day of the week.
    pub weekday: DayName,
    /// From when.
    pub from: ClockTime,
    /// Until when.
    pub to: ClockTime,
    /// The room.
    pub room: Option<RoomId>,
    /// Who supervises.
    pub supervisors: BTreeSet<SupervisorId>,
    /// The taxi firm.
    pub taxi: Option<ProviderId>,
    /// The interpreter service.
    pub interpreter: Option<ProviderId>,
}

impl StandingSlot {
    /// Whether the two share a moment of the same day.
    pub fn meets(&self, other: &Self) -> bool {
        self.weekday == other.weekday && self.from < other.to && other.from < self.to
    }
}

/// The standing slots of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pattern {
    /// In the order they were entered.
    pub slots: Vec<StandingSlot>,
    /// How often they were written; 0 where there never were any.
    pub version: i64,
}

/// An occurrence of a standing slot that could not be booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The plan.
    pub plan: PlanId,
    /// For whom.
    pub children: BTreeSet<PersonId>,
    /// Which slot of which day.
    pub occurrence: Occurrence,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// What became of the standing slots of a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// Sessions that were booked.
    pub booked: Vec<SessionId>,
    /// Slots that were not, each with its reasons.
    pub left_out: Vec<LeftOut>,
}
