//! What fuzzed requests are made from: paths, headers, bodies, by chance.

use kith::http::RouteRow;
use serde_json::{Value, json};

use super::{
    explorer::{Explorer, each_text, pointers_of, sample},
    spec::{Operation, Takes, operations},
};
use crate::{
    http::rows,
    support::{Asking, Chance, ORIGIN, TestHouse},
};

const METHODS: &[&str] = &[
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW",
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

/// What the requests are made from.
pub struct Stock {
    pub rows: Vec<RouteRow>,
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

    /// One request.
    pub fn asks<'h>(&self, house: &'h TestHouse, chance: &mut Chance) -> Asking<'h> {
        let row = &self.rows
            [usize::try_from(chance.below(u64::try_from(self.rows.len()).unwrap())).unwrap()];
        let method = if chance.below(10) == 0 {
            one_of(chance, METHODS).to_owned()
        } else {
            row.method.clone()
        };
        let mut asking = house.asks(&method, &self.path(row, chance));
        // Whoever signs out is gone, and the rest would be asked by nobody.
        let who = if row.path.contains("/sign-out") {
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

/// Everything that an explored house has.
pub fn stock(house: &TestHouse) -> Stock {
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
