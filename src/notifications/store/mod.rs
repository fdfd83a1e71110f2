//! Rows of notices.

mod answers;
mod links;
mod mailbox;
mod sending;

pub use super::tables::ATTESTED;
pub use answers::{answers, insert_answer, set_problem, set_state, set_told};
pub use links::{end_links, insert_link, link, link_of, replace_links};
pub use mailbox::{demo_mail, demo_mails, insert_demo_mail};
pub use sending::{Attempt, Settled, due, hand_back, is_due, lease, settle};

use diesel::prelude::*;
use kernel::{
    id::NoticeId,
    refusal::Refused,
    time::{Instant, LondonDay},
};
use law::access::act;

use super::{
    Addressee, Audience, Event, Link, Notice, Recipient, State, Topic, Trouble,
    rules::{Expectation, letter::TEMPLATE},
    tables::notice,
};
use crate::storage::{Reads, Work};

#[derive(Queryable, Selectable)]
#[diesel(table_name = notice)]
struct NoticeRow {
    id: NoticeId,
    topic: String,
    event: Event,
    audience: Audience,
    recipient: String,
    number: i32,
    sequence: i32,
    monday: Option<LondonDay>,
    until: Option<Instant>,
    depends_on: Option<String>,
    state: State,
    attempts: i32,
    next_at: Instant,
    message_id: Option<String>,
    told: Option<String>,
    trouble: Option<Trouble>,
    problem: bool,
    created_at: Instant,
    sent_at: Option<Instant>,
    answered_at: Option<Instant>,
}

impl TryFrom<NoticeRow> for Notice {
    type Error = Refused;

    fn try_from(row: NoticeRow) -> Result<Self, Refused> {
        let damaged = |cause| Refused::fault("reading a notice", cause);
        let topic: Topic = row.topic.parse().map_err(damaged)?;
        let recipient: Recipient = row.recipient.parse().map_err(damaged)?;
        Ok(Self {
            id: row.id,
            topic,
            event: row.event,
            to: Addressee {
                audience: row.audience,
                recipient,
            },
            number: row.number,
            sequence: row.sequence,
            monday: row.monday,
            until: row.until,
            depends_on: row.depends_on,
            state: row.state,
            attempts: row.attempts,
            next_at: row.next_at,
            message_id: row.message_id,
            told: row.told.as_deref().map(read_told).transpose()?,
            trouble: row.trouble,
            problem: row.problem,
            created_at: row.created_at,
            sent_at: row.sent_at,
            answered_at: row.answered_at,
        })
    }
}

fn read_told(text: &str) -> Result<Expectation, Refused> {
    serde_json::from_str(text).map_err(|cause| Refused::fault("reading what was told", cause))
}

fn written_told(told: &Expectation) -> Result<String, Refused> {
    serde_json::to_string(told).map_err(|cause| Refused::fault("writing what was told", cause))
}

fn all(rows: Vec<NoticeRow>) -> Result<Vec<Notice>, Refused> {
    rows.into_iter().map(Notice::try_from).collect()
}

/// The notice of an id.
pub fn notice(reads: &mut dyn Reads, id: NoticeId) -> Result<Option<Notice>, Refused> {
    let row: Option<NoticeRow> = notice::table
        .find(id)
        .select(NoticeRow::as_select())
        .first(reads.db())
        .optional()?;
    row.map(Notice::try_from).transpose()
}

/// Every notice about something, the oldest first.
pub fn notices_of(reads: &mut dyn Reads, topic: Topic) -> Result<Vec<Notice>, Refused> {
    let rows: Vec<NoticeRow> = notice::table
        .filter(notice::topic.eq(topic.to_string()))
        .order((
            notice::created_at.asc(),
            notice::number.asc(),
            notice::id.asc(),
        ))
        .select(NoticeRow::as_select())
        .load(reads.db())?;
    all(rows)
}

/// Every notice about any of these, the oldest first.
pub fn notices_about(reads: &mut dyn Reads, topics: &[Topic]) -> Result<Vec<Notice>, Refused> {
    let topics: Vec<String> = topics.iter().map(ToString::to_string).collect();
    let rows: Vec<NoticeRow> = notice::table
        .filter(notice::topic.eq_any(topics))
        .order((
            notice::created_at.asc(),
            notice::number.asc(),
            notice::id.asc(),
        ))
        .select(NoticeRow::as_select())
        .load(reads.db())?;
    all(rows)
}

/// What the recipient of a link was told of its week by messages that no later notice took the place
/// of, the oldest first.
pub fn told_of_week(reads: &mut dyn Reads, link: &Link) -> Result<Vec<Notice>, Refused> {
    let rows: Vec<NoticeRow> = notice::table
        .filter(notice::recipient.eq(link.to.recipient.to_string()))
        .filter(notice::audience.eq(link.to.audience))
        .filter(notice::monday.eq(link.monday))
        .filter(notice::message_id.is_not_null())
        .filter(notice::state.ne(State::Superseded))
        .order((notice::created_at.asc(), notice::id.asc()))
        .select(NoticeRow::as_select())
        .load(reads.db())?;
    all(rows)
}

/// What the recipient of a link was told about its week that a later notice took the place of.
pub fn told_and_superseded(reads: &mut dyn Reads, link: &Link) -> Result<Vec<Notice>, Refused> {
    let rows: Vec<NoticeRow> = notice::table
        .filter(notice::recipient.eq(link.to.recipient.to_string()))
        .filter(notice::audience.eq(link.to.audience))
        .filter(notice::monday.eq(link.monday))
        .filter(notice::message_id.is_not_null())
        .filter(notice::state.eq(State::Superseded))
        .select(NoticeRow::as_select())
        .load(reads.db())?;
    all(rows)
}

/// Notices that somebody must still look after, the oldest first, after a place in that order. What
/// has passed is left out here, or it would fill the page in time.
pub fn open_notices(
    reads: &mut dyn Reads,
    after: Option<(String, NoticeId)>,
    limit: i64,
) -> Result<Vec<Notice>, Refused> {
    let unanswered = notice::state
        .eq_any([State::Waiting, State::Sent])
        .and(notice::audience.ne_all(Audience::READERS));
    let to_come = notice::until.is_null().or(notice::until.gt(reads.now()));
    let mut query = notice::table
        .filter(
            to_come
                .and(unanswered.or(notice::state.eq(State::Failed)))
                .or(notice::problem.eq(true)),
        )
        .order((notice::created_at.asc(), notice::id.asc()))
        .limit(limit)
        .select(NoticeRow::as_select())
        .into_boxed();
    if let Some((millis, id)) = after {
        let at = millis
            .parse()
            .map(Instant::from_millis)
            .map_err(|cause| Refused::fault("reading a cursor", cause))?;
        query = query.filter(
            notice::created_at
                .gt(at)
                .or(notice::created_at.eq(at).and(notice::id.gt(id))),
        );
    }
    let rows: Vec<NoticeRow> = query.load(reads.db())?;
    all(rows)
}

/// Adds a notice.
pub fn insert_notice(work: &mut Work<'_, act::FollowChange>, new: &Notice) -> Result<(), Refused> {
    diesel::insert_into(notice::table)
        .values((
            notice::id.eq(new.id),
            notice::topic.eq(new.topic.to_string()),
            notice::event.eq(new.event),
            notice::audience.eq(new.to.audience),
            notice::recipient.eq(new.to.recipient.to_string()),
            notice::number.eq(new.number),
            notice::sequence.eq(new.sequence),
            notice::monday.eq(new.monday),
            notice::until.eq(new.until),
            notice::depends_on.eq(new.depends_on.as_deref()),
            notice::state.eq(new.state),
            notice::attempts.eq(new.attempts),
            notice::next_at.eq(new.next_at),
            notice::template.eq(TEMPLATE),
            notice::problem.eq(false),
            notice::created_at.eq(new.created_at),
        ))
        .execute(work.db())?;
    Ok(())
}

/// What is said now takes the place of what was said before about the same thing to the same.
pub fn supersede(
    work: &mut Work<'_, act::FollowChange>,
    topic: Topic,
    to: Addressee,
) -> Result<(), Refused> {
    let before = notice::table
        .filter(notice::topic.eq(topic.to_string()))
        .filter(notice::audience.eq(to.audience))
        .filter(notice::recipient.eq(to.recipient.to_string()));
    diesel::update(before)
        .set((
            notice::state.eq(State::Superseded),
            notice::trouble.eq(None::<Trouble>),
        ))
        .execute(work.db())?;
    Ok(())
}

/// What waited for a recipient's address goes out, and all that is still to come and went to an address
/// that was theirs before: the links in that ended.
pub fn tell_again(
    work: &mut Work<'_, act::FollowChange>,
    recipient: Recipient,
) -> Result<(), Refused> {
    let (now, real_now) = (work.now(), work.real_now());
    let waited = notice::trouble.eq(Trouble::Unconfirmed);
    let went = notice::state.eq_any([State::Sent, State::Acknowledged]);
    let again = notice::table
        .filter(notice::recipient.eq(recipient.to_string()))
        .filter(notice::until.gt(now))
        .filter(went.or(waited.assume_not_null()));
    diesel::update(again)
        .set((
            notice::state.eq(State::Waiting),
            notice::trouble.eq(None::<Trouble>),
            notice::attempts.eq(0),
            notice::answered_at.eq(None::<Instant>),
            notice::next_at.eq(real_now),
        ))
        .execute(work.db())?;
    Ok(())
}
