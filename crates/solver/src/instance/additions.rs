//! What the additions to the format may not be.

use super::faults::{
    Checked, DAY_MIN, MOST_PER_SESSION, MOST_WEIGHT, distinct, each, indices, require, span, spans,
};
use super::{DaySpan, Instance, Moment, Rounds, Session, circles};
use std::collections::{HashMap, HashSet};

pub(super) fn check(i: &Instance) -> Checked {
    if let Some(rest) = &i.rest {
        let fits = rest.between_days_min <= DAY_MIN;
        require(fits, "/rest/between_days_min", "is longer than a day")?;
    }
    if let Some(breaks) = &i.breaks {
        require(
            breaks.after_min <= DAY_MIN,
            "/breaks/after_min",
            "is longer than a day",
        )?;
        require(
            breaks.length_min <= DAY_MIN,
            "/breaks/length_min",
            "is longer than a day",
        )?;
    }
    if let Some(ways) = &i.rounds {
        rounds(i, ways)?;
    }
    if let Some(now) = i.now {
        moment(i, now, "/now")?;
    }
    tiers(i)?;
    distinct(
        "/resources",
        i.resources.iter().map(|resource| &resource.id),
    )?;
    each("/resources", &i.resources, |resource| {
        let times = [
            ("/before_min", resource.before_min),
            ("/after_min", resource.after_min),
        ];
        for (pointer, time) in times {
            require(time <= DAY_MIN / 2, pointer, "is longer than half a day")?;
        }
        spans(i, &resource.days, "/days")
    })?;
    each("/follows", &i.follows, |follow| {
        let sessions = [("/first", follow.first), ("/then", follow.then)];
        for (pointer, session) in sessions {
            require(session < i.sessions.len(), pointer, "is no session")?;
        }
        require(follow.first != follow.then, "/then", "is the first one")?;
        let ordered = follow.from_min <= follow.to_min;
        require(ordered, "/to_min", "is less than from_min")?;
        require(follow.to_min <= DAY_MIN, "/to_min", "is longer than a day")
    })?;
    if let Some(index) = circles::in_a_circle(i.sessions.len(), &i.follows) {
        let pointer = format!("/follows/{index}");
        require(
            false,
            &pointer,
            "lets sessions begin after themselves, round in a circle",
        )?;
    }
    apart(i)
}

/// Those who must not meet share no session.
fn apart(i: &Instance) -> Checked {
    let mut attended: HashMap<usize, HashSet<usize>> = HashMap::new();
    for (index, session) in i.sessions.iter().enumerate() {
        for &person in &session.persons {
            attended.entry(person).or_default().insert(index);
        }
    }
    each("/apart", &i.apart, |apart| {
        let two = apart.persons.0 != apart.persons.1;
        require(two, "/persons", "names one person twice")?;
        let [one, other] = [apart.persons.0, apart.persons.1].map(|person| attended.get(&person));
        let meet = one
            .zip(other)
            .is_some_and(|(one, other)| !one.is_disjoint(other));
        require(!meet, "/persons", "must not meet, but share a session")?;
        require(
            apart.buffer_min <= DAY_MIN,
            "/buffer_min",
            "is longer than a day",
        )
    })
}

fn rounds(i: &Instance, ways: &Rounds) -> Checked {
    let venues = i.venues.len();
    require(ways.from < venues, "/rounds/from", "is no venue")?;
    let square = ways.cost.len() == venues && ways.cost.iter().all(|row| row.len() == venues);
    require(
        square,
        "/rounds/cost",
        "does not have a row and a column per venue",
    )?;
    for (from, row) in ways.cost.iter().enumerate() {
        for (to, &direct) in row.iter().enumerate() {
            let at = format!("/rounds/cost/{from}/{to}");
            require(
                (0..=MOST_WEIGHT).contains(&direct),
                &at,
                "is not between 0 and 1,000,000,000",
            )?;
            require(
                from != to || direct == 0,
                &at,
                "is not 0, though nobody moves",
            )?;
        }
    }
    Ok(())
}

fn tiers(i: &Instance) -> Checked {
    let tiers = &i.weights.tiers;
    let mut seen = HashSet::new();
    each("/weights/tiers", tiers, |tier| {
        require(!tier.is_empty(), "", "names no part")
    })?;
    for (index, tier) in tiers.iter().enumerate() {
        for (at, part) in tier.iter().enumerate() {
            let pointer = format!("/weights/tiers/{index}/{at}");
            require(seen.insert(*part), &pointer, "is named twice")?;
        }
    }
    let reason = "make costs beyond measure: fewer tiers, or smaller weights in each, would not";
    require(i.factors().is_some(), "/weights/tiers", reason)
}

pub(super) fn session(i: &Instance, s: &Session) -> Checked {
    let minute = s.latest_start.is_none_or(|minute| minute < DAY_MIN);
    require(minute, "/latest_start", "is no minute of a day")?;
    let short = s.write_up_min <= DAY_MIN / 2;
    require(short, "/write_up_min", "is longer than half a day")?;
    let seats = s.seats.is_empty() || s.seats.len() == s.supervisors;
    require(seats, "/seats", "does not have one entry per supervisor")?;
    let resources = i.resources.len();
    indices(&s.resources, resources, "/resources", "is no resource")
}

/// A minute of one of the days; midnight at its end is one, too.
pub(super) fn moment(i: &Instance, (day, minute): Moment, pointer: &str) -> Checked {
    require(day < i.days.len(), &format!("{pointer}/0"), "is no day")?;
    let within = minute <= DAY_MIN;
    require(within, &format!("{pointer}/1"), "is no minute of a day")
}

/// Spans of days in which somebody or something is not there.
pub(super) fn absences(i: &Instance, spans: &[DaySpan], pointer: &str) -> Checked {
    let few = spans.len() <= MOST_PER_SESSION;
    require(few, pointer, "has too many entries")?;
    each(pointer, spans, |&(day, from, to)| {
        require(day < i.days.len(), "/0", "is no day")?;
        span((from, to), "")
    })
}
