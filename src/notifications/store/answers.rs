//! Rows of answers. Added to, never edited.

use diesel::prelude::*;
use kernel::{
    id::{NoticeId, UserId},
    refusal::Refused,
    time::Instant,
};
use law::access::{Action, Writes};

use super::written_told;
use crate::{
    access::Permit,
    notifications::{
        How, Notice, NoticeAnswer, State, Trouble, Words,
        rules::Expectation,
        tables::{ANSWER, notice, notice_answer},
    },
    storage::{Reads, Work},
};

const TABLE: &str = "notice_answer";

type AnswerRow = (i32, How, Instant, Option<UserId>, Option<String>, bool);

/// What was answered to a notice, in order.
pub fn answers(reads: &mut dyn Reads, id: NoticeId) -> Result<Vec<NoticeAnswer>, Refused> {
    let rows: Vec<AnswerRow> = notice_answer::table
        .filter(notice_answer::notice_id.eq(id))
        .order(notice_answer::number.asc())
        .select((
            notice_answer::number,
            notice_answer::how,
            notice_answer::at,
            notice_answer::by_user,
            notice_answer::words,
            notice_answer::problem,
        ))
        .load(reads.db())?;
    let vault = reads.vault();
    let answer = |(number, how, at, by, words, problem): AnswerRow| {
        let words = words
            .map(|sealed| {
                let text = vault.open(TABLE, "words", &format!("{id}/{number}"), &sealed)?;
                serde_json::from_str::<Words>(&text)
                    .map_err(|cause| Refused::fault("reading an answer", cause))
            })
            .transpose()?;
        Ok(NoticeAnswer {
            how,
            at,
            by,
            words,
            problem,
        })
    };
    rows.into_iter().map(answer).collect()
}

/// Adds an answer.
pub fn insert_answer<A: Action + Writes>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    id: NoticeId,
    answer: &NoticeAnswer,
) -> Result<(), Refused> {
    work.holds(id)?;
    permit.covers(id)?;
    let before: i64 = notice_answer::table
        .filter(notice_answer::notice_id.eq(id))
        .count()
        .get_result(work.db())?;
    let number =
        i32::try_from(before + 1).map_err(|cause| Refused::fault("counting answers", cause))?;
    let sealed = answer
        .words
        .as_ref()
        .map(|words| {
            let text = serde_json::to_string(words)
                .map_err(|cause| Refused::fault("writing an answer", cause))?;
            let row = format!("{id}/{number}");
            Ok::<_, Refused>(work.vault().seal(TABLE, "words", &row, &text)?)
        })
        .transpose()?;
    work.attests(&ANSWER, &[&id, &number])?;
    diesel::insert_into(notice_answer::table)
        .values((
            notice_answer::notice_id.eq(id),
            notice_answer::number.eq(number),
            notice_answer::how.eq(answer.how),
            notice_answer::at.eq(answer.at),
            notice_answer::by_user.eq(answer.by),
            notice_answer::words.eq(sealed),
            notice_answer::problem.eq(answer.problem),
        ))
        .execute(work.db())?;
    Ok(())
}

/// Says where a notice stands after an answer, or that it is to be tried again.
pub fn set_state<A: Action + Writes>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    before: &Notice,
    state: State,
) -> Result<(), Refused> {
    work.holds(before.id)?;
    permit.covers(before.id)?;
    let (now, real_now) = (work.now(), work.real_now());
    let answered = (state != State::Waiting).then_some(now);
    diesel::update(notice::table.find(before.id))
        .set((
            notice::state.eq(state),
            notice::trouble.eq(None::<Trouble>),
            notice::answered_at.eq(answered),
            notice::attempts.eq(if state == State::Waiting {
                0
            } else {
                before.attempts
            }),
            notice::next_at.eq(real_now),
        ))
        .execute(work.db())?;
    Ok(())
}

/// Says what was told on the telephone.
pub fn set_told<A: Action + Writes>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    id: NoticeId,
    told: Option<&Expectation>,
) -> Result<(), Refused> {
    work.holds(id)?;
    permit.covers(id)?;
    let told = told.map(written_told).transpose()?;
    diesel::update(notice::table.find(id))
        .set(notice::told.eq(told))
        .execute(work.db())?;
    Ok(())
}

/// Says whether a problem waits for somebody.
pub fn set_problem<A: Action + Writes>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    id: NoticeId,
    problem: bool,
) -> Result<(), Refused> {
    work.holds(id)?;
    permit.covers(id)?;
    diesel::update(notice::table.find(id))
        .set(notice::problem.eq(problem))
        .execute(work.db())?;
    Ok(())
}
