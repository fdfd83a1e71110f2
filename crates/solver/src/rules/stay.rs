//! A pinned session, and one that has started, stays where people were told as far as it still can:
//! at its time and venue or nowhere; with its supervisors, unless one of them can take it no more; in
//! its room, unless that is closed or serves it no more. Decided once per session; the bound knows
//! the starts and the supervisors that are left.

use super::eligibility;
use crate::instance::{Instance, Place, RoomKind, Session};
use crate::problem::{Problem, Task};

/// Whether the session must stay where it was published.
pub fn binds(instance: &Instance, session: &Session) -> bool {
    session.pinned || has_started(instance, session) || fills_gap(instance, session)
}

/// Whether the session is published in a week whose gaps alone are to be filled.
fn fills_gap(instance: &Instance, session: &Session) -> bool {
    instance.fill_gaps && session.published.is_some()
}

/// Whether the session was published for the present or before.
pub fn has_started(instance: &Instance, session: &Session) -> bool {
    let published = session.published.as_ref().zip(instance.now);
    published.is_some_and(|(place, now)| (place.day, place.start) <= now)
}

/// Its published supervisors, where all of them can still take it.
pub fn crew<'s>(problem: &Problem<'_>, session: &'s Session, task: &Task) -> Option<&'s [usize]> {
    let place = session.published.as_ref()?;
    let slot = place.start / problem.instance.slot_min;
    let able = |&who: &usize| {
        let there = problem.staff[who].is_there(task, place.day, slot);
        there && eligibility::takes(problem, session, task, who, place.venue)
    };
    let seats = |who: &usize| eligibility::seats(session, &problem.instance.supervisors[*who]);
    let shared = match &place.supervisors[..] {
        [one, other] => eligibility::share(seats(one), seats(other)),
        _ => true,
    };
    let all = place.supervisors.len() == task.need && place.supervisors.iter().all(able) && shared;
    all.then_some(&place.supervisors)
}

/// Its published room, where it can still be held in it.
pub fn room(problem: &Problem<'_>, session: &Session, task: &Task) -> Option<usize> {
    let place = session.published.as_ref()?;
    is_open(problem, task, place).then_some(place.room)
}

fn is_open(problem: &Problem<'_>, task: &Task, place: &Place) -> bool {
    let room = &problem.instance.venues[place.venue].rooms[place.room];
    let q = problem.instance.slot_min;
    let (from, to) = (place.start / q, place.start / q + task.length);
    let closed = room
        .closed
        .iter()
        .any(|&(day, begins, ends)| day == place.day && begins / q < to && from < ends.div_ceil(q));
    !closed && (!task.large || room.kind == RoomKind::Large)
}

#[cfg(test)]
mod tests {
    use super::{binds, crew, room};
    use crate::instance::{Instance, Place, RoomKind};
    use crate::problem::Problem;
    use crate::rules::bare;

    /// A week of one session, told for Tuesday at ten.
    fn told(put: impl FnOnce(&mut Instance)) -> Instance {
        bare::week(1, |week| {
            week.sessions[0].published = Some(Place {
                day: 1,
                start: 600,
                venue: 0,
                room: 0,
                supervisors: vec![0],
            });
            put(week);
        })
    }

    #[test]
    fn what_is_pinned_has_begun_or_is_not_to_be_touched_stays() {
        type Case = (&'static str, fn(&mut Instance), bool);
        let table: [Case; 6] = [
            ("told, no more", |_| (), false),
            ("pinned", |week| week.sessions[0].pinned = true, true),
            ("has begun", |week| week.now = Some((1, 600)), true),
            ("begins soon", |week| week.now = Some((1, 599)), false),
            ("only gaps are filled", |week| week.fill_gaps = true, true),
            (
                "a gap itself",
                |week| {
                    week.fill_gaps = true;
                    week.sessions[0].published = None;
                },
                false,
            ),
        ];
        for (name, put, bound) in table {
            let week = told(put);
            assert_eq!(binds(&week, &week.sessions[0]), bound, "{name}");
        }
    }

    #[test]
    fn supervisors_and_room_stay_where_they_still_can() {
        type Case = (
            &'static str,
            fn(&mut Instance),
            Option<usize>,
            Option<usize>,
        );
        let (first, same) = (Some(0), Some(0));
        let table: [Case; 6] = [
            ("as told", |_| (), first, same),
            (
                "away for a part of it",
                |week| week.supervisors[0].away = vec![(1, 650, 700)],
                None,
                same,
            ),
            (
                "away afterwards",
                |week| week.supervisors[0].away = vec![(1, 660, 700)],
                first,
                same,
            ),
            (
                "may supervise it no more",
                |week| week.sessions[0].forbidden_supervisors = vec![0],
                None,
                same,
            ),
            (
                "the room is closed for a part of it",
                |week| week.venues[0].rooms[0].closed = vec![(1, 540, 601)],
                first,
                None,
            ),
            (
                "more people than the room holds",
                |week| week.sessions[0].room = RoomKind::Large,
                first,
                None,
            ),
        ];
        for (name, put, who, which) in table {
            let week = told(put);
            let problem = Problem::new(&week);
            let (session, task) = (&week.sessions[0], &problem.tasks[0]);
            let crew = crew(&problem, session, task).map(|crew| crew[0]);
            assert_eq!(
                (crew, room(&problem, session, task)),
                (who, which),
                "{name}"
            );
        }
    }
}
