//! `kith keys`.

use std::path::PathBuf;

use clap::Subcommand;

use super::{VerbFault, say};

#[derive(Debug, Subcommand)]
pub(super) enum Keys {
    /// Write a new key file; never over one that is there.
    New {
        /// Where.
        #[arg(default_value = "./kith-keys.json")]
        path: PathBuf,
    },
}

impl Keys {
    pub(super) fn carry_out(self) -> Result<(), VerbFault> {
        let Self::New { path } = self;
        crate::keys::Keys::write_new(&path)?;
        say(&format!(
            "{} is there. Keep a copy apart from the backups of the database.",
            path.display()
        ))
    }
}
