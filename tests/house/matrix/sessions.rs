//! A session of each child of the matrix, and bodies that change nothing that matters.

use kernel::id::UserId;
use serde_json::{Value, json};

use crate::support::TestHouse;

const NOBODY: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
const DAY: &str = "2026-12-01";
/// Ten o'clock of that day, in milliseconds.
const TEN: u64 = 1_796_119_200_000;

/// The session of a child.
pub fn of(child: &str) -> String {
    child.replace("per_", "ses_")
}

/// Books a session of a child under its plan.
pub fn book(house: &TestHouse, child: &str, plan: &str) {
    let session = of(child);
    let (starts, ends) = (TEN, TEN + 90 * 60_000);
    house.sql(&format!(
        "insert into session (id, plan_id, stage, body, day, starts_at, ends_at, mode, level, place, told, sequence,
           booked_at, version)
         values ('{session}', '{plan}', 'planned',
           '{{\"stage\":\"planned\",\"slot\":{{\"day\":\"{DAY}\",\"from\":\"10:00\",\"to\":\"11:30\"}}}}',
           '{DAY}', {starts}, {ends}, 'direct', 'U3', 'centre', false, 0, 0, 1);
         insert into occupation values ('{session}', '{child}', 'child', {starts}, {ends}, true);"
    ));
}

/// Gives an account a seat in each session of these children.
pub fn seat(house: &TestHouse, user: UserId, children: &[String]) {
    let supervisor = user.as_str().replace("usr_", "sup_");
    house.sql(&format!(
        "insert into supervisor (id, user_id, name, contract_minutes, opted_out, hours, skills, languages, in_use,
           created_at, version)
         values ('{supervisor}', '{user}', 'Robin', 0, false, '{{}}', '{{}}', '[]', true, 0, 1)"
    ));
    for child in children {
        let session = of(child);
        house.sql(&format!(
            "insert into occupation values ('{session}', '{supervisor}', 'supervisor', {TEN}, {}, false)",
            TEN + 90 * 60_000
        ));
    }
}

/// A body that fits a path.
pub(super) fn body(path: &str) -> Option<Value> {
    let session = json!({ "day": DAY, "from": "10:00", "to": "11:30", "children": [format!("per_{NOBODY}")],
        "mode": "direct", "level": "U3", "place": "centre" });
    Some(match path.strip_prefix("/api/v1")? {
        "/sessions" => json!({ "plan": format!("pln_{NOBODY}"), "session": session }),
        "/sessions/{id}" => session,
        "/sessions/{id}/cancel" => json!({ "reason": "no_staff" }),
        "/sessions/{id}/decide" => json!({ "finding": "nothing", "reason": "So." }),
        "/sessions/{id}/void" | "/sessions/{id}/keep" => json!({ "reason": "So." }),
        "/sessions/{id}/entries" => {
            json!({ "id": format!("evt_{NOBODY}"), "happened_at": "2026-11-24T08:00:00Z",
            "written_at": "2026-11-24T08:00:00Z", "what": { "type": "session_started" } })
        }
        "/sessions/{id}/signature" => {
            json!({ "id": format!("evt_{NOBODY}"), "written_at": "2026-11-24T08:00:00Z",
            "declared": true, "written_when": "during" })
        }
        "/sessions/{id}/addenda" => {
            json!({ "id": format!("evt_{NOBODY}"), "written_at": "2026-11-24T08:00:00Z",
            "reason": "So.", "text": "So." })
        }
        "/plans/{id}/slots" => json!({ "slots": [] }),
        "/weeks/{monday}/fill" => json!({}),
        _ => return None,
    })
}
