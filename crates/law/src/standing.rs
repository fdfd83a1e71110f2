//! Standing: what is known, on the law's side, about the children and persons of one proposal.
//!
//! Plain values, gathered once and shared by booking, planner, re-check and check-in. Everything
//! is kept in sorted collections, so that the same knowledge always has the same written form
//! (see [`inputs`]).

use std::collections::{BTreeMap, BTreeSet};

use kernel::id::{OrderId, PersonId, RiskId, RuleId, SessionId, VenueId};
use kernel::time::{Instant, LondonDay, Slot};
use serde::{Deserialize, Serialize};

use crate::order::OrderInForce;
use crate::proposal::{Mode, Proposal};
use crate::risk::Assessment;
use crate::rule::Refusal;
use crate::session::CountsAs;
use crate::status::StatusPeriod;

kernel::codes! {
    /// Who a person is to a child, as s.34(1) asks.
    pub enum Connection {
        /// Parent, s.34(1)(a).
        Parent = "parent",
        /// Guardian or special guardian, s.34(1)(b).
        Guardian = "guardian",
        /// Parental responsibility under s.4A, s.34(1)(ba).
        StepParent = "step_parent",
        /// The child was to live with them under a child arrangements order, s.34(1)(c).
        LivedWith = "lived_with",
        /// Had care under the High Court's inherent jurisdiction, s.34(1)(d).
        HighCourtCarer = "high_court_carer",
        /// Brother or sister, full, half or step.
        Sibling = "sibling",
        /// Another relative.
        Relative = "relative",
        /// A friend or other connected person.
        Connected = "connected",
    }
}

impl Connection {
    /// Whether s.34(1) gives this person reasonable contact while the child is in care. Contact
    /// with the others is to be promoted (Schedule 2 para 15) as the plan provides.
    pub const fn is_entitled(self) -> bool {
        matches!(
            self,
            Self::Parent
                | Self::Guardian
                | Self::StepParent
                | Self::LivedWith
                | Self::HighCourtCarer
        )
    }
}

kernel::codes! {
    /// Whether those with parental responsibility have agreed to the arrangements (s.20, reg 4).
    pub enum Agreed {
        /// Not asked, or not signed.
        No = "no",
        /// Signed and in force.
        Signed = "signed",
        /// Withdrawn.
        Withdrawn = "withdrawn",
    }
}

/// One child and one person it may meet: half the law hangs on it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// The child.
    pub child: PersonId,
    /// The family member (or the brother or sister).
    pub person: PersonId,
    /// Who they are to the child.
    pub connection: Connection,
    /// Whether they have parental responsibility. Unknown counts as yes.
    pub parental_responsibility: bool,
    /// Whether an accepted contact plan covers them.
    pub in_plan: bool,
    /// Whether the arrangements are agreed.
    pub agreed: Agreed,
    /// Whether the adoption agency has decided to allow contact after a placement order.
    pub agency_allows: bool,
}

kernel::codes! {
    /// What a child thinks of departing from an order, as reg 8(4) asks.
    pub enum ChildView {
        /// The child agrees.
        Agrees = "agrees",
        /// The child is not of sufficient understanding.
        TooYoung = "too_young",
        /// The child does not agree, or was not asked.
        DoesNotAgree = "does_not_agree",
    }
}

/// A departure from a rule of a s.34 order by agreement: Care Planning Regulations 2010 reg 8(4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Departure {
    /// Its first day.
    pub from: LondonDay,
    /// Its last day.
    pub until: LondonDay,
    /// Whether the person named in the order agrees.
    pub person_agrees: bool,
    /// What the child thinks.
    pub child: ChildView,
}

impl Departure {
    /// Whether it relaxes its rule on that day: both agreements are needed.
    pub fn holds_on(self, day: LondonDay) -> bool {
        let child_agrees = matches!(self.child, ChildView::Agrees | ChildView::TooYoung);
        self.person_agrees && child_agrees && self.from <= day && day <= self.until
    }
}

/// Another session that bears on this one: of the same children, or of a person who must be kept
/// apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Booked {
    /// When.
    pub slot: Slot,
    /// The children.
    pub children: BTreeSet<PersonId>,
    /// The family members.
    pub visitors: BTreeSet<PersonId>,
    /// How they meet.
    pub mode: Mode,
    /// Where, where it is a venue of the service.
    pub venue: Option<VenueId>,
    /// How it counted, once it is over.
    pub counted: Option<CountsAs>,
}

impl Booked {
    /// Whether this person takes part.
    pub fn has(&self, person: PersonId) -> bool {
        self.children.contains(&person) || self.visitors.contains(&person)
    }

    /// Whether it counts towards an ordered minimum: still to come, held, or not held for a
    /// reason that is not the service's.
    pub fn meets_minimum(&self) -> bool {
        self.mode.is_meeting() && self.counted != Some(CountsAs::ServiceFailure)
    }

    /// Whether it counts against an ordered maximum: still to come, or held.
    pub fn fills_maximum(&self) -> bool {
        self.mode.is_meeting() && matches!(self.counted, None | Some(CountsAs::Delivered))
    }
}

/// What is known about the children and persons of one proposal.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standing {
    /// The legal status of each child over time.
    pub status: BTreeMap<PersonId, BTreeSet<StatusPeriod>>,
    /// What is known of each pair.
    pub pairs: BTreeSet<Pair>,
    /// The orders, plans and agreements with rules that name these children or persons.
    pub orders: BTreeMap<OrderId, OrderInForce>,
    /// Decisions to refuse contact.
    pub refusals: BTreeSet<Refusal>,
    /// Departures from rules, by agreement.
    pub departures: BTreeMap<RuleId, Departure>,
    /// The risk assessments.
    pub assessments: BTreeMap<RiskId, Assessment>,
    /// The other sessions that bear on this one, cancelled ones left out: of these children in
    /// the longest window of a frequency rule, and of each person named in a keep-apart rule on
    /// that day.
    pub sessions: BTreeMap<SessionId, Booked>,
}

impl Standing {
    /// What is known of this pair.
    pub fn pair(&self, child: PersonId, person: PersonId) -> Option<&Pair> {
        self.pairs
            .iter()
            .find(|pair| pair.child == child && pair.person == person)
    }

    /// The status recorded for a child at a moment; the latest begun where records overlap.
    pub fn status_at(&self, child: PersonId, moment: Instant) -> Option<StatusPeriod> {
        let periods = self
            .status
            .get(&child)?
            .iter()
            .filter(|period| period.covers(moment));
        periods.max_by_key(|period| period.from).copied()
    }

    /// The other sessions, without the one that is being judged anew.
    pub fn others<'a>(&'a self, proposal: &'a Proposal) -> impl Iterator<Item = &'a Booked> {
        self.sessions
            .iter()
            .filter(|(id, _)| proposal.session != Some(**id))
            .map(|(_, booked)| booked)
    }
}

/// The written form of what a verdict rests on, the same for the same inputs: to be hashed and
/// stored with the verdict, so that "why was it allowed on 3 March" has an answer.
pub fn inputs(standing: &Standing, proposal: &Proposal) -> Result<String, serde_json::Error> {
    serde_json::to_string(&(standing, proposal))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::Cast;

    #[test]
    fn the_written_form_comes_back_and_does_not_depend_on_the_order_of_entry() {
        let cast = Cast::new();
        let (standing, proposal) = (cast.standing(), cast.session_with_mother());
        let text = inputs(&standing, &proposal).unwrap();
        let (back, again): (Standing, Proposal) = serde_json::from_str(&text).unwrap();
        assert_eq!((back, again), (standing.clone(), proposal.clone()));
        let mut reversed = Standing {
            pairs: BTreeSet::new(),
            ..standing.clone()
        };
        for pair in standing.pairs.iter().rev() {
            reversed.pairs.insert(pair.clone());
        }
        assert_eq!(inputs(&reversed, &proposal).unwrap(), text);
    }

    #[test]
    fn the_status_is_the_one_of_the_moment() {
        let cast = Cast::new();
        let at = |text: &str| text.parse::<Instant>().unwrap();
        let status = |moment| {
            cast.standing()
                .status_at(cast.ava, at(moment))
                .map(|period| period.status.label())
        };
        assert_eq!(status("2026-11-24T10:00:00Z"), Some("Interim care order"));
        assert_eq!(status("2026-09-01T10:00:00Z"), None);
    }

    #[test]
    fn a_departure_needs_both_agreements() {
        let (from, until) = ("2026-11-23".parse().unwrap(), "2026-11-29".parse().unwrap());
        let day = "2026-11-24".parse().unwrap();
        for (person_agrees, child, holds) in [
            (true, ChildView::Agrees, true),
            (true, ChildView::TooYoung, true),
            (true, ChildView::DoesNotAgree, false),
            (false, ChildView::Agrees, false),
        ] {
            let departure = Departure {
                from,
                until,
                person_agrees,
                child,
            };
            assert_eq!(departure.holds_on(day), holds, "{person_agrees} {child}");
            assert!(!departure.holds_on(until.plus_days(1)));
        }
    }
}
