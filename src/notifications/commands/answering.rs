//! Answers: by the button on the page of a link, and on the telephone.

use kernel::{id::NoticeId, refusal::Refused};
use law::access::act;

use crate::{
    notifications::{
        How, Notice, NoticeAnswer, State, Words,
        queries::{self, Permitted},
        rules, store, traces,
    },
    storage::{Claims, Done, Reads, Work},
};

/// The bearer of a link has seen everything on its page, and says what is wrong, if anything is.
///
/// # Errors
/// When the link is over or replaced.
pub fn seen(
    work: &mut Work<'_, act::AnswerLink>,
    problem: Option<&Words>,
) -> Result<Done<()>, Refused> {
    let lead = queries::own_notice(work)?;
    let link = store::link_of(work, lead)?.ok_or(Refused::Hidden)?;
    let ids: Vec<NoticeId> = of_the_week(work, &link)?.iter().map(|one| one.id).collect();
    work.claim(Claims::of(lead).and_all(ids))?;
    rules::link_opens(link.expires_at, link.replaced, work.now())?;
    let told = of_the_week(work, &link)?;
    let mut answered = Vec::new();
    for notice in told {
        if work.holds(notice.id).is_err() {
            // It came between the look and the claim: they have not seen it.
            continue;
        }
        let permit = queries::permit_of_link(work, notice.id)?;
        let its_problem = problem.filter(|_| notice.id == lead);
        if !matches!(notice.state, State::Waiting | State::Sent | State::Failed)
            && its_problem.is_none()
        {
            continue;
        }
        let answer = NoticeAnswer {
            how: How::Link,
            at: work.now(),
            by: None,
            words: its_problem.cloned(),
            problem: its_problem.is_some(),
        };
        store::insert_answer(work, &permit, notice.id, &answer)?;
        store::set_state(work, &permit, &notice, State::Acknowledged)?;
        if its_problem.is_some() {
            store::set_problem(work, &permit, notice.id, true)?;
        }
        answered.push(notice.id);
    }
    Ok(work.done(traces::seen_by_link(lead, &answered, problem.is_some()), ()))
}

/// What the recipient of a link was told of its week.
fn of_the_week(
    work: &mut Work<'_, act::AnswerLink>,
    link: &crate::notifications::Link,
) -> Result<Vec<Notice>, Refused> {
    let mut told = queries::of_week(work, link)?;
    told.retain(|notice| notice.message_id.is_some());
    Ok(told)
}

/// Somebody was told on the telephone: who, at which number, and what they said. A problem they had
/// written of is dealt with by that.
///
/// # Errors
/// When a later notice took the place of this one; when the caller may not.
pub fn told_by_phone(
    work: &mut Work<'_, act::RecordTelling>,
    id: NoticeId,
    words: &Words,
) -> Result<Done<Notice>, Refused> {
    work.claim(Claims::of(id))?;
    let Permitted {
        notice,
        children,
        permit,
    } = queries::permitted(work, id)?;
    rules::may_be_told(&notice)?;
    let answer = NoticeAnswer {
        how: How::Phone,
        at: work.now(),
        by: work.actor().user(),
        words: Some(words.clone()),
        problem: false,
    };
    store::insert_answer(work, &permit, id, &answer)?;
    store::set_state(work, &permit, &notice, State::ToldByPhone)?;
    store::set_problem(work, &permit, id, false)?;
    let notice = queries::reread(work, id)?;
    Ok(work.done(traces::told_by_phone(&notice, children), notice))
}

/// Sends a notice again that could not be sent, now that the address was put right.
///
/// # Errors
/// When it did not fail; when the caller may not.
pub fn send_again(
    work: &mut Work<'_, act::RecordTelling>,
    id: NoticeId,
) -> Result<Done<Notice>, Refused> {
    work.claim(Claims::of(id))?;
    let Permitted {
        notice,
        children,
        permit,
    } = queries::permitted(work, id)?;
    rules::may_send_again(&notice)?;
    store::set_state(work, &permit, &notice, State::Waiting)?;
    let notice = queries::reread(work, id)?;
    Ok(work.done(traces::sent_again(&notice, children), notice))
}
