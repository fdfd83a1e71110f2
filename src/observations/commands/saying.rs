//! What is said of a session while it is held and written up.

use kernel::{
    change::{Change, SessionNews},
    id::{EventId, PersonId, SessionId},
    refusal::{Reason, Refused},
    time::Instant,
};
use law::{
    access::act,
    session::{Event, HandedTo, Handover, Stage},
};

use super::hold::{Held, hold};
use crate::{
    observations::{
        Entry, Found, HandedChild, NewEntry, What, queries,
        rules::{
            check_in::{
                Judgement, Start, is_under_way, may_not_start, may_start, not_on_the_list,
                refuse_with, starts_late, why_not_admitted,
            },
            entry::{fits, happened_in_time, may_strike},
            handover::handed,
            headings,
        },
        traces,
    },
    sessions::{Session, commands::take_step_at},
    settings,
    storage::{Done, Reads, Work},
};

type Recording<'d> = Work<'d, act::RecordSession>;

/// Adds an entry to the log of a session, and takes the step of its life that it tells of. The
/// same entry sent again is answered as the first time.
///
/// # Errors
/// When somebody may not be let in, the session may not start, or the entry does not fit the
/// stage: with every reason, in the words of the order. When the id belongs to another entry; when
/// the caller has no seat in the session.
pub fn add(
    work: &mut Recording<'_>,
    id: SessionId,
    new: &NewEntry,
) -> Result<Done<Entry>, Refused> {
    add_typed(work, id, new, None)
}

/// The same of what was typed on a page, with what was found of the device's clock.
///
/// # Errors
/// As [`add`].
pub fn add_typed(
    work: &mut Recording<'_>,
    id: SessionId,
    new: &NewEntry,
    clock: Option<Found>,
) -> Result<Done<Entry>, Refused> {
    let held = hold(work, id)?.if_theirs(work)?;
    if let Some(done) = held.said_before(work, new)? {
        return Ok(done);
    }
    let (held, entry) = say(work, held, (new, clock))?;
    Ok(work.done(traces::said(&held.session, &entry), entry))
}

/// Writes under several headings of the record at once; what stood there before is kept.
///
/// # Errors
/// As [`add`].
pub fn answer(
    work: &mut Recording<'_>,
    id: SessionId,
    answers: &[NewEntry],
) -> Result<Done<Vec<Entry>>, Refused> {
    let mut held = hold(work, id)?.if_theirs(work)?;
    let mut entries = Vec::with_capacity(answers.len());
    for new in answers {
        let (still_held, entry) = say(work, held, (new, None))?;
        held = still_held;
        entries.push(entry);
    }
    Ok(work.done(traces::answered(&held.session, &entries), entries))
}

type HeldSession = Held<act::RecordSession>;

fn say(
    work: &mut Recording<'_>,
    held: HeldSession,
    (new, clock): (&NewEntry, Option<Found>),
) -> Result<(HeldSession, Entry), Refused> {
    fits(&held.session.stage, &new.what)?;
    happened_in_time(&held.session.stage, new, work.now())?;
    let (held, mut found) = act_on(work, held, new)?;
    found.extend(clock);
    let entry = held.keep(work, new, found)?;
    Ok((held, entry))
}

/// What an entry brings about, and what was found in it.
fn act_on(
    work: &mut Recording<'_>,
    held: HeldSession,
    new: &NewEntry,
) -> Result<(HeldSession, Vec<Found>), Refused> {
    match &new.what {
        What::PersonArrived { person, .. } => arrive(work, held, *person, new.happened),
        What::PersonLeft { person } => is_here(&held, *person).map(|()| (held, Vec::new())),
        What::NotAdmitted {
            person,
            description,
        } => turn_away(work, held, *person, description.is_some()),
        What::Struck { entry, .. } => {
            may_strike(&held.session, &held.log, (*entry, held.author))?;
            strike(work, held, *entry, new.happened)
        }
        What::SessionStarted { remark } => start(work, held, remark.is_some(), new.happened),
        What::SessionPaused { .. } => step(work, held, Event::Pause, new.happened),
        What::SessionResumed => step(work, held, Event::Continue, new.happened),
        What::SessionEnded => step(work, held, Event::End, new.happened),
        What::SessionEndedEarly { reason, .. } => step(
            work,
            held,
            Event::EndEarly { reason: *reason },
            new.happened,
        ),
        What::SessionNotStarted { reason, .. } => {
            let grace = settings::queries::current(work)?.lateness_grace_minutes;
            may_not_start(
                &held.session,
                &held.log,
                *reason,
                (new.happened.min(work.now()), grace),
            )?;
            let event = Event::DoNotStart { reason: *reason };
            step(work, held, event, new.happened)
        }
        What::SessionClosed {
            handed_to, apart, ..
        } => close(work, held, (*handed_to, apart), new.happened),
        What::Answered {
            heading,
            text,
            not_observed,
        } => {
            headings::answer(*heading, text.as_ref(), not_observed.as_ref())?;
            Ok((held, Vec::new()))
        }
        What::BriefRead { brief } => is_a_version(brief).map(|()| (held, Vec::new())),
        What::Note { .. } => Ok((held, Vec::new())),
        What::Incident { .. } => {
            tell(work, &held, SessionNews::Incident);
            Ok((held, Vec::new()))
        }
        What::Signed { .. } | What::Addendum { .. } => Err(Refused::field(
            "/what/type",
            "another-address",
            "A signature and an addendum have addresses of their own",
        )),
    }
}

/// Others hear of it in the same transaction.
fn tell(work: &mut Recording<'_>, held: &HeldSession, news: SessionNews) {
    let session = held.session.id;
    work.changed(Change::SessionMoved { session, news });
}

/// What follows from striking an entry out. Who did not leave is there again beside whoever came since:
/// they are judged as if they came in now.
fn strike(
    work: &mut Recording<'_>,
    held: HeldSession,
    entry: EventId,
    at: Instant,
) -> Result<(HeldSession, Vec<Found>), Refused> {
    let struck = held.log.entry(entry).map(|struck| struck.what.clone());
    match struck {
        Some(What::SessionEnded) => step(work, held, Event::Continue, at),
        Some(What::PersonLeft { person })
            if is_under_way(&held.session.stage)
                && held.log.without(entry).present().contains(&person) =>
        {
            let judged = judged_with(work, &held, person)?;
            refuse_with(judged.obstacles)?;
            Ok((held, judged.known.into_iter().map(found).collect()))
        }
        _ => Ok((held, Vec::new())),
    }
}

fn step(
    work: &mut Recording<'_>,
    held: HeldSession,
    event: Event,
    at: Instant,
) -> Result<(HeldSession, Vec<Found>), Refused> {
    if event != Event::Continue {
        not_before_the_last(&held.session.stage, at)?;
    }
    let (session, _) = take_step_at(work, &held.permit, held.session, (event, at))?;
    Ok((HeldSession { session, ..held }, Vec::new()))
}

/// Whoever writes a time down learns which other one stands against it.
fn not_before_the_last(stage: &Stage, at: Instant) -> Result<(), Refused> {
    let last = match stage {
        Stage::Open(opened) => Some(("The first arrival", opened.opened)),
        Stage::Running(running) => Some(("The start", running.started)),
        Stage::Paused(running) => {
            let paused = running.paused.unwrap_or(running.started);
            Some(("The interruption", paused))
        }
        Stage::Over(over) => Some(("The end", over.went.over_since())),
        _ => None,
    };
    match last {
        Some((what, earlier)) if at < earlier => {
            let time = earlier.london_time();
            let words = format!("{what} was recorded at {time}: give that time or a later one");
            Err(Refused::field("/happened_at", "time-backwards", words))
        }
        _ => Ok(()),
    }
}

/// Lets somebody in, if they may be there: the judge is asked again at the door.
fn arrive(
    work: &mut Recording<'_>,
    held: HeldSession,
    person: PersonId,
    at: Instant,
) -> Result<(HeldSession, Vec<Found>), Refused> {
    let judged = judged_with(work, &held, person)?;
    refuse_with(judged.obstacles)?;
    if matches!(
        held.session.stage,
        Stage::Published(_) | Stage::Confirmed(_)
    ) {
        return step(work, held, Event::Open, at);
    }
    Ok((held, judged.known.into_iter().map(found).collect()))
}

/// What stands against this person's coming in. Once the session is under way, they are judged as
/// they would have been at its start: otherwise whoever comes late comes in unjudged.
fn judged_with(
    work: &mut Recording<'_>,
    held: &HeldSession,
    person: PersonId,
) -> Result<Judgement, Refused> {
    queries::is_known(work, &held.session, person)?;
    let checks = queries::checks_with(work, &held.session, person)?;
    let law = if is_under_way(&held.session.stage) {
        queries::judged(work, &present(held, Some(person)))?
    } else {
        Judgement::default()
    };
    Ok(Judgement {
        obstacles: why_not_admitted(&held.session, person, &checks, law.obstacles),
        known: law.known,
    })
}

fn is_here(held: &HeldSession, person: PersonId) -> Result<(), Refused> {
    if held.log.present().contains(&person) {
        Ok(())
    } else {
        let words = "They have not arrived, or have left already";
        Err(Refused::field("/person", "not-here", words))
    }
}

/// Somebody is not let in: why is found here and kept, and the social worker is told.
fn turn_away(
    work: &mut Recording<'_>,
    held: HeldSession,
    person: Option<PersonId>,
    described: bool,
) -> Result<(HeldSession, Vec<Found>), Refused> {
    let reasons = match person {
        Some(person) => judged_with(work, &held, person)?.obstacles,
        None if described => vec![not_on_the_list()],
        None => {
            let words = "Choose who came, or describe them";
            return Err(Refused::field("/description", "blank", words));
        }
    };
    if reasons.is_empty() && !described {
        let words = "They are on the list: say why they were not let in";
        return Err(Refused::field("/description", "blank", words));
    }
    tell(work, &held, SessionNews::TurnedAway);
    Ok((held, reasons.into_iter().map(found).collect()))
}

fn found(reason: Reason) -> Found {
    Found {
        code: reason.code.to_owned(),
        explanation: reason.explanation,
        quote: reason.quote,
    }
}

/// Starts the session with those who are there.
fn start(
    work: &mut Recording<'_>,
    held: HeldSession,
    has_a_remark: bool,
    at: Instant,
) -> Result<(HeldSession, Vec<Found>), Refused> {
    let brief = queries::brief_of(work, &held.session)?.version()?;
    let there = present(&held, None);
    let judged = queries::judged(work, &there)?;
    may_start(Start {
        session: &held.session,
        log: &held.log,
        starter: held.author,
        brief: &brief,
        obstacles: judged.obstacles,
    })?;
    let known = judged.known.into_iter().map(found).collect();
    let (held, _) = step(work, held, Event::Start, at)?;
    if starts_late(held.session.slot(), at) && !has_a_remark {
        let words = "Say why it starts so long after its time";
        return Err(Refused::field("/remark", "blank", words));
    }
    Ok((held, known))
}

/// The session as it is at the door: with those of its people who are there, and who joins them.
fn present(held: &HeldSession, joining: Option<PersonId>) -> Session {
    let mut there = held.log.present();
    there.extend(joining);
    let mut session = held.session.clone();
    session.children.retain(|child| there.contains(child));
    session.visitors.retain(|visitor| there.contains(visitor));
    session
}

fn close(
    work: &mut Recording<'_>,
    held: HeldSession,
    said: (Option<HandedTo>, &[HandedChild]),
    at: Instant,
) -> Result<(HeldSession, Vec<Found>), Refused> {
    let came = held.log.children_who_came(&held.session);
    let takers = queries::who_may_take(work, &held.session)?;
    let handed = handed(&came, &takers, said)?;
    // A household or a firm may be called something else in ten years: the words stay.
    let told = handed.iter().map(|taker| Found {
        code: "handed-to".to_owned(),
        explanation: taker.words.clone(),
        quote: None,
    });
    let told = told.collect();
    let last = handed.last();
    let handover = last.map(|taker| Handover { to: taker.to, at });
    let (held, _) = step(work, held, Event::Close { handover }, at)?;
    Ok((held, told))
}

fn is_a_version(brief: &str) -> Result<(), Refused> {
    let hexadecimal = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    if brief.len() == 64 && brief.bytes().all(hexadecimal) {
        Ok(())
    } else {
        let words = "Give the version that the brief shows";
        Err(Refused::field("/what/brief", "bad-format", words))
    }
}
