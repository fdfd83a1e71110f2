//! A plan and a session of each child of the matrix, and bodies that change nothing that matters.

use kernel::id::UserId;
use serde_json::{Value, json};

use crate::support::TestHouse;

const NOBODY: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
const DAY: &str = "2026-12-01";
/// Ten o'clock of that day, in milliseconds.
const TEN: u64 = 1_796_119_200_000;

/// The session and the plan of a child.
pub fn of(child: &str) -> (String, String) {
    (child.replace("per_", "ses_"), child.replace("per_", "pln_"))
}

/// Books a session of each child.
pub fn book(house: &TestHouse, worker: UserId, children: &[String]) {
    for (number, child) in (1..).zip(children) {
        let (session, plan) = of(child);
        let referral = child.replace("per_", "ref_");
        let (starts, ends) = (TEN, TEN + 90 * 60_000);
        house.sql(&format!(
            "insert into referral (id, kind, state, life, answers, social_worker, number_year, number, touched_at, created_at, version)
             values ('{referral}', 'new', 'accepted', '', '', '{worker}', 2199, {number}, 0, 0, 1);
             insert into contact_plan (id, referral_id, social_worker, state, times, per, minutes, mode, level, place,
               bringing, returning_by, recording, from_day, review_by, basis, agreed, agency_allows, created_at, version)
             values ('{plan}', '{referral}', '{worker}', 'active', 2, 'week', 90, 'direct', 'U3', 'centre',
               'carer', 'carer', 'full', '2026-11-03', '2027-01-31', 'care_plan', 'signed', false, 0, 1);
             insert into plan_person (plan_id, person_id, part) values ('{plan}', '{child}', 'child');
             insert into session (id, plan_id, stage, body, day, starts_at, ends_at, mode, level, place, told, sequence,
               booked_at, version)
             values ('{session}', '{plan}', 'planned',
               '{{\"stage\":\"planned\",\"slot\":{{\"day\":\"{DAY}\",\"from\":\"10:00\",\"to\":\"11:30\"}}}}',
               '{DAY}', {starts}, {ends}, 'direct', 'U3', 'centre', false, 0, 0, 1);
             insert into occupation values ('{session}', '{child}', 'child', {starts}, {ends}, true);"
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
        "/plans/{id}/slots" => json!({ "slots": [] }),
        "/weeks/{monday}/fill" => json!({}),
        _ => return None,
    })
}
