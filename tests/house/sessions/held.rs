//! What holds a session, and who decides.

use kernel::refusal::Kind;
use law::access::Role;
use serde_json::json;

use super::Stage;

story!(held_sessions_are_listed_with_their_reasons, |house| {
    let stage = Stage::set(house);
    stage.assesses(
        (&stage.ava, &stage.mother),
        ("2026-11-04", "2026-11-25"),
        &[],
    );
    let free = stage.books(&stage.but(&json!({ "day": "2026-11-25" })));
    let held = stage.books(&stage.but(&json!({ "day": "2026-11-27" })));
    let link = |id: &str| format!("href=\"/sessions/{id}\"");
    let list = stage.asha.opens("/sessions/held").expect(200);
    assert!(list.answer.body.contains(&link(&held)));
    assert!(!list.answer.body.contains(&link(&free)), "nothing holds it");
    assert!(list.says("The risk assessment was due for review by"));
    assert!(list.says("(the duty manager decides)"));
    // Nothing put it in question, so it stands in no other list.
    let flagged = stage.asha.opens("/sessions/in-question").expect(200);
    assert!(!flagged.answer.body.contains(&link(&held)));
    assert!(
        stage
            .asha
            .opens("/")
            .answer
            .body
            .contains("href=\"/sessions/held\"")
    );

    let record = stage.record(&held);
    let found = record["found"].as_array().unwrap().iter();
    let expired = found.filter(|one| one["reason"]["code"] == "risk-expired");
    let key = expired.map(|one| one["key"].clone()).next().unwrap();
    let decision = json!({ "finding": key, "reason": "The controls still fit." });
    stage
        .does(&stage.tom, &held, "decide", &decision)
        .expect(200);
    let list = stage.asha.opens("/sessions/held").expect(200);
    assert!(!list.answer.body.contains(&link(&held)), "it is decided");
    let priya = house.social_worker("Priya");
    assert!(priya.opens("/sessions/held").answer.status >= 403);
});

story!(
    who_arranged_a_session_does_not_decide_what_holds_it,
    |house| {
        let stage = Stage::set(house);
        stage.assesses(
            (&stage.ava, &stage.mother),
            ("2026-11-04", "2026-11-25"),
            &[],
        );
        let boss = house.staff("Bo", &[Role::Coordinator, Role::ServiceManager]);
        let body =
            json!({ "plan": stage.plan, "session": stage.but(&json!({ "day": "2026-11-27" })) });
        let booked = boss.api("POST", "/api/v1/sessions").json(&body).answer();
        let id = booked.expect(201).json()["id"].as_str().unwrap().to_owned();
        let record = stage.record(&id);
        let found = record["found"].as_array().unwrap().iter();
        let expired = found
            .clone()
            .find(|found| found["reason"]["code"] == "risk-expired")
            .unwrap();
        let decision = json!({ "finding": expired["key"], "reason": "I say so." });
        let own = stage.does(&boss, &id, "decide", &decision);
        assert_eq!(own.problem(), Kind::SecondPerson);
        stage.does(&stage.tom, &id, "decide", &decision).expect(200);
    }
);

story!(a_session_without_staff_is_planned_and_held, |house| {
    let stage = Stage::set(house);
    let id = stage.books(&stage.but(&json!({ "supervisors": [], "room": "" })));
    let record = stage.record(&id);
    let found = record["found"].as_array().unwrap().iter();
    let holding: Vec<_> = found
        .filter(|found| found["stands_in_the_way"] == true)
        .map(|found| found["reason"]["code"].as_str().unwrap())
        .collect();
    assert_eq!(holding, ["room-not-chosen", "staff-not-chosen"]);
    stage.changes(&id, &stage.session()).expect(200);
    let record = stage.record(&id);
    assert!(
        record["found"]
            .as_array()
            .unwrap()
            .iter()
            .all(|found| found["stands_in_the_way"] == false)
    );
});

// Scenario 20: three hours before a session its interpreter cannot come.
story!(an_interpreter_who_cannot_come_holds_the_session, |house| {
    let stage = Stage::set(house);
    let plan = &stage.plan;
    house.sql(&format!(
        "update contact_plan set interpreter = 'Polish' where id = '{plan}'"
    ));
    let mut service = super::firm("1");
    service["name"] = json!("Hill Interpreters");
    service["kind"] = json!("interpreter_service");
    let service = crate::resources::adds(&stage.asha, "/api/v1/providers", &service);
    let with = |interpreter: &str| {
        let today = json!({ "day": "2026-11-24", "from": "11:20", "to": "12:50", "interpreter": interpreter });
        stage.but(&today)
    };
    let id = stage.books(&with(&service));
    stage.publishes(&id);
    let holding = || -> Vec<serde_json::Value> {
        let record = stage.record(&id);
        let found = record["found"].as_array().unwrap().iter();
        found
            .filter(|found| found["stands_in_the_way"] == true)
            .map(|found| found["reason"].clone())
            .collect()
    };
    assert_eq!(holding(), Vec::<serde_json::Value>::new());

    stage.changes(&id, &with("")).expect(200);
    let held = holding();
    assert_eq!(held.len(), 1, "{held:?}");
    assert_eq!(held[0]["code"], "interpreter-not-booked");
    assert_eq!(held[0]["decided_by"], "Coordinator");
    let options = "Book one, or a supervisor who speaks the language, or move the session.";
    assert!(
        held[0]["explanation"].as_str().unwrap().ends_with(options),
        "{held:?}"
    );
    let list = stage.asha.opens("/sessions/held").expect(200);
    assert!(list.says(options));
    stage.changes(&id, &with(&service)).expect(200);
    assert_eq!(holding(), Vec::<serde_json::Value>::new(), "another comes");
});
