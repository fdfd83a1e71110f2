//! Whom to ring: each once for a week, whoever waits most for it first. The rest may still answer.

use std::collections::BTreeSet;

use kernel::{
    refusal::Refused,
    time::{Instant, LondonDay, Slot},
};
use law::access::{Act, Action, OnRecords, about, act};

use super::lists::{About, ToTell, named, shown, waiting};
use crate::{
    access::{
        Task,
        queries::{scope, scope_of},
    },
    notifications::{
        Addressee, Notice, Topic, Trouble,
        rules::{must_be_rung, urgency},
        store,
    },
    sessions,
    storage::{Acts, Look, Reads},
};

/// How many open notices are looked at: those of several weeks of a large service.
const LOOKED_AT: i64 = 2_000;

/// Which of those who have not answered are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// Those to ring now.
    Over,
    /// Those who may still answer by themselves.
    GoesOn,
}

/// One person, household or service, and all that they must be told about one week.
#[derive(Debug)]
pub struct ToRing(pub Vec<ToTell>);

fn starts(one: &About) -> Option<Instant> {
    one.slot.map(Slot::starts)
}

/// Whom to ring, or who may still answer: first who wrote of a problem or was not reached, then by
/// when their sessions begin. What is over comes last: nobody can be spared a journey any more.
///
/// # Errors
/// When the caller may not.
pub fn to_ring<R: Acts>(reads: &mut R, wait: Wait) -> Result<Vec<ToRing>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    scope(reads)?;
    let open = open(reads, R::Action::ACT, wait)?;
    Ok(together(named(reads, open)?))
}

fn open(reads: &mut dyn Reads, act: Act, wait: Wait) -> Result<Vec<About>, Refused> {
    let rows = store::open_notices(reads, None, LOOKED_AT)?;
    let mut open = waiting(reads, act, rows)?;
    let now = reads.now();
    open.retain(|one| must_be_rung(&one.notice, starts(one), now) == (wait == Wait::Over));
    open.sort_by_key(|one| urgency(&one.notice, (one.slot, one.is_over)));
    Ok(open)
}

/// To whom, and of which week.
type Key = (Addressee, Option<LondonDay>);

fn key(notice: &Notice, slot: Option<Slot>) -> Key {
    (notice.to, slot.map(|slot| slot.day().week().monday()))
}

/// Each recipient once for a week, where they stood first.
fn together(all: Vec<ToTell>) -> Vec<ToRing> {
    let mut found: Vec<(Key, ToRing)> = Vec::new();
    for one in all {
        let key = key(&one.notice, one.slot);
        match found.iter_mut().find(|(known, _)| *known == key) {
            Some((_, theirs)) => theirs.0.push(one),
            None => found.push((key, ToRing(vec![one]))),
        }
    }
    found.into_iter().map(|(_, one)| one).collect()
}

/// Whom to ring about the sessions of a day, by when they begin.
///
/// # Errors
/// When the caller may not.
pub fn calls_of<R: Acts>(reads: &mut R, day: LondonDay) -> Result<Vec<ToRing>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    scope(reads)?;
    let mut sessions = sessions::queries::of_week(reads, day.week())?;
    sessions.retain(|session| session.slot().day() == day);
    let topics: Vec<Topic> = sessions.iter().map(|one| Topic::Session(one.id)).collect();
    let mut open = store::notices_about(reads, &topics)?;
    open.retain(Notice::is_open);
    let mut calls = shown(reads, open)?;
    calls.sort_by_key(|call| call.slot.map(Slot::starts));
    Ok(together(calls))
}

/// What waits for the caller: first who wrote that something is wrong, then whom else to ring, then the
/// letters to write. Whoever stands among the first is not counted again.
///
/// # Errors
/// When the store is away.
pub fn tasks(look: &mut Look<'_, act::OpenHome>) -> Result<Vec<Task>, Refused> {
    if scope_of(look, Act::ListNotices)?.is_none() {
        return Ok(Vec::new());
    }
    let open = open(look, Act::ListNotices, Wait::Over)?;
    let today = look.now().london_day();
    let is_today = |one: &About| one.slot.is_some_and(|slot| slot.day() == today) && !one.is_over;
    let (letters, calls): (Vec<&About>, Vec<&About>) = open
        .iter()
        .partition(|one| one.notice.trouble == Some(Trouble::NeedsLetter));
    let who = |of: &[&About], only: &dyn Fn(&About) -> bool| -> BTreeSet<Key> {
        let those = of.iter().filter(|one| only(one));
        those.map(|one| key(&one.notice, one.slot)).collect()
    };
    let wrote = who(&calls, &|one| one.notice.problem);
    let wrote_today = who(&calls, &|one| one.notice.problem && is_today(one));
    let ring = &who(&calls, &|_| true) - &wrote;
    let ring_today = &who(&calls, &is_today) - &wrote;
    let letters = who(&letters, &|_| true);
    let task = |number: usize, one: &str, many: &str| Task::of(number, one, many, "/notices");
    let tasks = [
        task(
            wrote.len(),
            "person wrote that something is wrong",
            "people wrote that something is wrong",
        )
        .map(|task| task.of_today(wrote_today.len())),
        task(ring.len(), "person must be rung", "people must be rung")
            .map(|task| task.of_today(ring_today.len())),
        task(
            letters.len(),
            "letter must be written",
            "letters must be written",
        ),
    ];
    Ok(tasks.into_iter().flatten().collect())
}
