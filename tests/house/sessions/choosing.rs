//! What stands beside a form of a session: who and what could be had, and where a refusal is mended.

use law::{access::Role, proposal::Level, risk::Control};
use serde_json::json;

use super::{DAY, Stage, firm};
use crate::resources::adds;

story!(the_form_shows_what_is_free_before_it_is_saved, |house| {
    let stage = Stage::set(house);
    stage.books(&stage.session());
    let other = stage.family("B");
    let path = format!("/sessions/new?plan={}", other.plan);
    let proof = stage.asha.csrf();
    let fields = [
        ("csrf_token", proof.as_str()),
        ("day-day", "1"),
        ("day-month", "12"),
        ("day-year", "2026"),
        ("from", "10:00"),
        ("to", "11:00"),
        ("children", other.child.as_str()),
        ("visitors", other.mother.as_str()),
        ("mode", "direct"),
        ("level", "U3"),
        ("place", "centre"),
        ("look", "free"),
    ];
    let action = format!("/sessions?plan={}", other.plan);
    let page = stage.asha.browser().posts(&action, &fields).expect(200);
    let free = page.form("Save").option_with("Which room?", "Attic room");
    assert_eq!(free, "Hill House, Attic room: contact centre, for 8 people");
    let group = |label: &str| {
        let begins = format!("<optgroup label=\"{label}\">");
        let (_, rest) = page.answer.body.split_once(&begins).unwrap();
        rest.split_once("</optgroup>").unwrap().0
    };
    assert!(group("Free then").contains("Attic room"));
    assert!(group("Not free then").contains("Garden room"));
    assert!(page.says("Garden room is already taken"));
    let listed = "<li><strong>Hill House, Attic room</strong>: contact centre, for 8 people</li>";
    assert!(page.answer.body.contains(listed), "{}", page.answer.body);
    let unclear = fields.map(|(name, value)| {
        if name == "from" {
            (name, "soon")
        } else {
            (name, value)
        }
    });
    let unclear = stage.asha.browser().posts(&action, &unclear).expect(200);
    assert!(unclear.says("From when: Enter a time such as 09:30"));
    let by_video = fields.map(|(name, value)| {
        if name == "mode" {
            (name, "video")
        } else {
            (name, value)
        }
    });
    let video = stage.asha.browser().posts(&action, &by_video).expect(200);
    assert!(video.says("Who could supervise it") && !video.says("Which rooms are free"));
    assert!(page.says("Milo Finch: new to the child"));
    assert!(page.says("Rosa Marsh is already taken"));
    assert_eq!(
        house.number("select count(*) from session"),
        1,
        "saved nothing"
    );

    let form = stage.asha.opens(&path).expect(200).form("Save");
    let refused = form
        .dates("day", "1", "12", "2026")
        .fills("From when?", "10:00")
        .fills("Until when?", "11:00")
        .types("room", &stage.rooms[0])
        .chooses("Rosa Marsh")
        .is_sent()
        .expect(409);
    for question in ["#room", "#supervisors"] {
        let link = format!("href=\"{question}\"");
        assert!(refused.answer.body.contains(&link), "{question}");
    }
});

story!(who_must_not_be_called_is_not_offered, |house| {
    let stage = Stage::set(house);
    adds(&stage.asha, "/api/v1/providers", &firm("2"));
    let mut old = firm("2");
    old["name"] = json!("Old Cars");
    old["insured_until"] = json!("2026-10-31");
    adds(&stage.asha, "/api/v1/providers", &old);
    let page = stage
        .asha
        .opens(&format!("/sessions/new?plan={}", stage.plan))
        .expect(200);
    assert!(page.says("Swift Cars") && !page.says("Old Cars"));
});

story!(who_asked_hears_what_was_decided, |house| {
    let stage = Stage::set(house);
    let today = json!({ "day": "2026-11-24" });
    let (id, key) = stage.books_beyond_hours(&stage.plan, &today);
    stage.books(&stage.but(&json!({ "day": DAY })));
    let bo = house.staff("Bo", &[Role::Coordinator]);
    let home = bo.opens("/").expect(200);
    let held = "1 session is held for you to decide, today";
    assert!(home.says(held), "{}", home.answer.body);
    let body = &home.answer.body;
    let at = |words: &str| body.find(words).unwrap();
    assert!(at("is held for you") < at("of next week is not published"));

    let decision = json!({ "finding": key, "reason": "Pat agreed to come in early." });
    stage.does(&bo, &id, "decide", &decision).expect(200);
    let news = "1 session that you booked was decided on by somebody else";
    assert!(stage.asha.opens("/").expect(200).says(news));
    assert!(!bo.opens("/").expect(200).says(news), "he decided it");
    let page = stage.asha.opens("/sessions/decided").expect(200);
    assert!(page.says("It goes ahead: Bo") && page.says("Pat agreed to come in early."));
});

story!(
    whoever_decides_sees_the_controls_and_how_to_say_no,
    |house| {
        let stage = Stage::set(house);
        let pair = (stage.ava.as_str(), stage.mother.as_str());
        let level = Level::Supervised;
        let controls = [Control::Supervision { level }];
        stage.assesses(pair, ("2026-11-04", "2027-01-20"), &controls);
        let (id, _) = stage.books_beyond_hours(&stage.plan, &json!({}));
        let bo = house.staff("Bo", &[Role::Coordinator]);
        let page = bo.opens(&format!("/sessions/{id}/decide")).expect(200);
        assert!(page.says("Controls in force: Supervision: at least"));
        let off = format!("href=\"/sessions/{id}/cancel\"");
        assert!(page.answer.body.contains(&off) && page.says("It does not go ahead: call it off"));
        // The only thing to decide is chosen already.
        let form = page.form("The session goes ahead");
        let why = "Pat agreed to come in early.";
        let decided = form.fills("Why does the session go ahead?", why).is_sent();
        assert!(decided.expect(303).follows().says(why));
    }
);

story!(
    calling_off_shows_what_is_left_and_asks_what_was_tried,
    |house| {
        let stage = Stage::set(house);
        let rule = json!({ "question": "how_often", "quote": "no fewer than two occasions each week",
        "vary": "court", "bound": "at_least", "times": "2", "per": "week", "about": [stage.mother] });
        stage.orders("2. On no fewer than two occasions each week.", &rule);
        let id = stage.books(&stage.session());
        stage.books(&stage.but(&json!({ "day": "2026-12-03" })));
        let page = stage.asha.opens(&format!("/sessions/{id}/cancel"));
        let page = page.expect(200);
        assert!(page.says("2 of 2 from") && page.says("1 of 2 are left."));
        assert!(
            page.answer
                .body
                .contains("<optgroup label=\"The service\">")
        );
        let reason = "Cancelled by the service: no supervisor was available";
        let form = page.form("Call it off");
        let form = form.selects("Why is it called off?", reason);
        let asked = form.is_sent().expect(422);
        assert!(asked.says("Say what was tried instead, and who was told"));
        let told = asked.form("Call it off");
        let told = told.fills(
            "What was tried instead, and who was told?",
            "Milo was asked.",
        );
        told.is_sent().expect(303);
        assert_eq!(stage.stage(&id), "cancelled");
    }
);

story!(the_form_of_slots_says_who_supervises_each, |house| {
    let stage = Stage::set(house);
    let slot = json!({ "weekday": "tue", "from": "15:30", "to": "17:00", "room": stage.rooms[0],
        "supervisors": [stage.supervisors[0]] });
    let path = format!("/plans/{}/slots", stage.plan);
    let keep = stage.asha.api("PUT", &format!("/api/v1{path}"));
    let keep = keep.header("if-match", "\"0\"");
    keep.json(&json!({ "slots": [slot] })).answer().expect(200);
    let page = stage.asha.opens(&path).expect(200);
    assert!(page.says("Who supervises slot 1? Rosa Marsh"));
    assert!(page.says("Who supervises slot 2? Nobody yet"));
});

story!(
    what_the_children_need_stands_where_a_session_is_arranged,
    |house| {
        let stage = Stage::set(house);
        let referral: String = house.texts("select id from referral").remove(0);
        let answers = json!({ "health": { "known": "Peanuts: EpiPen in the bag." },
            "access": { "known": "Wheelchair: step-free." }, "school": { "not_known": "carer" } });
        house.has_answered(referral.parse().unwrap(), &answers);
        let room = json!({ "name": "Ramp room", "capacity": "6", "features": ["step_free", "kitchen"],
            "in_use": true });
        adds(
            &stage.asha,
            &format!("/api/v1/venues/{}/rooms", stage.venue),
            &room,
        );
        let rosa = house.staff("Rosa", &[Role::Supervisor]);
        house.sql(&format!(
            "update supervisor set user_id = '{}' where id = '{}'",
            rosa.id, stage.supervisors[0]
        ));
        let needs = [
            "Peanuts: EpiPen in the bag.",
            "Wheelchair: step-free.",
            "Not known yet. Ask the carer.",
        ];

        let new = format!("/sessions/new?plan={}", stage.plan);
        let form = stage.asha.opens(&new).expect(200);
        let id = stage.books(&stage.session());
        let change = format!("/sessions/{id}/change");
        let change = stage.asha.opens(&change).expect(200);
        let ramp = change.form("Save").option_with("Which room?", "Ramp room");
        assert!(ramp.ends_with("for 6 people, step-free"), "{ramp}");
        assert!(change.says("It has: step-free throughout, kitchen for the family"));
        let path = format!("/sessions/{id}");
        let session = stage.asha.opens(&path).expect(200);
        for (page, at) in [(&form, "new"), (&change, "change"), (&session, "session")] {
            for words in needs {
                assert!(page.says(words), "{at}: {words}");
            }
        }

        // Who supervises has it in the brief; a session's page is also for others who may not read
        // the referral.
        let theirs = rosa.opens(&path).expect(200);
        assert!(!theirs.says("Peanuts") && !theirs.says("What the referral says"));
    }
);
