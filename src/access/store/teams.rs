//! Rows of teams.

use diesel::prelude::*;
use kernel::{
    id::{TeamId, UserId},
    text::Name,
};
use law::access::Action;

use crate::{
    access::{
        Permit,
        tables::{team, team_member},
    },
    storage::{Reads, Work},
};

/// What tells teams apart: "North" and "north" are one.
pub fn key_of(name: &Name) -> String {
    let words: Vec<&str> = name.as_str().split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// The team of this name, however it is written.
pub fn team_named(reads: &mut dyn Reads, name: &Name) -> QueryResult<Option<TeamId>> {
    team::table
        .filter(team::key.eq(key_of(name)))
        .select(team::id)
        .first(reads.db())
        .optional()
}

/// Adds a team.
pub fn insert_team<A: Action>(
    work: &mut Work<'_, A>,
    _permit: &Permit<A>,
    id: TeamId,
    name: &Name,
) -> QueryResult<usize> {
    diesel::insert_into(team::table)
        .values((
            team::id.eq(id),
            team::name.eq(name),
            team::key.eq(key_of(name)),
        ))
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
