//! A proposal: one session as somebody would like it to be, whole enough to be judged.

use std::collections::BTreeSet;

use kernel::id::{PersonId, SessionId, SupervisorId, VenueId};
use kernel::time::Slot;
use serde::{Deserialize, Serialize};

use crate::requirement::{Gender, RoomFeature, Skill};

kernel::codes! {
    /// How child and family member meet.
    pub enum Mode {
        /// In the same room.
        Direct = "direct",
        /// By video call.
        Video = "video",
        /// By telephone.
        Phone = "phone",
        /// By letter or card.
        Letter = "letter",
        /// By a present handed over.
        Gifts = "gifts",
    }
}

kernel::codes! {
    /// How closely a session is watched, from not at all to two supervisors with security.
    pub enum Level {
        /// Not watched.
        Unsupervised = "U0",
        /// Only the handover is watched.
        Facilitated = "U1",
        /// Looked in on.
        Monitored = "U2",
        /// One supervisor, sight and sound throughout.
        Supervised = "U3",
        /// Two supervisors.
        TwoSupervisors = "U4",
        /// Two supervisors, and security on site.
        Security = "U5",
    }
}

kernel::codes! {
    /// What sort of place it is.
    pub enum PlaceKind {
        /// A contact centre.
        Centre = "centre",
        /// A contact centre with controlled entry.
        SecureCentre = "secure_centre",
        /// A park, a café, a soft-play hall.
        Community = "community",
        /// Where the child lives.
        Placement = "placement",
        /// Somebody's home.
        Home = "home",
        /// Nowhere: a call or a letter.
        Remote = "remote",
    }
}

impl Mode {
    /// Whether they are in one place.
    pub const fn is_meeting(self) -> bool {
        matches!(self, Self::Direct)
    }

    /// Whether it happens at a time, so that it can be supervised.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Direct | Self::Video | Self::Phone)
    }

    /// Where it is held, in words: who does not meet in person is in no place.
    pub const fn held_in(self, place: PlaceKind) -> &'static str {
        if self.is_meeting() {
            place.label()
        } else {
            self.label()
        }
    }

    /// The words people use for it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Direct => "in person",
            Self::Video => "by video",
            Self::Phone => "by phone",
            Self::Letter => "by letter",
            Self::Gifts => "by present",
        }
    }
}

impl Level {
    /// Supervisors it needs in the session.
    pub const fn supervisors(self) -> u8 {
        match self {
            Self::Unsupervised => 0,
            Self::Facilitated | Self::Monitored | Self::Supervised => 1,
            Self::TwoSupervisors | Self::Security => 2,
        }
    }

    /// The words people use for it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Unsupervised => "unsupervised",
            Self::Facilitated => "handover only",
            Self::Monitored => "monitored",
            Self::Supervised => "supervised throughout",
            Self::TwoSupervisors => "two supervisors",
            Self::Security => "two supervisors and security",
        }
    }
}

impl PlaceKind {
    /// Whether it is a contact centre.
    pub const fn is_centre(self) -> bool {
        matches!(self, Self::Centre | Self::SecureCentre)
    }

    /// The words people use for it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Centre => "a contact centre",
            Self::SecureCentre => "a contact centre with controlled entry",
            Self::Community => "a public place",
            Self::Placement => "the child's placement",
            Self::Home => "a home",
            Self::Remote => "no place",
        }
    }
}

/// Where it would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// What sort of place.
    pub kind: PlaceKind,
    /// The venue, where it is one of the service's.
    pub venue: Option<VenueId>,
    /// Whose home it is, where it is a home.
    pub home_of: Option<PersonId>,
    /// What the room and its venue offer.
    pub features: BTreeSet<RoomFeature>,
    /// Staff on the site throughout, where that is known.
    pub staff_on_site: Option<u8>,
}

/// A supervisor as far as requirements ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffMember {
    /// Who.
    pub supervisor: SupervisorId,
    /// What they are trained for, in date on the day.
    pub skills: BTreeSet<Skill>,
    /// Their gender, where they have said.
    pub gender: Option<Gender>,
    /// Whether they have met these children before.
    pub known_to_child: bool,
}

/// Who would supervise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Staff {
    /// Nobody chosen yet.
    ToBeChosen,
    /// These.
    Chosen(Vec<StaffMember>),
}

/// One session as somebody would like it to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// The session itself when it is already booked, so that it is not counted twice.
    pub session: Option<SessionId>,
    /// When.
    pub slot: Slot,
    /// The children.
    pub children: BTreeSet<PersonId>,
    /// The family members who come. None where brothers and sisters meet each other.
    pub visitors: BTreeSet<PersonId>,
    /// How they meet.
    pub mode: Mode,
    /// How closely it is watched.
    pub level: Level,
    /// Where.
    pub place: Place,
    /// Who supervises.
    pub staff: Staff,
}

impl Proposal {
    /// Whether this person takes part.
    pub fn has(&self, person: PersonId) -> bool {
        self.children.contains(&person) || self.visitors.contains(&person)
    }

    /// Each child with each person it meets: the family members, or in a sibling session the
    /// other children.
    pub fn pairs(&self) -> Vec<(PersonId, PersonId)> {
        let met = if self.visitors.is_empty() {
            &self.children
        } else {
            &self.visitors
        };
        let each = |child: &PersonId| {
            met.iter()
                .map(|person| (*child, *person))
                .collect::<Vec<_>>()
        };
        self.children
            .iter()
            .flat_map(each)
            .filter(|(child, person)| child != person)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::Cast;

    #[test]
    fn pairs_are_child_by_family_member_or_child_by_child() {
        let cast = Cast::new();
        let mut session = cast.session_with_mother();
        session.children.insert(cast.noah);
        assert_eq!(
            session.pairs(),
            [(cast.ava, cast.mother), (cast.noah, cast.mother)]
        );
        session.visitors.clear();
        assert_eq!(
            session.pairs(),
            [(cast.ava, cast.noah), (cast.noah, cast.ava)]
        );
        assert!(session.has(cast.noah) && !session.has(cast.mother));
    }

    #[test]
    fn levels_rise() {
        assert!(
            Level::ALL
                .windows(2)
                .all(|pair| pair[0] < pair[1] && pair[0].supervisors() <= pair[1].supervisors())
        );
    }
}
