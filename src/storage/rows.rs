//! Many rows in one statement: a journey to the database for each would take longer than the work
//! itself.

use diesel::query_builder::{BoxedSqlQuery, SqlQuery};

use super::db::AnyDatabase;

/// `insert into TABLE (COLUMNS) values …`, with a place for each value of each row. Bind them row by
/// row, in the order of the columns. At least one row, and no more than a statement takes: 32,766
/// values.
pub fn insert_rows<'a>(
    table: &str,
    columns: &[&str],
    rows: usize,
) -> BoxedSqlQuery<'a, AnyDatabase, SqlQuery> {
    let width = columns.len();
    let row = |number: usize| {
        let places: Vec<String> = (1..=width)
            .map(|column| format!("${}", number * width + column))
            .collect();
        format!("({})", places.join(", "))
    };
    let rows: Vec<String> = (0..rows).map(row).collect();
    let (columns, rows) = (columns.join(", "), rows.join(", "));
    diesel::sql_query(format!("insert into {table} ({columns}) values {rows}")).into_boxed()
}
