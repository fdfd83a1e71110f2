//! What waits for whoever plans.

use std::collections::BTreeSet;

use kernel::{refusal::Refused, time::Week};
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

/// What waits for the caller: sessions that are still to come in this week and not published, a moved
/// one among them, because nobody can open them at the door; of the next week those that somebody must
/// decide on, and those that are ready to go out.
///
/// # Errors
/// When the store is away.
pub fn tasks(look: &mut Look<'_, act::OpenHome>) -> Result<Vec<Task>, Refused> {
    let present = look.now().london_day().week();
    let today = look.now().london_day();
    let this_week = planned(look, present)?;
    let of_today = this_week
        .iter()
        .filter(|session| session.slot().day() == today)
        .count();
    let planned = planned(look, present.next())?;
    let held: BTreeSet<_> = obstacles(look, &planned)?.into_keys().collect();
    let waiting = planned
        .iter()
        .filter(|session| held.contains(&session.id))
        .count();
    let tasks = [
        Task::of(
            this_week.len(),
            "session of this week is not published, so it cannot begin",
            "sessions of this week are not published, so they cannot begin",
            "/rota",
        )
        .map(|task| task.of_today(of_today)),
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
        )
        .map(Task::later),
    ];
    Ok(tasks.into_iter().flatten().collect())
}

/// Sessions of a week that are still to come, not published, and the caller's to publish.
fn planned(look: &mut Look<'_, act::OpenHome>, week: Week) -> Result<Vec<Session>, Refused> {
    let now = look.now();
    let mut all = sessions::queries::of_week(look, week)?;
    all.retain(|session| {
        matches!(session.stage, Stage::Planned(_)) && session.slot().starts() > now
    });
    within_reach(look, Act::PublishRota, all, |session: &Session| {
        &session.children
    })
}
