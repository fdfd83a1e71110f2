//! What changes assessments: claim, load, permit, rule, save, news, fact.

mod deciding;
mod writing;

pub use deciding::{accept, approve, continue_on, give_back, sign_off};
pub use writing::{
    add_control, decide, put_hazard, remove_control, remove_hazard, rewrite, submit, take_back,
    withdraw,
};

use std::collections::BTreeSet;

use kernel::{
    change::Change,
    id::{PersonId, RiskId},
    refusal::Refused,
};
use law::access::{Writes, act};

use super::{Content, Mark, RiskAssessment, queries, rules, store, store::Begun, traces};
use crate::{
    access::{Subject, queries::may},
    people::queries::{permitted as permitted_person, subject_of},
    storage::{Claims, Done, Reads, Work},
};

type AssessmentAt = (RiskId, i64);

fn mark(reads: &mut dyn Reads) -> Result<Mark, Refused> {
    // What the program does of itself has no author, so it can neither write nor approve one.
    let by = reads.actor().user().ok_or(Refused::Hidden)?;
    Ok(Mark {
        by,
        at: reads.now(),
    })
}

/// Claims an assessment and everybody it is about: whoever books a session of one of them claims
/// the same. It is read only to learn what to claim, and again under the claim.
fn claim(work: &mut Work<'_, impl Writes>, id: RiskId) -> Result<(), Refused> {
    let risk = store::assessment(work, id)?.ok_or(Refused::Hidden)?;
    work.claim(Claims::of(id).and_all(rules::named(&risk)))
}

fn news(risk: &RiskAssessment) -> Change {
    Change::RiskChanged {
        children: risk.children.clone(),
        persons: risk.persons.clone(),
    }
}

fn reread(reads: &mut dyn Reads, id: RiskId) -> Result<RiskAssessment, Refused> {
    let risk = store::assessment(reads, id)?;
    risk.ok_or_else(|| Refused::broken("reading an assessment just written"))
}

fn not_in_list(refused: Refused, pointer: &str) -> Refused {
    match refused {
        Refused::Hidden | Refused::Forbidden(_) => {
            Refused::field(pointer, "not-found", "Choose from the list")
        }
        other => other,
    }
}

/// Begins an assessment of the risk between children and members of their family.
///
/// # Errors
/// When somebody it names is no child or no family member, or the caller may not.
pub fn begin(
    work: &mut Work<'_, act::AssessRisk>,
    (children, persons): (&BTreeSet<PersonId>, &BTreeSet<PersonId>),
) -> Result<Done<RiskAssessment>, Refused> {
    let begun = (children, persons, &Content::default(), None);
    begin_with(work, begun)
}

type Beginning<'a> = (
    &'a BTreeSet<PersonId>,
    &'a BTreeSet<PersonId>,
    &'a Content,
    Option<RiskId>,
);

fn begin_with(
    work: &mut Work<'_, act::AssessRisk>,
    (children, persons, content, copied_from): Beginning<'_>,
) -> Result<Done<RiskAssessment>, Refused> {
    let id: RiskId = work.mint()?;
    let claims = Claims::of(id)
        .and_all(children.iter().copied())
        .and_all(persons.iter().copied());
    work.claim(claims)?;
    // Every child it names must be the caller's to assess.
    let mut subject = Subject::new_record().covering(id);
    for child in children {
        let found = permitted_person(work, *child);
        let (person, _) = found.map_err(|no| not_in_list(no, "/children"))?;
        if !person.details.is_child {
            let message = "Choose looked-after children";
            return Err(Refused::field("/children", "not-a-child", message));
        }
        subject = subject.and(subject_of(work, &person)?);
    }
    let permit = may(work, &subject)?;
    let family = queries::family(work, children)?;
    let is_family = |person: &PersonId| family.has(*person) && !children.contains(person);
    if !persons.iter().all(is_family) {
        let message = "Choose people who are recorded as family of the children";
        return Err(Refused::field("/persons", "not-family", message));
    }
    let begun = Begun {
        id,
        children,
        persons,
        content,
        copied_from,
        written: mark(work)?,
    };
    store::insert(work, &permit, &begun)?;
    let risk = reread(work, id)?;
    Ok(work.done(traces::begun(&risk), risk))
}

/// Begins a new assessment as a copy of another: same people, hazards and controls, those added
/// by the coordinator included; what it decides and its dates are for its author to say.
///
/// # Errors
/// `Hidden` when there is none; when the caller may not.
pub fn copy(
    work: &mut Work<'_, act::AssessRisk>,
    id: RiskId,
) -> Result<Done<RiskAssessment>, Refused> {
    let (risk, _) = queries::permitted(work, id)?;
    let content = Content {
        hazards: risk.content.hazards.clone(),
        controls: rules::controls(&risk),
        ..Content::default()
    };
    begin_with(work, (&risk.children, &risk.persons, &content, Some(id)))
}
