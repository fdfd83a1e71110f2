//! Who may write in an assessment, what is still missing in it, and when it is taken back.

use kernel::{
    fields::Reading,
    id::UserId,
    refusal::{Kind, Reason, Refused},
    time::LondonDay,
};

use law::risk::{Band, Decision, RiskPolicy};

use super::{deciding::waits, latest_review, residual, wrong_state};
use crate::risk::{Content, RiskAssessment, Stage};

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
                "This assessment waits for approval. Its author can take it back to change it.",
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
    is_its_author(risk, by)
}

fn is_its_author(risk: &RiskAssessment, by: UserId) -> Result<(), Refused> {
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
    if lacks_a_control(content) {
        let message =
            "They may meet with controls, and none is named. Name what is done about the risk";
        reading.fault("/controls", "blank", message);
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

/// Whether people are to meet although nothing is named that is done about a risk which is not low by
/// itself: what sessions must then have would stand nowhere.
fn lacks_a_control(content: &Content) -> bool {
    let policy = RiskPolicy::default();
    let mut hazards = content.hazards.values();
    content.decision == Some(Decision::Go)
        && content.controls.is_empty()
        && hazards.any(|weighed| policy.band(weighed.before) > Band::Low)
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

/// Whether this person may take it back: its author, while nobody has decided it.
///
/// # Errors
/// `WrongState` unless it waits for approval; `RuleRefuses` for anybody but its author.
pub fn may_take_back(risk: &RiskAssessment, by: UserId) -> Result<(), Refused> {
    waits(risk)?;
    is_its_author(risk, by)
}
