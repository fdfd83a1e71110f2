//! Who works in a session, and who is called in from outside.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{AbsenceId, ProviderId, SupervisorId, UserId},
    text::{Line, Name},
    time::LondonDay,
};
use law::requirement::{Gender, Skill};

use super::{
    entered_address::{AddressStanding, EnteredAddress},
    week::{Span, WeekHours},
};

kernel::codes! {
    /// What came of a check with the Disclosure and Barring Service. Nothing else of it is kept:
    /// criminal-offence data is a class of its own (UK GDPR art. 10).
    pub enum DbsOutcome {
        /// Nothing stands against working with children.
        Clear = "clear",
        /// Something was disclosed, weighed and accepted by the service manager.
        Accepted = "accepted",
        /// Not to work with children.
        Refused = "refused",
    }
}

impl DbsOutcome {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Clear => "Clear",
            Self::Accepted => "Weighed and accepted",
            Self::Refused => "Must not work with children",
        }
    }
}

/// A check with the Disclosure and Barring Service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dbs {
    /// When the certificate was issued, or the update service last asked.
    pub checked_on: LondonDay,
    /// What came of it.
    pub outcome: DbsOutcome,
}

/// What is written down of a supervisor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupervisorDetails {
    /// Their account, where they sign in.
    pub user: Option<UserId>,
    /// What they are called.
    pub name: Name,
    /// Minutes a week of their contract; 0 for casual work.
    pub contract_minutes: u16,
    /// Whether they agreed in writing to work more than 48 hours (Working Time Regulations 1998
    /// reg. 5).
    pub opted_out: bool,
    /// When they work.
    pub hours: WeekHours,
    /// What they are trained for, and until which day it holds; nothing where it does not lapse.
    pub skills: BTreeMap<Skill, Option<LondonDay>>,
    /// Their last check.
    pub dbs: Option<Dbs>,
    /// Languages they can hold a session in, besides English.
    pub languages: BTreeSet<Line>,
    /// For families and controls that ask for one.
    pub gender: Option<Gender>,
    /// Whether they work here.
    pub in_use: bool,
}

/// A contact supervisor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supervisor {
    /// Their id.
    pub id: SupervisorId,
    /// What is written down.
    pub details: SupervisorDetails,
    /// How often it was written.
    pub version: i64,
}

kernel::codes! {
    /// Why a supervisor is away, by class only: the illness itself is nobody's here.
    pub enum AbsenceKind {
        /// Sick.
        Sickness = "sickness",
        /// On leave.
        Leave = "leave",
        /// In training.
        Training = "training",
        /// Something else.
        Other = "other",
    }
}

impl AbsenceKind {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Sickness => "Sick",
            Self::Leave => "On leave",
            Self::Training => "In training",
            Self::Other => "Away",
        }
    }
}

/// A time in which a supervisor is away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Absence {
    /// Its id.
    pub id: AbsenceId,
    /// Who.
    pub supervisor: SupervisorId,
    /// Why, by class.
    pub kind: AbsenceKind,
    /// When.
    pub span: Span,
}

kernel::codes! {
    /// What an outside service does.
    pub enum ProviderKind {
        /// Drives children.
        TaxiFirm = "taxi_firm",
        /// Interprets.
        InterpreterService = "interpreter_service",
    }
}

impl ProviderKind {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::TaxiFirm => "Taxi firm",
            Self::InterpreterService => "Interpreter service",
        }
    }
}

/// The information-sharing agreement with an outside service: without one nobody's name or journey
/// may be passed on (UK GDPR art. 28).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// The reference it is filed under.
    pub reference: Line,
    /// From this day.
    pub from: LondonDay,
    /// Until this day, included.
    pub until: LondonDay,
}

/// What is written down of an outside service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderDetails {
    /// What it is called.
    pub name: Line,
    /// What it does.
    pub kind: ProviderKind,
    /// The last day its insurance holds.
    pub insured_until: Option<LondonDay>,
    /// The last day the checks of its staff hold.
    pub dbs_until: Option<LondonDay>,
    /// The agreement.
    pub agreement: Option<Agreement>,
    /// How many sessions it serves at the same time: its cars, its interpreters. None where nobody has
    /// asked: it says for itself whether it comes, by acknowledging each.
    pub at_once: Option<u16>,
    /// Whether it is used.
    pub in_use: bool,
}

/// The most sessions that an outside service serves at the same time.
pub const MOST_AT_ONCE: u16 = 50;

/// An outside service: a taxi firm, an interpreter service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// Its id.
    pub id: ProviderId,
    /// What is written down.
    pub details: ProviderDetails,
    /// Who answers for its e-mail address; nobody where it has none.
    pub address: Option<EnteredAddress>,
    /// How often it was written.
    pub version: i64,
}

impl Provider {
    /// How its e-mail address stands.
    pub const fn address_standing(&self) -> AddressStanding {
        match self.address {
            None => AddressStanding::None,
            Some(EnteredAddress {
                confirmed: None, ..
            }) => AddressStanding::Waits,
            Some(_) => AddressStanding::Confirmed,
        }
    }
}
