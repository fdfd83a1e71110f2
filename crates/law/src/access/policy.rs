//! The policy: one pure function over role, action, relation and state of the record.

use kernel::refusal::Reason;

use super::{Act, Actor, Role};

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
    /// What state the record is in, as far as access goes.
    pub enum RecordState {
        /// In ordinary use.
        Open = "open",
        /// Only those with a relation of their own to it (a case in the news, a colleague's family).
        Restricted = "restricted",
        /// Only the service manager and the Data Protection Officer (adopted, witness protection).
        Sealed = "sealed",
        /// Kept unchanged: a legal hold or closed file. May be read, not changed.
        Closed = "closed",
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

/// How far a role's right to an action reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    /// Not at all.
    Nothing,
    /// Sessions they are on the rota for.
    Assigned,
    /// Their own caseload.
    Own,
    /// Their teams' caseloads.
    Team,
    /// Every record of the service.
    Service,
}

impl Reach {
    const fn covers(self, relation: Relation) -> bool {
        match self {
            Self::Nothing => false,
            Self::Assigned => matches!(relation, Relation::Assigned),
            Self::Own => matches!(relation, Relation::Own),
            Self::Team => matches!(relation, Relation::Own | Relation::Team),
            Self::Service => !matches!(relation, Relation::Excluded),
        }
    }
}

/// How far `role` may go in `act`. The whole policy on roles is this table.
const fn reach(role: Role, act: Act) -> Reach {
    use Reach::{Assigned, Nothing, Own, Service, Team};
    match act {
        // The program's own.
        Act::FollowChange | Act::KeepHouse | Act::AdmitCaller | Act::ReadCheckpoints => Nothing,
        // Open to whoever the door admits.
        Act::OpenAbout
        | Act::OpenSignIn
        | Act::SignIn
        | Act::RefreshTokens
        | Act::SignOut
        | Act::StaySignedIn
        | Act::OpenHome => Service,

        Act::AddUser | Act::ListUsers => match role {
            Role::Administrator => Service,
            _ => Nothing,
        },
        Act::ChangeCaseload => match role {
            Role::TeamManager => Team,
            Role::ServiceManager => Service,
            _ => Nothing,
        },
        Act::ExcludeWorker | Act::ProtectPerson => match role {
            Role::ServiceManager | Role::Dpo => Service,
            _ => Nothing,
        },
        Act::ListPeople | Act::ShowPerson => match role {
            Role::SocialWorker | Role::Legal | Role::Iro | Role::Guardian => Own,
            Role::TeamManager => Team,
            Role::Supervisor => Assigned,
            Role::Coordinator | Role::ServiceManager | Role::Dpo => Service,
            Role::Auditor | Role::Administrator => Nothing,
        },
        Act::AddPerson | Act::OpenNewPerson => match role {
            Role::SocialWorker | Role::TeamManager | Role::Coordinator | Role::ServiceManager => {
                Service
            }
            _ => Nothing,
        },
        Act::EditPerson | Act::RelatePeople | Act::PlaceChild => match role {
            Role::SocialWorker => Own,
            Role::TeamManager => Team,
            Role::Coordinator | Role::ServiceManager => Service,
            _ => Nothing,
        },
        Act::AddHousehold | Act::OpenNewHousehold | Act::ListHouseholds => match role {
            Role::SocialWorker | Role::TeamManager | Role::Coordinator | Role::ServiceManager => {
                Service
            }
            _ => Nothing,
        },
        Act::ShowWhereabouts => match role {
            Role::SocialWorker => Own,
            Role::TeamManager => Team,
            Role::Coordinator | Role::ServiceManager => Service,
            // Supervisors get the pick-up of their own journey, in its time window; not this.
            _ => Nothing,
        },
        Act::RecordStatus | Act::EnterOrder => match role {
            Role::SocialWorker => Own,
            Role::TeamManager => Team,
            Role::Coordinator | Role::ServiceManager | Role::Legal => Service,
            _ => Nothing,
        },
        Act::ShowOrders | Act::DownloadOrder => match role {
            // Supervisors read the rules of their session in its brief, never the order itself.
            Role::SocialWorker | Role::Iro | Role::Guardian => Own,
            Role::TeamManager => Team,
            Role::Coordinator | Role::ServiceManager | Role::Legal => Service,
            _ => Nothing,
        },
        Act::CheckOrder | Act::DischargeOrder => match role {
            Role::TeamManager => Team,
            Role::ServiceManager | Role::Legal => Service,
            _ => Nothing,
        },
        Act::RefuseContact => match role {
            Role::TeamManager => Team,
            Role::ServiceManager => Service,
            _ => Nothing,
        },
        Act::ShowAudit => match role {
            Role::Dpo | Role::ServiceManager => Service,
            _ => Nothing,
        },
    }
}

/// What the state of a record takes away from a role that could otherwise act.
const fn state_permits(role: Role, relation: Relation, state: RecordState) -> bool {
    let answers_for_it = matches!(role, Role::ServiceManager | Role::Dpo);
    match state {
        RecordState::Open | RecordState::Closed => true,
        RecordState::Restricted => {
            answers_for_it || !matches!(relation, Relation::None | Relation::Excluded)
        }
        RecordState::Sealed => answers_for_it,
    }
}

fn permitted(actor: &Actor, act: Act, relation: Relation, state: RecordState) -> bool {
    match actor {
        Actor::System => true,
        Actor::User { roles, .. } => roles.iter().any(|role| {
            reach(*role, act).covers(relation) && state_permits(*role, relation, state)
        }),
        Actor::Link { .. } => false,
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
        if act.writes() && state == RecordState::Closed && act != Act::ProtectPerson {
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use kernel::id::UserId;

    use super::*;

    fn with(roles: &[Role]) -> Actor {
        Actor::User {
            id: UserId::from_parts(0, 0),
            roles: roles.iter().copied().collect::<BTreeSet<_>>(),
        }
    }

    #[test]
    fn an_exclusion_beats_every_role_and_every_action() {
        for act in Act::ALL {
            for state in RecordState::ALL {
                assert_eq!(
                    decide(&with(Role::ALL), *act, Relation::Excluded, *state),
                    Decision::Hide,
                    "{act} {state}"
                );
            }
        }
    }

    #[test]
    fn rights_are_the_union_of_roles() {
        for act in Act::ALL {
            for relation in Relation::ALL {
                for state in RecordState::ALL {
                    let one = Role::ALL
                        .iter()
                        .any(|r| decide(&with(&[*r]), *act, *relation, *state) == Decision::Allow);
                    let all = decide(&with(Role::ALL), *act, *relation, *state) == Decision::Allow;
                    assert_eq!(one, all, "{act} {relation} {state}");
                }
            }
        }
    }

    #[test]
    fn an_administrator_sees_no_case_data() {
        for act in [
            Act::ListPeople,
            Act::ShowPerson,
            Act::ShowWhereabouts,
            Act::EditPerson,
        ] {
            for relation in Relation::ALL {
                for state in RecordState::ALL {
                    assert_eq!(
                        decide(&with(&[Role::Administrator]), act, *relation, *state),
                        Decision::Hide
                    );
                }
            }
        }
    }

    #[test]
    fn a_closed_record_is_read_and_never_changed() {
        for act in Act::ALL
            .iter()
            .filter(|act| act.writes() && **act != Act::ProtectPerson)
        {
            let decision = decide(&with(Role::ALL), *act, Relation::Own, RecordState::Closed);
            assert_ne!(decision, Decision::Allow, "{act}");
        }
        assert_eq!(
            decide(
                &with(&[Role::SocialWorker]),
                Act::ShowPerson,
                Relation::Own,
                RecordState::Closed
            ),
            Decision::Allow
        );
    }

    #[test]
    fn a_supervisor_never_reads_whereabouts() {
        for relation in Relation::ALL {
            assert_ne!(
                decide(
                    &with(&[Role::Supervisor]),
                    Act::ShowWhereabouts,
                    *relation,
                    RecordState::Open
                ),
                Decision::Allow
            );
        }
    }
}
