//! Migrations: written once in `common/`, with what differs beside it, merged by number.

use diesel::{
    backend::Backend as DieselBackend,
    migration::{Migration, MigrationSource, Result as MigrationResult},
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use kernel::refusal::{Fault, Refused};

use super::db::{Backend, Db, open};

const COMMON: EmbeddedMigrations = embed_migrations!("migrations/common");
const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// The common migrations and one database's own, in order of their numbers.
struct Merged(EmbeddedMigrations);

impl<DB: DieselBackend> MigrationSource<DB> for Merged {
    fn migrations(&self) -> MigrationResult<Vec<Box<dyn Migration<DB>>>> {
        let mut all = MigrationSource::<DB>::migrations(&COMMON)?;
        all.extend(MigrationSource::<DB>::migrations(&self.0)?);
        all.sort_by(|a, b| a.name().version().cmp(&b.name().version()));
        Ok(all)
    }
}

fn fault(doing: &str, cause: Box<dyn std::error::Error + Send + Sync>) -> Refused {
    Refused::Fault(Fault {
        doing: doing.to_owned(),
        cause: Some(cause),
    })
}

/// Brings the schema up to date and returns what was applied.
///
/// # Errors
/// A fault with the database's own words.
pub fn migrate(backend: &Backend) -> Result<Vec<String>, Refused> {
    let doing = "applying migrations";
    let mut db = open(backend).map_err(|cause| fault("opening the database", Box::new(cause)))?;
    let applied = match &mut db {
        Db::Sqlite(connection) => connection
            .run_pending_migrations(Merged(SQLITE))
            .map(|all| all.iter().map(ToString::to_string).collect()),
        Db::Postgres(connection) => connection
            .run_pending_migrations(Merged(POSTGRES))
            .map(|all| all.iter().map(ToString::to_string).collect()),
    };
    applied.map_err(|cause| fault(doing, cause))
}

/// How many migrations the schema lacks.
///
/// # Errors
/// A fault with the database's own words.
pub fn pending_migrations(db: &mut Db) -> Result<usize, Refused> {
    let pending = match db {
        Db::Sqlite(connection) => connection
            .pending_migrations(Merged(SQLITE))
            .map(|all| all.len()),
        Db::Postgres(connection) => connection
            .pending_migrations(Merged(POSTGRES))
            .map(|all| all.len()),
    };
    pending.map_err(|cause| fault("reading which migrations are applied", cause))
}
