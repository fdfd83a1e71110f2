//! Observations: what a supervisor is told before a session, what they see and hear in it, and
//! the record they sign.
//!
//! Everything that is said of a session is one [`Entry`] of its log: added, never edited, with an
//! id made where it was written, so that sending it twice saves it once. A mistake is struck out
//! and stays legible; what is signed is closed, and a correction is an addendum. Promises: a
//! session starts only when its supervisor has read the brief as it stands and everybody who is
//! there may be; a note that was saved is kept for as long as the record. It refuses to let in
//! anybody who is not on the list, in the words of the order where there are any.
//!
//! The life of a session is law ([`law::session`]); its steps are taken in `sessions`.

pub mod commands;
pub mod http;
pub mod pages;
pub mod queries;
pub mod rules;
mod store;
pub mod tables;
mod traces;

use kernel::{
    id::{EventId, ObservationId, PersonId, SessionId, UserId},
    text::{Line, Narrative},
    time::Instant,
};
use law::session::{EarlyEnd, HandedTo, NotHeld};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use rules::headings::Heading;

kernel::codes! {
    /// What sort of thing a note tells of.
    pub enum NoteKind {
        /// How somebody arrived.
        Arrival = "arrival",
        /// How they greeted each other.
        Greeting = "greeting",
        /// Play.
        Play = "play",
        /// Food and drink.
        Feeding = "feeding",
        /// Somebody was comforted.
        Comfort = "comfort",
        /// Somebody was upset.
        Upset = "upset",
        /// The supervisor stepped in.
        Redirected = "redirected",
        /// How they said goodbye.
        Goodbye = "goodbye",
        /// Words as they were said.
        Quote = "quote",
        /// Anything else.
        Other = "other",
    }
}

impl NoteKind {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Arrival => "Arrival",
            Self::Greeting => "Greeting",
            Self::Play => "Play",
            Self::Feeding => "Feeding",
            Self::Comfort => "Comforted",
            Self::Upset => "Upset",
            Self::Redirected => "Redirected",
            Self::Goodbye => "Goodbye",
            Self::Quote => "Words as said",
            Self::Other => "Other",
        }
    }
}

kernel::codes! {
    /// How the author of a note knows of it.
    pub enum Source {
        /// They saw or heard it themselves.
        Seen = "seen_by_me",
        /// Somebody told them.
        Told = "told_to_me",
    }
}

impl Source {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Seen => "Seen by me",
            Self::Told => "Told to me",
        }
    }
}

kernel::codes! {
    /// Who decided that a session ends early.
    pub enum EndDecider {
        /// The supervisor, in immediate danger.
        Supervisor = "supervisor",
        /// The duty manager, by telephone.
        DutyManager = "duty_manager",
        /// The child's social worker.
        SocialWorker = "social_worker",
    }
}

impl EndDecider {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Supervisor => "I did: there was immediate danger",
            Self::DutyManager => "The duty manager, by telephone",
            Self::SocialWorker => "The social worker, by telephone",
        }
    }
}

kernel::codes! {
    /// When a record was written, as its author declares.
    pub enum WrittenWhen {
        /// While the session ran.
        During = "during",
        /// Straight after it.
        ImmediatelyAfter = "immediately_after",
        /// Later; the reason is given.
        Later = "later",
    }
}

impl WrittenWhen {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::During => "During the session",
            Self::ImmediatelyAfter => "Immediately after it",
            Self::Later => "Later",
        }
    }
}

/// What an entry of the log says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum What {
    /// The author has read the brief.
    BriefRead {
        /// Its version: 64 hexadecimal digits, as the brief shows them.
        #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
        brief: String,
    },
    /// Somebody who takes part is there.
    PersonArrived {
        /// Who.
        person: PersonId,
        /// Why they are late, in their words, if they are.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Line>,
    },
    /// Somebody who was there has gone.
    PersonLeft {
        /// Who.
        person: PersonId,
    },
    /// Somebody came and was not let in.
    NotAdmitted {
        /// Who, where they have a record.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
        /// Who, in the author's words: "an aunt of the mother".
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<Line>,
    },
    /// What was seen, heard or told.
    Note {
        /// What sort of thing.
        kind: NoteKind,
        /// How the author knows.
        source: Source,
        /// What happened.
        text: Narrative,
    },
    /// Something happened that cannot wait for the record: who manages the service and the social worker
    /// are told at once.
    Incident {
        /// What happened.
        text: Narrative,
        /// Whether everybody is safe, and who was told already.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        safety: Option<Line>,
    },
    /// An entry is struck out. It stays legible.
    Struck {
        /// Which.
        entry: EventId,
        /// Why.
        reason: Line,
    },
    /// Child and family member met.
    SessionStarted {
        /// Why so late, if it was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remark: Option<Line>,
    },
    /// It was interrupted.
    SessionPaused {
        /// Why.
        reason: Line,
    },
    /// It went on.
    SessionResumed,
    /// It ended as promised.
    SessionEnded,
    /// It ended early.
    SessionEndedEarly {
        /// Why.
        reason: EarlyEnd,
        /// Who decided.
        decided_by: EndDecider,
        /// What was tried, how the child took it, who was told.
        account: Narrative,
    },
    /// It did not start.
    SessionNotStarted {
        /// Why.
        reason: NotHeld,
        /// What was tried and who was told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        account: Option<Narrative>,
    },
    /// Everybody has gone home and the room is safe.
    SessionClosed {
        /// Who took the child, or all of them together; nobody where none came, or where each went apart.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        handed_to: Option<HandedTo>,
        /// How they are called, where it is a firm or a household: "the driver, badge 4471".
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<Line>,
        /// Who took each child, where they did not go together: every child that came, once.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[schema(max_items = 20)]
        apart: Vec<HandedChild>,
    },
    /// What stands under a heading of the record from now on. What stood there before is kept.
    Answered {
        /// Which.
        heading: Heading,
        /// What was observed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<Narrative>,
        /// Why nothing was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        not_observed: Option<Line>,
    },
    /// The record is signed.
    Signed {
        /// When it was written.
        written_when: WrittenWhen,
        /// Why later, if it was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Line>,
    },
    /// Something is added to a signed record.
    Addendum {
        /// Why.
        reason: Line,
        /// What.
        text: Narrative,
        /// The words of the record it corrects.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        supersedes: Option<Line>,
    },
}

/// A child that went home apart from the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandedChild {
    /// The child.
    pub child: PersonId,
    /// Who took it.
    pub to: HandedTo,
    /// How they are called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Line>,
}

impl What {
    /// Which of two entries comes first that happened and were written at the same moment: who arrives
    /// is there when the session starts, and is handed over when it has ended.
    pub const fn place(&self) -> u8 {
        match self {
            Self::BriefRead { .. } | Self::PersonArrived { .. } => 0,
            Self::SessionStarted { .. } => 1,
            Self::SessionEnded
            | Self::SessionEndedEarly { .. }
            | Self::SessionNotStarted { .. } => 3,
            Self::SessionClosed { .. } => 4,
            _ => 2,
        }
    }
    /// Its name, as stored and as it stands in the audit.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::BriefRead { .. } => "brief_read",
            Self::PersonArrived { .. } => "person_arrived",
            Self::PersonLeft { .. } => "person_left",
            Self::NotAdmitted { .. } => "not_admitted",
            Self::Note { .. } => "note",
            Self::Incident { .. } => "incident",
            Self::Struck { .. } => "struck",
            Self::SessionStarted { .. } => "session_started",
            Self::SessionPaused { .. } => "session_paused",
            Self::SessionResumed => "session_resumed",
            Self::SessionEnded => "session_ended",
            Self::SessionEndedEarly { .. } => "session_ended_early",
            Self::SessionNotStarted { .. } => "session_not_started",
            Self::SessionClosed { .. } => "session_closed",
            Self::Answered { .. } => "answered",
            Self::Signed { .. } => "signed",
            Self::Addendum { .. } => "addendum",
        }
    }
}

/// Something the service found when an entry came in: why somebody was not let in, what the law
/// said when a session started. Kept with the entry, so that "why was it allowed" has an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Found {
    /// The code of the finding.
    pub code: String,
    /// What it is, in the words of the service.
    pub explanation: String,
    /// The words of the order, where it comes from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
}

/// An entry as it is handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// Its id, made where it was written.
    pub id: EventId,
    /// When it happened.
    pub happened: Instant,
    /// When it was written, by the clock of the device.
    pub written: Instant,
    /// What it says.
    pub what: What,
}

/// One entry of the log of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id, made where it was written.
    pub id: EventId,
    /// The session.
    pub session: SessionId,
    /// Who wrote it.
    pub author: UserId,
    /// When it happened.
    pub happened: Instant,
    /// When it was written, by the clock of the device.
    pub written: Instant,
    /// When it came in.
    pub received: Instant,
    /// Which it is of all that was written of the session, from 1. A clock does not tell: in the demo it
    /// stands still.
    pub number: i32,
    /// What it says.
    pub what: What,
    /// What the service found.
    pub found: Vec<Found>,
}

/// A signed record: what was signed, and the proof that it is still that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedRecord {
    /// Its id.
    pub id: ObservationId,
    /// The session.
    pub session: SessionId,
    /// Who signed it.
    pub by: UserId,
    /// When.
    pub at: Instant,
    /// When it was written, as declared.
    pub written_when: WrittenWhen,
    /// SHA-256 of its canonical form, 64 hexadecimal digits: printed on every page of it.
    pub hash: String,
}
