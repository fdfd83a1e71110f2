//! How far each role may go in each action.

use super::{Act, Relation, Role};

/// How far a role's right to an action reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// Not at all.
    Nothing,
    /// Children they are on the rota for; of their sessions those of a plan they have a seat in.
    Assigned,
    /// Their own caseload.
    Own,
    /// Their teams' caseloads.
    Team,
    /// Every record of the service.
    Service,
}

impl Reach {
    /// Whether it reaches a record one stands so to.
    pub(super) const fn covers(self, relation: Relation) -> bool {
        match self {
            Self::Nothing => false,
            Self::Assigned => matches!(relation, Relation::Assigned),
            Self::Own => matches!(relation, Relation::Own),
            Self::Team => matches!(relation, Relation::Own | Relation::Team),
            Self::Service => !matches!(relation, Relation::Excluded),
        }
    }
}

/// How far `role` may go in `act`. The whole policy on roles is this table: each action names the
/// group of people it belongs to. An action it does not name does not compile.
#[rustfmt::skip]
pub(super) const fn reach(role: Role, act: Act) -> Reach {
    match act {
        // The program's own; and those outside hold links, not accounts.
        Act::FollowChange | Act::RepeatAnswer | Act::KeepHouse | Act::AdmitCaller | Act::LookForDue
        | Act::SendNotices | Act::ReadCheckpoints | Act::OpenLink | Act::OpenJourney
        | Act::AnswerLink => Reach::Nothing,
        // Open to whoever the door admits.
        Act::OpenAbout | Act::OpenSignIn | Act::SignIn | Act::RefreshTokens | Act::SignOut | Act::StaySignedIn
        | Act::OpenHome | Act::ReadDemoMail | Act::AdvanceDemoClock => Reach::Service,
        Act::AddUser | Act::ListUsers | Act::KeepTeams | Act::ReplaceBankHolidays => who_keeps_accounts(role),
        Act::ShowSettings | Act::ChangeSettings => who_decides_settings(role),
        Act::ChangeCaseload => who_gives_cases(role),
        Act::ExcludeWorker | Act::ProtectPerson | Act::ShowAudit => who_answers_for_privacy(role),
        Act::ListAudit => who_oversees(role),
        Act::ListPeople | Act::ShowPerson | Act::ShowSession => who_reads_records(role),
        // Supervisors get the pick-up of their own journey, in its time window; not whereabouts.
        // Where a household is, is where the children are who live there.
        Act::EditPerson | Act::RelatePeople | Act::PlaceChild | Act::ShowWhereabouts | Act::EditWhereabouts
        | Act::SendRefusalLetter | Act::ShowHousehold | Act::ListReferrals | Act::ShowReferral | Act::WriteReferral => who_keeps_records(role),
        Act::AddPerson | Act::OpenNewPerson | Act::AddHousehold | Act::OpenNewHousehold
        | Act::ListHouseholds => who_adds_to_the_service(role),
        Act::RecordStatus | Act::EnterOrder => who_enters_orders(role),
        // Supervisors read the rules of their session in its brief, never the order itself.
        Act::ShowOrders | Act::DownloadOrder => who_reads_orders(role),
        Act::CheckOrder | Act::DischargeOrder => who_checks_orders(role),
        Act::RefuseContact | Act::ApproveRisk | Act::ContinueRisk => who_manages_cases(role),
        // Supervisors get the controls in the brief of their session, never the assessment.
        Act::ShowRisk | Act::ShowPlan => who_reads_risk_and_plans(role),
        Act::AssessRisk => who_assesses_risk(role),
        Act::SignOffRisk => who_heads_the_service(role),
        // The coordinator may strengthen an approved assessment (`AcceptRisk`), never weaken it.
        Act::AcceptRisk | Act::DecideReferral | Act::KeepPlan | Act::OpenNewResource | Act::ListVenues
        | Act::ShowVenue | Act::KeepVenues | Act::CloseVenue | Act::ListSupervisors | Act::ShowSupervisor
        | Act::KeepSupervisors | Act::RecordAbsence | Act::ListProviders | Act::ShowProvider
        | Act::KeepProviders | Act::ConfirmAddress | Act::BookSession | Act::ChangeSession | Act::CancelSession | Act::KeepSlots
        | Act::FillWeek | Act::ShowRota | Act::PublishRota | Act::ListNotices
        | Act::RecordTelling => who_runs_the_service(role),
        Act::ShowNotices => who_hears_of_sessions(role),
        Act::ShowOwnAvailability | Act::RecordOwnAbsence => who_supervises(role),
        Act::ShowBankHolidays => who_counts_days(role),
        Act::DecideSession => who_decides_on_sessions(role),
        Act::ShowToday | Act::ShowJourney | Act::RecordSession | Act::SignRecord => who_holds_sessions(role),
        Act::ReadBrief | Act::AddAddendum => who_answers_for_sessions(role),
        Act::ShowRecord => who_reads_observations(role),
    }
}

const fn who_keeps_accounts(role: Role) -> Reach {
    match role {
        Role::Administrator => Reach::Service,
        _ => Reach::Nothing,
    }
}

const fn who_decides_settings(role: Role) -> Reach {
    match role {
        Role::ServiceManager | Role::Administrator => Reach::Service,
        _ => Reach::Nothing,
    }
}

const fn who_gives_cases(role: Role) -> Reach {
    match role {
        Role::TeamManager => Reach::Team,
        Role::ServiceManager => Reach::Service,
        _ => Reach::Nothing,
    }
}

const fn who_answers_for_privacy(role: Role) -> Reach {
    match role {
        Role::ServiceManager | Role::Dpo => Reach::Service,
        _ => Reach::Nothing,
    }
}

/// The auditor sees how the service is used, and no case.
const fn who_oversees(role: Role) -> Reach {
    match role {
        Role::Auditor => Reach::Service,
        _ => who_answers_for_privacy(role),
    }
}

const fn who_reads_records(role: Role) -> Reach {
    match role {
        Role::SocialWorker | Role::Legal | Role::Iro | Role::Guardian => Reach::Own,
        Role::TeamManager => Reach::Team,
        Role::Supervisor => Reach::Assigned,
        Role::Coordinator | Role::ServiceManager | Role::Dpo => Reach::Service,
        Role::Auditor | Role::Administrator => Reach::Nothing,
    }
}

const fn who_keeps_records(role: Role) -> Reach {
    match role {
        Role::SocialWorker => Reach::Own,
        Role::TeamManager => Reach::Team,
        Role::Coordinator | Role::ServiceManager => Reach::Service,
        _ => Reach::Nothing,
    }
}

const fn who_runs_the_service(role: Role) -> Reach {
    match role {
        Role::Coordinator | Role::ServiceManager => Reach::Service,
        _ => Reach::Nothing,
    }
}

/// Their own by construction: whose it is comes from who is signed in, not from the address.
const fn who_supervises(role: Role) -> Reach {
    match role {
        Role::Supervisor => Reach::Service,
        _ => Reach::Nothing,
    }
}

/// Whose session it is: a supervisor on the rota for it.
const fn who_holds_sessions(role: Role) -> Reach {
    match role {
        Role::Supervisor => Reach::Assigned,
        _ => Reach::Nothing,
    }
}

/// Who holds the session, and who answers for the service. A signed record is added to by them
/// alone: a social worker or a family asks them.
const fn who_answers_for_sessions(role: Role) -> Reach {
    match role {
        Role::Coordinator | Role::ServiceManager => Reach::Service,
        _ => who_holds_sessions(role),
    }
}

/// A record is shared through the social worker; the data protection officer's copy for a request
/// comes by its own door.
const fn who_reads_observations(role: Role) -> Reach {
    match role {
        Role::Dpo => Reach::Nothing,
        _ => who_reads_records(role),
    }
}

const fn who_hears_of_sessions(role: Role) -> Reach {
    match role {
        Role::SocialWorker => Reach::Own,
        Role::TeamManager => Reach::Team,
        _ => who_runs_the_service(role),
    }
}

const fn who_counts_days(role: Role) -> Reach {
    match role {
        Role::Coordinator | Role::ServiceManager | Role::Administrator => Reach::Service,
        _ => Reach::Nothing,
    }
}

/// Each thing that holds a session names who decides on it; here is who could be named.
const fn who_decides_on_sessions(role: Role) -> Reach {
    match role {
        Role::TeamManager => Reach::Team,
        Role::Coordinator | Role::ServiceManager | Role::Legal | Role::Dpo => Reach::Service,
        _ => Reach::Nothing,
    }
}

const fn who_adds_to_the_service(role: Role) -> Reach {
    match role {
        Role::SocialWorker | Role::TeamManager | Role::Coordinator | Role::ServiceManager => {
            Reach::Service
        }
        _ => Reach::Nothing,
    }
}

const fn who_enters_orders(role: Role) -> Reach {
    match role {
        Role::Legal => Reach::Service,
        _ => who_keeps_records(role),
    }
}

const fn who_reads_orders(role: Role) -> Reach {
    match role {
        Role::Iro | Role::Guardian => Reach::Own,
        _ => who_enters_orders(role),
    }
}

const fn who_checks_orders(role: Role) -> Reach {
    match role {
        Role::Legal => Reach::Service,
        _ => who_manages_cases(role),
    }
}

const fn who_manages_cases(role: Role) -> Reach {
    match role {
        Role::TeamManager => Reach::Team,
        Role::ServiceManager => Reach::Service,
        _ => Reach::Nothing,
    }
}

const fn who_reads_risk_and_plans(role: Role) -> Reach {
    match role {
        Role::Legal | Role::Iro | Role::Guardian => Reach::Own,
        _ => who_keeps_records(role),
    }
}

/// The coordinator may strengthen what others assessed, and writes none.
const fn who_assesses_risk(role: Role) -> Reach {
    match role {
        Role::SocialWorker => Reach::Own,
        _ => who_manages_cases(role),
    }
}

const fn who_heads_the_service(role: Role) -> Reach {
    match role {
        Role::ServiceManager => Reach::Service,
        _ => Reach::Nothing,
    }
}
