//! A seat opens the sessions of its plan, and no other session of the child.

use serde_json::json;

use super::{Held, TODAY};
use crate::sessions::plan_of;

story!(a_seat_opens_no_session_of_another_plan, |house| {
    let held = Held::set(house);
    let stage = &held.stage;
    stage.assesses(
        (&stage.ava, &stage.partner),
        ("2026-11-03", "2027-01-20"),
        &[],
    );
    let plan = plan_of(house, &stage.asha, "F", (&[&stage.ava], &[&stage.partner]));
    let with_jay = json!({ "day": TODAY, "from": "14:00", "to": "15:30", "visitors": [stage.partner],
        "room": stage.rooms[1], "supervisors": [stage.supervisors[1]] });
    let booked = stage.asks_for(&plan, &stage.but(&with_jay)).expect(201);
    let other = booked.json()["id"].as_str().unwrap().to_owned();
    let reads = |session: &str, end: &str| {
        let path = format!("/api/v1/sessions/{session}{end}");
        held.milo.api("GET", &path).answer().status
    };
    for end in ["", "/brief"] {
        assert_eq!(reads(&held.session, end), 200, "his own{end}");
        assert_eq!(reads(&other, end), 404, "another's{end}");
    }
    assert_eq!(
        held.milo.opens(&format!("/sessions/{other}")).answer.status,
        404
    );
});
