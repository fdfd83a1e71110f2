//! Pure decisions about assessments: what was typed, what is still missing, who may approve, what
//! takes the place of what, what is handed on to the law.

mod content_fields;
mod decision_fields;

pub use content_fields::{AboutFields, ContentFields, ControlFields, HazardFields};
pub use decision_fields::{
    AcceptFields, ContinueFields, ControlKind, Decided, DecisionFields, QuestionFields,
    SubmitFields, put_decision,
};

use std::collections::BTreeSet;

use kernel::{
    fields::Reading,
    id::{PersonId, UserId},
    refusal::{Kind, Reason, Refused},
    time::LondonDay,
};
use law::risk::{
    Assessment, Band, CONTINUATION_DAYS, Continuation, Control, Decision, RiskPolicy, Validity,
};

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

/// Whether this person may still write in it: its author, until it is submitted.
///
/// # Errors
/// `WrongState` when it is submitted or decided; `RuleRefuses` for anybody but its author.
pub fn may_write(risk: &RiskAssessment, by: UserId) -> Result<(), Refused> {
    match risk.stage {
        Stage::Draft | Stage::Returned => {}
        Stage::Submitted => {
            return Err(wrong_state(
                "risk-submitted",
                "This assessment waits for approval. It can be changed when it is returned with a question.",
            ));
        }
        Stage::Approved => {
            return Err(wrong_state(
                "risk-approved",
                "This assessment has been approved and is kept as it is. Write a new one that takes its place.",
            ));
        }
        Stage::Withdrawn => {
            return Err(wrong_state(
                "risk-withdrawn",
                "This assessment was withdrawn. Begin a new one.",
            ));
        }
    }
    if risk.written.by == by {
        return Ok(());
    }
    // A draft with two authors would leave fewer people who may approve it, unseen.
    let reason = Reason::new(
        "not-its-author",
        "Only its author writes in this assessment. Copy it to write your own.",
    );
    Err(Refused::because(Kind::RuleRefuses, reason))
}

/// Whether all is there that approval asks for, and still fits together today.
///
/// # Errors
/// Every part that is missing or does not fit.
pub fn is_complete(content: &Content, today: LondonDay) -> Result<(), Refused> {
    let mut reading = Reading::new();
    if content.hazards.is_empty() {
        let message = "Add at least one hazard";
        reading.fault("/hazards", "blank", message);
    }
    if content.decision.is_none() {
        let message = "Say what the assessment decides";
        reading.fault("/decision", "not-chosen", message);
    }
    if content.reasons.is_none() {
        reading.fault("/reasons", "blank", "Say why the assessment decides so");
    }
    match content.from.zip(content.review_by) {
        None => reading.fault("/from", "blank", "Say from when it is valid"),
        Some((from, until)) => {
            if let Some(fault) = wrong_review(content, from, until) {
                reading.fault("/review_by", "too-late", fault);
            }
            if until < today {
                let message = "Its review date has passed. Choose other dates";
                reading.fault("/review_by", "in-past", message);
            }
        }
    }
    reading.finish(Some(()))
}

/// What is wrong with a review date, in words: it comes before the first day, or later than the
/// band of what remains allows.
pub fn wrong_review(content: &Content, from: LondonDay, until: LondonDay) -> Option<String> {
    if until < from {
        return Some("It must be reviewed after it begins".to_owned());
    }
    let latest = latest_review(content, from)?;
    let band = residual(content)?.label();
    (latest < until).then(|| {
        format!(
            "With a {band} risk that remains it must be reviewed by {} at the latest",
            latest.in_short()
        )
    })
}

/// Whether it can be submitted: complete, and the last question answered.
///
/// # Errors
/// Every part that is missing.
pub fn may_submit(
    risk: &RiskAssessment,
    has_answer: bool,
    today: LondonDay,
) -> Result<(), Refused> {
    is_complete(&risk.content, today)?;
    if risk.stage == Stage::Returned && !has_answer {
        let message = "Answer the question it was returned with";
        return Err(Refused::field("/answer", "blank", message));
    }
    Ok(())
}

fn waits(risk: &RiskAssessment) -> Result<(), Refused> {
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
