//! What is known of risk: whether there is an assessment, whether it is in date, and whether its
//! controls are met.

use kernel::id::PersonId;

use crate::proposal::Proposal;
use crate::requirement::{Requirements, Unmet};
use crate::risk::{Assessment, Band, Decision, Validity};
use crate::standing::Standing;
use crate::verdict::{Code, Decider, Finding, Severity};

/// The assessment of a pair: of several, the one that began last.
fn assessment<'a>(
    standing: &'a Standing,
    proposal: &Proposal,
    (child, person): (PersonId, PersonId),
) -> Option<&'a Assessment> {
    let day = proposal.slot.day();
    let about = standing
        .assessments
        .values()
        .filter(|assessment| assessment.is_about(child, person, day));
    about.max_by_key(|assessment| assessment.from)
}

/// What the controls for all pairs demand, and the proposal's own level of supervision.
pub(super) fn requirements(standing: &Standing, proposal: &Proposal) -> Requirements {
    let pairs = proposal.pairs();
    let assessments = pairs
        .into_iter()
        .filter_map(|pair| assessment(standing, proposal, pair));
    let own = Requirements::of_level(proposal.level);
    assessments.fold(own, |so_far, assessment| {
        so_far.and(&assessment.requirements())
    })
}

pub(super) fn findings(standing: &Standing, proposal: &Proposal) -> Vec<Finding> {
    if !proposal.mode.is_live() {
        return Vec::new();
    }
    let of_pairs = proposal
        .pairs()
        .into_iter()
        .flat_map(|pair| of_pair(standing, proposal, pair));
    let unmet = requirements(standing, proposal)
        .unmet(proposal)
        .into_iter()
        .map(of_unmet);
    of_pairs.chain(unmet).collect()
}

fn of_unmet(unmet: Unmet) -> Finding {
    let (severity, decider) = match unmet.code {
        Code::StaffNotChosen => (Severity::Hold, Decider::Coordinator),
        _ => (Severity::BlockManager, Decider::TeamManager),
    };
    Finding::new(severity, unmet.code, decider, unmet.explanation)
}

fn of_pair(standing: &Standing, proposal: &Proposal, pair: (PersonId, PersonId)) -> Vec<Finding> {
    let (child, person) = pair;
    let Some(assessment) = assessment(standing, proposal, pair) else {
        // Brothers and sisters who meet each other need none.
        if !proposal.visitors.contains(&person) {
            return Vec::new();
        }
        let explanation = "There is no approved risk assessment for this child and this person.";
        let missing = Finding::new(
            Severity::BlockManager,
            Code::RiskMissing,
            Decider::TeamManager,
            explanation,
        );
        return vec![missing.about([child, person])];
    };
    let in_person = if proposal.mode.is_meeting() {
        of_meeting(assessment)
    } else {
        Vec::new()
    };
    let found = of_date(assessment, proposal).into_iter().chain(in_person);
    found
        .map(|finding| finding.about([child, person]))
        .collect()
}

fn of_date(assessment: &Assessment, proposal: &Proposal) -> Option<Finding> {
    let validity = assessment.validity_on(proposal.slot.day());
    let was_due = assessment.review_by.in_words();
    if validity != Validity::Valid && assessment.is_never_continued() {
        return Some(Finding::new(
            Severity::Hold,
            Code::RiskToReassess,
            Decider::HeadOfService,
            format!(
                "The risk assessment is valid until {was_due}. A very high risk is assessed \
                    anew before each session and signed off; nobody may continue on its controls."
            ),
        ));
    }
    let (severity, code, decider, explanation) = match validity {
        Validity::Valid => return None,
        Validity::Continued => (
            Severity::Warn,
            Code::RiskExpired,
            Decider::Coordinator,
            format!(
                "The risk assessment is valid until {was_due}; a manager continues on its \
                    controls for now."
            ),
        ),
        Validity::Expired => (
            Severity::Hold,
            Code::RiskExpired,
            Decider::DutyManager,
            format!(
                "The risk assessment is valid until {was_due}. The duty manager may \
                    continue on its controls for up to 7 days."
            ),
        ),
        Validity::RunOut => (
            Severity::Hold,
            Code::RiskToReassess,
            Decider::ServiceManager,
            format!(
                "The risk assessment is valid until {was_due}, and the time it was \
                    continued for is over. Review it."
            ),
        ),
    };
    Some(Finding::new(severity, code, decider, explanation))
}

fn of_meeting(assessment: &Assessment) -> Vec<Finding> {
    let mut findings = Vec::new();
    if assessment.decision == Decision::NoDirectContact {
        let explanation = "The risk assessment allows no meeting in person.";
        findings.push(Finding::new(
            Severity::BlockManager,
            Code::RiskNoDirect,
            Decider::TeamManager,
            explanation,
        ));
    }
    if assessment.residual == Band::VeryHigh && !assessment.signed_off {
        let explanation =
            "The risk that remains is very high; the head of service has not signed it off.";
        findings.push(Finding::new(
            Severity::BlockManager,
            Code::RiskNotSignedOff,
            Decider::HeadOfService,
            explanation,
        ));
    }
    findings
}
