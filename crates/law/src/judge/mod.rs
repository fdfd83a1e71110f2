//! The judgement: may this session be, by law, by the orders of the court and by what is known of
//! risk?
//!
//! No order is not permission: each child's legal status gives the default. Prohibitions add up,
//! the strictest wins; what is ordered as a minimum is a duty that no prohibition relaxes but a
//! refusal of contact. A session with several children is lawful only if it is lawful for each
//! child with each person.

mod defaults;
mod orders;
mod refusals;
mod risks;

pub use orders::RuleInForce;

use crate::proposal::Proposal;
use crate::requirement::Requirements;
use crate::rule::Condition;
use crate::standing::Standing;
use crate::verdict::Verdict;

/// Judges a proposal. The same standing and proposal always get the same verdict, findings in the
/// same sequence.
///
/// ```
/// use std::collections::BTreeSet;
/// use kernel::id::PersonId;
/// use kernel::time::Slot;
/// use law::judge::judge;
/// use law::proposal::{Level, Mode, Place, PlaceKind, Proposal, Staff};
/// use law::standing::Standing;
/// use law::verdict::Severity;
///
/// let (child, mother) = (PersonId::from_parts(1, 1), PersonId::from_parts(1, 2));
/// let call = Proposal {
///     session: None,
///     slot: Slot::new("2026-11-24".parse()?, "10:00".parse()?, "10:30".parse()?)?,
///     children: BTreeSet::from([child]),
///     visitors: BTreeSet::from([mother]),
///     mode: Mode::Video,
///     level: Level::Unsupervised,
///     place: Place {
///         kind: PlaceKind::Remote,
///         venue: None,
///         home_of: None,
///         features: BTreeSet::new(),
///         staff_on_site: None,
///     },
///     staff: Staff::ToBeChosen,
/// };
/// // Nothing is known of these two, and that is not permission.
/// let verdict = judge(&Standing::default(), &call);
/// assert!(!verdict.permits());
/// assert_eq!(verdict.heaviest(), Some(Severity::BlockManager), "no risk assessment");
/// for reason in verdict.obstacles() {
///     println!("{}: {} ({:?} decides)", reason.code, reason.explanation, reason.decided_by);
/// }
/// # Ok::<(), kernel::time::TimeRefusal>(())
/// ```
pub fn judge(standing: &Standing, proposal: &Proposal) -> Verdict {
    let mut findings = defaults::findings(standing, proposal);
    findings.extend(refusals::findings(standing, proposal));
    findings.extend(orders::findings(standing, proposal));
    findings.extend(risks::findings(standing, proposal));
    Verdict::of(findings)
}

/// What orders and risk controls demand of staff, room and time for a session with these children
/// and persons on that day: for whoever looks for a supervisor and a room before there is
/// anything to judge.
pub fn requirements(standing: &Standing, proposal: &Proposal) -> Requirements {
    let ordered = orders::in_force(standing, proposal).filter_map(|in_force| {
        match &in_force.rule.condition {
            Condition::SupervisionAtLeast(supervision) => {
                Some(Requirements::of_level(supervision.level))
            }
            _ => None,
        }
    });
    ordered.fold(risks::requirements(standing, proposal), |so_far, level| {
        so_far.and(&level)
    })
}

/// The rules of orders, plans and agreements that have force for a session with these children
/// and persons on that day, kept or not: for whoever holds the session and must know them.
pub fn rules_in_force<'a>(standing: &'a Standing, proposal: &'a Proposal) -> Vec<RuleInForce<'a>> {
    orders::in_force(standing, proposal).collect()
}

#[cfg(test)]
mod tests;
