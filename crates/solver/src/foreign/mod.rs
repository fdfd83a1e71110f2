//! Problems of other people, written in their formats, as weeks of ours: no search is made for them.

pub mod hhcrsp;
pub mod smptsp;

use crate::instance::{
    self, DAY_MIN, Fault, Instance, RoomKind, Session, Supervisor, Transport, Weights,
};
use std::fmt;
use std::io::Read;
use std::str::FromStr;

/// The formats that problems can be read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// `rota-bench/1`, our own.
    #[default]
    RotaBench,
    /// Shift minimization personnel task scheduling.
    Smptsp,
    /// Home health care routing and scheduling.
    Hhcrsp,
}

impl Format {
    /// Reads a problem of this format as a week.
    pub fn read(self, source: impl Read) -> Result<Instance, Fault> {
        match self {
            Self::RotaBench => instance::read(source),
            Self::Smptsp => smptsp::Tasks::read(source)?.week(),
            Self::Hhcrsp => hhcrsp::Visits::read(source)?.week(),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::RotaBench => "rota-bench",
            Self::Smptsp => "smptsp",
            Self::Hhcrsp => "hhcrsp",
        })
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = [Self::RotaBench, Self::Smptsp, Self::Hhcrsp];
        let named = known.into_iter().find(|format| format.to_string() == name);
        named.ok_or_else(|| "is none of rota-bench, smptsp and hhcrsp".to_owned())
    }
}

/// One day in minutes without people, places and prices.
fn frame() -> Instance {
    Instance {
        format: "rota-bench/1".to_owned(),
        name: String::new(),
        slot_min: 1,
        start_step: 1,
        days: vec!["day".to_owned()],
        venues: Vec::new(),
        travel_min: Vec::new(),
        transport: Transport {
            leg_min: 0,
            capacity_by_area: vec![0],
        },
        supervisors: Vec::new(),
        sessions: Vec::new(),
        cases: Vec::new(),
        weights: free(),
        rest: None,
        breaks: None,
        apart: Vec::new(),
        follows: Vec::new(),
        resources: Vec::new(),
        rounds: None,
        fill_gaps: false,
        now: None,
    }
}

/// Nothing costs anything.
fn free() -> Weights {
    Weights {
        unassigned: vec![0],
        not_preferred_supervisor: 0,
        start_shift_per_slot: 0,
        other_day: 0,
        second_venue: 0,
        travel_from_base_per_min: 0,
        overtime_per_15min: 0,
        moved_session: 0,
        changed_supervisor: 0,
        staff_used: 0,
        late_per_slot: 0,
        worst_late_per_slot: 0,
        unfair_per_15min: 0,
        below_minimum: 0,
        unwritten_per_15min: 0,
        tiers: Vec::new(),
    }
}

/// A session of a case that one supervisor takes, and nobody attends.
fn session(id: String, case: String) -> Session {
    Session {
        id,
        case,
        duration_min: 0,
        before_min: 0,
        after_min: 0,
        write_up_min: 0,
        persons: Vec::new(),
        fixed: false,
        windows: Vec::new(),
        preferred_start: None,
        latest_start: None,
        resources: Vec::new(),
        venues: vec![0],
        room: RoomKind::Standard,
        supervisors: 1,
        skills: Vec::new(),
        seats: Vec::new(),
        language: None,
        gender: None,
        preferred_supervisors: Vec::new(),
        forbidden_supervisors: Vec::new(),
        transport: false,
        priority: 0,
        published: None,
        pinned: false,
        cancelled: false,
    }
}

/// A supervisor who is there all day and takes so many sessions, wherever they are.
fn supervisor(id: String, sessions: usize, venues: usize) -> Supervisor {
    Supervisor {
        id,
        gender: String::new(),
        base: 0,
        reach: (0..venues).collect(),
        languages: Vec::new(),
        skills: Vec::new(),
        contract_min: DAY_MIN,
        overtime_max_min: 0,
        day_max_min: DAY_MIN,
        max_sessions_day: sessions.min(DAY_MIN),
        days: vec![Some((0, DAY_MIN))],
        fair_min: None,
        away: Vec::new(),
    }
}
