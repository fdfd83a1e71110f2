//! A taxi firm has several cars: it is taken when as many are on the way as it has.

use serde_json::{Value, json};

use super::{Stage, codes};
use crate::resources::adds;

pub fn firm(cars: &str) -> Value {
    json!({ "name": "Swift Cars", "kind": "taxi_firm", "insured_until": "2027-03-31",
        "dbs_until": "2027-03-31", "at_once": cars, "in_use": true,
        "agreement": { "reference": "ISA 12", "from": "2026-01-01", "until": "2027-12-31" },
        "contact": { "phone": "01632 960888" } })
}

story!(a_firm_is_taken_when_all_its_cars_are, |house| {
    let stage = Stage::set(house);
    let id = adds(&stage.asha, "/api/v1/providers", &firm("1"));
    let has = |cars: &str, version: u32| {
        let path = format!("/api/v1/providers/{id}");
        let asked = stage.asha.api("PUT", &path);
        let asked = asked.header("if-match", format!("\"{version}\""));
        asked.json(&firm(cars)).answer().expect(200).json()
    };
    stage.books(&stage.but(&json!({ "taxi": id })));
    let other = stage.family("D");
    let second = stage.but(
        &json!({ "children": [other.child], "visitors": [other.mother],
        "taxi": id, "room": stage.rooms[1], "supervisors": [stage.supervisors[1]] }),
    );
    let refused = stage.asks_for(&other.plan, &second);
    assert_eq!(codes(&refused), ["clash-taxi"]);
    let words = refused.json()["reasons"][0]["explanation"].to_string();
    assert!(words.contains("Swift Cars is already taken"), "{words}");

    assert_eq!(has("2", 1)["at_once"], 2);
    let booked = stage.asks_for(&other.plan, &second).expect(201).json();
    assert_eq!(
        booked["taxi"],
        id.as_str(),
        "which car is the firm's to say"
    );

    let third = stage.family("E");
    let asked = stage.but(
        &json!({ "children": [third.child], "visitors": [third.mother],
        "taxi": id, "room": "", "venue": stage.venue, "supervisors": [] }),
    );
    let refused = stage.asks_for(&third.plan, &asked);
    assert!(
        codes(&refused).contains(&"clash-taxi".to_owned()),
        "{refused:?}"
    );
    assert!(
        refused.body.contains("serves 2 sessions at a time"),
        "{refused:?}"
    );
    // Nobody knows how many cars it has: then it answers for itself.
    assert!(has("", 2)["at_once"].is_null());
    let asked = stage.asks_for(&third.plan, &asked);
    assert!(
        !codes(&asked).contains(&"clash-taxi".to_owned()),
        "{asked:?}"
    );
    let taken = house.texts("select resource_id from occupation where part = 'taxi' order by 1");
    assert!(
        taken.starts_with(&[format!("{id}/1"), format!("{id}/2")]),
        "{taken:?}"
    );
});

story!(
    what_stands_against_a_firm_stands_where_it_was_chosen,
    |house| {
        let stage = Stage::set(house);
        let mut uninsured = firm("1");
        uninsured["insured_until"] = json!("2026-11-30");
        let id = adds(&stage.asha, "/api/v1/providers", &uninsured);
        let path = format!("/sessions/new?plan={}", stage.plan);
        let form = stage.asha.opens(&path).expect(200).form("Save");
        let refused = form
            .dates("day", "1", "12", "2026")
            .fills("From when?", "10:00")
            .fills("Until when?", "11:30")
            .types("taxi", &id)
            .is_sent()
            .expect(409);
        assert!(refused.says("Swift Cars has no insurance recorded for that day."));
        for place in ["href=\"#taxi\"", "id=\"taxi-error\""] {
            assert!(refused.answer.body.contains(place), "{place}");
        }
    }
);
