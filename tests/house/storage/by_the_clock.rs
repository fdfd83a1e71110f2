//! S16: a million facts, of which a superuser edits a thousand; how soon all of them are found. Told in
//! the gate alone (the stage `timed`).

use std::{
    collections::BTreeSet,
    fmt::Write,
    time::{Duration, Instant},
};

use kith::storage::{Finding, Verification, hex};
use sha2::{Digest, Sha256};

use super::tamper::as_superuser;
use crate::support::{Chance, On, TestHouse, in_the_gate, sized, tell};

/// Facts of one stream.
const LONG: usize = 10_000;
/// Rows of one statement.
const AT_ONCE: usize = 500;

/// What a look at nobody leaves, to be written again and again.
struct Pattern {
    salt: String,
    content: String,
    content_hash: String,
}

impl Pattern {
    fn of(house: &TestHouse) -> Self {
        let asha = house.coordinator();
        asha.api("GET", "/api/v1/people").answer().expect(200);
        let one = |column: &str| {
            let select = format!("select {column} from audit_fact where act = 'people.list'");
            house.texts(&select).remove(0)
        };
        Self {
            salt: one("salt"),
            content: one("content"),
            content_hash: one("content_hash"),
        }
    }
}

/// Writes whole streams, each chained as the house chains.
fn writes_streams(house: &TestHouse, streams: usize) {
    let (pattern, at) = (
        Pattern::of(house),
        house.number("select max(at) from audit_fact"),
    );
    let Pattern {
        salt,
        content,
        content_hash,
    } = pattern;
    for number in 0..streams {
        let (stream, mut previous) = (format!("gate_{number}"), "0".repeat(64));
        let facts = (1..=LONG).map(|seq| {
            let link = format!("{previous}\n{stream}\n{seq}\n{at}\nsystem\npeople.list\n{content_hash}");
            previous = hex(&Sha256::digest(link));
            format!("('{stream}', {seq}, {at}, 'system', 'people.list', '{salt}', '{content}', '{content_hash}', '{previous}')")
        });
        let facts: Vec<String> = facts.collect();
        let mut statements = "begin; ".to_owned();
        for some in facts.chunks(AT_ONCE) {
            let rows = some.join(", ");
            write!(
                statements,
                "insert into audit_fact (stream, seq, at, actor, act, salt, content, content_hash, hash) values {rows}; "
            )
            .unwrap();
        }
        house.sql(&(statements + "commit"));
    }
}

/// Edits one value of so many facts, and says which.
fn edits(house: &TestHouse, streams: usize, number: usize) -> BTreeSet<(String, i64)> {
    const COLUMNS: [&str; 6] = ["at", "actor", "act", "salt", "content", "content_hash"];
    let (mut chance, mut edited) = (Chance::new(), BTreeSet::new());
    let mut any = |end: usize| chance.below(u64::try_from(end).unwrap());
    let mut statements = "begin; ".to_owned();
    while edited.len() < number {
        let (stream, seq) = (format!("gate_{}", any(streams)), any(LONG) + 1);
        let column = COLUMNS[usize::try_from(any(COLUMNS.len())).unwrap()];
        // No longer than it was: PostgreSQL minds.
        let other = if column == "at" {
            "at + 1".to_owned()
        } else {
            format!("'x' || substr({column}, 2)")
        };
        if edited.insert((stream.clone(), i64::try_from(seq).unwrap())) {
            let at = format!("stream = '{stream}' and seq = {seq}");
            write!(
                statements,
                "update audit_fact set {column} = {other} where {at}; "
            )
            .unwrap();
        }
    }
    as_superuser(house, &(statements + "commit"));
    edited
}

fn changed(report: &Verification) -> BTreeSet<(String, i64)> {
    let places = report.findings.iter().filter_map(|finding| match finding {
        Finding::Changed { stream, seq } => Some((stream.clone(), *seq)),
        _ => None,
    });
    places.collect()
}

fn all_are_found(house: &TestHouse) {
    let facts = sized("KITH_GATE_FACTS", 1_000_000);
    let streams = (facts / LONG).max(1);
    writes_streams(house, streams);
    house.hands_out_a_checkpoint();
    house.has_a_spoiled_audit();

    let began = Instant::now();
    let whole = house.verifies_the_audit();
    let took = began.elapsed();
    assert_eq!(whole.findings, []);
    let each = Duration::from_micros(whole.facts * BAR_MICROS);
    in_the_gate(&format!("verifying {} facts", whole.facts), took, each);

    let edited = edits(house, streams, sized("KITH_GATE_EDITED_FACTS", 1_000));
    let found = changed(&house.verifies_the_audit());
    assert_eq!(found, edited, "what was edited, and nothing else");
}

/// A fact in two millionths of a second: 500,000 a second.
const BAR_MICROS: u64 = 2;

#[test]
#[ignore = "by the clock: the stage timed"]
fn a_thousand_edits_of_a_million_facts_are_found_on_sqlite() {
    tell(On::Sqlite, all_are_found);
}

#[test]
#[ignore = "by the clock: the stage timed"]
fn a_thousand_edits_of_a_million_facts_are_found_on_postgres() {
    tell(On::Postgres, all_are_found);
}
