//! An order as far as `judge` needs it: where it comes from, whom it names, how long it lasts,
//! its rules.

use std::collections::{BTreeMap, BTreeSet};

use kernel::id::{PersonId, RuleId};
use kernel::time::LondonDay;
use serde::{Deserialize, Serialize};

use crate::rule::Rule;
use crate::status::Regime;
use crate::verdict::{Decider, Severity};

kernel::codes! {
    /// Where a rule comes from. How much it weighs follows from this.
    pub enum Source {
        /// Protects somebody: non-molestation, restraining or occupation order, bail, licence. To
        /// breach it is a crime.
        Protective = "protective",
        /// Contact with a child in care, s.34(2), (3) or (5).
        ContactOrder = "contact_order",
        /// Authority to refuse contact, s.34(4). A permission, not a prohibition.
        RefusalAuthority = "refusal_authority",
        /// Exclusion requirement of an interim care order, s.38A.
        Exclusion = "exclusion",
        /// Direction in an emergency protection or child assessment order, s.44(6) or s.43(6).
        EmergencyDirection = "emergency_direction",
        /// Child arrangements, specific issue or prohibited steps, s.8. A care order discharges
        /// it, s.91(2).
        PrivateLaw = "private_law",
        /// Contact after a placement order, Adoption and Children Act 2002 s.26.
        PlacementContact = "placement_contact",
        /// A promise made to the court.
        Undertaking = "undertaking",
        /// What an order records without ordering it.
        Recital = "recital",
        /// The child's care plan.
        CarePlan = "care_plan",
        /// A written agreement with those who have parental responsibility.
        Agreement = "agreement",
        /// The service's own rule.
        ServicePolicy = "service_policy",
    }
}

kernel::codes! {
    /// Who may depart from a rule, as its words say.
    pub enum Vary {
        /// Only the court.
        Court = "court",
        /// The authority, where the words leave it to the authority ("unless the authority agrees
        /// in writing").
        Authority = "authority",
    }
}

impl Source {
    /// The words people use for it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Protective => "Protective order or bail condition",
            Self::ContactOrder => "Contact order (section 34)",
            Self::RefusalAuthority => "Authority to refuse contact (section 34(4))",
            Self::Exclusion => "Exclusion requirement (section 38A)",
            Self::EmergencyDirection => "Direction in an emergency or assessment order",
            Self::PrivateLaw => "Section 8 order",
            Self::PlacementContact => "Contact order after a placement order (section 26)",
            Self::Undertaking => "Undertaking to the court",
            Self::Recital => "Recital of an order",
            Self::CarePlan => "Care plan",
            Self::Agreement => "Written agreement",
            Self::ServicePolicy => "Rule of the service",
        }
    }

    /// Whether what it gives was ordered. What a recital, a plan or an agreement promises is missed
    /// too, and no order is broken by it.
    pub const fn is_ordered(self) -> bool {
        !matches!(
            self,
            Self::Recital | Self::CarePlan | Self::Agreement | Self::ServicePolicy
        )
    }

    /// How it ranks where rules of one kind cannot all be kept: the higher one counts.
    pub(crate) const fn rank(self) -> u8 {
        match self {
            Self::Protective => 5,
            Self::ContactOrder
            | Self::RefusalAuthority
            | Self::Exclusion
            | Self::EmergencyDirection
            | Self::PrivateLaw
            | Self::PlacementContact => 4,
            Self::Undertaking | Self::Recital => 3,
            Self::CarePlan | Self::Agreement => 2,
            Self::ServicePolicy => 1,
        }
    }

    /// Whether the court gives contact by it. A plan or an agreement is weighed by the legal
    /// status instead.
    pub(crate) const fn may_permit(self) -> bool {
        matches!(
            self,
            Self::ContactOrder
                | Self::EmergencyDirection
                | Self::PrivateLaw
                | Self::PlacementContact
        )
    }

    /// What a prohibition from this source weighs, and who may decide on it.
    pub(crate) const fn weight(self, vary: Vary) -> (Severity, Decider) {
        match (self.rank(), vary) {
            (5, _) | (4, Vary::Court) => (Severity::BlockLaw, Decider::Court),
            (4, Vary::Authority) | (2, _) => (Severity::BlockManager, Decider::TeamManager),
            (3, _) => (Severity::Hold, Decider::Legal),
            _ => (Severity::Warn, Decider::Coordinator),
        }
    }

    /// Whether it has force under a regime.
    pub(crate) const fn life_under(self, regime: Regime) -> Life {
        match (self, regime) {
            (Self::ContactOrder | Self::RefusalAuthority, Regime::Care)
            | (Self::PlacementContact, Regime::Placement)
            | (Self::EmergencyDirection, Regime::EmergencyProtection | Regime::Assessment) => {
                Life::Live
            }
            // ACA 2002 s.26(1): on authority to place, s.8 contact provision and s.34 orders cease.
            (Self::ContactOrder | Self::RefusalAuthority | Self::PrivateLaw, Regime::Placement)
            // s.91(2): a care order discharges s.8 orders.
            | (Self::PrivateLaw, Regime::Care)
            // A direction is part of its order and ends with it.
            | (Self::EmergencyDirection, _) => Life::Ended,
            // s.34 presupposes a care order; s.26 authority to place. What is restricted stays so
            // until Legal decides.
            (Self::ContactOrder | Self::RefusalAuthority | Self::PlacementContact, _) => {
                Life::OnlyRestricts
            }
            _ => Life::Live,
        }
    }
}

/// The force an order has under a child's legal status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Life {
    /// It has force.
    Live,
    /// Its footing is in doubt: it restricts, and permits nothing.
    OnlyRestricts,
    /// The law has ended it.
    Ended,
}

/// An order (or plan, or agreement) with its rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderInForce {
    /// Where it comes from.
    pub source: Source,
    /// When it was made.
    pub made_on: LondonDay,
    /// The first day it has force.
    pub from: LondonDay,
    /// The last day it has force; open where it ends with an event that has no date yet.
    pub until: Option<LondonDay>,
    /// Whether a second person has checked its rules against its words. Until then it only
    /// restricts, and its minimum counts as a duty at once.
    pub checked: bool,
    /// The children it names. An order for one child never covers a brother or sister it does not
    /// name.
    pub children: BTreeSet<PersonId>,
    /// The persons whose contact with these children it provides for.
    pub allows: BTreeSet<PersonId>,
    /// Its typed rules.
    pub rules: BTreeMap<RuleId, Rule>,
}

impl OrderInForce {
    /// Whether it has force on that day.
    pub fn is_in_force_on(&self, day: LondonDay) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether it provides for contact between these two.
    pub fn names(&self, child: PersonId, person: PersonId) -> bool {
        self.children.contains(&child) && self.allows.contains(&person)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weight_follows_the_source() {
        for (source, vary, severity) in [
            (Source::Protective, Vary::Court, Severity::BlockLaw),
            (Source::Protective, Vary::Authority, Severity::BlockLaw),
            (Source::ContactOrder, Vary::Court, Severity::BlockLaw),
            (
                Source::ContactOrder,
                Vary::Authority,
                Severity::BlockManager,
            ),
            (Source::Recital, Vary::Court, Severity::Hold),
            (Source::Undertaking, Vary::Court, Severity::Hold),
            (Source::CarePlan, Vary::Court, Severity::BlockManager),
            (Source::Agreement, Vary::Court, Severity::BlockManager),
            (Source::ServicePolicy, Vary::Court, Severity::Warn),
        ] {
            assert_eq!(source.weight(vary).0, severity, "{source} {vary}");
        }
    }

    #[test]
    fn a_minimum_is_of_an_order_only_where_a_court_made_one() {
        for (source, is_ordered) in [
            (Source::ContactOrder, true),
            (Source::PlacementContact, true),
            (Source::EmergencyDirection, true),
            (Source::Recital, false),
            (Source::CarePlan, false),
            (Source::Agreement, false),
            (Source::ServicePolicy, false),
        ] {
            assert_eq!(source.is_ordered(), is_ordered, "{source}");
        }
    }

    #[test]
    fn a_placement_order_ends_what_came_before_it() {
        for (source, regime, life) in [
            (Source::ContactOrder, Regime::Care, Life::Live),
            (Source::ContactOrder, Regime::Placement, Life::Ended),
            (Source::PrivateLaw, Regime::Placement, Life::Ended),
            (Source::PrivateLaw, Regime::Care, Life::Ended),
            (Source::PrivateLaw, Regime::Agreement, Life::Live),
            (Source::PlacementContact, Regime::Placement, Life::Live),
            (Source::ContactOrder, Regime::Agreement, Life::OnlyRestricts),
            (Source::Protective, Regime::Placement, Life::Live),
            (
                Source::EmergencyDirection,
                Regime::EmergencyProtection,
                Life::Live,
            ),
            (Source::EmergencyDirection, Regime::Care, Life::Ended),
        ] {
            assert_eq!(source.life_under(regime), life, "{source} under {regime}");
        }
    }
}
