//! Script 9: the session does not run, and another is called off on the court's word.

use serde_json::{Value, json};

use super::{Service, THIS_WEEK, delivers, last, publishes};
use crate::{
    people::{adds, adult},
    sessions::{codes, plan_of},
};

/// Ava's father, whom an order gives two sessions a week; his path through the API.
fn father(service: &Service<'_>) -> (String, String) {
    let stage = &service.stage;
    let father = adds(&stage.asha, &adult("Dean"));
    let kin = json!({ "relative": father, "relationship": "father", "responsibility": "yes" });
    let relatives = format!("/api/v1/people/{}/relatives", stage.ava);
    let asking = stage.asha.api("PUT", &relatives).json(&kin);
    asking.answer().expect(204);
    let pair = (stage.ava.as_str(), father.as_str());
    stage.assesses(pair, ("2026-11-03", "2027-01-20"), &[]);
    let both: (&[&String], &[&String]) = (&[&stage.ava], &[&father]);
    let plan = plan_of(service.house, &service.priya, "F", both);
    service.house.sql(&format!(
        "update contact_plan set bringing = 'taxi', returning_by = 'taxi' where id = '{plan}'"
    ));
    let words = "on no fewer than two occasions each week";
    let rule = json!({ "question": "how_often", "quote": words, "vary": "court", "bound": "at_least",
        "times": "2", "per": "week", "about": [father] });
    stage.orders(&format!("2. Ava meets her father {words}."), &rule);
    (father, plan)
}

mail_story!(
    the_family_does_not_come_and_another_session_is_called_off,
    |house, server| {
        let service = Service::opens(house, server);
        let (father, plan) = father(&service);
        let books = |day: &str| {
            let mut session = service.session((day, "14:00", "15:30"));
            session["visitors"] = json!([father]);
            let booked = service.stage.asks_for(&plan, &session).expect(201);
            booked.json()["id"].as_str().unwrap().to_owned()
        };
        let (today, thursday, friday) = (
            books("2026-11-24"),
            books("2026-11-26"),
            books("2026-11-27"),
        );
        publishes(&service.stage.asha, THIS_WEEK);
        delivers(house);
        let driver = json!({ "provider": service.taxi });
        let (held, _) = service.held_by_milo(today);
        let stage = &held.stage;
        let owed = || -> Value { stage.record(&thursday)["owed"][0].clone() };
        assert_eq!(owed()["planned"], 3);

        // He is waited for a quarter of an hour.
        held.arrives("13:55", &stage.ava).expect(201);
        let absent = json!({ "type": "session_not_started", "reason": "did_not_attend",
            "account": "Rang twice." });
        let refused = held.says("14:14", &absent).expect(409);
        assert_eq!(codes(&refused), ["still-waiting"]);
        held.says("14:15", &absent).expect(201);
        assert_eq!(stage.stage(&held.session), "over");
        let alone = json!({ "type": "session_closed" });
        held.says("14:30", &alone).expect(422);
        let closed = json!({ "type": "session_closed", "handed_to": driver });
        held.says("14:31", &closed).expect(201);
        assert_eq!(
            held.log().json()["needed"],
            json!([]),
            "nothing was to be seen"
        );
        held.signs("14:40").expect(201);

        // Everybody who waits for her hears of it, and her social worker the same day.
        let before = server.took_for("ok.mother").len();
        delivers(house);
        let fern = last(server, "ok.fern").plain;
        assert!(fern.contains("Did not go ahead"), "{fern}");
        assert!(fern.contains("Ava comes straight back to you."), "{fern}");
        let driver = last(server, "ok.taxi").plain;
        assert!(driver.contains("Please ring us now"), "{driver}");
        // A driver brings her back: the way takes half an hour, as the settings say.
        assert!(fern.contains("Back with you about: 14:45"), "{fern}");
        for words in [
            "New time of the way back: 14:15",
            "Old time of the way back: 15:30",
        ] {
            assert!(driver.contains(words), "{words} in {driver}");
        }
        for (name, plain) in [("carer", &fern), ("driver", &driver)] {
            assert!(
                plain.contains("Free to go home from: 14:15"),
                "{name}: {plain}"
            );
            assert!(!plain.contains("Rang twice"), "{name}: {plain}");
        }
        let hers = server.took_for("ok.priya");
        let told = |what: &str| {
            let words = format!("What happened: {what}");
            hers.iter().any(|mail| mail.plain.contains(&words))
        };
        assert!(told("Did not start") && told("Record signed"), "{hers:?}");
        assert_eq!(server.took_for("ok.mother").len(), before);

        // The court asks that another be called off: that counts as neither's failure.
        let court = json!({ "reason": "order_changed", "note": "The court asked for it." });
        let off = stage.does(&stage.asha, &friday, "cancel", &court);
        assert_eq!(off.expect(200).json()["counts_as"], "excused");
        let history = stage.record(&friday)["history"].clone();
        let step = history.as_array().unwrap().last().unwrap();
        assert_eq!(step["note"], "The court asked for it.");
        assert_eq!(step["by"], json!(stage.asha.id));
        let sick = json!({ "reason": "staff_sickness" });
        let off = stage.does(&stage.asha, &thursday, "cancel", &sick);
        assert_eq!(off.expect(200).json()["counts_as"], "service_failure");
        let owed = owed();
        let counted = ["family_missed", "excused", "service_failed", "planned"];
        assert_eq!(
            counted.map(|how| owed[how].clone()),
            [1, 1, 1, 0].map(Value::from)
        );
        let record = stage
            .asha
            .opens(&format!("/sessions/{}/observation", held.session))
            .expect(200);
        assert!(record.says("Session did not start: the family did not attend"));
        assert!(record.says("Rang twice."));
    }
);
