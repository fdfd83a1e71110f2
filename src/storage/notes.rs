//! What a database says about itself, and what one is found to be before anything is done to it.

use diesel::prelude::*;
use kernel::refusal::Refused;
use law::access::{Action, Writes};

use super::{
    db::{Backend, Db},
    dialect,
    tables::{audit_fact, house_note},
    work::{Reads, Work},
};

/// What a database is found to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// Nothing was ever done in it: no tables, or tables and no fact.
    Empty,
    /// It is in use and bears the note that was looked for.
    Noted(String),
    /// It is in use, and not by whom was looked for.
    Foreign,
}

/// Finds out what a database is, without changing anything in it.
///
/// # Errors
/// A fault when it cannot be reached.
pub fn ground(backend: &Backend, name: &str) -> Result<Ground, Refused> {
    let reaching = |cause| Refused::fault("reaching the database", cause);
    // Opened bare: the usual setup changes how a SQLite file is kept.
    let mut db = match backend {
        Backend::Sqlite(path) => Db::Sqlite(SqliteConnection::establish(path).map_err(reaching)?),
        Backend::Postgres(address) => {
            Db::Postgres(PgConnection::establish(address).map_err(reaching)?)
        }
    };
    look_around(&mut db, name)
        .map_err(|cause| Refused::fault("looking at what the database holds", cause))
}

fn look_around(db: &mut Db, name: &str) -> QueryResult<Ground> {
    let tables = dialect::tables(db)?;
    let has = |table: &str| tables.iter().any(|name| name == table);
    if tables.is_empty() {
        return Ok(Ground::Empty);
    }
    if has("house_note") {
        let words: Option<String> = house_note::table
            .find(name)
            .select(house_note::words)
            .first(db)
            .optional()?;
        if let Some(words) = words {
            return Ok(Ground::Noted(words));
        }
    }
    if !has("audit_fact") {
        return Ok(Ground::Foreign);
    }
    let facts: i64 = audit_fact::table.count().get_result(db)?;
    Ok(if facts == 0 {
        Ground::Empty
    } else {
        Ground::Foreign
    })
}

/// What the house noted under a name.
///
/// # Errors
/// A fault of the database.
pub fn note(reads: &mut dyn Reads, name: &str) -> Result<Option<String>, Refused> {
    let words = house_note::table
        .find(name)
        .select(house_note::words)
        .first(reads.db())
        .optional()?;
    Ok(words)
}

/// Notes something under a name, in place of what stood there.
///
/// # Errors
/// A fault of the database.
pub fn put_note<A: Action + Writes>(
    work: &mut Work<'_, A>,
    name: &str,
    words: &str,
) -> Result<(), Refused> {
    let changed = diesel::update(house_note::table.find(name))
        .set(house_note::words.eq(words))
        .execute(work.db())?;
    if changed == 0 {
        diesel::insert_into(house_note::table)
            .values((house_note::name.eq(name), house_note::words.eq(words)))
            .execute(work.db())?;
    }
    Ok(())
}
