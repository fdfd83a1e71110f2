//! What is kept: once however often it is sent, closed once signed, seen by nobody else.

use kith::sessions::commands::keep_all_seats;
use law::access::{Actor, Role, act};
use serde_json::json;

use super::{Held, at, entry, event, links};
use crate::{sessions::codes, storage::tamper::as_superuser};

story!(an_entry_sent_again_is_saved_once, |house| {
    let held = Held::set(house);
    held.arrives("09:55", &held.stage.ava).expect(201);
    held.it_is("10:30");
    let note = |text: &str| json!({ "type": "note", "kind": "play", "source": "seen_by_me", "text": text });
    // Out of order, and twice, as a tablet sends that was out of reach.
    let (late, early) = (
        entry("10:20", &note("second")),
        entry("10:05", &note("first")),
    );
    let first = held.hands_in(&held.milo, &late).expect(201).json();
    held.hands_in(&held.milo, &early).expect(201);
    let again = held.hands_in(&held.milo, &late).expect(201).json();
    assert_eq!(again, first, "the same id, the same words: the same answer");
    let mut other = late.clone();
    other["what"]["text"] = json!("something else");
    let refused = held.hands_in(&held.milo, &other).expect(422);
    assert_eq!(codes(&refused), ["entry-id-reused"]);
    let log = held.log().json();
    let texts: Vec<_> = log["entries"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|entry| entry["what"]["text"].as_str())
        .collect();
    assert_eq!(texts, ["first", "second"]);
    let entry = &log["entries"][1];
    assert_eq!(entry["happened_at"], at("10:05"));
    assert_eq!(entry["received_at"], at("10:30"), "both times are kept");
});

story!(
    a_signed_record_is_closed_even_to_the_owner_of_the_database,
    |house| {
        let held = Held::set(house);
        held.runs();
        let missing = held.signs("11:50").expect(422).json();
        let pointers: Vec<_> = missing["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|error| error["pointer"].as_str().unwrap())
            .collect();
        assert_eq!(
            pointers,
            [
                "/greeting",
                "/together",
                "/care",
                "/voice",
                "/ending",
                "/strengths"
            ]
        );
        held.is_written_up("11:55");
        let old = held.log().header("etag").unwrap().to_owned();
        held.notes("11:56", "A second thought").expect(201);
        held.signs_version("11:57", &old).expect(412);
        let signed = held.signs("11:58").expect(201).json();
        assert_eq!(signed["hash"].as_str().unwrap().len(), 64);
        assert_eq!(held.stage.stage(&held.session), "recorded");
        for statement in [
        "update observation_event set body = 'x'",
        "delete from observation_event",
        "update observation_record set hash = 'x'",
        "delete from observation_record",
        "update observation_link set link = 'x'",
        "delete from observation_link",
        "insert into observation_event select 'evt_01ARZ3NDEKTSV4RRFFQ69G5FAV', session_id, author_id, kind, happened_at,
           written_at, received_at, number, body, digest, found from observation_event where kind = 'note'",
    ] {
        assert!(house.refuses(statement).contains("append-only"), "{statement}");
    }
        let again = held.signs("12:00").expect(409);
        assert_eq!(codes(&again), ["signed"]);
        let read = held
            .stage
            .asha
            .api("GET", &held.path("observation"))
            .answer()
            .expect(200)
            .json();
        assert_eq!(read["intact"], true);
        assert_eq!(read["signed"]["hash"], signed["hash"]);
    }
);

story!(
    a_record_whose_log_lost_an_entry_is_not_called_intact,
    |house| {
        let held = Held::set(house);
        held.runs();
        held.is_written_up("11:55");
        held.signs("11:58").expect(201);
        let asha = &held.stage.asha;
        let page = format!("/sessions/{}/observation", held.session);
        let intact = || {
            let read = asha.api("GET", &held.path("observation")).answer();
            read.expect(200).json()["intact"] == true
        };
        let says = "It is not as it was signed";
        assert!(intact() && !asha.opens(&page).expect(200).says(says));
        house.has_a_spoiled_audit();
        as_superuser(
            house,
            "delete from observation_event where id = \
             (select min(id) from observation_event where kind = 'note')",
        );
        assert!(!intact() && asha.opens(&page).expect(200).says(says));
    }
);

story!(an_unsigned_record_stays_with_its_author, |house| {
    let held = Held::set(house);
    held.runs();
    held.is_written_up("11:55");
    // He falls ill for three weeks; the seats are brought up to date meanwhile.
    let later = |time: &str| {
        house
            .clock
            .set(format!("2026-12-16T{time}:00Z").parse().unwrap());
        let kept = house
            .app
            .store
            .write::<act::KeepHouse, _>(&Actor::System, keep_all_seats);
        kept.unwrap().into_value();
    };
    later("09:00");
    assert!(held.milo.opens("/").says("1 record to sign"));
    let today = held.milo.opens("/today").expect(200);
    assert!(today.says("Ava P") && today.says("Overdue since"));
    let (asha, words) = (&held.stage.asha, "1 record was not signed in time");
    assert!(asha.opens("/").says(words) && held.stage.tom.opens("/").says(words));
    assert!(!held.milo.opens("/").says(words));
    let overdue = asha.opens("/records/overdue").expect(200);
    assert!(overdue.says("Ava P") && overdue.says("Rosa Marsh") && overdue.says("Overdue since"));
    let log = held.log();
    let body = json!({ "id": event(), "written_at": "2026-12-16T09:00:00.000Z", "declared": true,
        "written_when": "immediately_after" });
    let asked = held.milo.api("POST", &held.path("signature"));
    asked
        .header("if-match", log.header("etag").unwrap())
        .json(&body)
        .answer()
        .expect(201);

    // Signed, it is no reason any more to know of the child.
    later("09:30");
    assert!(!held.milo.opens("/").says("to sign") && !asha.opens("/").says(words));
    let record = held.milo.api("GET", &held.path("observation")).answer();
    assert_eq!(record.status, 404);
});

story!(what_is_struck_out_stays_legible, |house| {
    let held = Held::set(house);
    held.arrives("09:55", &held.stage.ava).expect(201);
    let wrong = held.arrives("10:00", &held.stage.mother).expect(201).json();
    let strike =
        json!({ "type": "struck", "entry": wrong["id"], "reason": "It was somebody else" });
    held.says("10:02", &strike).expect(201);
    let page = held
        .milo
        .opens(&format!("/sessions/{}/record", held.session))
        .expect(200);
    assert!(
        page.says("It was somebody else") && page.answer.body.contains("<s>Mary P arrived</s>")
    );
    assert!(page.says("Mary P Not here yet"));
    assert_eq!(
        codes(&held.says("10:03", &strike).expect(409)),
        ["struck-already"]
    );
});

story!(
    nobody_reads_a_draft_or_writes_of_anothers_session,
    |house| {
        let held = Held::set(house);
        held.arrives("09:55", &held.stage.ava).expect(201);
        held.notes("10:20", "CANARYNOTE").expect(201);
        let draft = held
            .stage
            .asha
            .api("GET", &held.path("observation"))
            .answer()
            .expect(200);
        assert!(!draft.body.contains("CANARYNOTE"));
        // A colleague with a seat in the family's next session has none in this one.
        let vera = house.staff("Vera", &[Role::Supervisor]);
        links(&held.stage, 1, &vera);
        let next = json!({ "supervisors": [held.stage.supervisors[1]] });
        held.stage.books(&held.stage.but(&next));
        let note =
            json!({ "type": "note", "kind": "play", "source": "seen_by_me", "text": "mine" });
        let refused = held.hands_in(&vera, &entry("10:21", &note));
        assert_eq!(refused.status, 403);
        assert_eq!(vera.api("GET", &held.path("entries")).answer().status, 403);
        let stranger = house.staff("Una", &[Role::Supervisor]);
        assert_eq!(held.hands_in(&stranger, &entry("10:21", &note)).status, 404);
        for who in [&vera, &stranger] {
            assert!(!who.opens("/today").expect(200).says("Ava"));
        }
        let forged = json!({ "id": event(), "happened_at": at("10:21"), "written_at": at("10:21"),
        "what": { "type": "signed", "written_when": "during" } });
        held.hands_in(&held.milo, &forged).expect(409);

        // What was seen is sealed, and no word of it stands in the audit.
        let facts = house
            .texts("select content from audit_fact where content is not null")
            .join("\n");
        assert!(
            facts.contains("observations.record") || facts.contains("\"kind\""),
            "{facts}"
        );
        assert!(!facts.contains("CANARYNOTE"));
        let rows = house.texts("select body from observation_event").join("\n");
        assert!(!rows.contains("CANARYNOTE"));
        for path in ["brief", "record", "write-up", "say?what=session_closed"] {
            let page = held
                .milo
                .opens(&format!("/sessions/{}/{path}", held.session))
                .expect(200);
            assert!(!page.answer.body.contains("Canary Close"), "{path}");
            assert!(!page.answer.body.contains("01632 960222"), "{path}");
        }
    }
);
