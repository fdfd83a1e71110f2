//! Standing slots, and the week that is filled from them.

use serde_json::{Value, json};

use super::Stage;

fn twice_a_week(stage: &Stage<'_>) -> Value {
    let slot = |weekday: &str, room: &str| {
        json!({ "weekday": weekday, "from": "15:30", "to": "17:00", "room": room,
            "supervisors": [stage.supervisors[0]] })
    };
    json!({ "slots": [slot("tue", &stage.rooms[0]), slot("thu", &stage.rooms[1])] })
}

story!(
    a_new_session_has_the_taxi_that_all_slots_of_its_plan_have,
    |house| {
        let stage = Stage::set(house);
        let taxi = crate::resources::adds(
            &stage.asha,
            "/api/v1/providers",
            &super::services::firm("1"),
        );
        let path = format!("/api/v1/plans/{}/slots", stage.plan);
        let keeps = |version: u8, taxis: [&str; 2]| {
            let mut slots = twice_a_week(&stage);
            for (number, taxi) in taxis.iter().enumerate() {
                slots["slots"][number]["taxi"] = json!(taxi);
            }
            let asked = stage.asha.api("PUT", &path);
            let asked = asked.header("if-match", format!("\"{version}\""));
            asked.json(&slots).answer().expect(200);
        };
        let chosen = || {
            let form = format!("/sessions/new?plan={}", stage.plan);
            let page = stage.asha.opens(&form).expect(200);
            page.answer
                .body
                .contains(&format!("<option value=\"{taxi}\" selected"))
        };
        keeps(0, [&taxi, &taxi]);
        assert!(chosen());
        keeps(1, [&taxi, ""]);
        assert!(!chosen(), "on one day somebody else brings them");
    }
);

story!(a_week_is_filled_and_its_exceptions_are_listed, |house| {
    let stage = Stage::set(house);
    let path = format!("/api/v1/plans/{}/slots", stage.plan);
    let keep = stage.asha.api("PUT", &path).header("if-match", "\"0\"");
    keep.json(&twice_a_week(&stage)).answer().expect(200);
    let late = stage.asha.api("PUT", &path).header("if-match", "\"0\"");
    assert_ne!(late.json(&twice_a_week(&stage)).answer().status, 200);
    let closure = json!({ "span": { "from_day": "2026-12-03", "to_day": "2026-12-03" }, "reason": "The boiler" });
    let closures = format!("/api/v1/venues/{}/closures", stage.venue);
    stage
        .asha
        .api("POST", &closures)
        .json(&closure)
        .answer()
        .expect(201);

    let fill = || {
        stage
            .asha
            .api("POST", "/api/v1/weeks/2026-11-30/fill")
            .answer()
            .expect(200)
            .json()
    };
    let filled = fill();
    let booked = filled["booked"].as_array().unwrap();
    assert_eq!(booked.len(), 1, "{filled}");
    let left = &filled["left_out"][0];
    assert_eq!(
        (left["day"].as_str(), left["from"].as_str()),
        (Some("2026-12-03"), Some("15:30"))
    );
    assert_eq!(left["reasons"][0]["code"], "closed");

    // A session that was moved still stands for its slot: it is not booked a second time.
    let id = booked[0].as_str().unwrap();
    let wednesday = stage.but(&json!({ "day": "2026-12-02", "from": "15:30", "to": "17:00" }));
    stage.changes(id, &wednesday).expect(200);
    assert_eq!(fill()["booked"], json!([]));
    let off = json!({ "reason": "staff_sickness" });
    stage.does(&stage.asha, id, "cancel", &off).expect(200);
    assert_eq!(fill()["booked"], json!([]), "what was called off stays off");

    let page = stage.asha.opens("/weeks/2026-12-07/fill").expect(200);
    let filled = page.form("Fill the week").is_sent().expect(200);
    assert!(filled.says("2 sessions were planned."));
    let of_week = "select id from session where day = '2026-12-08'";
    let error = json!({ "reason": "The wrong family." });
    let wrong = &house.texts(of_week)[0];
    stage.does(&stage.asha, wrong, "void", &error).expect(200);
    let again = "/api/v1/weeks/2026-12-07/fill";
    let again = stage.asha.api("POST", again).answer().expect(200).json();
    assert_eq!(
        again["booked"].as_array().unwrap().len(),
        1,
        "made in error, it never stood for its slot"
    );
    let page = stage
        .asha
        .opens(&format!("/plans/{}/sessions", stage.plan))
        .expect(200);
    assert!(page.says("Tuesday 15:30 to 17:00: Garden room, supervised by Rosa Marsh"));
});

story!(a_slot_says_what_stands_against_its_next_time, |house| {
    let stage = Stage::set(house);
    let keeps = |plan: &str, slots: &Value| {
        let path = format!("/api/v1/plans/{plan}/slots");
        let keep = stage.asha.api("PUT", &path).header("if-match", "\"0\"");
        keep.json(slots).answer().expect(200).json()
    };
    let codes = |slot: &Value| {
        let against = slot["next"]["against"].as_array().unwrap();
        let codes = against.iter().map(|one| one["code"].as_str().unwrap());
        codes.map(str::to_owned).collect::<Vec<_>>()
    };
    // Rosa is away on the Thursday; on the Tuesday a family has her already, by hand.
    let away =
        json!({ "span": { "from_day": "2026-11-26", "to_day": "2026-11-26" }, "kind": "leave" });
    let absences = format!("/api/v1/supervisors/{}/absences", stage.supervisors[0]);
    stage
        .asha
        .api("POST", &absences)
        .json(&away)
        .answer()
        .expect(201);
    let kept = keeps(&stage.plan, &twice_a_week(&stage));
    assert_eq!(codes(&kept["slots"][1]), ["supervisor-away"], "{kept}");
    assert_eq!(kept["slots"][1]["next"]["day"], "2026-11-26");
    assert!(codes(&kept["slots"][0]).is_empty(), "{kept}");

    // Another family cannot have the same room and supervisor from week to week.
    let other = stage.family("B");
    let theirs = keeps(&other.plan, &twice_a_week(&stage));
    let codes = codes(&theirs["slots"][0]);
    assert!(codes.contains(&"slot-room-kept".to_owned()), "{codes:?}");
    assert!(
        codes.contains(&"slot-supervisor-kept".to_owned()),
        "{codes:?}"
    );
    let page = stage
        .asha
        .opens(&format!("/plans/{}/sessions", other.plan))
        .expect(200);
    assert!(page.says("Sessions of Child B"), "though it has none");
    assert!(page.says("In its way on"));
    assert!(page.says("Another family keeps the room: Tuesday, 15:30 to 17:00."));
    assert!(page.says("Rosa Marsh supervises another family's standing slot"));
});

story!(
    a_session_booked_at_the_time_of_a_slot_stands_for_it,
    |house| {
        let stage = Stage::set(house);
        let path = format!("/api/v1/plans/{}/slots", stage.plan);
        let keep = stage.asha.api("PUT", &path).header("if-match", "\"0\"");
        keep.json(&twice_a_week(&stage)).answer().expect(200);
        let tuesday = stage.but(&json!({ "day": "2026-12-01", "from": "16:00", "to": "17:00" }));
        let id = stage.books(&tuesday);
        let wednesday = stage.but(&json!({ "day": "2026-12-02", "from": "15:30", "to": "17:00" }));
        stage.changes(&id, &wednesday).expect(200);
        let fill = stage.asha.api("POST", "/api/v1/weeks/2026-11-30/fill");
        let booked = fill.answer().expect(200).json()["booked"].clone();
        assert_eq!(
            booked.as_array().unwrap().len(),
            1,
            "only the Thursday was left: {booked}"
        );
    }
);

story!(slots_are_kept_on_their_page, |house| {
    let stage = Stage::set(house);
    let path = format!("/plans/{}/slots", stage.plan);
    let form = stage.asha.opens(&path).expect(200).form("Save");
    let form = form
        .selects("Which day? (slot 1)", "Tuesday")
        .fills("From (slot 1)", "15:30")
        .fills("To (slot 1)", "half past");
    let again = form.is_sent().expect(422);
    assert!(again.says("Enter a time such as 09:30"));
    let twice = again.form("Save").fills("To (slot 1)", "17:00");
    let twice = twice
        .selects("Which day? (slot 2)", "Tuesday")
        .fills("From (slot 2)", "16:30")
        .fills("To (slot 2)", "18:00")
        .is_sent()
        .expect(422);
    assert!(twice.says("The family is in slot 1 at that time"));
    let saved = twice.form("Save").fills("From (slot 2)", "17:00").is_sent();
    let page = saved.expect(303).follows().expect(200);
    assert!(page.says("Tuesday 15:30 to 17:00"));
});

story!(what_an_order_owes_is_counted_on_the_session, |house| {
    let stage = Stage::set(house);
    let rule = json!({ "question": "how_often", "quote": "no fewer than two occasions each week", "vary": "court",
        "bound": "at_least", "times": "2", "per": "week", "about": [stage.mother] });
    stage.orders("2. On no fewer than two occasions each week.", &rule);
    let id = stage.books(&stage.session());
    let other = stage.books(&stage.but(&json!({ "day": "2026-12-03" })));
    let owed = |id: &str| stage.record(id)["owed"][0].clone();
    assert_eq!(owed(&id)["planned"], 2);
    assert_eq!(owed(&id)["missing"], 0);
    let sick = json!({ "reason": "staff_sickness" });
    stage.does(&stage.asha, &other, "cancel", &sick).expect(200);
    assert_eq!(owed(&id)["service_failed"], 1);
    assert_eq!(owed(&id)["missing"], 1);
    let page = stage.asha.opens(&format!("/sessions/{id}")).expect(200);
    assert!(page.says("1 below the ordered minimum"));
    // Nobody published it and its time has passed: it did not take place.
    house.clock.set("2026-12-01T12:00:00Z".parse().unwrap());
    assert_eq!(owed(&id)["planned"], 0);
    assert_eq!(owed(&id)["service_failed"], 2);
    assert_eq!(owed(&id)["missing"], 2);
});

/// As the form offers it: who plans for five sees that it holds them.
const GARDEN_ROOM: &str = "Hill House, Garden room: contact centre, for 8 people";

story!(a_session_is_booked_on_its_page, |house| {
    let stage = Stage::set(house);
    let path = format!("/sessions/new?plan={}", stage.plan);
    let form = stage.asha.opens(&path).expect(200).form("Save");
    let wrong = form.is_sent().expect(422);
    for of in ["From when", "Until when"] {
        assert!(wrong.says(&format!("{of}: Enter a time such as 09:30")));
    }
    let form = form
        .dates("day", "1", "12", "2026")
        .fills("From when?", "10:00")
        .fills("Until when?", "11:30")
        .selects("Which room?", GARDEN_ROOM)
        .chooses("Rosa Marsh");
    let booked = form.is_sent().expect(303).follows().expect(200);
    assert!(booked.says("Planned: nobody outside has been told"));
    assert!(booked.says("Garden room") && booked.says("Rosa Marsh"));
    let again = form_again(&stage, &path).expect(409);
    assert!(again.says("Garden room is already taken"));
    assert!(again.says("Who could supervise it") && again.says("Milo Finch"));
});

fn form_again<'s>(stage: &'s Stage<'_>, path: &str) -> crate::support::Page<'s, 's> {
    let form = stage.asha.opens(path).expect(200).form("Save");
    form.dates("day", "1", "12", "2026")
        .fills("From when?", "11:00")
        .fills("Until when?", "12:00")
        .selects("Which room?", GARDEN_ROOM)
        .chooses("Rosa Marsh")
        .is_sent()
}

story!(a_time_is_understood_as_people_type_it, |house| {
    let stage = Stage::set(house);
    for (number, (from, to)) in [("1pm", "2.30pm"), ("1500", "16.30"), ("9:30", "10:45")]
        .into_iter()
        .enumerate()
    {
        let day = format!("2026-12-{:02}", 2 + number);
        let typed = stage.but(&json!({ "day": day, "from": from, "to": to }));
        let booked = stage.asks(&typed).expect(201).json();
        let hours = ["13:00 to 14:30", "15:00 to 16:30", "09:30 to 10:45"][number];
        let page = stage
            .asha
            .opens(&format!("/sessions/{}", booked["id"].as_str().unwrap()));
        assert!(page.expect(200).says(hours), "{from}");
    }
    let unclear = stage.asks(&stage.but(&json!({ "from": "4" })));
    assert_eq!(
        unclear.expect(422).json()["errors"][0]["pointer"],
        "/session/from"
    );
});
