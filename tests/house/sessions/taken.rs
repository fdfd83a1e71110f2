//! Nobody and nothing is booked twice at once; working time is kept; what is there is moved and
//! called off openly.

use kernel::refusal::Kind;
use serde_json::json;

use super::{Stage, codes, plan_of};

story!(each_that_is_taken_is_named_with_its_time, |house| {
    let stage = Stage::set(house);
    let noah = crate::people::adds(
        &stage.asha,
        &json!({ "given_name": "Noah", "family_name": "Canary",
        "born_on": "2017-01-01", "is_child": true, "first_language": "English" }),
    );
    let kin =
        json!({ "relative": stage.mother, "relationship": "mother", "responsibility": "yes" });
    let path = format!("/api/v1/people/{noah}/relatives");
    stage.asha.api("PUT", &path).json(&kin).answer().expect(204);
    let path = format!("/api/v1/people/{noah}/statuses");
    let status = json!({ "status": "C1", "from": "2026-11-03" });
    stage
        .asha
        .api("POST", &path)
        .json(&status)
        .answer()
        .expect(201);
    stage.assesses((&noah, &stage.mother), ("2026-11-03", "2027-01-20"), &[]);
    let plan = plan_of(house, &stage.asha, "C", (&[&noah], &[&stage.mother]));
    stage.books(&stage.session());

    let free = json!({ "children": [noah], "from": "13:00", "to": "14:00",
        "room": stage.rooms[1], "supervisors": [stage.supervisors[1]] });
    let with = |changes: serde_json::Value| {
        let mut session = stage.but(&free);
        for (key, value) in changes.as_object().unwrap() {
            session[key] = value.clone();
        }
        stage.asks_for(&plan, &session)
    };
    let met = json!({ "from": "11:00", "to": "12:00" });
    let refused = with(met.clone());
    assert_eq!(refused.problem(), Kind::Clash);
    assert_eq!(codes(&refused), ["clash-family-member"]);
    let cleaning = with(json!({ "from": "11:40", "to": "12:40", "room": stage.rooms[0] }));
    assert_eq!(cleaning.problem(), Kind::Clash);
    assert_eq!(
        codes(&cleaning),
        ["clash-room"],
        "the room is cleaned for a quarter of an hour"
    );
    let text = cleaning.json()["reasons"][0]["explanation"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        text.contains("Garden room") && text.contains("11:45"),
        "{text}"
    );
    let turnover = "needs 15 minutes of turnover between two sessions: free from 11:45.";
    assert!(text.contains(turnover), "{text}");
    let ahead = with(json!({ "from": "08:50", "to": "09:50", "room": stage.rooms[0] }));
    let text = ahead.json()["reasons"][0]["explanation"].to_string();
    assert!(text.contains("free until 09:45"), "{text}");
    assert!(!cleaning.body.contains("Ava") && !cleaning.body.contains(&stage.ava));
    let rosa =
        with(json!({ "from": "11:00", "to": "12:00", "supervisors": [stage.supervisors[0]] }));
    assert_eq!(codes(&rosa), ["clash-family-member", "clash-supervisor"]);
    with(json!({ "from": "11:30", "to": "12:30" })).expect(201);
});

story!(a_supervisor_works_ten_hours_and_rests_eleven, |house| {
    let stage = Stage::set(house);
    // The day is long for Rosa already: two sessions of four and a half hours.
    stage.books(&stage.but(&json!({ "from": "09:00", "to": "13:00" })));
    let refused = stage.asks(&stage.but(&json!({ "from": "13:15", "to": "18:30" })));
    assert_eq!(refused.problem(), Kind::RuleRefuses, "{refused:?}");
    assert!(
        codes(&refused).contains(&"no-break".to_owned()),
        "{refused:?}"
    );
});

story!(a_session_is_moved_and_called_off_openly, |house| {
    let stage = Stage::set(house);
    let id = stage.books(&stage.session());
    stage.publishes(&id);
    let moved = stage.changes(&id, &stage.but(&json!({ "from": "14:00", "to": "15:30" })));
    let moved = moved.expect(200).json();
    assert_eq!(
        moved["stage"], "planned",
        "it is told by publishing it again"
    );
    assert_eq!(moved["sequence"], 1);
    // What it took up before is free again.
    let other = stage.books(&stage.session());
    let late = stage
        .asha
        .api("PUT", &format!("/api/v1/sessions/{id}"))
        .header("if-match", "\"1\"");
    assert_eq!(late.json(&stage.session()).answer().status, 412);

    let door = json!({ "reason": "did_not_attend" });
    let refused = stage.does(&stage.asha, &other, "cancel", &door);
    assert_eq!(codes(&refused), ["only-at-the-door"]);
    let court = json!({ "reason": "order_changed", "note": "The court asked for it." });
    let off = stage
        .does(&stage.asha, &other, "cancel", &court)
        .expect(200)
        .json();
    assert_eq!(off["stage"], "cancelled");
    assert_eq!(off["counts_as"], "excused");
    let record = stage.record(&other);
    assert_eq!(record["history"][1]["note"], "The court asked for it.");
    stage.books(&stage.session());
    let void = stage.does(
        &stage.asha,
        &id,
        "void",
        &json!({ "reason": "Entered twice." }),
    );
    assert_eq!(void.expect(200).json()["stage"], "void");
});

story!(the_database_refuses_an_overlap_behind_our_back, |house| {
    let stage = Stage::set(house);
    let id = stage.books(&stage.session());
    let other = stage.books(&stage.but(&json!({ "day": "2026-12-02" })));
    let room = &stage.rooms[0];
    let said = house.refuses(&format!(
        "update occupation set from_at = (select from_at from occupation where session_id = '{id}' and resource_id = '{room}'),
         until_at = (select until_at from occupation where session_id = '{id}' and resource_id = '{room}')
         where session_id = '{other}' and resource_id = '{room}'"
    ));
    assert!(
        said.contains("exclusion: occupation") || said.contains("occupation_no_overlap"),
        "{said}"
    );
    let step = house.refuses("delete from session_step");
    assert!(step.contains("append-only"), "{step}");
});

story!(
    the_way_between_venues_takes_what_the_service_says,
    |house| {
        let stage = Stage::set(house);
        let other = json!({ "name": "Mill House", "kind": "centre", "cleaning_minutes": "15",
        "contact": { "address": "5 Mill Lane", "postcode": "ZZ99 5ML" } });
        let other = crate::resources::adds(&stage.asha, "/api/v1/venues", &other);
        let room = json!({ "name": "Blue room", "capacity": "8", "features": [], "in_use": true });
        let path = format!("/api/v1/venues/{other}/rooms");
        let room = crate::resources::adds(&stage.asha, &path, &room);
        stage.books(&stage.session());
        let soon = || {
            let asked = json!({ "from": "12:10", "to": "13:00", "room": room });
            let answer = stage.asks(&stage.but(&asked));
            let says = answer.body.clone();
            (
                answer.status != 201 && says.contains("no-time-to-travel"),
                says,
            )
        };
        let takes = |minutes: &str| {
            let before = stage
                .tom
                .api("GET", "/api/v1/settings")
                .answer()
                .expect(200);
            let mut settings = before.json()["settings"].clone();
            settings["travel_minutes"] = minutes.into();
            settings["reason"] = "Measured".into();
            let asking = stage.tom.api("PUT", "/api/v1/settings");
            let asking = asking.header("if-match", before.header("etag").unwrap());
            asking.json(&settings).answer().expect(200);
        };
        takes("45");
        let (far, says) = soon();
        assert!(far && says.contains("the way takes 45 minutes"), "{says}");
        takes("40");
        let (far, says) = soon();
        assert!(!far, "{says}");
    }
);
