//! `kith check`.

use super::{VerbFault, app, say};
use crate::{config::Config, keys};

pub(super) fn check() -> Result<(), VerbFault> {
    let config = Config::from_environment(&[])?;
    say(&config.to_string())?;
    if let Some(finding) = keys::read_by_others(&config.keys_file) {
        say(&finding)?;
    }
    let (_, app) = app()?;
    match app.store.pending_migrations()? {
        0 => say("The database is there and up to date."),
        lacking => Err(VerbFault::Words(format!(
            "The database lacks {lacking} migration(s): run `kith migrate`."
        ))),
    }
}
