//! What is kept of a judgement, and who may decide on what holds a session.

use kernel::{
    id::{SessionId, UserId},
    refusal::{Kind, Reason, Refused},
};
use law::{
    access::Role,
    standing::inputs,
    verdict::{Code, Decider},
};
use sha2::{Digest, Sha256};

use super::checks::{Around, is_clash, proposal};
use crate::sessions::{Check, Decision, Draft, Found, Kept};

fn sha256(text: &str) -> String {
    let digest = Sha256::digest(text);
    let (mut text, digits) = (String::with_capacity(64), b"0123456789abcdef");
    for nibble in digest.iter().flat_map(|byte| [byte >> 4, byte & 15]) {
        text.extend(
            digits
                .get(usize::from(nibble))
                .map(|digit| char::from(*digit)),
        );
    }
    text
}

/// What a check is known by. Other words, another order or other persons make another check, so that
/// a decision never outlives what it was about; what the persons are called does not.
pub fn key(check: &Check) -> String {
    let persons: Vec<String> = check.persons.iter().map(ToString::to_string).collect();
    let order = check.order.map(|order| order.to_string());
    sha256(&format!(
        "{}\n{}\n{}\n{}\n{}\n{}",
        check.severity,
        check.reason.code,
        check.reason.explanation,
        check.reason.quote.as_deref().unwrap_or_default(),
        order.unwrap_or_default(),
        persons.join(" "),
    ))
}

/// The check as it is kept.
pub fn kept(check: &Check) -> Kept {
    let told = check.told();
    Kept {
        key: key(check),
        severity: check.severity,
        code: told.code.to_owned(),
        explanation: told.explanation,
        quote: told.quote,
        decided_by: told.decided_by,
    }
}

/// The hash of everything a judgement rests on.
///
/// # Errors
/// A fault when it cannot be written down.
pub fn hash_of_inputs(
    id: SessionId,
    draft: &Draft,
    around: &Around,
    checks: &[Kept],
) -> Result<String, Refused> {
    let law = inputs(&around.standing, &proposal(Some(id), draft, around))
        .map_err(|cause| Refused::fault("writing what a verdict rests on", cause))?;
    let service: Vec<&str> = checks.iter().map(|check| check.key.as_str()).collect();
    Ok(sha256(&format!("{law}\n{}", service.join("\n"))))
}

/// Each check with the decision on it.
pub fn found(checks: Vec<Check>, decisions: &[Decision]) -> Vec<Found> {
    let with = |check: Check| {
        let key = key(&check);
        let decision = decisions.iter().rev().find(|one| one.finding == key);
        Found {
            decision: decision.cloned(),
            check,
            key,
        }
    };
    checks.into_iter().map(with).collect()
}

/// What stands against booking it so, as a refusal; nothing where it can be planned, held or not.
///
/// # Errors
/// `Clash` when somebody or something is taken, `RuleRefuses` for the rest, with every reason.
pub fn may_be_planned(checks: &[Check]) -> Result<(), Refused> {
    let blocking: Vec<&Check> = checks.iter().filter(|check| check.blocks()).collect();
    if blocking.is_empty() {
        return Ok(());
    }
    let kind = if blocking.iter().all(|check| is_clash(check)) {
        Kind::Clash
    } else {
        Kind::RuleRefuses
    };
    Err(Refused::Rule {
        kind,
        reasons: blocking.into_iter().map(Check::told).collect(),
    })
}

/// The roles that may decide what a check leaves to somebody.
pub fn deciders(decided_by: &str) -> &'static [Role] {
    let law = Decider::ALL.iter().find(|one| one.label() == decided_by);
    match law {
        Some(Decider::Court) => &[],
        Some(Decider::Legal) => &[Role::Legal],
        Some(Decider::HeadOfService | Decider::ServiceManager) => &[Role::ServiceManager],
        Some(Decider::DutyManager | Decider::TeamManager | Decider::SocialWorker) => {
            &[Role::TeamManager, Role::ServiceManager]
        }
        Some(Decider::Coordinator) => &[Role::Coordinator, Role::ServiceManager],
        None => match decided_by {
            "Coordinator" => &[Role::Coordinator, Role::ServiceManager],
            "Data protection officer" => &[Role::Dpo],
            _ => &[Role::ServiceManager],
        },
    }
}

/// What puts right what no decision can, if that is so.
fn put_right_by(code: &str) -> Option<(&'static str, &'static str)> {
    if code == Code::StaffNotChosen.as_str() || code == "room-not-chosen" {
        let words = "This is put right by choosing, not by a decision. Change the session.";
        return Some(("put-right-by-choosing", words));
    }
    if code == Code::RiskExpired.as_str() {
        // One manager, once, for seven days, and never the author: that is decided of the assessment,
        // not of its sessions one after the other.
        let words = "This is put right on the page of the risk assessment: a manager continues on its controls there, or it is reviewed.";
        return Some(("put-right-by-continuing", words));
    }
    (code == Code::RiskToReassess.as_str()).then_some((
        "put-right-by-assessing",
        "This is put right by assessing the risk anew, not by a decision.",
    ))
}

/// Whether a check is put right where the risk is assessed.
pub fn is_of_an_assessment(code: &str) -> bool {
    [Code::RiskExpired, Code::RiskToReassess]
        .iter()
        .any(|one| one.as_str() == code)
}

/// Whether what holds a session waits for a manager's word, here or on the assessment's page.
pub fn waits_for_a_decision(kept: &Kept) -> bool {
    kept.holds() && (put_right_by(&kept.code).is_none() || kept.code == Code::RiskExpired.as_str())
}

/// Whether a check waits for a decision that a person could take.
pub fn is_to_decide(check: &Check) -> bool {
    check.holds() && put_right_by(check.reason.code).is_none()
}

/// Whether this person may decide that the session goes ahead all the same.
///
/// # Errors
/// `WrongState` when there is nothing to decide, `Forbidden` when it is another's, `SecondPerson` for
/// whoever arranged the session.
pub fn may_decide(
    check: &Check,
    (by, is): (UserId, impl Fn(Role) -> bool),
    authors: &[UserId],
) -> Result<(), Refused> {
    let refuse = |kind, code, words: &str| Err(Refused::because(kind, Reason::new(code, words)));
    let Some(who) = check.reason.decided_by.as_deref().filter(|_| check.holds()) else {
        let words =
            "Nobody in the service may decide on this. Change the session, or what it comes from.";
        return refuse(Kind::WrongState, "not-to-decide", words);
    };
    if let Some((code, words)) = put_right_by(check.reason.code) {
        return refuse(Kind::WrongState, code, words);
    }
    if !deciders(who).iter().any(|role| is(*role)) {
        let words = format!("This is for {} to decide.", lower_first(who));
        return Err(Refused::Forbidden(Reason::new(
            "not-yours-to-decide",
            words,
        )));
    }
    if authors.contains(&by) {
        let words =
            "Who arranged a session does not decide what holds it. Ask somebody else who may.";
        return refuse(Kind::SecondPerson, "own-session", words);
    }
    Ok(())
}

/// A decider inside a sentence.
fn lower_first(who: &str) -> String {
    if who.starts_with("the ") || who == "Legal" || who.starts_with("only ") {
        who.to_owned()
    } else {
        format!("the {}", who.to_lowercase())
    }
}
