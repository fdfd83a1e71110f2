//! Strangers find nothing, supervisors read none, and what is written cannot be read in the
//! database or the audit.

use law::access::Role;
use serde_json::json;

use super::{approved, content, pair, step, writes};
use crate::support::TestHouse;

const TABLES: [&str; 6] = [
    "select body from risk_assessment",
    "select sealed from risk_control",
    "select question from risk_question",
    "select answer from risk_question where answer is not null",
    "select reason from risk_continuation",
    "select content from audit_fact where content is not null",
];

fn is_nowhere_in_clear(house: &TestHouse) {
    for select in TABLES {
        let texts = house.texts(select);
        assert!(!texts.is_empty(), "{select}");
        for marker in ["CANARY", "violence", "two_supervisors", "max_length"] {
            let told = texts.iter().any(|text| text.contains(marker));
            assert!(!told, "{marker}: {select}");
        }
    }
}

story!(what_is_written_is_sealed_and_never_in_the_audit, |house| {
    let (priya, tom) = (
        house.social_worker("Priya"),
        house.staff("Tom", &[Role::ServiceManager]),
    );
    let asha = house.coordinator();
    let [child, mother] = pair(&priya);
    let about = [child.as_str(), mother.as_str()];
    let asked = writes(&priya, about, &content("2026-11-24", "2026-11-27"));
    step(&priya, (&asked, 2), "submit", &json!({})).expect(200);
    let question = json!({ "question": "CANARY question?" });
    step(&tom, (&asked, 3), "return", &question).expect(200);
    let answer = json!({ "answer": "CANARY answer." });
    step(&priya, (&asked, 4), "submit", &answer).expect(200);
    step(&tom, (&asked, 5), "approve", &json!({ "considered": true })).expect(200);
    let more = json!({ "controls": [{ "type": "max_length", "minutes": "60" }] });
    step(&asha, (&asked, 6), "accept", &more).expect(200);
    let on = json!({ "until": "2026-11-30", "reason": "CANARY continuation." });
    step(&tom, (&asked, 7), "continue", &on).expect(200);
    is_nowhere_in_clear(house);
});

story!(only_who_may_read_of_risk_finds_it, |house| {
    let (priya, tom) = (
        house.social_worker("Priya"),
        house.staff("Tom", &[Role::ServiceManager]),
    );
    let [child, mother] = pair(&priya);
    let about = [child.as_str(), mother.as_str()];
    let id = approved((&priya, &tom), about, &content("2026-11-24", "2026-12-20"));
    let strangers = [
        house.social_worker("Stella"),
        house.staff("Milo", &[Role::Supervisor]),
        house.staff("Lena", &[Role::Legal]),
        house.staff("Adele", &[Role::Administrator]),
    ];
    for stranger in &strangers {
        for path in [format!("/people/{child}/risk"), format!("/risk/{id}")] {
            let seen = stranger.opens(&path).answer;
            let api = stranger.api("GET", &format!("/api/v1{path}")).answer();
            assert!(
                seen.status == 404 && api.status == 404,
                "{path}: {}",
                seen.status
            );
            assert!(!seen.body.contains("CANARY") && !api.body.contains("CANARY"));
        }
        assert!(!stranger.opens("/risk/due").answer.body.contains("Ava"));
    }
    let page = tom.opens(&format!("/people/{mother}/risk")).expect(200);
    assert!(
        page.says("Ava P with Mary P"),
        "also on the mother's record"
    );
    // An excluded colleague finds nothing, whatever their role.
    let sam = house.staff("Sam", &[Role::ServiceManager]);
    crate::people::excludes(house, sam.id, &child);
    assert_eq!(sam.opens(&format!("/risk/{id}")).answer.status, 404);
    let beside = json!({ "children": [child], "persons": [child] });
    let refused = priya.api("POST", "/api/v1/risk").json(&beside).answer();
    assert!(refused.expect(422).body.contains("/persons"));
    let other = pair(&house.social_worker("Olga"));
    let foreign = json!({ "children": [other[0]], "persons": [mother] });
    let refused = priya.api("POST", "/api/v1/risk").json(&foreign).answer();
    assert!(refused.expect(422).body.contains("Choose from the list"));
});
