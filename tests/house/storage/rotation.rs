//! The field key is changed while people work; afterwards the old one opens nothing.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
};

use kernel::id::HouseholdId;
use kith::{
    app::SEALED,
    keys::Keys,
    storage::{Form, Vault, VaultKeys, reseal, sealed_with},
};
use law::access::Role;
use serde_json::json;

use crate::{
    matrix::means::Means,
    orders::records_of,
    support::{KEYS, Person, TestHouse, in_letters, sized},
};

/// Rows that are sealed in CI, and before a release.
fn rows() -> u32 {
    sized("KITH_GATE_ROTATED_ROWS", 5_000)
}

const ADDRESS: &str = r#"{"phone":"01632 960123","address":"9 Canary Walk","postcode":"ZZ99 1AA"}"#;

/// Households that were there before the key was changed.
fn many_households(house: &TestHouse, number: u32) {
    let vault = Vault::new(&KEYS.fields);
    let ids: Vec<String> = (0..number)
        .map(|n| HouseholdId::from_parts(1, u128::from(n)).to_string())
        .collect();
    for some in ids.chunks(250) {
        let rows: Vec<String> = some
            .iter()
            .map(|id| {
                let sealed = vault.seal("household", "contact", id, ADDRESS).unwrap();
                format!("('{id}', 'Oak', 'oak', '{sealed}', 0, 1)")
            })
            .collect();
        house.sql(&format!(
            "insert into household (id, name, sort_name, contact, created_at, version) values {}",
            rows.join(", ")
        ));
    }
}

/// The keys of the house with the spare one as the one that seals.
fn with_the_spare_key() -> Keys {
    let mut keys = KEYS.clone();
    "k2".clone_into(&mut keys.fields.current);
    keys
}

/// The vault that has nothing but that key, whatever the key is called.
fn only(bytes: [u8; 32], ids: &[&str]) -> Vault {
    let keys: BTreeMap<String, [u8; 32]> = ids.iter().map(|id| ((*id).to_owned(), bytes)).collect();
    Vault::new(&VaultKeys {
        current: ids[0].to_owned(),
        keys,
    })
}

fn adds_of_everything(clerk: &Person<'_>) {
    let adds = |path: &str, body: &serde_json::Value| {
        let added = clerk.api("POST", path).header("idempotency-key", "once");
        let added = added.json(body).answer().expect(201).json();
        added["id"].as_str().unwrap().to_owned()
    };
    let person = json!({ "given_name": "Ava", "family_name": "Hollis", "born_on": "2019-04-30", "is_child": true,
        "first_language": "English", "contact": { "phone": "01632 960124" } });
    let [ava, noah] = [0, 1].map(|n| {
        let asking = clerk.api("POST", "/api/v1/people");
        let asking = asking.header("idempotency-key", format!("person-{n}"));
        let added = asking.json(&person).answer().expect(201).json();
        added["id"].as_str().unwrap().to_owned()
    });
    let records = records_of(clerk, &ava, &noah);
    let id = &records.refusal;
    adds(
        "/api/v1/providers",
        &json!({ "name": "Quick Cars", "kind": "taxi_firm", "contact": { "phone": "01632 960100" } }),
    );
    clerk
        .api("POST", &format!("/api/v1/refusals/{id}/lift"))
        .json(&json!({ "reason": "It is over." }))
        .answer()
        .expect(200);
    Means::new(clerk);
    let rosa =
        json!({ "name": "Milo", "contract_hours": "37", "phone": "07700 900123", "in_use": true });
    let asking = clerk.api("POST", "/api/v1/supervisors").json(&rosa);
    asking.answer().expect(201);
}

story!(
    the_field_key_is_changed_while_people_work_and_the_old_one_opens_nothing,
    |house| {
        let (clerk, rows) = (house.staff("Asha", Role::ALL), rows());
        adds_of_everything(&clerk);
        many_households(house, rows);
        let turning = house.another_app(with_the_spare_key());
        let before = sealed_with(&turning.store, SEALED, "k1").unwrap();
        assert!(before > i64::from(rows) + 10, "{before}");
        clerk.tokens();

        let (stop, answered) = (AtomicBool::new(false), AtomicU64::new(0));
        let work_on = |n: u32| {
            let mut rounds = 0;
            while !stop.load(Ordering::Relaxed) || rounds < 3 {
                let list = clerk.api("GET", "/api/v1/households?limit=50").answer();
                assert_eq!(list.status, 200, "{}", list.body);
                let body = json!({ "name": format!("Ash {} {}", in_letters(n), in_letters(rounds)), "contact":
                    { "phone": "01632 960123", "address": "1 High Street", "postcode": "ZZ99 1AA" } });
                let added = clerk.api("POST", "/api/v1/households").json(&body).answer();
                assert_eq!(added.status, 201, "{}", added.body);
                let id = added.json()["id"].as_str().unwrap().to_owned();
                let shown = clerk
                    .api("GET", &format!("/api/v1/households/{id}"))
                    .answer();
                assert_eq!(shown.status, 200, "{}", shown.body);
                answered.fetch_add(3, Ordering::Relaxed);
                rounds += 1;
            }
        };
        let work_on = &work_on;
        let sealed_anew = std::thread::scope(|scope| {
            let working: Vec<_> = (0..2).map(|n| scope.spawn(move || work_on(n))).collect();
            // Stopped after a few steps, as by a crash; then taken up again.
            let mut steps = 0;
            let first = reseal(&turning.store, SEALED, |_, _| {
                steps += 1;
                steps < 5
            });
            let first = first.unwrap();
            assert!(first.values > 0 && first.values < u64::from(rows));
            let second = reseal(&turning.store, SEALED, |_, _| true).unwrap();
            stop.store(true, Ordering::Relaxed);
            for one in working {
                one.join().unwrap();
            }
            first.values + second.values
        });
        // The house has sealed with the old key all the while: a last turn, as before retiring it.
        let last = reseal(&turning.store, SEALED, |_, _| true).unwrap();
        println!(
            "{sealed_anew} values sealed anew while {} requests were answered; {} in the last turn",
            answered.load(Ordering::Relaxed),
            last.values
        );
        assert!(sealed_anew >= u64::from(rows));
        assert_eq!(sealed_with(&turning.store, SEALED, "k1").unwrap(), 0);
        nothing_opens_with_the_old_key(house);
        nothing_sealed_is_forgotten(house);
    }
);

/// Nothing at all, even when the old key is given out as the new one; and all with the new one.
fn nothing_opens_with_the_old_key(house: &TestHouse) {
    let (old, new) = (
        only(KEYS.fields.keys["k1"], &["k1", "k2"]),
        only(KEYS.fields.keys["k2"], &["k2"]),
    );
    let (mut opened, mut filled) = (0, 0);
    for column in SEALED.iter().filter(|column| column.form == Form::Text) {
        let (table, name) = (column.table, column.column);
        let rows = house.texts(&format!(
            "select {} || '|' || {name} from {table} where {name} is not null",
            column.row
        ));
        filled += usize::from(!rows.is_empty());
        for row in rows {
            let (place, sealed) = row.split_once('|').unwrap();
            assert!(
                old.open(table, name, place, sealed).is_err(),
                "{table}.{name}"
            );
            new.open(table, name, place, sealed).unwrap();
            opened += 1;
        }
    }
    assert!(filled >= 10, "only {filled} columns hold anything");
    println!("{filled} columns: {opened} values open with the new key, none with the old one");
}

/// Every column of the database that holds something sealed is one that a rotation walks.
fn nothing_sealed_is_forgotten(house: &TestHouse) {
    use crate::support::On;
    let columns = match house.on() {
        On::Sqlite => {
            "select m.name || '.' || c.name from sqlite_master m, pragma_table_info(m.name) c \
             where m.type = 'table' and lower(c.type) in ('text', 'bytea')"
        }
        On::Postgres => {
            "select table_name || '.' || column_name from information_schema.columns \
             where table_schema = current_schema() and data_type in ('text', 'bytea')"
        }
    };
    for column in house.texts(columns) {
        let (table, name) = column.split_once('.').unwrap();
        let walked = SEALED
            .iter()
            .any(|known| (known.table, known.column) == (table, name));
        let sign = match house.on() {
            On::Sqlite => format!("substr(cast({name} as text), 1, 3) in ('k1.', 'k2.')"),
            On::Postgres => format!(
                "substr({name}::text, 1, 3) in ('k1.', 'k2.') \
                 or substr({name}::text, 1, 8) in ('\\x6b312e', '\\x6b322e')"
            ),
        };
        let sealed = house.number(&format!("select count(*) from {table} where {sign}"));
        assert!(
            walked || sealed == 0,
            "{column} holds something sealed: add it to app/sealed.rs, or a rotation forgets it"
        );
    }
}

#[cfg(feature = "faults")]
story!(alone a_rotation_that_forgets_rows_is_found, |house| {
    use kith::storage::faults::ROTATION_FORGETS;
    many_households(house, 100);
    let turning = house.another_app(with_the_spare_key());
    ROTATION_FORGETS.set(true);
    reseal(&turning.store, SEALED, |_, _| true).unwrap();
    ROTATION_FORGETS.set(false);
    let left = sealed_with(&turning.store, SEALED, "k1").unwrap();
    println!("{left} rows were forgotten");
    assert!(left > 0, "a test that cannot fail proves nothing");
});

/// The first two texts in quotes of a piece of code.
fn two_texts(code: &str) -> Option<(&str, &str)> {
    let mut parts = code.split('"');
    let (_, table, between, column) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    (between.trim() == ",").then_some((table, column))
}

story!(what_a_store_seals_is_walked_by_a_rotation, |house| {
    let tables = house.tables();
    let mut found = 0;
    for entry in walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")) {
        let entry = entry.unwrap();
        if !entry.file_type().is_file() {
            continue;
        }
        let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
        for (at, _) in text.match_indices("seal") {
            let Some((table, column)) = text.get(at..).and_then(two_texts) else {
                continue;
            };
            if !tables.iter().any(|known| known == table) || !text[at..].starts_with("seal") {
                continue;
            }
            let walked = SEALED
                .iter()
                .any(|known| (known.table, known.column) == (table, column));
            found += usize::from(walked);
            let is_a_column = house.tables_with(column).iter().any(|known| known == table);
            assert!(
                walked || !is_a_column,
                "{table}.{column} is sealed in {}: add it to app/sealed.rs, or a rotation forgets it",
                entry.path().display()
            );
        }
    }
    println!("{found} places that seal");
    assert!(found >= 10, "only {found}");
});
