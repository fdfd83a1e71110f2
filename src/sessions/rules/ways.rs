//! Who is with the children on the way to a session and back. The plan says who as a rule; where and
//! how the session is held, and whether a taxi is booked for it, say whether that comes true.

use law::proposal::PlaceKind;

use crate::{referrals::Bringing, sessions::Draft};

kernel::codes! {
    /// Who is with the children on a way of a session.
    pub enum Escort {
        /// The carer.
        Carer = "carer",
        /// The supervisor of the session.
        Supervisor = "supervisor",
        /// The social worker.
        SocialWorker = "social_worker",
        /// The driver of the taxi that is booked.
        Taxi = "taxi",
        /// Not arranged: the plan says a taxi and none is booked.
        NotArranged = "not_arranged",
        /// Nobody: the children stay where they live.
        Nobody = "nobody",
    }
}

impl Escort {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Carer => Bringing::Carer.label(),
            Self::Supervisor => Bringing::Supervisor.label(),
            Self::SocialWorker => Bringing::SocialWorker.label(),
            Self::Taxi => Bringing::Taxi.label(),
            Self::NotArranged => "Not arranged yet: the plan says a taxi, and none is booked",
            Self::Nobody => "Nobody: the children stay where they live",
        }
    }
}

/// A way of the children, to a session or home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trip {
    /// Who is with them.
    pub escort: Escort,
    /// Whether the taxi that is booked drives it.
    pub by_taxi: bool,
}

/// The way there, and the way back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ways {
    /// The way there.
    pub there: Trip,
    /// The way back.
    pub back: Trip,
}

impl Ways {
    /// Who is with them on the way there, and on the way back.
    pub const fn escorts(self) -> (Escort, Escort) {
        (self.there.escort, self.back.escort)
    }

    /// Whether somebody is with them on one of the two.
    pub fn have(self, escort: Escort) -> bool {
        self.there.escort == escort || self.back.escort == escort
    }
}

/// Who is with the children on the ways of a session whose plan says that these bring them and take
/// them home. A taxi that is booked drives the ways that the plan gives to a taxi. Where it gives
/// none, somebody booked it to be driven all the same: both ways, in place of the carer; a supervisor
/// or a social worker goes with it.
pub fn ways((bringing, returning): (Bringing, Bringing), draft: &Draft) -> Ways {
    let stay = !draft.mode.is_meeting() || draft.place == PlaceKind::Placement;
    let says_taxi = [bringing, returning].contains(&Bringing::Taxi);
    let way = |bringing: Bringing| {
        let by_taxi = draft.taxi.is_some() && !stay && (!says_taxi || bringing == Bringing::Taxi);
        let escort = match bringing {
            _ if stay => Escort::Nobody,
            Bringing::Taxi | Bringing::Carer if by_taxi => Escort::Taxi,
            Bringing::Taxi => Escort::NotArranged,
            Bringing::Carer => Escort::Carer,
            Bringing::Supervisor => Escort::Supervisor,
            Bringing::SocialWorker => Escort::SocialWorker,
        };
        Trip { escort, by_taxi }
    };
    Ways {
        there: way(bringing),
        back: way(returning),
    }
}

#[cfg(test)]
mod tests {
    use kernel::{id::ProviderId, time::Slot};
    use law::{
        proposal::Mode,
        session::{Booking, Stage},
    };

    use super::*;
    use crate::sessions::rules::testing::session;

    /// What the plan says, how and where they meet, whether a taxi is booked; who is then with the
    /// children on each way, and whether the taxi drives it.
    type Case = (
        &'static str,
        (Bringing, Bringing),
        (Mode, PlaceKind),
        bool,
        [(Escort, bool); 2],
    );
    const MEET: (Mode, PlaceKind) = (Mode::Direct, PlaceKind::Centre);
    #[rustfmt::skip]
    const CASES: [Case; 6] = [
        ("as planned", (Bringing::Carer, Bringing::Supervisor), MEET, false,
            [(Escort::Carer, false), (Escort::Supervisor, false)]),
        ("by taxi, and back with the social worker", (Bringing::Taxi, Bringing::SocialWorker), MEET, true,
            [(Escort::Taxi, true), (Escort::SocialWorker, false)]),
        ("a taxi that nobody booked", (Bringing::Taxi, Bringing::Carer), MEET, false,
            [(Escort::NotArranged, false), (Escort::Carer, false)]),
        ("a taxi this once", (Bringing::Carer, Bringing::Supervisor), MEET, true,
            [(Escort::Taxi, true), (Escort::Supervisor, true)]),
        ("where the child lives", (Bringing::Taxi, Bringing::Taxi), (Mode::Direct, PlaceKind::Placement), true,
            [(Escort::Nobody, false), (Escort::Nobody, false)]),
        ("by video", (Bringing::Carer, Bringing::Carer), (Mode::Video, PlaceKind::Remote), false,
            [(Escort::Nobody, false), (Escort::Nobody, false)]),
    ];

    #[test]
    fn the_plan_the_place_and_the_taxi_say_who_is_with_the_children() {
        let day = "2026-11-24".parse().unwrap();
        let (from, to) = ("10:00".parse().unwrap(), "11:30".parse().unwrap());
        let slot = Slot::new(day, from, to).unwrap();
        for (case, by_plan, (mode, place), is_booked, expected) in CASES {
            let draft = Draft {
                mode,
                place,
                taxi: is_booked.then(|| ProviderId::from_parts(1, 1)),
                ..session(Stage::Proposed(Booking { slot })).draft()
            };
            let ways = ways(by_plan, &draft);
            let seen = [ways.there, ways.back].map(|way| (way.escort, way.by_taxi));
            assert_eq!(seen, expected, "{case}");
        }
    }
}
