//! Rows of notices on their way out. Only the worker writes these.

use diesel::prelude::*;
use kernel::{
    id::NoticeId,
    refusal::Refused,
    time::{Instant, LondonDay},
};
use law::access::act;

use super::{NoticeRow, all, written_told};
use crate::{
    notifications::{Event, Notice, State, Trouble, rules::Expectation, tables::notice},
    storage::{Reads, Work},
};

/// Whether anything is due.
pub fn is_due(reads: &mut dyn Reads, now: Instant) -> QueryResult<bool> {
    let first: Option<NoticeId> = notice::table
        .filter(notice::state.eq(State::Waiting))
        .filter(notice::next_at.le(now))
        .select(notice::id)
        .first(reads.db())
        .optional()?;
    Ok(first.is_some())
}

/// Notices that are due: incidents first, then by recipient, so that what one is told at once is cut
/// only at the end of a batch.
pub fn due(reads: &mut dyn Reads, now: Instant, limit: i64) -> Result<Vec<Notice>, Refused> {
    let rows: Vec<NoticeRow> = notice::table
        .filter(notice::state.eq(State::Waiting))
        .filter(notice::next_at.le(now))
        .order((
            notice::event.eq(Event::Incident).desc(),
            notice::audience.asc(),
            notice::recipient.asc(),
            notice::id.asc(),
        ))
        .limit(limit)
        .select(NoticeRow::as_select())
        .load(reads.db())?;
    all(rows)
}

/// An attempt at a notice.
#[derive(Debug)]
pub struct Attempt<'a> {
    /// The notice.
    pub notice: NoticeId,
    /// The message it goes out with.
    pub message_id: &'a str,
    /// What its recipient expects once they have read it.
    pub told: Option<&'a Expectation>,
    /// The Monday of the week it is about.
    pub monday: Option<LondonDay>,
    /// Another worker may try from then on.
    pub until: Instant,
}

/// Takes a notice for an attempt. What it tells counts as told from now on: the server may take the
/// message and nobody hear of it. `false` when it was superseded meanwhile.
pub fn lease(
    work: &mut Work<'_, act::SendNotices>,
    attempt: &Attempt<'_>,
) -> Result<bool, Refused> {
    let told = attempt.told.map(written_told).transpose()?;
    let waiting = notice::table
        .find(attempt.notice)
        .filter(notice::state.eq(State::Waiting));
    let taken = diesel::update(waiting)
        .set((
            notice::message_id.eq(attempt.message_id),
            notice::attempts.eq(notice::attempts + 1),
            notice::told.eq(told),
            notice::monday.eq(attempt.monday),
            notice::next_at.eq(attempt.until),
        ))
        .execute(work.db())?;
    Ok(taken == 1)
}

/// Takes an attempt back that was never made: the notice is due at once.
pub fn hand_back(work: &mut Work<'_, act::SendNotices>, id: NoticeId) -> Result<(), Refused> {
    let now = work.real_now();
    let taken = notice::table
        .find(id)
        .filter(notice::state.eq(State::Waiting));
    diesel::update(taken)
        .set((
            notice::attempts.eq(notice::attempts - 1),
            notice::next_at.eq(now),
        ))
        .execute(work.db())?;
    Ok(())
}

/// What came of it.
#[derive(Debug)]
pub struct Settled<'a> {
    /// The notice.
    pub notice: NoticeId,
    /// Where it stands now.
    pub state: State,
    /// Why it cannot be sent.
    pub trouble: Option<Trouble>,
    /// The hash of what was sent.
    pub rendered: Option<&'a str>,
    /// When it is tried again.
    pub next_at: Instant,
}

/// Says what came of an attempt. A notice that was superseded while it was under way stays so.
pub fn settle(work: &mut Work<'_, act::SendNotices>, settled: &Settled<'_>) -> Result<(), Refused> {
    let now = work.now();
    let sent = (settled.state == State::Sent).then_some(now);
    let under_way = notice::table
        .find(settled.notice)
        .filter(notice::state.eq(State::Waiting));
    diesel::update(under_way)
        .set((
            notice::state.eq(settled.state),
            notice::trouble.eq(settled.trouble),
            notice::rendered.eq(settled.rendered),
            notice::next_at.eq(settled.next_at),
            notice::sent_at.eq(sent),
        ))
        .execute(work.db())?;
    if settled.state == State::Failed {
        // It never went out: who was told of nothing is not told later that it is off. Who was told by
        // telephone meanwhile was told.
        let unheard = notice::table
            .find(settled.notice)
            .filter(notice::answered_at.is_null());
        diesel::update(unheard)
            .set((
                notice::told.eq(None::<String>),
                notice::message_id.eq(None::<String>),
            ))
            .execute(work.db())?;
    }
    Ok(())
}
