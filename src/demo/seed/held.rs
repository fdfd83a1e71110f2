//! How the sessions of a week went: held and recorded, missed, or called off before.

use std::collections::BTreeSet;

use kernel::{
    id::PersonId,
    refusal::Refused,
    time::{Clock, Instant},
};
use law::{
    access::{Actor, act},
    session::{EarlyEnd, HandedTo, NotHeld},
};

use super::{
    Seed,
    referrals::Arranged,
    users::wrong_text,
    weeks::{Season, published},
    words,
};
use crate::{
    demo::dice::Dice,
    observations::{
        EndDecider, HandedChild, NewEntry, NoteKind, Source, What, WrittenWhen,
        commands::{answer, sign},
        queries::{brief_of, who_may_take},
        rules::headings::needed,
    },
    sessions::{Session, commands::cancel},
    storage::{Reads, Work},
};

/// Minutes from the end of a session until the child has gone home.
const HOMEWARD: i64 = 6;

/// How a session went.
#[derive(Debug, Clone, Copy)]
enum Turn {
    /// It was held; so many minutes late.
    Held(i64),
    /// The parent left before its end.
    Early,
    /// The family did not attend.
    Absent,
    /// The child did not want to, at the door.
    Unwilling,
    /// It was called off the day before.
    CalledOff(NotHeld),
}

impl Turn {
    fn drawn(dice: &mut Dice, unreliable: bool) -> Self {
        let chance = dice.below(100);
        if unreliable && chance < 45 {
            return Self::Absent;
        }
        match dice.below(100) {
            0..=1 => Self::CalledOff(NotHeld::VisitorUnwell),
            2..=3 => Self::CalledOff(NotHeld::VisitorWork),
            4..=5 => Self::CalledOff(NotHeld::ChildUnwell),
            6..=7 => Self::CalledOff(NotHeld::StaffSickness),
            8 => Self::CalledOff(NotHeld::NoStaff),
            9 => Self::CalledOff(NotHeld::AuthorityDecision),
            10 => Self::Unwilling,
            11 => Self::Early,
            12..=22 => Self::Held(dice.between(3, 12)),
            _ => Self::Held(0),
        }
    }

    /// When somebody writes down how it went.
    fn told_at(self, session: &Session) -> Instant {
        let slot = session.slot();
        match self {
            Self::CalledOff(_) => slot.starts().plus_minutes(-22 * 60),
            Self::Absent | Self::Unwilling => slot.starts().plus_minutes(24),
            Self::Early => slot.ends().plus_minutes(HOMEWARD - 20),
            Self::Held(_) => slot.ends().plus_minutes(HOMEWARD),
        }
    }
}

/// Lets the sessions of a week go as they went, as far as they are over when the demo opens.
pub(super) fn sessions(
    seed: &mut Seed<'_>,
    season: &Season<'_>,
    week: kernel::time::Week,
) -> Result<(), Refused> {
    let mut all = Vec::new();
    for session in published(seed, week)? {
        let arranged = season
            .arranged
            .iter()
            .find(|one| one.plan.id == session.plan);
        let Some(arranged) = arranged else {
            continue;
        };
        let turn = Turn::drawn(&mut seed.dice, arranged.known.family.unreliable);
        let at = turn.told_at(&session);
        let is_over = session.slot().ends().plus_minutes(HOMEWARD) <= seed.opens;
        if is_over && at > seed.clock.now() {
            all.push((at, session, turn, arranged));
        }
    }
    all.sort_by_key(|(at, session, ..)| (*at, session.id));
    for (at, session, turn, arranged) in all {
        seed.clock.set(at);
        match turn {
            Turn::CalledOff(reason) => call_off(seed, season, &session, reason)?,
            _ => record(seed, season, (&session, arranged), turn)?,
        }
    }
    Ok(())
}

fn call_off(
    seed: &Seed<'_>,
    season: &Season<'_>,
    session: &Session,
    reason: NotHeld,
) -> Result<(), Refused> {
    let coordinator = season.staff.actor("asha.kaur")?;
    let at = (session.id, session.version);
    seed.tries::<act::CancelSession, _>(&coordinator, |work| cancel(work, at, reason, None))?;
    // Whoever would have come hears of it then, not when the next week is told.
    seed.app.deliver_notices().map(|_| ())
}

/// What a supervisor does with a tablet, from the brief to the signature.
fn record(
    seed: &mut Seed<'_>,
    season: &Season<'_>,
    (session, arranged): (&Session, &Arranged<'_>),
    turn: Turn,
) -> Result<(), Refused> {
    let Some(supervisor) = session.supervisors.first() else {
        return Ok(());
    };
    let account = season.diary.account(*supervisor)?;
    let supervisor = season.staff.actor_of(account)?;
    let arrivals = arrivals(session, turn)?;
    let came = seed.tries::<act::RecordSession, _>(&supervisor, |work| {
        let brief = brief_of(work, session)?.version()?;
        let read = (
            session.slot().starts().plus_minutes(-25),
            What::BriefRead { brief },
        );
        let all = entries(work, [read].into_iter().chain(arrivals.clone()))?;
        answer(work, session.id, &all)
    })?;
    let course = course(&mut seed.dice, (session, arranged), turn)?;
    let went = seed.tries::<act::RecordSession, _>(&supervisor, |work| {
        let mut all = entries(work, course.clone())?;
        let closed = who_takes(work, session)?;
        all.extend(entries(work, [(turn.told_at(session), closed)])?);
        answer(work, session.id, &all)
    })?;
    let (Some(came), Some(went)) = (came, went) else {
        return Ok(());
    };
    let version = i64::try_from(came.len() + went.len()).unwrap_or_default();
    signed(seed, &supervisor, (session, version))
}

/// Each child goes home, and those of one home together.
fn who_takes(work: &mut Work<'_, act::RecordSession>, session: &Session) -> Result<What, Refused> {
    let takers = who_may_take(work, session)?;
    let of = |child: PersonId| {
        let first = takers.iter().find(|taker| taker.may_take(child));
        first.map_or(HandedTo::SocialWorker, |taker| taker.to)
    };
    let homes: BTreeSet<HandedTo> = session.children.iter().map(|child| of(*child)).collect();
    let mut children = session.children.iter();
    let handed_to = children.next().map(|child| of(*child));
    let apart = session.children.iter().map(|child| HandedChild {
        child: *child,
        to: of(*child),
        name: None,
    });
    let (handed_to, apart) = if homes.len() > 1 {
        (None, apart.collect())
    } else {
        (handed_to, Vec::new())
    };
    Ok(What::SessionClosed {
        handed_to,
        name: None,
        apart,
    })
}

type Happened = (Instant, What);

fn entries(
    work: &mut Work<'_, act::RecordSession>,
    all: impl IntoIterator<Item = Happened>,
) -> Result<Vec<NewEntry>, Refused> {
    let entry = |(happened, what)| {
        Ok(NewEntry {
            id: work.mint()?,
            happened,
            written: happened,
            what,
        })
    };
    all.into_iter().map(entry).collect()
}

/// Who comes through the door.
fn arrivals(session: &Session, turn: Turn) -> Result<Vec<Happened>, Refused> {
    let starts = session.slot().starts();
    let arrived = |minutes: i64, person, reason| {
        let what = What::PersonArrived { person, reason };
        (starts.plus_minutes(minutes), what)
    };
    let children = session.children.iter();
    let mut all: Vec<Happened> = children.map(|child| arrived(-4, *child, None)).collect();
    let late = match turn {
        Turn::Absent => return Ok(all),
        Turn::Held(late) => late,
        _ => 0,
    };
    let reason = if late > 0 {
        Some("The bus was late.".parse().map_err(wrong_text)?)
    } else {
        None
    };
    let after = if late > 0 { late } else { -2 };
    let family = session.visitors.iter();
    all.extend(family.map(|person| arrived(after, *person, reason.clone())));
    Ok(all)
}

/// What happened after that.
fn course(
    dice: &mut Dice,
    (session, arranged): (&Session, &Arranged<'_>),
    turn: Turn,
) -> Result<Vec<Happened>, Refused> {
    let slot = session.slot();
    let told = turn.told_at(session);
    let text = |words: &str| words.parse().map_err(wrong_text);
    let not_started = |reason, account: Option<&str>| -> Result<Vec<Happened>, Refused> {
        let account = account.map(text).transpose()?;
        let what = What::SessionNotStarted { reason, account };
        Ok(vec![(told.plus_minutes(-2), what)])
    };
    let late = match turn {
        Turn::Absent => return not_started(NotHeld::DidNotAttend, Some(words::WAITED)),
        Turn::Unwilling => return not_started(NotHeld::ChildDidNotWant, None),
        Turn::Held(late) => late,
        Turn::Early | Turn::CalledOff(_) => 0,
    };
    let note = What::Note {
        kind: NoteKind::Play,
        source: Source::Seen,
        text: text(words::noted(dice))?,
    };
    let mut all = vec![
        (
            slot.starts().plus_minutes(late),
            What::SessionStarted { remark: None },
        ),
        (slot.starts().plus_minutes(25), note),
    ];
    all.push(match turn {
        Turn::Early => {
            let what = What::SessionEndedEarly {
                reason: EarlyEnd::VisitorLeft,
                decided_by: EndDecider::DutyManager,
                account: text("The parent said they felt unwell and left. The duty manager was rung; the child was told with the carer on the way.")?,
            };
            (told.plus_minutes(-HOMEWARD), what)
        }
        _ => (slot.ends(), What::SessionEnded),
    });
    for heading in needed(arranged.plan.details.recording, true) {
        let what = What::Answered {
            heading,
            text: Some(text(words::observed(dice, heading))?),
            not_observed: None,
        };
        all.push((told, what));
    }
    Ok(all)
}

/// Signs the record, unless it is among those that wait for it this morning.
fn signed(
    seed: &mut Seed<'_>,
    supervisor: &Actor,
    (session, version): (&Session, i64),
) -> Result<(), Refused> {
    let closed = seed.clock.now();
    let days = closed.london_day().days_until(seed.opens.london_day());
    let waits = match days {
        0 => 100,
        1 => 40,
        4 | 5 => 6,
        _ => 0,
    };
    if seed.dice.in_hundred(waits) {
        return Ok(());
    }
    let later = seed.dice.in_hundred(12);
    let (written_when, minutes) = if later {
        (WrittenWhen::Later, 190)
    } else {
        (WrittenWhen::ImmediatelyAfter, seed.dice.between(12, 50))
    };
    let reason = if later {
        Some(words::LATER.parse().map_err(wrong_text)?)
    } else {
        None
    };
    seed.clock.set(closed.plus_minutes(minutes));
    seed.tries::<act::SignRecord, _>(supervisor, |work| {
        let now = work.now();
        let new = NewEntry {
            id: work.mint()?,
            happened: now,
            written: now,
            what: What::Signed {
                written_when,
                reason: Clone::clone(&reason),
            },
        };
        sign(work, (session.id, version), &new)
    })?;
    Ok(())
}
