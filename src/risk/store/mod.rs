//! Rows of `risk`: assessments, whom they are about, what is added to them.

mod write;

pub use super::tables::ATTESTED;
pub use write::*;

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use kernel::{
    id::{PersonId, RiskId, UserId},
    refusal::Refused,
    text::Narrative,
    time::{Instant, LondonDay},
};
use law::risk::{Band, Continuation, Control};

use super::{
    Added, Content, Continued, Mark, Question, RiskAssessment, Stage,
    tables::{risk_assessment, risk_continuation, risk_control, risk_person, risk_question},
};
use crate::storage::Reads;

kernel::codes! {
    /// The part a person has in an assessment.
    pub enum Part {
        /// A child it is about.
        Child = "child",
        /// A family member it is about.
        Person = "person",
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = risk_assessment)]
struct RiskRow {
    id: RiskId,
    stage: Stage,
    body: String,
    residual: Option<Band>,
    copied_from: Option<RiskId>,
    written_by: UserId,
    written_at: Instant,
    submitted_at: Option<Instant>,
    approved_by: Option<UserId>,
    approved_at: Option<Instant>,
    signed_by: Option<UserId>,
    signed_at: Option<Instant>,
    accepted_by: Option<UserId>,
    accepted_at: Option<Instant>,
    superseded_by: Option<RiskId>,
    version: i64,
}

/// What hangs on assessments, by their ids.
#[derive(Default)]
struct Hanging {
    people: BTreeMap<RiskId, BTreeMap<Part, BTreeSet<PersonId>>>,
    added: BTreeMap<RiskId, Vec<Added>>,
    questions: BTreeMap<RiskId, Vec<Question>>,
    continued: BTreeMap<RiskId, Continued>,
}

fn mark(by: Option<UserId>, at: Option<Instant>) -> Option<Mark> {
    by.zip(at).map(|(by, at)| Mark { by, at })
}

impl RiskRow {
    fn whole(self, content: Content, hanging: &mut Hanging) -> RiskAssessment {
        let mut people = hanging.people.remove(&self.id).unwrap_or_default();
        RiskAssessment {
            id: self.id,
            children: people.remove(&Part::Child).unwrap_or_default(),
            persons: people.remove(&Part::Person).unwrap_or_default(),
            content,
            residual: self.residual,
            stage: self.stage,
            copied_from: self.copied_from,
            written: Mark {
                by: self.written_by,
                at: self.written_at,
            },
            submitted_at: self.submitted_at,
            approved: mark(self.approved_by, self.approved_at),
            signed_off: mark(self.signed_by, self.signed_at),
            accepted: mark(self.accepted_by, self.accepted_at),
            added: hanging.added.remove(&self.id).unwrap_or_default(),
            questions: hanging.questions.remove(&self.id).unwrap_or_default(),
            continued: hanging.continued.remove(&self.id),
            superseded_by: self.superseded_by,
            version: self.version,
        }
    }
}

/// The assessment of an id.
pub fn assessment(reads: &mut dyn Reads, id: RiskId) -> Result<Option<RiskAssessment>, Refused> {
    Ok(assessments(reads, &[id])?.pop())
}

/// Assessments about any of these, as a child or as a family member, the latest begun first.
pub fn about(
    reads: &mut dyn Reads,
    persons: &BTreeSet<PersonId>,
) -> Result<Vec<RiskAssessment>, Refused> {
    let ids: Vec<RiskId> = risk_person::table
        .filter(risk_person::person_id.eq_any(persons))
        .select(risk_person::risk_id)
        .distinct()
        .load(reads.db())?;
    assessments(reads, &ids)
}

/// Approved assessments about any of these children and any of these family members.
pub fn approved_between(
    reads: &mut dyn Reads,
    children: &BTreeSet<PersonId>,
    persons: &BTreeSet<PersonId>,
) -> Result<Vec<RiskAssessment>, Refused> {
    let with_child = risk_person::table
        .filter(risk_person::part.eq(Part::Child))
        .filter(risk_person::person_id.eq_any(children))
        .select(risk_person::risk_id);
    let with_person: Vec<RiskId> = risk_person::table
        .filter(risk_person::part.eq(Part::Person))
        .filter(risk_person::person_id.eq_any(persons))
        .select(risk_person::risk_id)
        .distinct()
        .load(reads.db())?;
    let ids: Vec<RiskId> = risk_assessment::table
        .filter(risk_assessment::stage.eq(Stage::Approved))
        .filter(risk_assessment::id.eq_any(with_child))
        .filter(risk_assessment::id.eq_any(with_person))
        .select(risk_assessment::id)
        .load(reads.db())?;
    assessments(reads, &ids)
}

/// Assessments that wait for a second person, the longest waiting first.
pub fn submitted(reads: &mut dyn Reads) -> Result<Vec<RiskAssessment>, Refused> {
    let ids: Vec<RiskId> = risk_assessment::table
        .filter(risk_assessment::stage.eq(Stage::Submitted))
        .select(risk_assessment::id)
        .load(reads.db())?;
    let mut waiting = assessments(reads, &ids)?;
    waiting.sort_by_key(|one| (one.submitted_at, one.id));
    Ok(waiting)
}

/// Approved assessments that none took the place of and that end by this day, the first to end
/// first.
pub fn ending_by(reads: &mut dyn Reads, day: LondonDay) -> Result<Vec<RiskAssessment>, Refused> {
    let ids: Vec<RiskId> = risk_assessment::table
        .filter(risk_assessment::stage.eq(Stage::Approved))
        .filter(risk_assessment::superseded_by.is_null())
        .filter(risk_assessment::review_by.le(day))
        .select(risk_assessment::id)
        .load(reads.db())?;
    let mut due = assessments(reads, &ids)?;
    due.sort_by_key(|one| (one.content.review_by, one.id));
    Ok(due)
}

/// Approved assessments with a very high risk that remains, not signed off and not superseded.
pub fn unsigned(reads: &mut dyn Reads) -> Result<Vec<RiskAssessment>, Refused> {
    let ids: Vec<RiskId> = risk_assessment::table
        .filter(risk_assessment::stage.eq(Stage::Approved))
        .filter(risk_assessment::residual.eq(Band::VeryHigh))
        .filter(risk_assessment::signed_by.is_null())
        .filter(risk_assessment::superseded_by.is_null())
        .select(risk_assessment::id)
        .load(reads.db())?;
    assessments(reads, &ids)
}

/// Assessments that were returned to their author with a question.
pub fn returned_to(reads: &mut dyn Reads, author: UserId) -> Result<Vec<RiskAssessment>, Refused> {
    let ids: Vec<RiskId> = risk_assessment::table
        .filter(risk_assessment::stage.eq(Stage::Returned))
        .filter(risk_assessment::written_by.eq(author))
        .select(risk_assessment::id)
        .load(reads.db())?;
    assessments(reads, &ids)
}

fn assessments(reads: &mut dyn Reads, ids: &[RiskId]) -> Result<Vec<RiskAssessment>, Refused> {
    let rows: Vec<RiskRow> = risk_assessment::table
        .filter(risk_assessment::id.eq_any(ids))
        .order((
            risk_assessment::written_at.desc(),
            risk_assessment::id.desc(),
        ))
        .select(RiskRow::as_select())
        .load(reads.db())?;
    let mut hanging = Hanging {
        people: people_of(reads, ids)?,
        added: added_to(reads, ids)?,
        questions: questions_of(reads, ids)?,
        continued: continued(reads, ids)?,
    };
    let vault = reads.vault();
    let mut whole = Vec::with_capacity(rows.len());
    for row in rows {
        let text = vault.open("risk_assessment", "body", row.id.as_str(), &row.body)?;
        let content = serde_json::from_str(&text)
            .map_err(|cause| Refused::fault("reading a risk assessment", cause))?;
        whole.push(row.whole(content, &mut hanging));
    }
    Ok(whole)
}

fn people_of(
    reads: &mut dyn Reads,
    ids: &[RiskId],
) -> QueryResult<BTreeMap<RiskId, BTreeMap<Part, BTreeSet<PersonId>>>> {
    let rows: Vec<(RiskId, Part, PersonId)> = risk_person::table
        .filter(risk_person::risk_id.eq_any(ids))
        .select((
            risk_person::risk_id,
            risk_person::part,
            risk_person::person_id,
        ))
        .load(reads.db())?;
    let mut people: BTreeMap<RiskId, BTreeMap<Part, BTreeSet<PersonId>>> = BTreeMap::new();
    for (risk, part, person) in rows {
        let parts = people.entry(risk).or_default();
        parts.entry(part).or_default().insert(person);
    }
    Ok(people)
}

fn added_to(
    reads: &mut dyn Reads,
    ids: &[RiskId],
) -> Result<BTreeMap<RiskId, Vec<Added>>, Refused> {
    let rows: Vec<(RiskId, i32, String, UserId, Instant)> = risk_control::table
        .filter(risk_control::risk_id.eq_any(ids))
        .order((risk_control::risk_id, risk_control::seq))
        .select((
            risk_control::risk_id,
            risk_control::seq,
            risk_control::sealed,
            risk_control::added_by,
            risk_control::added_at,
        ))
        .load(reads.db())?;
    let vault = reads.vault();
    let mut added: BTreeMap<RiskId, Vec<Added>> = BTreeMap::new();
    for (risk, seq, sealed, by, at) in rows {
        let text = vault.open("risk_control", "sealed", &row_key(risk, seq), &sealed)?;
        let control: Control = serde_json::from_str(&text)
            .map_err(|cause| Refused::fault("reading a control", cause))?;
        let added = added.entry(risk).or_default();
        added.push(Added {
            control,
            added: Mark { by, at },
        });
    }
    Ok(added)
}

/// The row of something numbered under an assessment, as its seal names it.
fn row_key(risk: RiskId, seq: i32) -> String {
    format!("{risk}/{seq}")
}

fn narrative(text: &str) -> Result<Narrative, Refused> {
    text.parse()
        .map_err(|fault| Refused::fault("reading words of a risk assessment", TextCause(fault)))
}

#[derive(Debug, thiserror::Error)]
#[error(transparent)]
struct TextCause(kernel::text::TextFault);

#[derive(Queryable, Selectable)]
#[diesel(table_name = risk_question)]
struct QuestionRow {
    risk_id: RiskId,
    seq: i32,
    question: String,
    asked_by: UserId,
    asked_at: Instant,
    answer: Option<String>,
    answered_at: Option<Instant>,
}

fn questions_of(
    reads: &mut dyn Reads,
    ids: &[RiskId],
) -> Result<BTreeMap<RiskId, Vec<Question>>, Refused> {
    let rows: Vec<QuestionRow> = risk_question::table
        .filter(risk_question::risk_id.eq_any(ids))
        .order((risk_question::risk_id, risk_question::seq))
        .select(QuestionRow::as_select())
        .load(reads.db())?;
    let vault = reads.vault();
    let mut questions: BTreeMap<RiskId, Vec<Question>> = BTreeMap::new();
    for row in rows {
        let key = row_key(row.risk_id, row.seq);
        let open = |column: &str, sealed: &str| -> Result<Narrative, Refused> {
            narrative(&vault.open("risk_question", column, &key, sealed)?)
        };
        let answer = match row.answer.zip(row.answered_at) {
            Some((sealed, at)) => Some((open("answer", &sealed)?, at)),
            None => None,
        };
        let of_risk = questions.entry(row.risk_id).or_default();
        of_risk.push(Question {
            question: open("question", &row.question)?,
            asked: Mark {
                by: row.asked_by,
                at: row.asked_at,
            },
            answer,
        });
    }
    Ok(questions)
}

fn continued(
    reads: &mut dyn Reads,
    ids: &[RiskId],
) -> Result<BTreeMap<RiskId, Continued>, Refused> {
    type Row = (RiskId, LondonDay, LondonDay, String, UserId, Instant);
    let rows: Vec<Row> = risk_continuation::table
        .filter(risk_continuation::risk_id.eq_any(ids))
        .select((
            risk_continuation::risk_id,
            risk_continuation::from_day,
            risk_continuation::until_day,
            risk_continuation::reason,
            risk_continuation::decided_by,
            risk_continuation::decided_at,
        ))
        .load(reads.db())?;
    let vault = reads.vault();
    let mut continued = BTreeMap::new();
    for (risk, from, until, sealed, by, at) in rows {
        let text = vault.open("risk_continuation", "reason", risk.as_str(), &sealed)?;
        let continuation = Continuation::new(by, from, until)
            .map_err(|cause| Refused::fault("reading a continuation", cause))?;
        let one = Continued {
            continuation,
            from,
            until,
            reason: narrative(&text)?,
            at,
        };
        continued.insert(risk, one);
    }
    Ok(continued)
}
