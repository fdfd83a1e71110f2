//! Requirements: what orders and risk controls demand of staff, room and time.
//!
//! They only ever add up. The coordinator may strengthen them, never weaken them.

mod codes;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::proposal::{Level, Proposal, Staff};
use crate::verdict::Code;

pub use codes::{Gender, RoomFeature, Skill};

/// What is demanded of one session, from all its sources together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Requirements {
    /// The least supervision.
    pub level: Level,
    /// The least number of supervisors in the session.
    pub staff_min: u8,
    /// The least number of staff on the site throughout, supervisors included.
    pub staff_on_site: u8,
    /// Genders asked for; two different ones need two supervisors.
    pub genders: BTreeSet<Gender>,
    /// Skills that someone in the session must have.
    pub skills: BTreeSet<Skill>,
    /// Features of the room or its venue.
    pub features: BTreeSet<RoomFeature>,
    /// Whether it must be at a centre: no outing, no home.
    pub centre_only: bool,
    /// Whether a supervisor must be one the child knows.
    pub known_supervisor: bool,
    /// Minutes between the arrivals, and between the departures, of child and adult.
    pub stagger_minutes: u16,
    /// Minutes added before the session for checks on arrival.
    pub arrival_minutes: u16,
    /// Minutes of staff time added after the session.
    pub recovery_minutes: u16,
    /// The longest the session may last, in minutes.
    pub max_minutes: Option<u16>,
}

impl Default for Requirements {
    fn default() -> Self {
        Self {
            level: Level::Unsupervised,
            staff_min: 0,
            staff_on_site: 0,
            genders: BTreeSet::new(),
            skills: BTreeSet::new(),
            features: BTreeSet::new(),
            centre_only: false,
            known_supervisor: false,
            stagger_minutes: 0,
            arrival_minutes: 0,
            recovery_minutes: 0,
            max_minutes: None,
        }
    }
}

/// One requirement that a proposal does not meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmet {
    /// Which kind.
    pub code: Code,
    /// In plain words.
    pub explanation: String,
}

impl Unmet {
    fn new(code: Code, explanation: impl Into<String>) -> Self {
        Self {
            code,
            explanation: explanation.into(),
        }
    }
}

impl Requirements {
    /// What a level of supervision demands by itself.
    pub fn of_level(level: Level) -> Self {
        let features = if level == Level::Security {
            BTreeSet::from([RoomFeature::Security])
        } else {
            BTreeSet::new()
        };
        Self {
            level,
            staff_min: level.supervisors(),
            features,
            ..Self::default()
        }
    }

    /// Both together: of each demand the stricter.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.level = self.level.max(other.level);
        self.staff_min = self.staff_min.max(other.staff_min);
        self.staff_on_site = self.staff_on_site.max(other.staff_on_site);
        self.genders.extend(&other.genders);
        self.skills.extend(&other.skills);
        self.features.extend(&other.features);
        self.centre_only |= other.centre_only;
        self.known_supervisor |= other.known_supervisor;
        self.stagger_minutes = self.stagger_minutes.max(other.stagger_minutes);
        self.arrival_minutes = self.arrival_minutes.max(other.arrival_minutes);
        self.recovery_minutes = self.recovery_minutes.max(other.recovery_minutes);
        self.max_minutes = match (self.max_minutes, other.max_minutes) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        self
    }

    /// Whether this demands everything the other does: a coordinator's version must be at least
    /// as strong.
    pub fn is_at_least(&self, other: &Self) -> bool {
        self.clone().and(other) == *self
    }

    /// What the proposal does not meet. For letters and gifts nothing is demanded.
    ///
    /// Demands on staff are judged once staff are chosen; until then the caller gets one
    /// [`Code::StaffNotChosen`].
    pub fn unmet(&self, proposal: &Proposal) -> Vec<Unmet> {
        if !proposal.mode.is_live() {
            return Vec::new();
        }
        let mut unmet = self.unmet_time(proposal);
        if proposal.mode.is_meeting() {
            unmet.extend(self.unmet_place(proposal));
        }
        unmet.extend(self.unmet_staff(proposal));
        unmet
    }

    fn unmet_time(&self, proposal: &Proposal) -> Vec<Unmet> {
        let longest = self
            .max_minutes
            .filter(|max| proposal.slot.minutes() > i64::from(*max));
        let too_long = longest.map(|max| {
            Unmet::new(
                Code::RiskTooLong,
                format!("The controls allow {max} minutes at most."),
            )
        });
        let weak = (proposal.level < self.level).then(|| {
            Unmet::new(
                Code::RiskSupervision,
                format!(
                    "The controls ask for supervision at least “{}”.",
                    self.level.label()
                ),
            )
        });
        too_long.into_iter().chain(weak).collect()
    }

    fn unmet_place(&self, proposal: &Proposal) -> Vec<Unmet> {
        let mut unmet = Vec::new();
        if self.centre_only && !proposal.place.kind.is_centre() {
            unmet.push(Unmet::new(
                Code::RiskPlace,
                "The controls allow a contact centre only.",
            ));
        }
        for missing in self.features.difference(&proposal.place.features) {
            unmet.push(Unmet::new(
                Code::RiskRoom,
                format!(
                    "The room lacks what the controls ask for: {}.",
                    words(missing.as_str())
                ),
            ));
        }
        unmet
    }

    fn unmet_staff(&self, proposal: &Proposal) -> Vec<Unmet> {
        let needs_staff = self.staff_min > 0 || self.staff_on_site > 0 || self.known_supervisor;
        let chosen = match &proposal.staff {
            Staff::Chosen(chosen) => chosen,
            Staff::ToBeChosen
                if needs_staff || !self.skills.is_empty() || !self.genders.is_empty() =>
            {
                return vec![Unmet::new(
                    Code::StaffNotChosen,
                    "No supervisor has been chosen yet.",
                )];
            }
            Staff::ToBeChosen => return Vec::new(),
        };
        let mut unmet = Vec::new();
        let present = chosen.len();
        if present < usize::from(self.staff_min) {
            unmet.push(Unmet::new(
                Code::RiskStaff,
                format!(
                    "{} supervisors are needed; {present} chosen.",
                    self.staff_min
                ),
            ));
        }
        if proposal
            .place
            .staff_on_site
            .is_some_and(|on_site| on_site < self.staff_on_site)
        {
            unmet.push(Unmet::new(
                Code::RiskStaffOnSite,
                format!(
                    "{} staff must be on the site throughout.",
                    self.staff_on_site
                ),
            ));
        }
        for gender in &self.genders {
            if !chosen.iter().any(|member| member.gender == Some(*gender)) {
                unmet.push(Unmet::new(
                    Code::RiskGender,
                    format!("The controls ask for a {} as supervisor.", gender.as_str()),
                ));
            }
        }
        for skill in &self.skills {
            if !chosen.iter().any(|member| member.skills.contains(skill)) {
                unmet.push(Unmet::new(
                    Code::RiskSkill,
                    format!("Someone trained in {} is needed.", words(skill.as_str())),
                ));
            }
        }
        if self.known_supervisor && !chosen.iter().any(|member| member.known_to_child) {
            unmet.push(Unmet::new(
                Code::RiskKnownSupervisor,
                "The controls ask for a supervisor the child knows.",
            ));
        }
        unmet
    }
}

fn words(code: &str) -> String {
    code.replace('_', " ")
}

#[cfg(test)]
mod tests;
