//! Attested rows: what a record says is held by the audit, not only that somebody wrote it.
//!
//! A write that touches such a row says so before it does ([`Work::attests`]); the first fact of the
//! transaction then carries a digest of the row as it was and as it is. `kith audit verify` follows
//! these from the first to the row that stands there now: a row that was changed, added or removed
//! past the program does not fit, even where the program has written over it since.
//!
//! What the vault seals is left out of the digest: its key protects it, and rotation writes it anew.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Display,
};

use diesel::{prelude::*, sql_query, sql_types::Text};
use kernel::refusal::Refused;
use law::access::Action;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{
    db::Db,
    dialect,
    replay::hex,
    rotation::quoted,
    work::{Desk, Reads, Work},
};

/// How many rows one question to the database names.
const AT_ONCE: usize = 100;

/// A table whose rows are attested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attested {
    /// Its name.
    pub table: &'static str,
    /// Its primary key.
    pub key: &'static [&'static str],
    /// The columns that the vault seals.
    pub sealed: &'static [&'static str],
    /// Whether a row is ever written again. Of a row that is only added nothing stood there before.
    pub edited: bool,
}

impl Attested {
    /// A table whose rows are added and then stay as they are.
    pub const fn added(table: &'static str, key: &'static [&'static str]) -> Self {
        Self {
            table,
            key,
            sealed: &[],
            edited: false,
        }
    }
    /// A table in whose rows something is filled in later.
    pub const fn edited(table: &'static str, key: &'static [&'static str]) -> Self {
        Self {
            edited: true,
            ..Self::added(table, key)
        }
    }
    /// The same, where the vault seals these columns.
    #[must_use]
    pub const fn sealing(self, sealed: &'static [&'static str]) -> Self {
        Self { sealed, ..self }
    }

    /// A row of it, as facts name it.
    fn name(&self, key: &[String]) -> String {
        format!("{}/{}", self.table, key.join("/"))
    }
}

/// A row before and after a transaction, as digests; none where it does not exist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn(pub Option<String>, pub Option<String>);

/// A row that this transaction touches.
#[derive(Debug)]
pub struct Touched {
    of: &'static Attested,
    key: Vec<String>,
    before: Option<String>,
}

impl<A: Action> Work<'_, A> {
    /// Says that a row will be added, edited or deleted. Asked before it is, so that what stood there
    /// can be held against what the facts say.
    ///
    /// # Errors
    /// When the row cannot be read.
    pub fn attests(&mut self, of: &'static Attested, key: &[&dyn Display]) -> Result<(), Refused> {
        let desk = self.desk();
        let key: Vec<String> = key.iter().map(ToString::to_string).collect();
        let name = of.name(&key);
        if desk.touched.contains_key(&name) {
            return Ok(());
        }
        let before = if of.edited {
            digests(&mut desk.db, of, std::slice::from_ref(&key))?.remove(&name)
        } else {
            None
        };
        desk.touched.insert(name, Touched { of, key, before });
        Ok(())
    }
}

/// What the facts of a transaction attest, now that all is written.
pub(super) fn turns(desk: &mut Desk) -> Result<BTreeMap<String, Turn>, Refused> {
    let touched = std::mem::take(&mut desk.touched);
    let mut of_table: BTreeMap<&str, (&Attested, Vec<Vec<String>>)> = BTreeMap::new();
    for row in touched.values() {
        let keys = of_table.entry(row.of.table).or_insert((row.of, Vec::new()));
        keys.1.push(row.key.clone());
    }
    let mut after = BTreeMap::new();
    for (of, keys) in of_table.into_values() {
        after.extend(digests(&mut desk.db, of, &keys)?);
    }
    let turned = touched.into_iter().map(|(name, row)| {
        let after = after.remove(&name);
        (name, Turn(row.before, after))
    });
    Ok(turned
        .filter(|(_, Turn(before, after))| before != after)
        .collect())
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    body: String,
}

/// The digests of these rows, those that exist, by the names facts give them.
fn digests(
    db: &mut Db,
    of: &Attested,
    keys: &[Vec<String>],
) -> Result<BTreeMap<String, String>, Refused> {
    let mut found = BTreeMap::new();
    for some in keys.chunks(AT_ONCE) {
        let one = |key: &Vec<String>| {
            let parts = of.key.iter().zip(key);
            let parts: Vec<String> = parts
                .map(|(column, value)| format!("{column} = {}", quoted(value)))
                .collect();
            format!("({})", parts.join(" and "))
        };
        let condition: Vec<String> = some.iter().map(one).collect();
        let rest = format!("where {}", condition.join(" or "));
        for row in rows(db, of, &rest)? {
            found.insert(name_of(of, &row)?, digest(of, &row));
        }
    }
    Ok(found)
}

/// A row by its columns. What is empty is left out, so that a column added later changes nothing.
type Columns = BTreeMap<String, Value>;

fn rows(db: &mut Db, of: &Attested, rest: &str) -> Result<Vec<Columns>, Refused> {
    let body = dialect::row_as_json(db, of.table, of.sealed)?;
    let select = format!("select {body} as body from {} {rest}", of.table);
    let rows: Vec<Row> = sql_query(select).load(db)?;
    let read = |row: Row| -> Result<Columns, Refused> {
        let mut columns: Columns = serde_json::from_str(&row.body)
            .map_err(|cause| Refused::fault("reading a row to attest it", cause))?;
        columns.retain(|_, value| !value.is_null());
        Ok(columns)
    };
    rows.into_iter().map(read).collect()
}

fn digest(of: &Attested, row: &Columns) -> String {
    let mut digest = Sha256::new();
    digest.update(of.table);
    for (column, value) in row {
        digest.update(format!("\n{column}\n{value}"));
    }
    hex(&digest.finalize())
}

/// The key of a row, its texts written so.
fn key_of(
    of: &Attested,
    row: &Columns,
    text: impl Fn(&str) -> String,
) -> Result<Vec<String>, Refused> {
    let value = |column: &&str| match row.get(*column) {
        Some(Value::String(value)) => Ok(text(value)),
        Some(Value::Number(number)) => Ok(number.to_string()),
        _ => Err(Refused::broken("attesting a row without its key")),
    };
    of.key.iter().map(value).collect()
}

/// A row of a table, as facts name it.
fn name_of(of: &Attested, row: &Columns) -> Result<String, Refused> {
    Ok(of.name(&key_of(of, row, str::to_owned)?))
}

/// What came of holding rows against facts.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// How many rows stand in the tables.
    pub(super) rows: u64,
    /// Those that are not as the facts leave them, by name.
    pub(super) broken: BTreeSet<String>,
}

/// What the facts say of each row: how often it turned into each state, less how often it turned
/// away from it. Whatever order the facts stand in, one state is left over: that in which it is.
#[derive(Debug, Default)]
pub(super) struct Balance(BTreeMap<String, BTreeMap<Option<String>, i64>>);

impl Balance {
    /// Takes in what a fact attests.
    pub(super) fn add(&mut self, turns: BTreeMap<String, Turn>) {
        for (name, Turn(before, after)) in turns {
            let states = self.0.entry(name).or_default();
            *states.entry(before).or_default() -= 1;
            *states.entry(after).or_default() += 1;
        }
    }

    /// Takes a row out: whether it is in the state that the facts leave it in.
    fn settles(&mut self, name: &str, now: Option<String>) -> bool {
        let mut states = self.0.remove(name).unwrap_or_default();
        // Every row begins as one that does not exist.
        *states.entry(None).or_default() += 1;
        *states.entry(now).or_default() -= 1;
        states.values().all(|left| *left == 0)
    }

    /// Holds the rows of these tables, and those the facts tell of, against what the facts leave.
    pub(super) fn hold_against(
        mut self,
        db: &mut Db,
        tables: &[&[&Attested]],
    ) -> Result<Held, Refused> {
        let mut held = Held::default();
        for of in tables.iter().copied().flatten() {
            let mut after = String::new();
            loop {
                let page = rows(db, of, &page_after(of, &after))?;
                let Some(last) = page.last() else { break };
                after = key_of(of, last, quoted)?.join(", ");
                for row in &page {
                    held.rows += 1;
                    let name = name_of(of, row)?;
                    if !self.settles(&name, Some(digest(of, row))) {
                        held.broken.insert(name);
                    }
                }
            }
        }
        let gone: Vec<String> = self.0.keys().cloned().collect();
        let gone = gone.into_iter().filter(|name| !self.settles(name, None));
        held.broken.extend(gone);
        Ok(held)
    }
}

/// The rows after a place, by the primary key: what a table holds need not fit into memory.
fn page_after(of: &Attested, place: &str) -> String {
    let key = of.key.join(", ");
    let from = if place.is_empty() {
        String::new()
    } else {
        format!("where ({key}) > ({place})")
    };
    format!("{from} order by {key} limit 1000")
}

#[cfg(test)]
mod tests {
    use super::*;

    type State = Option<&'static str>;
    /// What happened, what the facts say, the state it is in, and whether it fits.
    type Case = (&'static str, &'static [(State, State)], State, bool);

    const NONE: State = None;
    const A: State = Some("a");
    const B: State = Some("b");
    const X: State = Some("x");

    /// The facts of a row, in an order of their own.
    fn told(turns: &[(State, State)]) -> Balance {
        let mut balance = Balance::default();
        for (before, after) in turns {
            let turn = Turn(before.map(str::to_owned), after.map(str::to_owned));
            balance.add(BTreeMap::from([("row/1".to_owned(), turn)]));
        }
        balance
    }

    #[test]
    fn a_row_is_in_the_state_that_its_facts_leave_over() {
        let cases: &[Case] = &[
            ("added", &[(NONE, A)], A, true),
            ("edited", &[(NONE, A), (A, B)], B, true),
            ("told in another order", &[(A, B), (NONE, A)], B, true),
            ("there and back", &[(NONE, A), (A, B), (B, A)], A, true),
            ("deleted by a command", &[(NONE, A), (A, NONE)], None, true),
            ("never written", &[], None, true),
            ("changed past the program", &[(NONE, A)], B, false),
            ("deleted past it", &[(NONE, A)], None, false),
            ("added past it", &[], A, false),
            ("put back as it was before", &[(NONE, A), (A, B)], A, false),
            (
                "changed past it, then written over",
                &[(NONE, A), (X, B)],
                B,
                false,
            ),
        ];
        for (name, turns, now, fits) in cases {
            assert_eq!(
                told(turns).settles("row/1", now.map(str::to_owned)),
                *fits,
                "{name}"
            );
        }
    }
}
