//! The stages of a session, each with what is true only in it.

use kernel::id::{HouseholdId, PersonId, ProviderId, RotaId};
use kernel::time::{Instant, Slot};
use serde::{Deserialize, Serialize};

use super::{CountsAs, EarlyEnd, NotHeld};

/// What is booked. Who takes part and where stand beside the session, not in its stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Booking {
    /// When it is promised.
    pub slot: Slot,
}

/// A booking that people have been told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// What is booked.
    pub booking: Booking,
    /// The rota that published it.
    pub rota: RotaId,
    /// The version of that rota.
    pub version: u32,
    /// When.
    pub published: Instant,
    /// When everybody had confirmed, or a person decided to go ahead without.
    pub confirmed: Option<Instant>,
}

/// A booking that a refusal of contact has put aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suspension {
    /// What was booked.
    pub booking: Booking,
    /// Since when.
    pub since: Instant,
}

/// A session that was called off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cancellation {
    /// What was booked.
    pub booking: Booking,
    /// Why.
    pub reason: NotHeld,
    /// When that was decided.
    pub decided: Instant,
}

/// A session that people are arriving for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    /// What was booked.
    pub booking: Booking,
    /// When the first arrived.
    pub opened: Instant,
}

/// A session that is going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Running {
    /// What was booked.
    pub booking: Booking,
    /// When child and family member met.
    pub started: Instant,
    /// Since when it is interrupted, if it is.
    pub paused: Option<Instant>,
}

/// A session that people came for, or did not, and that did not start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotStarted {
    /// Why.
    pub reason: NotHeld,
    /// When that was decided.
    pub decided: Instant,
}

/// A session that was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ended {
    /// When it started.
    pub started: Instant,
    /// When it ended.
    pub ended: Instant,
    /// Why it ended early, if it did.
    pub early: Option<EarlyEnd>,
}

/// How a session went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Went {
    /// It was held.
    Held(Ended),
    /// It did not start.
    NotStarted(NotStarted),
}

impl Went {
    /// How it counts.
    pub const fn counts_as(self) -> CountsAs {
        match self {
            Self::Held(Ended { early: None, .. }) => CountsAs::Delivered,
            Self::Held(Ended {
                early: Some(reason),
                ..
            }) => reason.counts_as(),
            Self::NotStarted(NotStarted { reason, .. }) => reason.counts_as(),
        }
    }

    /// Since when it is over.
    pub const fn over_since(self) -> Instant {
        match self {
            Self::Held(held) => held.ended,
            Self::NotStarted(not) => not.decided,
        }
    }
}

/// A session that is over, with the people still to go home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Over {
    /// What was booked.
    pub booking: Booking,
    /// How it went.
    pub went: Went,
}

/// Who took the child at the end. A carer household and a taxi firm have no person record of
/// their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HandedTo {
    /// Somebody with a record: a parent at reunification, a grandmother who is the carer.
    Person(PersonId),
    /// The carer household.
    Household(HouseholdId),
    /// A taxi firm's driver.
    Provider(ProviderId),
    /// The child's social worker, or a colleague who stands in.
    SocialWorker,
    /// A colleague of the service who drives the child.
    Supervisor,
    /// A police officer who takes the child into police protection (Children Act 1989 s.46).
    Police,
}

/// The moment the child went back into somebody's care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Handover {
    /// To whom.
    pub to: HandedTo,
    /// When.
    pub at: Instant,
}

/// A session that is over and left safe, with its record as far as that has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// What was booked.
    pub booking: Booking,
    /// How it went.
    pub went: Went,
    /// To whom the child went, or the last of several; none where no child came.
    pub handover: Option<Handover>,
    /// When the supervisor had left the room safe and signed out.
    pub closed: Instant,
    /// When the observation record was signed.
    pub signed: Option<Instant>,
    /// When it passed the quality check, where it had one.
    pub checked: Option<Instant>,
    /// When it was first shared.
    pub shared: Option<Instant>,
}

/// Where a session stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// Somebody would like it.
    Proposed(Booking),
    /// It has its room and staff; nobody outside has been told.
    Planned(Booking),
    /// People have been told.
    Published(Publication),
    /// People have said they will come.
    Confirmed(Publication),
    /// Put aside while contact is refused.
    Suspended(Suspension),
    /// Called off.
    Cancelled(Cancellation),
    /// People are arriving.
    Open(Opened),
    /// It is going on.
    Running(Running),
    /// It is interrupted.
    Paused(Running),
    /// It is over, or did not start; the child is not yet handed over.
    Over(Over),
    /// Everybody has gone home.
    Closed(Record),
    /// Its record is signed.
    Recorded(Record),
    /// Its record has passed the quality check.
    Checked(Record),
    /// Its record has been shared.
    Shared(Record),
    /// It was made in error. Kept, never deleted.
    Void(Booking),
}

impl Stage {
    /// The stage's name, as stored and printed.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Proposed(_) => "proposed",
            Self::Planned(_) => "planned",
            Self::Published(_) => "published",
            Self::Confirmed(_) => "confirmed",
            Self::Suspended(_) => "suspended",
            Self::Cancelled(_) => "cancelled",
            Self::Open(_) => "open",
            Self::Running(_) => "running",
            Self::Paused(_) => "paused",
            Self::Over(_) => "over",
            Self::Closed(_) => "closed",
            Self::Recorded(_) => "recorded",
            Self::Checked(_) => "checked",
            Self::Shared(_) => "shared",
            Self::Void(_) => "void",
        }
    }

    /// What was booked.
    pub const fn booking(&self) -> Booking {
        match self {
            Self::Proposed(booking) | Self::Planned(booking) | Self::Void(booking) => *booking,
            Self::Published(publication) | Self::Confirmed(publication) => publication.booking,
            Self::Suspended(suspension) => suspension.booking,
            Self::Cancelled(cancellation) => cancellation.booking,
            Self::Open(opened) => opened.booking,
            Self::Running(running) | Self::Paused(running) => running.booking,
            Self::Over(over) => over.booking,
            Self::Closed(record)
            | Self::Recorded(record)
            | Self::Checked(record)
            | Self::Shared(record) => record.booking,
        }
    }

    /// How it went; nothing before it is over.
    pub const fn went(&self) -> Option<Went> {
        match self {
            Self::Over(over) => Some(over.went),
            Self::Closed(record)
            | Self::Recorded(record)
            | Self::Checked(record)
            | Self::Shared(record) => Some(record.went),
            _ => None,
        }
    }

    /// How it counts towards what was ordered; nothing while it is still to come.
    pub const fn counts_as(&self) -> Option<CountsAs> {
        match self {
            Self::Cancelled(cancellation) => Some(cancellation.reason.counts_as()),
            Self::Over(over) => Some(over.went.counts_as()),
            Self::Closed(record)
            | Self::Recorded(record)
            | Self::Checked(record)
            | Self::Shared(record) => Some(record.went.counts_as()),
            _ => None,
        }
    }
}
