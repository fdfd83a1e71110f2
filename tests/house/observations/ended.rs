//! The end of a session: told later, and put right until the child is handed over.

use serde_json::json;

use super::Held;
use crate::sessions::codes;

story!(
    an_end_is_told_later_and_put_right_until_the_handover,
    |house| {
        let held = Held::set(house);
        let (milo, session) = (&held.milo, &held.session);
        held.reads_the_brief("09:30");
        held.arrives("09:55", &held.stage.ava).expect(201);
        held.arrives("10:00", &held.stage.mother).expect(201);
        held.says("10:01", &json!({ "type": "session_started" }))
            .expect(201);
        let says = |what: &str| {
            let page = milo.opens(&format!("/sessions/{session}/say?what={what}"));
            page.expect(200).form("Save")
        };
        held.it_is("11:45");
        let again = says("session_ended").fills("At what time?", "09:59");
        let again = again.is_sent().expect(422);
        assert!(again.says("The start was recorded at 10:01: give that time or a later one"));
        let form = again.form("Save").fills("At what time?", "11:40");
        form.is_sent().expect(303);

        let record = format!("/sessions/{session}/record");
        let waits = milo.opens(&record).expect(200);
        assert!(
            waits.says("Here since 09:55: not handed over yet"),
            "the child is still here"
        );
        let review = milo.opens(&format!("/sessions/{session}/sign"));
        let review = review.expect(200);
        assert!(review.says("Say that everybody has gone home, and with whom"));
        let closing = format!("/sessions/{session}/say?what=session_closed");
        let body = &review.answer.body;
        assert!(body.contains(&format!("href=\"{closing}\"")) && !body.contains("Sign the record"));
        let closing = milo.opens(&closing).expect(200);
        assert!(closing.says("Ava P, Tuesday 24 November 2026, 10:00 to 11:30"));
        assert!(closing.says("A police officer"));

        // They went at 11:32. What stands against it is said at the field.
        let early = says("session_closed").chooses("The Ferns");
        let refused = early.fills("At what time?", "11:32").is_sent().expect(422);
        assert!(refused.says("The end was recorded at 11:40: give that time or a later one"));
        assert!(refused.answer.body.contains("href=\"#time\""));
        let log = held.log().json();
        let mut entries = log["entries"].as_array().unwrap().iter();
        let end = entries
            .find(|entry| entry["what"]["type"] == "session_ended")
            .unwrap();
        let strike = format!("struck&entry={}", end["id"].as_str().unwrap());
        let form = says(&strike).fills("Why?", "It was ten minutes sooner");
        let record = form.is_sent().expect(303).follows().expect(200);
        assert!(record.says("In progress") && record.says("It was ten minutes sooner"));
        let form = says("session_ended").fills("At what time?", "11:30");
        form.is_sent().expect(303);
        let form = says("session_closed").chooses("The Ferns");
        let form = form.fills("At what time?", "11:32");
        let record = form.is_sent().expect(303).follows().expect(200);
        assert!(record.says("11:32 Child handed over to The Ferns"));
        assert!(!record.says("not handed over yet"));
        let end = held.log().json()["entries"]
            .as_array()
            .unwrap()
            .iter()
            .rfind(|entry| entry["what"]["type"] == "session_ended")
            .unwrap()["id"]
            .clone();
        let strike = json!({ "type": "struck", "entry": end, "reason": "Not so" });
        let refused = held.says("11:50", &strike).expect(409);
        assert_eq!(codes(&refused), ["not-struck-out"]);
    }
);

story!(
    a_note_from_before_the_first_arrival_is_asked_about_and_kept_if_meant,
    |house| {
        let held = Held::set(house);
        let record = format!("/sessions/{}/record", held.session);
        held.reads_the_brief("09:30");
        held.arrives("09:55", &held.stage.ava).expect(201);
        held.it_is("10:05");
        let page = held.milo.opens(&record).expect(200);
        let form = page.form("Save note").chooses("Greeting");
        let form = form.fills("What happened? Facts first.", "She rang from the bus.");
        let asked = form.fills("At what time?", "09:50").is_sent().expect(422);
        assert!(asked.says("The first person arrived at 09:55"));
        assert!(asked.answer.body.contains("href=\"#time\""));
        assert!(asked.answer.body.contains("She rang from the bus."));
        let form = asked.form("Save note").chooses("Yes, the time is right");
        let saved = form.is_sent().follows().expect(200);
        assert!(saved.says("She rang from the bus.") && saved.says("09:50"));
    }
);
