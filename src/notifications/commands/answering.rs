//! Answers: by the button on the page of a link, and on the telephone.

use kernel::{id::NoticeId, refusal::Refused, time::Instant};
use law::access::act;

use crate::{
    notifications::{
        How, Link, Notice, NoticeAnswer, State, Topic, Words,
        queries::{self, Permitted},
        rules::{self, Problem, said::Reference},
        store, traces,
    },
    storage::{Claims, Done, Reads, Work},
};

/// The bearer of a link has seen everything on its page, and says what is wrong, if anything is.
///
/// What is wrong is kept with the newest notice to them about the appointment they chose, or else about
/// that of the link, and waits there for somebody to ring: also when a later notice has taken the place of the one whose link this is, sent or not.
///
/// # Errors
/// When the link is over; when it is replaced and nothing is wrong; when they have written often
/// enough and wait for a call.
pub fn seen(
    work: &mut Work<'_, act::AnswerLink>,
    problem: Option<&Problem>,
) -> Result<Done<()>, Refused> {
    let lead = queries::own_notice(work)?;
    let link = store::link_of(work, lead)?.ok_or(Refused::Hidden)?;
    let told = store::told_of_week(work, &link)?;
    let topic = topic_of(work, &link, (problem, &told))?;
    let newest = newest(work, &link, topic)?;
    let ids = told.iter().map(|one| one.id).chain([newest.id]);
    work.claim(Claims::of(lead).and_all(ids))?;
    let still_good = link.expires_at > work.now();
    let replaced = match rules::link_opens(link.expires_at, link.replaced, work.now()) {
        Err(refused) if !(link.replaced && still_good && problem.is_some()) => return Err(refused),
        opens => opens.is_err(),
    };
    // Of a page that is no longer true nothing counts as seen.
    let mut answered = if replaced {
        Vec::new()
    } else {
        acknowledge(work, &link, problem.map(|_| newest.id))?
    };
    if let Some(problem) = problem {
        let about = say_problem(work, &link, (topic, &problem.words))?;
        if !answered.contains(&about) {
            answered.push(about);
        }
    }
    Ok(work.done(traces::seen_by_link(lead, &answered, problem.is_some()), ()))
}

/// What was told and not answered yet counts as seen; of `about` more is said.
fn acknowledge(
    work: &mut Work<'_, act::AnswerLink>,
    link: &Link,
    about: Option<NoticeId>,
) -> Result<Vec<NoticeId>, Refused> {
    let mut seen = Vec::new();
    for notice in store::told_of_week(work, link)? {
        // What came between the look and the claim they have not seen.
        let is_open = matches!(notice.state, State::Waiting | State::Sent | State::Failed);
        if !is_open || work.holds(notice.id).is_err() {
            continue;
        }
        let permit = queries::permit_of_link(work, notice.id)?;
        if about != Some(notice.id) {
            let answer = by_link(work.now(), None);
            store::insert_answer(work, &permit, notice.id, &answer)?;
        }
        store::set_state(work, &permit, &notice, State::Acknowledged)?;
        seen.push(notice.id);
    }
    Ok(seen)
}

/// Keeps what is wrong with the newest notice, however that stands.
fn say_problem(
    work: &mut Work<'_, act::AnswerLink>,
    link: &Link,
    (topic, words): (Topic, &Words),
) -> Result<NoticeId, Refused> {
    let about = newest(work, link, topic)?.id;
    rules::may_write_again(&store::answers(work, about)?)?;
    let permit = queries::permit_of_link(work, about)?;
    let answer = by_link(work.now(), Some(words));
    store::insert_answer(work, &permit, about, &answer)?;
    store::set_problem(work, &permit, about, true)?;
    Ok(about)
}

fn by_link(at: Instant, words: Option<&Words>) -> NoticeAnswer {
    NoticeAnswer {
        how: How::Link,
        at,
        by: None,
        words: words.cloned(),
        problem: words.is_some(),
    }
}

/// What the bearer of a link writes about: the appointment of its week that they chose, or else the first
/// that its page shows and that is not over; where there is none, that of the link.
fn topic_of(
    work: &mut Work<'_, act::AnswerLink>,
    link: &Link,
    (problem, told): (Option<&Problem>, &[Notice]),
) -> Result<Topic, Refused> {
    let mut about = problem.and_then(|problem| problem.about.clone());
    if about.is_none() {
        let (now, shown) = (work.now(), queries::week_page(work)?.appointments);
        let mut ahead = shown.iter().filter(|(_, slot)| slot.ends() > now);
        let first = ahead.next().or_else(|| shown.first());
        about = first.map(|(reference, _)| reference.as_str().to_owned());
    }
    let about = about.as_deref();
    let is_it = |topic: &Topic| Some(Reference::of(&topic.to_string()).as_str()) == about;
    match told.iter().map(|one| one.topic).find(is_it) {
        Some(topic) => Ok(topic),
        None => Ok(queries::reread(work, link.notice)?.topic),
    }
}

/// The newest notice to the bearer of a link about a topic.
fn newest(
    work: &mut Work<'_, act::AnswerLink>,
    link: &Link,
    topic: Topic,
) -> Result<Notice, Refused> {
    let lead = queries::reread(work, link.notice)?;
    let about_it = store::notices_of(work, topic)?.into_iter();
    let theirs = about_it.filter(|one| one.to == link.to);
    Ok(theirs.max_by_key(|one| one.number).unwrap_or(lead))
}

/// Somebody was told on the telephone: who, at which number, and what they said. A problem they had
/// written of is dealt with by that.
///
/// # Errors
/// When a later notice took the place of this one and nobody wrote of a problem; when the caller may not.
pub fn told_by_phone(
    work: &mut Work<'_, act::RecordTelling>,
    id: NoticeId,
    words: &Words,
) -> Result<Done<Notice>, Refused> {
    told(work, id, (How::Phone, Some(words)))
}

/// A letter was posted to somebody. What a problem they wrote of comes to stays open.
///
/// # Errors
/// When a later notice took the place of this one; when the caller may not.
pub fn told_by_letter(
    work: &mut Work<'_, act::RecordTelling>,
    id: NoticeId,
) -> Result<Done<Notice>, Refused> {
    told(work, id, (How::Letter, None))
}

fn told(
    work: &mut Work<'_, act::RecordTelling>,
    id: NoticeId,
    (how, words): (How, Option<&Words>),
) -> Result<Done<Notice>, Refused> {
    work.claim(Claims::of(id))?;
    let Permitted {
        notice,
        children,
        permit,
    } = queries::permitted(work, id)?;
    rules::may_be_told(&notice)?;
    let answer = NoticeAnswer {
        how,
        at: work.now(),
        by: work.actor().user(),
        words: words.cloned(),
        problem: false,
    };
    store::insert_answer(work, &permit, id, &answer)?;
    let state = match how {
        How::Letter => State::ToldByLetter,
        How::Phone | How::Link => State::ToldByPhone,
    };
    if notice.state != State::Superseded {
        store::set_state(work, &permit, &notice, state)?;
        let told = told_now(work, &notice)?;
        store::set_told(work, &permit, id, told.as_ref())?;
    }
    if how == How::Phone {
        store::set_problem(work, &permit, id, false)?;
    }
    let notice = queries::reread(work, id)?;
    Ok(work.done(traces::told_by_hand(&notice, children), notice))
}

/// What is told by a person: of what becomes of it later they hear as those do who had a
/// message.
fn told_now(
    work: &mut Work<'_, act::RecordTelling>,
    notice: &Notice,
) -> Result<Option<rules::Expectation>, Refused> {
    match notice.topic {
        Topic::Session(id) => {
            let facts = queries::facts::nameless(work, id)?;
            Ok(rules::say::expected(&facts, notice.to))
        }
        Topic::Referral(_) | Topic::Child(_) => Ok(None),
    }
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
