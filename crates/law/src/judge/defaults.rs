//! What the legal status says where no order speaks.

use kernel::id::PersonId;

use crate::order::Life;
use crate::proposal::{Level, Proposal};
use crate::standing::{Agreed, Pair, Standing};
use crate::status::{LegalStatus, Regime, StatusPeriod};
use crate::verdict::{Code, Decider, Finding, Severity};

pub(super) fn findings(standing: &Standing, proposal: &Proposal) -> Vec<Finding> {
    let pairs = proposal.pairs();
    if pairs.is_empty() {
        let explanation = "Nobody would meet: a session needs a child and somebody to see.";
        let nobody = Finding::new(
            Severity::Hold,
            Code::NobodyMeets,
            Decider::Coordinator,
            explanation,
        );
        return vec![nobody];
    }
    let of_child = |child: &PersonId| of_status(standing, proposal, *child);
    let of_pairs = pairs
        .into_iter()
        .filter_map(|pair| of_pair(standing, proposal, pair));
    proposal
        .children
        .iter()
        .flat_map(of_child)
        .chain(of_pairs)
        .collect()
}

fn status_of(standing: &Standing, proposal: &Proposal, child: PersonId) -> Option<StatusPeriod> {
    standing.status_at(child, proposal.slot.starts())
}

/// The law that governs a child's contact at the time of the proposal, where its status is
/// recorded.
pub(super) fn regime_of(
    standing: &Standing,
    proposal: &Proposal,
    child: PersonId,
) -> Option<Regime> {
    status_of(standing, proposal, child).map(|period| period.status.regime())
}

fn of_status(standing: &Standing, proposal: &Proposal, child: PersonId) -> Vec<Finding> {
    let Some(period) = status_of(standing, proposal, child) else {
        let explanation = "The child's legal status at that time is not recorded. Record it, or \
            decide what governs this contact.";
        return vec![
            Finding::new(
                Severity::Hold,
                Code::StatusUnknown,
                Decider::TeamManager,
                explanation,
            )
            .about([child]),
        ];
    };
    let mut findings = Vec::new();
    let label = period.status.label();
    if period
        .latest_end()
        .is_some_and(|end| end < proposal.slot.ends())
    {
        let explanation =
            format!("{label}: it will have ended by then. Record the status that follows.");
        findings.push(
            Finding::new(
                Severity::Hold,
                Code::StatusEnded,
                Decider::Legal,
                explanation,
            )
            .about([child]),
        );
    }
    if period.status.is_unusual_here() {
        let explanation =
            format!("{label}: unusual for this service. Check that the referral is meant.");
        findings.push(
            Finding::new(
                Severity::Warn,
                Code::StatusUnusual,
                Decider::Coordinator,
                explanation,
            )
            .about([child]),
        );
    }
    findings
}

fn of_pair(
    standing: &Standing,
    proposal: &Proposal,
    (child, person): (PersonId, PersonId),
) -> Option<Finding> {
    let Some(pair) = standing.pair(child, person) else {
        let explanation = "Who this person is to the child is not recorded.";
        let finding = Finding::new(
            Severity::Hold,
            Code::PairUnknown,
            Decider::SocialWorker,
            explanation,
        );
        return Some(finding.about([child, person]));
    };
    let status = status_of(standing, proposal, child)?.status;
    if is_ordered(standing, proposal, pair, status) {
        return None;
    }
    let (severity, code, decider, explanation) = match status.regime() {
        Regime::Care | Regime::EmergencyProtection | Regime::PoliceProtection => by_plan(pair)?,
        Regime::Agreement => by_agreement(pair, proposal.level)?,
        Regime::Placement => by_agency(pair)?,
        Regime::Detention => by_conditions(pair),
        Regime::Assessment => (
            Severity::Hold,
            Code::NoPlan,
            Decider::Legal,
            "A child assessment order says what contact there is (section 43); no direction is \
                recorded for this person.",
        ),
        Regime::Historic => (
            Severity::Hold,
            Code::NoPlan,
            Decider::Legal,
            "A freeing order is old law: Legal says what contact there is.",
        ),
    };
    Some(Finding::new(severity, code, decider, explanation).about([child, person]))
}

/// Whether a checked order that has force provides for this pair. An unchecked order never permits.
fn is_ordered(standing: &Standing, proposal: &Proposal, pair: &Pair, status: LegalStatus) -> bool {
    standing.orders.values().any(|order| {
        let live = order.source.life_under(status.regime()) == Life::Live;
        order.checked
            && order.source.may_permit()
            && live
            && order.is_in_force_on(proposal.slot.day())
            && order.names(pair.child, pair.person)
    })
}

type Default = (Severity, Code, Decider, &'static str);

fn by_plan(pair: &Pair) -> Option<Default> {
    match (pair.in_plan, pair.connection.is_entitled()) {
        (true, _) => None,
        (false, true) => Some((
            Severity::Warn,
            Code::NoPlan,
            Decider::Coordinator,
            "No accepted plan covers this person. The law gives them reasonable contact; make \
                the plan.",
        )),
        (false, false) => Some((
            Severity::Hold,
            Code::NoPlan,
            Decider::TeamManager,
            "No order and no accepted plan covers this person, and the law alone does not give \
                them contact.",
        )),
    }
}

fn by_agreement(pair: &Pair, level: Level) -> Option<Default> {
    let restricts = level >= Level::Monitored;
    match pair.agreed {
        Agreed::Signed => None,
        Agreed::Withdrawn => Some((
            Severity::Hold,
            Code::AgreementWithdrawn,
            Decider::Legal,
            "The agreement was withdrawn. Under section 20 contact rests on agreement.",
        )),
        Agreed::No if pair.parental_responsibility && restricts => Some((
            Severity::Hold,
            Code::NoAgreement,
            Decider::Legal,
            "Under section 20 the contact of someone with parental responsibility cannot be \
                supervised without a signed agreement or an order.",
        )),
        Agreed::No if pair.parental_responsibility && pair.in_plan => None,
        Agreed::No => Some((
            Severity::Hold,
            Code::NoAgreement,
            Decider::SocialWorker,
            "Under section 20 those with parental responsibility must agree to this contact; no \
                agreement is recorded.",
        )),
    }
}

fn by_agency(pair: &Pair) -> Option<Default> {
    let hold = (
        Severity::Hold,
        Code::NoAgencyDecision,
        Decider::HeadOfService,
        "After a placement order earlier contact provision has ended. Record the agency's \
            decision or a section 26 order.",
    );
    (!pair.agency_allows).then_some(hold)
}

const fn by_conditions(pair: &Pair) -> Default {
    let severity = if pair.in_plan {
        Severity::Warn
    } else {
        Severity::Hold
    };
    let explanation = "Check the conditions of bail, remand or licence before this contact.";
    (
        severity,
        Code::CheckConditions,
        Decider::SocialWorker,
        explanation,
    )
}
