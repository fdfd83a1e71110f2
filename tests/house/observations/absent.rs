//! The service cancels at the door; a session ends before its time.

use serde_json::json;

use super::Held;
use crate::sessions::codes;

story!(
    what_the_service_cancels_is_not_the_familys_absence,
    |house| {
        let held = Held::set(house);
        let sick = json!({ "type": "session_not_started", "reason": "staff_sickness" });
        // Before anybody is at the door it is called off, so that people are told in time.
        let early = held.says("09:29", &sick).expect(409);
        assert_eq!(codes(&early), ["not-at-the-door-yet"]);
        assert!(
            early
                .body
                .contains("ask the coordinator to call the session off.")
        );
        held.says("09:30", &sick).expect(201);
        assert_eq!(
            house.texts("select counts_as from session"),
            ["service_failure"]
        );
        held.says("09:40", &json!({ "type": "session_closed" }))
            .expect(201);
        assert_eq!(held.stage.stage(&held.session), "closed");
    }
);

story!(a_session_ends_early_with_who_decided, |house| {
    let held = Held::set(house);
    held.reads_the_brief("09:30");
    held.arrives("09:55", &held.stage.ava).expect(201);
    held.arrives("10:00", &held.stage.mother).expect(201);
    held.says("10:01", &json!({ "type": "session_started" }))
        .expect(201);
    held.says(
        "10:20",
        &json!({ "type": "session_paused", "reason": "Nappy" }),
    )
    .expect(201);
    held.says("10:25", &json!({ "type": "session_resumed" }))
        .expect(201);
    let early = json!({ "type": "session_ended_early", "reason": "distress", "decided_by": "duty_manager",
        "account": "Ava could not be comforted." });
    held.says("10:50", &early).expect(201);
    assert_eq!(held.stage.stage(&held.session), "over");
    let open = held
        .says("10:51", &json!({ "type": "session_started" }))
        .expect(409);
    assert!(!codes(&open).is_empty());
});

story!(a_session_that_nobody_checks_in_to_is_looked_for, |house| {
    let held = Held::set(house);
    let (asha, milo) = (&held.stage.asha, &held.milo);
    let words = "1 session should have begun, and nobody has checked in";
    held.it_is("10:14");
    assert!(
        !asha.opens("/").expect(200).says(words),
        "a few minutes are nothing"
    );
    held.it_is("10:15");
    assert!(asha.opens("/").expect(200).says(words));
    let late = asha.opens("/records/overdue").expect(200);
    assert!(late.says("Should have begun, and nobody has checked in"));
    assert!(late.says("Telephone of Rosa Marsh"), "they are rung");
    assert!(late.says("Ava P") && late.says("Rosa Marsh") && late.says("Nobody has checked in"));
    assert!(
        milo.opens("/today")
            .expect(200)
            .says("Nobody has checked in")
    );
    let page = milo
        .opens(&format!("/sessions/{}", held.session))
        .expect(200);
    for link in ["brief", "record"] {
        let link = format!("href=\"/sessions/{}/{link}\"", held.session);
        assert!(page.answer.body.contains(&link), "{link}");
    }
    let other = asha
        .opens(&format!("/sessions/{}", held.session))
        .expect(200);
    assert!(!other.says("Check in and record"), "who does not hold it");
    held.arrives("10:20", &held.stage.ava).expect(201);
    assert!(!asha.opens("/").expect(200).says(words));
});
