//! The week of the rules' tables: nothing in it costs or forbids but what a case puts there, so that whatever is
//! refused has one cause. Slots last half an hour, sessions two of them; between the two venues lies one.

use super::{Idea, NOBODY, Placed};
use crate::board::Board;
use crate::instance::{Instance, read};
use crate::problem::Problem;
use serde_json::{Value, json};

/// Day, slot and venue.
pub type At = (usize, usize, usize);

/// So many sessions, each of a case and a person of its own, and two supervisors; with what `put` puts into it.
pub fn week(sessions: usize, put: impl FnOnce(&mut Instance)) -> Instance {
    let whole = [0, 1440];
    let rooms = ["standard", "standard", "standard", "large"];
    let rooms: Vec<Value> = (0..)
        .zip(rooms)
        .map(|(room, kind)| json!({"id": format!("room {room}"), "kind": kind}))
        .collect();
    let venue =
        |id: &str| json!({"id": id, "area": 0, "open": [whole, whole, whole], "rooms": rooms});
    let supervisor = |id: &str| {
        json!({
            "id": id, "gender": "F", "base": 0, "reach": [0, 1], "languages": ["en"], "skills": [],
            "contract_min": 4320, "overtime_max_min": 0, "day_max_min": 1440, "max_sessions_day": 48,
            "days": [whole, whole, whole]
        })
    };
    let windows: Vec<[usize; 3]> = (0..3).map(|day| [day, 0, 1440]).collect();
    let session = |index: usize| {
        json!({
            "id": format!("session {index}"), "case": format!("case {index}"), "duration_min": 60, "before_min": 0,
            "after_min": 0, "persons": [index], "fixed": true, "windows": windows, "preferred_start": null,
            "venues": [0, 1], "room": "standard", "supervisors": 1, "skills": [], "language": null, "gender": null,
            "preferred_supervisors": [], "forbidden_supervisors": [], "transport": false, "priority": 1
        })
    };
    let case = |index: usize| {
        json!({
            "id": format!("case {index}"), "sessions": [format!("session {index}")], "min_per_week": 0,
            "max_per_week": 1, "min_gap_days": 0
        })
    };
    let told = json!({
        "format": "rota-bench/1", "name": "bare", "slot_min": 30, "days": ["Mon", "Tue", "Wed"],
        "venues": [venue("near"), venue("far")], "travel_min": [[0, 30], [30, 0]],
        "transport": {"leg_min": 30, "capacity_by_area": [1]},
        "supervisors": [supervisor("one"), supervisor("other")],
        "sessions": (0..sessions).map(session).collect::<Vec<_>>(),
        "cases": (0..sessions).map(case).collect::<Vec<_>>(),
        "weights": {
            "unassigned": [0, 0, 0, 0], "not_preferred_supervisor": 0, "start_shift_per_slot": 0, "other_day": 0,
            "second_venue": 0, "travel_from_base_per_min": 0, "overtime_per_15min": 0
        }
    });
    let mut week = read(told.to_string().as_bytes()).unwrap();
    put(&mut week);
    assert!(week.fault().is_none(), "{:?}", week.fault());
    week
}

/// The session at this day, slot and venue.
pub fn idea<'p>(problem: &'p Problem<'_>, session: usize, at: At) -> Idea<'p> {
    Idea::new(problem, session, start(problem, session, at))
}

/// These sessions there, all supervised by the first supervisor.
pub fn held<'p>(problem: &'p Problem<'p>, held: &[(usize, At)]) -> Board<'p> {
    let mut board = Board::new(problem);
    for &(session, at) in held {
        let placed = Placed {
            start: start(problem, session, at),
            large: problem.tasks[session].large,
            crew: [0, NOBODY],
            cost: 0,
        };
        board.place(session, placed);
    }
    board
}

fn start(problem: &Problem<'_>, session: usize, at: At) -> usize {
    let mut starts = problem.tasks[session].starts.iter();
    let there = starts.position(|start| (start.day, start.slot, start.venue) == at);
    there.unwrap_or_else(|| panic!("session {session} has no start at {at:?}"))
}
