//! What the audit keeps of risk: ids, codes and days. Never a hazard, a control, a reason or a
//! name: that somebody is thought dangerous is not for the log.

use kernel::{
    fact::{Fact, Stream},
    id::RiskId,
};
use serde_json::json;

use super::RiskAssessment;

/// The stream of the one child where exactly one is concerned, else the assessment's own.
fn about(risk: &RiskAssessment) -> Fact {
    let mut children = risk.children.iter();
    let stream = match (children.next(), children.next()) {
        (Some(child), None) => Stream::of(*child),
        _ => Stream::of(risk.id),
    };
    Fact::on(stream).subjects(risk.children.iter().chain(&risk.persons).copied())
}

pub(super) fn begun(risk: &RiskAssessment) -> Fact {
    about(risk).details(json!({ "begun": risk.id, "copied_from": risk.copied_from }))
}

pub(super) fn written(risk: &RiskAssessment) -> Fact {
    about(risk).details(json!({ "written": risk.id, "version": risk.version }))
}

pub(super) fn moved(risk: &RiskAssessment, what: &str) -> Fact {
    about(risk).details(json!({ "risk": risk.id, "what": what, "version": risk.version }))
}

pub(super) fn approved(risk: &RiskAssessment, replaced: &[RiskId]) -> Fact {
    about(risk).details(json!({ "approved": risk.id, "supersedes": replaced }))
}

pub(super) fn continued(risk: &RiskAssessment) -> Fact {
    let until = risk.continued.as_ref().map(|one| one.until);
    about(risk).details(json!({ "continued": risk.id, "until": until }))
}
