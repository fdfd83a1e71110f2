//! Stories of orders: what they say, who checks them, what is refused in the law's words.

mod checks;
mod letters;
mod refusing;
mod scans;
mod script;
mod statuses;

use serde_json::{Value, json};

use crate::support::{Answer, Person};

/// What is recorded of a child.
pub struct Records {
    /// Its order.
    pub order: String,
    /// The rule of that order.
    pub rule: String,
    /// The refusal.
    pub refusal: String,
    /// A letter about it.
    pub letter: String,
    /// The draft of a risk assessment.
    pub risk: String,
}

/// A scan that is taken.
pub const SCAN: (&str, &[u8]) = ("application/pdf", b"%PDF-1.7 two pages");

/// Enters an order with a rule and its scan, and refuses contact with another child.
#[track_caller]
pub fn records_of(clerk: &Person<'_>, child: &str, other: &str) -> Records {
    let id = |answer: Answer| answer.json()["id"].as_str().unwrap().to_owned();
    let sibling = json!({ "relative": other, "relationship": "sibling", "responsibility": "no" });
    let kin = format!("/api/v1/people/{child}/relatives");
    clerk.api("PUT", &kin).json(&sibling).answer().expect(204);
    let entered = clerk.api("POST", "/api/v1/orders").json(&order(child));
    let order = id(entered.answer().expect(201));
    let rules = format!("/api/v1/orders/{order}/rules");
    let asking = clerk.api("POST", &rules).header("if-match", "\"1\"");
    let with_rule = asking.json(&rule()).answer().expect(200).json();
    let rule = with_rule["rules"][0]["id"].as_str().unwrap().to_owned();
    let scan = format!("/api/v1/orders/{order}/document");
    let scanned = clerk.api("PUT", &scan).upload(&[], Some(SCAN)).answer();
    scanned.expect(200);
    let refusals = format!("/api/v1/people/{child}/refusals");
    let refused = clerk.api("POST", &refusals).json(&refusal(other)).answer();
    let refusal = id(refused.expect(201));
    let risk = crate::risk::writes(
        clerk,
        [child, other],
        &crate::risk::content("2026-11-24", "2026-12-20"),
    );
    Records {
        risk,
        order,
        rule,
        letter: letters_of(clerk, child)[0]["id"]
            .as_str()
            .unwrap()
            .to_owned(),
        refusal,
    }
}

/// Adds the scan of an order, so that somebody else can check it; its version after that.
#[track_caller]
pub fn scans(clerk: &Person<'_>, order: &str) -> String {
    let path = format!("/api/v1/orders/{order}/document");
    let added = clerk.api("PUT", &path).upload(&[], Some(SCAN)).answer();
    format!("\"{}\"", added.expect(200).json()["version"])
}

/// An order for a child, as the API takes it.
pub fn order(child: &str) -> Value {
    json!({ "form": "C34A", "source": "contact_order", "court": "Family Court", "case_number": "NW26C1",
        "made_on": "2026-11-03", "from": "2026-11-03", "ends": "further_order", "children": [child],
        "text": "2. At least weekly." })
}

/// A rule of that order.
pub fn rule() -> Value {
    json!({ "question": "how_often", "quote": "At least weekly", "vary": "court", "bound": "at_least",
        "times": "1", "per": "week" })
}

/// The letters about refusals of contact with a child.
pub fn letters_of(reader: &Person<'_>, child: &str) -> Vec<Value> {
    let path = format!("/api/v1/people/{child}/orders");
    let found = reader.api("GET", &path).answer().expect(200).json();
    found["letters"].as_array().unwrap().clone()
}

/// That a letter was posted, as the API takes it.
pub fn sent_letter() -> Value {
    json!({ "sent_on": "2026-11-24", "way": "post" })
}

/// A refusal for a day.
pub fn refusal(person: &str) -> Value {
    json!({ "person": person, "from": "2026-11-24", "from_time": "09:00", "until": "2026-11-25",
        "until_time": "09:00", "reason": "It is urgent." })
}
