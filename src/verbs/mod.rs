//! The verbs of the program: one file each, called by `main`.

mod audit;
mod check;
mod demo;
mod jobs;
mod keys;
mod openapi;
mod run;
mod user;
mod vault;

use std::{io::Write, path::PathBuf};

use clap::{Parser, Subcommand};
use kernel::refusal::Refused;

use crate::{
    app::{App, Parts},
    config::{Config, ConfigFault},
    keys::{KeyFault, Keys},
};

/// Kith runs a children's-services Contact Service.
#[derive(Debug, Parser)]
#[command(name = "kith", version, about)]
pub struct Program {
    /// What to do.
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Serve pages and API; works in the background too unless told not to.
    Serve {
        /// Leave background work to `kith work`.
        #[arg(long)]
        no_work: bool,
    },
    /// Do the background work alone: notices, audit checkpoints, and whatever falls due by itself.
    Work,
    /// Serve an invented service to click through, with one sign-in per role.
    Demo(demo::Demo),
    /// Bring the database up to date.
    Migrate,
    /// Print the configuration without secrets, and say what is wrong with it.
    Check,
    /// Make a key file, print its public key, change the field key.
    Keys {
        #[command(subcommand)]
        verb: keys::Keys,
    },
    /// Keep accounts.
    User {
        #[command(subcommand)]
        verb: user::User,
    },
    /// Check the audit.
    Audit {
        #[command(subcommand)]
        verb: audit::Audit,
    },
    /// Seal protected fields with a new key.
    Vault {
        #[command(subcommand)]
        verb: vault::Vault,
    },
    /// Print the OpenAPI document.
    Openapi,
}

/// Why a verb could not be carried out: one sentence for the person at the terminal.
#[derive(Debug, thiserror::Error)]
pub enum VerbFault {
    /// A setting is wrong.
    #[error(transparent)]
    Config(#[from] ConfigFault),
    /// The key file is wrong.
    #[error(transparent)]
    Keys(#[from] KeyFault),
    /// The house refused.
    #[error("{}", in_words(.0))]
    Refused(#[from] Refused),
    /// The system refused.
    #[error("{doing}: {cause}")]
    System {
        /// What was being done.
        doing: String,
        /// What the system said.
        cause: std::io::Error,
    },
    /// Anything else, in words.
    #[error("{0}")]
    Words(String),
}

fn in_words(refused: &Refused) -> String {
    match refused {
        Refused::Rule { reasons, .. } => reasons
            .first()
            .map_or_else(|| refused.to_string(), |reason| reason.explanation.clone()),
        Refused::Invalid(errors) => errors
            .iter()
            .map(|error| format!("{}: {}", error.pointer, error.message))
            .collect::<Vec<_>>()
            .join("\n"),
        Refused::Fault(fault) => {
            let mut words = fault.doing.clone();
            let mut next = std::error::Error::source(fault);
            while let Some(cause) = next {
                words = format!("{words}: {cause}");
                next = cause.source();
            }
            words
        }
        other => other.to_string(),
    }
}

impl Program {
    /// Carries out the verb.
    ///
    /// # Errors
    /// With the sentence to print.
    pub fn carry_out(self) -> Result<(), VerbFault> {
        match self.verb {
            Verb::Serve { no_work } => run::serve(no_work),
            Verb::Work => run::work(),
            Verb::Demo(demo) => demo.carry_out(),
            Verb::Migrate => run::migrate(),
            Verb::Check => check::check(),
            Verb::Keys { verb } => verb.carry_out(),
            Verb::User { verb } => verb.carry_out(),
            Verb::Audit { verb } => verb.carry_out(),
            Verb::Vault { verb } => verb.carry_out(),
            Verb::Openapi => openapi::print(),
        }
    }
}

/// Prints a line.
fn say(line: &str) -> Result<(), VerbFault> {
    writeln!(std::io::stdout(), "{line}").map_err(system("printing"))
}

fn system(doing: &str) -> impl FnOnce(std::io::Error) -> VerbFault {
    let doing = doing.to_owned();
    move |cause| VerbFault::System { doing, cause }
}

/// Configuration and application as the environment has them.
fn app() -> Result<(Config, App), VerbFault> {
    let config = Config::from_environment(&[])?;
    let keys = Keys::read(&config.keys_file)?;
    let app = App::new(Parts::in_earnest(config.clone(), keys))?;
    Ok((config, app))
}

fn read_file(path: &PathBuf) -> Result<String, VerbFault> {
    std::fs::read_to_string(path).map_err(system(&format!("reading {}", path.display())))
}
