//! What the additions to the format may not be.

use super::faults::{Checked, DAY_MIN, MOST_PER_SESSION, each, require, span};
use super::{DaySpan, Instance, Moment};

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
    if let Some(now) = i.now {
        moment(i, now, "/now")?;
    }
    each("/apart", &i.apart, |apart| {
        let two = apart.persons.0 != apart.persons.1;
        require(two, "/persons", "names one person twice")?;
        let (one, other) = apart.persons;
        let mut sessions = i.sessions.iter();
        let meet = sessions.any(|s| s.persons.contains(&one) && s.persons.contains(&other));
        require(!meet, "/persons", "must not meet, but share a session")?;
        require(
            apart.buffer_min <= DAY_MIN,
            "/buffer_min",
            "is longer than a day",
        )
    })
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
