//! News that travels right: a command says what changed, and the capabilities to the right
//! listen inside the same transaction, so a change and what follows from it are one truth.

use std::collections::BTreeSet;

use crate::{
    id::{PersonId, PlanId, ProviderId, ReferralId, RoomId, SessionId, SupervisorId, VenueId},
    time::{Instant, LondonDay},
};

/// What became of a referral, as far as its social worker is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferralNews {
    /// It came back with a question.
    Returned,
    /// A contact plan was made of it.
    Accepted,
    /// The service will not arrange it.
    Declined,
}

/// What changed. Append a variant when a capability to the right must follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A child lives somewhere else from a day on.
    PlacementMoved {
        /// The child.
        child: PersonId,
    },
    /// Who is family to a child, or who holds parental responsibility, is not what it was.
    KinChanged {
        /// The child.
        child: PersonId,
    },
    /// A member of staff may no longer know of a person, or may again.
    ExclusionChanged {
        /// The person.
        person: PersonId,
    },
    /// The legal status of a child, from a moment on.
    StatusChanged {
        /// The child.
        child: PersonId,
    },
    /// What orders say about these children: one was entered, checked, ended, or its rules changed.
    OrdersChanged {
        /// The children.
        children: BTreeSet<PersonId>,
    },
    /// Contact between two is refused, or no longer.
    RefusalChanged {
        /// The child.
        child: PersonId,
        /// Who may not see the child, or may again.
        person: PersonId,
    },
    /// What risk assessments say between these: one was approved, superseded, signed off,
    /// strengthened or continued.
    RiskChanged {
        /// The children.
        children: BTreeSet<PersonId>,
        /// The family members.
        persons: BTreeSet<PersonId>,
    },
    /// A contact plan was made, changed or ended; what was planned under it is judged again.
    PlanChanged {
        /// The plan.
        plan: PlanId,
        /// The children it names, before and after.
        children: BTreeSet<PersonId>,
    },
    /// A referral went to a state its social worker is told of.
    ReferralMoved {
        /// The referral.
        referral: ReferralId,
        /// What became of it.
        news: ReferralNews,
    },
    /// A week is published in which a child stays below what an order gives, or what else was agreed.
    BelowMinimum {
        /// The child.
        child: PersonId,
        /// The Monday of the week.
        monday: LondonDay,
        /// Whether a court ordered any of it.
        ordered: bool,
    },
    /// A supervisor is away for a while.
    AbsenceRecorded {
        /// Who.
        supervisor: SupervisorId,
        /// From this moment.
        from: Instant,
        /// Until this moment.
        until: Instant,
    },
    /// What a supervisor may do or when they work is not what it was; what was planned with them
    /// is judged again. An absence that ended early counts too.
    SupervisorChanged {
        /// Who.
        supervisor: SupervisorId,
    },
    /// A venue, or one of its rooms, is closed for a while.
    VenueClosed {
        /// The venue.
        venue: VenueId,
        /// The room, where it is only one.
        room: Option<RoomId>,
        /// From this moment.
        from: Instant,
        /// Until this moment.
        until: Instant,
    },
    /// The hours or rooms of a venue are not what they were; what was planned there is judged
    /// again. A closure that ended early counts too.
    VenueChanged {
        /// The venue.
        venue: VenueId,
    },
    /// An outside service was insured, checked or agreed with anew, or is used no more.
    ProviderChanged {
        /// The service.
        provider: ProviderId,
    },
    /// An outside service has another e-mail address, or none any more.
    AddressChanged {
        /// The service.
        provider: ProviderId,
    },
    /// The e-mail address of an outside service is confirmed by a second person.
    AddressConfirmed {
        /// The service.
        provider: ProviderId,
    },
    /// The days that are bank holidays are not what they were.
    BankHolidaysReplaced,
    /// Something happened to a session that people outside are told of, or that others follow.
    SessionMoved {
        /// The session.
        session: SessionId,
        /// What happened.
        news: SessionNews,
    },
}

crate::codes! {
    /// What happened to a session.
    pub enum SessionNews {
        /// A rota was published with it.
        Published = "published",
        /// It was moved, or its room or staff changed, after people were told of it.
        Changed = "changed",
        /// It was called off after people were told of it.
        Cancelled = "cancelled",
        /// Contact is refused in an emergency.
        Suspended = "suspended",
        /// The refusal is over: somebody decides today.
        Resumed = "resumed",
        /// It did not start.
        NotHeld = "not_held",
        /// It ended early.
        EndedEarly = "ended_early",
        /// It ended as promised.
        Over = "over",
        /// Somebody came who may not be there, and was not let in.
        TurnedAway = "turned_away",
        /// Something happened in it that who manages the service and the social worker must know at once.
        Incident = "incident",
        /// Its record is signed.
        Recorded = "recorded",
    }
}
