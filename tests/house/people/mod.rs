//! Stories of people: who may know of whom, where they can be found, and two who write at once.

mod ahead;
pub mod canary;
mod edits;
mod forms;
mod homes;
mod namesakes;
mod records;
mod search;
mod secrets;

use kernel::{
    id::{PersonId, UserId},
    text::Narrative,
};
use kith::access::commands::exclude_worker;
use law::access::{Actor, act};
use serde_json::{Value, json};

use crate::support::{Person, TestHouse};

/// Ava as the API takes her.
pub fn ava() -> Value {
    json!({
        "given_name": "Ava", "family_name": "Potter", "born_on": "2019-04-30", "is_child": true,
        "first_language": "English",
        "contact": { "phone": "01632 960111", "address": "7 Canary Close", "postcode": "ZZ99 1AA" }
    })
}

/// Ava as a change of her record is sent: without where she can be found.
pub fn ava_again() -> Value {
    let mut ava = ava();
    ava.as_object_mut().unwrap().remove("contact");
    ava
}

/// A grown-up of that name.
pub fn adult(given_name: &str) -> Value {
    json!({ "given_name": given_name, "family_name": "Potter", "is_child": false, "first_language": "English" })
}

/// Adds somebody and returns their id.
#[track_caller]
pub fn adds(person: &Person<'_>, body: &Value) -> String {
    let added = person
        .api("POST", "/api/v1/people")
        .json(body)
        .answer()
        .expect(201)
        .json();
    added["id"].as_str().unwrap().to_owned()
}

/// Adds a household at that address and returns its id.
#[track_caller]
pub fn adds_household(person: &Person<'_>, name: &str, address: &str) -> String {
    let body = json!({
        "name": name,
        "contact": { "phone": "01632 960222", "address": address, "postcode": "ZZ99 9ZZ" }
    });
    let added = person
        .api("POST", "/api/v1/households")
        .json(&body)
        .answer()
        .expect(201)
        .json();
    added["id"].as_str().unwrap().to_owned()
}

/// Excludes a member of staff from somebody.
pub fn excludes(house: &TestHouse, worker: UserId, person: &str) {
    let (person, reason): (PersonId, Narrative) =
        (person.parse().unwrap(), "Former partner".parse().unwrap());
    let done = house
        .app
        .store
        .write::<act::ExcludeWorker, _>(&Actor::System, |work| {
            exclude_worker(work, worker, person, &reason)
        });
    done.unwrap().into_value();
}
