//! The week after an event, as an instance of its own.

use super::event::{Absence, Addition, Closure, Event, FORMAT, Happening};
use crate::instance::{Case, DaySpan, Fault, Instance, Moment, Place, Session};
use crate::rules::stay;

type Applied = Result<(), Fault>;

const DAY_MIN: usize = 1440;

impl Event {
    /// The week after the event: what people were told is still `published` there, `now` is the
    /// present, and what happened stands in `away`, `closed`, `cancelled`, the session or the case.
    /// What has started is finished first: a supervisor is away, and a room closed, only from the
    /// end of the last started session there.
    ///
    /// # Errors
    /// What does not fit the week, and the JSON pointer to it in the event.
    pub fn apply(&self, week: &Instance) -> Result<Instance, Fault> {
        require(self.format == FORMAT, "/format", "is not rota-event/1")?;
        moment(week, self.now, "/now")?;
        let later = week.now.is_none_or(|before| before <= self.now);
        require(later, "/now", "lies before the present of the week")?;
        let mut after = week.clone();
        after.now = Some(self.now);
        match &self.event {
            Happening::SupervisorAway(absence) => away(&mut after, absence)?,
            Happening::RoomClosed(closure) => close(&mut after, closure)?,
            Happening::SessionAdded(addition) => add(&mut after, addition)?,
            Happening::SessionCancelled(cancelled) => {
                let pointer = "/event/session-cancelled/session";
                let index = to_come(&after, &cancelled.session, pointer)?;
                after.sessions[index].cancelled = true;
            }
            Happening::SessionChanged(changed) => change(&mut after, changed)?,
            Happening::CaseChanged(case) => limit(&mut after, case)?,
        }
        self.fault(&after).map_or(Ok(after), Err)
    }

    /// The first fault of the week after the event, told as one of the event.
    fn fault(&self, after: &Instance) -> Option<Fault> {
        let fault = after.fault()?;
        let name = match &self.event {
            Happening::SupervisorAway(_) => "supervisor-away",
            Happening::RoomClosed(_) => "room-closed",
            Happening::SessionAdded(_) => "session-added",
            Happening::SessionCancelled(_) => "session-cancelled",
            Happening::SessionChanged(_) => "session-changed",
            Happening::CaseChanged(_) => "case-changed",
        };
        let session = after
            .sessions
            .iter()
            .rposition(|session| self.names(session));
        let case = match &self.event {
            Happening::SessionAdded(added) => Some(&added.case.id),
            Happening::CaseChanged(case) => Some(&case.id),
            _ => None,
        };
        let case = after.cases.iter().position(|known| Some(&known.id) == case);
        let (session_at, case_at) = match &self.event {
            Happening::SessionAdded(_) => ("/session", "/case"),
            _ => ("", ""),
        };
        let inside = |list: &str, index: Option<usize>| {
            let rest = fault.pointer.strip_prefix(&format!("/{list}/{}", index?))?;
            (rest.is_empty() || rest.starts_with('/')).then_some(rest)
        };
        let session = session.filter(|_| !matches!(self.event, Happening::CaseChanged(_)));
        let within = inside("sessions", session)
            .map(|rest| format!("{session_at}{rest}"))
            .or_else(|| inside("cases", case).map(|rest| format!("{case_at}{rest}")));
        let pointer = format!("/event/{name}{}", within.unwrap_or_default());
        Some(Fault::new(pointer, fault.reason))
    }
}

fn require(holds: bool, pointer: &str, reason: &str) -> Applied {
    if holds {
        Ok(())
    } else {
        Err(Fault::new(pointer, reason))
    }
}

fn moment(week: &Instance, (day, minute): Moment, pointer: &str) -> Applied {
    require(day < week.days.len(), &format!("{pointer}/0"), "is no day")?;
    let within = minute <= DAY_MIN;
    require(within, &format!("{pointer}/1"), "is no minute of a day")
}

/// The days of a span, each with its minutes.
fn days(week: &Instance, from: Moment, to: Moment, event: &str) -> Result<Vec<DaySpan>, Fault> {
    moment(week, from, &format!("{event}/from"))?;
    moment(week, to, &format!("{event}/to"))?;
    require(from < to, &format!("{event}/to"), "is not after from")?;
    let days = (from.0..=to.0).map(|day| {
        let begins = if day == from.0 { from.1 } else { 0 };
        let ends = if day == to.0 { to.1 } else { DAY_MIN };
        (day, begins, ends)
    });
    Ok(days.filter(|(_, begins, ends)| begins < ends).collect())
}

/// The spans once what has started is finished: `busy` says from when to when a session needs the
/// supervisor or the room.
fn finished(
    week: &Instance,
    spans: Vec<DaySpan>,
    busy: impl Fn(&Session, &Place) -> Option<(usize, usize)>,
) -> Vec<DaySpan> {
    let started = week
        .sessions
        .iter()
        .filter(|session| stay::has_started(week, session));
    let started: Vec<DaySpan> = started
        .filter_map(|session| {
            let place = session.published.as_ref()?;
            let (from, to) = busy(session, place)?;
            Some((place.day, from, to))
        })
        .collect();
    let shorter = spans.into_iter().map(|(day, from, to)| {
        let meeting = started
            .iter()
            .filter(|busy| busy.0 == day && busy.1 < to && from < busy.2);
        let over = meeting.map(|busy| busy.2).max().unwrap_or(from);
        (day, over.max(from), to)
    });
    shorter.filter(|(_, from, to)| from < to).collect()
}

fn away(week: &mut Instance, absence: &Absence) -> Applied {
    let event = "/event/supervisor-away";
    let known = absence.supervisor < week.supervisors.len();
    require(known, &format!("{event}/supervisor"), "is no supervisor")?;
    let spans = days(week, absence.from, absence.to, event)?;
    let spans = finished(week, spans, |session, place| {
        let there = place.supervisors.contains(&absence.supervisor);
        let end = place.start + session.duration_min + session.after_min;
        there.then_some((place.start.saturating_sub(session.before_min), end))
    });
    week.supervisors[absence.supervisor].away.extend(spans);
    Ok(())
}

fn close(week: &mut Instance, closure: &Closure) -> Applied {
    let event = "/event/room-closed";
    let Some(venue) = week.venues.get(closure.venue) else {
        return Err(Fault::new(format!("{event}/venue"), "is no venue"));
    };
    let all = 0..venue.rooms.len();
    let rooms = match closure.room {
        Some(room) => {
            let pointer = format!("{event}/room");
            require(all.contains(&room), &pointer, "is no room of its venue")?;
            room..room + 1
        }
        None => all,
    };
    let spans = days(week, closure.from, closure.to, event)?;
    for room in rooms {
        let spans = finished(week, spans.clone(), |session, place| {
            let there = (place.venue, place.room) == (closure.venue, room);
            there.then_some((place.start, place.start + session.duration_min))
        });
        week.venues[closure.venue].rooms[room].closed.extend(spans);
    }
    Ok(())
}

/// The index of a session that has not started.
fn to_come(week: &Instance, id: &str, pointer: &str) -> Result<usize, Fault> {
    let index = week.sessions.iter().position(|session| session.id == id);
    let Some(index) = index else {
        return Err(Fault::new(pointer, "is no session"));
    };
    let started = stay::has_started(week, &week.sessions[index]);
    require(!started, pointer, "has started")?;
    let cancelled = week.sessions[index].cancelled;
    require(!cancelled, pointer, "is cancelled")?;
    Ok(index)
}

/// What the published rota says of a session is no matter of the event.
fn silent(session: &Session, pointer: &str) -> Applied {
    let told = [
        ("published", session.published.is_some()),
        ("pinned", session.pinned),
        ("cancelled", session.cancelled),
    ];
    told.iter().try_for_each(|(field, set)| {
        let pointer = format!("{pointer}/{field}");
        require(!set, &pointer, "is a matter of the week, not of the event")
    })
}

fn add(week: &mut Instance, addition: &Addition) -> Applied {
    silent(&addition.session, "/event/session-added/session")?;
    week.sessions.push((*addition.session).clone());
    let known = week
        .cases
        .iter()
        .position(|case| case.id == addition.case.id);
    match known {
        Some(index) => week.cases[index] = addition.case.clone(),
        None => week.cases.push(addition.case.clone()),
    }
    let case = "/event/session-added/case";
    held_within(week, &addition.case, case)
}

fn change(week: &mut Instance, changed: &Session) -> Applied {
    let event = "/event/session-changed";
    let index = to_come(week, &changed.id, &format!("{event}/id"))?;
    silent(changed, event)?;
    let before = &mut week.sessions[index];
    let same = before.case == changed.case;
    require(same, &format!("{event}/case"), "is not the case it had")?;
    *before = Session {
        published: before.published.take(),
        pinned: before.pinned,
        ..changed.clone()
    };
    Ok(())
}

fn limit(week: &mut Instance, case: &Case) -> Applied {
    let event = "/event/case-changed";
    let known = week.cases.iter().position(|known| known.id == case.id);
    let Some(index) = known else {
        return Err(Fault::new(format!("{event}/id"), "is no case"));
    };
    let same = week.cases[index].sessions == case.sessions;
    let pointer = format!("{event}/sessions");
    require(same, &pointer, "are not the sessions it had")?;
    week.cases[index] = case.clone();
    held_within(week, case, event)
}

/// What has started or is pinned stays, so a case cannot ask for less or for other days.
fn held_within(week: &Instance, case: &Case, pointer: &str) -> Applied {
    let sessions = week.sessions.iter().filter(|session| {
        session.case == case.id && stay::binds(week, session) && !session.cancelled
    });
    let published = sessions.filter_map(|session| session.published.as_ref());
    let mut held: Vec<usize> = published.map(|place| place.day).collect();
    held.sort_unstable();
    let few = held.len() <= case.max_per_week;
    let reason = "is less than sessions of it that stay";
    require(few, &format!("{pointer}/max_per_week"), reason)?;
    let far = held
        .windows(2)
        .all(|pair| pair[1] - pair[0] >= case.min_gap_days);
    let reason = "is more than lies between sessions of it that stay";
    require(far, &format!("{pointer}/min_gap_days"), reason)
}
