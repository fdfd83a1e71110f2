//! Rows of `access`: accounts, caseloads.

mod exclusions;
mod sign_in;
mod teams;

pub use super::tables::ATTESTED;
pub use exclusions::*;
pub use sign_in::*;
pub use teams::*;

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use kernel::{
    id::{PersonId, UserId},
    refusal::Refused,
    text::{Email, Name},
};
use law::access::{Action, Relation, Role};

use super::{
    Account, AccountState, NewAccount, Permit,
    tables::{caseload, team_member, user_account, user_role},
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

fn with_roles(reads: &mut dyn Reads, row: AccountRow) -> QueryResult<Account> {
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
pub fn account(reads: &mut dyn Reads, id: UserId) -> QueryResult<Option<Account>> {
    let row: Option<AccountRow> = user_account::table
        .find(id)
        .select(ACCOUNT)
        .first(reads.db())
        .optional()?;
    row.map(|row| with_roles(reads, row)).transpose()
}

/// All accounts, by name.
pub fn accounts(
    reads: &mut dyn Reads,
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

/// Active accounts, by name.
pub fn staff(reads: &mut dyn Reads) -> QueryResult<Vec<(UserId, Name)>> {
    user_account::table
        .filter(user_account::state.eq(AccountState::Active))
        .order((user_account::name.asc(), user_account::id.asc()))
        .select((user_account::id, user_account::name))
        .load(reads.db())
}

/// Accounts with a role, by name.
pub fn accounts_in(reads: &mut dyn Reads, role: Role) -> QueryResult<Vec<Account>> {
    let with_it = user_role::table
        .filter(user_role::role.eq(role))
        .select(user_role::user_id);
    let rows: Vec<AccountRow> = user_account::table
        .filter(user_account::id.eq_any(with_it))
        .order((user_account::name.asc(), user_account::id.asc()))
        .select(ACCOUNT)
        .load(reads.db())?;
    rows.into_iter().map(|row| with_roles(reads, row)).collect()
}

/// What sign-in needs to know of an address.
pub fn sign_in_row(
    reads: &mut dyn Reads,
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
    permit: &Permit<A>,
    id: UserId,
    new: &NewAccount,
) -> Result<(), Refused> {
    permit.covers(id)?;
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

/// Everybody on a user's caseload, with how: own or assigned.
pub fn caseloads_of(
    reads: &mut dyn Reads,
    user: UserId,
) -> QueryResult<BTreeMap<Relation, BTreeSet<PersonId>>> {
    let rows: Vec<(Relation, PersonId)> = caseload::table
        .filter(caseload::user_id.eq(user))
        .select((caseload::relation, caseload::person_id))
        .load(reads.db())?;
    let mut persons: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for (relation, person) in rows {
        persons.entry(relation).or_default().insert(person);
    }
    Ok(persons)
}

/// Persons on the caseloads of a user's teams, their own among them.
pub fn team_caseload_of(reads: &mut dyn Reads, user: UserId) -> QueryResult<BTreeSet<PersonId>> {
    let (mine, theirs) = diesel::alias!(team_member as mine, team_member as theirs);
    let teams = mine
        .filter(mine.field(team_member::user_id).eq(user))
        .select(mine.field(team_member::team_id));
    let colleagues = theirs
        .filter(theirs.field(team_member::team_id).eq_any(teams))
        .select(theirs.field(team_member::user_id));
    let rows: Vec<PersonId> = caseload::table
        .filter(caseload::user_id.eq_any(colleagues))
        .filter(caseload::relation.eq(Relation::Own))
        .select(caseload::person_id)
        .load(reads.db())?;
    Ok(rows.into_iter().collect())
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

/// Takes a person off a caseload.
pub fn delete_caseload(
    work: &mut Work<'_, impl Action>,
    user: UserId,
    person: PersonId,
    relation: Relation,
) -> QueryResult<usize> {
    diesel::delete(caseload::table.find((user, person, relation))).execute(work.db())
}
