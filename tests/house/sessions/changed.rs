//! A session that is changed keeps its questions open until what raised them is gone.

use kernel::refusal::Kind;
use law::access::Role;
use serde_json::{Value, json};

use super::{Stage, codes, flags::causes, flags::open};
use crate::resources::adds;

fn ended(cause: &str) -> (String, bool) {
    (cause.to_owned(), true)
}

story!(a_note_is_no_news_and_settles_nothing, |house| {
    let stage = Stage::set(house);
    let id = stage.books(&stage.session());
    stage.publishes(&id);
    let household = crate::people::adds_household(&stage.asha, "The Ferns", "9 Canary Row");
    let placed = json!({ "household": household, "from": "2026-11-24" });
    let path = format!("/api/v1/people/{}/placements", stage.ava);
    let placing = stage.asha.api("POST", &path).json(&placed);
    placing.answer().expect(201);
    assert_eq!(causes(&stage, &id), [open("placement")]);
    let told = || house.number("select count(*) as n from notice where event = 'changed'");
    let before = told();

    let noted = stage.changes(&id, &stage.but(&json!({ "note": "Bring spare nappies." })));
    let noted = noted.expect(200).json();
    assert_eq!(
        (&noted["sequence"], &noted["stage"]),
        (&json!(0), &json!("published"))
    );
    assert_eq!(causes(&stage, &id), [open("placement")]);
    assert_eq!(told(), before, "nobody outside hears of it");

    let other = json!({ "room": stage.rooms[1] });
    let moved = stage.changes(&id, &stage.but(&other)).expect(200).json();
    assert_eq!(moved["sequence"], 1);
    assert_eq!(causes(&stage, &id), [ended("placement")]);
});

story!(
    a_published_session_that_is_held_now_is_in_question,
    |house| {
        let stage = Stage::set(house);
        let id = stage.books(&stage.session());
        stage.publishes(&id);
        let nowhere = json!({ "room": "", "venue": stage.venue });
        stage.changes(&id, &stage.but(&nowhere)).expect(200);
        let record = stage.record(&id);
        assert_eq!(record["flags"][0]["checks"][0]["code"], "room-not-chosen");
        assert_eq!(causes(&stage, &id), [open("session")]);
        stage.changes(&id, &stage.session()).expect(200);
        assert_eq!(causes(&stage, &id), [ended("session")]);
    }
);

story!(
    who_moves_a_session_to_a_time_that_is_held_reads_what_people_hear,
    |house| {
        let stage = Stage::set(house);
        let id = stage.books(&stage.session());
        stage.publishes(&id);
        let path = format!("/sessions/{id}");
        let hear = "Everybody who was told of the old time is told now that it is not then.";
        let later = json!({ "day": "2026-12-08", "room": "", "venue": stage.venue });
        stage.changes(&id, &stage.but(&later)).expect(200);
        let page = stage.asha.opens(&path).expect(200);
        assert!(page.says(hear), "{}", page.answer.body);
        let moved = "from Tuesday 1 December 2026, 10:00 to 11:30 to Tuesday 8 December 2026, 10:00 to 11:30";
        assert!(page.says(moved), "{}", page.answer.body);
        let free = json!({ "day": "2026-12-08" });
        stage.changes(&id, &stage.but(&free)).expect(200);
        let page = stage.asha.opens(&path).expect(200);
        assert!(!page.says(hear) && page.says("Planned anew: to be published again"));
    }
);

story!(
    a_session_after_the_end_of_its_plan_is_in_question,
    |house| {
        let stage = Stage::set(house);
        let id = stage.books(&stage.session());
        let path = format!("/api/v1/plans/{}", stage.plan);
        let version = stage.asha.api("GET", &path).answer().expect(200).json()["version"].clone();
        let end = json!({ "until": "2026-11-30", "reason": "They went home." });
        let asked = stage.asha.api("POST", &format!("{path}/end"));
        let asked = asked.header("if-match", format!("\"{version}\""));
        asked.json(&end).answer().expect(200);
        let flags = stage.record(&id)["flags"].clone();
        assert_eq!(flags[0]["cause"], "plan");
        let is_that = |check: &Value| check["code"] == "plan-not-running";
        let checks = flags[0]["checks"].as_array().unwrap();
        assert!(checks.iter().any(is_that), "{flags}");
    }
);

story!(
    a_venue_that_is_called_otherwise_judges_nothing_anew,
    |house| {
        let stage = Stage::set(house);
        let id = stage.books(&stage.session());
        let verdicts = || stage.record(&id)["verdicts"].as_array().unwrap().len();
        let before = verdicts();
        let becomes = |version: u8, field: &str, value: Value| {
            let mut venue = crate::resources::hill_house();
            venue[field] = value;
            let path = format!("/api/v1/venues/{}", stage.venue);
            let asked = stage.asha.api("PUT", &path);
            let asked = asked.header("if-match", format!("\"{version}\""));
            asked.json(&venue).answer().expect(200);
        };
        becomes(1, "name", json!("Hill House Centre"));
        assert_eq!(verdicts(), before, "its name bears on no session");
        becomes(2, "cleaning_minutes", json!("45"));
        assert_eq!(verdicts(), before + 1);
    }
);

story!(who_is_no_family_any_more_is_judged_anew, |house| {
    let stage = Stage::set(house);
    let id = stage.books(&stage.session());
    let verdicts = || stage.record(&id)["verdicts"].as_array().unwrap().len();
    let before = verdicts();
    let path = format!("/api/v1/people/{}/relatives/remove", stage.ava);
    let error = json!({ "relative": stage.mother });
    let removing = stage.asha.api("POST", &path).json(&error);
    removing.answer().expect(204);
    assert_eq!(verdicts(), before + 1);
});

story!(
    a_form_shows_what_a_session_has_and_nobody_offers_any_more,
    |house| {
        let stage = Stage::set(house);
        let mut firm = super::services::firm("2");
        let taxi = adds(&stage.asha, "/api/v1/providers", &firm);
        let id = stage.books(&stage.but(&json!({ "taxi": taxi })));
        firm["in_use"] = json!(false);
        let path = format!("/api/v1/providers/{taxi}");
        let edit = stage.asha.api("PUT", &path).header("if-match", "\"1\"");
        edit.json(&firm).answer().expect(200);
        let page = stage
            .asha
            .opens(&format!("/sessions/{id}/change"))
            .expect(200);
        assert!(page.says("Swift Cars, not offered any more"));
        let again = page.form("Save").fills("Until when?", "11:15").is_sent();
        assert_eq!(
            again.answer.status, 409,
            "who cannot come is said, not taken away"
        );
        assert!(again.says("Swift Cars is not used any more"));
    }
);

story!(
    a_session_moved_within_the_week_waits_to_be_published,
    |house| {
        let stage = Stage::set(house);
        let friday = json!({ "day": "2026-11-27" });
        let id = stage.books(&stage.but(&friday));
        stage.publishes(&id);
        let waits = "1 session of this week is not published, so it cannot begin";
        assert!(!stage.asha.opens("/").expect(200).says(waits));
        let later = json!({ "day": "2026-11-27", "from": "14:00", "to": "15:30" });
        stage.changes(&id, &stage.but(&later)).expect(200);
        assert!(stage.asha.opens("/").expect(200).says(waits));
    }
);

story!(
    what_was_not_held_is_neither_excused_nor_moved_away,
    |house| {
        let stage = Stage::set(house);
        let id = stage.books(&stage.session());
        house.clock.set("2026-12-01T10:00:00Z".parse().unwrap());
        let unwell = json!({ "reason": "visitor_unwell" });
        let later = stage.but(&json!({ "day": "2026-12-17" }));
        for refused in [
            stage.does(&stage.asha, &id, "cancel", &unwell),
            stage.changes(&id, &later),
        ] {
            assert_eq!(codes(&refused.expect(409)), ["time-has-come"]);
        }
        assert_eq!(stage.stage(&id), "planned");

        // Rosa fell ill on the way there: that is the service's own failure, and said at once.
        let sick = json!({ "reason": "staff_sickness" });
        stage.does(&stage.asha, &id, "cancel", &sick).expect(200);
        assert_eq!(
            house.texts("select counts_as from session"),
            ["service_failure"]
        );
    }
);

story!(the_history_says_from_what_to_what_it_was_changed, |house| {
    let stage = Stage::set(house);
    let id = stage.books(&stage.session());
    let other = json!({ "room": stage.rooms[1], "supervisors": [stage.supervisors[1]] });
    stage.changes(&id, &stage.but(&other)).expect(200);
    let history = stage.record(&id)["history"].clone();
    let words = "supervisor from Rosa Marsh to Milo Finch; room from Garden room to Attic room";
    let steps = history.as_array().unwrap();
    assert!(steps.iter().any(|step| step["note"] == words), "{history}");
    let page = stage.asha.opens(&format!("/sessions/{id}")).expect(200);
    assert!(page.says(&format!("reassigned, Asha: {words}")));
});

story!(
    a_moved_session_says_that_it_is_to_be_published_again,
    |house| {
        let stage = Stage::set(house);
        let id = stage.books(&stage.session());
        let page = || stage.asha.opens(&format!("/sessions/{id}")).expect(200);
        assert!(page().says("Planned: nobody outside has been told"));
        stage.publishes(&id);
        let later = stage.but(&json!({ "day": "2026-12-02" }));
        stage.changes(&id, &later).expect(200);
        let page = page();
        assert!(page.says("Planned anew: to be published again"));
        assert!(!page.says("nobody outside has been told"));
    }
);

story!(a_session_by_video_is_in_no_place, |house| {
    let stage = Stage::set(house);
    let id = stage.books(&stage.session());
    let path = format!("/sessions/{id}");
    let before = stage.asha.opens(&path).expect(200);
    assert!(!before.says("Where by video"));
    // A program that books a room for it is told so; on the page nobody empties it by hand.
    let by_video = stage.but(&json!({ "mode": "video" }));
    for (asked, at) in [
        (stage.changes(&id, &by_video), "/room"),
        (stage.asks(&by_video), "/session/room"),
    ] {
        assert_eq!(asked.problem(), Kind::Invalid);
        let error = asked.json()["errors"][0].clone();
        assert_eq!(
            (&error["pointer"], &error["code"]),
            (&json!(at), &json!("not-in-person"))
        );
    }
    let form = stage.asha.opens(&format!("{path}/change")).expect(200);
    let form = form.form("Save").chooses("By video");
    form.is_sent().expect(303);
    let changed = stage.record(&id)["session"].clone();
    assert_eq!(changed["place"], "remote");
    assert_eq!(
        (&changed["room"], &changed["venue"]),
        (&Value::Null, &Value::Null)
    );
    let page = stage.asha.opens(&path).expect(200);
    assert!(page.says("Where By video"), "{}", page.answer.body);
    assert!(!page.answer.body.contains("contact centre</dd>"));

    // One that was booked before keeps what it has, and is told as what it is.
    house.sql(&format!(
        "update session set place = 'centre' where id = '{id}'"
    ));
    let page = stage.asha.opens(&path).expect(200);
    assert!(page.says("Where By video"), "{}", page.answer.body);
});

story!(who_was_too_late_reads_who_changed_it_and_what, |house| {
    let stage = Stage::set(house);
    let session = stage.books(&stage.session());
    let bo = house.staff("Bo", &[Role::Coordinator]);
    let path = format!("/sessions/{session}/change");
    let slow = bo.opens(&path).expect(200).form("Save");
    let quick = stage.asha.opens(&path).expect(200).form("Save");
    quick.fills("From when?", "10:15").is_sent().expect(303);
    let late = slow.fills("From when?", "09:45").is_sent().expect(409);
    assert!(
        late.says("What was last done: moved (") && late.says(", Asha, "),
        "{}",
        late.answer.body
    );
    assert!(
        late.answer.body.contains("09:45"),
        "what was typed still stands"
    );
});
