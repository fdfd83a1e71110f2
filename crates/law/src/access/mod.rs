//! Who may do what: one list of actions, one pure policy.
//!
//! A user's rights are the union of their roles (small services have one person in three hats);
//! what separates people is *author is not approver of this record*, which each record checks.
//! A named exclusion beats every role, administrators included.

mod actions;
mod policy;
mod reach;

pub use actions::{
    Act, Action, Anyone, Caller, Impersonal, LinkBearer, OnRecords, Staff, Writes, about, act,
};
pub use policy::{Decision, Protection, RecordState, Relation, at_door, could_ever, decide};

use std::collections::BTreeSet;

use kernel::id::{NoticeId, UserId};

kernel::codes! {
    /// What a person does in or around the service.
    pub enum Role {
        /// Refers children, keeps their plan, reads their records.
        SocialWorker = "social_worker",
        /// Approves what a social worker of the team proposes.
        TeamManager = "team_manager",
        /// Accepts referrals, plans and repairs rotas.
        Coordinator = "coordinator",
        /// Supervises sessions and records them.
        Supervisor = "supervisor",
        /// Answers for the service.
        ServiceManager = "service_manager",
        /// The authority's lawyers.
        Legal = "legal",
        /// Independent Reviewing Officer.
        Iro = "iro",
        /// Children's guardian in proceedings.
        Guardian = "guardian",
        /// Data Protection Officer.
        Dpo = "dpo",
        /// Reads how the program was used.
        Auditor = "auditor",
        /// Keeps accounts and settings; sees no case data.
        Administrator = "administrator",
    }
}

impl Role {
    /// The role as people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::SocialWorker => "Social worker",
            Self::TeamManager => "Team manager",
            Self::Coordinator => "Contact coordinator",
            Self::Supervisor => "Contact supervisor",
            Self::ServiceManager => "Service manager",
            Self::Legal => "Legal",
            Self::Iro => "Independent reviewing officer",
            Self::Guardian => "Children's guardian",
            Self::Dpo => "Data protection officer",
            Self::Auditor => "Auditor",
            Self::Administrator => "Administrator",
        }
    }
}

/// Who stands at the door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A member of staff.
    User {
        /// Their account.
        id: UserId,
        /// All their roles.
        roles: BTreeSet<Role>,
    },
    /// The bearer of the link in one notice.
    Link {
        /// The notice.
        notice: NoticeId,
    },
    /// Nobody has said who they are yet.
    Nobody,
    /// The program itself: the worker, a command line verb.
    System,
}

impl Actor {
    /// The actor's name in the audit: an id, never a person's name.
    pub fn key(&self) -> String {
        match self {
            Self::User { id, .. } => id.to_string(),
            Self::Link { notice } => format!("link:{notice}"),
            Self::Nobody => "nobody".to_owned(),
            Self::System => "system".to_owned(),
        }
    }
    /// The account, where there is one.
    pub const fn user(&self) -> Option<UserId> {
        match self {
            Self::User { id, .. } => Some(*id),
            _ => None,
        }
    }
    /// Whether one of the actor's roles is `role`.
    pub fn is(&self, role: Role) -> bool {
        matches!(self, Self::User { roles, .. } if roles.contains(&role))
    }
}
