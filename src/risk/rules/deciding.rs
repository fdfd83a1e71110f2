//! Who may approve an assessment, give it back and sign it off, and what takes the place of what.

use kernel::{
    id::UserId,
    refusal::{Kind, Reason, Refused},
    time::LondonDay,
};
use law::risk::{Band, Decision};

use super::{second_person, stands, writing::is_complete, wrong_state};
use crate::risk::{RiskAssessment, Stage};

pub(super) fn waits(risk: &RiskAssessment) -> Result<(), Refused> {
    if risk.stage == Stage::Submitted {
        return Ok(());
    }
    Err(wrong_state(
        "risk-not-waiting",
        "This assessment does not wait for approval. Open it again to see how it stands.",
    ))
}

/// Whether this person may give it back with a question.
///
/// # Errors
/// `WrongState` unless it waits for approval; `SecondPerson` for its author.
pub fn may_give_back(risk: &RiskAssessment, by: UserId) -> Result<(), Refused> {
    waits(risk)?;
    if risk.written.by == by {
        return Err(second_person(
            "second-person",
            "You wrote this assessment, so somebody else must approve it or return it.",
            "a team manager of the team or the service manager",
        ));
    }
    Ok(())
}

/// Whether this person may approve it, beside what is approved for the same people.
///
/// # Errors
/// `SecondPerson` for its author; `WrongState` unless it waits; what does not fit any more.
pub fn may_approve(
    risk: &RiskAssessment,
    by: UserId,
    approved: &[RiskAssessment],
    today: LondonDay,
) -> Result<(), Refused> {
    may_give_back(risk, by)?;
    is_complete(&risk.content, today)?;
    // The law takes, of several about a pair, the one that began last: so a newer one has to come
    // after those it replaces.
    let overtaken = |other: &RiskAssessment| {
        shares_a_pair(risk, other) && (other.content.from, other.id) > (risk.content.from, risk.id)
    };
    if approved.iter().any(overtaken) {
        return Err(Refused::because(
            Kind::RuleRefuses,
            Reason::new(
                "newer-assessment",
                "A newer assessment about these people begins on the same day or later. Copy that one and change the copy.",
            ),
        ));
    }
    Ok(())
}

fn shares_a_pair(one: &RiskAssessment, other: &RiskAssessment) -> bool {
    !one.children.is_disjoint(&other.children) && !one.persons.is_disjoint(&other.persons)
}

/// Whether `new` is about every pair that `old` is about, so that it takes its place.
pub fn takes_the_place(new: &RiskAssessment, old: &RiskAssessment) -> bool {
    new.id != old.id
        && old.superseded_by.is_none()
        && old.children.is_subset(&new.children)
        && old.persons.is_subset(&new.persons)
}

/// Whether a very high risk that remains waits for the head of service.
pub fn needs_sign_off(risk: &RiskAssessment) -> bool {
    risk.residual == Some(Band::VeryHigh)
        && risk.content.decision == Some(Decision::Go)
        && risk.signed_off.is_none()
        && stands(risk).is_ok()
}

/// Whether this person may sign it off: neither its author nor who approved it.
///
/// # Errors
/// `SecondPerson` for those two; `WrongState` when there is nothing to sign off.
pub fn may_sign_off(risk: &RiskAssessment, by: UserId) -> Result<(), Refused> {
    stands(risk)?;
    if !needs_sign_off(risk) {
        return Err(wrong_state(
            "nothing-to-sign-off",
            "This assessment needs no sign-off: it has one, or the risk that remains is lower, or it decides that they do not meet.",
        ));
    }
    let approved_it = risk.approved.is_some_and(|mark| mark.by == by);
    if risk.written.by == by || approved_it {
        return Err(second_person(
            "third-person",
            "You wrote or approved this assessment, so somebody else must sign it off.",
            "another service manager",
        ));
    }
    Ok(())
}
