//! Teams: whose caseloads a team manager answers for.

use kernel::{
    fact::{Fact, Purpose},
    id::{TeamId, UserId},
    refusal::Refused,
    text::{Email, Name},
};
use law::access::act;

use crate::{
    access::{
        Subject,
        queries::{self, may},
        store,
    },
    storage::{Claims, Done, Work},
};

/// Adds a team. A name that is taken is refused by the database.
///
/// # Errors
/// When the caller may not, or the name is taken.
pub fn add_team(work: &mut Work<'_, act::KeepTeams>, name: &Name) -> Result<Done<TeamId>, Refused> {
    let id: TeamId = work.mint()?;
    work.claim(Claims::of(id).and_name(&store::key_of(name)))?;
    let permit = may(work, &Subject::new_record())?;
    store::insert_team(work, &permit, id, name)?;
    let fact = Fact::about(id)
        .purpose(Purpose::Administration)
        .details(serde_json::json!({ "added": "team" }));
    Ok(work.done(fact, id))
}

/// Adds a worker to a team: the team's caseloads are theirs to see as far as their roles go.
/// Being in it already is no error.
///
/// # Errors
/// When the caller may not, or there is no such worker.
pub fn join_team(
    work: &mut Work<'_, act::KeepTeams>,
    team: TeamId,
    worker: UserId,
) -> Result<Done<()>, Refused> {
    work.claim(Claims::of(team).and(worker))?;
    queries::account(work, worker)?;
    let permit = may(work, &Subject::new_record())?;
    store::put_team_member(work, &permit, team, worker)?;
    let fact = Fact::about(team)
        .purpose(Purpose::Administration)
        .details(serde_json::json!({ "joined_by": worker }));
    Ok(work.done(fact, ()))
}

/// Puts the account of an address into the team of a name, as an operator knows both. The first to join
/// makes the team; returns whether this one did.
///
/// # Errors
/// When the caller may not; `Hidden` when no account has this address.
pub fn join_by_name(
    work: &mut Work<'_, act::KeepTeams>,
    name: &Name,
    email: &Email,
) -> Result<Done<bool>, Refused> {
    work.claim(
        Claims::new()
            .and_name(&store::key_of(name))
            .and_name(email.as_str()),
    )?;
    let (worker, ..) = store::sign_in_row(work, email.as_str())?.ok_or(Refused::Hidden)?;
    let there = store::team_named(work, name)?;
    let team = there.map_or_else(|| work.mint(), Ok)?;
    let permit = may(work, &Subject::new_record())?;
    if there.is_none() {
        store::insert_team(work, &permit, team, name)?;
    }
    store::put_team_member(work, &permit, team, worker)?;
    let fact = Fact::about(team)
        .purpose(Purpose::Administration)
        .details(serde_json::json!({ "joined_by": worker }));
    Ok(work.done(fact, there.is_none()))
}
