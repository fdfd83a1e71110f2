//! Connections: which database an address names, how a connection is opened, the pool.

use std::time::Duration;

use diesel::{
    connection::SimpleConnection,
    prelude::*,
    r2d2::{Error as PoolError, ManageConnection, Pool, PooledConnection},
};
use kernel::refusal::Refused;

/// One connection to either database. Queries are written once against it.
#[derive(diesel::MultiConnection)]
pub enum Db {
    /// The embedded default.
    Sqlite(SqliteConnection),
    /// Production.
    Postgres(PgConnection),
}

/// The SQL both databases take: for conditions put together at run time.
pub type AnyDatabase = <Db as Connection>::Backend;

/// Which database an address names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Backend {
    /// A file, `sqlite:PATH`.
    Sqlite(String),
    /// A server, `postgres://…`; several hosts may be named.
    Postgres(String),
}

impl Backend {
    /// Chooses by the scheme alone. Trying one after the other would open an empty SQLite file
    /// for a mistyped PostgreSQL address.
    ///
    /// # Errors
    /// A sentence that says which forms are taken.
    pub fn of(address: &str) -> Result<Self, String> {
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            return Ok(Self::Postgres(address.to_owned()));
        }
        match address.strip_prefix("sqlite:") {
            Some(path) if !path.is_empty() => Ok(Self::Sqlite(path.to_owned())),
            _ => Err("a database address starts with postgres:// or sqlite:, for example sqlite:./kith.db".to_owned()),
        }
    }
}

/// How long a request waits for a connection, a lock or the writer before it is told to try again.
pub const PATIENCE: Duration = Duration::from_secs(2);

// Pages are kept by the system too, so each of nine connections keeps few itself: 4 MB.
const SQLITE_SETUP: &str = "pragma busy_timeout = 2000; pragma journal_mode = wal; pragma synchronous = full; \
     pragma foreign_keys = on; pragma recursive_triggers = on; pragma cache_size = -4000;";
const POSTGRES_SETUP: &str = "set lock_timeout = '2s'; set statement_timeout = '30s'; set idle_in_transaction_session_timeout = '60s'; \
     set time zone 'UTC'; set client_min_messages = warning;";

/// Opens one connection, set up as every connection of the house is.
///
/// # Errors
/// What the database said.
pub fn open(backend: &Backend) -> Result<Db, PoolError> {
    match backend {
        Backend::Sqlite(path) => {
            let mut connection =
                SqliteConnection::establish(path).map_err(PoolError::ConnectionError)?;
            connection
                .batch_execute(SQLITE_SETUP)
                .map_err(PoolError::QueryError)?;
            Ok(Db::Sqlite(connection))
        }
        Backend::Postgres(address) => {
            let mut connection =
                PgConnection::establish(address).map_err(PoolError::ConnectionError)?;
            connection
                .batch_execute(POSTGRES_SETUP)
                .map_err(PoolError::QueryError)?;
            Ok(Db::Postgres(connection))
        }
    }
}

/// Makes connections for the pool.
#[derive(Debug)]
pub struct Opener(Backend);

impl ManageConnection for Opener {
    type Connection = Db;
    type Error = PoolError;

    fn connect(&self) -> Result<Db, PoolError> {
        open(&self.0)
    }

    fn is_valid(&self, db: &mut Db) -> Result<(), PoolError> {
        db.batch_execute("select 1").map_err(PoolError::QueryError)
    }

    /// A connection whose transaction could not be ended is thrown away, so that a restarted
    /// database is healthy again with the next checkout and no checkout costs a round trip.
    fn has_broken(&self, db: &mut Db) -> bool {
        match db {
            Db::Sqlite(_) => std::thread::panicking(),
            Db::Postgres(connection) => std::thread::panicking()
                || <PgConnection as Connection>::TransactionManager::is_broken_transaction_manager(
                    connection,
                ),
        }
    }
}

use diesel::connection::TransactionManager;

/// A pool of connections.
pub type ConnectionPool = Pool<Opener>;
/// A connection on loan from the pool.
pub type Loan = PooledConnection<Opener>;

/// Builds a pool of at most `size` connections. Connections are opened when first needed, so
/// that the program starts while the database is away and says so in `/readyz`.
pub fn pool(backend: &Backend, size: u32) -> ConnectionPool {
    Pool::builder()
        .max_size(size)
        .min_idle(Some(0))
        .connection_timeout(PATIENCE)
        .test_on_check_out(false)
        .build_unchecked(Opener(backend.clone()))
}

/// Borrows a connection.
///
/// # Errors
/// `Busy` when none came free within [`PATIENCE`], or the database is away.
pub fn borrow(pool: &ConnectionPool) -> Result<Loan, Refused> {
    pool.get().map_err(|cause| {
        tracing::warn!(%cause, "no database connection");
        Refused::Busy
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_alone_chooses_the_database() {
        assert_eq!(
            Backend::of("sqlite:./kith.db"),
            Ok(Backend::Sqlite("./kith.db".into()))
        );
        assert!(matches!(
            Backend::of("postgres://u@h/d"),
            Ok(Backend::Postgres(_))
        ));
        for wrong in [
            "host=localhost dbname=kith",
            "sqlite:",
            "postgres:/x",
            "mysql://x",
            "",
        ] {
            assert!(Backend::of(wrong).is_err(), "{wrong}");
        }
    }
}
