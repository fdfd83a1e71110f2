//! Getting the demo ready: whose database it is, its keys, its clock, its people.

use std::sync::Arc;

use kernel::{
    refusal::Refused,
    time::{FixedClock, Instant, SystemClock},
};
use law::access::{Actor, act};

use super::{BANNER, Size, clock, seed};
use crate::{
    app::{App, Parts},
    config::Config,
    keys::{KeyFault, Keys},
    storage::{Ground, ground, migrate, put_note},
};

/// The note by which the demo knows its own database.
const MARK: &str = "demo";
/// What the mark says while the database is being filled.
const BEGUN: &str = "being filled";

/// What demo is wanted.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// How large; small, or as large as it is, unless given.
    pub size: Option<Size>,
    /// The time its clock shows; none to go on where it stood.
    pub now: Option<Instant>,
}

/// Why there is no demo.
#[derive(Debug, thiserror::Error)]
pub enum DemoFault {
    /// The database belongs to somebody.
    #[error(
        "The database {0} was not made by the demo, so the demo leaves it alone. Give another in KITH_DATABASE_URL."
    )]
    NotOurs(String),
    /// The demo was stopped while it filled the database.
    #[error(
        "The database {0} was only half filled when the demo was stopped. Remove it and start again."
    )]
    HalfFilled(String),
    /// The demo is there in another size.
    #[error(
        "The database {address} holds the demo of size {there}. Remove it, or give another in KITH_DATABASE_URL."
    )]
    OtherSize {
        /// Its address.
        address: String,
        /// The size it holds.
        there: String,
    },
    /// The keys are wrong.
    #[error(transparent)]
    Keys(#[from] KeyFault),
    /// The house refused.
    #[error(transparent)]
    Refused(#[from] Refused),
}

/// Makes the demo ready to serve: fills the database if nothing was ever done in it, or goes on
/// with one it filled before.
///
/// # Errors
/// When the database is not the demo's own, with a sentence that says so.
pub fn prepare(config: &Config, wanted: &Wanted) -> Result<App, DemoFault> {
    let fresh = is_empty(config, wanted.size)?;
    if !config.keys_file.exists() {
        Keys::write_new(&config.keys_file)?;
    }
    let keys = Keys::read(&config.keys_file)?;
    migrate(&config.database)?;
    let opens = clock::opens_at()?;
    let clock = Arc::new(FixedClock::at(wanted.now.unwrap_or(opens)));
    let parts = Parts {
        config: config.clone(),
        keys,
        clock: clock.clone(),
        real_clock: Arc::new(SystemClock),
        banner: Some(BANNER.to_owned()),
    };
    let app = App::demo(parts, Arc::clone(&clock))?;
    if fresh {
        fill(&app, &clock, wanted.size.unwrap_or(Size::Small))?;
    } else if wanted.now.is_none() {
        clock::go_on(&app.store, &clock)?;
    }
    Ok(app)
}

/// Whether this database is a demo's, where real families must never be written down.
///
/// # Errors
/// When it cannot be reached.
pub fn is_a_demo(config: &Config) -> Result<bool, Refused> {
    Ok(matches!(ground(&config.database, MARK)?, Ground::Noted(_)))
}

fn is_empty(config: &Config, size: Option<Size>) -> Result<bool, DemoFault> {
    let address = || config.database_without_password();
    match ground(&config.database, MARK)? {
        Ground::Empty => Ok(true),
        Ground::Noted(mark) if mark == BEGUN => Err(DemoFault::HalfFilled(address())),
        Ground::Noted(there) if size.is_some_and(|size| size.as_str() != there) => {
            let address = address();
            Err(DemoFault::OtherSize { address, there })
        }
        Ground::Noted(_) => Ok(false),
        Ground::Foreign => Err(DemoFault::NotOurs(address())),
    }
}

/// Fills the database. The mark goes first, so that what is half filled is known for it.
fn fill(app: &App, clock: &FixedClock, size: Size) -> Result<(), Refused> {
    mark(app, BEGUN)?;
    seed::fill(app, clock, size)?;
    mark(app, size.as_str())
}

fn mark(app: &App, words: &str) -> Result<(), Refused> {
    let done = app
        .store
        .write::<act::KeepHouse, _>(&Actor::System, |work| {
            put_note(work, MARK, words)?;
            Ok(work.kept(()))
        })?;
    done.into_value();
    Ok(())
}
