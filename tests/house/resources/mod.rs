//! Stories of resources: venues, supervisors and outside services, and who may know of them.

mod absences;
mod holidays;
mod secrets;
mod supervisors;
mod venues;

use serde_json::{Value, json};

use crate::support::Person;

/// Hill House as the API takes it, open on weekdays.
pub fn hill_house() -> Value {
    let day = json!({ "from": "09:00", "to": "18:30" });
    json!({
        "name": "Hill House", "kind": "centre", "cleaning_minutes": "15",
        "hours": { "mon": day, "tue": day, "wed": day, "thu": day, "fri": day },
        "contact": { "phone": "01632 960333", "address": "3 Canary Street", "postcode": "ZZ99 3HH" }
    })
}

/// Rosa as the API takes her, with a check of that day.
pub fn rosa(dbs_checked_on: &str) -> Value {
    let day = json!({ "from": "08:00", "to": "20:00" });
    json!({
        "name": "Rosa Marsh", "contract_hours": "37", "in_use": true,
        "hours": { "mon": day, "tue": day, "wed": day, "thu": day, "fri": day },
        "skills": [{ "skill": "first_aid", "until": "2026-11-30" }, { "skill": "driving" }],
        "dbs_checked_on": dbs_checked_on, "dbs_outcome": "clear", "phone": "07700 900777"
    })
}

/// Adds something and returns its id.
#[track_caller]
pub fn adds(person: &Person<'_>, path: &str, body: &Value) -> String {
    let asked = person.api("POST", path).json(body);
    let added = asked.answer().expect(201).json();
    added["id"].as_str().unwrap().to_owned()
}
