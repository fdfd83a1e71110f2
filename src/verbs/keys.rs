//! `kith keys`.

use std::path::PathBuf;

use clap::Subcommand;

use super::{VerbFault, app, say};
use crate::{
    app::SEALED,
    config::Config,
    storage::{CheckpointKey, sealed_with},
};

#[derive(Debug, Subcommand)]
pub(super) enum Keys {
    /// Write a new key file; never over one that is there.
    New {
        /// Where.
        #[arg(default_value = "./kith-keys.json")]
        path: PathBuf,
    },
    /// Print the public key that checks audit checkpoints, for whoever keeps them.
    Public,
    /// Add a field key that opens and does not seal yet. Start every program anew after it.
    Add,
    /// Seal with this field key from the next start of a program on.
    Use {
        /// Its id, as `kith keys add` said it.
        id: String,
    },
    /// Take out a field key that nothing is sealed with any more.
    Retire {
        /// Its id.
        id: String,
    },
}

impl Keys {
    pub(super) fn carry_out(self) -> Result<(), VerbFault> {
        match self {
            Self::New { path } => {
                crate::keys::Keys::write_new(&path)?;
                say(&format!(
                    "{} is there. Keep a copy apart from the backups of the database.",
                    path.display()
                ))
            }
            Self::Public => {
                let keys = crate::keys::Keys::read(&file()?)?;
                let key = CheckpointKey::from_seed(keys.checkpoints.reveal())?;
                say(&key.public().to_string())
            }
            Self::Add => {
                let id = crate::keys::Keys::add_field_key(&file()?)?;
                say(&format!(
                    "{id} opens once every program has been started anew. Then: kith keys use {id}"
                ))
            }
            Self::Use { id } => {
                crate::keys::Keys::use_field_key(&file()?, &id)?;
                say(&format!(
                    "{id} seals once every program has been started anew. Then: kith vault rotate"
                ))
            }
            Self::Retire { id } => retire(&id),
        }
    }
}

fn file() -> Result<PathBuf, VerbFault> {
    Ok(Config::from_environment(&[])?.keys_file)
}

fn retire(id: &str) -> Result<(), VerbFault> {
    let (config, app) = app()?;
    let left = sealed_with(&app.store, SEALED, id)?;
    if left > 0 {
        return Err(VerbFault::Words(format!(
            "{left} value(s) are still sealed with {id}: run `kith vault rotate` first."
        )));
    }
    crate::keys::Keys::retire_field_key(&config.keys_file, id)?;
    say(&format!(
        "{id} is gone from {}. Backups from before the rotation open only with a copy of it.",
        config.keys_file.display()
    ))
}
