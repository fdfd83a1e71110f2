//! Changing the field key while the house is open: what was sealed with an older key is sealed
//! again with the current one, a few rows at a time.
//!
//! A row that somebody writes meanwhile stays as they wrote it: it is changed only where it still
//! holds what was read. Interrupted, it goes on where it stopped, because what is current is
//! passed over. Rows that nobody may edit are sealed anew too; what they say stays the same.

use std::time::Duration;

use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Binary, Text},
};
use kernel::{fact::Fact, fact::Purpose, fact::Stream, refusal::Refused};
use law::access::{Actor, act};

use super::{
    claims::Claims,
    db::Db,
    dialect,
    store::Store,
    vault::Vault,
    work::{Done, Reads, Work},
};

/// The pause after each step, for whoever waits to write.
const BETWEEN_STEPS: Duration = Duration::from_millis(20);

/// How a column holds what is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As text.
    Text,
    /// As bytes, such as a piece of a document.
    Bytes,
}

impl Form {
    /// How many rows are sealed in one transaction: others wait no longer than it takes.
    const fn at_once(self) -> u32 {
        match self {
            Self::Text => 50,
            Self::Bytes => 4,
        }
    }
}

/// A column whose values are sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealedColumn {
    /// Its table.
    pub table: &'static str,
    /// Its name.
    pub column: &'static str,
    /// The first column of an index, by which the table is walked.
    pub walk: &'static str,
    /// How the vault knows a row, as SQL.
    pub row: &'static str,
    /// How the value is held.
    pub form: Form,
}

impl SealedColumn {
    /// A column of text in a table whose rows the vault knows by `id`.
    pub const fn of(table: &'static str, column: &'static str) -> Self {
        Self {
            table,
            column,
            walk: "id",
            row: "id",
            form: Form::Text,
        }
    }
}

/// What came of one turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Resealed {
    /// Values sealed anew.
    pub values: u64,
    /// Values that somebody else had written anew meanwhile.
    pub passed_over: u64,
}

/// Seals every value of these columns with the current key; `told` hears of each step and stops
/// the walk by answering `false`.
///
/// # Errors
/// `Busy`, or a fault when a value does not open at its place. What was sealed anew stays so.
pub fn reseal(
    store: &Store,
    columns: &[SealedColumn],
    mut told: impl FnMut(&SealedColumn, Resealed) -> bool,
) -> Result<Resealed, Refused> {
    let mut all = Resealed::default();
    for column in columns {
        let mut after = String::new();
        loop {
            let step = store.write::<act::KeepHouse, _>(&Actor::System, |work| {
                let step = take_step(work, column, &after)?;
                Ok(work.kept(step))
            })?;
            let Some((reached, step)) = step.into_value() else {
                break;
            };
            after = reached;
            all.values += step.values;
            all.passed_over += step.passed_over;
            if !told(column, step) {
                return Ok(all);
            }
            // SQLite has one writer, and no queue for those who wait: let them in.
            std::thread::sleep(BETWEEN_STEPS);
        }
    }
    leaves_its_fact(store, all)?;
    Ok(all)
}

fn leaves_its_fact(store: &Store, all: Resealed) -> Result<(), Refused> {
    let done = store.write::<act::KeepHouse, _>(&Actor::System, |work| -> Result<Done<()>, _> {
        let fact = Fact::on(Stream::of_day("vault"))
            .purpose(Purpose::Administration)
            .details(serde_json::json!({ "resealed": all.values, "key": work.vault().current() }));
        Ok(work.done(fact, ()))
    })?;
    done.into_value();
    Ok(())
}

/// How many values are sealed with the key of that id.
///
/// # Errors
/// `Busy` or a fault.
pub fn sealed_with(store: &Store, columns: &[SealedColumn], key: &str) -> Result<i64, Refused> {
    let counted = store.write::<act::KeepHouse, _>(&Actor::System, |work| {
        let mut all = 0;
        for column in columns {
            let begins = begins_with(work.db(), column, key);
            let select = format!(
                "select count(*) as number from {} where {begins}",
                column.table
            );
            let row: Number = sql_query(select).get_result(work.db())?;
            all += row.number;
        }
        Ok(work.kept(all))
    })?;
    Ok(counted.into_value())
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// A row as it was read: where the walk is, how the vault knows it, what it holds.
struct Found {
    walk: String,
    row: String,
    sealed: Vec<u8>,
}

#[derive(QueryableByName)]
struct FoundText {
    #[diesel(sql_type = Text)]
    walk: String,
    #[diesel(sql_type = Text)]
    place: String,
    #[diesel(sql_type = Text)]
    sealed: String,
}

#[derive(QueryableByName)]
struct FoundBytes {
    #[diesel(sql_type = Text)]
    walk: String,
    #[diesel(sql_type = Text)]
    place: String,
    #[diesel(sql_type = Binary)]
    sealed: Vec<u8>,
}

/// A text, as a statement says it.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn literal(db: &Db, form: Form, value: &[u8]) -> String {
    match form {
        Form::Text => quoted(&String::from_utf8_lossy(value)),
        Form::Bytes => dialect::bytes(db, value),
    }
}

/// The condition that a value is sealed with that key.
fn begins_with(db: &Db, column: &SealedColumn, key: &str) -> String {
    let sign = format!("{key}.");
    format!(
        "substr({}, 1, {}) = {}",
        column.column,
        sign.len(),
        literal(db, column.form, sign.as_bytes())
    )
}

fn take_step(
    work: &mut Work<'_, act::KeepHouse>,
    column: &SealedColumn,
    after: &str,
) -> Result<Option<(String, Resealed)>, Refused> {
    work.claim(Claims::new().and_name("vault rotation"))?;
    let vault = work.vault();
    let found = find(work.db(), column, vault.current(), after)?;
    let Some(last) = found.last() else {
        return Ok(None);
    };
    let reached = last.walk.clone();
    let mut updates = Vec::with_capacity(found.len());
    for row in &found {
        #[cfg(feature = "faults")]
        if super::faults::ROTATION_FORGETS.is_on() && row.row.ends_with('7') {
            continue;
        }
        updates.push(update(work.db(), &vault, column, row)?);
    }
    let mut step = Resealed::default();
    dialect::without_triggers(work.db(), column.table, |db| {
        for update in &updates {
            let changed = sql_query(update).execute(db)?;
            step.values += u64::try_from(changed).unwrap_or_default();
            step.passed_over += u64::from(changed == 0);
        }
        Ok(())
    })?;
    // A step that changed nothing would be taken again and again.
    let stuck = updates.is_empty() && reached == after;
    Ok((!stuck).then_some((reached, step)))
}

fn find(db: &mut Db, column: &SealedColumn, current: &str, after: &str) -> QueryResult<Vec<Found>> {
    let SealedColumn {
        table,
        column: name,
        walk,
        row,
        form,
    } = column;
    let select = format!(
        "select {walk} as walk, {row} as place, {name} as sealed from {table} \
         where {walk} >= {} and {name} is not null and not ({}) order by {walk} limit {}",
        quoted(after),
        begins_with(db, column, current),
        form.at_once()
    );
    let query = sql_query(select);
    Ok(match form {
        Form::Text => query
            .load::<FoundText>(db)?
            .into_iter()
            .map(|found| Found {
                walk: found.walk,
                row: found.place,
                sealed: found.sealed.into_bytes(),
            })
            .collect(),
        Form::Bytes => query
            .load::<FoundBytes>(db)?
            .into_iter()
            .map(|found| Found {
                walk: found.walk,
                row: found.place,
                sealed: found.sealed,
            })
            .collect(),
    })
}

fn update(db: &Db, vault: &Vault, column: &SealedColumn, found: &Found) -> Result<String, Refused> {
    let SealedColumn {
        table,
        column: name,
        walk,
        row,
        form,
    } = column;
    let anew = match form {
        Form::Text => {
            let sealed = String::from_utf8_lossy(&found.sealed);
            let text = vault.open(table, name, &found.row, &sealed)?;
            vault.seal(table, name, &found.row, &text)?.into_bytes()
        }
        Form::Bytes => {
            let bytes = vault.open_bytes(table, name, &found.row, &found.sealed)?;
            vault.seal_bytes(table, name, &found.row, &bytes)?
        }
    };
    Ok(format!(
        "update {table} set {name} = {} where {walk} = {} and {row} = {} and {name} = {}",
        literal(db, *form, &anew),
        quoted(&found.walk),
        quoted(&found.row),
        literal(db, *form, &found.sealed)
    ))
}
