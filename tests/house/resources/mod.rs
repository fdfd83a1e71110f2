//! Stories of resources: venues, supervisors and outside services, and who may know of them.

mod absences;
mod addresses;
mod holidays;
mod secrets;
mod supervisors;
mod venues;

use serde_json::{Value, json};

use law::access::Role;

use crate::support::{Answer, Person, TestHouse};

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

/// A second person rings an outside service, which says that its e-mail address is its own.
#[track_caller]
pub fn confirmed(house: &TestHouse, provider: &str) {
    let abel = house.staff("Abel", &[Role::Coordinator]);
    confirms(&abel, provider).expect(200);
}

/// Somebody says that they have rung an outside service about its address.
pub fn confirms(person: &Person<'_>, provider: &str) -> Answer {
    let path = format!("/api/v1/providers/{provider}");
    let seen = person.api("GET", &path).answer().expect(200);
    let call = json!({ "who": "Sam, in the office", "number": "01632 960199" });
    let asking = person.api("POST", &format!("{path}/confirm"));
    let asking = asking.header("if-match", seen.header("etag").unwrap());
    asking.json(&call).answer()
}
