//! `kith user`.

use std::io::BufRead;

use clap::{Subcommand, builder::PossibleValuesParser};
use kernel::{
    refusal::Refused,
    text::{Email, Name, TextFault},
};
use law::access::{Actor, Role, act};

use super::{VerbFault, app, say, system};
use crate::access::{NewAccount, commands, rules};

#[derive(Debug, Subcommand)]
pub(super) enum User {
    /// Add an account. The password is read from standard input, one line.
    Add {
        /// The address to sign in with.
        #[arg(long)]
        email: String,
        /// The person's name.
        #[arg(long)]
        name: String,
        /// A role; may be given several times.
        #[arg(long = "role", required = true, value_parser = roles())]
        roles: Vec<String>,
    },
}

fn roles() -> PossibleValuesParser {
    PossibleValuesParser::new(Role::ALL.iter().map(Role::as_str))
}

fn wrong(what: &str) -> impl FnOnce(TextFault) -> VerbFault {
    let what = what.to_owned();
    move |fault| VerbFault::Words(format!("{what} {fault}"))
}

impl User {
    pub(super) fn carry_out(self) -> Result<(), VerbFault> {
        let Self::Add { email, name, roles } = self;
        let email: Email = email.parse().map_err(wrong("--email"))?;
        let name: Name = name.parse().map_err(wrong("--name"))?;
        let roles = roles
            .iter()
            .map(|role| role.parse::<Role>())
            .collect::<Result<_, _>>()
            .map_err(|_not_one| {
                let known: Vec<&str> = Role::ALL.iter().map(Role::as_str).collect();
                VerbFault::Words(format!("--role is one of: {}", known.join(", ")))
            })?;
        let mut line = String::new();
        std::io::stdin()
            .lock()
            .read_line(&mut line)
            .map_err(system("reading the password"))?;
        let password = line.trim_end_matches(['\r', '\n']);
        rules::check_password(password)?;
        let new = NewAccount {
            email,
            name,
            roles,
            password_hash: commands::password::hash(password)?,
        };
        let (_, app) = app()?;
        let id = app
            .store
            .write::<act::AddUser, _>(&Actor::System, |work| commands::add_user(work, &new))
            .map_err(|refused| match refused {
                Refused::Rule { .. } => {
                    VerbFault::Words("There is an account with this address.".to_owned())
                }
                other => other.into(),
            })?
            .into_value();
        say(&format!("added {id}"))
    }
}
