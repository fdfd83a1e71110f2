//! Many rows in one statement: a journey to the database for each would take longer than the work
//! itself.

use diesel::{
    dsl::sql,
    expression::SqlLiteral,
    query_builder::{BoxedSqlQuery, SqlQuery},
    sql_types::Bool,
};

use super::{
    db::{AnyDatabase, Db},
    dialect,
};

/// For a query that names hundreds of ids: it is planned each time, with the ids. PostgreSQL plans a
/// statement that it has met five times for any list, and would then look through the whole list for
/// each row.
pub fn planned_anew() -> SqlLiteral<Bool> {
    sql("true")
}

/// `insert into TABLE (COLUMNS) values …`, with a place for each value of each row. Bind them row by
/// row, in the order of the columns. At least one row, and no more than a statement takes: 32,766
/// values.
pub fn insert_rows<'a>(
    db: &Db,
    table: &str,
    columns: &[&str],
    rows: usize,
) -> BoxedSqlQuery<'a, AnyDatabase, SqlQuery> {
    let width = columns.len();
    let row = |number: usize| {
        let places: Vec<String> = (1..=width)
            .map(|column| dialect::place(db, number * width + column))
            .collect();
        format!("({})", places.join(", "))
    };
    let rows: Vec<String> = (0..rows).map(row).collect();
    let (columns, rows) = (columns.join(", "), rows.join(", "));
    diesel::sql_query(format!("insert into {table} ({columns}) values {rows}")).into_boxed()
}
