//! Script 4: violence asks for two supervisors, and somebody else approves that; an assessment that
//! ran out holds a session until a manager decides.

use kernel::refusal::Kind;
use law::access::Role;
use serde_json::{Value, json};

use crate::{
    risk::{content, step, writes},
    sessions::{Stage, codes},
    support::Person,
};

story!(
    violence_asks_for_two_and_an_old_assessment_for_a_manager,
    |house| {
        let stage = Stage::set(house);
        // In a small service one person has several roles: it is still not her own to approve.
        let priya = house.staff("Priya", &[Role::SocialWorker, Role::ServiceManager]);
        house.sql(&format!(
            "insert into caseload values ('{}', '{}', 'own', 0)",
            priya.id, stage.ava
        ));
        let pair = [stage.ava.as_str(), stage.mother.as_str()];
        let id = writes(&priya, pair, &content("2026-11-24", "2026-12-20"));
        step(&priya, (&id, 2), "submit", &json!({})).expect(200);
        let alone = json!({ "level": "U4" });
        stage.books(&stage.but(&json!({ "day": "2026-12-02" })));
        let said = json!({ "considered": true });
        let own = step(&priya, (&id, 3), "approve", &said);
        assert_eq!(own.problem(), Kind::SecondPerson);
        step(&stage.tom, (&id, 3), "approve", &said).expect(200);

        let refused = stage.asks(&stage.but(&alone));
        assert_eq!(refused.problem(), Kind::RuleRefuses);
        assert!(
            codes(&refused).contains(&"risk-staff".to_owned()),
            "{refused:?}"
        );
        let reasons = refused.json()["reasons"].to_string();
        assert!(reasons.contains("2 supervisors"), "{reasons}");
        let both = json!({ "level": "U4", "supervisors": stage.supervisors });
        let booked = stage.books(&stage.but(&both));
        let record = stage.record(&booked);
        let mut found = record["found"].as_array().unwrap().iter();
        assert!(
            found.all(|one| one["stands_in_the_way"] == false),
            "{record}"
        );

        holds_until_a_manager_decides(&stage, &priya);
    }
);

fn expired(stage: &Stage<'_>, session: &str) -> Value {
    let record = stage.record(session);
    let mut found = record["found"].as_array().unwrap().iter();
    let expired = found.find(|found| found["reason"]["code"] == "risk-expired");
    expired.unwrap_or_else(|| panic!("{record}")).clone()
}

fn holds_until_a_manager_decides<'h>(stage: &Stage<'h>, priya: &Person<'h>) {
    let other = stage.family("B");
    let theirs = (other.child.as_str(), other.mother.as_str());
    let risk = stage.assesses(theirs, ("2026-11-04", "2026-11-25"), &[]);
    let session =
        json!({ "day": "2026-11-27", "children": [other.child], "visitors": [other.mother] });
    let booked = stage.asks_for(&other.plan, &stage.but(&session));
    let id = booked.expect(201).json()["id"].as_str().unwrap().to_owned();
    let finding = expired(stage, &id);
    assert_eq!(finding["stands_in_the_way"], true);
    assert_eq!(finding["reason"]["decided_by"], "the duty manager");
    let held = "1 session is held for you to decide";
    assert!(stage.tom.opens("/").expect(200).says(held));
    let hers = stage.asha.opens("/").expect(200);
    assert!(!hers.says(held), "it is not a coordinator's to decide");

    let path = format!("/api/v1/risk/{risk}/continue");
    let until = json!({ "until": "2026-12-02", "reason": "The controls still fit." });
    let continues = |by: &Person<'_>| {
        let asked = by.api("POST", &path).header("if-match", "\"4\"");
        asked.json(&until).answer()
    };
    assert_eq!(continues(&stage.asha).problem(), Kind::Forbidden);
    continues(&stage.tom).expect(200);
    assert_eq!(expired(stage, &id)["stands_in_the_way"], false);
    for reader in [&stage.tom, &stage.asha, priya] {
        let page = reader.opens(&format!("/sessions/{id}")).expect(200);
        assert!(page.says("a manager continues on its controls for now"));
    }
}
