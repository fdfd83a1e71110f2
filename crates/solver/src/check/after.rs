//! The week after an event, worked out from what the format says and from nothing that the repair
//! does: the judge's own account of what happened.

use crate::instance::{Case, Instance, Moment, Place, Session};
use crate::repair::{Closure, Event, Happening};

/// The week after the event, or what about the event makes no sense.
pub(super) fn after(week: &Instance, event: &Event) -> Result<Instance, &'static str> {
    if week.now.is_some_and(|before| event.now < before) {
        return Err("lies before the present of the week");
    }
    let mut week = Instance {
        now: Some(event.now),
        ..week.clone()
    };
    match &event.event {
        Happening::SupervisorAway(absence) => {
            let spans = spans(&week, absence.from, absence.to, |session, place| {
                let end = place.start + session.duration_min + session.after_min;
                let begin = place.start.saturating_sub(session.before_min);
                let theirs = place.supervisors.contains(&absence.supervisor);
                (theirs, begin, end)
            });
            let who = week.supervisors.get_mut(absence.supervisor);
            who.ok_or("names no supervisor")?.away.extend(spans);
        }
        Happening::RoomClosed(closure) => close(&mut week, closure)?,
        Happening::SessionAdded(added) => {
            is_silent(&added.session)?;
            week.sessions.push((*added.session).clone());
            put(&mut week.cases, &added.case);
        }
        Happening::SessionCancelled(cancelled) => {
            to_come(&mut week, &cancelled.session)?.cancelled = true;
        }
        Happening::SessionChanged(changed) => {
            is_silent(changed)?;
            let named = to_come(&mut week, &changed.id)?;
            if named.case != changed.case {
                return Err("changes the case of a session");
            }
            let (published, pinned) = (named.published.clone(), named.pinned);
            *named = (**changed).clone();
            (named.published, named.pinned) = (published, pinned);
        }
        Happening::CaseChanged(changed) => {
            let mut cases = week.cases.iter_mut();
            let named = cases.find(|case| case.id == changed.id);
            let named = named.ok_or("names no case")?;
            if named.sessions != changed.sessions {
                return Err("changes the sessions of a case");
            }
            *named = changed.clone();
        }
    }
    match week.fault() {
        Some(_) => Err("makes a week that cannot be"),
        None => Ok(week),
    }
}

/// A room, or each of a venue, is closed for a while.
fn close(week: &mut Instance, closure: &Closure) -> Result<(), &'static str> {
    let venue = week.venues.get(closure.venue).ok_or("names no venue")?;
    let all: Vec<usize> = (0..venue.rooms.len()).collect();
    for room in closure.room.map_or(all, |room| vec![room]) {
        let spans = spans(week, closure.from, closure.to, |session, place| {
            let here = place.venue == closure.venue && place.room == room;
            (here, place.start, place.start + session.duration_min)
        });
        let rooms = &mut week.venues[closure.venue].rooms;
        let room = rooms.get_mut(room).ok_or("names no room")?;
        room.closed.extend(spans);
    }
    Ok(())
}

/// The session of this name, which has not started and is to be held.
fn to_come<'w>(week: &'w mut Instance, id: &str) -> Result<&'w mut Session, &'static str> {
    let now = week.now;
    let mut sessions = week.sessions.iter_mut();
    let named = sessions.find(|session| session.id == id);
    let named = named.ok_or("names no session")?;
    let begun = |place: &Place| now.is_some_and(|now| (place.day, place.start) <= now);
    if named.published.as_ref().is_some_and(begun) {
        return Err("is about a session that has started");
    }
    if named.cancelled {
        return Err("is about a session that is cancelled");
    }
    Ok(named)
}

/// What people were told, and whether a session is pinned or cancelled, is no matter of an event.
fn is_silent(session: &Session) -> Result<(), &'static str> {
    let told = session.published.is_some() || session.pinned || session.cancelled;
    if told {
        return Err("says what is a matter of the week");
    }
    Ok(())
}

/// The case as it is now, in the place that it had.
fn put(cases: &mut Vec<Case>, case: &Case) {
    match cases.iter_mut().find(|known| known.id == case.id) {
        Some(known) => known.clone_from(case),
        None => cases.push(case.clone()),
    }
}

/// The days from one moment to another, without what sessions that have started still need: `need`
/// says whether a session needs it, and from when to when.
fn spans(
    week: &Instance,
    from: Moment,
    to: Moment,
    need: impl Fn(&Session, &Place) -> (bool, usize, usize),
) -> Vec<(usize, usize, usize)> {
    let mut spans = Vec::new();
    for day in 0..week.days.len() {
        let mut begin = if day == from.0 { from.1 } else { 0 };
        let end = if day == to.0 { to.1 } else { 1440 };
        let earliest = begin;
        for session in &week.sessions {
            let Some(place) = &session.published else {
                continue;
            };
            let started = week.now.is_some_and(|now| (place.day, place.start) <= now);
            let (needs, since, until) = need(session, place);
            if started && needs && place.day == day && since < end && earliest < until {
                begin = begin.max(until);
            }
        }
        if (from.0..=to.0).contains(&day) && begin < end {
            spans.push((day, begin, end));
        }
    }
    spans
}
