//! The people of the tests: Ava and her half-brother Noah, in interim care; their mother; Noah's
//! father; the mother's partner; an aunt; the supervisors Milo and Rosa; a Tuesday morning at the
//! centre.

use std::collections::{BTreeMap, BTreeSet};

use kernel::id::{Id, Kind, OrderId, PersonId, RiskId, RuleId, SessionId, SupervisorId, VenueId};
use kernel::time::{LondonDay, Slot};

use crate::order::{OrderInForce, Source, Vary};
use crate::proposal::{Level, Mode, Place, PlaceKind, Proposal, Staff, StaffMember};
use crate::requirement::{Gender, Skill};
use crate::risk::{Assessment, Band, Decision};
use crate::rule::{Condition, Quote, Rule};
use crate::standing::{Agreed, Booked, Connection, Pair, Standing};
use crate::status::{LegalStatus, StatusPeriod};

pub(crate) fn id<K: Kind>(number: u128) -> Id<K> {
    Id::from_parts(1_763_000_000_000, number)
}

pub(crate) struct Cast {
    pub(crate) ava: PersonId,
    pub(crate) noah: PersonId,
    pub(crate) mother: PersonId,
    pub(crate) father: PersonId,
    pub(crate) partner: PersonId,
    pub(crate) aunt: PersonId,
}

#[expect(
    clippy::unused_self,
    reason = "the cast is asked, so that cases read as sentences"
)]
impl Cast {
    pub(crate) fn new() -> Self {
        Self {
            ava: id(1),
            noah: id(2),
            mother: id(3),
            father: id(4),
            partner: id(5),
            aunt: id(6),
        }
    }

    pub(crate) fn tuesday(&self) -> LondonDay {
        "2026-11-24".parse().unwrap()
    }

    pub(crate) fn order_began(&self) -> LondonDay {
        "2026-11-02".parse().unwrap()
    }

    pub(crate) fn slot_on(&self, day: &str) -> Slot {
        Slot::new(
            day.parse().unwrap(),
            "10:00".parse().unwrap(),
            "11:30".parse().unwrap(),
        )
        .unwrap()
    }

    pub(crate) fn centre(&self) -> VenueId {
        id(20)
    }

    pub(crate) fn other_venue(&self) -> VenueId {
        id(21)
    }

    pub(crate) fn other_session(&self) -> SessionId {
        id(30)
    }

    /// A man with first aid who does not know Ava.
    pub(crate) fn milo(&self) -> StaffMember {
        StaffMember {
            supervisor: id::<kernel::id::SupervisorKind>(40),
            skills: BTreeSet::from([Skill::FirstAid]),
            gender: Some(Gender::Man),
            known_to_child: false,
        }
    }

    /// A woman who knows Ava.
    pub(crate) fn rosa(&self) -> StaffMember {
        let supervisor: SupervisorId = id(41);
        StaffMember {
            supervisor,
            skills: BTreeSet::new(),
            gender: Some(Gender::Woman),
            known_to_child: true,
        }
    }

    /// Ava and her mother, Tuesday 10:00 to 11:30 at the centre, supervised by Milo.
    pub(crate) fn session_with_mother(&self) -> Proposal {
        Proposal {
            session: None,
            slot: self.slot_on("2026-11-24"),
            children: BTreeSet::from([self.ava]),
            visitors: BTreeSet::from([self.mother]),
            mode: Mode::Direct,
            level: Level::Supervised,
            place: Place {
                kind: PlaceKind::Centre,
                venue: Some(self.centre()),
                home_of: None,
                features: BTreeSet::new(),
                staff_on_site: Some(2),
            },
            staff: Staff::Chosen(vec![self.milo()]),
        }
    }

    pub(crate) fn booked_with_mother(&self, day: &str) -> Booked {
        Booked {
            slot: self.slot_on(day),
            children: BTreeSet::from([self.ava]),
            visitors: BTreeSet::from([self.mother]),
            mode: Mode::Direct,
            venue: Some(self.centre()),
            counted: None,
        }
    }

    pub(crate) fn assessment(&self) -> Assessment {
        Assessment {
            children: BTreeSet::from([self.ava, self.noah]),
            persons: BTreeSet::from([self.mother, self.father, self.partner, self.aunt]),
            from: self.order_began(),
            review_by: "2027-01-29".parse().unwrap(),
            residual: Band::Low,
            decision: Decision::Go,
            signed_off: false,
            controls: BTreeSet::new(),
            continuation: None,
        }
    }

    pub(crate) fn pair(&self, child: PersonId, person: PersonId, connection: Connection) -> Pair {
        Pair {
            child,
            person,
            connection,
            parental_responsibility: connection == Connection::Parent,
            in_plan: true,
            agreed: Agreed::No,
            agency_allows: false,
        }
    }

    /// Both children in interim care since October, everybody in the plan, one low risk
    /// assessment, no orders.
    pub(crate) fn standing(&self) -> Standing {
        let connections = [
            (self.mother, Connection::Parent),
            (self.father, Connection::Parent),
            (self.partner, Connection::Connected),
            (self.aunt, Connection::Relative),
        ];
        let mut pairs = BTreeSet::from([
            self.pair(self.ava, self.noah, Connection::Sibling),
            self.pair(self.noah, self.ava, Connection::Sibling),
        ]);
        for child in [self.ava, self.noah] {
            pairs.extend(
                connections.map(|(person, connection)| self.pair(child, person, connection)),
            );
        }
        let status: BTreeMap<_, _> = [self.ava, self.noah]
            .map(|child| (child, self.status(LegalStatus::InterimCareOrder)))
            .into();
        let assessments = BTreeMap::from([(id::<kernel::id::RiskKind>(50), self.assessment())]);
        Standing {
            status,
            pairs,
            assessments,
            ..Standing::default()
        }
    }

    pub(crate) fn risk(&self) -> RiskId {
        id(50)
    }

    pub(crate) fn status(&self, status: LegalStatus) -> BTreeSet<StatusPeriod> {
        let from = "2026-10-01T12:00:00Z".parse().unwrap();
        BTreeSet::from([StatusPeriod {
            status,
            from,
            until: None,
        }])
    }

    /// A rule about Ava, with anybody.
    pub(crate) fn rule(&self, condition: Condition) -> Rule {
        Rule {
            quote: Quote::find(
                "2. … Partner J. shall not be present.",
                "Partner J. shall not be present",
            )
            .unwrap(),
            children: BTreeSet::from([self.ava]),
            persons: BTreeSet::new(),
            from: None,
            until: None,
            vary: Vary::Court,
            condition,
        }
    }

    /// A checked contact order for Ava and her mother with these conditions.
    pub(crate) fn order(&self, conditions: impl IntoIterator<Item = Condition>) -> OrderInForce {
        let rules = conditions
            .into_iter()
            .enumerate()
            .map(|(number, condition)| {
                let rule: RuleId = id(60 + u128::try_from(number).unwrap());
                (rule, self.rule(condition))
            });
        OrderInForce {
            source: Source::ContactOrder,
            made_on: self.order_began(),
            from: self.order_began(),
            until: None,
            checked: true,
            children: BTreeSet::from([self.ava]),
            allows: BTreeSet::from([self.mother]),
            rules: rules.collect(),
        }
    }

    pub(crate) fn order_id(&self, number: u128) -> OrderId {
        id(70 + number)
    }
}
