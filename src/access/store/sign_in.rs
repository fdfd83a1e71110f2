//! Rows of signing in: attempts, browser sessions, token families.

use diesel::prelude::*;
use kernel::{id::UserId, time::Instant};
use law::access::Action;

use crate::{
    access::tables::{browser_session, refresh_token, sign_in_attempt, token_family},
    storage::{Reads, Work},
};

/// Attempts of an account or from a source since a moment that were looked at and did not end in a
/// sign-in. What was refused unseen does not count, or a guesser could keep an account shut.
pub fn failures(
    reads: &mut dyn Reads,
    account: &str,
    source: &str,
    since: Instant,
) -> QueryResult<(i64, i64)> {
    let open = || {
        sign_in_attempt::table
            .filter(sign_in_attempt::at.gt(since))
            .filter(sign_in_attempt::outcome.eq_any(["open", "failed"]))
    };
    let of_account = open()
        .filter(sign_in_attempt::account.eq(account))
        .count()
        .get_result(reads.db())?;
    let of_source = open()
        .filter(sign_in_attempt::source.eq(source))
        .count()
        .get_result(reads.db())?;
    Ok((of_account, of_source))
}

/// Writes an attempt down before it is looked at, so that a hundred at once count as a hundred.
pub fn insert_attempt(
    work: &mut Work<'_, impl Action>,
    id: &str,
    account: &str,
    source: &str,
    outcome: &str,
) -> QueryResult<usize> {
    let at = work.real_now();
    diesel::insert_into(sign_in_attempt::table)
        .values((
            sign_in_attempt::id.eq(id),
            sign_in_attempt::account.eq(account),
            sign_in_attempt::source.eq(source),
            sign_in_attempt::at.eq(at),
            sign_in_attempt::outcome.eq(outcome),
        ))
        .execute(work.db())
}

/// Throws away attempts older than a moment.
pub fn forget_attempts(work: &mut Work<'_, impl Action>, before: Instant) -> QueryResult<usize> {
    diesel::delete(sign_in_attempt::table.filter(sign_in_attempt::at.lt(before))).execute(work.db())
}

/// Says how an attempt ended.
pub fn settle_attempt(
    work: &mut Work<'_, impl Action>,
    id: &str,
    outcome: &str,
) -> QueryResult<usize> {
    diesel::update(sign_in_attempt::table.find(id))
        .set(sign_in_attempt::outcome.eq(outcome))
        .execute(work.db())
}

/// A browser session as it stands in its row.
#[derive(Queryable, Debug)]
pub struct SessionRow {
    pub user: UserId,
    pub created_at: Instant,
    pub seen_at: Instant,
    pub ended_at: Option<Instant>,
}

/// The session of a token.
pub fn session(reads: &mut dyn Reads, token_hash: &str) -> QueryResult<Option<SessionRow>> {
    browser_session::table
        .find(token_hash)
        .select((
            browser_session::user_id,
            browser_session::created_at,
            browser_session::seen_at,
            browser_session::ended_at,
        ))
        .first(reads.db())
        .optional()
}

/// Begins a session.
pub fn insert_session(
    work: &mut Work<'_, impl Action>,
    token_hash: &str,
    user: UserId,
) -> QueryResult<usize> {
    let now = work.real_now();
    diesel::insert_into(browser_session::table)
        .values((
            browser_session::token_hash.eq(token_hash),
            browser_session::user_id.eq(user),
            browser_session::created_at.eq(now),
            browser_session::seen_at.eq(now),
        ))
        .execute(work.db())
}

/// Writes down a sign of life.
pub fn touch_session(work: &mut Work<'_, impl Action>, token_hash: &str) -> QueryResult<usize> {
    let now = work.real_now();
    diesel::update(browser_session::table.find(token_hash))
        .set(browser_session::seen_at.eq(now))
        .execute(work.db())
}

/// Ends one session.
pub fn end_session(work: &mut Work<'_, impl Action>, token_hash: &str) -> QueryResult<usize> {
    let now = work.real_now();
    diesel::update(browser_session::table.find(token_hash))
        .filter(browser_session::ended_at.is_null())
        .set(browser_session::ended_at.eq(Some(now)))
        .execute(work.db())
}

/// Ends every session and token family of a user.
pub fn end_everything_of(work: &mut Work<'_, impl Action>, user: UserId) -> QueryResult<()> {
    let now = work.real_now();
    diesel::update(browser_session::table.filter(browser_session::user_id.eq(user)))
        .filter(browser_session::ended_at.is_null())
        .set(browser_session::ended_at.eq(Some(now)))
        .execute(work.db())?;
    diesel::update(token_family::table.filter(token_family::user_id.eq(user)))
        .filter(token_family::revoked_at.is_null())
        .set(token_family::revoked_at.eq(Some(now)))
        .execute(work.db())?;
    Ok(())
}

/// Begins a family of refresh tokens.
pub fn insert_family(
    work: &mut Work<'_, impl Action>,
    family: &str,
    user: UserId,
) -> QueryResult<usize> {
    let now = work.real_now();
    diesel::insert_into(token_family::table)
        .values((
            token_family::id.eq(family),
            token_family::user_id.eq(user),
            token_family::created_at.eq(now),
        ))
        .execute(work.db())
}

/// Adds a refresh token to its family.
pub fn insert_refresh(
    work: &mut Work<'_, impl Action>,
    token_hash: &str,
    family: &str,
) -> QueryResult<usize> {
    let now = work.real_now();
    diesel::insert_into(refresh_token::table)
        .values((
            refresh_token::token_hash.eq(token_hash),
            refresh_token::family.eq(family),
            refresh_token::created_at.eq(now),
        ))
        .execute(work.db())
}

/// A refresh token with its family.
#[derive(Queryable, Debug)]
pub struct RefreshRow {
    pub family: String,
    pub created_at: Instant,
    pub used_at: Option<Instant>,
    pub user: UserId,
    pub revoked_at: Option<Instant>,
    pub family_began: Instant,
}

/// The refresh token of a hash.
pub fn refresh(reads: &mut dyn Reads, token_hash: &str) -> QueryResult<Option<RefreshRow>> {
    refresh_token::table
        .inner_join(token_family::table)
        .filter(refresh_token::token_hash.eq(token_hash))
        .select((
            refresh_token::family,
            refresh_token::created_at,
            refresh_token::used_at,
            token_family::user_id,
            token_family::revoked_at,
            token_family::created_at,
        ))
        .first(reads.db())
        .optional()
}

/// Marks a refresh token used; `false` when it was used already.
pub fn use_refresh(work: &mut Work<'_, impl Action>, token_hash: &str) -> QueryResult<bool> {
    let now = work.real_now();
    let updated = diesel::update(refresh_token::table.find(token_hash))
        .filter(refresh_token::used_at.is_null())
        .set(refresh_token::used_at.eq(Some(now)))
        .execute(work.db())?;
    Ok(updated == 1)
}

/// Revokes a family.
pub fn revoke_family(work: &mut Work<'_, impl Action>, family: &str) -> QueryResult<usize> {
    let now = work.real_now();
    diesel::update(token_family::table.find(family))
        .filter(token_family::revoked_at.is_null())
        .set(token_family::revoked_at.eq(Some(now)))
        .execute(work.db())
}

/// The user of a family that is not revoked.
pub fn family_user(reads: &mut dyn Reads, family: &str) -> QueryResult<Option<UserId>> {
    token_family::table
        .find(family)
        .filter(token_family::revoked_at.is_null())
        .select(token_family::user_id)
        .first(reads.db())
        .optional()
}
