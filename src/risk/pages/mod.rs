//! Pages of risk.

mod about_form;
mod continue_form;
mod control_form;
mod decision_form;
mod hazard_form;
mod person;
mod question_form;
mod shown;
mod steps;
mod waiting;

pub use about_form::{begin, new_risk};
pub use continue_form::{continue_form, continue_on};
pub use control_form::{add_control, new_control, new_strengthening, strengthen};
pub use decision_form::{decide, decision_form};
pub use hazard_form::{hazard_form, new_hazard, put_hazard, remove_hazard};
pub use person::of_person;
pub use question_form::{give_back, question_form};
pub use shown::show;
pub use steps::{accept, approve, copy, remove_control, sign_off, submit, take_back, withdraw};
pub use waiting::{due, returned, to_approve, to_sign_off};

use kernel::{refusal::Refused, time::LondonDay};
use law::{
    access::{Action, OnRecords, about},
    risk::Validity,
};
use serde::Deserialize;

use super::{
    RiskAssessment, Stage,
    queries::{Names, names_of},
    rules,
};
use crate::{
    http::{Guarded, proof, shell},
    storage::Acts,
    web::{
        Shell,
        components::{FormProof, Standing, Status},
    },
};

/// What stands around a form.
struct Frame {
    shell: Shell,
    proof: FormProof,
    /// Whom the assessment is about, once it is read.
    about: String,
}

impl Frame {
    fn new<A: Action>(door: &Guarded<A>, title: &str) -> Result<Self, Refused> {
        Ok(Self {
            shell: shell(door, title),
            proof: proof(door)?,
            about: String::new(),
        })
    }

    /// The same, about whom the assessment is.
    fn about<R: Acts>(self, reads: &mut R, risk: &RiskAssessment) -> Result<Self, Refused>
    where
        R::Action: Action<About = about::Cases> + OnRecords,
    {
        let names = names_of(reads, std::slice::from_ref(risk))?;
        Ok(Self {
            about: about(risk, &names),
            ..self
        })
    }
}

/// Whom an assessment is about, by name.
fn about(risk: &RiskAssessment, names: &Names) -> String {
    let (children, persons) = (names.list(&risk.children), names.list(&risk.persons));
    format!("{children} with {persons}")
}

/// The version that a form was made from, as it comes back; none means one that never was.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct VersionForm {
    version: String,
}

fn version_of(text: &str) -> i64 {
    text.parse().unwrap_or_default()
}

/// The version a form carries: the one it came with, or the record's where it is new.
fn carried(form: &str, risk: &RiskAssessment) -> String {
    if form.is_empty() {
        risk.version.to_string()
    } else {
        form.to_owned()
    }
}

fn days_left(today: LondonDay, until: LondonDay) -> String {
    match today.days_until(until) {
        0 => "review due today".to_owned(),
        1 => "1 day left".to_owned(),
        days => format!("{days} days left"),
    }
}

/// How an assessment stands today, in words.
fn standing(risk: &RiskAssessment, names: &Names, today: LondonDay) -> Status {
    match risk.stage {
        Stage::Draft => Status::new(Standing::Draft, "Draft: it counts for nothing yet"),
        Stage::Submitted => Status::new(Standing::Attention, "Waits for approval"),
        Stage::Returned => Status::new(Standing::Attention, "Returned with a question"),
        Stage::Withdrawn => Status::new(Standing::Away, "Withdrawn"),
        Stage::Approved => standing_of_approved(risk, names, today),
    }
}

fn standing_of_approved(risk: &RiskAssessment, names: &Names, today: LondonDay) -> Status {
    if risk.superseded_by.is_some() {
        return Status::new(Standing::Away, "A newer assessment has taken its place");
    }
    if rules::needs_sign_off(risk) {
        let words = "A very high risk remains: waits for the head of service";
        return Status::new(Standing::Held, words);
    }
    let Some((from, until)) = risk.content.from.zip(risk.content.review_by) else {
        return Status::new(Standing::Held, "No review date is recorded");
    };
    let was_due = format!("Review was due by {}", until.in_short());
    match rules::validity(risk, today) {
        None => Status::new(
            Standing::Quiet,
            format!("Approved, valid from {}", from.in_short()),
        ),
        Some(Validity::Valid) => {
            let left = days_left(today, until);
            let words = format!("Valid, review by {}: {left}", until.in_short());
            let near = today.days_until(until) <= rules::DUE_DAYS;
            let standing = if near {
                Standing::Attention
            } else {
                Standing::Ok
            };
            Status::new(standing, words)
        }
        Some(Validity::Continued) => {
            let continued = risk.continued.as_ref();
            let words = continued.map_or(was_due.clone(), |one| {
                let who = names.staff(one.continuation.by());
                format!(
                    "{was_due}; {who} continues on it until {}",
                    one.until.in_short()
                )
            });
            Status::new(Standing::Attention, words)
        }
        Some(Validity::Expired) => Status::new(
            Standing::Held,
            format!("{was_due}: sessions are held until a manager decides"),
        ),
        Some(Validity::RunOut) => Status::new(
            Standing::Held,
            format!("{was_due}, and the time it was continued for is over"),
        ),
    }
}
