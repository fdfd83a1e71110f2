//! Settings: what a service decides for itself, within what the law leaves open.
//!
//! Each has a default, bounds and a reason; every change is kept with who, when and why, so that it
//! can be told what counted on a day. It refuses to hold what an operator sets (addresses, keys:
//! [`crate::config`]) and what the law sets (seven days of an urgent refusal).

pub mod commands;
pub mod http;
pub mod pages;
pub mod queries;
pub mod rules;
mod store;
pub mod tables;
mod traces;

use kernel::{
    id::UserId,
    text::{Line, Phone},
    time::Instant,
};
use serde::{Deserialize, Serialize};

/// What a service decides for itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The council for which the service works: letters with consequences in law come from it.
    pub council: Option<Line>,
    /// Where carers, families and drivers reach the service: it stands in every message.
    pub service_phone: Option<Phone>,
    /// Minutes a family member may come late before a supervisor may decide that the session does
    /// not start, 5 to 60. Councils write 10 or 15.
    pub lateness_grace_minutes: u16,
    /// Hours after its end in which a session is to be written up and signed, 1 to 168.
    pub write_up_hours: u16,
    /// Minutes a message waits, so that two changes right after each other become one message, 0
    /// to 60.
    pub notice_wait_minutes: u16,
    /// Days without a change after which the author of a draft referral is warned that it will be
    /// deleted, 14 to 365.
    pub draft_days: u16,
    /// Weeks after which a contact plan is reviewed at the latest, 1 to 13.
    pub plan_review_weeks: u16,
    /// Minutes that the way between two venues takes, and that of a taxi, 0 to 180.
    pub travel_minutes: u16,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            council: None,
            service_phone: None,
            lateness_grace_minutes: 15,
            write_up_hours: 24,
            notice_wait_minutes: 10,
            draft_days: 60,
            plan_review_weeks: 13,
            travel_minutes: 30,
        }
    }
}

/// Who changed settings, when and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Who.
    pub by: UserId,
    /// When.
    pub at: Instant,
    /// Why.
    pub reason: Line,
}

/// The settings in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// What they are.
    pub settings: Settings,
    /// 1 for the defaults; one more with each change.
    pub version: i64,
    /// How they came to be so; nothing for the defaults.
    pub changed: Option<Changed>,
}
