//! What holds a session, and who decides.

use kernel::refusal::Kind;
use law::access::Role;
use serde_json::json;

use super::{DAY, Stage};
use crate::people::ava_again;

story!(a_hold_is_decided_by_name_by_who_may, |house| {
    let stage = Stage::set(house);
    let (id, key) = stage.books_beyond_hours(&stage.plan, &json!({}));
    let held = "1 session is held for you to decide";
    let bo = house.staff("Bo", &[Role::Coordinator]);
    let legal = house.staff("Lee", &[Role::Legal]);
    assert!(bo.opens("/").expect(200).says(held));
    assert!(!legal.opens("/").expect(200).says(held), "not for Legal");
    let decision = json!({ "finding": key, "reason": "Pat agreed to come in early." });

    let page = bo.opens(&format!("/sessions/{id}")).expect(200);
    assert!(page.says("but nobody who arranged the session"));
    let other = stage.does(&legal, &id, "decide", &decision);
    assert_eq!(other.problem(), Kind::Forbidden);
    let own = stage.does(&stage.asha, &id, "decide", &decision);
    assert_eq!(own.problem(), Kind::SecondPerson, "she arranged it");
    let unknown = json!({ "finding": "nothing", "reason": "So." });
    stage.does(&bo, &id, "decide", &unknown).problem();
    stage.does(&bo, &id, "decide", &decision).expect(200);
    let decided = stage.found(&id, "outside-working-hours");
    assert_eq!(decided["stands_in_the_way"], false);
    assert_eq!(decided["decision"]["by"], bo.id.to_string());
    assert_eq!(
        decided["decision"]["reason"],
        "Pat agreed to come in early."
    );
    let page = bo.opens(&format!("/sessions/{id}")).expect(200);
    assert!(page.says("Pat agreed to come in early."));
});

story!(home_lists_first_what_is_about_today, |house| {
    let stage = Stage::set(house);
    stage.books_beyond_hours(&stage.plan, &json!({}));
    let bo = house.staff("Bo", &[Role::Coordinator, Role::ServiceManager]);
    let refusal = json!({ "person": stage.partner, "from": "2026-11-24", "from_time": "09:00",
        "until": "2026-12-01", "until_time": "09:00", "reason": "The police have asked for it." });
    let path = format!("/api/v1/people/{}/refusals", stage.ava);
    bo.api("POST", &path).json(&refusal).answer().expect(201);
    let home = bo.opens("/").expect(200).answer.body;
    let at = |words: &str| {
        home.find(words)
            .unwrap_or_else(|| panic!("{words}: {home}"))
    };
    assert!(
        at("about refusals of contact must be sent") < at("1 session is held for you to decide"),
        "a letter is owed at once; the session is next week"
    );
});

story!(
    an_expired_assessment_is_continued_once_for_all_its_sessions,
    |house| {
        let stage = Stage::set(house);
        let pair = (stage.ava.as_str(), stage.mother.as_str());
        let risk = stage.assesses(pair, ("2026-11-04", "2026-11-25"), &[]);
        let soon = stage.books(&stage.but(&json!({ "day": "2026-11-27" })));
        let late = stage.books(&stage.but(&json!({ "day": "2026-12-04" })));
        let expired = stage.found(&soon, "risk-expired");
        assert_eq!(expired["stands_in_the_way"], true);
        assert_eq!(expired["reason"]["decided_by"], "the duty manager");
        let held = "2 sessions are held for you to decide";
        assert!(stage.tom.opens("/").expect(200).says(held));

        // No session is decided past it one by one: the way leads to the assessment.
        let decision = json!({ "finding": expired["key"], "reason": "Go on." });
        let refused = stage.does(&stage.tom, &soon, "decide", &decision);
        assert_eq!(refused.problem(), Kind::WrongState);
        let page = stage.tom.opens(&format!("/sessions/{soon}")).expect(200);
        let way = format!("href=\"/people/{}/risk\"", stage.ava);
        assert!(page.answer.body.contains(&way));

        let until = json!({ "until": "2026-12-02", "reason": "The review is on Monday." });
        let path = format!("/api/v1/risk/{risk}/continue");
        let asked = stage.tom.api("POST", &path).header("if-match", "\"4\"");
        asked.json(&until).answer().expect(200);
        let continued = stage.found(&soon, "risk-expired");
        assert_eq!(continued["stands_in_the_way"], false);
        let over = stage.found(&late, "risk-to-reassess");
        assert_eq!(over["stands_in_the_way"], true);
        assert!(!stage.tom.opens("/").expect(200).says("for you to decide"));
        let list = stage.asha.opens("/sessions/held").expect(200);
        assert!(list.says("Put right by assessing the risk anew."));
    }
);

story!(a_name_put_right_leaves_what_was_decided_decided, |house| {
    let stage = Stage::set(house);
    for (bound, words) in [
        ("at_least", "three times a week"),
        ("at_most", "twice a week"),
    ] {
        let times = if bound == "at_least" { "3" } else { "2" };
        let rule = json!({ "question": "how_often", "quote": words, "vary": "court",
                "bound": bound, "times": times, "per": "week" });
        stage.orders(&format!("2. Family time is {words}."), &rule);
    }
    let id = stage.books(&stage.session());
    let conflict = stage.found(&id, "order-conflict");
    let begins = |found: &serde_json::Value, names: &str| {
        let words = found["reason"]["explanation"].as_str().unwrap();
        assert!(words.starts_with(names), "{words}");
    };
    begins(&conflict, "Ava P and Mary P: ");
    let lena = house.staff("Lena", &[Role::Legal]);
    let decision = json!({ "finding": conflict["key"], "reason": "The later one counts." });
    stage.does(&lena, &id, "decide", &decision).expect(200);

    let mut corrected = ava_again();
    corrected["known_as"] = json!("Evie");
    let path = format!("/api/v1/people/{}", stage.ava);
    let shown = stage.asha.api("GET", &path).answer().expect(200);
    let version = shown.header("etag").unwrap();
    let changing = stage.asha.api("PUT", &path).header("if-match", version);
    changing.json(&corrected).answer().expect(200);

    let again = stage.found(&id, "order-conflict");
    begins(&again, "Evie P and Mary P: ");
    assert_eq!(again["key"], conflict["key"], "it is the same finding");
    assert_eq!(again["stands_in_the_way"], false, "and it is decided");
    assert_eq!(stage.record(&id)["flags"], json!([]), "nothing to look at");
});

story!(held_sessions_are_listed_with_their_reasons, |house| {
    let stage = Stage::set(house);
    let risk = stage.assesses(
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
    assert!(list.says("The risk assessment is valid until"));
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

    let until = json!({ "until": "2026-12-02", "reason": "The controls still fit." });
    let path = format!("/api/v1/risk/{risk}/continue");
    let asked = stage.tom.api("POST", &path).header("if-match", "\"4\"");
    asked.json(&until).answer().expect(200);
    let list = stage.asha.opens("/sessions/held").expect(200);
    assert!(!list.answer.body.contains(&link(&held)), "it is decided");
    let priya = house.social_worker("Priya");
    assert!(priya.opens("/sessions/held").answer.status >= 403);
});

story!(what_no_decision_puts_right_is_offered_to_nobody, |house| {
    let stage = Stage::set(house);
    let id = stage.books(&stage.session());
    let absence = json!({ "kind": "sickness", "span": { "from_day": DAY, "to_day": DAY } });
    let path = format!("/api/v1/supervisors/{}/absences", stage.supervisors[0]);
    let asked = stage.asha.api("POST", &path).json(&absence);
    asked.answer().expect(201);

    // It is a task of who can change the session, and of nobody else.
    let task = "session is in question after a change";
    assert!(stage.asha.opens("/").expect(200).says(task));
    let (legal, dee) = (
        house.staff("Lee", &[Role::Legal]),
        house.staff("Dee", &[Role::Dpo]),
    );
    for other in [&legal, &dee] {
        assert!(!other.opens("/").expect(200).says(task));
    }
    let list = stage.asha.opens("/sessions/held").expect(200);
    assert!(list.says("Put right by changing the session") && !list.says("decides)"));
    assert!(
        list.says("(ref "),
        "the child is named: {}",
        list.answer.body
    );
    let page = stage.tom.opens(&format!("/sessions/{id}")).expect(200);
    assert!(page.says("Change the session, or the record that this comes from"));
    for offer in ["Keep it, because", "Decide on this", "Who decides"] {
        assert!(!page.says(offer), "{offer}");
    }
    for form in ["decide", "keep"] {
        let page = stage.tom.opens(&format!("/sessions/{id}/{form}"));
        let page = page.expect(200);
        assert!(page.says("(ref ") && page.says("Its page says what puts it right"));
        assert!(!page.answer.body.contains("<textarea"), "nothing is asked");
    }
});

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

// A carer who reads that a driver collects the child waits for a driver.
story!(a_session_by_taxi_is_held_until_a_taxi_is_booked, |house| {
    let stage = Stage::set(house);
    let plan = &stage.plan;
    house.sql(&format!(
        "update contact_plan set returning_by = 'taxi' where id = '{plan}'"
    ));
    let firm = crate::resources::adds(&stage.asha, "/api/v1/providers", &super::firm("1"));
    let id = stage.books(&stage.session());
    let holding = || -> Vec<String> {
        let record = stage.record(&id);
        let found = record["found"].as_array().unwrap().iter();
        found
            .filter(|found| found["stands_in_the_way"] == true)
            .map(|found| found["reason"]["code"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(holding(), ["taxi-not-booked"]);
    stage
        .changes(&id, &stage.but(&json!({ "taxi": firm })))
        .expect(200);
    assert_eq!(holding(), Vec::<String>::new(), "a taxi comes");
    let at_home = json!({ "place": "placement", "room": "", "venue": "" });
    stage.changes(&id, &stage.but(&at_home)).expect(200);
    assert!(
        !holding().contains(&"taxi-not-booked".to_owned()),
        "nobody travels to where the child lives"
    );
});
