//! `kith demo`.

use std::{io::Write, path::PathBuf};

use clap::Args;
use kernel::time::Instant;
use serde::Serialize;

use super::{VerbFault, run::serve_app, say, system};
use crate::{
    config::Config,
    demo::{DemoFault, Login, PASSWORD, Size, Wanted, logins, prepare},
    storage::Backend,
};

#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Print one line of JSON once ready: the address and one sign-in per role.
    #[arg(long)]
    json: bool,
    /// The time of the demo, such as 2026-11-24T08:20:00Z; where it stood last unless given.
    #[arg(long)]
    now: Option<String>,
    /// How large: small (unless given), or county for measuring under load.
    #[arg(long)]
    size: Option<String>,
}

#[derive(Serialize)]
struct Ready<'a> {
    url: String,
    logins: &'a [Login],
}

impl From<DemoFault> for VerbFault {
    fn from(fault: DemoFault) -> Self {
        match fault {
            DemoFault::Refused(refused) => refused.into(),
            DemoFault::Keys(fault) => fault.into(),
            other => Self::Words(other.to_string()),
        }
    }
}

impl Demo {
    pub(super) fn carry_out(self) -> Result<(), VerbFault> {
        let wanted = self.wanted()?;
        let config = config()?;
        let app = prepare(&config, &wanted)?;
        let logins = logins();
        serve_app(&config, &app, true, || {
            let url = config.origin();
            if self.json {
                let ready = Ready {
                    url,
                    logins: &logins,
                };
                let line = serde_json::to_string(&ready)
                    .map_err(|cause| VerbFault::Words(cause.to_string()))?;
                say(&line)?;
            } else {
                tell(&url, &logins)?;
            }
            std::io::stdout().flush().map_err(system("printing"))
        })
    }

    fn wanted(&self) -> Result<Wanted, VerbFault> {
        let size = self.size.as_deref().map(str::parse::<Size>).transpose();
        let size =
            size.map_err(|_unread| VerbFault::Words("--size is small or county".to_owned()))?;
        let now = self.now.as_deref().map(str::parse::<Instant>).transpose();
        let now = now.map_err(|_unread| {
            VerbFault::Words("--now is a moment in UTC such as 2026-11-24T08:20:00Z".to_owned())
        })?;
        Ok(Wanted { size, now })
    }
}

/// The configuration, with a database of the demo's own, and keys and checkpoints beside it.
fn config() -> Result<Config, VerbFault> {
    let defaults = |keys: &str, checkpoints: &str| {
        Config::from_environment(&[
            ("KITH_DATABASE_URL", "sqlite:./kith-demo.db"),
            ("KITH_SERVICE_NAME", "Merrowby Contact Service"),
            ("KITH_KEYS_FILE", keys),
            ("KITH_CHECKPOINT_FILE", checkpoints),
        ])
    };
    let (keys, checkpoints) = ("./kith-demo-keys.json", "./kith-demo-checkpoints.jsonl");
    let config = defaults(keys, checkpoints)?;
    let Backend::Sqlite(database) = &config.database else {
        return Ok(config);
    };
    let beside = |name: &str| {
        let path = PathBuf::from(database).with_file_name(name);
        path.display().to_string()
    };
    Ok(defaults(&beside(keys), &beside(checkpoints))?)
}

fn tell(url: &str, logins: &[Login]) -> Result<(), VerbFault> {
    say(&format!("Kith's demo is at {url}"))?;
    say("")?;
    for login in logins {
        say(&format!(
            "  {:<30} {:<20} {}",
            login.role.label(),
            login.name,
            login.email
        ))?;
    }
    say("")?;
    say(&format!("All sign in with the password: {PASSWORD}"))
}
