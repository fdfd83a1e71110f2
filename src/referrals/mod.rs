//! Referrals, and the contact plans that come of them.
//!
//! A social worker asks for family time on behalf of children; the service accepts what it can
//! hold, and the contact plan is what was accepted: who, how often, how long, how watched, who
//! brings and returns. Promises: about ten answers are enough to send, the rest is known before
//! acceptance, and whoever is to supply each is named; nothing is accepted without the call that
//! verifies it, except an emergency, whose call then runs late in everybody's sight. It refuses a
//! plan with somebody who is no relative or whose contact is refused.

pub mod queries;
mod store;
pub mod tables;

use std::collections::BTreeSet;

use kernel::{
    id::{PersonId, PlanId, ReferralId, UserId},
    text::{Language, Narrative},
    time::LondonDay,
};
use law::{
    proposal::{Level, Mode, PlaceKind},
    rule::Period,
    standing::Agreed,
};

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
