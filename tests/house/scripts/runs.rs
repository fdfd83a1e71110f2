//! Script 8: the session runs, and what was seen of it is signed.

use kernel::refusal::Kind;
use serde_json::json;

use super::{Service, THIS_WEEK, delivers, last, publishes};
use crate::{
    observations::{Held, at, event},
    sessions::codes,
    support::{MailServer, Person, Received},
};

/// The last message to the social worker: a page behind the sign-in, and nobody's name.
#[track_caller]
fn priya_is_told(server: &MailServer, held: &Held<'_>, happened: &str) {
    let Received { plain, .. } = last(server, "ok.priya");
    let page = format!("https://kith.example.org/sessions/{}", held.session);
    for words in [format!("What happened: {happened}"), page] {
        assert!(plain.contains(&words), "{words} in {plain}");
    }
    for secret in ["Ava", "Mary", "aunt", "tower"] {
        assert!(!plain.contains(secret), "{secret} in {plain}");
    }
}

mail_story!(milo_holds_the_session_and_signs, |house, server| {
    let service = Service::opens(house, server);
    let session = service.session(("2026-11-24", "14:30", "16:00"));
    let session = service.stage.books(&session);
    publishes(&service.stage.asha, THIS_WEEK);
    let (held, priya) = service.held_by_milo(session);
    let (milo, stage) = (&held.milo, &held.stage);
    held.it_is("13:30");
    let today = milo.api("GET", "/api/v1/today").answer().expect(200).json();
    assert_eq!(today["today"][0]["session"], held.session.as_str());

    // He starts nothing that he has not read; the brief says who comes, and never an address.
    held.arrives("14:25", &stage.ava).expect(201);
    let started = json!({ "type": "session_started" });
    let unread = held.says("14:26", &started).expect(409);
    assert_eq!(codes(&unread), ["brief-not-read", "nobody-to-meet"]);
    let brief = milo.api("GET", &held.path("brief")).answer().expect(200);
    let who = brief.json()["brief"]["who"].to_string();
    assert!(
        who.contains("Mary P") && !brief.body.contains("Canary"),
        "{who}"
    );
    held.reads_the_brief("14:27");

    // Her mother is eleven minutes late.
    let absent = json!({ "type": "session_not_started", "reason": "did_not_attend" });
    let waits = held.says("14:40", &absent).expect(409);
    assert_eq!(codes(&waits), ["still-waiting"]);
    held.arrives("14:41", &stage.mother).expect(201);

    // With her is an aunt whom nobody listed.
    let aunt = json!({ "type": "not_admitted", "description": "Says that she is an aunt" });
    held.says("14:42", &aunt).expect(201);
    delivers(house);
    priya_is_told(server, &held, "Somebody was not let in");

    held.says("14:43", &started).expect(201);
    held.notes("15:00", "Built a tower together").expect(201);
    held.says("16:00", &json!({ "type": "session_ended" }))
        .expect(201);
    let fern = json!({ "household": held.household });
    let closed = json!({ "type": "session_closed", "handed_to": fern, "name": "Fern" });
    held.says("16:02", &closed).expect(201);
    let late = held.signs("16:10").expect(422);
    assert!(late.body.contains("/voice"), "not before it is written up");
    held.is_written_up("16:20");
    held.signs("16:30").expect(201);
    delivers(house);
    priya_is_told(server, &held, "Record signed");
    is_closed(&held, &priya);
});

/// What is signed cannot be edited; what is added stands inline in the print.
fn is_closed(held: &Held<'_>, priya: &Person<'_>) {
    let (milo, stage) = (&held.milo, &held.stage);
    let more = held.notes("16:40", "One more").expect(409);
    assert_eq!(codes(&more), ["signed"]);
    let log = held.log().json();
    let entries = log["entries"].as_array().unwrap();
    let note = entries.iter().find(|one| one["what"]["type"] == "note");
    let note = note.unwrap()["id"].clone();
    let strike = json!({ "type": "struck", "entry": note, "reason": "It was not so" });
    assert_eq!(codes(&held.says("16:41", &strike).expect(409)), ["signed"]);
    assert_eq!(codes(&held.signs("16:42").expect(409)), ["signed"]);
    let off = json!({ "reason": "staff_sickness" });
    let off = stage.does(&stage.asha, &held.session, "cancel", &off);
    assert_eq!(off.problem(), Kind::WrongState);

    let adds = |supersedes: &str| {
        let body = json!({ "id": event(), "written_at": at("16:45"), "reason": "A wrong word",
            "text": "It was a castle.", "supersedes": supersedes });
        let asking = milo.api("POST", &held.path("addenda"));
        asking.json(&body).answer()
    };
    held.it_is("16:45");
    adds("Built a house").expect(422);
    adds("Built a tower").expect(201);
    let read = priya.api("GET", &held.path("observation")).answer();
    let read = read.expect(200).json();
    assert_eq!(
        (&read["intact"], &read["stage"]),
        (&json!(true), &json!("recorded"))
    );

    let path = format!("/sessions/{}/observation/print", held.session);
    let print = priya.opens(&path).expect(200);
    assert!(print.says("11 minutes late") && print.says("Not let in: Says that she is an aunt"));
    assert!(print.says("Child handed over to Fernley") && print.says("16:02"));
    assert!(print.says("Built a tower together") && print.says("It is as it was signed."));
    assert!(print.says("It was a castle.") && print.says("Instead of: Built a tower"));
}
