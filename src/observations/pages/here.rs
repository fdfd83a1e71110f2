//! Who is there: what stands at the top of the page while a session is held.

use kernel::{
    id::{EventId, PersonId},
    time::Instant,
};
use law::session::{Stage, Went};

use super::timeline::lines;
use crate::{
    observations::{
        What,
        queries::Writing,
        rules::{
            check_in::{could_meet, grace_ends, minutes_late, starts_late},
            entry::comes_before_the_end,
        },
    },
    sessions::Session,
    web::components::{Button, Standing, Status},
};

/// Somebody on the list.
pub(super) struct Here {
    pub(super) id: PersonId,
    pub(super) name: String,
    pub(super) status: Status,
    pub(super) may_arrive: bool,
    pub(super) may_leave: bool,
}

/// Everybody on the list, with who is there and how late they came.
pub(super) fn people(writing: &Writing) -> Vec<Here> {
    let (session, presence) = (&writing.session, writing.log.presence());
    let goes_on = comes_before_the_end(&session.stage);
    let here = |person: PersonId| {
        let seen = presence.get(&person);
        let there = seen.is_some_and(|presence| presence.left.is_none());
        let is_waiting = there && waits_for_handover(session, person);
        let status = match seen {
            None => Status::new(Standing::Quiet, "Not here yet"),
            Some(presence) => {
                let late = minutes_late(session.slot(), presence.arrived)
                    .filter(|_| session.visitors.contains(&person))
                    .map(|minutes| format!(" ({minutes} min late)"));
                let late = late.unwrap_or_default();
                let arrived = presence.arrived.london_time();
                // Who was there when it ended left with that, whether or not somebody pressed a button.
                // But for a child: until somebody took it, it waits.
                let ended = ended(&session.stage).filter(|_| !is_waiting);
                match presence.left.or(ended) {
                    None if is_waiting => Status::new(
                        Standing::Attention,
                        format!("Here since {arrived}: not handed over yet"),
                    ),
                    None => Status::new(Standing::Ok, format!("Here since {arrived}{late}")),
                    Some(left) => Status::new(
                        Standing::Away,
                        format!("{arrived}{late} to {}", left.london_time()),
                    ),
                }
            }
        };
        Here {
            id: person,
            name: writing.names.of(person),
            status,
            may_arrive: goes_on && !there,
            may_leave: there && goes_on,
        }
    };
    let everybody = session.children.iter().chain(&session.visitors);
    everybody.map(|person| here(*person)).collect()
}

/// Whether somebody is a child of a session that is over and from which nobody was said to have taken the
/// children.
fn waits_for_handover(session: &Session, person: PersonId) -> bool {
    session.children.contains(&person) && matches!(session.stage, Stage::Over(_))
}

/// When the session ended; nothing while it goes on or where it was not held.
const fn ended(stage: &Stage) -> Option<Instant> {
    match stage.went() {
        Some(Went::Held(held)) => Some(held.ended),
        _ => None,
    }
}

/// Until when the family is waited for, while somebody is missing.
pub(super) fn grace(writing: &Writing, now: Instant) -> Option<String> {
    let session = &writing.session;
    let arrived = writing.log.arrived();
    let nobody = !session.visitors.is_empty() && arrived.is_disjoint(&session.visitors);
    let waits = matches!(
        session.stage,
        Stage::Published(_) | Stage::Confirmed(_) | Stage::Open(_)
    );
    if !nobody || !waits || now < session.slot().starts() {
        return None;
    }
    let until = grace_ends(session.slot(), writing.grace_minutes);
    Some(if now < until {
        let minutes = now.minutes_until(until);
        format!(
            "Nobody of the family is here. They are waited for until {}: {minutes} min more.",
            until.london_time()
        )
    } else {
        format!(
            "Nobody of the family is here, and the wait ended at {}. You may say that the session does not start.",
            until.london_time()
        )
    })
}

/// How the session starts: the button, or what must be recorded first. One that starts long after its
/// time is asked why on a page of its own.
pub(super) enum Start {
    /// It is not to start, or it has.
    No,
    /// Somebody is missing.
    Arrivals,
    /// With one tap.
    Now(Button),
    /// With a remark.
    Late(Button),
}

/// How a session starts at this moment.
pub(super) fn start(writing: &Writing, path: &str, now: Instant) -> Start {
    let session = &writing.session;
    match session.stage {
        Stage::Open(_) if !could_meet(session, &writing.log.present()) => Start::Arrivals,
        Stage::Open(_) if starts_late(session.slot(), now) => {
            let page = format!("{path}/say?what=session_started");
            Start::Late(Button::link("Start the session", page))
        }
        Stage::Open(_) => Start::Now(Button::new("Start the session")),
        _ => Start::No,
    }
}

/// What was saved last, said where it was tapped.
pub(super) struct Saved {
    /// What, in words.
    pub(super) words: String,
    /// The words of a note.
    pub(super) text: String,
    /// Whether it was written in the form for notes.
    pub(super) is_note: bool,
}

/// What the caller saved with this entry, where it is theirs.
pub(super) fn saved(writing: &Writing, id: &str) -> Option<Saved> {
    let entries = writing.log.entries().iter();
    let entry = entries
        .filter(|entry| entry.author == writing.author)
        .find(|entry| entry.id.as_str() == id)?;
    let line = |id: EventId| {
        let lines = lines(&writing.session, &writing.log, &writing.names);
        lines.into_iter().find(|line| line.id == id)
    };
    let saved = |words: String, text: String| Saved {
        words,
        text,
        is_note: matches!(entry.what, What::Note { .. }),
    };
    Some(match &entry.what {
        What::BriefRead { .. } => {
            let words = "You have read the brief as it stands.";
            saved(words.to_owned(), String::new())
        }
        What::Struck { entry, .. } => {
            let line = line(*entry)?;
            let words = format!("Struck out: {} {}.", line.time, line.what);
            saved(words, line.text)
        }
        _ => {
            let line = line(entry.id)?;
            saved(format!("{} {}.", line.time, line.what), line.text)
        }
    })
}
