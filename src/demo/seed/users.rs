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

/// Supervisors of a county beside the fixed ones.
const MORE_SUPERVISORS: usize = 48;

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
    of_team(0, hand("leila.haydar", "Leila Haydar", Role::SocialWorker)),
    of_team(1, hand("samuel.brook", "Samuel Brook", Role::SocialWorker)),
    of_team(1, hand("ewan.muir", "Ewan Muir", Role::SocialWorker)),
    hand("rosa.osei", "Rosa Osei", Role::Supervisor),
    hand("gwen.hughes", "Gwen Hughes", Role::Supervisor),
    hand("imran.sheikh", "Imran Sheikh", Role::Supervisor),
    hand("lucy.tran", "Lucy Tran", Role::Supervisor),
    hand("seun.bello", "Seun Bello", Role::Supervisor),
    hand("marta.nowak", "Marta Nowak", Role::Supervisor),
    hand("ben.archer", "Ben Archer", Role::Supervisor),
    hand("farah.aziz", "Farah Aziz", Role::Supervisor),
    hand("neil.cooper", "Neil Cooper", Role::Supervisor),
    hand("judith.lamb", "Judith Lamb", Role::Supervisor),
    hand("carl.whitby", "Carl Whitby", Role::Supervisor),
    hand("yvonne.grant", "Yvonne Grant", Role::Supervisor),
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

/// Somebody of the staff, with their account.
struct Hired {
    key: String,
    name: String,
    id: UserId,
    role: Role,
    team: Option<usize>,
}

/// Those who work there, with their accounts.
pub(super) struct Staff(Vec<Hired>);

impl Staff {
    /// Adds the accounts and the teams; in a county, more social workers and supervisors.
    pub(super) fn hire(seed: &Seed<'_>, size: Size) -> Result<Self, Refused> {
        seed.days_ago(FOUNDED)?;
        // Hashing is slow on purpose: once is enough for a password that everybody knows.
        let password_hash = password::hash(PASSWORD)?;
        let mut teams = Vec::new();
        for name in TEAMS {
            let name = name.parse().map_err(wrong_text)?;
            teams.push(
                seed.does::<act::KeepTeams, _>(&Actor::System, |work| add_team(work, &name))?,
            );
        }
        let mut staff = Self(Vec::new());
        for hand in CAST {
            let id = staff.take_on(seed, hand, (hand.key, hand.name), &password_hash)?;
            if let Some(team) = hand.team.and_then(|at| teams.get(at)) {
                seed.does::<act::KeepTeams, _>(&Actor::System, |work| join_team(work, *team, id))?;
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
        hand: &Hand,
        (key, name): (&str, &str),
        password_hash: &str,
    ) -> Result<UserId, Refused> {
        let new = NewAccount {
            email: address(key).parse().map_err(wrong_text)?,
            name: name.parse().map_err(wrong_text)?,
            roles: [hand.role].into(),
            password_hash: password_hash.to_owned(),
        };
        let id = seed.does::<act::AddUser, _>(&Actor::System, |work| add_user(work, &new))?;
        self.0.push(Hired {
            key: key.to_owned(),
            name: name.to_owned(),
            id,
            role: hand.role,
            team: hand.team,
        });
        Ok(id)
    }

    /// Twenty social workers and as many supervisors as a county's rota asks for.
    fn take_on_more(&mut self, seed: &Seed<'_>, password_hash: &str) -> Result<(), Refused> {
        let given = || names::MOTHERS.iter().chain(names::FATHERS);
        let of = |role| hand("", "", role);
        let workers = given().zip(names::FAMILIES).take(20);
        let workers = workers.map(|pair| (pair, of(Role::SocialWorker)));
        let supervisors = given()
            .chain(names::CHILDREN)
            .zip(names::FAMILIES.iter().rev().cycle())
            .take(MORE_SUPERVISORS);
        let supervisors = supervisors.map(|pair| (pair, of(Role::Supervisor)));
        for ((given, family), hand) in workers.chain(supervisors) {
            let (key, name) = (format!("{given}.{family}"), format!("{given} {family}"));
            self.take_on(seed, &hand, (&key.to_lowercase(), &name), password_hash)?;
        }
        Ok(())
    }

    fn hired(&self, key: &str) -> Result<&Hired, Refused> {
        let hired = self.0.iter().find(|hired| hired.key == key);
        hired.ok_or_else(|| Refused::broken(format!("looking for {key} in the cast")))
    }

    /// The account of somebody of the cast.
    pub(super) fn id(&self, key: &str) -> Result<UserId, Refused> {
        Ok(self.hired(key)?.id)
    }

    /// Whoever has this account, as one who acts.
    pub(super) fn actor_of(&self, id: UserId) -> Result<Actor, Refused> {
        let hired = self.0.iter().find(|hired| hired.id == id);
        let missing = || Refused::broken("looking for an account of the demo");
        Ok(hired.ok_or_else(missing)?.actor())
    }

    /// Somebody of the cast, as one who acts.
    pub(super) fn actor(&self, key: &str) -> Result<Actor, Refused> {
        self.hired(key).map(Hired::actor)
    }

    /// Who decides on what this social worker writes: the manager of their team, or where they are
    /// in none, `otherwise`.
    pub(super) fn manager_of(&self, worker: &str, otherwise: &str) -> Result<Actor, Refused> {
        let team = self.hired(worker)?.team;
        let leads = |hired: &&Hired| hired.role == Role::TeamManager && hired.team == team;
        let manager = self.0.iter().find(leads).filter(|_| team.is_some());
        manager.map_or_else(|| self.actor(otherwise), |manager| Ok(manager.actor()))
    }

    /// The social workers.
    pub(super) fn social_workers(&self) -> Vec<String> {
        let workers = self.of(Role::SocialWorker);
        workers.map(|worker| worker.key.clone()).collect()
    }

    /// The supervisors with their accounts: by which the rest calls them, and what people do.
    pub(super) fn supervisors(&self) -> Vec<(String, String, UserId)> {
        let supervisors = self.of(Role::Supervisor);
        supervisors
            .map(|one| (one.key.clone(), one.name.clone(), one.id))
            .collect()
    }

    fn of(&self, role: Role) -> impl Iterator<Item = &Hired> {
        self.0.iter().filter(move |hired| hired.role == role)
    }
}

impl Hired {
    fn actor(&self) -> Actor {
        Actor::User {
            id: self.id,
            roles: [self.role].into(),
        }
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
        assert!(crate::access::rules::check_password(PASSWORD, &[]).is_ok());
    }
}
