//! What may be said of a session at which stage of its life, and which entry may be struck out.

use kernel::{
    id::{EventId, UserId},
    refusal::{Kind, Reason, Refused},
    text::{Line, Narrative},
    time::Instant,
};
use law::session::{Stage, Went};
use serde::Serialize;

use super::{
    check_in::{could_meet, door_opens},
    log::Log,
};
use crate::{
    observations::{Entry, NewEntry, What},
    sessions::Session,
};

/// How far the clock of a tablet may be ahead of ours, in minutes.
pub const CLOCK_SKEW_MINUTES: i64 = 5;

/// What is found of a note whose time lies before the first arrival.
pub const BEFORE_THE_ARRIVAL: &str = "before-the-arrival";

fn wrong(code: &'static str, words: impl Into<String>) -> Refused {
    Refused::because(Kind::WrongState, Reason::new(code, words))
}

/// Where a session stands, as far as its log goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Time {
    /// Nobody has been told of it, or it is off.
    NotYet,
    /// It is to come, and everybody knows.
    Before,
    /// People arrive, or it goes on.
    Now,
    /// It is over; people go home.
    Over,
    /// Everybody has gone home; the record is written.
    After,
    /// The record is signed.
    Signed,
}

const fn time_of(stage: &Stage) -> Time {
    match stage {
        Stage::Proposed(_)
        | Stage::Planned(_)
        | Stage::Suspended(_)
        | Stage::Cancelled(_)
        | Stage::Void(_) => Time::NotYet,
        Stage::Published(_) | Stage::Confirmed(_) => Time::Before,
        Stage::Open(_) | Stage::Running(_) | Stage::Paused(_) => Time::Now,
        Stage::Over(_) => Time::Over,
        Stage::Closed(_) => Time::After,
        Stage::Recorded(_) | Stage::Checked(_) | Stage::Shared(_) => Time::Signed,
    }
}

/// Whether a session that people were told of is still to come or goes on.
pub const fn comes_before_the_end(stage: &Stage) -> bool {
    matches!(time_of(stage), Time::Before | Time::Now)
}

fn not_running(stage: &Stage) -> Refused {
    let words = format!(
        "This session is {}: nothing can be recorded of it.",
        stage.name()
    );
    wrong("not-running", words)
}

fn not_begun() -> Refused {
    wrong(
        "not-begun",
        "The session has not begun. Record who arrives first.",
    )
}

/// Whether this may be said of a session in that stage. The steps of its life are judged by the
/// law beside this.
///
/// # Errors
/// `WrongState`, with what to do instead.
pub fn fits(stage: &Stage, what: &What) -> Result<(), Refused> {
    let time = time_of(stage);
    match (time, what) {
        (Time::NotYet, _) => Err(not_running(stage)),
        (Time::Signed, What::Addendum { .. }) => Ok(()),
        (Time::Signed, _) => Err(wrong(
            "signed",
            "The record is signed and cannot be changed. Add an addendum.",
        )),
        (_, What::Addendum { .. }) => Err(wrong(
            "not-signed",
            "The record is not signed yet. Write it under its heading.",
        )),
        (Time::Before, What::Answered { .. }) => Err(not_begun()),
        (Time::Before | Time::Now | Time::Over, What::Signed { .. }) => Err(wrong(
            "not-closed",
            "Say first how the session ended and to whom the child was handed over.",
        )),
        (Time::Over | Time::After, What::BriefRead { .. }) => {
            Err(wrong("over", "The session is over."))
        }
        _ => Ok(()),
    }
}

/// Whether there is anything to write up yet: nothing is opened for a session that has not begun.
///
/// # Errors
/// `WrongState`, with what to do instead.
pub fn may_be_written_up(stage: &Stage) -> Result<(), Refused> {
    match time_of(stage) {
        Time::NotYet => Err(not_running(stage)),
        Time::Before => Err(not_begun()),
        _ => Ok(()),
    }
}

/// Whether it can have happened when the entry says so: not in the future, and nothing but the
/// reading of the brief before the door is open. A session is not held ahead of its time.
///
/// # Errors
/// Beside the time; `WrongState` while the door is shut.
pub fn happened_in_time(stage: &Stage, entry: &NewEntry, now: Instant) -> Result<(), Refused> {
    let latest = now.plus_minutes(CLOCK_SKEW_MINUTES);
    if entry.happened > latest || entry.written > latest {
        let words = "Give a time that is not in the future";
        return Err(Refused::field("/happened_at", "in-the-future", words));
    }
    if matches!(entry.what, What::BriefRead { .. }) {
        return Ok(());
    }
    let opens = door_opens(stage.booking().slot);
    if now < opens {
        return Err(wrong(
            "not-at-the-door-yet",
            format!(
                "This can be recorded from {} on. If it is known already that the session will not be held, ask the coordinator to call the session off.",
                opens.in_full()
            ),
        ));
    }
    if entry.happened < opens {
        let words = format!("Give a time from {} on", opens.in_full());
        return Err(Refused::field("/happened_at", "before-the-door", words));
    }
    Ok(())
}

/// Asks whether a note is meant to be of a time before anybody had arrived: mostly a slip, now and then a
/// telephone call.
///
/// # Errors
/// Beside the time, with the first arrival.
pub fn is_after_the_first_arrival(log: &Log, happened: Instant) -> Result<(), Refused> {
    let arrivals = log.presence().into_values().map(|one| one.arrived);
    match arrivals.min() {
        Some(first) if happened < first => {
            let words = format!(
                "The first person arrived at {}: correct the time, or say below that it is right",
                first.london_time()
            );
            Err(Refused::field("/time", BEFORE_THE_ARRIVAL, words))
        }
        _ => Ok(()),
    }
}

/// Whether this person may strike out that entry: their own arrivals and notes, and until the
/// handover the end of the session. Another step has been acted on, and an answer is written anew
/// instead. A session that was held keeps somebody who met.
///
/// # Errors
/// Beside the entry, or `WrongState`.
pub fn may_strike(
    session: &Session,
    log: &Log,
    (id, author): (EventId, UserId),
) -> Result<(), Refused> {
    let Some(entry) = log.entry(id) else {
        return Err(Refused::field(
            "/entry",
            "not-found",
            "Choose an entry of this session",
        ));
    };
    if entry.author != author {
        return Err(wrong(
            "another-wrote-it",
            "Only who wrote an entry strikes it out. Write a note of your own.",
        ));
    }
    match entry.what {
        What::Note { .. }
        | What::PersonArrived { .. }
        | What::PersonLeft { .. }
        | What::NotAdmitted { .. } => {}
        // The child was handed over after it, or was not yet.
        What::SessionEnded if !log.is_closed() => {}
        _ => {
            return Err(wrong(
                "not-struck-out",
                "This cannot be struck out. Write a note that says what was wrong.",
            ));
        }
    }
    let struck = log
        .lines()
        .iter()
        .any(|line| line.entry.id == id && line.struck.is_some());
    if struck {
        return Err(wrong("struck-already", "This is struck out already."));
    }
    let is_arrival = matches!(entry.what, What::PersonArrived { .. });
    if is_arrival && was_begun(&session.stage) && !could_meet(session, &log.without(id).arrived()) {
        return Err(wrong(
            "nobody-met",
            "The session began with who had arrived, and without them nobody would have met. Record first who was there instead.",
        ));
    }
    Ok(())
}

/// Whether the child and the family met, or still do.
const fn was_begun(stage: &Stage) -> bool {
    match stage {
        Stage::Running(_) | Stage::Paused(_) => true,
        Stage::Over(over) => matches!(over.went, Went::Held(_)),
        Stage::Closed(record) => matches!(record.went, Went::Held(_)),
        _ => false,
    }
}

/// Every text somebody wrote in an entry.
fn texts(what: &What) -> Vec<&str> {
    match what {
        What::Note { text, .. }
        | What::SessionEndedEarly { account: text, .. }
        | What::Addendum { text, .. } => vec![text.as_str()],
        What::SessionNotStarted { account, .. } => account.iter().map(Narrative::as_str).collect(),
        What::Answered {
            text, not_observed, ..
        } => {
            let text = text.iter().map(Narrative::as_str);
            text.chain(not_observed.iter().map(Line::as_str)).collect()
        }
        What::NotAdmitted { description, .. } => description.iter().map(Line::as_str).collect(),
        What::Incident { text, safety } => {
            let safety = safety.iter().map(Line::as_str);
            safety.chain([text.as_str()]).collect()
        }
        What::SessionClosed { name, apart, .. } => {
            let each = apart.iter().filter_map(|one| one.name.as_ref());
            name.iter().chain(each).map(Line::as_str).collect()
        }
        What::PersonArrived { reason, .. } | What::SessionStarted { remark: reason } => {
            reason.iter().map(Line::as_str).collect()
        }
        What::SessionPaused { reason } => vec![reason.as_str()],
        _ => Vec::new(),
    }
}

/// Whether these words stand somewhere in the record, so that an addendum can take their place.
///
/// # Errors
/// Beside the words.
pub fn stands_in(log: &Log, words: &str) -> Result<(), Refused> {
    let stands = |entry: &Entry| texts(&entry.what).iter().any(|text| text.contains(words));
    if log.entries().iter().any(stands) {
        Ok(())
    } else {
        let message = "Copy the words from the record exactly as they stand there";
        Err(Refused::field("/supersedes", "not-in-the-record", message))
    }
}

#[derive(Serialize)]
struct Body<'a> {
    happened: Instant,
    written: Instant,
    what: &'a What,
}

/// What was handed in, in the one form in which two sendings of an entry are compared.
///
/// # Errors
/// A fault when it cannot be written.
pub fn body_of(entry: &NewEntry) -> Result<String, Refused> {
    let body = Body {
        happened: entry.happened,
        written: entry.written,
        what: &entry.what,
    };
    serde_json::to_string(&body).map_err(|cause| Refused::fault("writing an entry", cause))
}

#[cfg(test)]
#[path = "entry_tests.rs"]
mod tests;
