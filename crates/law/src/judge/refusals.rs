//! Contact that is refused, and authority to refuse that is not used.

use kernel::id::PersonId;

use super::orders::in_force;
use crate::proposal::Proposal;
use crate::rule::{Condition, Power, Refusal};
use crate::standing::Standing;
use crate::verdict::{Code, Decider, Finding, Severity};

pub(super) fn findings(standing: &Standing, proposal: &Proposal) -> Vec<Finding> {
    let mut findings: Vec<_> = running(standing, proposal)
        .flat_map(|refusal| of_refusal(standing, proposal, *refusal))
        .collect();
    findings.extend(unused_authority(standing, proposal));
    findings
}

fn running<'a>(
    standing: &'a Standing,
    proposal: &'a Proposal,
) -> impl Iterator<Item = &'a Refusal> {
    standing.refusals.iter().filter(|refusal| {
        let concerned =
            proposal.children.contains(&refusal.child()) && proposal.has(refusal.person());
        concerned && refusal.covers(proposal.slot)
    })
}

/// Whether contact between these two is refused at the time of the proposal: then no minimum is
/// owed (s.34(6A)).
pub(super) fn is_refused(
    standing: &Standing,
    proposal: &Proposal,
    child: PersonId,
    person: PersonId,
) -> bool {
    let same = |refusal: &&Refusal| refusal.child() == child && refusal.person() == person;
    standing
        .refusals
        .iter()
        .filter(same)
        .any(|refusal| refusal.covers(proposal.slot))
}

fn of_refusal(standing: &Standing, proposal: &Proposal, refusal: Refusal) -> Vec<Finding> {
    let pair = [refusal.child(), refusal.person()];
    match refusal.power() {
        Power::Urgent => {
            let until = refusal
                .ends()
                .map_or_else(String::new, |end| format!(" until {}", end.in_full()));
            let explanation = format!(
                "Contact is refused in an emergency (section 34(6)){until}, unless it is lifted \
                    before."
            );
            let block = Finding::new(
                Severity::BlockLaw,
                Code::UrgentRefusal,
                Decider::ServiceManager,
                explanation,
            );
            let serial = standing
                .refusals
                .iter()
                .any(|first| refusal.is_serial_after(*first));
            let second = serial.then(|| {
                let explanation = "This is a second emergency refusal within a fortnight. Legal \
                    looks at it: the court decides longer refusals.";
                Finding::new(
                    Severity::Hold,
                    Code::SerialRefusal,
                    Decider::Legal,
                    explanation,
                )
                .about(pair)
            });
            std::iter::once(block.about(pair)).chain(second).collect()
        }
        Power::Authorised if authority(standing, proposal, refusal) => {
            let explanation = "Contact is refused under an order that authorises it (section \
                34(4)), unless the refusal is lifted.";
            vec![
                Finding::new(
                    Severity::BlockLaw,
                    Code::Refused,
                    Decider::TeamManager,
                    explanation,
                )
                .about(pair),
            ]
        }
        Power::Authorised => {
            let explanation =
                "A refusal is recorded, but no checked order that authorises it is in force.";
            vec![
                Finding::new(
                    Severity::Hold,
                    Code::RefusalWithoutAuthority,
                    Decider::Legal,
                    explanation,
                )
                .about(pair),
            ]
        }
    }
}

fn authority(standing: &Standing, proposal: &Proposal, refusal: Refusal) -> bool {
    in_force(standing, proposal).any(|found| {
        let authorises = found.rule.condition == Condition::RefusalAuthorised;
        authorises && found.order.checked && found.rule.governs(refusal.child(), refusal.person())
    })
}

fn unused_authority(standing: &Standing, proposal: &Proposal) -> Vec<Finding> {
    let authorising = in_force(standing, proposal)
        .filter(|found| found.rule.condition == Condition::RefusalAuthorised);
    authorising
        .filter(|found| {
            let governed =
                |(child, person): &(PersonId, PersonId)| found.rule.governs(*child, *person);
            let pairs: Vec<_> = proposal.pairs().into_iter().filter(governed).collect();
            !pairs.is_empty()
                && !pairs
                    .iter()
                    .any(|(child, person)| is_refused(standing, proposal, *child, *person))
        })
        .map(|found| {
            let explanation = "An order lets the authority refuse this contact; that is not in \
                use. Go on only if contact is still meant.";
            found.finding(
                Severity::Warn,
                Code::RefusalAuthorised,
                Decider::Coordinator,
                explanation,
            )
        })
        .collect()
}
