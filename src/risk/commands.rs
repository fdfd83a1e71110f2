//! What changes assessments: claim, load, permit, rule, save, news, fact.

use std::collections::BTreeSet;

use kernel::{
    change::Change,
    id::{PersonId, RiskId},
    refusal::Refused,
    text::Narrative,
    time::LondonDay,
};
use law::{
    access::{Writes, act},
    risk::{Control, Hazard},
};

use super::{
    Content, Continued, Mark, RiskAssessment, Weighed, queries, rules, store, store::Begun, traces,
};
use crate::{
    access::{Subject, queries::may},
    people::queries::{permitted as permitted_person, subject_of},
    storage::{Claims, Done, Reads, Work},
};

type AssessmentAt = (RiskId, i64);

fn mark(reads: &mut impl Reads) -> Result<Mark, Refused> {
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

fn reread(reads: &mut impl Reads, id: RiskId) -> Result<RiskAssessment, Refused> {
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

fn change(
    work: &mut Work<'_, act::AssessRisk>,
    (id, version): AssessmentAt,
    how: impl FnOnce(&mut Content) -> Result<(), Refused>,
) -> Result<Done<RiskAssessment>, Refused> {
    claim(work, id)?;
    let (risk, permit) = queries::permitted(work, id)?;
    rules::may_write(&risk, mark(work)?.by)?;
    let mut content = risk.content.clone();
    how(&mut content)?;
    store::set_content(work, &permit, (&risk, version), &content)?;
    let risk = reread(work, id)?;
    Ok(work.done(traces::written(&risk), risk))
}

/// Writes all of an assessment anew.
///
/// # Errors
/// `Stale` when it was changed since `version`; when it is no draft of the caller's.
pub fn rewrite(
    work: &mut Work<'_, act::AssessRisk>,
    at: AssessmentAt,
    content: &Content,
) -> Result<Done<RiskAssessment>, Refused> {
    change(work, at, |whole| {
        *whole = content.clone();
        Ok(())
    })
}

/// Adds a hazard, or weighs it anew.
///
/// # Errors
/// As [`rewrite`].
pub fn put_hazard(
    work: &mut Work<'_, act::AssessRisk>,
    at: AssessmentAt,
    (hazard, weighed): (Hazard, &Weighed),
) -> Result<Done<RiskAssessment>, Refused> {
    change(work, at, |content| {
        content.hazards.insert(hazard, weighed.clone());
        Ok(())
    })
}

/// Takes a hazard out again.
///
/// # Errors
/// As [`rewrite`]; `Hidden` when it is not there.
pub fn remove_hazard(
    work: &mut Work<'_, act::AssessRisk>,
    at: AssessmentAt,
    hazard: Hazard,
) -> Result<Done<RiskAssessment>, Refused> {
    change(work, at, |content| {
        let removed = content.hazards.remove(&hazard);
        removed.map(|_| ()).ok_or(Refused::Hidden)
    })
}

/// Adds a control.
///
/// # Errors
/// As [`rewrite`].
pub fn add_control(
    work: &mut Work<'_, act::AssessRisk>,
    at: AssessmentAt,
    control: Control,
) -> Result<Done<RiskAssessment>, Refused> {
    change(work, at, |content| {
        content.controls.insert(control);
        Ok(())
    })
}

/// Takes a control out again.
///
/// # Errors
/// As [`rewrite`]; `Hidden` when it is not there.
pub fn remove_control(
    work: &mut Work<'_, act::AssessRisk>,
    at: AssessmentAt,
    control: Control,
) -> Result<Done<RiskAssessment>, Refused> {
    change(work, at, |content| {
        let removed = content.controls.remove(&control);
        removed.then_some(()).ok_or(Refused::Hidden)
    })
}

/// Says what the assessment decides, from when it is valid and when it is reviewed.
///
/// # Errors
/// As [`rewrite`]; beside the field, a review later than what remains allows.
pub fn decide(
    work: &mut Work<'_, act::AssessRisk>,
    at: AssessmentAt,
    decided: &rules::Decided,
) -> Result<Done<RiskAssessment>, Refused> {
    change(work, at, |content| rules::put_decision(content, decided))
}

/// Submits an assessment for approval.
///
/// # Errors
/// Every part that is missing; `Stale`; when it is no draft of the caller's.
pub fn submit(
    work: &mut Work<'_, act::AssessRisk>,
    (id, version): AssessmentAt,
    answer: Option<&Narrative>,
) -> Result<Done<RiskAssessment>, Refused> {
    claim(work, id)?;
    let (risk, permit) = queries::permitted(work, id)?;
    let Mark { by, at } = mark(work)?;
    rules::may_write(&risk, by)?;
    rules::may_submit(&risk, answer.is_some(), at.london_day())?;
    let answer = answer.filter(|_| risk.stage == super::Stage::Returned);
    store::submit(work, &permit, (&risk, version), at, answer)?;
    let risk = reread(work, id)?;
    Ok(work.done(traces::moved(&risk, "submitted"), risk))
}

/// Gives up a draft. It is kept, and counts for nothing.
///
/// # Errors
/// As [`rewrite`].
pub fn withdraw(
    work: &mut Work<'_, act::AssessRisk>,
    (id, version): AssessmentAt,
) -> Result<Done<RiskAssessment>, Refused> {
    claim(work, id)?;
    let (risk, permit) = queries::permitted(work, id)?;
    rules::may_write(&risk, mark(work)?.by)?;
    store::withdraw(work, &permit, (&risk, version))?;
    let risk = reread(work, id)?;
    Ok(work.done(traces::moved(&risk, "withdrawn"), risk))
}

/// Returns a submitted assessment to its author with a question.
///
/// # Errors
/// `SecondPerson` for its author; `WrongState` unless it waits; `Stale`.
pub fn give_back(
    work: &mut Work<'_, act::ApproveRisk>,
    (id, version): AssessmentAt,
    question: &Narrative,
) -> Result<Done<RiskAssessment>, Refused> {
    claim(work, id)?;
    let (risk, permit) = queries::permitted(work, id)?;
    let asked = mark(work)?;
    rules::may_give_back(&risk, asked.by)?;
    store::give_back(work, &permit, (&risk, version), asked, question)?;
    let risk = reread(work, id)?;
    Ok(work.done(traces::moved(&risk, "returned"), risk))
}

/// Approves an assessment as a second person. From now on sessions are judged by it, and those it
/// is about all pairs of are superseded.
///
/// # Errors
/// `SecondPerson` for its author; what does not fit any more; `Stale` when it was changed since it
/// was read.
pub fn approve(
    work: &mut Work<'_, act::ApproveRisk>,
    (id, version): AssessmentAt,
) -> Result<Done<RiskAssessment>, Refused> {
    claim(work, id)?;
    let (risk, permit) = queries::permitted(work, id)?;
    let approved = mark(work)?;
    let beside = queries::approved_beside(work, &risk)?;
    rules::may_approve(&risk, approved.by, &beside, approved.at.london_day())?;
    let replaced = beside
        .iter()
        .filter(|old| rules::takes_the_place(&risk, old));
    let replaced: Vec<RiskId> = replaced.map(|old| old.id).collect();
    store::approve(work, &permit, (&risk, version), approved, &replaced)?;
    let risk = reread(work, id)?;
    work.changed(news(&risk));
    Ok(work.done(traces::approved(&risk, &replaced), risk))
}

/// Signs off a very high risk that remains, as a third person.
///
/// # Errors
/// `SecondPerson` for its author and who approved it; `WrongState` when there is nothing to sign
/// off; `Stale`.
pub fn sign_off(
    work: &mut Work<'_, act::SignOffRisk>,
    (id, version): AssessmentAt,
) -> Result<Done<RiskAssessment>, Refused> {
    claim(work, id)?;
    let (risk, permit) = queries::permitted(work, id)?;
    let signed = mark(work)?;
    rules::may_sign_off(&risk, signed.by)?;
    store::sign_off(work, &permit, (&risk, version), signed)?;
    let risk = reread(work, id)?;
    work.changed(news(&risk));
    Ok(work.done(traces::moved(&risk, "signed off"), risk))
}

/// Accepts an approved assessment as deliverable, with controls that make it stronger, if any.
///
/// # Errors
/// Beside the field, a control that adds nothing; `WrongState` unless it stands; `Stale`.
pub fn accept(
    work: &mut Work<'_, act::AcceptRisk>,
    (id, version): AssessmentAt,
    more: &BTreeSet<Control>,
) -> Result<Done<RiskAssessment>, Refused> {
    claim(work, id)?;
    let (risk, permit) = queries::permitted(work, id)?;
    rules::may_strengthen(&risk, more)?;
    let accepted = mark(work)?;
    store::accept(work, &permit, (&risk, version), accepted, more)?;
    let risk = reread(work, id)?;
    if !more.is_empty() {
        work.changed(news(&risk));
    }
    let what = if more.is_empty() {
        "accepted"
    } else {
        "strengthened"
    };
    Ok(work.done(traces::moved(&risk, what), risk))
}

/// Continues on the controls of an assessment whose review is due, for seven days at most.
///
/// # Errors
/// As [`rules::continuation`]; `Stale`.
pub fn continue_on(
    work: &mut Work<'_, act::ContinueRisk>,
    (id, version): AssessmentAt,
    (until, reason): (LondonDay, &Narrative),
) -> Result<Done<RiskAssessment>, Refused> {
    claim(work, id)?;
    let (risk, permit) = queries::permitted(work, id)?;
    let Mark { by, at } = mark(work)?;
    let (from, continuation) = rules::continuation(&risk, by, until, at.london_day())?;
    let continued = Continued {
        continuation,
        from,
        until,
        reason: reason.clone(),
        at,
    };
    store::continue_on(work, &permit, (&risk, version), &continued)?;
    let risk = reread(work, id)?;
    work.changed(news(&risk));
    Ok(work.done(traces::continued(&risk), risk))
}
