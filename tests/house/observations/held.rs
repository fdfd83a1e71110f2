//! Script 8: the session runs.

use law::{access::Role, risk::Control};
use serde_json::json;

use super::{Held, TODAY, entry, links};
use crate::sessions::{codes, plan_of};

story!(milo_holds_a_session_and_signs_it, |house| {
    let held = Held::set(house);
    let (milo, stage) = (&held.milo, &held.stage);
    let today = milo.opens("/today").expect(200);
    assert!(today.says("Ava P") && today.says("10:00"));

    // He starts nothing that he has not read.
    held.arrives("09:55", &stage.ava).expect(201);
    let refused = held
        .says("09:56", &json!({ "type": "session_started" }))
        .expect(409);
    assert_eq!(codes(&refused), ["brief-not-read", "nobody-to-meet"]);
    let brief = milo
        .opens(&format!("/sessions/{}/brief", held.session))
        .expect(200);
    assert!(brief.says("Mary P, Mother: may come") && brief.says("Nobody else is let in."));
    assert!(
        !brief.answer.body.contains("Canary Close"),
        "never an address"
    );
    let record = brief
        .form("I have read this")
        .is_sent()
        .expect(303)
        .follows()
        .expect(200);
    assert!(record.says("Ava P Here since 09:55"));

    // Mary is eleven minutes late; an aunt whom nobody listed is not let in.
    held.it_is("10:05");
    let record = milo
        .opens(&format!("/sessions/{}/record", held.session))
        .expect(200);
    assert!(record.says("They are waited for until 10:15: 10 min more."));
    held.it_is("10:11");
    let record = record
        .form("Arrived Mary P")
        .is_sent()
        .expect(303)
        .follows()
        .expect(200);
    assert!(record.says("Here since 10:11 (11 min late)"));
    assert!(record.says("Saved. 10:11 Mary P arrived, 11 minutes late."));
    let form = milo
        .opens(&format!("/sessions/{}/say?what=not_admitted", held.session))
        .expect(200);
    let again = form.form("Save").is_sent().expect(422);
    assert!(again.says("Choose who came, or describe them") && again.says("Not saved."));
    let form = again.form("Save").chooses("Somebody else");
    let form = form.fills(
        "Who are they, or why were they not let in?",
        "Said she is an aunt",
    );
    let record = form.is_sent().expect(303).follows().expect(200);
    assert!(record.says("Not let in: Said she is an aunt"));
    assert!(record.says("They are not on the list for this session."));

    let record = record
        .form("Start the session")
        .is_sent()
        .expect(303)
        .follows()
        .expect(200);
    assert!(record.says("In progress"));
    let form = record
        .form("Save note")
        .fills("What happened? Facts first.", "Built a tower together");
    let again = form.is_sent().expect(422);
    assert!(
        again.says("Choose a kind of note") && again.answer.body.contains("Built a tower together")
    );
    let form = again.form("Save note").chooses("Play");
    let record = form.is_sent().expect(303).follows().expect(200);
    assert!(record.says("Play (seen by me)") && record.says("Built a tower together"));
    assert!(record.says("Saved. 10:11 Play (seen by me). Built a tower together"));
    assert!(!record.says("Potter"), "others in the room read the screen");
    held.it_is("11:30");
    record.form("End the session").is_sent().expect(303);
    let form = milo
        .opens(&format!(
            "/sessions/{}/say?what=session_closed",
            held.session
        ))
        .expect(200);
    let form = form
        .form("Save")
        .chooses("The Ferns")
        .fills("What are they called?", "Fern");
    let record = form.is_sent().expect(303).follows().expect(200);
    assert!(record.says("Child handed over to The Ferns"));

    signs_and_adds(&held);
});

/// Nothing of it is written any more; whoever may read it finds it.
fn is_closed_and_found(held: &Held<'_>) {
    let (milo, stage) = (&held.milo, &held.stage);
    for path in ["write-up", "sign", "record"] {
        let page = milo.opens(&format!("/sessions/{}/{path}", held.session));
        let page = page.expect(200);
        assert!(page.says("Add an addendum"), "{path} says what to do");
        for offer in ["Save", "Sign the record", "Strike out"] {
            assert!(!page.says(offer), "{path} offers {offer}");
        }
    }
    // Whoever may read it finds it: from the session, and from the sessions of the child.
    let (session, child) = (&held.session, &stage.ava);
    let link = format!("href=\"/sessions/{session}/observation\"");
    for path in [
        format!("/sessions/{session}"),
        format!("/people/{child}/sessions"),
    ] {
        let page = stage.asha.opens(&path).expect(200);
        assert!(page.answer.body.contains(&link), "{path}");
    }
    let dee = held.house.staff("Dee", &[Role::Dpo]);
    let page = dee.opens(&format!("/sessions/{session}")).expect(200);
    assert!(!page.answer.body.contains(&link), "it is not hers to read");
}

fn signs_and_adds(held: &Held<'_>) {
    let (milo, stage) = (&held.milo, &held.stage);
    let read = |who: &crate::support::Person<'_>| {
        let page = who.opens(&format!("/sessions/{}/observation", held.session));
        (page.answer.status, page.answer.body)
    };
    assert!(
        read(&stage.asha)
            .1
            .contains("Not signed yet; due Wednesday 25 November 2026")
    );
    let sign = || {
        let page = milo.opens(&format!("/sessions/{}/sign", held.session));
        page.expect(200)
    };
    let early = sign();
    assert!(early.says("Still missing") && !early.says("Sign the record"));
    held.is_written_up("11:50");
    let refused = sign().form("Sign the record").is_sent().expect(422);
    assert!(refused.says("Choose when this was written") && refused.says("Not signed."));
    let signs = |when: &str| {
        let form = sign().form("Sign the record").chooses(when);
        let form = form.chooses("This is an accurate record of what I saw and heard");
        form.is_sent()
    };
    let untrue = signs("During the session").expect(422);
    assert!(untrue.says("the last of this was written on 24 Nov 2026, 11:50. Choose what is true"));
    let signed = signs("Immediately after it");
    let signed = signed.expect(303).follows().expect(200);
    assert!(signed.says("Signed by Milo") && signed.says("It is as it was signed."));
    assert!(signed.says("Child handed over to The Ferns") && signed.says("11 minutes late"));
    assert_eq!(
        codes(&held.notes("12:00", "One more").expect(409)),
        ["signed"]
    );
    is_closed_and_found(held);
    adds(held);
}

/// Something was left out, and a word was wrong: both are put right beside the record, which stays as
/// it was signed.
fn adds(held: &Held<'_>) {
    let (milo, stage) = (&held.milo, &held.stage);
    let path = format!("/sessions/{}/addendum", held.session);
    let form = || milo.opens(&path).expect(200).form("Save");
    let left_out = form().fills("Why is it added?", "Left out");
    let left_out = left_out.fills("What is to be added?", "They said goodbye twice.");
    let record = left_out.is_sent().expect(303).follows().expect(200);
    assert!(record.says("This record has 1 addendum: it stands at its end."));
    let form = form().fills("Why is it added?", "A wrong word");
    let form = form.fills("What is to be added?", "It was a castle.");
    let quote = "Which words of the record does it take the place of? (optional)";
    let again = form.fills(quote, "a toweR").is_sent().expect(422);
    assert!(again.says("Copy the words from the record exactly"));
    let form = again.form("Save").fills(quote, "Built a tower");
    form.is_sent().expect(303);
    let print = stage
        .asha
        .opens(&format!("/sessions/{}/observation/print", held.session))
        .expect(200);
    let added =
        "This record has 2 addenda: they stand at its end, and beside the words that they correct.";
    assert!(print.says(added));
    assert!(print.says("It was a castle.") && print.says("Instead of: Built a tower"));
    assert!(
        print.says("Instead of “Built a tower”: It was a castle."),
        "and beside it"
    );
    assert!(print.says("The social worker was told.") && !print.says("Do not let them in"));
    assert!(print.says("Garden room, "), "where it was");
    assert!(print.says("Printed by Asha"));
    assert!(
        print.says("It is as it was signed."),
        "the record itself is untouched"
    );
}

story!(
    who_may_not_be_there_is_refused_in_the_words_of_the_order,
    |house| {
        let held = Held::set(house);
        let stage = &held.stage;
        held.reads_the_brief("08:30");
        let words = "Partner Jay shall not be present";
        let text = format!("1. {words}.");
        let rule = json!({ "question": "who_may_not", "quote": words, "vary": "court", "people": [stage.partner] });
        let order = stage.orders(&text, &rule);
        assert!(order.starts_with("ord_"));
        let refused = held.arrives("09:50", &stage.partner).expect(409);
        assert_eq!(codes(&refused), ["order-no-person", "not-on-the-list"]);
        assert_eq!(refused.json()["reasons"][0]["quote"], words);
        let turned = json!({ "type": "not_admitted", "person": stage.partner });
        let kept = held.says("09:51", &turned).expect(201).json();
        assert_eq!(kept["found"][0]["quote"], words, "and that is kept");

        // The brief he read did not say so: he reads it again.
        held.arrives("09:55", &stage.ava).expect(201);
        held.arrives("09:56", &stage.mother).expect(201);
        let refused = held
            .says("10:00", &json!({ "type": "session_started" }))
            .expect(409);
        assert_eq!(codes(&refused), ["brief-changed"]);
        held.reads_the_brief("10:01");
        held.says("10:02", &json!({ "type": "session_started" }))
            .expect(201);
    }
);

story!(who_comes_late_is_judged_like_who_was_there, |house| {
    let held = Held::set(house);
    let stage = &held.stage;
    let pair = (stage.ava.as_str(), stage.partner.as_str());
    stage.assesses(pair, ("2026-11-03", "2027-01-20"), &[]);
    let both = [&stage.mother, &stage.partner];
    let plan = plan_of(house, &stage.asha, "B", (&[&stage.ava], &both));
    let session = stage.but(
        &json!({ "day": TODAY, "from": "14:00", "to": "15:00", "room": stage.rooms[1], "visitors": both }),
    );
    let booked = stage.asks_for(&plan, &session).expect(201).json();
    let session = booked["id"].as_str().unwrap().to_owned();
    stage.publishes(&session);

    // After it was published, two supervisors are asked for where Jay is. He is not there at two.
    let controls = [Control::TwoSupervisors];
    stage.assesses(pair, ("2026-11-04", "2027-01-20"), &controls);
    let held = Held { session, ..held };
    held.reads_the_brief("13:50");
    held.arrives("13:55", &held.stage.ava).expect(201);
    held.arrives("13:56", &held.stage.mother).expect(201);
    held.says("14:00", &json!({ "type": "session_started" }))
        .expect(201);
    let late = held.arrives("14:20", &held.stage.partner).expect(409);
    assert!(codes(&late).contains(&"risk-staff".to_owned()), "{late:?}");
    held.says(
        "14:21",
        &json!({ "type": "session_paused", "reason": "Jay is at the door" }),
    )
    .expect(201);
    let late = held.arrives("14:22", &held.stage.partner).expect(409);
    assert!(codes(&late).contains(&"risk-staff".to_owned()), "{late:?}");
    let turned = json!({ "type": "not_admitted", "person": held.stage.partner });
    let kept = held.says("14:23", &turned).expect(201).json();
    let kept = kept["found"].as_array().unwrap();
    assert!(
        kept.iter().any(|found| found["code"] == "risk-staff"),
        "why he was not let in is kept"
    );

    // Whom nothing stands against comes and goes.
    held.says("14:24", &json!({ "type": "session_resumed" }))
        .expect(201);
    let gone = json!({ "type": "person_left", "person": held.stage.mother });
    held.says("14:25", &gone).expect(201);
    held.arrives("14:30", &held.stage.mother).expect(201);
});

story!(
    without_a_recorded_household_no_family_member_takes_the_child,
    |house| {
        let held = Held::set(house);
        let stage = &held.stage;
        let family = stage.family("B");
        let session = stage.but(
            &json!({ "day": TODAY, "from": "14:00", "to": "15:00", "room": stage.rooms[1],
            "children": [family.child], "visitors": [family.mother] }),
        );
        let booked = stage.asks_for(&family.plan, &session).expect(201).json();
        let session = booked["id"].as_str().unwrap().to_owned();
        stage.publishes(&session);
        let held = Held { session, ..held };
        held.reads_the_brief("13:50");
        held.arrives("13:55", &family.child).expect(201);
        held.arrives("13:56", &family.mother).expect(201);
        held.says("14:00", &json!({ "type": "session_started" }))
            .expect(201);
        held.says("15:00", &json!({ "type": "session_ended" }))
            .expect(201);
        let path = format!("/sessions/{}/say?what=session_closed", held.session);
        let page = held.milo.opens(&path).expect(200);
        assert!(page.says("The social worker") && !page.answer.body.contains(&family.mother));
        let to = |taker: serde_json::Value| json!({ "type": "session_closed", "handed_to": taker });
        let refused = held.says("15:05", &to(json!({ "person": family.mother })));
        let refused = refused.expect(422);
        assert_eq!(refused.json()["errors"][0]["code"], "not-found");
        held.says("15:10", &to(json!("social_worker"))).expect(201);
    }
);

story!(two_supervisors_write_without_losing_a_word, |house| {
    let held = Held::set(house);
    let stage = &held.stage;
    let rosa = house.staff("Rosa", &[Role::Supervisor]);
    let both = stage.but(
        &json!({ "day": TODAY, "from": "14:00", "to": "15:00", "room": stage.rooms[1],
        "supervisors": stage.supervisors }),
    );
    links(stage, 1, &rosa);
    let session = stage.books(&both);
    stage.publishes(&session);
    let held = Held { session, ..held };
    held.reads_the_brief("13:50");
    held.arrives("14:00", &held.stage.ava).expect(201);
    let note = |text: &str| json!({ "type": "note", "kind": "other", "source": "seen_by_me", "text": text });
    held.notes("14:10", "Milo saw").expect(201);
    held.it_is("14:30");
    held.hands_in(&rosa, &entry("14:05", &note("Rosa saw")))
        .expect(201);
    let answer = |text: &str| json!({ "type": "answered", "heading": "voice", "text": text });
    held.says("14:31", &answer("Milo heard")).expect(201);
    held.hands_in(&rosa, &entry("14:31", &answer("Rosa heard")))
        .expect(201);
    let log = held.log().json();
    let texts: Vec<&str> = log["entries"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|entry| entry["what"]["text"].as_str())
        .collect();
    assert_eq!(texts.len(), 4, "{texts:?}");
    assert!(
        texts[0] == "Rosa saw" && texts[1] == "Milo saw",
        "by the time it happened"
    );
    let page = held
        .milo
        .opens(&format!("/sessions/{}/write-up", held.session))
        .expect(200);
    assert!(page.says("Rosa wrote: Rosa heard") && page.answer.body.contains("Milo heard"));
    let other = EventOf(&log).first_of(&rosa);
    let strike = json!({ "type": "struck", "entry": other, "reason": "Not so" });
    assert_eq!(
        codes(&held.says("14:32", &strike).expect(409)),
        ["another-wrote-it"]
    );
});

/// The log as the API shows it.
struct EventOf<'a>(&'a serde_json::Value);

impl EventOf<'_> {
    fn first_of(&self, who: &crate::support::Person<'_>) -> String {
        let entries = self.0["entries"].as_array().unwrap();
        let first = entries
            .iter()
            .find(|entry| entry["author"] == json!(who.id));
        first.unwrap()["id"].as_str().unwrap().to_owned()
    }
}
