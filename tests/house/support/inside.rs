//! What a story looks up in the database itself, or does to it as its superuser.

use diesel::{
    Connection, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection,
    connection::SimpleConnection,
    sql_query,
    sql_types::{BigInt, Text},
};
use kith::storage::Backend;

use super::{On, Person, TestHouse};

impl TestHouse {
    /// Has messages to somebody of the staff go to an address; they sign in by it from now on.
    pub fn writes_to(&self, person: &Person<'_>, address: &str) {
        self.sql(&format!(
            "update user_account set email = '{address}' where id = '{}'",
            person.id
        ));
    }

    /// The tables there are, but for those of the database itself.
    pub fn tables(&self) -> Vec<String> {
        let select = match self.on() {
            On::Sqlite => "select name from sqlite_master where type = 'table'",
            On::Postgres => {
                "select table_name::text from information_schema.tables where table_schema = current_schema()"
            }
        };
        let mut tables = self.texts(select);
        tables.retain(|table| !table.starts_with("sqlite_") && !table.starts_with("__"));
        tables.sort();
        tables
    }

    /// The tables that have a column of that name.
    pub fn tables_with(&self, column: &str) -> Vec<String> {
        let select = match self.on() {
            On::Sqlite => format!(
                "select m.name from sqlite_master m, pragma_table_info(m.name) c \
                 where m.type = 'table' and c.name = '{column}'"
            ),
            On::Postgres => format!(
                "select table_name::text from information_schema.columns \
                 where table_schema = current_schema() and column_name = '{column}'"
            ),
        };
        self.texts(&select)
    }

    /// Does to the database what no program of ours does, as its superuser.
    pub fn sql(&self, statements: &str) {
        self.tries(statements).unwrap();
    }

    /// The same, where the database may refuse it: then nothing is changed.
    ///
    /// # Errors
    /// What it said.
    pub fn tries(&self, statements: &str) -> Result<(), String> {
        let done = match self.backend() {
            Backend::Sqlite(path) => SqliteConnection::establish(path)
                .map_err(|fault| fault.to_string())?
                .batch_execute(&format!("pragma busy_timeout = 5000; {statements}")),
            Backend::Postgres(address) => PgConnection::establish(address)
                .map_err(|fault| fault.to_string())?
                .batch_execute(statements),
        };
        done.map_err(|fault| fault.to_string())
    }

    /// The columns of a table, each with the name of its type.
    pub fn columns(&self, table: &str) -> Vec<(String, String)> {
        let select = match self.on() {
            On::Sqlite => {
                format!("select name || '|' || lower(type) from pragma_table_info('{table}')")
            }
            On::Postgres => format!(
                "select column_name || '|' || data_type from information_schema.columns \
                 where table_schema = current_schema() and table_name = '{table}' order by 1"
            ),
        };
        let column = |text: String| {
            let (name, kind) = text.split_once('|').unwrap();
            (name.to_owned(), kind.to_owned())
        };
        self.texts(&select).into_iter().map(column).collect()
    }

    /// Keeps every other writer out until the connection is dropped.
    pub fn takes_the_database(&self) -> Box<dyn SimpleConnection> {
        match self.backend() {
            Backend::Sqlite(path) => {
                let mut taken = SqliteConnection::establish(path).unwrap();
                let begins = "pragma busy_timeout = 5000; begin immediate";
                taken.batch_execute(begins).unwrap();
                Box::new(taken)
            }
            Backend::Postgres(address) => {
                let mut taken = PgConnection::establish(address).unwrap();
                let begins = "begin; lock table job_lease, person in exclusive mode";
                taken.batch_execute(begins).unwrap();
                Box::new(taken)
            }
        }
    }

    /// What the database says to a statement that it must refuse.
    pub fn refuses(&self, statement: &str) -> String {
        let refused = match self.backend() {
            Backend::Sqlite(path) => SqliteConnection::establish(path)
                .unwrap()
                .batch_execute(statement),
            Backend::Postgres(address) => PgConnection::establish(address)
                .unwrap()
                .batch_execute(statement),
        };
        refused.unwrap_err().to_string()
    }

    /// Asks the database for one number.
    pub fn number(&self, select: &str) -> i64 {
        let query = format!("select ({select}) as number");
        let row: Number = match self.backend() {
            Backend::Sqlite(path) => {
                sql_query(query).get_result(&mut SqliteConnection::establish(path).unwrap())
            }
            Backend::Postgres(address) => {
                sql_query(query).get_result(&mut PgConnection::establish(address).unwrap())
            }
        }
        .unwrap();
        row.number
    }

    /// Asks the database for texts.
    pub fn texts(&self, select: &str) -> Vec<String> {
        let query = format!("select text from ({select}) as rows (text)");
        let query = match self.on() {
            On::Sqlite => format!("with rows (text) as ({select}) select text from rows"),
            On::Postgres => query,
        };
        let rows: Vec<Texts> = match self.backend() {
            Backend::Sqlite(path) => {
                sql_query(query).load(&mut SqliteConnection::establish(path).unwrap())
            }
            Backend::Postgres(address) => {
                sql_query(query).load(&mut PgConnection::establish(address).unwrap())
            }
        }
        .unwrap();
        rows.into_iter().map(|row| row.text).collect()
    }
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

#[derive(QueryableByName)]
struct Texts {
    #[diesel(sql_type = Text)]
    text: String,
}
