//! What waits for whoever plans.

use std::collections::BTreeSet;

use kernel::refusal::Refused;
use law::{
    access::{Act, act},
    session::Stage,
};

use super::gather::obstacles;
use crate::{
    access::Task,
    people::queries::within_reach,
    sessions::{self, Session},
    storage::{Look, Reads},
};

/// Where the next week is.
const NEXT_WEEK: &str = "/rota?week=next";

/// What waits for the caller in the next week: sessions that somebody must decide on, and sessions
/// that are ready to go out.
///
/// # Errors
/// When the store is away.
pub fn tasks(look: &mut Look<'_, act::OpenHome>) -> Result<Vec<Task>, Refused> {
    let next = look.now().london_day().week().next();
    let all = sessions::queries::of_week(look, next)?;
    let untold = |session: &Session| matches!(session.stage, Stage::Planned(_));
    let planned: Vec<Session> = all.into_iter().filter(untold).collect();
    let planned = within_reach(look, Act::PublishRota, planned, |session: &Session| {
        &session.children
    })?;
    let held: BTreeSet<_> = obstacles(look, &planned)?.into_keys().collect();
    let waiting = planned
        .iter()
        .filter(|session| held.contains(&session.id))
        .count();
    let tasks = [
        Task::of(
            waiting,
            "session of next week waits for a decision",
            "sessions of next week wait for a decision",
            NEXT_WEEK,
        ),
        Task::of(
            planned.len() - waiting,
            "session of next week is not published yet",
            "sessions of next week are not published yet",
            NEXT_WEEK,
        ),
    ];
    Ok(tasks.into_iter().flatten().collect())
}
