//! Pure decisions about notices: who is told of what, what is still true, when it is tried again.

pub mod calendar;
mod expectation;
mod known;
pub mod letter;
pub mod said;
pub mod say;
mod telling_fields;
pub mod trouble;

pub use expectation::{Before, Expectation};
pub use known::{is_known, told_before};
pub use telling_fields::{Problem, SeenFields, TellingFields};

use std::{collections::BTreeSet, time::Duration};

use kernel::{
    refusal::{Kind, Reason, Refused},
    time::{ClockTime, Instant, LondonDay, Slot},
};
use sha2::{Digest, Sha256};

use super::{Addressee, Audience, Event, How, Notice, NoticeAnswer, State, Trouble};
use said::News;

/// Tried this often at most: with [`back_off`] that is more than two days of a mail server away.
pub const ATTEMPTS: i32 = 60;
/// After so many attempts somebody is shown that a message does not go out.
pub const TROUBLED: i32 = 4;
/// So many minutes after it was due, somebody is shown that a message has not gone out at all.
pub const OVERDUE_MINUTES: i64 = 15;
/// How long a worker may keep a message it took: longer than the slowest answer of a mail server
/// times what one thread sends in a turn.
pub const TURN: Duration = Duration::from_mins(15);
/// How long a link opens after the end of the last session it is about.
pub const LINK_LIFE_HOURS: i64 = 24;

/// So long somebody has to answer before they are rung, unless the session begins within that time.
pub const ANSWER_HOURS: i64 = 24;

/// Whether somebody must be rung about an open notice now: they wrote of a problem, no message reached
/// them, or they have not answered in time. Whoever was told a minute ago may still answer.
pub fn must_be_rung(notice: &Notice, starts: Option<Instant>, now: Instant) -> bool {
    let to_answer = ANSWER_HOURS * 60;
    let told = notice.sent_at.unwrap_or(notice.created_at);
    let is_late = told.plus_minutes(to_answer) <= now;
    let is_near = starts.is_some_and(|starts| starts <= now.plus_minutes(to_answer));
    notice.problem || notice.state != State::Sent || is_late || is_near
}

/// How long to wait after so many attempts: twice as long each time, an hour at most, and up to a
/// quarter more by chance, so that a mail server that comes back is not met by all at once.
pub fn back_off(attempts: i32, chance: u8) -> Duration {
    let doublings = u32::try_from(attempts.clamp(1, 7) - 1).unwrap_or_default();
    let wait = Duration::from_mins(1) * 2_u32.pow(doublings);
    let wait = wait.min(Duration::from_hours(1));
    wait + wait * u32::from(chance) / 1024
}

/// Who is told of an event, by class (the matrix of the domain dossier, 9.1). A family is told of a
/// refusal by a letter that a person writes, never by the program.
pub const fn tells(event: Event, audience: Audience) -> bool {
    use Audience::{Carer, Driver, Family, Legal, Manager, SocialWorker};
    match event {
        Event::Published | Event::Changed | Event::Cancelled => true,
        Event::Suspended => !matches!(audience, Family),
        Event::NotHeld | Event::EndedEarly => matches!(audience, Carer | Driver | SocialWorker),
        Event::Resumed
        | Event::TurnedAway
        | Event::Recorded
        | Event::Returned
        | Event::Accepted
        | Event::Declined => matches!(audience, SocialWorker),
        Event::BelowMinimum => matches!(audience, SocialWorker | Manager | Legal),
        Event::BelowAgreed | Event::Incident => matches!(audience, SocialWorker | Manager),
    }
}

/// Where a session stands, as far as those outside are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// Planned and not held; whoever was told of another time has been told of this one.
    Planned,
    /// People expect it, or it is going on.
    On,
    /// Called off, or made in error.
    Off,
    /// Moved to a time that something stands in the way of: it is not when people were told, and they
    /// hear of the new time when it is published.
    NotThen,
    /// Put aside by a refusal.
    Aside,
    /// A refusal that put it aside is over, and nobody has decided yet what becomes of it.
    Undecided,
    /// It did not start.
    NotHeld {
        /// When that was decided: from then on the child is on its way home.
        at: ClockTime,
    },
    /// It ended early.
    EndedEarly {
        /// When.
        at: ClockTime,
    },
    /// It ended as promised.
    Over,
}

/// What there is to say to somebody now, whatever the notice said when it was made: `told` is the
/// time they were told last, `concerned` whether the session is still theirs. Nothing, where there
/// is nothing left to tell.
pub fn news(event: Event, course: Course, told: Option<Slot>, concerned: bool) -> Option<News> {
    if !concerned {
        return told.map(|_| News::Off);
    }
    match course {
        Course::On => match (event, told) {
            (Event::Published | Event::Changed, None) => Some(News::New),
            (Event::Published | Event::Changed, Some(_)) => Some(News::Changed),
            _ => None,
        },
        // Moved after it was published: whoever was told hears of the new time.
        Course::Planned => told
            .filter(|_| event == Event::Changed)
            .map(|_| News::Changed),
        Course::Off => told.map(|_| News::Off),
        Course::NotThen => told.map(|_| News::NotThen),
        Course::Aside => told.map(|_| News::Aside),
        Course::NotHeld { at } => told
            .filter(|_| event == Event::NotHeld)
            .map(|_| News::NotHeld { at }),
        Course::EndedEarly { at } => told
            .filter(|_| event == Event::EndedEarly)
            .map(|_| News::EndedEarly { at }),
        // They hear of it once somebody has decided.
        Course::Undecided | Course::Over => None,
    }
}

/// The Monday of the week that a message is about, where it is about an appointment.
pub fn week_of(said: &said::Said) -> Option<LondonDay> {
    let appointment = said.appointment()?;
    Some(appointment.slot.day().week().monday())
}

/// Who is told of a change: those concerned now, and those who were told before and are no longer. Who
/// was told of one matter alone, such as an incident, waits for nothing else of the session.
pub fn to_tell(
    event: Event,
    concerned: &BTreeSet<Addressee>,
    told: &BTreeSet<Addressee>,
) -> BTreeSet<Addressee> {
    let now = concerned.iter().filter(|to| tells(event, to.audience));
    let gone = told
        .difference(concerned)
        .filter(|to| !matches!(to.audience, Audience::Manager | Audience::Legal))
        .filter(|to| tells(Event::Cancelled, to.audience));
    now.chain(gone).copied().collect()
}

/// The Message-ID of the message that goes out with this notice first: the same however often it
/// is sent, and nothing can be read from it.
pub fn message_id(notice: &Notice, host: &str) -> String {
    let digest = sha256(&format!("message\n{}", notice.id));
    format!("<{digest}@{host}>")
}

/// Where a notice stands on the list of whom to ring, the least first: who wrote of a problem or was not
/// reached, then by when their session begins. What is over comes last: nobody can be spared a journey.
pub fn urgency(notice: &Notice, (slot, is_over): (Option<Slot>, bool)) -> (bool, bool, Instant) {
    let was_reached = !notice.problem && notice.state != State::Failed;
    let at = slot.map_or(notice.created_at, Slot::starts);
    (is_over, was_reached, at)
}

/// The SHA-256 of a text, in hexadecimal.
fn sha256(text: &str) -> String {
    let digest = Sha256::digest(text);
    digest.iter().fold(String::new(), |hex, byte| {
        let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
        hex + &String::from_iter([digit(byte >> 4), digit(byte & 15)])
    })
}

/// What of the due notices is told in this turn, of which no more than `most` were looked for: where as
/// many were found, the last recipient may have more that nobody saw, and waits for the next turn rather
/// than get two messages for one week. Unless all of it is theirs.
pub fn seen_whole(mut due: Vec<Notice>, most: usize) -> Vec<Notice> {
    if due.len() >= most
        && let Some(last) = due.last().map(|notice| notice.to)
        && let Some(other) = due.iter().rposition(|notice| notice.to != last)
    {
        due.truncate(other + 1);
    }
    due
}

/// Due notices put into messages: those that went out together before stay together, because they
/// share a Message-ID; of the rest, one message for each recipient and week.
pub fn together(due: Vec<(Notice, Option<LondonDay>)>) -> Vec<Vec<Notice>> {
    type Key = (Addressee, Option<LondonDay>, Option<String>);
    let mut messages: Vec<(Key, Vec<Notice>)> = Vec::new();
    for (notice, monday) in due {
        let key = (notice.to, monday, notice.message_id.clone());
        match messages.iter_mut().find(|(known, _)| *known == key) {
            Some((_, message)) => message.push(notice),
            None => messages.push((key, vec![notice])),
        }
    }
    messages.into_iter().map(|(_, message)| message).collect()
}

/// What came of trying to send a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A mail server took it.
    Taken,
    /// Not now: the server was away, too slow, or said to try again.
    Later,
    /// Never.
    Never(Trouble),
}

/// Where a notice stands after an attempt.
pub const fn after(outcome: Outcome, attempts: i32) -> (State, Option<Trouble>) {
    match outcome {
        Outcome::Taken => (State::Sent, None),
        Outcome::Later if attempts >= ATTEMPTS => (State::Failed, Some(Trouble::GaveUp)),
        Outcome::Later => (State::Waiting, None),
        Outcome::Never(trouble) => (State::Failed, Some(trouble)),
    }
}

/// Whether a link may still be used.
///
/// # Errors
/// With what to do instead.
pub fn link_opens(expires_at: Instant, replaced: bool, now: Instant) -> Result<(), Refused> {
    let (code, words) = if replaced {
        (
            "link-replaced",
            "We have sent you a newer message. Please open the link in that one.",
        )
    } else if expires_at <= now {
        (
            "link-over",
            "This link is no longer in use. If you are not sure, ring us.",
        )
    } else {
        return Ok(());
    };
    Err(Refused::because(Kind::WrongState, Reason::new(code, words)))
}

/// Whether somebody can still be told of a notice by telephone. A problem they wrote of waits for a
/// call, whatever took the place of the notice.
///
/// # Errors
/// When a later notice took its place.
pub fn may_be_told(notice: &Notice) -> Result<(), Refused> {
    if notice.state == State::Superseded && !notice.problem {
        let words = "A later notice took the place of this one. Tell them of that one.";
        return Err(Refused::because(
            Kind::WrongState,
            Reason::new("superseded", words),
        ));
    }
    Ok(())
}

/// The problems among the answers to a notice that nobody has rung about yet, the newest first.
pub fn open_problems(answers: &[NoticeAnswer]) -> impl Iterator<Item = &NoticeAnswer> {
    let since_the_call = answers
        .iter()
        .rev()
        .take_while(|answer| answer.how != How::Phone);
    since_the_call.filter(|answer| answer.problem)
}

/// How many problems are written to one notice before somebody rings. Whoever holds a link, also one
/// that was passed on, fills no book with it.
const PROBLEMS_UNTIL_A_CALL: usize = 5;

/// Whether another problem may be written to a notice that was answered so.
///
/// # Errors
/// Beside what was written.
pub fn may_write_again(answers: &[NoticeAnswer]) -> Result<(), Refused> {
    if open_problems(answers).count() < PROBLEMS_UNTIL_A_CALL {
        return Ok(());
    }
    let words = "We have your messages and will ring you. If it cannot wait, ring us";
    Err(Refused::field("/problem", "waits-for-a-call", words))
}

/// Whether a notice can be sent again.
///
/// # Errors
/// When it did not fail.
pub fn may_send_again(notice: &Notice) -> Result<(), Refused> {
    if notice.state == State::Failed {
        return Ok(());
    }
    let words = "Only a notice that could not be sent can be sent again.";
    Err(Refused::because(
        Kind::WrongState,
        Reason::new("not-failed", words),
    ))
}

#[cfg(test)]
mod tests;
