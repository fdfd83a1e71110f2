//! Referrals, and the contact plans that come of them.
//!
//! A social worker asks for family time on behalf of children; the service accepts what it can
//! hold, and the contact plan is what was accepted: who, how often, how long, how watched, who
//! brings and returns. Promises: about ten answers are enough to send, the rest is known before
//! acceptance, and whoever is to supply each is named; nothing is accepted without the call that
//! verifies it, except an emergency, whose call then runs late in everybody's sight. It refuses a
//! plan with somebody who is no relative or whose contact is refused.

pub mod commands;
pub mod http;
pub mod pages;
pub mod queries;
pub mod rules;
mod store;
pub mod tables;
mod traces;

use std::collections::BTreeSet;

use kernel::{
    id::{PersonId, PlanId, ReferralId, UserId},
    text::{Language, Narrative},
    time::{Instant, LondonDay},
};
use law::{
    proposal::{Level, Mode, PlaceKind},
    rule::Period,
    standing::Agreed,
};

use self::rules::{Answers, Number, State};

kernel::codes! {
    /// What sort of referral it is.
    pub enum ReferralKind {
        /// For the first time.
        New = "new",
        /// A change of an accepted one, which it takes the place of.
        Change = "change",
        /// Again, after an earlier one was over.
        ReReferral = "re_referral",
        /// It cannot wait: it may be accepted at once, and the call that verifies it is due the
        /// next working day.
        Emergency = "emergency",
    }
}

impl ReferralKind {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Change => "Change of an accepted plan",
            Self::ReReferral => "Re-referral",
            Self::Emergency => "Emergency",
        }
    }
}

kernel::codes! {
    /// Where a referral is; see [`State`] for what belongs to each.
    pub enum StateCode {
        /// Being written.
        Draft = "draft",
        /// With the coordinator.
        Sent = "sent",
        /// Back with a question.
        Returned = "returned",
        /// A plan was made of it.
        Accepted = "accepted",
        /// Not arranged.
        Declined = "declined",
        /// Taken back.
        Withdrawn = "withdrawn",
        /// Another took its place.
        Superseded = "superseded",
    }
}

impl StateCode {
    /// As people say it, after "this referral is".
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "a draft",
            Self::Sent => "sent",
            Self::Returned => "returned with a question",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Superseded => "superseded",
        }
    }
}

/// A referral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// Its id.
    pub id: ReferralId,
    /// Its number, once it was sent.
    pub number: Option<Number>,
    /// What sort it is.
    pub kind: ReferralKind,
    /// Where it is.
    pub state: State,
    /// The children.
    pub children: BTreeSet<PersonId>,
    /// The family members they are to meet.
    pub visitors: BTreeSet<PersonId>,
    /// What was answered.
    pub answers: Answers,
    /// Whose it is.
    pub social_worker: UserId,
    /// The accepted referral it is to take the place of.
    pub renews: Option<ReferralId>,
    /// When it was last written by a person.
    pub touched: Instant,
    /// When its author was warned that it will be deleted unsent.
    pub warned: Option<Instant>,
    /// How often it was written.
    pub version: i64,
}

impl Referral {
    /// Everybody it names.
    pub fn persons(&self) -> BTreeSet<PersonId> {
        self.children.union(&self.visitors).copied().collect()
    }
}

kernel::codes! {
    /// What was done with a referral.
    pub enum Deed {
        /// Sent.
        Sent = "sent",
        /// Returned with a question.
        Returned = "returned",
        /// The question was answered, and it was sent again.
        Answered = "answered",
        /// An answer that was not known was supplied.
        Supplied = "supplied",
        /// The call that verifies it was made.
        Called = "called",
        /// Accepted.
        Accepted = "accepted",
        /// Declined.
        Declined = "declined",
        /// Withdrawn.
        Withdrawn = "withdrawn",
        /// Another took its place.
        Superseded = "superseded",
    }
}

impl Deed {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Sent => "Sent",
            Self::Returned => "Returned with a question",
            Self::Answered => "Answered and sent again",
            Self::Supplied => "An answer was supplied",
            Self::Called => "Verification call",
            Self::Accepted => "Accepted",
            Self::Declined => "Declined",
            Self::Withdrawn => "Withdrawn",
            Self::Superseded => "Superseded",
        }
    }
}

/// One line of what was done with a referral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What was done.
    pub deed: Deed,
    /// By whom.
    pub by: UserId,
    /// When.
    pub at: Instant,
    /// What was said: the question, the reply, the reason.
    pub said: Option<Narrative>,
}

kernel::codes! {
    /// Who brings a child to a session, or takes them home.
    pub enum Bringing {
        /// The carer.
        Carer = "carer",
        /// The supervisor of the session.
        Supervisor = "supervisor",
        /// The social worker.
        SocialWorker = "social_worker",
        /// A taxi, with an escort.
        Taxi = "taxi",
    }
}

impl Bringing {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Carer => "The carer",
            Self::Supervisor => "The supervisor",
            Self::SocialWorker => "The social worker",
            Self::Taxi => "A taxi",
        }
    }
}

kernel::codes! {
    /// How much of a session is written down.
    pub enum Recording {
        /// A full observation record; in proceedings always.
        Full = "full",
        /// A summary.
        Summary = "summary",
        /// Who came, and when.
        AttendanceOnly = "attendance_only",
    }
}

impl Recording {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Full => "Full observation",
            Self::Summary => "Summary",
            Self::AttendanceOnly => "Attendance only",
        }
    }
}

kernel::codes! {
    /// What a contact plan rests on.
    pub enum Basis {
        /// An order of the court.
        Order = "order",
        /// The child's care plan.
        CarePlan = "care_plan",
        /// An agreement with those who hold parental responsibility.
        Agreement = "agreement",
    }
}

impl Basis {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Order => "An order of the court",
            Self::CarePlan => "The care plan",
            Self::Agreement => "An agreement",
        }
    }
}

kernel::codes! {
    /// Whether a contact plan was ended. Which days it runs on is told by its days alone: an ended
    /// plan still runs until its last day.
    pub enum PlanState {
        /// It was not.
        Active = "active",
        /// Somebody ended it; `until` is its last day.
        Ended = "ended",
    }
}

/// How many sessions in each span of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Often {
    /// Sessions, 1 to 31.
    pub times: u8,
    /// In each of these.
    pub per: Period,
}

/// What a contact plan arranges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanDetails {
    /// The children.
    pub children: BTreeSet<PersonId>,
    /// The family members who come. Everybody else is not admitted.
    pub visitors: BTreeSet<PersonId>,
    /// How often.
    pub often: Often,
    /// How long a session lasts, in minutes: 15 to 480, a multiple of 5.
    pub minutes: u16,
    /// How they meet.
    pub mode: Mode,
    /// How closely it is watched.
    pub level: Level,
    /// In what sort of place.
    pub place: PlaceKind,
    /// Who brings the children.
    pub bringing: Bringing,
    /// Who takes them home.
    pub returning: Bringing,
    /// How much is written down.
    pub recording: Recording,
    /// The language an interpreter is needed for.
    pub interpreter: Option<Language>,
    /// Its first day.
    pub from: LondonDay,
    /// The day it must be reviewed by, three months from the first at most.
    pub review_by: LondonDay,
    /// Its last day, where one is known.
    pub until: Option<LondonDay>,
    /// What it rests on.
    pub basis: Basis,
    /// Whether those with parental responsibility agreed (s.20, Care Planning Regulations reg 4).
    pub agreed: Agreed,
    /// Whether the adoption agency decided to allow contact after a placement order (Adoption and
    /// Children Act 2002 s.26).
    pub agency_allows: bool,
    /// Considerations. Special-category data: sealed.
    pub notes: Option<Narrative>,
}

impl PlanDetails {
    /// Everybody it names.
    pub fn persons(&self) -> BTreeSet<PersonId> {
        self.children.union(&self.visitors).copied().collect()
    }
    /// Whether it runs on a day.
    pub fn runs_on(&self, day: LondonDay) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// A contact plan: the accepted arrangement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Its id.
    pub id: PlanId,
    /// The referral it comes of.
    pub referral: ReferralId,
    /// Whose case it is.
    pub social_worker: UserId,
    /// What it arranges.
    pub details: PlanDetails,
    /// Whether it was ended.
    pub state: PlanState,
    /// How often it was written.
    pub version: i64,
}
