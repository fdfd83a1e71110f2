//! What is found of a session, what is decided on it, and what puts it in question.

use std::collections::BTreeSet;

use kernel::{
    id::{FlagId, OrderId, PersonId, SessionId, UserId},
    refusal::Reason,
    text::Narrative,
    time::Instant,
};
use law::verdict::Severity;
use serde::{Deserialize, Serialize};

/// One thing found about a session: by the law and the orders of the court, or about its room, its
/// staff, its services, or what is taken already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// How heavy it is.
    pub severity: Severity,
    /// What was found, its words, and who may decide.
    pub reason: Reason,
    /// What those are called whom it is about, the children first. Beside the words and not in them:
    /// a name that is corrected leaves it the same finding, and what was decided on it stands.
    pub about: Option<String>,
    /// The order it comes from.
    pub order: Option<OrderId>,
    /// The persons it is about.
    pub persons: BTreeSet<PersonId>,
}

impl Check {
    /// Whether the session cannot be booked so: nobody in the service may decide otherwise here.
    pub fn blocks(&self) -> bool {
        self.severity <= Severity::BlockManager
    }
    /// Whether the session waits until a person decides.
    pub fn holds(&self) -> bool {
        self.severity == Severity::Hold
    }
    /// The reason as it is told: its words after the names of those whom it is about.
    pub fn told(&self) -> Reason {
        let mut reason = self.reason.clone();
        if let Some(about) = &self.about {
            reason.explanation = format!("{about}: {}", reason.explanation);
        }
        reason
    }
}

/// A check as it is kept with a verdict, a flag or a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// What it is known by: the same finding in the same words has the same key.
    pub key: String,
    /// How heavy it was.
    pub severity: Severity,
    /// What was found.
    pub code: String,
    /// In plain words.
    pub explanation: String,
    /// The words it comes from.
    pub quote: Option<String>,
    /// Who may decide.
    pub decided_by: Option<String>,
}

impl Kept {
    /// Whether the session waits until a person decides.
    pub fn holds(&self) -> bool {
        self.severity == Severity::Hold
    }
    /// Whether the session must not be published as long as this stands.
    pub fn stands_in_the_way(&self) -> bool {
        self.severity <= Severity::Hold
    }
}

/// What was judged of a session at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// When.
    pub at: Instant,
    /// SHA-256 of everything it rests on.
    pub inputs: String,
    /// What was found.
    pub checks: Vec<Kept>,
}

/// A person's decision on what holds a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The key of what was found ([`Kept::key`]): other words ask for another decision.
    pub finding: String,
    /// Its code.
    pub code: String,
    /// Who decided that the session goes ahead.
    pub by: UserId,
    /// When.
    pub at: Instant,
    /// Why.
    pub reason: Narrative,
}

/// A check with the decision on it, if there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The check.
    pub check: Check,
    /// What it is known by.
    pub key: String,
    /// The decision that the session goes ahead all the same.
    pub decision: Option<Decision>,
}

impl Found {
    /// Whether the session must not be published, or started, as long as this stands.
    pub fn stands_in_the_way(&self) -> bool {
        self.check.blocks() || (self.check.holds() && self.decision.is_none())
    }
}

kernel::codes! {
    /// What put a session in question.
    pub enum Cause {
        /// The child's legal status.
        Status = "status",
        /// An order, or one of its rules.
        Orders = "orders",
        /// Contact was refused, or no longer is.
        Refusal = "refusal",
        /// The risk assessment.
        Risk = "risk",
        /// The contact plan.
        Plan = "plan",
        /// Who is family, or holds parental responsibility.
        Kin = "kin",
        /// The child lives somewhere else.
        Placement = "placement",
        /// A supervisor is away, or is not what they were.
        Supervisor = "supervisor",
        /// The venue or the room.
        Venue = "venue",
        /// An outside service.
        Provider = "provider",
        /// The bank holidays.
        BankHolidays = "bank_holidays",
        /// The session itself was changed after people were told of it.
        Session = "session",
    }
}

impl Cause {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Status => "The legal status has changed",
            Self::Orders => "What orders say has changed",
            Self::Refusal => "A refusal of contact began or ended",
            Self::Risk => "The risk assessment has changed",
            Self::Plan => "The contact plan has changed",
            Self::Kin => "Who is family to the child has changed",
            Self::Placement => "The child lives somewhere else",
            Self::Supervisor => "A supervisor is away or has changed",
            Self::Venue => "The venue or room is closed or has changed",
            Self::Provider => "An outside service has changed",
            Self::BankHolidays => "The bank holidays have changed",
            Self::Session => "The session was changed after it was published",
        }
    }
}

kernel::codes! {
    /// How a flag came to its end.
    pub enum Ending {
        /// The session was changed.
        Changed = "changed",
        /// The session was called off.
        Cancelled = "cancelled",
        /// A person decided to keep it, and why.
        Kept = "kept",
    }
}

/// A future session that a change has put in question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// Its id.
    pub id: FlagId,
    /// The session.
    pub session: SessionId,
    /// What changed.
    pub cause: Cause,
    /// When.
    pub raised_at: Instant,
    /// What was found that had not been found before.
    pub checks: Vec<Kept>,
    /// How and when it ended; open while there is nothing.
    pub ended: Option<(Ending, Instant)>,
    /// Who ended it.
    pub ended_by: Option<UserId>,
    /// Why the session was kept.
    pub reason: Option<Narrative>,
}
