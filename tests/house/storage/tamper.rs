//! Somebody with all rights over the database changes what the audit says. `kith audit verify`
//! finds it, held against the checkpoints handed out.

use std::fmt::Write;

use kith::storage::{Finding, hex};
use law::access::Role;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::support::{On, TestHouse, tell};

/// Facts on several streams, all under a checkpoint.
fn has_a_past(house: &TestHouse) {
    let asha = house.coordinator();
    for name in ["Ava", "Noah", "Mia"] {
        let body = json!({ "given_name": name, "family_name": "Hollis", "born_on": "2019-04-30",
            "is_child": true, "first_language": "English" });
        let added = asha
            .api("POST", "/api/v1/people")
            .json(&body)
            .answer()
            .expect(201);
        let id = added.json()["id"].as_str().unwrap().to_owned();
        for _ in 0..4 {
            asha.api("GET", &format!("/api/v1/people/{id}"))
                .answer()
                .expect(200);
        }
        house.hands_out_a_checkpoint();
    }
    house.staff("Dee", &[Role::Dpo]);
    house.hands_out_a_checkpoint();
    house.hands_out_a_checkpoint();
}

const TABLES: [&str; 4] = [
    "audit_fact",
    "audit_subject",
    "audit_checkpoint",
    "audit_checkpoint_head",
];

/// Takes away what would stand in a superuser's way, for one statement after another.
pub fn as_superuser(house: &TestHouse, statements: &str) {
    let open = match house.on() {
        On::Postgres => "set session_replication_role = replica; ".to_owned(),
        On::Sqlite => {
            let triggers = house.texts("select name from sqlite_master where type = 'trigger'");
            let drops = triggers.iter().map(|name| format!("drop trigger {name}; "));
            format!("pragma foreign_keys = off; {}", drops.collect::<String>())
        }
    };
    house.sql(&format!("{open}{statements}"));
}

/// A fact in the middle of the stream of one child.
fn middle_of_a_stream(house: &TestHouse) -> (String, i64) {
    let streams = house
        .texts("select stream from audit_fact where act = 'people.add' order by stream limit 1");
    (streams[0].clone(), 3)
}

fn tampers(house: &TestHouse, how: &str) {
    let (stream, seq) = middle_of_a_stream(house);
    let (at, zeros) = (
        format!("stream = '{stream}' and seq = {seq}"),
        "0".repeat(64),
    );
    let statements = match how {
        "edit who" => format!("update audit_fact set actor = 'nobody' where {at}"),
        "edit when" => format!("update audit_fact set at = at + 1 where {at}"),
        "edit what" => format!("update audit_fact set act = 'people.list' where {at}"),
        "edit what for" => {
            format!("update audit_fact set content = replace(content, 'service_delivery', 'oversight') where {at}")
        }
        "edit the salt" => format!("update audit_fact set salt = 'other' where {at}"),
        "edit the hash" => format!("update audit_fact set hash = '{}' where {at}", "0".repeat(64)),
        "edit the hash of the content" => format!("update audit_fact set content_hash = '{zeros}' where {at}"),
        "refile" => format!("update audit_subject set person = 'per_01ARZ3NDEKTSV4RRFFQ69G5FAV' where {at}"),
        "unfile" => format!("delete from audit_subject where {at}"),
        "file under one more" => {
            format!("insert into audit_subject values ('{stream}', {seq}, 'per_01ARZ3NDEKTSV4RRFFQ69G5FAV')")
        }
        "delete" => format!("delete from audit_subject where {at}; delete from audit_fact where {at}"),
        "delete and close the gap" => format!(
            "delete from audit_subject where {at}; delete from audit_fact where {at}; \
             update audit_fact set seq = seq - 1 where stream = '{stream}' and seq > {seq}"
        ),
        "delete the end" => format!(
            "delete from audit_subject where stream = '{stream}' and seq >= {seq}; \
             delete from audit_fact where stream = '{stream}' and seq >= {seq}"
        ),
        "drop the stream" => format!(
            "delete from audit_subject where stream = '{stream}'; delete from audit_fact where stream = '{stream}'"
        ),
        "insert" => format!(
            "insert into audit_fact (stream, seq, at, actor, act, salt, content, content_hash, hash) \
             select stream, 1000, at, actor, act, salt, content, content_hash, hash from audit_fact where {at}"
        ),
        "a stream of its own" => format!(
            "insert into audit_fact (stream, seq, at, actor, act, salt, content, content_hash, hash) \
             select 'per_01ARZ3NDEKTSV4RRFFQ69G5FAV', 1, at, actor, act, salt, content, content_hash, hash \
             from audit_fact where {at}"
        ),
        "swap" => format!(
            "update audit_fact set seq = 1000 where {at}; \
             update audit_fact set seq = {seq} where stream = '{stream}' and seq = {seq} + 1; \
             update audit_fact set seq = {seq} + 1 where stream = '{stream}' and seq = 1000"
        ),
        "swap two streams" => swapped_streams(house),
        "drop everything" => TABLES.map(|table| format!("delete from {table}; ")).concat(),
        "drop the last checkpoint" => {
            "delete from audit_checkpoint_head where checkpoint = (select max(seq) from audit_checkpoint); \
             delete from audit_checkpoint where seq = (select max(seq) from audit_checkpoint)"
                .to_owned()
        }
        "edit a checkpoint" => "update audit_checkpoint set signature = 'x' where seq = 1".to_owned(),
        "edit a head" => format!("update audit_checkpoint_head set hash = '{zeros}' where checkpoint = 1"),
        "edit a head kept for the next" => format!("update audit_head set seq = 2 where stream = '{stream}'"),
        _ => panic!("no way to {how}"),
    };
    as_superuser(house, &statements);
}

fn swapped_streams(house: &TestHouse) -> String {
    let streams =
        house.texts("select stream from audit_fact where act = 'people.add' order by stream");
    let [one, two, ..] = streams.as_slice() else {
        panic!("{streams:?}")
    };
    ["audit_fact", "audit_subject"]
        .map(|table| {
            format!(
                "update {table} set stream = 'aside' where stream = '{one}'; \
                 update {table} set stream = '{one}' where stream = '{two}'; \
                 update {table} set stream = '{two}' where stream = 'aside'; "
            )
        })
        .concat()
}

const WAYS: &[&str] = &[
    "edit who",
    "edit when",
    "edit what",
    "edit what for",
    "edit the salt",
    "edit the hash",
    "edit the hash of the content",
    "refile",
    "unfile",
    "file under one more",
    "delete",
    "delete and close the gap",
    "delete the end",
    "drop the stream",
    "insert",
    "a stream of its own",
    "swap",
    "swap two streams",
    "drop everything",
    "drop the last checkpoint",
    "edit a checkpoint",
    "edit a head",
    "edit a head kept for the next",
];

fn every_way_is_found(on: On) {
    for how in WAYS {
        tell(on, |house| {
            has_a_past(house);
            let before = house.verifies_the_audit();
            assert_eq!(before.findings, [], "before anybody touched it");
            assert!(before.facts >= 20 && before.checkpoints >= 4, "{before:?}");
            house.has_a_spoiled_audit();
            tampers(house, how);
            let after = house.verifies_the_audit();
            assert!(!after.findings.is_empty(), "not found: {how}");
        });
    }
}

#[test]
fn every_way_to_spoil_the_audit_is_found_on_sqlite() {
    every_way_is_found(On::Sqlite);
}

#[test]
fn every_way_to_spoil_the_audit_is_found_on_postgres() {
    every_way_is_found(On::Postgres);
}

story!(
    whoever_chains_a_stream_anew_with_right_hashes_is_found_by_the_checkpoint,
    |house| {
        has_a_past(house);
        house.has_a_spoiled_audit();
        let (stream, _) = middle_of_a_stream(house);
        as_superuser(house, &chained_anew(house, &stream));
        let report = house.verifies_the_audit();
        let is_missing = |finding: &Finding| matches!(finding, Finding::Missing { stream: found, .. } if *found == stream);
        assert!(
            report.findings.iter().all(is_missing),
            "the chain itself is right: {:?}",
            report.findings
        );
        assert!(!report.findings.is_empty());
    }
);

/// The stream as if somebody else had done it all, with hashes that fit.
fn chained_anew(house: &TestHouse, stream: &str) -> String {
    let rows = house.texts(&format!(
        "select seq || '|' || at || '|' || act || '|' || content_hash from audit_fact \
         where stream = '{stream}' order by seq"
    ));
    let mut previous = "0".repeat(64);
    let mut statements = String::new();
    for row in rows {
        let parts: Vec<&str> = row.split('|').collect();
        let [seq, at, act, content] = parts[..] else {
            panic!("{row}")
        };
        let link = format!(
            "{previous}\n{stream}\n{seq}\n{at}\nusr_01ARZ3NDEKTSV4RRFFQ69G5FAV\n{act}\n{content}"
        );
        previous = hex(&Sha256::digest(link));
        write!(
            statements,
            "update audit_fact set actor = 'usr_01ARZ3NDEKTSV4RRFFQ69G5FAV', hash = '{previous}' \
             where stream = '{stream}' and seq = {seq}; "
        )
        .unwrap();
    }
    statements
}

story!(without_a_superuser_the_audit_can_only_grow, |house| {
    use diesel::{Connection, PgConnection, SqliteConnection, connection::SimpleConnection};
    use kith::storage::Backend;
    has_a_past(house);
    for table in TABLES {
        let column = if table.starts_with("audit_checkpoint") {
            "seq"
        } else {
            "stream"
        };
        let column = if table == "audit_checkpoint_head" {
            "stream"
        } else {
            column
        };
        for statement in [
            format!("delete from {table}"),
            format!("update {table} set {column} = {column}"),
        ] {
            let refused = match house.backend() {
                Backend::Sqlite(path) => SqliteConnection::establish(path)
                    .unwrap()
                    .batch_execute(&statement),
                Backend::Postgres(address) => PgConnection::establish(address)
                    .unwrap()
                    .batch_execute(&statement),
            };
            let says = refused.unwrap_err().to_string();
            assert!(says.contains("append-only"), "{statement}: {says}");
        }
    }
});
