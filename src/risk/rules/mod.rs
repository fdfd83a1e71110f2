//! Pure decisions about assessments: what was typed, what is still missing, who may approve, what
//! takes the place of what, what is handed on to the law.

mod content_fields;
mod deciding;
mod decision_fields;
mod writing;

pub use content_fields::{AboutFields, ContentFields, ControlFields, HazardFields};
pub use deciding::{may_approve, may_give_back, may_sign_off, needs_sign_off, takes_the_place};
pub use decision_fields::{
    AcceptFields, ContinueFields, ControlKind, Decided, DecisionFields, QuestionFields,
    SubmitFields, put_decision,
};
pub use writing::{is_complete, may_submit, may_take_back, may_write, wrong_review};

use std::collections::BTreeSet;

use kernel::{
    id::{PersonId, UserId},
    refusal::{Kind, Reason, Refused},
    time::LondonDay,
};
use law::risk::{Assessment, Band, CONTINUATION_DAYS, Continuation, Control, RiskPolicy, Validity};

use super::{Content, RiskAssessment, Stage};

/// An assessment is on the list of those due for so many days before it ends.
pub const DUE_DAYS: i64 = 14;

fn wrong_state(code: &'static str, explanation: &str) -> Refused {
    Refused::because(Kind::WrongState, Reason::new(code, explanation))
}

fn second_person(code: &'static str, explanation: &str, who: &str) -> Refused {
    Refused::because(
        Kind::SecondPerson,
        Reason::new(code, explanation).decided_by(who),
    )
}

/// The band of the risk that remains: that of the worst hazard, with its controls.
pub fn residual(content: &Content) -> Option<Band> {
    let policy = RiskPolicy::default();
    let bands = content.hazards.values();
    bands.map(|weighed| policy.band(weighed.after)).max()
}

/// The last day an assessment that begins on `from` may stand, by what remains of its hazards.
pub fn latest_review(content: &Content, from: LondonDay) -> Option<LondonDay> {
    let band = residual(content)?;
    Some(RiskPolicy::default().review_by(band, from))
}

/// Everybody an assessment is about. Whoever books a session of one of them claims the same.
pub fn named(risk: &RiskAssessment) -> BTreeSet<PersonId> {
    risk.children.union(&risk.persons).copied().collect()
}

/// Whether something may still be decided about it: it is approved, and none took its place.
///
/// # Errors
/// `WrongState` in words.
pub fn stands(risk: &RiskAssessment) -> Result<(), Refused> {
    if risk.stage != Stage::Approved {
        return Err(wrong_state(
            "risk-not-approved",
            "This assessment has not been approved yet.",
        ));
    }
    if risk.superseded_by.is_some() {
        return Err(wrong_state(
            "risk-superseded",
            "A newer assessment has taken the place of this one. Open the newer one.",
        ));
    }
    Ok(())
}

/// Every control it stands with: its own, and what the coordinator added.
pub fn controls(risk: &RiskAssessment) -> BTreeSet<Control> {
    let added = risk.added.iter().map(|one| one.control);
    risk.content.controls.iter().copied().chain(added).collect()
}

/// Whether these controls make it stronger. Nothing can be taken away: they are only added.
///
/// # Errors
/// `WrongState` unless it stands; beside the field, a control that adds nothing to what stands.
pub fn may_strengthen(risk: &RiskAssessment, more: &BTreeSet<Control>) -> Result<(), Refused> {
    stands(risk)?;
    let standing = controls(risk);
    let mut demands = law::requirement::Requirements::default();
    for control in &standing {
        demands = demands.and(&control.requirements());
    }
    for control in more {
        let asks = control.requirements();
        let asks_nothing = asks == law::requirement::Requirements::default();
        let is_weaker = !asks_nothing && demands.is_at_least(&asks);
        if standing.contains(control) || is_weaker {
            let message = "The controls that stand ask for this already, or for more";
            return Err(Refused::field("/controls", "not-stronger", message));
        }
    }
    Ok(())
}

/// The first day a continuation decided today would cover: the day after the review was due, or
/// today when that is past.
pub fn continues_from(risk: &RiskAssessment, today: LondonDay) -> Option<LondonDay> {
    let review_by = risk.content.review_by?;
    Some(today.max(review_by.plus_days(1)))
}

/// Whether a very high risk forbids continuing on its controls.
pub fn is_never_continued(risk: &RiskAssessment) -> bool {
    in_force(risk).is_some_and(|assessment| assessment.is_never_continued())
}

/// A manager's decision to continue on the controls of this assessment until a day.
///
/// # Errors
/// `WrongState` unless it stands and is due; `SecondPerson` for its author; `RuleRefuses` for a
/// second one or a very high risk; beside the field, a day that is too late.
pub fn continuation(
    risk: &RiskAssessment,
    by: UserId,
    until: LondonDay,
    today: LondonDay,
) -> Result<(LondonDay, Continuation), Refused> {
    stands(risk)?;
    let from = continues_from(risk, today)
        .ok_or_else(|| Refused::broken("continuing on an assessment without a review date"))?;
    if today.days_until(from) > DUE_DAYS {
        return Err(wrong_state(
            "risk-not-due",
            "This assessment is not due for review yet.",
        ));
    }
    if risk.continued.is_some() {
        let reason = Reason::new(
            "continued-once",
            "This assessment was continued once already. It must be reviewed now.",
        );
        return Err(Refused::because(
            Kind::RuleRefuses,
            reason.decided_by("whoever assesses the risk anew"),
        ));
    }
    if is_never_continued(risk) {
        let reason = Reason::new(
            "very-high-not-continued",
            "A very high risk is assessed anew before each session; it is not continued.",
        );
        return Err(Refused::because(Kind::RuleRefuses, reason));
    }
    if risk.written.by == by {
        return Err(second_person(
            "second-person",
            "You wrote this assessment, so somebody else must decide to continue on it.",
            "the duty manager",
        ));
    }
    let continuation = Continuation::new(by, from, until).map_err(|_too_long| {
        let message = format!(
            "Choose a day from {} to {}: seven days at most",
            from.in_short(),
            from.plus_days(CONTINUATION_DAYS).in_short()
        );
        Refused::field("/until", "out-of-range", message)
    })?;
    Ok((from, continuation))
}

/// The assessment as the law looks at it; none before it is approved.
pub fn in_force(risk: &RiskAssessment) -> Option<Assessment> {
    let content = &risk.content;
    risk.approved?;
    Some(Assessment {
        children: risk.children.clone(),
        persons: risk.persons.clone(),
        from: content.from?,
        review_by: content.review_by?,
        residual: risk.residual?,
        decision: content.decision?,
        signed_off: risk.signed_off.is_some(),
        controls: controls(risk),
        continuation: risk.continued.as_ref().map(|one| one.continuation),
    })
}

/// Whether an approved assessment carries a session today; none before it is approved or begins.
pub fn validity(risk: &RiskAssessment, today: LondonDay) -> Option<Validity> {
    in_force(risk)
        .filter(|assessment| assessment.from <= today)
        .map(|assessment| assessment.validity_on(today))
}

#[cfg(test)]
mod tests;
