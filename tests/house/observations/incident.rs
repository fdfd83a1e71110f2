//! An incident is told at once, and read before the record is signed.

use law::access::Role;
use serde_json::json;

use super::Held;
use crate::sessions::codes;

story!(
    an_incident_is_told_at_once_and_read_before_the_record,
    |house| {
        let held = Held::set(house);
        let (milo, stage) = (&held.milo, &held.stage);
        let maya = house.staff("Maya", &[Role::ServiceManager]);
        let shown = maya.api("GET", "/api/v1/settings").answer().expect(200);
        let mut settings = shown.json()["settings"].clone();
        settings["service_phone"] = "01632 960200".into();
        settings["reason"] = "The number of who is on duty".into();
        let asked = maya.api("PUT", "/api/v1/settings");
        let asked = asked.header("if-match", "\"1\"").json(&settings);
        asked.answer().expect(200);

        held.it_is("09:40");
        held.arrives("09:55", &stage.ava).expect(201);
        held.notes("10:00", "CANARYNOTE").expect(201);
        for page in ["brief", "record"] {
            let path = format!("/sessions/{}/{page}", held.session);
            let page = milo.opens(&path).expect(200);
            assert!(page.says("Call who is on duty: 01632 960200"));
            let body = &page.answer.body;
            assert!(body.contains("href=\"tel:01632960200\"") && page.says("INCIDENT"));
        }
        let path = format!("/sessions/{}/say?what=incident", held.session);
        let form = milo.opens(&path).expect(200).form("Save");
        let again = form.is_sent().expect(422);
        assert!(
            again.says("Not saved."),
            "what is nothing is told to nobody"
        );
        let form = again.form("Save");
        let form = form.fills("What happened? Facts first.", "She fell from the slide");
        let safety = "Is everybody safe now, and who was told already? (optional)";
        let form = form.fills(safety, "Ava is with me; rang 999");
        let record = form.is_sent().expect(303).follows().expect(200);
        assert!(record.says("Saved. 10:00 Incident: told at once. She fell from the slide"));

        let told =
            "select distinct audience from notice where event = 'incident' order by audience";
        assert_eq!(house.texts(told), ["manager", "social_worker"]);
        let late = "select count(*) as n from notice where event = 'incident'
        and next_at >= (select max(next_at) from notice where event = 'published')";
        assert_eq!(house.number(late), 0, "it waits for nothing");
        let path = format!("/sessions/{}/observation", held.session);
        let read = stage.tom.opens(&path).expect(200);
        assert!(read.says("Not signed yet") && read.says("She fell from the slide"));
        assert!(read.says("Ava is with me; rang 999"));
        assert!(
            !read.answer.body.contains("CANARYNOTE"),
            "the rest is a draft"
        );

        // People were told of it: it is not taken back, but written of again.
        let log = held.log().json();
        let mut entries = log["entries"].as_array().unwrap().iter();
        let incident = entries.find(|entry| entry["what"]["type"] == "incident");
        let strike =
            json!({ "type": "struck", "entry": incident.unwrap()["id"], "reason": "Not so bad" });
        let refused = held.says("10:05", &strike).expect(409);
        assert_eq!(codes(&refused), ["not-struck-out"]);
    }
);
