//! No operation takes a field there is not, and none lets a sender set what the house sets.

use serde_json::{Value, json};

use super::explorer::{Explorer, Request};
use crate::support::TestHouse;

/// What nobody may set by sending it along.
pub const OURS: &[&str] = &[
    "id",
    "version",
    "state",
    "created_at",
    "owner",
    "role",
    "roles",
    "decided_by",
    "checked_by",
    "entered_by",
    "retention",
    "deleted",
];

/// Pointers to every object of a document.
fn objects(at: &str, value: &Value, into: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            into.push(at.to_owned());
            for (name, field) in fields {
                objects(&format!("{at}/{name}"), field, into);
            }
        }
        Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                objects(&format!("{at}/{n}"), item, into);
            }
        }
        _ => {}
    }
}

/// Sends the request with one more field in each of its objects; says what was taken.
fn with_more_fields(explorer: &Explorer<'_>, request: &Request, key: &str) -> (u32, Vec<String>) {
    let (mut sent, mut taken, mut places) = (0, Vec::new(), Vec::new());
    let Some(body) = &request.body else {
        return (0, taken);
    };
    objects("", body, &mut places);
    for place in &places {
        let more = OURS.iter().filter(|_| place.is_empty());
        for name in ["not_a_field"].iter().chain(more) {
            let mut other = request.clone();
            let body = other.body.as_mut().unwrap();
            let fields = body.pointer_mut(place).unwrap().as_object_mut().unwrap();
            if fields.contains_key(*name) {
                continue;
            }
            fields.insert((*name).to_owned(), json!("1"));
            sent += 1;
            let answer = explorer.send(&other, &format!("{key}-{sent}"));
            // A field that is there and holds something else is its owner's to refuse.
            if answer.status != 422 {
                taken.push(format!(
                    "{}: {place}/{name}: {}",
                    request.says(),
                    answer.status
                ));
            }
        }
    }
    (sent, taken)
}

fn everywhere(house: &TestHouse) -> (u32, Vec<String>) {
    let mut explorer = Explorer::new(house);
    let (mut sent, mut taken) = (0, Vec::new());
    explorer.explores(|explorer, request, key| {
        let done = explorer.send(request, key).status;
        if !(200..300).contains(&done) {
            return false;
        }
        let (more, found) = with_more_fields(explorer, request, key);
        sent += more;
        taken.extend(found);
        true
    });
    println!(
        "{sent} requests with a field there is not; {} taken",
        taken.len()
    );
    (sent, taken)
}

story!(
    a_field_there_is_not_is_refused_by_every_operation,
    |house| {
        let (sent, taken) = everywhere(house);
        assert!(sent > 200, "only {sent}");
        assert!(taken.is_empty(), "{}", taken.join("\n"));
    }
);

#[cfg(feature = "faults")]
story!(alone a_house_that_takes_any_field_is_found, |house| {
    use kith::storage::faults::UNKNOWN_FIELDS_PASS;
    UNKNOWN_FIELDS_PASS.set(true);
    let (_, taken) = everywhere(house);
    UNKNOWN_FIELDS_PASS.set(false);
    assert!(taken.len() > 10, "a test that cannot fail proves nothing: {taken:?}");
});
