//! Which fields each role is shown by each look of the API. `shown.txt` is checked in: a field that
//! reaches a role for the first time is seen in review. Names are compared, never values.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
    path::Path,
};

use law::access::Role;
use serde_json::{Value, json};

use super::{
    explorer::Explorer,
    spec::{Operation, operations},
};
use crate::{
    matrix::sessions,
    support::{Answer, On, Person, TestHouse, tell},
};

/// Fields, each with the roles that are shown it.
type Shown = BTreeMap<String, BTreeSet<Role>>;

/// Whether a name is data: an id, a day, a number.
fn is_data(name: &str) -> bool {
    let is_id = name
        .split_once('_')
        .is_some_and(|(_, rest)| rest.len() == 26);
    is_id || name.starts_with(|first: char| first.is_ascii_digit())
}

/// The names of the fields of a document, with the way to each.
fn fields_of(at: &str, value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                let name = if is_data(name) { "*" } else { name };
                let at = format!("{at}/{name}");
                fields_of(&at, field, into);
                into.insert(at);
            }
        }
        Value::Array(items) => {
            for item in items {
                fields_of(&format!("{at}[]"), item, into);
            }
        }
        _ => {}
    }
}

/// What an answer shows; nothing when it is refused.
fn shown_by(answer: &Answer) -> Option<BTreeSet<String>> {
    let mut fields = BTreeSet::new();
    if answer.status != 200 {
        return None;
    }
    let kind = answer.header("content-type").unwrap_or_default();
    if kind.starts_with("application/json") {
        fields_of("", &answer.json(), &mut fields);
    } else {
        fields.insert(format!("({kind})"));
    }
    Some(fields)
}

/// What the means of the service add to what is prepared: one of each, far from every session.
fn adds_means(explorer: &Explorer<'_>) {
    let span = json!({ "from_day": "2027-03-01", "to_day": "2027-03-01" });
    let adds = |path: &str, body: &Value| {
        let asked = explorer.clerks[0].api("POST", path).json(body);
        asked.answer().expect(201);
    };
    let firm = json!({ "name": "Swift Cars", "kind": "taxi_firm", "contact": { "phone": "01632 960100" } });
    adds("/api/v1/providers", &firm);
    for supervisor in explorer.ids("sup") {
        let away = json!({ "kind": "leave", "span": span });
        adds(&format!("/api/v1/supervisors/{supervisor}/absences"), &away);
    }
    for venue in explorer.ids("ven") {
        let closed = json!({ "span": span, "reason": "Painting" });
        adds(&format!("/api/v1/venues/{venue}/closures"), &closed);
    }
}

/// Somebody with one role, to whom every family is theirs and who has a seat in every session.
fn somebody<'h>(house: &'h TestHouse, explorer: &Explorer<'_>, role: Role) -> Person<'h> {
    let person = house.staff("Robin", &[role]);
    let id = person.id;
    let how = if role == Role::Supervisor {
        "assigned"
    } else {
        "own"
    };
    let rows = explorer.ids("per").iter();
    let rows = rows.map(|child| format!("('{id}', '{child}', '{how}', 0)"));
    let rows = rows.collect::<Vec<_>>().join(", ");
    house.sql(&format!("insert into caseload values {rows}"));
    if role == Role::Supervisor {
        let sessions = explorer.ids("ses").iter();
        let seats: Vec<String> = sessions.map(|id| id.replace("ses_", "per_")).collect();
        sessions::seat(house, id, &seats);
    }
    person
}

/// The addresses of a look: one for each record that adds a field to what others show.
fn addresses(explorer: &Explorer<'_>, look: &Operation) -> Vec<String> {
    let Some((name, prefix)) = look.parameters.first() else {
        let lists = ["approval", "sign_off", "review"].iter();
        return match look.path.as_str() {
            "/api/v1/risk" => lists
                .map(|list| format!("/api/v1/risk?waits_for={list}"))
                .collect(),
            path => vec![path.to_owned()],
        };
    };
    if prefix.is_empty() {
        return vec![look.path.replace(&format!("{{{name}}}"), "2026-11-30")];
    }
    let (mut known, mut addresses) = (BTreeSet::new(), Vec::new());
    let when = if look.path.ends_with("/fits") {
        "?day=2026-12-02&from=13:00&to=14:00"
    } else {
        ""
    };
    for id in explorer.ids(prefix) {
        let path = look.path.replace(&format!("{{{name}}}"), id) + when;
        let shown = shown_by(&explorer.clerks[0].api("GET", &path).answer());
        let shown = shown.unwrap_or_default();
        if !shown.is_subset(&known) {
            known.extend(shown);
            addresses.push(path);
        }
    }
    addresses
}

/// What each look shows to whom.
fn looked_at(house: &TestHouse) -> Vec<(Operation, Shown, BTreeSet<Role>)> {
    let mut explorer = Explorer::new(house);
    adds_means(&explorer);
    explorer.looks_around();
    let roles = Role::ALL.iter();
    let people: Vec<(Role, Person<'_>)> = roles
        .map(|role| (*role, somebody(house, &explorer, *role)))
        .collect();
    let looks = operations().into_iter().filter(|one| !one.changes());
    let look = |look: Operation| {
        let (mut shown, mut readers) = (Shown::new(), BTreeSet::new());
        let addresses = addresses(&explorer, &look);
        for (role, person) in &people {
            for path in &addresses {
                let Some(fields) = shown_by(&person.api("GET", path).answer()) else {
                    continue;
                };
                readers.insert(*role);
                for field in fields {
                    shown.entry(field).or_default().insert(*role);
                }
            }
        }
        (look, shown, readers)
    };
    looks.map(look).collect()
}

fn named(roles: &BTreeSet<Role>) -> String {
    let names: Vec<&str> = roles.iter().map(Role::as_str).collect();
    names.join(" ")
}

fn printed(looks: &[(Operation, Shown, BTreeSet<Role>)]) -> String {
    let mut text = "# Fields that each look of the API shows, to those who may look; where not to all of them, to whom.\n\
                    # A name that is data stands as *.\n"
        .to_owned();
    for (look, shown, readers) in looks {
        writeln!(text, "\nGET {}  to {}", look.path, named(readers)).unwrap();
        for (field, roles) in shown {
            let only = if roles == readers {
                String::new()
            } else {
                format!("  only {}", named(roles))
            };
            writeln!(text, "  {field}{only}").unwrap();
        }
    }
    text
}

#[test]
fn each_role_is_shown_the_fields_that_were_agreed() {
    tell(On::Sqlite, |house| {
        let looks = looked_at(house);
        let unseen: Vec<&str> = looks
            .iter()
            .filter(|(_, shown, _)| shown.is_empty())
            .map(|(look, ..)| look.path.as_str())
            .collect();
        assert!(unseen.is_empty(), "shown to nobody: {unseen:?}");
        let printed = printed(&looks);
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/house/everywhere/shown.txt");
        if printed != fs::read_to_string(&path).unwrap_or_default() {
            let aside = Path::new(env!("CARGO_TARGET_TMPDIR")).join("shown.txt");
            fs::write(&aside, &printed).unwrap();
            panic!(
                "what is shown to whom has changed. Compare, and if it is meant:\ncp {} {}",
                aside.display(),
                path.display()
            );
        }
    });
}

#[test]
fn a_field_that_is_new_would_be_seen() {
    let names = |document: Value| {
        let mut names = BTreeSet::new();
        fields_of("", &document, &mut names);
        names
    };
    let found = names(json!({ "items": [{ "id": 1 }, { "id": 2, "phone": null }],
        "days": { "2026-11-30": { "free": true } } }));
    let expected = [
        "/days",
        "/days/*",
        "/days/*/free",
        "/items",
        "/items[]/id",
        "/items[]/phone",
    ];
    assert_eq!(found, expected.map(str::to_owned).into());
}
