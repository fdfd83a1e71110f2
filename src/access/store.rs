//! Rows of `access`.

use std::collections::BTreeSet;

use diesel::prelude::*;
use kernel::{
    id::{PersonId, TeamId, UserId},
    text::{Email, Name},
    time::Instant,
};
use law::access::{Action, Relation, Role};

use super::{
    Account, AccountState, NewAccount, Permit,
    tables::{
        browser_session, caseload, exclusion, refresh_token, sign_in_attempt, team, team_member,
        token_family, user_account, user_role,
    },
};
use crate::storage::{Reads, Work};

type AccountRow = (UserId, Email, Name, AccountState);
const ACCOUNT: (
    user_account::id,
    user_account::email,
    user_account::name,
    user_account::state,
) = (
    user_account::id,
    user_account::email,
    user_account::name,
    user_account::state,
);

fn with_roles(reads: &mut impl Reads, row: AccountRow) -> QueryResult<Account> {
    let (id, email, name, state) = row;
    let roles: Vec<Role> = user_role::table
        .filter(user_role::user_id.eq(id))
        .select(user_role::role)
        .load(reads.db())?;
    Ok(Account {
        id,
        email,
        name,
        roles: roles.into_iter().collect(),
        state,
    })
}

/// The account of an id.
pub fn account(reads: &mut impl Reads, id: UserId) -> QueryResult<Option<Account>> {
    let row: Option<AccountRow> = user_account::table
        .find(id)
        .select(ACCOUNT)
        .first(reads.db())
        .optional()?;
    row.map(|row| with_roles(reads, row)).transpose()
}

/// All accounts, by name.
pub fn accounts(
    reads: &mut impl Reads,
    after: Option<&str>,
    limit: i64,
) -> QueryResult<Vec<Account>> {
    let mut query = user_account::table
        .select(ACCOUNT)
        .order(user_account::id.asc())
        .limit(limit)
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(user_account::id.gt(after.to_owned()));
    }
    let rows: Vec<AccountRow> = query.load(reads.db())?;
    rows.into_iter().map(|row| with_roles(reads, row)).collect()
}

/// What sign-in needs to know of an address.
pub fn sign_in_row(
    reads: &mut impl Reads,
    email: &str,
) -> QueryResult<Option<(UserId, String, AccountState)>> {
    user_account::table
        .filter(user_account::email.eq(email))
        .select((
            user_account::id,
            user_account::password_hash,
            user_account::state,
        ))
        .first(reads.db())
        .optional()
}

/// Adds an account.
pub fn insert_account<A: Action>(
    work: &mut Work<'_, A>,
    _permit: &Permit<A>,
    id: UserId,
    new: &NewAccount,
) -> QueryResult<()> {
    let now = work.now();
    diesel::insert_into(user_account::table)
        .values((
            user_account::id.eq(id),
            user_account::email.eq(&new.email),
            user_account::name.eq(&new.name),
            user_account::password_hash.eq(&new.password_hash),
            user_account::state.eq(AccountState::Active),
            user_account::created_at.eq(now),
            user_account::version.eq(1_i64),
        ))
        .execute(work.db())?;
    for role in &new.roles {
        diesel::insert_into(user_role::table)
            .values((user_role::user_id.eq(id), user_role::role.eq(role)))
            .execute(work.db())?;
    }
    Ok(())
}

/// Attempts of an account or from a source since a moment that did not end in a sign-in.
pub fn failures(
    reads: &mut impl Reads,
    account: &str,
    source: &str,
    since: Instant,
) -> QueryResult<(i64, i64)> {
    let open = || {
        sign_in_attempt::table
            .filter(sign_in_attempt::at.gt(since))
            .filter(sign_in_attempt::outcome.ne("passed"))
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
) -> QueryResult<usize> {
    let at = work.real_now();
    diesel::insert_into(sign_in_attempt::table)
        .values((
            sign_in_attempt::id.eq(id),
            sign_in_attempt::account.eq(account),
            sign_in_attempt::source.eq(source),
            sign_in_attempt::at.eq(at),
            sign_in_attempt::outcome.eq("open"),
        ))
        .execute(work.db())
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
pub fn session(reads: &mut impl Reads, token_hash: &str) -> QueryResult<Option<SessionRow>> {
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
}

/// The refresh token of a hash.
pub fn refresh(reads: &mut impl Reads, token_hash: &str) -> QueryResult<Option<RefreshRow>> {
    refresh_token::table
        .inner_join(token_family::table)
        .filter(refresh_token::token_hash.eq(token_hash))
        .select((
            refresh_token::family,
            refresh_token::created_at,
            refresh_token::used_at,
            token_family::user_id,
            token_family::revoked_at,
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
pub fn family_user(reads: &mut impl Reads, family: &str) -> QueryResult<Option<UserId>> {
    token_family::table
        .find(family)
        .filter(token_family::revoked_at.is_null())
        .select(token_family::user_id)
        .first(reads.db())
        .optional()
}

/// Persons a user is excluded from.
pub fn excluded_from(reads: &mut impl Reads, user: UserId) -> QueryResult<BTreeSet<PersonId>> {
    let rows: Vec<PersonId> = exclusion::table
        .filter(exclusion::user_id.eq(user))
        .select(exclusion::person_id)
        .load(reads.db())?;
    Ok(rows.into_iter().collect())
}

/// Persons on a user's own caseload, or assigned to them.
pub fn caseload_of(
    reads: &mut impl Reads,
    user: UserId,
    relation: Relation,
) -> QueryResult<BTreeSet<PersonId>> {
    let rows: Vec<PersonId> = caseload::table
        .filter(caseload::user_id.eq(user))
        .filter(caseload::relation.eq(relation))
        .select(caseload::person_id)
        .load(reads.db())?;
    Ok(rows.into_iter().collect())
}

/// Persons on the caseloads of a user's teams.
pub fn team_caseload_of(reads: &mut impl Reads, user: UserId) -> QueryResult<BTreeSet<PersonId>> {
    let teams: Vec<String> = team_member::table
        .filter(team_member::user_id.eq(user))
        .select(team_member::team_id)
        .load(reads.db())?;
    let colleagues: Vec<UserId> = team_member::table
        .filter(team_member::team_id.eq_any(teams))
        .select(team_member::user_id)
        .distinct()
        .load(reads.db())?;
    let rows: Vec<PersonId> = caseload::table
        .filter(caseload::user_id.eq_any(colleagues))
        .filter(caseload::relation.eq(Relation::Own))
        .select(caseload::person_id)
        .load(reads.db())?;
    Ok(rows.into_iter().collect())
}

/// Adds a team.
pub fn insert_team<A: Action>(
    work: &mut Work<'_, A>,
    _permit: &Permit<A>,
    id: TeamId,
    name: &Name,
) -> QueryResult<usize> {
    diesel::insert_into(team::table)
        .values((team::id.eq(id), team::name.eq(name)))
        .execute(work.db())
}

/// Adds a worker to a team. Being there already is no error.
pub fn put_team_member<A: Action>(
    work: &mut Work<'_, A>,
    _permit: &Permit<A>,
    team: TeamId,
    user: UserId,
) -> QueryResult<()> {
    let there: i64 = team_member::table
        .find((team, user))
        .count()
        .get_result(work.db())?;
    if there == 0 {
        diesel::insert_into(team_member::table)
            .values((team_member::team_id.eq(team), team_member::user_id.eq(user)))
            .execute(work.db())?;
    }
    Ok(())
}

/// Puts a person on a caseload. Being there already is no error.
pub fn insert_caseload(
    work: &mut Work<'_, impl Action>,
    user: UserId,
    person: PersonId,
    relation: Relation,
) -> QueryResult<()> {
    let there: i64 = caseload::table
        .find((user, person, relation))
        .count()
        .get_result(work.db())?;
    if there == 0 {
        let now = work.now();
        diesel::insert_into(caseload::table)
            .values((
                caseload::user_id.eq(user),
                caseload::person_id.eq(person),
                caseload::relation.eq(relation),
                caseload::since.eq(now),
            ))
            .execute(work.db())?;
    }
    Ok(())
}

/// Excludes a worker from a person; a second time changes the reason.
pub fn put_exclusion<A: Action>(
    work: &mut Work<'_, A>,
    _permit: &Permit<A>,
    user: UserId,
    person: PersonId,
    reason: &str,
) -> QueryResult<()> {
    let (now, by) = (work.now(), work.actor().key());
    let changed = diesel::update(exclusion::table.find((user, person)))
        .set((
            exclusion::reason.eq(reason),
            exclusion::set_by.eq(&by),
            exclusion::set_at.eq(now),
        ))
        .execute(work.db())?;
    if changed == 0 {
        diesel::insert_into(exclusion::table)
            .values((
                exclusion::user_id.eq(user),
                exclusion::person_id.eq(person),
                exclusion::reason.eq(reason),
                exclusion::set_by.eq(&by),
                exclusion::set_at.eq(now),
            ))
            .execute(work.db())?;
    }
    Ok(())
}
