//! A session that comes back from a refusal of contact waits for a decision, and a family hears
//! nothing of it before.

use serde_json::json;

use crate::{
    scripts::{Service, THIS_WEEK, delivers, last, publishes},
    sessions::Stage,
};

/// Contact with the mother is refused for a week, and allowed again.
fn is_refused_and_allowed(stage: &Stage<'_>) {
    let body = json!({ "person": stage.mother, "from": "2026-11-24", "from_time": "09:00",
        "until": "2026-12-01", "until_time": "09:00", "reason": "It is urgent." });
    let path = format!("/api/v1/people/{}/refusals", stage.ava);
    let refusal = stage.tom.api("POST", &path).json(&body).answer();
    let refusal = refusal.expect(201).json();
    let lift = format!("/api/v1/refusals/{}/lift", refusal["id"].as_str().unwrap());
    let safe = json!({ "reason": "It is safe." });
    let lifted = stage.tom.api("POST", &lift).json(&safe).answer();
    lifted.expect(200);
}

mail_story!(
    what_comes_back_from_a_refusal_is_told_to_nobody_before_it_is_decided,
    |house, server| {
        let service = Service::opens(house, server);
        let stage = &service.stage;
        let day = "2026-11-26";
        let session = stage.books(&service.session((day, "10:00", "11:30")));
        publishes(&stage.asha, THIS_WEEK);
        delivers(house);
        assert_eq!(server.took_for("ok.mother").len(), 1);

        // It is moved; before anybody hears of that, contact is refused and allowed again.
        let later = service.session((day, "14:00", "15:30"));
        stage.changes(&session, &later).expect(200);
        is_refused_and_allowed(stage);
        delivers(house);
        for name in ["ok.mother", "ok.fern", "ok.taxi"] {
            let told = server.took_for(name);
            assert_eq!(told.len(), 1, "neither on nor off: {told:?}");
        }

        let keep = json!({ "reason": "As planned." });
        stage.does(&stage.tom, &session, "keep", &keep).expect(200);
        publishes(&stage.asha, THIS_WEEK);
        delivers(house);
        let mail = last(server, "ok.mother").plain;
        for words in [
            "New time: Thursday 26 November 2026, 14:00 to 15:30",
            "Old time: Thursday 26 November 2026, 10:00 to 11:30",
        ] {
            assert!(mail.contains(words), "{words} in {mail}");
        }
    }
);

mail_story!(
    a_mother_who_was_told_of_the_change_hears_that_it_goes_ahead_after_the_refusal,
    |house, server| {
        let service = Service::opens(house, server);
        let stage = &service.stage;
        let day = "2026-11-26";
        let session = stage.books(&service.session((day, "10:00", "11:30")));
        publishes(&stage.asha, THIS_WEEK);
        delivers(house);
        stage
            .changes(&session, &service.session((day, "14:00", "15:30")))
            .expect(200);
        delivers(house);
        assert!(last(server, "ok.mother").plain.contains("14:00 to 15:30"));

        // By letter she learns that contact is refused, and that it no longer is.
        is_refused_and_allowed(stage);
        delivers(house);
        assert_eq!(server.took_for("ok.mother").len(), 2);

        let keep = json!({ "reason": "As planned." });
        stage.does(&stage.tom, &session, "keep", &keep).expect(200);
        publishes(&stage.asha, THIS_WEEK);
        delivers(house);
        assert_eq!(server.took_for("ok.mother").len(), 3);
        let mail = last(server, "ok.mother");
        assert!(
            mail.subject.contains("Still as planned"),
            "{}",
            mail.subject
        );
        assert!(
            mail.plain
                .contains("Thursday 26 November 2026, 14:00 to 15:30")
        );
    }
);
