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

/// The place of a value in a statement, counted from one. SQLite takes `$1` for a name, and looks through
/// all names at each.
pub fn place(db: &Db, number: usize) -> String {
    match db {
        Db::Sqlite(_) => "?".to_owned(),
        Db::Postgres(_) => format!("${number}"),
    }
}

/// Bytes, as a statement says them.
pub fn bytes(db: &Db, bytes: &[u8]) -> String {
    let digits = super::replay::hex(bytes);
    match db {
        Db::Sqlite(_) => format!("x'{digits}'"),
        Db::Postgres(_) => format!("'\\x{digits}'::bytea"),
    }
}

/// Does something to a table without the triggers that keep its rows from being edited, all in the
/// open transaction: nobody else ever finds the table without them.
pub fn without_triggers(
    db: &mut Db,
    table: &str,
    f: impl FnOnce(&mut Db) -> QueryResult<()>,
) -> QueryResult<()> {
    let (off, on) = match db {
        Db::Sqlite(connection) => {
            let triggers: Vec<Trigger> = diesel::sql_query(format!(
                "select name, sql from sqlite_master where type = 'trigger' and tbl_name = '{table}'"
            ))
            .load(connection)?;
            let off = triggers
                .iter()
                .map(|it| format!("drop trigger {}; ", it.name));
            let on = triggers.iter().map(|it| format!("{}; ", it.sql));
            (off.collect::<String>(), on.collect::<String>())
        }
        Db::Postgres(connection) => {
            let triggers: Vec<TableName> = diesel::sql_query(format!(
                "select tgname::text as name from pg_trigger \
                 where tgrelid = '{table}'::regclass and not tgisinternal"
            ))
            .load(connection)?;
            if triggers.is_empty() {
                return f(db);
            }
            (
                format!("alter table {table} disable trigger user"),
                format!("alter table {table} enable trigger user"),
            )
        }
    };
    db.batch_execute(&off)?;
    f(db)?;
    db.batch_execute(&on)
}

/// A row of a table as a JSON object, without these columns, as SQL.
pub fn row_as_json(db: &mut Db, table: &str, without: &[&str]) -> QueryResult<String> {
    match db {
        Db::Sqlite(connection) => {
            let columns: Vec<TableName> =
                diesel::sql_query(format!("select name from pragma_table_info('{table}')"))
                    .load(connection)?;
            let names = columns.iter().map(|column| column.name.as_str());
            let pairs: Vec<String> = names
                .filter(|name| !without.contains(name))
                .map(|name| format!("'{name}', {name}"))
                .collect();
            Ok(format!("json_object({})", pairs.join(", ")))
        }
        Db::Postgres(_) => Ok(format!(
            "(to_jsonb({table}) - '{{{}}}'::text[])::text",
            without.join(",")
        )),
    }
}

#[derive(QueryableByName)]
struct Trigger {
    #[diesel(sql_type = diesel::sql_types::Text)]
    name: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    sql: String,
}

#[derive(QueryableByName)]
struct TableName {
    #[diesel(sql_type = diesel::sql_types::Text)]
    name: String,
}
