//! Rows of links. A token is found by its hash.

use diesel::prelude::*;
use kernel::{
    id::NoticeId,
    refusal::Refused,
    time::{Instant, LondonDay},
};
use law::access::act;

use crate::{
    notifications::{Addressee, Audience, Link, Recipient, tables::notice_link},
    storage::{Reads, Work},
};

type LinkRow = (
    NoticeId,
    Audience,
    String,
    LondonDay,
    Instant,
    Option<Instant>,
);
const LINK: (
    notice_link::notice_id,
    notice_link::audience,
    notice_link::recipient,
    notice_link::monday,
    notice_link::expires_at,
    notice_link::replaced_at,
) = (
    notice_link::notice_id,
    notice_link::audience,
    notice_link::recipient,
    notice_link::monday,
    notice_link::expires_at,
    notice_link::replaced_at,
);

fn read(
    (notice, audience, recipient, monday, expires_at, replaced): LinkRow,
) -> Result<Link, Refused> {
    let recipient: Recipient = recipient
        .parse()
        .map_err(|cause| Refused::fault("reading a link", cause))?;
    Ok(Link {
        notice,
        to: Addressee {
            audience,
            recipient,
        },
        monday,
        expires_at,
        replaced: replaced.is_some(),
    })
}

/// The link of a token, by its hash.
pub fn link(reads: &mut dyn Reads, token_hash: &str) -> Result<Option<Link>, Refused> {
    let row: Option<LinkRow> = notice_link::table
        .find(token_hash)
        .select(LINK)
        .first(reads.db())
        .optional()?;
    row.map(read).transpose()
}

/// The link that a notice carries.
pub fn link_of(reads: &mut dyn Reads, notice: NoticeId) -> Result<Option<Link>, Refused> {
    let row: Option<LinkRow> = notice_link::table
        .filter(notice_link::notice_id.eq(notice))
        .select(LINK)
        .first(reads.db())
        .optional()?;
    row.map(read).transpose()
}

/// Adds a link, or gives one that is there another end: the same message has the same link however
/// often it is sent.
pub fn insert_link(
    work: &mut Work<'_, act::SendNotices>,
    token_hash: &str,
    new: &Link,
) -> Result<(), Refused> {
    let changed = diesel::update(notice_link::table.find(token_hash))
        .set(notice_link::expires_at.eq(new.expires_at))
        .execute(work.db())?;
    if changed == 0 {
        diesel::insert_into(notice_link::table)
            .values((
                notice_link::token_hash.eq(token_hash),
                notice_link::notice_id.eq(new.notice),
                notice_link::audience.eq(new.to.audience),
                notice_link::recipient.eq(new.to.recipient.to_string()),
                notice_link::monday.eq(new.monday),
                notice_link::expires_at.eq(new.expires_at),
            ))
            .execute(work.db())?;
    }
    Ok(())
}

/// The links of a recipient and week end, but for the one of the message that was just taken.
pub fn replace_links(
    work: &mut Work<'_, act::SendNotices>,
    kept: &str,
    of: &Link,
) -> Result<(), Refused> {
    let now = work.now();
    let others = notice_link::table
        .filter(notice_link::recipient.eq(of.to.recipient.to_string()))
        .filter(notice_link::audience.eq(of.to.audience))
        .filter(notice_link::monday.eq(of.monday))
        .filter(notice_link::token_hash.ne(kept))
        .filter(notice_link::replaced_at.is_null());
    diesel::update(others)
        .set(notice_link::replaced_at.eq(Some(now)))
        .execute(work.db())?;
    Ok(())
}

/// The links of a recipient open nothing any more.
pub fn end_links(
    work: &mut Work<'_, act::FollowChange>,
    recipient: Recipient,
) -> Result<(), Refused> {
    let theirs = notice_link::table.filter(notice_link::recipient.eq(recipient.to_string()));
    diesel::delete(theirs).execute(work.db())?;
    Ok(())
}
