//! Controls: what is done about a hazard, and what each demands of staff, room and time.

use serde::{Deserialize, Serialize};

use crate::proposal::Level;
use crate::requirement::{Gender, Requirements, RoomFeature, Skill};

/// Something done about a hazard. Stored as JSON with its `type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Control {
    /// Watched at least so closely.
    Supervision {
        /// How closely.
        level: Level,
    },
    /// Two supervisors throughout.
    TwoSupervisors,
    /// Security on the site.
    Security,
    /// A colleague within call: nobody opens, closes or works alone.
    ColleagueNearby,
    /// Bags looked through, telephones put away, presents through staff.
    Checks,
    /// Child and adult arrive and leave at different times.
    Stagger {
        /// Minutes between.
        minutes: u16,
    },
    /// A room or venue with this.
    Room {
        /// What it must offer.
        feature: RoomFeature,
    },
    /// At a centre only.
    NoOutings,
    /// Another car or route than usual, no marked taxi. For the transport note; no reason given.
    ChangedRoute,
    /// A photograph of the adult and the registration of the car are known, and compared on
    /// arrival.
    Identification,
    /// A supervisor of this gender.
    SupervisorGender {
        /// Which.
        gender: Gender,
    },
    /// Someone trained in this.
    Trained {
        /// In what.
        skill: Skill,
    },
    /// A supervisor the child knows.
    KnownSupervisor,
    /// No longer than this.
    MaxLength {
        /// Minutes.
        minutes: u16,
    },
    /// Time for staff to recover and talk it over.
    Debrief {
        /// Minutes.
        minutes: u16,
    },
}

impl Control {
    /// What it demands.
    pub fn requirements(self) -> Requirements {
        let none = Requirements::default();
        match self {
            Self::Supervision { level } => Requirements::of_level(level),
            Self::TwoSupervisors => Requirements::of_level(Level::TwoSupervisors),
            Self::Security => Requirements::of_level(Level::Security),
            Self::ColleagueNearby => Requirements {
                staff_on_site: 2,
                ..none
            },
            Self::Checks => Requirements {
                arrival_minutes: 10,
                ..none
            },
            Self::Stagger { minutes } => Requirements {
                stagger_minutes: minutes,
                ..none
            },
            Self::Room { feature } => Requirements {
                features: [feature].into(),
                ..none
            },
            Self::NoOutings => Requirements {
                centre_only: true,
                ..none
            },
            Self::ChangedRoute | Self::Identification => none,
            Self::SupervisorGender { gender } => Requirements {
                genders: [gender].into(),
                ..none
            },
            Self::Trained { skill } => Requirements {
                skills: [skill].into(),
                ..none
            },
            Self::KnownSupervisor => Requirements {
                known_supervisor: true,
                ..none
            },
            Self::MaxLength { minutes } => Requirements {
                max_minutes: Some(minutes),
                ..none
            },
            Self::Debrief { minutes } => Requirements {
                recovery_minutes: minutes,
                ..none
            },
        }
    }

    /// In plain words, for the assessment and the brief.
    pub fn in_words(self) -> String {
        match self {
            Self::Supervision { level } => format!("Supervision: at least “{}”", level.label()),
            Self::TwoSupervisors => "Two supervisors throughout".to_owned(),
            Self::Security => "Security on site".to_owned(),
            Self::ColleagueNearby => "A colleague within call throughout".to_owned(),
            Self::Checks => "Bags checked, phones put away, presents through staff".to_owned(),
            Self::Stagger { minutes } => {
                format!("Child and adult arrive and leave {minutes} minutes apart")
            }
            Self::Room { feature } => {
                format!("A room with: {}", feature.as_str().replace('_', " "))
            }
            Self::NoOutings => "At a contact centre only, no outings".to_owned(),
            Self::ChangedRoute => "Another car or route than usual, no marked taxi".to_owned(),
            Self::Identification => {
                "Photograph and car registration compared on arrival".to_owned()
            }
            Self::SupervisorGender { gender } => format!("A {} as supervisor", gender.as_str()),
            Self::Trained { skill } => {
                format!("Someone trained in {}", skill.as_str().replace('_', " "))
            }
            Self::KnownSupervisor => "A supervisor the child knows".to_owned(),
            Self::MaxLength { minutes } => format!("No longer than {minutes} minutes"),
            Self::Debrief { minutes } => {
                format!("{minutes} minutes for staff to recover afterwards")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_control_demands_what_it_says() {
        let demands = |control: Control| control.requirements();
        assert_eq!(demands(Control::TwoSupervisors).staff_min, 2);
        assert_eq!(
            demands(Control::TwoSupervisors).level,
            Level::TwoSupervisors
        );
        assert!(
            demands(Control::Security)
                .features
                .contains(&RoomFeature::Security)
        );
        assert_eq!(demands(Control::ColleagueNearby).staff_on_site, 2);
        assert_eq!(demands(Control::Checks).arrival_minutes, 10);
        assert!(demands(Control::NoOutings).centre_only);
        assert_eq!(
            demands(Control::Debrief { minutes: 15 }).recovery_minutes,
            15
        );
        assert_eq!(
            demands(Control::Identification),
            Requirements::default(),
            "a check-in step, not a demand on the rota"
        );
    }

    #[test]
    fn the_stored_form_refuses_what_it_does_not_know() {
        let stored = r#"{"type":"max_length","minutes":60}"#;
        let control: Control = serde_json::from_str(stored).unwrap();
        assert_eq!(control, Control::MaxLength { minutes: 60 });
        assert_eq!(serde_json::to_string(&control).unwrap(), stored);
        for wrong in [
            r#"{"type":"max_length"}"#,
            r#"{"type":"max_length","minutes":60,"x":1}"#,
            r#"{"type":"none"}"#,
        ] {
            assert!(serde_json::from_str::<Control>(wrong).is_err(), "{wrong}");
        }
        assert_eq!(
            serde_json::to_string(&Control::TwoSupervisors).unwrap(),
            r#"{"type":"two_supervisors"}"#
        );
    }
}
