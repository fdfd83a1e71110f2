//! Databases for stories: a migrated template is made once, each house gets a copy.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        LazyLock,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::Duration,
};

use diesel::{
    Connection, PgConnection, QueryableByName, RunQueryDsl, connection::SimpleConnection,
    sql_query, sql_types::BigInt,
};
use kith::storage::{Backend, hex, migrate};
use sha2::{Digest, Sha256};

use super::On;

/// A database that goes with its house.
pub struct Database {
    pub backend: Backend,
}

impl Database {
    pub fn new(on: On) -> Self {
        let backend = match on {
            On::Sqlite => sqlite_copy(),
            On::Postgres => postgres_copy(),
        };
        Self { backend }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        match &self.backend {
            Backend::Sqlite(path) => remove_sqlite(path),
            Backend::Postgres(address) => {
                let name = address.rsplit('/').next().unwrap();
                let dropped = PgConnection::establish(&admin_url()).map(|mut admin| {
                    admin.batch_execute(&format!("drop database if exists {name} with (force)"))
                });
                if !matches!(dropped, Ok(Ok(()))) {
                    println!(
                        "{name} could not be dropped: {dropped:?}",
                        dropped = dropped.err()
                    );
                }
            }
        }
    }
}

/// The address of an administrator of the test server.
#[expect(
    clippy::disallowed_methods,
    reason = "a test is told by the environment where PostgreSQL is"
)]
fn admin() -> Option<String> {
    std::env::var("KITH_TEST_POSTGRES").ok()
}

fn admin_url() -> String {
    admin().unwrap()
}

/// Whether there is a server to tell the story on. Where CI runs there must be.
#[expect(
    clippy::disallowed_methods,
    reason = "a test is told by the environment whether CI runs it"
)]
pub fn postgres_is_there() -> bool {
    if admin().is_some() {
        return true;
    }
    assert!(
        std::env::var("CI").is_err(),
        "KITH_TEST_POSTGRES is not set: CI tells every story on both databases"
    );
    println!("skipped: set KITH_TEST_POSTGRES to an admin address of PostgreSQL");
    false
}

/// Changes with every migration, so that a template is never stale.
static SCHEMA: LazyLock<String> = LazyLock::new(|| {
    let mut digest = Sha256::new();
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    for entry in walkdir::WalkDir::new(migrations).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            digest.update(entry.file_name().as_encoded_bytes());
            digest.update(fs::read(entry.path()).unwrap());
        }
    }
    hex(&digest.finalize()).chars().take(12).collect()
});

static COPIES: AtomicU32 = AtomicU32::new(0);

/// A name no other house has, in this process or another.
fn own_name() -> String {
    let number = COPIES.fetch_add(1, Ordering::Relaxed);
    format!("kith_house_{}_{number}", std::process::id())
}

fn remove_sqlite(path: &str) {
    for end in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(format!("{path}{end}"));
    }
}

/// Where the files of SQLite stand: in memory where the scripts found room for them, for each commit
/// is flushed.
#[expect(
    clippy::disallowed_methods,
    reason = "a test is told by the environment where its files stand"
)]
fn sqlite_folder() -> PathBuf {
    std::env::var_os("KITH_TEST_SQLITE")
        .map_or_else(|| env!("CARGO_TARGET_TMPDIR").into(), Into::into)
}

fn sqlite_copy() -> Backend {
    let folder = sqlite_folder();
    let template = folder.join(format!("kith_template_{}.db", *SCHEMA));
    if !template.exists() {
        // Made aside and moved into place: whoever comes second overwrites it with its like.
        let aside = folder.join(format!("{}_template.db", own_name()));
        migrate(&Backend::Sqlite(aside.display().to_string())).unwrap();
        fs::rename(aside, &template).unwrap();
    }
    let copy = folder.join(format!("{}.db", own_name()));
    // A process that was killed may have had this one's number, and left what does not fit.
    remove_sqlite(&copy.display().to_string());
    fs::copy(template, &copy).unwrap();
    Backend::Sqlite(copy.display().to_string())
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// The template is made by whoever holds the lock, aside and renamed, so that a half-made one is
/// never copied.
fn postgres_template(admin: &mut PgConnection) -> String {
    let template = format!("kith_template_{}", *SCHEMA);
    admin
        .batch_execute("select pg_advisory_lock(7046029254386353131)")
        .unwrap();
    let there: Count = sql_query(format!(
        "select count(*) as count from pg_database where datname = '{template}'"
    ))
    .get_result(admin)
    .unwrap();
    if there.count == 0 {
        let aside = own_name();
        admin
            .batch_execute(&format!("create database {aside}"))
            .unwrap();
        migrate(&Backend::Postgres(address_of(&aside))).unwrap();
        admin
            .batch_execute(&format!("alter database {aside} rename to {template}"))
            .unwrap();
    }
    admin
        .batch_execute("select pg_advisory_unlock(7046029254386353131)")
        .unwrap();
    template
}

fn postgres_copy() -> Backend {
    let mut admin = PgConnection::establish(&admin_url()).unwrap();
    admin
        .batch_execute("set client_min_messages = warning")
        .unwrap();
    let template = postgres_template(&mut admin);
    let name = own_name();
    // Somebody may be copying the template at the same moment.
    let made = (0..50).find_map(|_| {
        let made = admin.batch_execute(&format!("create database {name} template {template}"));
        if made.is_err() {
            thread::sleep(Duration::from_millis(100));
        }
        made.ok()
    });
    assert!(made.is_some(), "no copy of {template} could be made");
    Backend::Postgres(address_of(&name))
}

fn address_of(database: &str) -> String {
    let mut url = url::Url::parse(&admin_url()).unwrap();
    url.set_path(database);
    url.to_string()
}
