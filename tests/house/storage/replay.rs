//! A request sent again with its key: one effect, and the same answer to the byte.

use kernel::refusal::Kind;
use serde_json::{Value, json};

use crate::support::{Answer, Person, TestHouse};

/// One change of each kind the API takes, ready to be sent.
struct Change {
    method: &'static str,
    path: String,
    version: Option<&'static str>,
    body: Value,
    /// Counts what it leaves behind.
    effect: &'static str,
}

fn person(name: &str) -> Value {
    json!({ "given_name": name, "family_name": "Hollis", "born_on": "2019-04-30",
        "is_child": true, "first_language": "English" })
}

fn household(name: &str) -> Value {
    json!({ "name": name, "contact": { "phone": "01632 960123", "address": "1 High Street", "postcode": "ZZ99 1AA" } })
}

fn adds(asha: &Person<'_>, path: &str, body: &Value) -> String {
    let added = asha.api("POST", path).json(body).answer().expect(201);
    added.json()["id"].as_str().unwrap().to_owned()
}

fn changes(asha: &Person<'_>) -> Vec<Change> {
    let [ava, noah] = ["Ava", "Noah"].map(|name| adds(asha, "/api/v1/people", &person(name)));
    let house = adds(asha, "/api/v1/households", &household("Fern"));
    let at = |end: &str| format!("/api/v1/people/{ava}{end}");
    let change = |method, path, body, effect| Change {
        method,
        path,
        version: None,
        body,
        effect,
    };
    vec![
        change(
            "POST",
            "/api/v1/people".to_owned(),
            person("Mia"),
            "select count(*) from person",
        ),
        change(
            "POST",
            "/api/v1/households".to_owned(),
            household("Oak"),
            "select count(*) from household",
        ),
        Change {
            version: Some("\"1\""),
            ..change(
                "PUT",
                at(""),
                person("Eva"),
                "select sum(version) from person",
            )
        },
        Change {
            version: Some("\"2\""),
            ..change(
                "PUT",
                at("/whereabouts"),
                json!({ "phone": "01632 960125" }),
                "select sum(version) from person",
            )
        },
        change(
            "PUT",
            at("/relatives"),
            json!({ "relative": noah, "relationship": "sibling", "responsibility": "no" }),
            "select count(*) from kinship",
        ),
        change(
            "POST",
            at("/placements"),
            json!({ "household": house, "from": "2026-11-24" }),
            "select count(*) from placement",
        ),
    ]
}

fn is_sent(person: &Person<'_>, change: &Change, key: &str, body: &Value) -> Answer {
    let asking = person
        .api(change.method, &change.path)
        .header("idempotency-key", key);
    let asking = match change.version {
        Some(version) => asking.header("if-match", version),
        None => asking,
    };
    asking.json(body).answer()
}

fn effect(house: &TestHouse, change: &Change) -> i64 {
    let cast = change
        .effect
        .replacen("select ", "select cast(", 1)
        .replacen(" from", " as bigint) from", 1);
    house.number(&cast)
}

story!(
    a_change_sent_five_times_is_made_once_and_answered_the_same,
    |house| {
        let asha = house.coordinator();
        for (number, change) in changes(&asha).iter().enumerate() {
            let says = format!("{} {}", change.method, change.path);
            let (key, before) = (format!("key-{number}"), effect(house, change));
            let first = is_sent(&asha, change, &key, &change.body);
            assert!((200..300).contains(&first.status), "{says}: {}", first.body);
            let facts = house.number("select count(*) from audit_fact");
            for _ in 0..4 {
                let again = is_sent(&asha, change, &key, &change.body);
                assert_eq!(
                    again.but_for_its_reference(),
                    first.but_for_its_reference(),
                    "{says}"
                );
            }
            assert_eq!(effect(house, change) - before, 1, "{says}");
            let more = house.number("select count(*) from audit_fact") - facts;
            assert_eq!(more, 4, "{says}: an answer given again is a look");
        }
    }
);

story!(a_key_serves_one_request_of_one_person_only, |house| {
    let (asha, ben) = (house.coordinator(), house.coordinator());
    let change = &changes(&asha)[0];
    is_sent(&asha, change, "key", &person("Mia")).expect(201);
    let other = is_sent(&asha, change, "key", &person("Max"));
    assert_eq!(other.problem(), Kind::KeyReused);
    let before = effect(house, change);
    is_sent(&ben, change, "key", &person("Max")).expect(201);
    is_sent(&asha, change, "another-key", &person("Mia")).expect(201);
    assert_eq!(effect(house, change) - before, 2);
});

story!(
    a_change_that_was_refused_may_be_sent_again_corrected,
    |house| {
        let asha = house.coordinator();
        let change = &changes(&asha)[0];
        assert_eq!(
            is_sent(&asha, change, "key", &json!({})).problem(),
            Kind::Invalid
        );
        is_sent(&asha, change, "key", &change.body).expect(201);
    }
);

story!(of_many_sent_at_once_one_is_made, |house| {
    let asha = house.coordinator();
    let changes = changes(&asha);
    let change = &changes[0];
    asha.tokens();
    for round in 0..5 {
        let (key, before) = (
            format!("round {round}").replace(' ', "-"),
            effect(house, change),
        );
        let send = || is_sent(&asha, change, &key, &change.body);
        let answers: Vec<Answer> = std::thread::scope(|scope| {
            let all: Vec<_> = (0..8).map(|_| scope.spawn(send)).collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        for answer in &answers {
            assert_eq!((answer.status, &answer.body), (201, &answers[0].body));
        }
        assert_eq!(effect(house, change) - before, 1);
    }
});

story!(a_kept_answer_cannot_be_read_in_the_database, |house| {
    let asha = house.coordinator();
    let change = &changes(&asha)[0];
    is_sent(&asha, change, "key", &person("Marigold")).expect(201);
    let kept = house.texts("select key_hash || answer from kept_answer");
    assert_eq!(kept.len(), 1);
    assert!(
        !kept[0].contains("Marigold") && !kept[0].contains("key"),
        "{kept:?}"
    );
});
