//! Resources: venues with their rooms, supervisors with their hours and skills, outside services.
//!
//! What a session needs besides its family. Promises: a booking is told, with a reason and with who
//! may decide, why a room cannot be used or a supervisor cannot work; where a supervisor or a venue
//! can be found is sealed. It refuses to guess: a day without hours is a day closed, a skill whose
//! date is past is no skill.

pub mod commands;
pub mod http;
pub mod pages;
pub mod queries;
pub mod rules;
mod store;
pub mod tables;
mod traces;

pub use rules::supply::{
    Absence, AbsenceKind, Agreement, Dbs, DbsOutcome, MOST_AT_ONCE, Provider, ProviderDetails,
    ProviderKind, Supervisor, SupervisorDetails,
};
pub use rules::week::{DayName, Hours, Span, WeekHours};
pub use rules::{AddressStanding, Call, Confirmed, EnteredAddress};

use std::collections::BTreeSet;

use kernel::{
    id::{ClosureId, RoomId, VenueId},
    text::Line,
    time::{BankHolidays, Instant},
};
use law::{proposal::PlaceKind, requirement::RoomFeature};

/// What is written down of a venue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VenueDetails {
    /// What it is called.
    pub name: Line,
    /// What sort of place it is: some controls allow a centre only.
    pub kind: PlaceKind,
    /// When it is open.
    pub hours: WeekHours,
    /// Whether its Sunday hours count. Contact is six days a week unless a venue says otherwise.
    pub opens_sundays: bool,
    /// Whether it is open on bank holidays too.
    pub opens_bank_holidays: bool,
    /// Minutes between two sessions in one room.
    pub cleaning_minutes: u16,
    /// Where to leave a car.
    pub parking: Option<Line>,
    /// How to find it: what messages tell those who come. Nothing where no message may say it.
    pub directions: Option<Line>,
}

/// A place where sessions are held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Venue {
    /// Its id.
    pub id: VenueId,
    /// What is written down.
    pub details: VenueDetails,
    /// How often it was written.
    pub version: i64,
}

/// What is written down of a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomDetails {
    /// What it is called.
    pub name: Line,
    /// How many people it holds, staff included.
    pub capacity: u16,
    /// What it, or its venue, offers.
    pub features: BTreeSet<RoomFeature>,
    /// Whether it is used at all.
    pub in_use: bool,
}

/// A room of a venue: one family at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    /// Its id.
    pub id: RoomId,
    /// Whose room it is.
    pub venue: VenueId,
    /// What is written down.
    pub details: RoomDetails,
    /// How often it was written.
    pub version: i64,
}

/// A time in which a venue, or one room of it, is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closure {
    /// Its id.
    pub id: ClosureId,
    /// The venue.
    pub venue: VenueId,
    /// The room, where it is only one.
    pub room: Option<RoomId>,
    /// When.
    pub span: Span,
    /// Why. Never about a person.
    pub reason: Line,
}

/// The bank holidays in force, and where they come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolidayList {
    /// The days.
    pub days: BankHolidays,
    /// When an administrator last replaced the list; nothing while it is the one that comes with
    /// the program.
    pub replaced_at: Option<Instant>,
}
