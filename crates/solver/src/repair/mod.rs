//! Repair: something happens to a published week, and a rota that is valid again is there at once,
//! near what people were told; then better ones, until the time is up. What has started stays, what
//! is pinned stays as far as it can, and every change says why.
//!
//! The first answer leaves every session where it was published but for those that cannot stay, and
//! gives these their cheapest place; only they have to be compiled in full. Then the whole week is
//! compiled and searched, mostly around these sessions.

mod apply;
mod changes;
mod event;

pub use event::{Absence, Addition, Cancellation, Closure, Event, FORMAT, Happening};

use crate::board::Board;
use crate::instance::{Fault, Instance};
use crate::problem::{Problem, Start};
use crate::rota::Rota;
use crate::rules::Placed;
use crate::search::{self, Options, Random};
use crate::{answer, reasons, standing};
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Why a repair is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The event does not fit the week: the pointer is into the event.
    Event(Fault),
    /// The published rota breaks a rule with sessions that must stay: the pointer is into the week.
    Week(Fault),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(fault) => write!(f, "event: {fault}"),
            Self::Week(fault) => write!(f, "week: {fault}"),
        }
    }
}

impl std::error::Error for Refusal {}

/// Mends the rota that is published in `week` (see [`Instance::publish`]). `tell` hears of the first
/// valid rota as soon as it is there, then of each better one; the best is returned when the budget
/// is used up or `cancel` is set. It is a rota of [`Event::apply`]'s week, with the changes; only the
/// returned one says why sessions have no place.
///
/// What counts as better: the cost of that week, in which `moved_session` and `changed_supervisor`
/// weigh the changes. With weights of 0 everything may move.
///
/// # Errors
/// The event does not fit the week, or sessions that must stay break a rule together.
pub fn repair(
    week: &Instance,
    event: &Event,
    options: Options,
    cancel: &AtomicBool,
    tell: &mut dyn FnMut(&Rota),
) -> Result<Rota, Refusal> {
    let begun = Instant::now();
    let after = event.apply(week).map_err(Refusal::Event)?;
    let (still, first) = first_answer(&after, event)?;
    let write = |problem: &Problem<'_>, placed: &[Option<Placed>]| {
        let mut rota = answer::write(problem, placed);
        rota.changes = changes::changes(problem, event, placed, &rota);
        rota
    };
    let mut rota = write(&still, &first.placed);
    tell(&rota);
    if first.focus.is_empty() || cancel.load(Ordering::Relaxed) {
        rota.unplaced = reasons::reasons(&still, &first.placed);
        return Ok(rota);
    }
    let problem = Problem::new(&after);
    let placed = carry(&still, &problem, &first.placed);
    let found = search::resume(
        &problem,
        (&placed, &first.focus),
        options,
        (begun, cancel),
        &mut |found| tell(&write(&problem, &found.placed)),
    );
    let mut rota = write(&problem, &found.placed);
    rota.unplaced = reasons::reasons(&problem, &found.placed);
    Ok(rota)
}

/// A valid rota that changes no more than it must, and the sessions that a better one is about:
/// those that had to look for a place, and those that profit.
struct First {
    placed: Vec<Option<Placed>>,
    focus: Vec<usize>,
}

fn first_answer<'a>(after: &'a Instance, event: &Event) -> Result<(Problem<'a>, First), Refusal> {
    let mut problem = Problem::still(after);
    let placed = loop {
        let (placed, clashing) = standing::as_published(&problem);
        if clashing.is_empty() {
            break placed;
        }
        if let Some(fault) = standing::fault(after, &clashing) {
            return Err(Refusal::Week(fault));
        }
        for session in clashing {
            problem.loosen(session);
        }
    };
    let first = place_the_others(&problem, event, &placed);
    Ok((problem, first))
}

/// Gives the sessions that do not stay their cheapest places: first those that had one, the most
/// important first.
fn place_the_others(problem: &Problem<'_>, event: &Event, placed: &[Option<Placed>]) -> First {
    let instance = problem.instance;
    let mut board = Board::with(problem, placed);
    let mut open: Vec<usize> = (0..placed.len()).filter(|&s| placed[s].is_none()).collect();
    open.sort_by_key(|&session| {
        let task = &problem.tasks[session];
        let told = instance.sessions[session].published.is_some();
        (!task.pinned, !told, -task.unplaced, task.order.len())
    });
    let mut random = Random::new(0);
    for &session in &open {
        search::insert(&mut board, session, &mut random);
    }
    First {
        placed: board.placed().to_vec(),
        focus: focus(problem, event, &open),
    }
}

/// What a better answer is about: the sessions that had to look for a place. Where one of them can
/// have none at all, what it had is free for its neighbours, and for those that people were told
/// have no place.
fn focus(problem: &Problem<'_>, event: &Event, open: &[usize]) -> Vec<usize> {
    let sessions = &problem.instance.sessions;
    let told_none = |session: &usize| {
        sessions[*session].published.is_none() && !event.names(&sessions[*session])
    };
    let could_be_held = |session: &usize| !problem.tasks[*session].order.is_empty();
    let (idle, hit): (Vec<usize>, Vec<usize>) = open.iter().partition(|s| told_none(s));
    let (mut focus, lost): (Vec<usize>, Vec<usize>) = hit.into_iter().partition(could_be_held);
    if !lost.is_empty() {
        let near = |session: &usize| lost.iter().any(|&lost| meets(problem, lost, *session));
        focus.extend((0..sessions.len()).filter(near));
        focus.extend(idle);
        focus.retain(could_be_held);
        focus.sort_unstable();
        focus.dedup();
    }
    focus
}

/// Whether two sessions were told to share a supervisor, a venue or a driver on one day, or share a
/// family or a person.
fn meets(problem: &Problem<'_>, one: usize, other: usize) -> bool {
    let (first, second) = (&problem.tasks[one], &problem.tasks[other]);
    let told = |session: usize| problem.instance.sessions[session].published.as_ref();
    let together = told(one)
        .zip(told(other))
        .is_some_and(|(first_at, second_at)| {
            let mut crew = first_at.supervisors.iter();
            let driven = first.driven.is_some() && first.driven == second.driven;
            let near = driven || first_at.venue == second_at.venue;
            crew.any(|who| second_at.supervisors.contains(who))
                || near && first_at.day == second_at.day
        });
    let partners = first.partners.iter().any(|&(partner, ..)| partner == other);
    together || partners || first.case == second.case || first.companions.contains(&other)
}

/// The same places among the starts of the fully compiled week.
fn carry(from: &Problem<'_>, to: &Problem<'_>, placed: &[Option<Placed>]) -> Vec<Option<Placed>> {
    let key = |start: &Start| (start.day, start.slot, start.venue);
    let carried = placed.iter().enumerate().map(|(session, at)| {
        let at = (*at)?;
        let start = key(&from.tasks[session].starts[at.start]);
        let start = to.tasks[session].starts.binary_search_by_key(&start, key);
        Some(Placed {
            start: start.ok()?,
            ..at
        })
    });
    carried.collect()
}
