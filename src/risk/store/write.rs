//! What is written of assessments.

use std::collections::BTreeSet;

use diesel::prelude::*;
use kernel::{
    id::{PersonId, RiskId},
    refusal::Refused,
    text::Narrative,
    time::Instant,
};
use law::{access::Action, risk::Control};

use super::{Part, row_key};
use crate::{
    access::Permit,
    risk::{
        Content, Continued, Mark, RiskAssessment, Stage, rules,
        tables::{
            ASSESSMENT, CONTINUATION, CONTROL, QUESTION, RISK_PERSON, risk_assessment,
            risk_continuation, risk_control, risk_person, risk_question,
        },
    },
    storage::{Reads, Work},
};

/// A draft to be begun.
pub struct Begun<'a> {
    /// The id it will have.
    pub id: RiskId,
    /// The children it is about.
    pub children: &'a BTreeSet<PersonId>,
    /// The family members it is about.
    pub persons: &'a BTreeSet<PersonId>,
    /// What is in it from the beginning.
    pub content: &'a Content,
    /// The one it is a copy of.
    pub copied_from: Option<RiskId>,
    /// Who writes it.
    pub written: Mark,
}

fn seal_content(
    work: &mut Work<'_, impl Action>,
    id: RiskId,
    content: &Content,
) -> Result<String, Refused> {
    let text = serde_json::to_string(content)
        .map_err(|cause| Refused::fault("writing a risk assessment", cause))?;
    Ok(work
        .vault()
        .seal("risk_assessment", "body", id.as_str(), &text)?)
}

/// Adds a draft.
pub fn insert<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    begun: &Begun<'_>,
) -> Result<(), Refused> {
    work.holds(begun.id)?;
    permit.covers(begun.id)?;
    let body = seal_content(work, begun.id, begun.content)?;
    work.attests(&ASSESSMENT, &[&begun.id])?;
    diesel::insert_into(risk_assessment::table)
        .values((
            risk_assessment::id.eq(begun.id),
            risk_assessment::stage.eq(Stage::Draft),
            risk_assessment::body.eq(body),
            risk_assessment::from_day.eq(begun.content.from),
            risk_assessment::review_by.eq(begun.content.review_by),
            risk_assessment::residual.eq(rules::residual(begun.content)),
            risk_assessment::copied_from.eq(begun.copied_from),
            risk_assessment::written_by.eq(begun.written.by),
            risk_assessment::written_at.eq(begun.written.at),
            risk_assessment::version.eq(1_i64),
        ))
        .execute(work.db())?;
    for (part, people) in [(Part::Child, begun.children), (Part::Person, begun.persons)] {
        for person in people {
            work.holds(*person)?;
            work.attests(&RISK_PERSON, &[&begun.id, person, &part])?;
            diesel::insert_into(risk_person::table)
                .values((
                    risk_person::risk_id.eq(begun.id),
                    risk_person::person_id.eq(person),
                    risk_person::part.eq(part),
                ))
                .execute(work.db())?;
        }
    }
    Ok(())
}

/// One more write to an assessment, if `version` is still the current one.
fn touch<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (risk, version): (&RiskAssessment, i64),
) -> Result<(), Refused> {
    work.holds(risk.id)?;
    permit.covers(risk.id)?;
    work.attests(&ASSESSMENT, &[&risk.id])?;
    let row = risk_assessment::table.find(risk.id);
    let touched = diesel::update(row.filter(risk_assessment::version.eq(version)))
        .set(risk_assessment::version.eq(version + 1))
        .execute(work.db())?;
    if touched == 1 {
        Ok(())
    } else {
        Err(Refused::Stale)
    }
}

/// Writes what an assessment says.
pub fn set_content<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (risk, version): (&RiskAssessment, i64),
    content: &Content,
) -> Result<(), Refused> {
    touch(work, permit, (risk, version))?;
    let body = seal_content(work, risk.id, content)?;
    diesel::update(risk_assessment::table.find(risk.id))
        .set((
            risk_assessment::body.eq(body),
            risk_assessment::from_day.eq(content.from),
            risk_assessment::review_by.eq(content.review_by),
            risk_assessment::residual.eq(rules::residual(content)),
        ))
        .execute(work.db())?;
    Ok(())
}

/// Submits an assessment, with the answer to its last question where there is one.
pub fn submit<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (risk, version): (&RiskAssessment, i64),
    at: Instant,
    answer: Option<&Narrative>,
) -> Result<(), Refused> {
    touch(work, permit, (risk, version))?;
    diesel::update(risk_assessment::table.find(risk.id))
        .set((
            risk_assessment::stage.eq(Stage::Submitted),
            risk_assessment::submitted_at.eq(Some(at)),
        ))
        .execute(work.db())?;
    if let Some(answer) = answer {
        let seq = counted(risk.questions.len())?;
        let key = row_key(risk.id, seq);
        let sealed = work
            .vault()
            .seal("risk_question", "answer", &key, answer.as_str())?;
        work.attests(&QUESTION, &[&risk.id, &seq])?;
        diesel::update(risk_question::table.find((risk.id, seq)))
            .set((
                risk_question::answer.eq(Some(sealed)),
                risk_question::answered_at.eq(Some(at)),
            ))
            .execute(work.db())?;
    }
    Ok(())
}

fn counted(length: usize) -> Result<i32, Refused> {
    i32::try_from(length).map_err(|cause| Refused::fault("counting under an assessment", cause))
}

/// Gives an assessment back with a question.
pub fn give_back<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (risk, version): (&RiskAssessment, i64),
    asked: Mark,
    question: &Narrative,
) -> Result<(), Refused> {
    touch(work, permit, (risk, version))?;
    diesel::update(risk_assessment::table.find(risk.id))
        .set(risk_assessment::stage.eq(Stage::Returned))
        .execute(work.db())?;
    let seq = counted(risk.questions.len())?.saturating_add(1);
    let key = row_key(risk.id, seq);
    let sealed = work
        .vault()
        .seal("risk_question", "question", &key, question.as_str())?;
    work.attests(&QUESTION, &[&risk.id, &seq])?;
    diesel::insert_into(risk_question::table)
        .values((
            risk_question::risk_id.eq(risk.id),
            risk_question::seq.eq(seq),
            risk_question::question.eq(sealed),
            risk_question::asked_by.eq(asked.by),
            risk_question::asked_at.eq(asked.at),
        ))
        .execute(work.db())?;
    Ok(())
}

/// Makes a submitted assessment its author's draft again. An answer to a question stays given.
pub fn take_back<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (risk, version): (&RiskAssessment, i64),
) -> Result<(), Refused> {
    touch(work, permit, (risk, version))?;
    diesel::update(risk_assessment::table.find(risk.id))
        .set((
            risk_assessment::stage.eq(Stage::Draft),
            risk_assessment::submitted_at.eq(None::<Instant>),
        ))
        .execute(work.db())?;
    Ok(())
}

/// Gives a draft up.
pub fn withdraw<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (risk, version): (&RiskAssessment, i64),
) -> Result<(), Refused> {
    touch(work, permit, (risk, version))?;
    diesel::update(risk_assessment::table.find(risk.id))
        .set(risk_assessment::stage.eq(Stage::Withdrawn))
        .execute(work.db())?;
    Ok(())
}

/// Marks an assessment as approved; it takes the place of these.
pub fn approve<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (risk, version): (&RiskAssessment, i64),
    approved: Mark,
    replaced: &[RiskId],
) -> Result<(), Refused> {
    touch(work, permit, (risk, version))?;
    for person in risk.children.iter().chain(&risk.persons) {
        work.holds(*person)?;
    }
    diesel::update(risk_assessment::table.find(risk.id))
        .set((
            risk_assessment::stage.eq(Stage::Approved),
            risk_assessment::approved_by.eq(Some(approved.by)),
            risk_assessment::approved_at.eq(Some(approved.at)),
        ))
        .execute(work.db())?;
    for old in replaced {
        work.attests(&ASSESSMENT, &[old])?;
    }
    diesel::update(risk_assessment::table.filter(risk_assessment::id.eq_any(replaced)))
        .set(risk_assessment::superseded_by.eq(Some(risk.id)))
        .execute(work.db())?;
    Ok(())
}

/// Marks an assessment as signed off.
pub fn sign_off<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (risk, version): (&RiskAssessment, i64),
    signed: Mark,
) -> Result<(), Refused> {
    touch(work, permit, (risk, version))?;
    diesel::update(risk_assessment::table.find(risk.id))
        .set((
            risk_assessment::signed_by.eq(Some(signed.by)),
            risk_assessment::signed_at.eq(Some(signed.at)),
        ))
        .execute(work.db())?;
    Ok(())
}

/// Marks an assessment as accepted, unless it is, and adds these controls.
pub fn accept<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (risk, version): (&RiskAssessment, i64),
    accepted: Mark,
    more: &BTreeSet<Control>,
) -> Result<(), Refused> {
    touch(work, permit, (risk, version))?;
    if risk.accepted.is_none() {
        diesel::update(risk_assessment::table.find(risk.id))
            .set((
                risk_assessment::accepted_by.eq(Some(accepted.by)),
                risk_assessment::accepted_at.eq(Some(accepted.at)),
            ))
            .execute(work.db())?;
    }
    let mut seq = counted(risk.added.len())?;
    for control in more {
        seq = seq.saturating_add(1);
        let text = serde_json::to_string(control)
            .map_err(|cause| Refused::fault("writing a control", cause))?;
        let key = row_key(risk.id, seq);
        let sealed = work.vault().seal("risk_control", "sealed", &key, &text)?;
        work.attests(&CONTROL, &[&risk.id, &seq])?;
        diesel::insert_into(risk_control::table)
            .values((
                risk_control::risk_id.eq(risk.id),
                risk_control::seq.eq(seq),
                risk_control::sealed.eq(sealed),
                risk_control::added_by.eq(accepted.by),
                risk_control::added_at.eq(accepted.at),
            ))
            .execute(work.db())?;
    }
    Ok(())
}

/// Continues on an expired assessment.
pub fn continue_on<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (risk, version): (&RiskAssessment, i64),
    continued: &Continued,
) -> Result<(), Refused> {
    touch(work, permit, (risk, version))?;
    let sealed = work.vault().seal(
        "risk_continuation",
        "reason",
        risk.id.as_str(),
        continued.reason.as_str(),
    )?;
    work.attests(&CONTINUATION, &[&risk.id])?;
    diesel::insert_into(risk_continuation::table)
        .values((
            risk_continuation::risk_id.eq(risk.id),
            risk_continuation::from_day.eq(continued.from),
            risk_continuation::until_day.eq(continued.until),
            risk_continuation::reason.eq(sealed),
            risk_continuation::decided_by.eq(continued.continuation.by()),
            risk_continuation::decided_at.eq(continued.at),
        ))
        .execute(work.db())?;
    Ok(())
}
