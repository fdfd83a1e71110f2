//! Finds, for each operation that changes something, a request that is carried out: so that what
//! is promised of every one is tried at every one, the new ones included.
//!
//! Bodies are those of the matrix, with ids that are there; ids come from the database. An
//! operation that no request was found for is named, and fails the story unless it is known here.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

use kith::http::RouteRow;
use law::access::{RecordState, Relation, Role};
use serde_json::{Value, json};

use super::{
    prepared::{Preparing, Ready, is_new_each_time},
    spec::{Operation, Takes, changes},
};
use crate::{
    http::rows,
    matrix::{Cell, cast},
    orders::SCAN,
    support::{Answer, Person, TestHouse, in_letters},
};

/// How often an operation is tried with other ids before it counts as not reached.
const TRIES: u64 = SPREAD * SPREAD;
/// How many records of a kind are tried, in the path and in the body: all clocks of a house stand
/// still, so the order of ids tells nothing of their age.
const SPREAD: u64 = 9;
/// How often all that was not reached is tried again, after others were, with fresh records: by chance
/// none of those that are tried may be one that the operation takes.
const ROUNDS: u64 = 8;

/// A request, ready to be sent.
#[derive(Debug, Clone)]
pub struct Request {
    pub operation: Operation,
    pub path: String,
    pub version: Option<String>,
    pub body: Option<Value>,
    /// Which of the two clerks sends it.
    pub by: usize,
}

impl Request {
    /// What it is called in a message.
    pub fn says(&self) -> String {
        format!("{} {}", self.operation.method, self.operation.path)
    }
}

/// Somebody with every role, and a second person to check what the first one did.
pub struct Explorer<'h> {
    pub house: &'h TestHouse,
    pub clerks: [Person<'h>; 2],
    ids: BTreeMap<String, Vec<String>>,
    versioned: Vec<String>,
    /// What needs more than ids that are there.
    ready: BTreeMap<&'static str, Ready>,
    /// How many names were given: no two are the same.
    names: u32,
}

/// The week that is published and filled.
const MONDAY: &str = "2026-11-30";

/// Where that is shown whose version a path wants, if not under the path itself.
fn shown_at(path: &str) -> String {
    let another = [("/publish", "/week"), ("/signature", "/entries")];
    let found = another
        .iter()
        .find_map(|(end, shown)| Some(path.strip_suffix(end)?.to_owned() + shown));
    found.unwrap_or_else(|| path.to_owned())
}

impl<'h> Explorer<'h> {
    pub fn new(house: &'h TestHouse) -> Self {
        let clerks = [0, 1].map(|_| house.staff("Asha", Role::ALL));
        let ready = Preparing::everything(house, &clerks);
        let mut explorer = Self {
            house,
            clerks,
            ids: BTreeMap::new(),
            versioned: Vec::new(),
            names: 0,
            ready,
        };
        let versioned = house.tables_with("version");
        explorer.versioned = house.tables_with("id");
        explorer.versioned.retain(|table| versioned.contains(table));
        explorer.looks_around();
        explorer
    }

    /// Learns every id there is.
    pub fn looks_around(&mut self) {
        let tables = self.house.tables_with("id");
        let selects = tables.iter().map(|table| format!("select id from {table}"));
        let select = selects.collect::<Vec<_>>().join(" union all ");
        self.ids.clear();
        for id in self.house.texts(&select) {
            if let Some((prefix, _)) = id.split_once('_') {
                let known = self.ids.entry(prefix.to_owned()).or_default();
                known.push(id);
            }
        }
        for known in self.ids.values_mut() {
            known.sort();
        }
    }

    /// The ids of a kind, the newest last.
    pub fn ids(&self, prefix: &str) -> &[String] {
        self.ids.get(prefix).map_or(&[], Vec::as_slice)
    }

    fn ready_for(&self, operation: &Operation) -> Option<&Ready> {
        let says = format!("{} {}", operation.method, operation.path);
        self.ready.get(says.as_str())
    }

    /// A reason for each family of the week that publishing asks one for.
    fn reads_the_week(&self, operation: &Operation) -> Value {
        let path = operation.path.replace("{monday}", MONDAY);
        let week = self.clerks[0].api("GET", &shown_at(&path)).answer();
        let week = week.expect(200).json();
        let concerns = week["concerns"].as_array().unwrap().iter();
        let reading = |about: &Value| json!({ "about": about, "reason": "The carer knows." });
        json!({ "readings": concerns.map(reading).collect::<Vec<_>>() })
    }

    /// Another id each time.
    fn pick(&mut self, prefix: &str, attempt: u64, nth: u64) -> Option<String> {
        let known = self.ids.get(prefix).filter(|known| !known.is_empty())?;
        let length = u64::try_from(known.len()).unwrap();
        // Every pair, the one in the path and the one in the body.
        let back = match nth {
            0 => attempt / SPREAD,
            nth => (attempt + nth) % SPREAD,
        };
        let back = back % length;
        known
            .get(usize::try_from(length - 1 - back).unwrap())
            .cloned()
    }

    fn filled_path(&mut self, operation: &Operation, attempt: u64) -> Option<String> {
        if let Some(path) = self.ready_for(operation).and_then(|it| it.path.clone()) {
            return Some(path);
        }
        let mut path = operation.path.clone();
        for (nth, (name, prefix)) in (0..).zip(&operation.parameters) {
            let value = match prefix.as_str() {
                "" => MONDAY.to_owned(),
                prefix => self.pick(prefix, attempt, nth)?,
            };
            path = path.replace(&format!("{{{name}}}"), &value);
        }
        Some(path)
    }

    /// The body of the matrix, with ids that are there in place of those that are not.
    fn filled_body(&mut self, operation: &Operation, attempt: u64) -> Option<Value> {
        if let Some(mut body) = self.ready_for(operation).and_then(|it| it.body.clone()) {
            is_new_each_time(&mut body);
            return Some(body);
        }
        if operation.path.ends_with("/publish") {
            return Some(self.reads_the_week(operation));
        }
        let mut body = sample(operation)?;
        if let Some(Value::String(name)) = body.get_mut("name") {
            self.names += 1;
            *name = format!("{name} {}", in_letters(self.names));
        }
        let mut nth = 0;
        each_text(&mut body, &mut |_, text| {
            let nobody = cast::NOBODY.trim_start_matches("per_");
            if let Some((prefix, _)) = text.split_once('_').filter(|(_, rest)| *rest == nobody) {
                nth += 1;
                if let Some(id) = self.pick(prefix, attempt, nth) {
                    *text = id;
                }
            }
        });
        Some(body)
    }

    /// The version of what a path is about: of the last record in it that has one.
    pub fn version_of(&self, path: &str) -> Option<String> {
        let shown = shown_at(path);
        if shown != path || path.ends_with("/slots") {
            let shown = self.clerks[0].api("GET", &shown).answer();
            return shown.header("etag").map(str::to_owned);
        }
        let ids = path.split('/').rev().filter(|part| part.contains('_'));
        for id in ids {
            let selects = self.versioned.iter().map(|table| {
                format!("select cast(version as text) from {table} where id = '{id}'")
            });
            let found = self
                .house
                .texts(&selects.collect::<Vec<_>>().join(" union all "));
            if let Some(version) = found.first() {
                return Some(format!("\"{version}\""));
            }
        }
        // What there is one of, such as the settings, has its version from a look.
        let shown = self.clerks[0].api("GET", path).answer();
        shown.header("etag").map(str::to_owned)
    }

    fn request(&mut self, operation: &Operation, attempt: u64) -> Option<Request> {
        let path = self.filled_path(operation, attempt)?;
        let body = match operation.takes {
            Takes::Json => Some(self.filled_body(operation, attempt)?),
            _ => None,
        };
        let version = operation.wants_version.then(|| self.version_of(&path));
        let either = usize::try_from(attempt % 2).unwrap();
        Some(Request {
            version: version.flatten(),
            by: self.ready_for(operation).map_or(either, |it| it.by),
            operation: operation.clone(),
            path,
            body,
        })
    }

    /// Sends a request with an idempotency key.
    pub fn send(&self, request: &Request, key: &str) -> Answer {
        self.send_to(None, request, key)
    }

    /// The same, to another server on the same database.
    pub fn send_to(&self, base: Option<&str>, request: &Request, key: &str) -> Answer {
        let person = &self.clerks[request.by];
        let asking = person.api(&request.operation.method, &request.path);
        let asking = asking.header("idempotency-key", key);
        let asking = match base {
            Some(base) => asking.at(base),
            None => asking,
        };
        let asking = match &request.version {
            Some(version) => asking.header("if-match", version),
            None => asking,
        };
        match (&request.body, request.operation.takes) {
            (Some(body), _) => asking.json(body).answer(),
            (None, Takes::Upload) => asking.upload(&[], Some(SCAN)).answer(),
            (None, _) => asking.answer(),
        }
    }

    /// Fresh records: those there are may be at an end of what can be done to them.
    fn makes_more(&mut self, makes: &[Operation], round: u64) {
        let fresh: Vec<&Operation> = makes
            .iter()
            .filter(|one| one.parameters.is_empty())
            .collect();
        for operation in fresh {
            if let Some(request) = self.request(operation, 0) {
                self.send(
                    &request,
                    &format!("fresh-{round}-{}", operation.path.replace('/', "-")),
                );
            }
        }
        self.looks_around();
    }

    /// Finds a request for each operation; `meet` sends it, and says whether it was carried out.
    pub fn explores(&mut self, mut meet: impl FnMut(&Self, &Request, &str) -> bool) -> usize {
        let mut left = changes();
        // What is ready is as it was left only before others are tried.
        left.sort_by_key(|one| self.ready_for(one).is_none());
        let makes: Vec<Operation> = left
            .iter()
            .filter(|one| one.method == "POST")
            .cloned()
            .collect();
        let (all, mut number) = (left.len(), 0);
        for round in 0..ROUNDS {
            if left.is_empty() {
                break;
            }
            if round > 0 {
                self.makes_more(&makes, round);
            }
            left.retain(|operation| {
                let tries = if self.ready_for(operation).is_some() {
                    1
                } else {
                    TRIES
                };
                let reached = (0..tries).any(|attempt| {
                    let Some(request) = self.request(operation, attempt) else {
                        return false;
                    };
                    number += 1;
                    meet(self, &request, &format!("explored-{number}"))
                });
                if reached {
                    self.looks_around();
                }
                !reached
            });
        }
        let lost: Vec<String> = left
            .iter()
            .map(|one| format!("{} {}", one.method, one.path))
            .collect();
        println!(
            "{} of {all} operations carried out, {number} requests",
            all - left.len()
        );
        assert!(
            lost.is_empty(),
            "no request was found that these carry out; give them a body in the cast of the matrix, \
             or a record in `prepared`:\n{}",
            lost.join("\n")
        );
        all - left.len()
    }
}

/// The body of the matrix for an operation; none where it says none.
pub fn sample(operation: &Operation) -> Option<Value> {
    let is_it = |row: &RouteRow| row.method == operation.method && row.path == operation.path;
    let row = rows().into_iter().find(is_it)?;
    let cell = Cell {
        row,
        role: None,
        relation: Relation::None,
        state: RecordState::Open,
    };
    catch_unwind(AssertUnwindSafe(|| cast::body(&cell))).ok()
}

/// Every text in a document, with the pointer to it.
pub fn each_text(value: &mut Value, f: &mut impl FnMut(&str, &mut String)) {
    fn walk(at: &str, value: &mut Value, f: &mut impl FnMut(&str, &mut String)) {
        match value {
            Value::String(text) => f(at, text),
            Value::Array(items) => {
                for (n, item) in items.iter_mut().enumerate() {
                    walk(&format!("{at}/{n}"), item, f);
                }
            }
            Value::Object(fields) => {
                for (name, field) in fields {
                    walk(&format!("{at}/{name}"), field, f);
                }
            }
            _ => {}
        }
    }
    walk("", value, f);
}

/// Pointers to everything in a document.
pub fn pointers_of(at: &str, value: &Value, into: &mut Vec<String>) {
    into.push(at.to_owned());
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                pointers_of(&format!("{at}/{name}"), field, into);
            }
        }
        Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                pointers_of(&format!("{at}/{n}"), item, into);
            }
        }
        _ => {}
    }
}
