//! Publishing a week.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    change::Change,
    id::{PersonId, RotaId, SessionId},
    refusal::{Kind, Reason, Refused},
    time::Week,
};
use law::{
    access::{RecordState, act},
    session::{Event, Stage},
};

use crate::rota::{
    Edition, Life, Printed, Reading, Rota,
    queries::{self, Line, WeekView},
    rules::{Difference, Fate, read_before},
    store,
    traces::{self, Count},
};
use crate::{
    access::{Permit, Subject, queries::may},
    sessions::commands::{claims_of, take_step},
    storage::{Acts, Ahead, Claims, Done, Reads, Work},
};

/// How a publishing came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The rota.
    pub rota: Rota,
    /// Sessions that went out.
    pub sessions: usize,
    /// Sessions that stay behind until somebody decides.
    pub held: usize,
    /// Sessions without a place.
    pub not_placed: usize,
}

/// Finds out what publishing a week will bear on, before the writer is asked for: a week takes long to
/// read.
///
/// # Errors
/// When the caller may not.
pub fn ahead_of_publishing(
    reads: &mut impl Acts<Action = act::PublishRota>,
    (week, seen): (Week, i64),
) -> Result<Ahead, Refused> {
    let view = queries::week(reads, week)?;
    if view.fingerprint() != seen {
        return Ok(Ahead::Changed);
    }
    Ok(Ahead::Same {
        claims: claims(week, &view),
        version: version(view.rota.as_ref()),
    })
}

fn version(rota: Option<&Rota>) -> i64 {
    rota.map_or(0, |rota| rota.version)
}

/// Publishes a week as its publisher saw it: every session that can go out does, each on its own;
/// who is held or has no place stays behind and stops nobody. What goes out, with everybody in it, is
/// claimed, so that nothing of it changes meanwhile.
///
/// # Errors
/// `Stale` when anything differs from what was seen, so that of two who publish at once the second
/// looks again, and is told so before the week is read once more; beside each family that was not read
/// about; when nothing is to be told; when the caller may not.
pub fn publish(
    work: &mut Work<'_, act::PublishRota>,
    (week, seen): (Week, i64),
    readings: &[Reading],
    ahead: &Ahead,
) -> Result<Done<Published>, Refused> {
    let Ahead::Same {
        claims,
        version: before,
    } = ahead
    else {
        return Err(Refused::Stale);
    };
    let new: RotaId = work.mint()?;
    work.claim(claims.clone().and(new))?;
    if version(store::rota(work, week)?.as_ref()) != *before {
        return Err(Refused::Stale);
    }
    #[cfg(feature = "faults")]
    crate::storage::faults::READ_WHILE_WRITING.count();
    let view = queries::week(work, week)?;
    if view.fingerprint() != seen {
        return Err(Refused::Stale);
    }
    read_before(&view.concerns(), readings)?;
    if view.going().next().is_none() {
        return Err(nothing_to_tell());
    }
    let (rota, permit) = next_edition(work, new, &view)?;
    let permits = permits(work, &view)?;
    let mut prints = Vec::new();
    for (line, difference) in view.going() {
        let permit = permits
            .get(&line.state)
            .ok_or_else(|| Refused::broken("publishing a session without a permit"))?;
        prints.push(goes_out(work, permit, &rota, (line, difference))?);
    }
    let edition = Edition {
        number: rota.published,
        by: work.actor().user().ok_or(Refused::Hidden)?,
        at: work.now(),
    };
    store::insert_edition(work, &permit, (rota.id, &edition), &prints, readings)?;
    let mut below: BTreeMap<PersonId, bool> = BTreeMap::new();
    for minimum in view.due() {
        *below.entry(minimum.child).or_default() |= minimum.source.is_ordered();
    }
    for (child, ordered) in below {
        let monday = week.monday();
        work.changed(Change::BelowMinimum {
            child,
            monday,
            ordered,
        });
    }
    Ok(done(work, &view, rota, (&prints, readings)))
}

fn done(
    work: &mut Work<'_, act::PublishRota>,
    view: &WeekView,
    rota: Rota,
    (prints, readings): (&[Printed], &[Reading]),
) -> Done<Published> {
    let held = view
        .lines
        .iter()
        .filter(|line| matches!(line.fate, Fate::Held(_)));
    let held: Vec<SessionId> = held.map(|line| line.session.id).collect();
    let count = Count {
        edition: rota.published,
        changed: prints.len(),
        not_placed: view.unplaced.iter().map(|one| one.missing).sum(),
    };
    let read: Vec<String> = readings
        .iter()
        .map(|reading| reading.concern.to_string())
        .collect();
    let children: BTreeSet<PersonId> = prints
        .iter()
        .flat_map(|printed| printed.print.children.iter().copied())
        .collect();
    let fact = traces::published(rota.id, count, &read, (&held, children));
    let published = Published {
        rota,
        sessions: count.changed,
        held: held.len(),
        not_placed: count.not_placed,
    };
    work.done(fact, published)
}

/// The week, and everybody and everything in what goes out.
fn claims(week: Week, view: &WeekView) -> Claims {
    let own = Claims::new().and_name(&format!("rota {}", week.monday()));
    let own = match &view.rota {
        Some(rota) => own.and(rota.id),
        None => own,
    };
    view.going().fold(own, |claims, (line, _)| {
        claims.with(claims_of(&line.session))
    })
}

fn nothing_to_tell() -> Refused {
    let words = "There is nothing to publish: people know this week as it is.";
    Refused::because(Kind::WrongState, Reason::new("nothing-to-publish", words))
}

/// The rota with its next edition, and the permit to write it.
fn next_edition(
    work: &mut Work<'_, act::PublishRota>,
    new: RotaId,
    view: &WeekView,
) -> Result<(Rota, Permit<act::PublishRota>), Refused> {
    let after = match &view.rota {
        None => Rota {
            id: new,
            week: view.week,
            published: 1,
            version: 1,
        },
        Some(before) => Rota {
            published: before.published.saturating_add(1),
            version: before.version + 1,
            ..before.clone()
        },
    };
    let permit = may(work, &Subject::new_record().covering(after.id))?;
    match &view.rota {
        None => store::insert_rota(work, &permit, &after)?,
        Some(before) => store::update_rota(work, &permit, before, after.published)?,
    }
    Ok((after, permit))
}

/// A permit for the sessions of each state of their children's records, asked for all of them at
/// once.
fn permits(
    work: &mut Work<'_, act::PublishRota>,
    view: &WeekView,
) -> Result<BTreeMap<RecordState, Permit<act::PublishRota>>, Refused> {
    let mut subjects: BTreeMap<RecordState, Subject> = BTreeMap::new();
    for (line, _) in view.going() {
        let session = &line.session;
        let first = session.children.first().copied().ok_or(Refused::Hidden)?;
        let through = session.children.iter().copied();
        let one = Subject::person(first, through, line.state).covering(session.id);
        let so_far = subjects.remove(&line.state);
        subjects.insert(line.state, so_far.map_or(one.clone(), |all| all.and(one)));
    }
    subjects
        .into_iter()
        .map(|(state, subject)| Ok((state, may(work, &subject)?)))
        .collect()
}

/// One session goes out: a planned one takes its step; of the others people have heard already, and
/// it is only written down.
fn goes_out(
    work: &mut Work<'_, act::PublishRota>,
    permit: &Permit<act::PublishRota>,
    rota: &Rota,
    (line, difference): (&Line, &Difference),
) -> Result<Printed, Refused> {
    if matches!(line.session.stage, Stage::Planned(_)) && difference.is_coming() {
        let event = Event::Publish {
            rota: rota.id,
            version: rota.published,
        };
        take_step(work, permit, line.session.clone(), event)?;
    }
    let left = matches!(difference, Difference::LeftWeek { .. });
    Ok(Printed {
        session: line.session.id,
        life: if left { Life::CalledOff } else { line.life() },
        print: line.print.clone(),
        edition: rota.published,
    })
}
