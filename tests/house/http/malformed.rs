//! Input nobody should send, at every route of the API.

use law::access::Role;

use super::{filled, rows};
use crate::support::{Answer, Person, TestHouse};

/// Words that would tell a stranger how the house is built.
const OURS: &[&str] = &[
    "panicked", "diesel", "sqlite", "postgres", "select ", "src/", ".rs",
];

fn is_a_clean_answer(name: &str, answer: &Answer) {
    let says = format!(
        "{name}: {} -> {} {}",
        answer.asked, answer.status, answer.body
    );
    assert!(answer.status < 500, "{says}");
    let body = answer.body.to_lowercase();
    if answer.status >= 400 {
        answer.problem();
        assert!(OURS.iter().all(|word| !body.contains(word)), "{says}");
        assert!(
            !answer.body.contains("CANARY"),
            "repeats what was sent: {says}"
        );
    }
}

fn bodies() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    const JSON: &str = "application/json";
    let text = |name, content: &str| (name, JSON, content.as_bytes().to_vec());
    vec![
        text("nothing", ""),
        text("spaces", "   "),
        text("no JSON", "CANARY"),
        text("half a document", "{\"a\":"),
        text("two documents", "{}{}"),
        text("null", "null"),
        text("a number", "1"),
        text("a list", "[]"),
        text("an empty object", "{}"),
        text("an unknown field", "{\"nothing_like_it\":\"CANARY\"}"),
        text(
            "a field twice",
            "{\"email\":\"a\",\"email\":\"b\",\"password\":\"c\"}",
        ),
        text("a huge number", "{\"given_name\":1e999}"),
        text(
            "a lone surrogate",
            "{\"email\":\"\\ud800\",\"password\":\"x\"}",
        ),
        text("a NUL", "{\"email\":\"\\u0000\",\"password\":\"\\u0000\"}"),
        ("not UTF-8", JSON, vec![b'"', 0xff, 0xfe, b'"']),
        (
            "deep",
            JSON,
            [b"[".repeat(100_000), b"]".repeat(100_000)].concat(),
        ),
        ("deep objects", JSON, b"{\"a\":".repeat(20_000)),
        ("another type", "text/plain", b"CANARY".to_vec()),
        (
            "a form",
            "application/x-www-form-urlencoded",
            b"a=CANARY".to_vec(),
        ),
        (
            "XML",
            "application/xml",
            b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>".to_vec(),
        ),
        (
            "a broken type",
            "application/json; charset=\"CANARY",
            b"{}".to_vec(),
        ),
    ]
}

const IDS: &[&str] = &[
    "CANARY",
    "per_01arz3ndektsv4rrffq69g5fav",
    "per_01ARZ3NDEKTSV4RRFFQ69G5FA",
    "usr_01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "%00",
    "per_01ARZ3NDEKTSV4RRFFQ69G5FAV%00",
    "..%2f..%2fetc%2fpasswd",
    "'%20or%201=1--",
    "%ff%fe",
    "-1",
];

const QUERIES: &[&str] = &[
    "limit=0",
    "limit=-1",
    "limit=201",
    "limit=CANARY",
    "limit=99999999999999999999",
    "limit=",
    "limit=1&limit=2",
    "cursor=CANARY",
    "cursor=%00",
    "cursor=%ff",
    "cursor=' or 1=1 --",
    "cursor=",
    "CANARY=1",
    "sort=name;drop table",
    "q=%00",
    "q=%25%5f",
    "q=",
    "=",
    "&&&",
    "%zz",
    "limit[]=1",
];

fn somebody(house: &TestHouse) -> Person<'_> {
    house.staff("Robin", Role::ALL)
}

story!(a_malformed_body_is_answered_with_a_problem, |house| {
    for row in rows()
        .iter()
        .filter(|row| row.path.starts_with("/api/") && row.method != "GET")
    {
        // Its person would be gone, and it takes no body at all.
        if row.path.ends_with("/sign-out") {
            continue;
        }
        let person = somebody(house);
        let path = filled(&row.path, "per_01ARZ3NDEKTSV4RRFFQ69G5FAV");
        for (name, content_type, body) in bodies() {
            let asking = person.api(&row.method, &path).header("if-match", "\"1\"");
            let asking = asking.header("content-type", content_type.replace("CANARY", ""));
            let answer = asking.body(body).answer();
            assert!(answer.status >= 400, "{name}: {} was taken", answer.asked);
            is_a_clean_answer(name, &answer);
        }
    }
});

story!(a_malformed_address_is_answered_with_a_problem, |house| {
    let person = somebody(house);
    for row in rows().iter().filter(|row| row.path.starts_with("/api/")) {
        if row.path.contains('{') {
            for id in IDS {
                let answer = person.api(&row.method, &filled(&row.path, id)).answer();
                assert!(answer.status >= 400, "{id}: {} was taken", answer.asked);
                is_a_clean_answer(id, &answer);
            }
        }
        if row.method == "GET" {
            let path = filled(&row.path, "per_01ARZ3NDEKTSV4RRFFQ69G5FAV");
            for query in QUERIES {
                let query = query.replace(' ', "%20");
                let answer = person.api("GET", &format!("{path}?{query}")).answer();
                is_a_clean_answer(&query, &answer);
            }
        }
    }
});

story!(a_malformed_header_is_answered_with_a_problem, |house| {
    let person = somebody(house);
    let rows = rows();
    let changes = rows
        .iter()
        .filter(|row| row.path.starts_with("/api/") && row.method != "GET");
    for row in changes.filter(|row| !row.path.ends_with("/sign-out")) {
        let path = filled(&row.path, "per_01ARZ3NDEKTSV4RRFFQ69G5FAV");
        let long = "k".repeat(256);
        for (name, header, value) in [
            ("an empty key", "idempotency-key", ""),
            ("a key that is too long", "idempotency-key", long.as_str()),
            ("a key with a space", "idempotency-key", "a b"),
            ("a version that is none", "if-match", "\"CANARY\""),
            ("any version", "if-match", "*"),
            ("two versions", "if-match", "\"1\", \"2\""),
            ("a weak version", "if-match", "W/\"1\""),
            ("a huge version", "if-match", "\"99999999999999999999\""),
            ("two schemes", "authorization", "Basic CANARY"),
        ] {
            let asking = person
                .browser()
                .asks(&row.method, &path)
                .header(header, value);
            let answer = asking.json(&serde_json::json!({})).answer();
            assert!(answer.status >= 400, "{name}: {} was taken", answer.asked);
            is_a_clean_answer(name, &answer);
        }
    }
});
