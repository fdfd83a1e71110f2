//! Everything that differs between the two databases. Ten functions at most.

use diesel::{
    connection::{AnsiTransactionManager, SimpleConnection, TransactionManager},
    prelude::*,
};

use super::db::Db;

/// Opens a transaction that will write: one writer on SQLite, `READ COMMITTED` on PostgreSQL
/// (claims do the rest).
pub fn begin_write(db: &mut Db) -> QueryResult<()> {
    match db {
        Db::Sqlite(connection) => {
            AnsiTransactionManager::begin_transaction_sql(connection, "BEGIN IMMEDIATE")
        }
        Db::Postgres(connection) => AnsiTransactionManager::begin_transaction_sql(
            connection,
            "BEGIN ISOLATION LEVEL READ COMMITTED",
        ),
    }
}

/// Opens a transaction that sees one moment of the database and writes nothing.
pub fn begin_read(db: &mut Db) -> QueryResult<()> {
    match db {
        Db::Sqlite(connection) => {
            AnsiTransactionManager::begin_transaction_sql(connection, "BEGIN DEFERRED")
        }
        Db::Postgres(connection) => AnsiTransactionManager::begin_transaction_sql(
            connection,
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        ),
    }
}

/// Commits.
pub fn commit(db: &mut Db) -> QueryResult<()> {
    <Db as Connection>::TransactionManager::commit_transaction(db)
}

/// Rolls back; a failure is left to the pool, which throws the connection away.
pub fn roll_back(db: &mut Db) {
    if let Err(cause) = <Db as Connection>::TransactionManager::rollback_transaction(db) {
        tracing::debug!(%cause, "rollback failed");
    }
}

/// Waits for every key, in the order given, until the transaction ends. SQLite has one writer
/// and needs none of it.
pub fn lock_keys(db: &mut Db, keys: &[i64]) -> QueryResult<()> {
    let Db::Postgres(connection) = db else {
        return Ok(());
    };
    if keys.is_empty() {
        return Ok(());
    }
    let calls: Vec<String> = keys
        .iter()
        .map(|key| format!("pg_advisory_xact_lock({key})"))
        .collect();
    connection.batch_execute(&format!("select {}", calls.join(", ")))
}

/// The names of all tables there are.
pub fn tables(db: &mut Db) -> QueryResult<Vec<String>> {
    let all = match db {
        Db::Sqlite(_) => "select name from sqlite_master where type = 'table'",
        Db::Postgres(_) => {
            "select table_name::text as name from information_schema.tables where table_schema = current_schema()"
        }
    };
    let rows: Vec<TableName> = diesel::sql_query(all).load(db)?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

#[derive(QueryableByName)]
struct TableName {
    #[diesel(sql_type = diesel::sql_types::Text)]
    name: String,
}
