//! What no instance may be: each check is a small question with its own sentence.

use super::{Case, Fault, Instance, Session, Span, Supervisor, Venue, additions, size};
use std::collections::{HashMap, HashSet};

pub(super) type Checked = Result<(), Fault>;

pub(crate) const DAY_MIN: usize = 1440;
const MOST_DAYS: usize = 31;
const MOST_VENUES: usize = 500;
const MOST_STAFF: usize = 5_000;
const MOST_SESSIONS: usize = 20_000;
pub(super) const MOST_PER_SESSION: usize = 64;
const MOST_PERSON: usize = 1_000_000;
/// So that no sum of costs runs over.
pub(super) const MOST_WEIGHT: i64 = 1_000_000_000;

/// The first fault of an instance, if it has one.
pub(super) fn find(instance: &Instance) -> Option<Fault> {
    let all = || -> Checked {
        frame(instance)?;
        travel(instance)?;
        weights(instance)?;
        each("/venues", &instance.venues, |venue| {
            check_venue(instance, venue)
        })?;
        each("/supervisors", &instance.supervisors, |supervisor| {
            check_supervisor(instance, supervisor)
        })?;
        each("/sessions", &instance.sessions, |session| {
            check_session(instance, session)
        })?;
        names(instance)?;
        each("/cases", &instance.cases, check_case)?;
        cases(instance)?;
        additions::check(instance)?;
        size::check(instance)
    };
    all().err()
}

/// Puts the index of the thing at fault in front of the pointer within it.
pub(super) fn each<T>(list: &str, things: &[T], check: impl Fn(&T) -> Checked) -> Checked {
    things.iter().enumerate().try_for_each(|(index, thing)| {
        check(thing)
            .map_err(|fault| Fault::new(format!("{list}/{index}{}", fault.pointer), fault.reason))
    })
}

pub(super) fn require(holds: bool, pointer: &str, reason: &str) -> Checked {
    if holds {
        Ok(())
    } else {
        Err(Fault::new(pointer, reason))
    }
}

fn frame(i: &Instance) -> Checked {
    require(i.format == "rota-bench/1", "/format", "is not rota-bench/1")?;
    let divides = i.slot_min > 0 && DAY_MIN.is_multiple_of(i.slot_min);
    require(divides, "/slot_min", "does not divide a day")?;
    let step = (1..=DAY_MIN).contains(&i.start_step);
    require(step, "/start_step", "is not between 1 and 1440")?;
    let lengths = [
        ("/days", i.days.len(), MOST_DAYS),
        ("/venues", i.venues.len(), MOST_VENUES),
        ("/supervisors", i.supervisors.len(), MOST_STAFF),
        ("/sessions", i.sessions.len(), MOST_SESSIONS),
        ("/cases", i.cases.len(), MOST_SESSIONS),
        ("/apart", i.apart.len(), MOST_SESSIONS),
        ("/follows", i.follows.len(), MOST_SESSIONS),
        ("/resources", i.resources.len(), MOST_VENUES),
        (
            "/transport/capacity_by_area",
            i.transport.capacity_by_area.len(),
            MOST_VENUES,
        ),
    ];
    for (pointer, length, most) in lengths {
        require(
            length <= most,
            pointer,
            &format!("has more than {most} entries"),
        )?;
    }
    require(
        i.transport.leg_min <= DAY_MIN,
        "/transport/leg_min",
        "is longer than a day",
    )
}

fn travel(i: &Instance) -> Checked {
    let venues = i.venues.len();
    let square = i.travel_min.len() == venues;
    require(square, "/travel_min", "does not have one row per venue")?;
    each("/travel_min", &i.travel_min, |row| {
        require(row.len() == venues, "", "does not have one entry per venue")
    })?;
    for (from, row) in i.travel_min.iter().enumerate() {
        let at = |to: usize| format!("/travel_min/{from}/{to}");
        require(row[from] == 0, &at(from), "is not 0, though nobody moves")?;
        for (to, &direct) in row.iter().enumerate() {
            require(direct <= DAY_MIN, &at(to), "is longer than a day")?;
            let detour =
                (0..venues).find(|&via| row[via].saturating_add(i.travel_min[via][to]) < direct);
            if let Some(via) = detour {
                let reason = format!("is longer than the way over venue {via}");
                return Err(Fault::new(at(to), reason));
            }
        }
    }
    Ok(())
}

fn weights(i: &Instance) -> Checked {
    let w = &i.weights;
    let named = [
        (
            "/weights/not_preferred_supervisor",
            w.not_preferred_supervisor,
        ),
        ("/weights/start_shift_per_slot", w.start_shift_per_slot),
        ("/weights/other_day", w.other_day),
        ("/weights/second_venue", w.second_venue),
        (
            "/weights/travel_from_base_per_min",
            w.travel_from_base_per_min,
        ),
        ("/weights/overtime_per_15min", w.overtime_per_15min),
        ("/weights/moved_session", w.moved_session),
        ("/weights/changed_supervisor", w.changed_supervisor),
        ("/weights/staff_used", w.staff_used),
        ("/weights/late_per_slot", w.late_per_slot),
        ("/weights/worst_late_per_slot", w.worst_late_per_slot),
        ("/weights/unfair_per_15min", w.unfair_per_15min),
        ("/weights/below_minimum", w.below_minimum),
        ("/weights/unwritten_per_15min", w.unwritten_per_15min),
    ];
    let fits = |weight: i64| (0..=MOST_WEIGHT).contains(&weight);
    for (pointer, weight) in named {
        require(fits(weight), pointer, "is not between 0 and 1,000,000,000")?;
    }
    each("/weights/unassigned", &w.unassigned, |weight| {
        require(fits(*weight), "", "is not between 0 and 1,000,000,000")
    })
}

pub(super) fn span((from, to): Span, pointer: &str) -> Checked {
    require(from < to, pointer, "does not end after it begins")?;
    require(to <= DAY_MIN, pointer, "ends after midnight")
}

pub(super) fn spans(i: &Instance, days: &[Option<Span>], pointer: &str) -> Checked {
    let one_each = days.len() == i.days.len();
    require(one_each, pointer, "does not have one entry per day")?;
    each(pointer, days, |day| day.map_or(Ok(()), |day| span(day, "")))
}

fn check_venue(i: &Instance, venue: &Venue) -> Checked {
    let known = venue.area < i.transport.capacity_by_area.len();
    require(known, "/area", "has no transport capacity")?;
    require(
        venue.rooms.len() <= MOST_PER_SESSION * 8,
        "/rooms",
        "has too many entries",
    )?;
    distinct("/rooms", venue.rooms.iter().map(|room| &room.id))?;
    each("/rooms", &venue.rooms, |room| {
        additions::absences(i, &room.closed, "/closed")
    })?;
    spans(i, &venue.open, "/open")
}

fn check_supervisor(i: &Instance, s: &Supervisor) -> Checked {
    require(s.base < i.venues.len(), "/base", "is no venue")?;
    indices(&s.reach, i.venues.len(), "/reach", "is no venue")?;
    let week = DAY_MIN * MOST_DAYS;
    require(
        s.contract_min <= week,
        "/contract_min",
        "is longer than a month",
    )?;
    require(
        s.overtime_max_min <= week,
        "/overtime_max_min",
        "is longer than a month",
    )?;
    require(
        s.day_max_min <= DAY_MIN,
        "/day_max_min",
        "is longer than a day",
    )?;
    require(
        s.max_sessions_day <= DAY_MIN,
        "/max_sessions_day",
        "is more than 1440",
    )?;
    let fair = s.fair_min.is_none_or(|share| share <= week);
    require(fair, "/fair_min", "is longer than a month")?;
    additions::absences(i, &s.away, "/away")?;
    spans(i, &s.days, "/days")
}

fn check_session(i: &Instance, s: &Session) -> Checked {
    let length = (i.slot_min..=DAY_MIN).contains(&s.duration_min);
    require(length, "/duration_min", "is not between a slot and a day")?;
    require(
        s.before_min <= DAY_MIN,
        "/before_min",
        "is longer than a day",
    )?;
    require(s.after_min <= DAY_MIN, "/after_min", "is longer than a day")?;
    indices(&s.persons, MOST_PERSON, "/persons", "is too large")?;
    require(
        s.windows.len() <= MOST_PER_SESSION,
        "/windows",
        "has too many entries",
    )?;
    each("/windows", &s.windows, |&(day, from, to)| {
        require(day < i.days.len(), "/0", "is no day")?;
        span((from, to), "")
    })?;
    if let Some((day, minute)) = s.preferred_start {
        require(day < i.days.len(), "/preferred_start/0", "is no day")?;
        require(
            minute < DAY_MIN,
            "/preferred_start/1",
            "is no minute of a day",
        )?;
    }
    indices(&s.venues, i.venues.len(), "/venues", "is no venue")?;
    require(!s.venues.is_empty(), "/venues", "is empty")?;
    let staff = i.supervisors.len();
    require(
        (1..=2).contains(&s.supervisors),
        "/supervisors",
        "is neither 1 nor 2",
    )?;
    indices(
        &s.preferred_supervisors,
        staff,
        "/preferred_supervisors",
        "is no supervisor",
    )?;
    indices(
        &s.forbidden_supervisors,
        staff,
        "/forbidden_supervisors",
        "is no supervisor",
    )?;
    additions::session(i, s)?;
    let priced = s.priority < i.weights.unassigned.len();
    require(priced, "/priority", "has no weight")?;
    published(i, s)
}

fn published(i: &Instance, s: &Session) -> Checked {
    let Some(place) = &s.published else {
        return require(
            !s.pinned,
            "/pinned",
            "is set, but no published place to stay at",
        );
    };
    require(place.day < i.days.len(), "/published/day", "is no day")?;
    let minute = place.start < DAY_MIN && place.start.is_multiple_of(i.slot_min);
    require(minute, "/published/start", "is not the start of a slot")?;
    let Some(venue) = i.venues.get(place.venue) else {
        return Err(Fault::new("/published/venue", "is no venue"));
    };
    require(
        place.room < venue.rooms.len(),
        "/published/room",
        "is no room of its venue",
    )?;
    let staff = i.supervisors.len();
    indices(
        &place.supervisors,
        staff,
        "/published/supervisors",
        "is no supervisor",
    )
}

/// A short list of distinct indices below `limit`.
pub(super) fn indices(list: &[usize], limit: usize, pointer: &str, reason: &str) -> Checked {
    require(list.len() <= MOST_STAFF, pointer, "has too many entries")?;
    let mut seen = HashSet::new();
    each(pointer, list, |&index| require(index < limit, "", reason))?;
    let repeated = list.iter().position(|&index| !seen.insert(index));
    repeated.map_or(Ok(()), |at| {
        Err(Fault::new(format!("{pointer}/{at}"), "is listed twice"))
    })
}

fn names(i: &Instance) -> Checked {
    distinct("/venues", i.venues.iter().map(|venue| &venue.id))?;
    distinct("/supervisors", i.supervisors.iter().map(|s| &s.id))?;
    distinct("/sessions", i.sessions.iter().map(|session| &session.id))?;
    distinct("/cases", i.cases.iter().map(|case| &case.id))
}

pub(super) fn distinct<'a>(list: &str, ids: impl Iterator<Item = &'a String>) -> Checked {
    let mut seen = HashSet::new();
    for (index, id) in ids.enumerate() {
        let pointer = format!("{list}/{index}/id");
        require(seen.insert(id), &pointer, "is the id of another one")?;
    }
    Ok(())
}

fn check_case(case: &Case) -> Checked {
    let ordered = case.min_per_week <= case.max_per_week;
    require(ordered, "/min_per_week", "is more than max_per_week")?;
    require(
        case.min_gap_days <= MOST_DAYS,
        "/min_gap_days",
        "is longer than a month",
    )
}

/// Each session is in the one case it names, and nowhere else.
fn cases(i: &Instance) -> Checked {
    let mut listed: HashMap<&str, &str> = HashMap::new();
    for (index, case) in i.cases.iter().enumerate() {
        for (at, session) in case.sessions.iter().enumerate() {
            let again = listed.insert(session, &case.id).is_some();
            let pointer = format!("/cases/{index}/sessions/{at}");
            require(!again, &pointer, "is listed twice")?;
        }
    }
    for (index, session) in i.sessions.iter().enumerate() {
        let same = listed.remove(session.id.as_str()) == Some(session.case.as_str());
        let pointer = format!("/sessions/{index}/case");
        require(same, &pointer, "is not the case that lists the session")?;
    }
    require(
        listed.is_empty(),
        "/cases",
        "lists sessions that are not there",
    )
}
