//! `kith check`.

use super::{VerbFault, app, say};
use crate::config::Config;

pub(super) fn check() -> Result<(), VerbFault> {
    say(&Config::from_environment(&[])?.to_string())?;
    let (_, app) = app()?;
    match app.store.pending_migrations()? {
        0 => say("The database is there and up to date."),
        lacking => Err(VerbFault::Words(format!(
            "The database lacks {lacking} migration(s): run `kith migrate`."
        ))),
    }
}
