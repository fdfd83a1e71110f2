//! The policy: one pure function over role, action, relation and state of the record.

use kernel::refusal::Reason;

use super::{Act, Actor, Role, reach::reach};

kernel::codes! {
    /// How a person stands to the record they ask for.
    pub enum Relation {
        /// Named as one who must not know of it: a relative, a former partner, a complaint.
        Excluded = "excluded",
        /// None of their own.
        None = "none",
        /// On the rota for a session of it.
        Assigned = "assigned",
        /// A colleague's, in one of their teams.
        Team = "team",
        /// On their caseload, or made by them.
        Own = "own",
    }
}

kernel::codes! {
    /// What state the record is in, as far as access goes: how closely it is kept from people, and
    /// whether it is still written. The two are told apart, so that closing a sealed file does not
    /// open it.
    pub enum RecordState {
        /// In ordinary use.
        Open = "open",
        /// Only those with a relation of their own to it (a case in the news, a colleague's family).
        Restricted = "restricted",
        /// Only the service manager and the Data Protection Officer (adopted, witness protection).
        Sealed = "sealed",
        /// Kept unchanged (a legal hold, a closed file): may be read, not changed.
        Closed = "closed",
        /// Restricted, and kept unchanged.
        RestrictedClosed = "restricted_closed",
        /// Sealed, and kept unchanged.
        SealedClosed = "sealed_closed",
    }
}

kernel::codes! {
    /// How closely a record is kept from people.
    pub enum Protection {
        /// As the roles say.
        Open = "open",
        /// Only those with a relation of their own.
        Restricted = "restricted",
        /// Only who answers for the service or for data protection.
        Sealed = "sealed",
    }
}

impl RecordState {
    /// The state of a record so protected, written or kept unchanged.
    pub const fn of(protection: Protection, kept: bool) -> Self {
        match (protection, kept) {
            (Protection::Open, false) => Self::Open,
            (Protection::Restricted, false) => Self::Restricted,
            (Protection::Sealed, false) => Self::Sealed,
            (Protection::Open, true) => Self::Closed,
            (Protection::Restricted, true) => Self::RestrictedClosed,
            (Protection::Sealed, true) => Self::SealedClosed,
        }
    }
    /// How closely it is kept from people.
    pub const fn protection(self) -> Protection {
        match self {
            Self::Open | Self::Closed => Protection::Open,
            Self::Restricted | Self::RestrictedClosed => Protection::Restricted,
            Self::Sealed | Self::SealedClosed => Protection::Sealed,
        }
    }
    /// Whether it is kept unchanged.
    pub const fn is_kept(self) -> bool {
        matches!(
            self,
            Self::Closed | Self::RestrictedClosed | Self::SealedClosed
        )
    }
    /// The state of two records taken together: the closer protection, and kept if either is.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self::of(
            self.protection().max(other.protection()),
            self.is_kept() || other.is_kept(),
        )
    }
}

/// What the policy says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It may be done.
    Allow,
    /// The record must look as if it did not exist.
    Hide,
    /// The record may be known of, but this is not theirs to do.
    Forbid(Reason),
}

/// What the state of a record takes away from a role that could otherwise act.
const fn state_permits(role: Role, relation: Relation, state: RecordState) -> bool {
    let answers_for_it = matches!(role, Role::ServiceManager | Role::Dpo);
    match state.protection() {
        Protection::Open => true,
        Protection::Restricted => {
            answers_for_it || !matches!(relation, Relation::None | Relation::Excluded)
        }
        Protection::Sealed => answers_for_it,
    }
}

fn permitted(actor: &Actor, act: Act, relation: Relation, state: RecordState) -> bool {
    match actor {
        Actor::System => true,
        // What follows from a change somebody was allowed to make.
        _ if matches!(act, Act::FollowChange) => true,
        Actor::User { roles, .. } => roles.iter().any(|role| {
            reach(*role, act).covers(relation) && state_permits(*role, relation, state)
        }),
        // Their own notice, and nothing else.
        Actor::Link { .. } => {
            matches!(act, Act::OpenLink | Act::OpenJourney | Act::AnswerLink)
                && relation == Relation::Own
        }
        Actor::Nobody => act.for_anyone(),
    }
}

/// Whether `actor` may do `act` to a record they stand in `relation` to and that is in `state`.
///
/// What may not be known of is hidden (the caller answers "not found"); what may be known of is
/// forbidden with a reason.
pub fn decide(actor: &Actor, act: Act, relation: Relation, state: RecordState) -> Decision {
    if relation == Relation::Excluded {
        return Decision::Hide;
    }
    if permitted(actor, act, relation, state) {
        if act.writes() && state.is_kept() && act != Act::ProtectPerson {
            return Decision::Forbid(Reason::new(
                "record-closed",
                "This record is kept unchanged. Ask the data protection officer if it must be corrected.",
            ));
        }
        return Decision::Allow;
    }
    let knows_of_it = permitted(actor, Act::ShowPerson, relation, state);
    if knows_of_it || !act.personal() {
        Decision::Forbid(Reason::new(
            "not-your-role",
            "Your roles do not include this. Ask your manager who can do it.",
        ))
    } else {
        Decision::Hide
    }
}

/// Whether this actor may do `act` in some relation to some record: for the links of a page.
pub fn could_ever(actor: &Actor, act: Act) -> bool {
    let allowed =
        |relation: &Relation| decide(actor, act, *relation, RecordState::Open) == Decision::Allow;
    Relation::ALL.iter().any(allowed)
}

/// What the door asks before it knows the record: who could never do `act` on any record is not let
/// in, not even to an empty form. Who could know of some record is let in, so that the record
/// itself decides whether to be hidden or forbidden.
pub fn at_door(actor: &Actor, act: Act, names_a_record: bool) -> Decision {
    let on_any = |relation: &Relation| decide(actor, act, *relation, RecordState::Open);
    let decisions: Vec<Decision> = Relation::ALL.iter().map(on_any).collect();
    if could_ever(actor, act) {
        return Decision::Allow;
    }
    match decisions
        .into_iter()
        .find(|decision| *decision != Decision::Hide)
    {
        Some(_) if act.personal() && names_a_record => Decision::Allow,
        Some(forbidden) => forbidden,
        None => Decision::Hide,
    }
}

#[cfg(test)]
#[path = "policy_tests.rs"]
mod tests;
