//! What holds a session, and who decides.

use kernel::refusal::Kind;
use law::{access::Role, risk::Control};
use serde_json::json;

use super::{Stage, codes};

story!(two_supervisors_where_a_control_asks_for_them, |house| {
    let stage = Stage::set(house);
    let controls = [Control::TwoSupervisors];
    stage.assesses(
        (&stage.ava, &stage.mother),
        ("2026-11-04", "2027-01-20"),
        &controls,
    );
    let alone = stage.asks(&stage.but(&json!({ "level": "U4" })));
    assert_eq!(alone.problem(), Kind::RuleRefuses);
    assert!(
        codes(&alone).contains(&"risk-staff".to_owned()),
        "{alone:?}"
    );
    let both = json!({ "level": "U4", "supervisors": stage.supervisors });
    stage.books(&stage.but(&both));
});

story!(
    an_expired_assessment_holds_and_a_manager_decides_by_name,
    |house| {
        let stage = Stage::set(house);
        stage.assesses(
            (&stage.ava, &stage.mother),
            ("2026-11-04", "2026-11-25"),
            &[],
        );
        let id = stage.books(&stage.but(&json!({ "day": "2026-11-27" })));
        let record = stage.record(&id);
        let found = record["found"].as_array().unwrap();
        let expired = found
            .iter()
            .find(|found| found["reason"]["code"] == "risk-expired")
            .unwrap_or_else(|| panic!("{found:?}"));
        assert_eq!(expired["stands_in_the_way"], true);
        assert_eq!(expired["reason"]["decided_by"], "the duty manager");
        let held = "1 session is held for you to decide";
        assert!(stage.tom.opens("/").expect(200).says(held));
        let hers = stage.asha.opens("/").expect(200);
        assert!(!hers.says(held), "it is not a coordinator's to decide");
        let decision = json!({ "finding": expired["key"], "reason": "The controls still fit." });

        let own = stage.does(&stage.asha, &id, "decide", &decision);
        assert_eq!(
            own.problem(),
            Kind::Forbidden,
            "a coordinator is no manager"
        );
        stage
            .does(
                &stage.tom,
                &id,
                "decide",
                &json!({ "finding": "nothing", "reason": "So." }),
            )
            .problem();
        stage.does(&stage.tom, &id, "decide", &decision).expect(200);
        let record = stage.record(&id);
        let found = record["found"].as_array().unwrap().iter();
        let decided = found
            .clone()
            .find(|found| found["key"] == expired["key"])
            .unwrap();
        assert_eq!(decided["stands_in_the_way"], false);
        assert_eq!(decided["decision"]["by"], stage.tom.id.to_string());
        assert_eq!(decided["decision"]["reason"], "The controls still fit.");

        let page = stage.tom.opens(&format!("/sessions/{id}")).expect(200);
        assert!(page.says("The controls still fit."));
    }
);

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
