//! Requests nobody should send, made by chance, at every route: pages and API, every method, ids of
//! other kinds, broken bodies, odd headers. None breaks the house or tells how it is built.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use kith::http::RouteRow;
use serde_json::{Value, json};

use super::explorer::{Explorer, each_text, sample};
use super::spec::{Operation, Takes, operations};
use crate::{
    http::rows,
    support::{Answer, Asking, Chance, ORIGIN, On, TestHouse, tell},
};

/// How many requests in CI; `KITH_GATE_FUZZED` says how many before a release.
#[expect(
    clippy::disallowed_methods,
    reason = "a test is told by the environment how large it is"
)]
fn requests(in_ci: usize) -> usize {
    let given = std::env::var("KITH_GATE_FUZZED").ok();
    given
        .and_then(|number| number.parse().ok())
        .unwrap_or(in_ci)
}

const THREADS: u64 = 4;
const METHODS: &[&str] = &[
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW",
];
/// Words that would tell a stranger how the house is built.
const OURS: &[&str] = &[
    "panicked",
    "diesel",
    "sqlite",
    "postgres",
    "syntax error",
    "constraint failed",
    "violates",
    "backtrace",
    "stack trace",
    ".rs:",
    "rustc",
    "no such table",
];
const ODD: &[&str] = &[
    "",
    " ",
    "%00",
    "%0d%0a",
    "..",
    "../../etc/passwd",
    "'",
    "\"",
    "' or 1=1 --",
    "%ff%fe",
    "-1",
    "0",
    "1e999",
    "per_",
    "per_01ARZ3NDEKTSV4RRFFQ69G5FA",
    "per_01arz3ndektsv4rrffq69g5fav",
    "%F0%9F%92%A9",
    "{id}",
    "null",
    "%25%5f",
    "true",
    "2026-13-99",
    "2026-02-29",
    "99999999999999999999",
    "a/b",
    ";",
    "?",
    "\u{202e}",
    "new",
];
const HEADERS: &[(&str, &[&str])] = &[
    (
        "if-match",
        &[
            "\"1\"",
            "\"2\"",
            "*",
            "W/\"1\"",
            "\"\"",
            "1",
            "\"-1\"",
            "\"99999999999999999999\"",
            "\"1\", \"2\"",
        ],
    ),
    (
        "idempotency-key",
        &["k", "", "a b", "\u{e9}", "key-of-another"],
    ),
    (
        "accept",
        &[
            "application/json",
            "text/html",
            "*/*",
            "",
            "nonsense",
            "image/png;q=9",
        ],
    ),
    (
        "accept-encoding",
        &["gzip", "br", "identity;q=0", "*", "gzip;q=nonsense"],
    ),
    ("content-encoding", &["gzip", "identity", "x"]),
    ("accept-language", &["cy", "\u{fffd}", "en;q=2"]),
    (
        "authorization",
        &["Bearer", "Bearer x.y.z", "Basic YTpi", "bearer null", ""],
    ),
    (
        "cookie",
        &[
            "__Host-kith=x",
            "__Host-kith=",
            "=",
            ";;;",
            "__Host-kith=\"a\"",
        ],
    ),
    (
        "x-forwarded-for",
        &["1.2.3.4", "::1, nonsense", "999.1.1.1"],
    ),
    ("x-http-method-override", &["DELETE"]),
    ("range", &["bytes=0-1", "bytes=9-1", "x"]),
    ("if-none-match", &["*", "\"1\""]),
    ("if-modified-since", &["Tue, 99 Foo", "0"]),
    ("expect", &["nonsense"]),
    ("origin", &[ORIGIN, "null", "https://evil.example"]),
    (
        "sec-fetch-site",
        &["same-origin", "cross-site", "none", "x"],
    ),
    ("transfer-encoding", &["identity"]),
];
const TYPES: &[&str] = &[
    "application/json",
    "application/json",
    "application/json",
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "text/plain",
    "application/json; charset=utf-16",
    "application/merge-patch+json",
    "",
    "*/*",
    "application/xml",
];
const TEXTS: &[&str] = &[
    "",
    " ",
    "\u{0}",
    "a\u{0}b",
    "\r\nx: y",
    "Ava",
    "\u{202e}avA",
    "\u{1F4A9}",
    "\u{301}\u{301}\u{301}",
    "true",
    "2026-02-30",
    "24:60",
    "2026-11-29",
    "01:30",
    "-1",
    "0",
    "1e999",
    "NaN",
    "\u{feff}",
    "ZZ99 1AA",
    "' or '1'='1",
    "<b>",
    "{{7*7}}",
    "per_01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "usr_01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "9999-12-31",
    "0001-01-01",
];

/// Pointers to everything in a document.
fn pointers_of(at: &str, value: &Value, into: &mut Vec<String>) {
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

/// What the requests are made from.
struct Stock {
    rows: Vec<RouteRow>,
    operations: Vec<Operation>,
    ids: Vec<String>,
    tokens: Vec<String>,
    cookies: String,
    proof: String,
}

fn one_of<'a, T: ?Sized>(chance: &mut Chance, all: &'a [&'a T]) -> &'a T {
    all[usize::try_from(chance.below(u64::try_from(all.len()).unwrap())).unwrap()]
}

impl Stock {
    fn id(&self, chance: &mut Chance) -> String {
        match chance.below(10) {
            0 => one_of(chance, ODD).to_owned(),
            1 => "per_01ARZ3NDEKTSV4RRFFQ69G5FAV".to_owned(),
            _ => {
                let length = u64::try_from(self.ids.len()).unwrap();
                self.ids[usize::try_from(chance.below(length)).unwrap()].clone()
            }
        }
    }

    /// A path of the table; often with ids of the kind it takes.
    fn path(&self, row: &RouteRow, chance: &mut Chance) -> String {
        let parts: Vec<&str> = row.path.split('/').collect();
        let mut path = Vec::new();
        for (n, part) in parts.iter().enumerate() {
            if !part.starts_with('{') {
                path.push((*part).to_owned());
                continue;
            }
            let fits = self.prefix_after(parts[n - 1]);
            let of_the_kind = |id: &&String| fits.as_ref().is_some_and(|fits| id.starts_with(fits));
            let known: Vec<&String> = self.ids.iter().filter(of_the_kind).collect();
            path.push(if known.is_empty() || chance.below(3) == 0 {
                self.id(chance)
            } else {
                known[usize::try_from(chance.below(u64::try_from(known.len()).unwrap())).unwrap()]
                    .clone()
            });
        }
        let mut path = path.join("/");
        if chance.below(3) == 0 {
            let names = [
                "limit", "cursor", "name", "from", "until", "next", "week", "x", "",
            ];
            let (name, value) = (
                one_of(chance, &names).to_owned(),
                one_of(chance, ODD).to_owned(),
            );
            path = format!("{path}?{name}={value}");
        }
        path.replace(' ', "%20")
            .replace(['"', '{', '}', '\u{202e}', '\\', '<', '>'], "%22")
    }

    fn prefix_after(&self, segment: &str) -> Option<String> {
        let opens = format!("/{segment}/{{");
        let found = self
            .operations
            .iter()
            .find(|one| one.path.contains(&opens))?;
        let (before, _) = found.path.split_once(&opens)?;
        let nth = before.matches('{').count();
        found.parameters.get(nth).map(|(_, prefix)| prefix.clone())
    }

    fn json(&self, row: &RouteRow, chance: &mut Chance) -> Value {
        let is_it = |one: &&Operation| {
            one.path == row.path && one.method == row.method && one.takes == Takes::Json
        };
        let known = self
            .operations
            .iter()
            .find(is_it)
            .filter(|_| chance.below(6) > 0);
        let mut body = known
            .and_then(sample)
            .unwrap_or_else(|| json!({ "a": [1, { "b": null }] }));
        for _ in 0..=chance.below(3) {
            self.spoil(&mut body, chance);
        }
        body
    }

    /// One value of a document becomes another.
    fn spoil(&self, body: &mut Value, chance: &mut Chance) {
        let mut pointers = vec![String::new()];
        pointers_of("", body, &mut pointers);
        let at = pointers
            [usize::try_from(chance.below(u64::try_from(pointers.len()).unwrap())).unwrap()]
        .clone();
        let value = match chance.below(12) {
            0 => Value::Null,
            1 => json!(-1),
            2 => json!(1e300),
            3 => json!(u64::MAX),
            4 => json!([]),
            5 => json!({ "x": {} }),
            6 => json!("x".repeat(usize::try_from(chance.below(3000)).unwrap())),
            7 => json!(vec![
                "per_01ARZ3NDEKTSV4RRFFQ69G5FAV";
                usize::try_from(chance.below(80)).unwrap()
            ]),
            8 => json!(self.id(chance)),
            9 => json!(true),
            _ => json!(one_of(chance, TEXTS)),
        };
        if let Some(found) = body.pointer_mut(&at) {
            *found = value;
        }
    }

    fn form(&self, row: &RouteRow, chance: &mut Chance) -> Vec<u8> {
        let mut fields = url::form_urlencoded::Serializer::new(String::new());
        if chance.below(5) > 0 {
            fields.append_pair("csrf_token", &self.proof);
        }
        let mut body = self.json(row, chance);
        each_text(&mut body, &mut |at, text| {
            let name = at.trim_start_matches('/').replace('/', ".");
            fields.append_pair(&name, text);
        });
        for _ in 0..chance.below(4) {
            fields.append_pair(one_of(chance, ODD), one_of(chance, TEXTS));
        }
        let mut bytes = fields.finish().into_bytes();
        if chance.below(8) == 0 {
            bytes.extend(b"&%zz=%ff&=&[]=1");
        }
        bytes
    }

    fn body(&self, row: &RouteRow, kind: &str, chance: &mut Chance) -> Vec<u8> {
        match chance.below(14) {
            0 => Vec::new(),
            1 => b"[".repeat(usize::try_from(chance.below(5000)).unwrap()),
            2 => [b"{\"a\":".repeat(400), b"1".to_vec(), b"}".repeat(400)].concat(),
            3 => (0..chance.below(200)).map(|_| u8::try_from(chance.below(256)).unwrap()).collect(),
            4 => b"--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"\r\n\r\n%PDF-1.7\r\n--x--".to_vec(),
            5 => b"\xff\xfe{\x00\"\x00".to_vec(),
            _ if kind.contains("form-url") => self.form(row, chance),
            _ => {
                let mut text = self.json(row, chance).to_string().into_bytes();
                if chance.below(10) == 0 {
                    text.truncate(usize::try_from(chance.below(u64::try_from(text.len()).unwrap() + 1)).unwrap());
                }
                text
            }
        }
    }

    fn asks<'h>(&self, house: &'h TestHouse, chance: &mut Chance) -> Asking<'h> {
        let row = &self.rows
            [usize::try_from(chance.below(u64::try_from(self.rows.len()).unwrap())).unwrap()];
        let method = if chance.below(10) == 0 {
            one_of(chance, METHODS).to_owned()
        } else {
            row.method.clone()
        };
        let mut asking = house.asks(&method, &self.path(row, chance));
        // Whoever signs out is gone, and the rest would be asked by nobody.
        let who = if row.path.ends_with("/sign-out") {
            9
        } else {
            chance.below(10)
        };
        let is_page = !row.path.starts_with("/api/");
        match who {
            0..=5 if !is_page => {
                let token = &self.tokens[usize::try_from(chance.below(2)).unwrap()];
                asking = asking.bearer(token);
            }
            0..=8 => {
                asking = asking
                    .header("cookie", &self.cookies)
                    .header("origin", ORIGIN);
                asking = asking.header("sec-fetch-site", "same-origin");
                if chance.below(2) == 0 {
                    asking = asking.header("x-csrf-token", &self.proof);
                }
            }
            _ => {}
        }
        for _ in 0..chance.below(3) {
            let nth = usize::try_from(chance.below(u64::try_from(HEADERS.len()).unwrap())).unwrap();
            let (name, values) = HEADERS[nth];
            asking = asking.header(name, one_of(chance, values));
        }
        if method == "GET" || method == "HEAD" {
            return asking;
        }
        let kind = match (is_page, chance.below(4)) {
            (true, 0..=2) => "application/x-www-form-urlencoded",
            (false, 0..=2) => "application/json",
            _ => one_of(chance, TYPES),
        };
        let body = self.body(row, kind, chance);
        asking.header("content-type", kind).body(body)
    }
}

fn stock(house: &TestHouse) -> Stock {
    let mut explorer = Explorer::new(house);
    explorer.explores(|explorer, request, key| {
        (200..300).contains(&explorer.send(request, key).status)
    });
    let clerk = &explorer.clerks[0];
    let operations = operations();
    let prefixes = operations.iter().flat_map(|one| one.parameters.iter());
    let ids = prefixes.flat_map(|(_, prefix)| explorer.ids(prefix).to_vec());
    Stock {
        ids: ids.collect(),
        rows: rows(),
        tokens: explorer
            .clerks
            .iter()
            .map(|one| one.tokens().access.clone())
            .collect(),
        proof: clerk.csrf(),
        cookies: clerk.browser().cookies().unwrap(),
        operations,
    }
}

/// What is wrong with an answer, if anything is.
fn fault_of(answer: &Answer) -> Option<String> {
    let body = answer.body.to_lowercase();
    let tells = OURS
        .iter()
        .find(|word| answer.status >= 400 && body.contains(**word));
    let breaks = answer.status >= 500 && answer.status != 503;
    (breaks || tells.is_some()).then(|| {
        format!(
            "{} -> {} {tells:?} {}",
            answer.asked, answer.status, answer.body
        )
    })
}

/// Sends that many; returns how many came to each status, and what was wrong.
fn fuzzes(house: &TestHouse, stock: &Stock, number: usize) -> (Vec<(u16, usize)>, Vec<String>) {
    let (chance, next) = (Chance::new(), AtomicUsize::new(0));
    let asks = |thread: u64| {
        let (mut chance, mut statuses, mut wrong) = (chance.apart(thread), Vec::new(), Vec::new());
        while next.fetch_add(1, Ordering::Relaxed) < number {
            // Whoever sends what is not read to its end may find the connection closed.
            let answer = stock.asks(house, &mut chance).attempt();
            statuses.push(answer.as_ref().map_or(0, |answer| answer.status));
            wrong.extend(answer.ok().as_ref().and_then(fault_of));
        }
        (statuses, wrong)
    };
    let asks = &asks;
    let all: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|n| scope.spawn(move || asks(n))).collect();
        threads.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let mut counts = std::collections::BTreeMap::new();
    let mut wrong = Vec::new();
    for (statuses, found) in all {
        for status in statuses {
            *counts.entry(status).or_default() += 1;
        }
        wrong.extend(found);
    }
    (counts.into_iter().collect(), wrong)
}

/// Counts the panics of this process: each test has one of its own.
fn counts_panics() -> Arc<AtomicUsize> {
    let panics = Arc::new(AtomicUsize::new(0));
    let (counting, before) = (Arc::clone(&panics), std::panic::take_hook());
    std::panic::set_hook(Box::new(move |panic| {
        counting.fetch_add(1, Ordering::Relaxed);
        before(panic);
    }));
    panics
}

fn nothing_breaks(house: &TestHouse, number: usize) {
    let stock = stock(house);
    let panics = counts_panics();
    let (statuses, wrong) = fuzzes(house, &stock, number);
    println!(
        "{number} requests over {} routes: {statuses:?}",
        stock.rows.len()
    );
    assert!(
        wrong.is_empty(),
        "{} of {number}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert_eq!(panics.load(Ordering::Relaxed), 0, "panics");
    let cut = statuses.iter().find(|(status, _)| *status == 0);
    assert!(
        cut.is_none_or(|(_, cut)| *cut < number / 20),
        "{cut:?} connections were cut"
    );
    let carried_out = statuses
        .iter()
        .filter(|(status, _)| (1..400).contains(status));
    let carried_out: usize = carried_out.map(|(_, count)| count).sum();
    assert!(
        carried_out > number / 50,
        "hardly any got past the door: {statuses:?}"
    );
}

#[test]
fn no_request_breaks_the_house_on_sqlite() {
    tell(On::Sqlite, |house| nothing_breaks(house, requests(20_000)));
}

#[test]
fn no_request_breaks_the_house_on_postgres() {
    tell(On::Postgres, |house| {
        nothing_breaks(house, requests(20_000) / 10);
    });
}

#[cfg(feature = "faults")]
story!(alone a_house_that_breaks_is_found, |house| {
    use kith::storage::faults::BREAKS;
    let stock = stock(house);
    BREAKS.set(true);
    let (_, wrong) = fuzzes(house, &stock, 200);
    BREAKS.set(false);
    println!("{} of 200 requests found it", wrong.len());
    assert!(!wrong.is_empty(), "a test that cannot fail proves nothing");
});
