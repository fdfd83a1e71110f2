//! `kith user`.

use std::io::BufRead;

use clap::{Subcommand, builder::PossibleValuesParser};
use kernel::{
    refusal::Refused,
    text::{Email, Name, TextFault},
};
use law::access::{Actor, Role, act};

use super::{VerbFault, app, say, system};
use crate::{
    access::{NewAccount, commands, rules},
    app::App,
};

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
        /// A team, which is made if there is none of this name; may be given several times. A team
        /// manager answers for the children of the social workers who are in the same team.
        #[arg(long = "team")]
        teams: Vec<String>,
    },
    /// Put an account into a team, which is made if there is none of this name.
    Join {
        /// The address of the account.
        #[arg(long)]
        email: String,
        /// What the team is called.
        #[arg(long = "team", required = true)]
        teams: Vec<String>,
    },
}

fn roles() -> PossibleValuesParser {
    PossibleValuesParser::new(Role::ALL.iter().map(Role::as_str))
}

fn wrong(what: &str) -> impl FnOnce(TextFault) -> VerbFault {
    let what = what.to_owned();
    move |fault| VerbFault::Words(format!("{what} {fault}"))
}

fn email_of(text: &str) -> Result<Email, VerbFault> {
    text.parse().map_err(wrong("--email"))
}

fn teams_of(texts: &[String]) -> Result<Vec<Name>, VerbFault> {
    let names = texts.iter().map(|text| text.parse());
    names.collect::<Result<_, _>>().map_err(wrong("--team"))
}

impl User {
    pub(super) fn carry_out(self) -> Result<(), VerbFault> {
        match self {
            Self::Add {
                email,
                name,
                roles,
                teams,
            } => {
                let (email, teams) = (email_of(&email)?, teams_of(&teams)?);
                let name = name.parse().map_err(wrong("--name"))?;
                let app = add(email.clone(), name, &roles)?;
                join(&app, &email, &teams)
            }
            Self::Join { email, teams } => {
                let (email, teams) = (email_of(&email)?, teams_of(&teams)?);
                join(&app()?.1, &email, &teams)
            }
        }
    }
}

/// Adds the account; nothing is read from standard input before everything else is known to be right.
fn add(email: Email, name: Name, roles: &[String]) -> Result<App, VerbFault> {
    let roles = roles.iter().map(|role| role.parse::<Role>());
    let roles = roles.collect::<Result<_, _>>().map_err(|_not_one| {
        let known: Vec<&str> = Role::ALL.iter().map(Role::as_str).collect();
        VerbFault::Words(format!("--role is one of: {}", known.join(", ")))
    })?;
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(system("reading the password"))?;
    let password = line.trim_end_matches(['\r', '\n']);
    rules::check_password(password, &[email.as_str(), name.as_str()])?;
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
    say(&format!("added {id}"))?;
    Ok(app)
}

/// Puts the account into each team, and says which had to be made: a name typed wrongly makes one too.
fn join(app: &App, email: &Email, teams: &[Name]) -> Result<(), VerbFault> {
    for team in teams {
        let made = app
            .store
            .write::<act::KeepTeams, _>(&Actor::System, |work| {
                commands::join_by_name(work, team, email)
            })
            .map_err(|refused| match refused {
                Refused::Hidden => {
                    VerbFault::Words("There is no account with this address.".to_owned())
                }
                other => other.into(),
            })?
            .into_value();
        say(&if made {
            format!("made the team {team}, with {email} in it")
        } else {
            format!("{email} is in the team {team}")
        })?;
    }
    Ok(())
}
