//! One value at a random place, of the audit or of a record that it attests, is changed by somebody
//! with all rights over the database: `kith audit verify` finds it, wherever it stands.

use kith::app::ATTESTED;
use serde_json::json;

use super::tamper::as_superuser;
use crate::{
    support::{Chance, On, TestHouse, tell},
    thread::{Thread, Whereabouts},
};

/// How many changes in CI, a quarter of them on PostgreSQL; `KITH_GATE_TAMPERED` says how many before
/// a release.
#[expect(
    clippy::disallowed_methods,
    reason = "a test is told by the environment how large it is"
)]
fn changes(on: On) -> u64 {
    let given = std::env::var("KITH_GATE_TAMPERED").ok();
    let in_ci = if on == On::Sqlite { 200 } else { 50 };
    given
        .and_then(|number| number.parse().ok())
        .unwrap_or(in_ci)
}

/// Tables of the audit itself.
const AUDIT: [&str; 4] = [
    "audit_fact",
    "audit_subject",
    "audit_checkpoint",
    "audit_checkpoint_head",
];

/// A column whose every value is answered for, with the name of its type.
struct Column {
    table: &'static str,
    name: String,
    kind: String,
}

impl Column {
    /// The same value, and another one: a number more, the opposite, another first letter.
    fn changed(&self) -> String {
        let name = &self.name;
        match self.kind.as_str() {
            "boolean" => format!("not {name}"),
            kind if kind.contains("int") => format!("{name} + 1"),
            _ => format!(
                "case substr({name}, 1, 1) when 'x' then 'y' else 'x' end || substr({name}, 2)"
            ),
        }
    }
}

/// Every column that holds something: what the vault seals answers for itself.
fn columns(house: &TestHouse) -> Vec<Column> {
    let attested = ATTESTED.iter().copied().flatten();
    let attested = attested.map(|of| (of.table, of.sealed));
    let audit = AUDIT.map(|table| (table, &[][..]));
    let of_table = |(table, sealed): (&'static str, &[&str])| {
        let mut columns = house.columns(table);
        columns.retain(|(name, kind)| {
            let held = format!("select count(*) from {table} where {name} is not null");
            !sealed.contains(&name.as_str())
                && kind != "bytea"
                && kind != "blob"
                && house.number(&held) > 0
        });
        let columns = columns.into_iter();
        columns.map(move |(name, kind)| Column { table, name, kind })
    };
    attested.chain(audit).flat_map(of_table).collect()
}

/// Changes one value of that column, if the database takes another at all.
fn is_changed(house: &TestHouse, column: &Column, chance: &mut Chance) -> bool {
    let Column { table, name, .. } = column;
    let held = format!("select count(*) from {table} where {name} is not null");
    let nth = chance.below(u64::try_from(house.number(&held)).unwrap());
    let (place, open) = match house.on() {
        On::Sqlite => ("rowid", "pragma foreign_keys = off"),
        On::Postgres => ("ctid", "set session_replication_role = replica"),
    };
    let changed = house.tries(&format!(
        "{open}; update {table} set {name} = {} where {place} = (select {place} from {table}
         where {name} is not null order by {place} limit 1 offset {nth})",
        column.changed()
    ));
    changed.is_ok()
}

fn every_change_is_found(on: On) {
    tell(on, |house| {
        let at = |address: &str| json!({ "phone": "01632 960222", "address": address, "postcode": "ZZ99 9ZZ" });
        let found = Whereabouts {
            child: at("1 Low Road"),
            mother: at("2 Low Road"),
            home: at("3 Low Road"),
        };
        Thread::new(house, &found);
        house.hands_out_a_checkpoint();
        house.hands_out_a_checkpoint();
        assert_eq!(house.verifies_the_audit().findings, []);
        house.has_a_spoiled_audit();
        let columns = columns(house);
        let mut kept: Vec<&str> = columns.iter().map(|column| column.table).collect();
        kept.dedup();
        let spared =
            |table: &&str| format!("create table spare_{table} as select * from {table}; ");
        as_superuser(house, &kept.iter().map(spared).collect::<String>());
        let (mut chance, mut changed, mut refused, mut unseen) = (Chance::new(), 0, 0, Vec::new());
        while changed < changes(on) {
            let nth = chance.below(u64::try_from(columns.len()).unwrap());
            let column = &columns[usize::try_from(nth).unwrap()];
            if !is_changed(house, column, &mut chance) {
                refused += 1;
                continue;
            }
            changed += 1;
            let (table, name) = (column.table, &column.name);
            if house.finds_the_audit_whole() {
                unseen.push(format!("{table}.{name}"));
            }
            as_superuser(
                house,
                &format!("delete from {table}; insert into {table} select * from spare_{table}"),
            );
        }
        println!(
            "{changed} values changed in {} columns of {} tables; {refused} more that the database did not take",
            columns.len(),
            kept.len()
        );
        assert!(unseen.is_empty(), "not found: {unseen:?}");
        assert!(kept.len() > 20, "{kept:?}");
        assert_eq!(
            house.verifies_the_audit().findings,
            [],
            "put back as it was"
        );
    });
}

#[test]
fn no_random_change_of_one_value_goes_unseen_on_sqlite() {
    every_change_is_found(On::Sqlite);
}

#[test]
fn no_random_change_of_one_value_goes_unseen_on_postgres() {
    every_change_is_found(On::Postgres);
}
