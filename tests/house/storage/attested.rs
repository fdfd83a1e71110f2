//! Somebody with all rights over the database changes what records say, and leaves the audit alone.
//! `kith audit verify` finds each row, on a demo's worth of orders, sessions and signed records.

use std::collections::BTreeSet;

use kith::{
    app::ATTESTED,
    storage::{Attested, Finding},
};
use law::access::Role;

use super::tamper::as_superuser;
use crate::{
    orders::{records_of, rule},
    people::{adds, ava},
    support::{On, Person, TestHouse, tell_in_the_demo},
};

/// What a superuser makes of a row of each table that holds more than its key and what is sealed.
const CHANGES: &[(&str, &str)] = &[
    ("document", "length = length + 1"),
    ("exclusion", "reason = reason || '.'"),
    ("exclusion_end", "reason = reason || '.'"),
    ("legal_status", "recorded_at = recorded_at + 1"),
    ("court_order", "case_number = case_number || '1'"),
    ("order_rule", "entered_at = entered_at + 1"),
    ("contact_refusal", "decided_at = decided_at + 1"),
    ("refusal_letter", "tells = 'end'"),
    ("risk_assessment", "version = version + 1"),
    ("risk_control", "added_at = added_at + 1"),
    ("risk_question", "asked_at = asked_at + 1"),
    ("risk_continuation", "decided_at = decided_at + 1"),
    ("referral_entry", "at = at + 1"),
    ("plan_change", "at = at + 1"),
    ("session_step", "at = at + 1"),
    ("session_verdict", "at = at + 1"),
    ("session_decision", "decided_at = decided_at + 1"),
    ("rota_edition", "published_at = published_at + 1"),
    ("rota_print", "body = body || ' '"),
    ("observation_event", "happened_at = happened_at + 1"),
    ("observation_record", "hash = signed_by"),
    ("observation_link", "previous = 'x'"),
    ("notice_answer", "at = at + 1"),
];

/// Tables of which only a row that is gone, or one too many, can be told.
const OF_KEYS_ALONE: &[&str] = &[
    "document_chunk",
    "order_person",
    "order_author",
    "risk_person",
    "rota_reading",
];

/// Tables in which it has nothing: their stories find them true at their end, as every story does.
const EMPTY: &[&str] = &[
    "exclusion_end",
    "risk_control",
    "risk_question",
    "risk_continuation",
    "plan_change",
    "session_decision",
];

fn attested() -> impl Iterator<Item = &'static Attested> {
    ATTESTED.iter().copied().flatten().copied()
}

/// Somebody who may record it all.
fn clerk(house: &TestHouse) -> Person<'_> {
    house.staff("Asha", &[Role::Coordinator, Role::ServiceManager])
}

fn key(of: &Attested) -> String {
    of.key.join(" || '/' || ")
}

fn rows(house: &TestHouse, of: &Attested) -> Vec<String> {
    let key = key(of);
    house.texts(&format!("select {key} from {} order by 1", of.table))
}

fn found(house: &TestHouse) -> BTreeSet<String> {
    let findings = house.verifies_the_audit().findings.into_iter();
    let rows = findings.map(|finding| match finding {
        Finding::Record(row) => row,
        other => panic!("{other}"),
    });
    rows.collect()
}

/// What a superuser does to the first and the last row of each table, and the rows that are then found.
fn tampering(house: &TestHouse) -> (BTreeSet<String>, Vec<String>) {
    let (mut expected, mut empty, mut statements) = (BTreeSet::new(), Vec::new(), Vec::new());
    for of in attested() {
        let rows = rows(house, of);
        let Some(first) = rows.first() else {
            empty.push(of.table);
            continue;
        };
        let change = CHANGES.iter().find(|(table, _)| *table == of.table);
        let change = change.map_or("", |(_, change)| *change);
        assert_ne!(
            change.is_empty(),
            !OF_KEYS_ALONE.contains(&of.table),
            "{}",
            of.table
        );
        let (table, key) = (of.table, key(of));
        if !change.is_empty() {
            statements.push(format!(
                "update {table} set {change} where {key} = '{first}'"
            ));
            expected.insert(format!("{table}/{first}"));
        }
        if let Some(last) = rows.last().filter(|last| *last != first) {
            statements.push(format!("delete from {table} where {key} = '{last}'"));
            expected.insert(format!("{table}/{last}"));
        }
    }
    assert_eq!(empty, EMPTY, "what the demo has nothing of");
    let another = "eve_01ARZ3NDEKTSV4RRFFQ69G5FAV";
    statements.push(format!(
        "insert into observation_event select '{another}', session_id, author_id, kind, happened_at, \
         written_at, received_at, number, body, digest, found from observation_event \
         where id = (select max(id) from observation_event)"
    ));
    expected.insert(format!("observation_event/{another}"));
    (expected, statements)
}

fn every_row_is_found(on: On) {
    tell_in_the_demo(on, |house| {
        let clerk = clerk(house);
        let children = [(); 2].map(|()| adds(&clerk, &ava()));
        records_of(&clerk, &children[0], &children[1]);
        let before = house.verifies_the_audit();
        assert_eq!(before.findings, [], "before anybody touched it");
        let all: i64 = attested()
            .map(|of| house.number(&format!("select count(*) from {}", of.table)))
            .sum();
        assert_eq!(
            i64::try_from(before.rows).unwrap(),
            all,
            "every row is held against the facts"
        );
        house.has_a_spoiled_audit();
        let (expected, statements) = tampering(house);
        as_superuser(house, &statements.join("; "));
        assert_eq!(found(house), expected);
    });
}

#[test]
fn every_row_of_a_record_that_was_changed_or_is_gone_is_found_on_sqlite() {
    every_row_is_found(On::Sqlite);
}

#[test]
fn every_row_of_a_record_that_was_changed_or_is_gone_is_found_on_postgres() {
    every_row_is_found(On::Postgres);
}

story!(
    what_was_changed_past_kith_is_still_found_after_kith_wrote_over_it,
    |house| {
        let asha = clerk(house);
        let [child, brother] = [(); 2].map(|()| adds(&asha, &ava()));
        let order = records_of(&asha, &child, &brother).order;
        assert_eq!(house.verifies_the_audit().findings, []);
        house.has_a_spoiled_audit();
        as_superuser(
            house,
            &format!("update court_order set case_number = 'NW26C9' where id = '{order}'"),
        );
        let rules = format!("/api/v1/orders/{order}/rules");
        let asking = asha.api("POST", &rules).header("if-match", "\"3\"");
        asking.json(&rule()).answer().expect(200);
        assert_eq!(
            found(house),
            BTreeSet::from([format!("court_order/{order}")])
        );
    }
);

story!(every_table_that_only_grows_is_attested, |house| {
    let triggers = match house.on() {
        On::Sqlite => {
            "select distinct tbl_name from sqlite_master where type = 'trigger' and name like '%append_only%'"
        }
        On::Postgres => {
            "select distinct tgrelid::regclass::text from pg_trigger where tgname like '%append_only%'"
        }
    };
    let attested: BTreeSet<String> = attested().map(|of| of.table.to_owned()).collect();
    let mut grows: BTreeSet<String> = house.texts(triggers).into_iter().collect();
    grows.retain(|table| !table.starts_with("audit_"));
    let left_out: Vec<&String> = grows.difference(&attested).collect();
    assert!(grows.len() > 20 && left_out.is_empty(), "{left_out:?}");
});
