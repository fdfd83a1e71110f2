//! Stories of referrals: written, left and come back to, sent, triaged, accepted; and of the plans
//! that come of them.

mod beginning;
mod changing;
mod deciding;
mod drafts;
mod pages;
mod plans;

pub use deciding::family;

use serde_json::{Value, json};

use crate::{
    people::adds_household,
    scripts::lives_with,
    support::{Answer, Person},
};

/// What there is of a child.
pub struct Referred {
    /// Its referral.
    pub referral: String,
    /// The plan that came of it.
    pub plan: String,
}

/// The answers that are needed to send, each with its section.
pub fn needed() -> Vec<(&'static str, Value)> {
    let reply = |question: &str, value: &str| json!({ "question": question, "value": value });
    let section = |replies: Vec<Value>| json!({ "answers": replies });
    vec![
        ("legal", section(vec![reply("stage", "after_proceedings")])),
        (
            "family_time",
            section(vec![
                reply("purpose", "relationship"),
                reply("needed_from", "2026-11-30"),
                reply("times", "2"),
                reply("per", "week"),
                reply("minutes", "90"),
                reply("level", "U3"),
            ]),
        ),
        ("health", section(vec![reply("language", "English")])),
    ]
}

/// The answers that are needed before acceptance, each with its section.
pub fn rest() -> Vec<(&'static str, Value)> {
    let reply = |question: &str, value: &str| json!({ "question": question, "value": value });
    let section = |replies: Vec<Value>| json!({ "answers": replies });
    vec![
        (
            "legal",
            section(vec![
                reply("next_hearing", "2026-12-14"),
                reply("legal_recorded", "yes"),
            ]),
        ),
        (
            "family_time",
            section(vec![reply("mode", "direct"), reply("place", "centre")]),
        ),
        ("risks", section(vec![reply("risks_recorded", "yes")])),
        (
            "health",
            section(vec![
                reply("interpreter", "no"),
                reply("health", "HEALTH-CANARY: none known"),
                reply("access", "none"),
            ]),
        ),
        (
            "placement",
            section(vec![reply("placement_recorded", "yes")]),
        ),
        (
            "school",
            section(vec![reply("school", "none"), reply("unsuitable", "none")]),
        ),
        (
            "transport",
            section(vec![
                reply("bringing", "carer"),
                reply("returning", "carer"),
            ]),
        ),
        (
            "considerations",
            section(vec![reply("wishes", "WISH-CANARY: likes to come")]),
        ),
    ]
}

/// A plan as the API takes it.
pub fn plan(child: &str, visitor: &str) -> Value {
    json!({ "children": [child], "visitors": [visitor], "times": "2", "per": "week", "minutes": "90",
        "mode": "direct", "level": "U3", "place": "centre", "bringing": "carer", "returning": "carer",
        "recording": "full", "from": "2026-11-30", "review_by": "2027-02-28", "basis": "care_plan",
        "agreed": "signed" })
}

/// A call as the API takes it.
pub fn call() -> Value {
    json!({ "spoke_to": "Priya Nair", "number": "01632 960321", "on": "2026-11-24", "on_time": "08:20",
        "confirmed": "The children, the days, and that it comes from her." })
}

/// The version that stands in an answer.
#[track_caller]
pub fn version(answer: &Answer) -> String {
    answer.header("etag").unwrap().to_owned()
}

/// Asks for a step that needs a version.
pub fn steps(person: &Person<'_>, path: &str, version: &str, body: &Value) -> Answer {
    let method = if path.contains("/answers/") {
        "PUT"
    } else {
        "POST"
    };
    let asking = person.api(method, path).header("if-match", version);
    asking.json(body).answer()
}

/// Begins a referral of a child to a person and answers what is needed to send it; its path and
/// version.
#[track_caller]
pub fn writes(worker: &Person<'_>, kind: &str, child: &str, visitor: &str) -> (String, String) {
    let begun = worker
        .api("POST", "/api/v1/referrals")
        .json(&json!({ "kind": kind, "children": [child] }))
        .answer()
        .expect(201);
    let path = begun.header("location").unwrap().to_owned();
    let mut current = version(&begun);
    let people = ("meeting", json!({ "persons": [visitor] }));
    for (topic, body) in std::iter::once(people).chain(needed()) {
        let written = steps(worker, &format!("{path}/answers/{topic}"), &current, &body);
        current = version(&written.expect(200));
    }
    (path, current)
}

/// Records of a child what a referral only says to be recorded, where it is not yet: a legal status
/// and a placement.
#[track_caller]
pub fn records(worker: &Person<'_>, child: &str) {
    let path = format!("/api/v1/people/{child}");
    let shows = |path: &str| worker.api("GET", path).answer().expect(200).json();
    if shows(&format!("{path}/orders"))["statuses"] == json!([]) {
        let status = json!({ "status": "C1", "from": "2026-11-01" });
        let asked = worker.api("POST", &format!("{path}/statuses"));
        asked.json(&status).answer().expect(201);
    }
    if shows(&path)["placement"].is_null() {
        let household = adds_household(worker, "The Ferns", "1 Low Road");
        lives_with(worker, child, &household, "2026-11-01");
    }
}

/// Records what there is to record, answers the rest and returns the version after it.
#[track_caller]
pub fn completes(worker: &Person<'_>, path: &str, current: &str) -> String {
    let referral = worker.api("GET", path).answer().expect(200).json();
    for child in referral["referral"]["children"].as_array().unwrap() {
        records(worker, child.as_str().unwrap());
    }
    rest()
        .into_iter()
        .fold(current.to_owned(), |current, (topic, body)| {
            let written = steps(worker, &format!("{path}/answers/{topic}"), &current, &body);
            version(&written.expect(200))
        })
}

/// Refers a child as an emergency and has it accepted by somebody else.
#[track_caller]
pub fn accepted(
    worker: &Person<'_>,
    coordinator: &Person<'_>,
    child: &str,
    visitor: &str,
) -> Referred {
    let (path, current) = writes(worker, "emergency", child, visitor);
    let sent = steps(worker, &format!("{path}/send"), &current, &Value::Null).expect(200);
    let body = plan(child, visitor);
    let accepted = steps(
        coordinator,
        &format!("{path}/accept"),
        &version(&sent),
        &body,
    )
    .expect(201);
    Referred {
        referral: sent.json()["id"].as_str().unwrap().to_owned(),
        plan: accepted.json()["id"].as_str().unwrap().to_owned(),
    }
}
