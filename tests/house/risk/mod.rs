//! Stories of risk: who writes, who approves, what takes the place of what, and who reads of it.

mod expiry;
mod named;
mod script;
mod secrets;

use serde_json::{Value, json};

use crate::{
    people::{adds, adult, ava},
    support::{Answer, Person},
};

/// Ava and her mother Mary, on the caseload of this person.
#[track_caller]
pub fn pair(person: &Person<'_>) -> [String; 2] {
    let ids = [adds(person, &ava()), adds(person, &adult("Mary"))];
    let kin = json!({ "relative": ids[1], "relationship": "mother", "responsibility": "yes" });
    let path = format!("/api/v1/people/{}/relatives", ids[0]);
    person.api("PUT", &path).json(&kin).answer().expect(204);
    ids
}

/// What an assessment says, as the API takes it: violence, and two supervisors.
pub fn content(from: &str, review_by: &str) -> Value {
    json!({
        "hazards": [hazard("unlikely", "serious")],
        "controls": [{ "type": "two_supervisors" }],
        "decision": "go", "from": from, "review_by": review_by,
        "reasons": "CANARY reasons: she shouted, and says sorry."
    })
}

/// Violence, with what remains of it after the controls.
pub fn hazard(likelihood: &str, impact: &str) -> Value {
    json!({ "hazard": "violence_to_child", "likelihood_before": "almost_certain", "impact_before": "catastrophic",
        "likelihood_after": likelihood, "impact_after": impact, "text": "CANARY hazard: she threw a cup." })
}

/// Sends one step with an assessment, at a version.
pub fn step(person: &Person<'_>, (id, version): (&str, i64), what: &str, body: &Value) -> Answer {
    person
        .api("POST", &format!("/api/v1/risk/{id}/{what}"))
        .header("if-match", format!("\"{version}\""))
        .json(body)
        .answer()
}

/// Begins an assessment between these two and writes it; it is then at version 2.
#[track_caller]
pub fn writes(author: &Person<'_>, [child, person]: [&str; 2], content: &Value) -> String {
    let about = json!({ "children": [child], "persons": [person] });
    let begun = author.api("POST", "/api/v1/risk").json(&about).answer();
    let id = begun.expect(201).json()["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/risk/{id}");
    let written = author.api("PUT", &path).header("if-match", "\"1\"");
    written.json(content).answer().expect(200);
    id
}

/// Writes an assessment and has it approved by somebody else; it is then at version 4.
#[track_caller]
pub fn approved(
    (author, approver): (&Person<'_>, &Person<'_>),
    pair: [&str; 2],
    content: &Value,
) -> String {
    let id = writes(author, pair, content);
    step(author, (&id, 2), "submit", &json!({})).expect(200);
    let said = json!({ "considered": true });
    step(approver, (&id, 3), "approve", &said).expect(200);
    id
}
