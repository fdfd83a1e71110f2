//! The ten scripts that a service must be able to go through, told once each from beginning to end:
//! over the API where an operation has one, on pages and links where people only have those.

mod does_not_run;
mod order;
mod privacy;
mod refer;
mod risk;
mod rota;
mod runs;
mod sickness;
mod tell;
mod triage;

use kernel::text::Name;
use kith::access::commands::{add_team, join_team};
use law::access::{Actor, Role, act};
use serde_json::{Value, json};

use crate::{
    notifications::household,
    observations::{Held, links},
    resources::{adds, confirmed},
    sessions::{Stage, firm},
    support::{MailServer, Person, Received, TestHouse},
};

/// The Monday of the week in which every story begins.
pub const THIS_WEEK: &str = "2026-11-23";

/// Ava's service: her mother and her plan, twice a week, with everybody who is told of her sessions.
pub struct Service<'h> {
    pub house: &'h TestHouse,
    pub stage: Stage<'h>,
    /// Her social worker.
    pub priya: Person<'h>,
    /// A supervisor, with an account.
    pub milo: Person<'h>,
    /// The household she lives with.
    pub fern: String,
    /// The firm that drives her.
    pub taxi: String,
}

impl<'h> Service<'h> {
    /// Everybody has an address at which all is well: `ok.` and what they are called.
    pub fn opens(house: &'h TestHouse, server: &MailServer) -> Self {
        let stage = Stage::set(house);
        waits_for_nobody(&stage.tom);
        let priya = house.social_worker("Priya");
        let milo = house.staff("Milo", &[Role::Supervisor]);
        links(&stage, 1, &milo);
        for (person, name) in [(&priya, "ok.priya"), (&milo, "ok.milo")] {
            // They sign in by the address they have now.
            person.browser();
            person.tokens();
            house.writes_to(person, &server.at(name));
        }
        let (plan, child) = (&stage.plan, &stage.ava);
        house.sql(&format!(
            "insert into caseload values ('{0}', '{child}', 'own', 0);
             update contact_plan set social_worker = '{0}', bringing = 'taxi', returning_by = 'taxi'
               where id = '{plan}'",
            priya.id
        ));
        let fern = household(&stage.asha, &server.at("ok.fern"));
        lives_with(&stage.asha, child, &fern, "2026-11-03");
        let at = json!({ "phone": "07700 900111", "email": server.at("ok.mother") });
        let whereabouts = format!("/api/v1/people/{}/whereabouts", stage.mother);
        let asking = stage.asha.api("PUT", &whereabouts);
        let asking = asking.header("if-match", "\"1\"").json(&at);
        asking.answer().expect(204);
        let mut taxi = firm("2");
        taxi["contact"]["email"] = server.at("ok.taxi").into();
        let taxi = adds(&stage.asha, "/api/v1/providers", &taxi);
        confirmed(house, &taxi);
        Self {
            house,
            stage,
            priya,
            milo,
            fern,
            taxi,
        }
    }

    /// Ava's session, driven and held by Milo.
    pub fn session(&self, (day, from, to): (&str, &str, &str)) -> Value {
        let milo = &self.stage.supervisors[1];
        let changes =
            json!({ "day": day, "from": from, "to": to, "taxi": self.taxi, "supervisors": [milo] });
        self.stage.but(&changes)
    }

    /// A session of the service as Milo holds it, and Ava's social worker.
    pub fn held_by_milo(self, session: String) -> (Held<'h>, Person<'h>) {
        let held = Held {
            house: self.house,
            stage: self.stage,
            milo: self.milo,
            session,
            household: self.fern,
        };
        (held, self.priya)
    }
}

/// A child goes to live with a household.
#[track_caller]
pub fn lives_with(asha: &Person<'_>, child: &str, household: &str, from: &str) {
    let placed = json!({ "household": household, "from": from });
    let path = format!("/api/v1/people/{child}/placements");
    asha.api("POST", &path).json(&placed).answer().expect(201);
}

/// The manager of the team in which this social worker is.
pub fn team_manager<'h>(house: &'h TestHouse, worker: &Person<'_>) -> Person<'h> {
    let tom = house.staff("Tom", &[Role::TeamManager]);
    let store = &house.app.store;
    let name: Name = "Children in care".parse().unwrap();
    let team = store
        .write::<act::KeepTeams, _>(&Actor::System, |work| add_team(work, &name))
        .unwrap()
        .into_value();
    for member in [worker.id, tom.id] {
        let joined =
            store.write::<act::KeepTeams, _>(&Actor::System, |work| join_team(work, team, member));
        joined.unwrap().into_value();
    }
    tom
}

/// The document of a week, with its `ETag`.
#[track_caller]
pub fn week(reader: &Person<'_>, monday: &str) -> (Value, String) {
    let path = format!("/api/v1/rotas/{monday}/week");
    let answer = reader.api("GET", &path).answer().expect(200);
    (answer.json(), answer.header("etag").unwrap().to_owned())
}

/// Publishes a week as it stands, with a reason for each family that is left behind.
#[track_caller]
pub fn publishes(asha: &Person<'_>, monday: &str) -> Value {
    let (document, seen) = week(asha, monday);
    let concerns = document["concerns"].as_array().unwrap().iter();
    let reading =
        |about: &Value| json!({ "about": about, "reason": "The rest is made up for next week." });
    let readings: Vec<Value> = concerns.map(reading).collect();
    let path = format!("/api/v1/rotas/{monday}/publish");
    let asking = asha.api("POST", &path).header("if-match", seen);
    let body = json!({ "readings": readings });
    asking.json(&body).answer().expect(200).json()
}

/// The worker's turn comes.
pub fn delivers(house: &TestHouse) {
    house.app.deliver_notices().unwrap();
}

/// Messages do not wait for one another: an access token of the story lives longer than its wait.
fn waits_for_nobody(tom: &Person<'_>) {
    let before = tom.api("GET", "/api/v1/settings").answer().expect(200);
    let mut settings = before.json()["settings"].clone();
    settings["notice_wait_minutes"] = "0".into();
    settings["reason"] = "How the service begins.".into();
    let asking = tom.api("PUT", "/api/v1/settings");
    let asking = asking.header("if-match", before.header("etag").unwrap());
    asking.json(&settings).answer().expect(200);
}

/// The last message to somebody.
#[track_caller]
pub fn last(server: &MailServer, name: &str) -> Received {
    let last = server.took_for(name).pop();
    last.unwrap_or_else(|| panic!("nothing came to {name}"))
}
