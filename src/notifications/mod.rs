//! Notifications: everyone who must know of a change is told, and the service knows who has not
//! answered.
//!
//! A notice is a row that names an event, a record and a recipient by their keys; the message is
//! built from what is true when it is sent, so that nobody is told of a session that has been
//! called off meanwhile. Each class of recipient has a type of its own that can hold what they may
//! know and nothing else ([`rules::said`]). It refuses to keep what it sent: of a message only its
//! hash stays.

pub mod commands;
pub mod http;
pub mod pages;
pub mod queries;
pub mod rules;
mod store;
pub mod tables;
mod traces;

use std::{fmt, str::FromStr};

use kernel::{
    id::{
        HouseholdId, NoticeId, PersonId, ProviderId, ReferralId, SessionId, SupervisorId, UserId,
    },
    time::{Instant, LondonDay},
};
use rules::Expectation;
pub use rules::trouble::Trouble;

kernel::codes! {
    /// To which class of people a recipient belongs: it decides what they may know.
    pub enum Audience {
        /// The household a child lives with.
        Carer = "carer",
        /// The taxi firm that drives a child.
        Driver = "driver",
        /// The interpreter service.
        Interpreter = "interpreter",
        /// A family member who comes to see the child.
        Family = "family",
        /// The social worker of the plan.
        SocialWorker = "social_worker",
        /// A supervisor of the session.
        Supervisor = "supervisor",
        /// Who manages the service.
        Manager = "manager",
        /// The lawyers of the authority.
        Legal = "legal",
    }
}

impl Audience {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Carer => "Carer",
            Self::Driver => "Taxi firm",
            Self::Interpreter => "Interpreter service",
            Self::Family => "Family member",
            Self::SocialWorker => "Social worker",
            Self::Supervisor => "Supervisor",
            Self::Manager => "Service manager",
            Self::Legal => "Legal",
        }
    }
    /// Those who read the record itself, where each look leaves its own trace.
    pub const READERS: [Self; 3] = [Self::SocialWorker, Self::Manager, Self::Legal];

    /// Whether somebody must find out if they do not answer: not of who reads the record itself.
    pub const fn must_answer(self) -> bool {
        !matches!(self, Self::SocialWorker | Self::Manager | Self::Legal)
    }
}

kernel::codes! {
    /// What happened.
    pub enum Event {
        /// A session was published.
        Published = "published",
        /// A published session is not what it was.
        Changed = "changed",
        /// It was called off.
        Cancelled = "cancelled",
        /// A refusal of contact put it aside.
        Suspended = "suspended",
        /// The refusal is over, and somebody must decide.
        Resumed = "resumed",
        /// It did not start.
        NotHeld = "not_held",
        /// It ended early.
        EndedEarly = "ended_early",
        /// Somebody came who may not be there, and was not let in.
        TurnedAway = "turned_away",
        /// Something happened in it that cannot wait for its record.
        Incident = "incident",
        /// Its record was signed.
        Recorded = "recorded",
        /// A referral was returned with a question.
        Returned = "returned",
        /// A referral was accepted.
        Accepted = "accepted",
        /// A referral was declined.
        Declined = "declined",
        /// A week was published in which a child has less than an order gives.
        BelowMinimum = "below_minimum",
        /// A week was published in which a child has less than a plan, a recital or an agreement
        /// gives.
        BelowAgreed = "below_agreed",
    }
}

impl Event {
    /// Whether it tells of a session that is to come: once that was held, nobody need answer.
    pub const fn is_of_what_comes(self) -> bool {
        matches!(self, Self::Published | Self::Changed)
    }
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Published => "Published",
            Self::Changed => "Changed",
            Self::Cancelled => "Cancelled",
            Self::Suspended => "Put aside",
            Self::Resumed => "To be decided again",
            Self::NotHeld => "Did not start",
            Self::EndedEarly => "Ended early",
            Self::TurnedAway => "Somebody was not let in",
            Self::Incident => "Incident in a session",
            Self::Recorded => "Record signed",
            Self::Returned => "Referral returned",
            Self::Accepted => "Referral accepted",
            Self::Declined => "Referral declined",
            Self::BelowMinimum => "Below the minimum of an order",
            Self::BelowAgreed => "Below what was agreed; no order is broken",
        }
    }
}

kernel::codes! {
    /// How far a notice has come.
    pub enum State {
        /// Not sent yet.
        Waiting = "waiting",
        /// A mail server has taken it.
        Sent = "sent",
        /// It cannot be sent; a person must tell them.
        Failed = "failed",
        /// They have said that they have seen it.
        Acknowledged = "acknowledged",
        /// They were told by telephone.
        ToldByPhone = "told_by_phone",
        /// A letter was posted to them.
        ToldByLetter = "told_by_letter",
        /// A later notice took its place, or there was nothing left to tell.
        Superseded = "superseded",
    }
}

kernel::codes! {
    /// How somebody answered.
    pub enum How {
        /// By the button on their page.
        Link = "link",
        /// On the telephone.
        Phone = "phone",
        /// They did not: a letter was posted to them.
        Letter = "letter",
    }
}

macro_rules! one_of_several {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident($id:ty)),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$of])* $variant($id)),+ }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self { $(Self::$variant(id) => f.write_str(id.as_str())),+ }
            }
        }
        impl FromStr for $name {
            type Err = UnknownKey;

            fn from_str(text: &str) -> Result<Self, UnknownKey> {
                $(if let Ok(id) = text.parse() { return Ok(Self::$variant(id)); })+
                Err(UnknownKey)
            }
        }
    };
}

/// A stored key that names nothing that is known here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a key of no known kind")]
pub struct UnknownKey;

one_of_several! {
    /// What a notice is about.
    Topic {
        /// A session.
        Session(SessionId),
        /// A referral.
        Referral(ReferralId),
        /// A child.
        Child(PersonId),
    }
}

one_of_several! {
    /// Who is told.
    Recipient {
        /// A carer household.
        Household(HouseholdId),
        /// An outside service.
        Provider(ProviderId),
        /// A family member.
        Person(PersonId),
        /// A member of staff.
        User(UserId),
        /// A supervisor.
        Supervisor(SupervisorId),
    }
}

/// To whom, as what: what they are told depends on both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Addressee {
    /// As what.
    pub audience: Audience,
    /// Who.
    pub recipient: Recipient,
}

/// Something that must be told to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// What it is about.
    pub topic: Topic,
    /// What happened.
    pub event: Event,
    /// Who is told.
    pub to: Addressee,
    /// Which it is of all that this recipient is told about this, from 1. A clock does not tell: in
    /// the demo it stands still.
    pub number: i32,
    /// How often the session had changed when this was said (RFC 5545 SEQUENCE).
    pub sequence: i32,
    /// The Monday of the week it is about, where it is about one: of a session, once a message tells
    /// of it, because a session may move to another week.
    pub monday: Option<LondonDay>,
    /// When the session it is about ends: after that nobody need find out whether they know.
    pub until: Option<Instant>,
    /// What its message depends on, as a hash, where it is about a session: while that stays the
    /// same, a change of the session is no news to them.
    pub depends_on: Option<String>,
    /// How far it has come.
    pub state: State,
    /// How often it was tried.
    pub attempts: i32,
    /// When it is due by the real clock.
    pub next_at: Instant,
    /// The message it goes out with, once that is decided.
    pub message_id: Option<String>,
    /// What this notice told, or what was told on the telephone.
    pub told: Option<Expectation>,
    /// Why it cannot be sent.
    pub trouble: Option<Trouble>,
    /// Whether they wrote of a problem that nobody has dealt with.
    pub problem: bool,
    /// When it happened.
    pub created_at: Instant,
    /// When a mail server took it.
    pub sent_at: Option<Instant>,
    /// When they answered.
    pub answered_at: Option<Instant>,
}

impl Notice {
    /// Whether somebody must still find out that they know.
    pub fn is_open(&self) -> bool {
        let unknown = match self.state {
            State::Failed => true,
            State::Waiting | State::Sent => self.to.audience.must_answer(),
            State::Acknowledged | State::ToldByPhone | State::ToldByLetter | State::Superseded => {
                false
            }
        };
        unknown || self.problem
    }

    /// Whether it reached them, or may have: who was told by telephone had no message, and that stays
    /// true when a later notice takes the place of this one.
    pub const fn was_told(&self) -> bool {
        self.message_id.is_some() || self.answered_at.is_some()
    }
}

/// What somebody said to a notice.
#[derive(Debug, Clone)]
pub struct NoticeAnswer {
    /// How.
    pub how: How,
    /// When.
    pub at: Instant,
    /// Who wrote it down, where it was on the telephone.
    pub by: Option<UserId>,
    /// Their words.
    pub words: Option<Words>,
    /// Whether it tells of a problem.
    pub problem: bool,
}

/// The words of an answer, as they are sealed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Words {
    /// Who spoke, where it was on the telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<kernel::text::Line>,
    /// The number that was called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<kernel::text::Phone>,
    /// What they said.
    pub said: kernel::text::Narrative,
}

/// A link, as far as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The first notice of its message.
    pub notice: NoticeId,
    /// Whose it is.
    pub to: Addressee,
    /// The week it is for.
    pub monday: LondonDay,
    /// When it ends.
    pub expires_at: Instant,
    /// Whether a newer message took its place.
    pub replaced: bool,
}

/// A message of the demo's mailbox.
#[derive(Debug, Clone)]
pub struct DemoMail {
    /// Its number in the mailbox.
    pub number: i64,
    /// To whom.
    pub recipient: String,
    /// Its subject.
    pub subject: String,
    /// What it holds.
    pub content: DemoContent,
    /// When, by the clock of the demo.
    pub received_at: Instant,
}

/// What a message of the demo's mailbox holds.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DemoContent {
    /// Its words.
    pub plain: String,
    /// The same as HTML.
    pub html: String,
    /// The address of its link.
    pub link: Option<String>,
    /// Its calendar files, each by name.
    pub files: Vec<(String, String)>,
    /// All of it as it would have gone out.
    pub raw: String,
}
