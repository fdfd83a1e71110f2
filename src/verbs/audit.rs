//! `kith audit`.

use std::path::PathBuf;

use clap::Subcommand;

use super::{VerbFault, read_file, say};
use crate::{
    app::ATTESTED,
    config::Config,
    keys::Keys,
    storage::{Checkpoint, CheckpointKey, NoPublicKey, PublicKey, verify},
};

#[derive(Debug, Subcommand)]
pub(super) enum Audit {
    /// Check every fact against its chain and against the checkpoints handed out, and what stands in
    /// records against the facts.
    Verify {
        /// The file of checkpoints kept outside the database; the configured one by default.
        #[arg(long)]
        checkpoints: Option<PathBuf>,
        /// A file with the public key, as `kith keys public` printed it: then no key file is
        /// needed, and the program's own word is not taken.
        #[arg(long)]
        public_key: Option<PathBuf>,
    },
}

impl Audit {
    pub(super) fn carry_out(self) -> Result<(), VerbFault> {
        let Self::Verify {
            checkpoints,
            public_key,
        } = self;
        let config = Config::from_environment(&[])?;
        let key = match public_key {
            Some(path) => read_file(&path)?
                .parse()
                .map_err(|fault: NoPublicKey| VerbFault::Words(fault.to_string()))?,
            None => own_key(&config)?,
        };
        let path = checkpoints.unwrap_or(config.checkpoint_file);
        let handed_out = if path.exists() {
            parse_checkpoints(&read_file(&path)?)?
        } else {
            Vec::new()
        };
        if handed_out.is_empty() {
            say(&format!(
                "No checkpoints outside the database, in {}: the end of a stream, or a whole one, could be missing unseen.",
                path.display()
            ))?;
        } else {
            say(&format!("Checkpoints from {}.", path.display()))?;
        }
        let report = verify(&config.database, ATTESTED, &handed_out, &key)?;
        say(&format!(
            "{} facts in {} streams, {} checkpoints, {} facts since the last one; {} rows of records.",
            report.facts,
            report.streams,
            report.checkpoints,
            report.since_last_checkpoint,
            report.rows
        ))?;
        for finding in &report.findings {
            say(&finding.to_string())?;
        }
        if report.findings.is_empty() {
            say("Nothing is missing or changed.")
        } else {
            Err(VerbFault::Words(format!(
                "{} finding(s). Tell the data protection officer.",
                report.findings.len()
            )))
        }
    }
}

fn own_key(config: &Config) -> Result<PublicKey, VerbFault> {
    let keys = Keys::read(&config.keys_file)?;
    Ok(CheckpointKey::from_seed(keys.checkpoints.reveal())?.public())
}

/// The checkpoints of a file, a line each.
pub(super) fn parse_checkpoints(text: &str) -> Result<Vec<Checkpoint>, VerbFault> {
    (1_usize..)
        .zip(text.lines().filter(|line| !line.trim().is_empty()))
        .map(|(number, line)| {
            serde_json::from_str(line)
                .map_err(|_not_one| VerbFault::Words(format!("line {number} is no checkpoint")))
        })
        .collect()
}
