//! The staff of the invented service: the fixed cast, one of each role and a few more.

use kernel::{id::UserId, refusal::Refused, text::TextFault};
use law::access::{Actor, Role, act};
use serde::Serialize;

use super::{Seed, names};
use crate::{
    access::{
        NewAccount,
        commands::{add_team, add_user, join_team, password},
    },
    demo::Size,
};

/// The password of everybody in the demo. No secret: nobody in it is real.
pub const PASSWORD: &str = "merrowby-family-time";

/// How long before the opening of the demo the service began.
const FOUNDED: i64 = 300;

/// The teams.
const TEAMS: &[&str] = &["Children in Care North", "Children in Care South"];

/// Somebody who works there.
struct Hand {
    /// First part of the address, by which the rest of the filling calls them.
    key: &'static str,
    name: &'static str,
    role: Role,
    /// Place of their team in [`TEAMS`].
    team: Option<usize>,
}

const fn hand(key: &'static str, name: &'static str, role: Role) -> Hand {
    Hand {
        key,
        name,
        role,
        team: None,
    }
}

const fn of_team(team: usize, hand: Hand) -> Hand {
    Hand {
        team: Some(team),
        ..hand
    }
}

/// The cast. The first of each role is the one the console names.
const CAST: &[Hand] = &[
    of_team(0, hand("priya.nair", "Priya Nair", Role::SocialWorker)),
    of_team(0, hand("tom.adeyemi", "Tom Adeyemi", Role::TeamManager)),
    hand("asha.kaur", "Asha Kaur", Role::Coordinator),
    hand("milo.lane", "Milo Lane", Role::Supervisor),
    hand("ruth.bell", "Ruth Bell", Role::ServiceManager),
    hand("daniel.frost", "Daniel Frost", Role::Legal),
    hand("imogen.shaw", "Imogen Shaw", Role::Iro),
    hand("stephen.clarke", "Stephen Clarke", Role::Guardian),
    hand("dee.marlow", "Dee Marlow", Role::Dpo),
    hand("owen.pike", "Owen Pike", Role::Auditor),
    hand("lena.hart", "Lena Hart", Role::Administrator),
    of_team(0, hand("grace.okafor", "Grace Okafor", Role::SocialWorker)),
    of_team(1, hand("callum.reid", "Callum Reid", Role::SocialWorker)),
    of_team(1, hand("helen.marsh", "Helen Marsh", Role::TeamManager)),
    hand("rosa.osei", "Rosa Osei", Role::Supervisor),
    // A coordinator sees every child of the service; she is an aunt of Ava and Noah.
    hand("nadia.quill", "Nadia Quill", Role::Coordinator),
];

fn address(key: &str) -> String {
    format!("{key}@merrowby.example.org")
}

/// A sign-in of the demo.
#[derive(Debug, Clone, Serialize)]
pub struct Login {
    /// The role.
    pub role: Role,
    /// The address to sign in with.
    pub email: String,
    /// The password.
    pub password: &'static str,
    /// Who it is.
    pub name: &'static str,
}

/// One sign-in per role.
pub fn logins() -> Vec<Login> {
    let first = |role: &Role| CAST.iter().find(|hand| hand.role == *role);
    let login = |hand: &Hand| Login {
        role: hand.role,
        email: address(hand.key),
        password: PASSWORD,
        name: hand.name,
    };
    Role::ALL.iter().filter_map(first).map(login).collect()
}

/// Those who work there, with their accounts.
pub(super) struct Staff {
    hired: Vec<(String, UserId, Role)>,
}

impl Staff {
    /// Adds the accounts and the teams; in a county, more social workers.
    pub(super) fn hire(seed: &Seed<'_>, size: Size) -> Result<Self, Refused> {
        seed.days_ago(FOUNDED)?;
        // Hashing is slow on purpose: once is enough for a password that everybody knows.
        let password_hash = password::hash(PASSWORD)?;
        let mut teams = Vec::new();
        for name in TEAMS {
            let name = name.parse().map_err(wrong_text)?;
            let added = seed
                .store
                .write::<act::KeepTeams, _>(&Actor::System, |work| add_team(work, &name))?;
            teams.push(added.into_value());
        }
        let mut staff = Self { hired: Vec::new() };
        for hand in CAST {
            let id = staff.take_on(seed, (hand.key, hand.name, hand.role), &password_hash)?;
            if let Some(team) = hand.team.and_then(|at| teams.get(at)) {
                let joined = seed
                    .store
                    .write::<act::KeepTeams, _>(&Actor::System, |work| {
                        join_team(work, *team, id)
                    })?;
                joined.into_value();
            }
        }
        if size == Size::County {
            staff.take_on_more(seed, &password_hash)?;
        }
        Ok(staff)
    }

    fn take_on(
        &mut self,
        seed: &Seed<'_>,
        (key, name, role): (&str, &str, Role),
        password_hash: &str,
    ) -> Result<UserId, Refused> {
        let new = NewAccount {
            email: address(key).parse().map_err(wrong_text)?,
            name: name.parse().map_err(wrong_text)?,
            roles: [role].into(),
            password_hash: password_hash.to_owned(),
        };
        let added = seed
            .store
            .write::<act::AddUser, _>(&Actor::System, |work| add_user(work, &new))?;
        let id = added.into_value();
        self.hired.push((key.to_owned(), id, role));
        Ok(id)
    }

    fn take_on_more(&mut self, seed: &Seed<'_>, password_hash: &str) -> Result<(), Refused> {
        let given = names::MOTHERS.iter().chain(names::FATHERS);
        for (given, family) in given.zip(names::FAMILIES).take(20) {
            let (key, name) = (format!("{given}.{family}"), format!("{given} {family}"));
            let key = key.to_lowercase();
            self.take_on(seed, (&key, &name, Role::SocialWorker), password_hash)?;
        }
        Ok(())
    }

    /// The account of somebody of the cast.
    pub(super) fn id(&self, key: &str) -> Result<UserId, Refused> {
        let hired = self.hired.iter().find(|(known, ..)| known == key);
        hired
            .map(|(_, id, _)| *id)
            .ok_or_else(|| Refused::broken(format!("looking for {key} in the cast")))
    }

    /// Somebody of the cast, as one who acts.
    pub(super) fn actor(&self, key: &str) -> Result<Actor, Refused> {
        let id = self.id(key)?;
        let roles = self.hired.iter().filter(|(_, known, _)| *known == id);
        Ok(Actor::User {
            id,
            roles: roles.map(|(.., role)| *role).collect(),
        })
    }

    /// The social workers.
    pub(super) fn social_workers(&self) -> Vec<String> {
        let workers = self.hired.iter();
        let workers = workers.filter(|(.., role)| *role == Role::SocialWorker);
        workers.map(|(key, ..)| key.clone()).collect()
    }
}

/// A text of the seed that the house would not take.
pub(super) fn wrong_text(fault: TextFault) -> Refused {
    Refused::fault("reading a text of the demo", fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_one_sign_in() {
        let roles: Vec<Role> = logins().iter().map(|login| login.role).collect();
        assert_eq!(roles, Role::ALL);
    }

    #[test]
    fn the_password_of_the_demo_would_be_taken_from_a_person() {
        assert!(crate::access::rules::check_password(PASSWORD).is_ok());
    }
}
