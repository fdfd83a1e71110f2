//! Stories of sessions: booked against orders, risk and whoever is taken; questioned, decided, kept.

mod changed;
mod choosing;
mod excluded;
mod flags;
mod held;
mod links;
mod orders;
mod race;
mod services;
mod slots;
mod taken;

pub use services::firm;

use std::collections::BTreeSet;

use kernel::{
    id::{PersonId, RiskId},
    time::LondonDay,
};
use kith::risk::{Content, Weighed, commands};
use law::{
    access::{Actor, Role, act},
    risk::{Control, Decision, Hazard, Impact, Likelihood, Score},
};
use serde_json::{Value, json};

use crate::{
    people::{adds as adds_person, adult, ava},
    resources::{adds, hill_house, rosa},
    support::{Answer, Person, TestHouse},
};

/// A Tuesday a week after the stories begin.
pub const DAY: &str = "2026-12-01";

/// Everything a session of Ava and her mother needs.
pub struct Stage<'h> {
    house: &'h TestHouse,
    /// Coordinator: books.
    pub asha: Person<'h>,
    /// Service manager: decides.
    pub tom: Person<'h>,
    /// Ava, under an interim care order.
    pub ava: String,
    /// Her mother, Mary.
    pub mother: String,
    /// Her mother's partner, Jay.
    pub partner: String,
    /// Hill House.
    pub venue: String,
    /// Its two rooms.
    pub rooms: [String; 2],
    /// Rosa and Milo.
    pub supervisors: [String; 2],
    /// Twice a week, 90 minutes.
    pub plan: String,
}

/// A child, its mother, and their plan.
pub struct Family {
    pub child: String,
    pub mother: String,
    pub plan: String,
}

fn actor(person: &Person<'_>, roles: &[Role]) -> Actor {
    Actor::User {
        id: person.id,
        roles: roles.iter().copied().collect(),
    }
}

fn milo() -> Value {
    let mut milo = rosa("2026-01-05");
    milo["name"] = json!("Milo Finch");
    milo["phone"] = json!("07700 900778");
    milo
}

impl<'h> Stage<'h> {
    pub fn set(house: &'h TestHouse) -> Self {
        let asha = house.coordinator();
        let tom = house.staff("Tom", &[Role::ServiceManager]);
        let ids = [ava(), adult("Mary"), adult("Jay")].map(|body| adds_person(&asha, &body));
        let [ava, mother, partner] = ids;
        let kin = format!("/api/v1/people/{ava}/relatives");
        for (relative, relationship) in [(&mother, "mother"), (&partner, "other")] {
            let kinship = json!({ "relative": relative, "relationship": relationship, "responsibility": "yes" });
            asha.api("PUT", &kin).json(&kinship).answer().expect(204);
        }
        let status = json!({ "status": "C1", "from": "2026-11-03" });
        let path = format!("/api/v1/people/{ava}/statuses");
        asha.api("POST", &path).json(&status).answer().expect(201);
        let venue = adds(&asha, "/api/v1/venues", &hill_house());
        let room = |name: &str| {
            let body = json!({ "name": name, "capacity": "8", "features": [], "in_use": true });
            adds(&asha, &format!("/api/v1/venues/{venue}/rooms"), &body)
        };
        let rooms = [room("Garden room"), room("Attic room")];
        let supervisors = [
            adds(&asha, "/api/v1/supervisors", &rosa("2026-01-05")),
            adds(&asha, "/api/v1/supervisors", &milo()),
        ];
        let plan = plan_of(house, &asha, "A", (&[&ava], &[&mother]));
        let stage = Self {
            house,
            asha,
            tom,
            ava,
            mother,
            partner,
            venue,
            rooms,
            supervisors,
            plan,
        };
        stage.assesses(
            (&stage.ava, &stage.mother),
            ("2026-11-03", "2027-01-20"),
            &[],
        );
        stage
    }

    /// Has the risk between two assessed and approved, with these controls.
    pub fn assesses(
        &self,
        (child, person): (&str, &str),
        (from, review_by): (&str, &str),
        controls: &[Control],
    ) -> RiskId {
        let (asha, tom) = (
            actor(
                &self.asha,
                &[Role::Coordinator, Role::SocialWorker, Role::TeamManager],
            ),
            actor(&self.tom, &[Role::ServiceManager]),
        );
        let (children, persons): (BTreeSet<PersonId>, BTreeSet<PersonId>) = (
            BTreeSet::from([child.parse().unwrap()]),
            BTreeSet::from([person.parse().unwrap()]),
        );
        let day = |text: &str| text.parse::<LondonDay>().unwrap();
        let scored = |likelihood, impact| Score { likelihood, impact };
        let least = scored(Likelihood::ALL[0], Impact::ALL[0]);
        // Only what is low by itself needs no control.
        let of = usize::from(!controls.is_empty()) * 2;
        let weighed = Weighed {
            before: scored(Likelihood::ALL[of], Impact::ALL[of]),
            after: least,
            text: "She shouted.".parse().unwrap(),
        };
        let content = Content {
            hazards: [(Hazard::ViolenceToChild, weighed)].into(),
            controls: controls.iter().copied().collect(),
            decision: Some(Decision::Go),
            from: Some(day(from)),
            review_by: Some(day(review_by)),
            reasons: Some("She is sorry.".parse().unwrap()),
        };
        let store = &self.house.app.store;
        let id = store
            .write::<act::AssessRisk, _>(&asha, |work| commands::begin(work, (&children, &persons)))
            .unwrap()
            .into_value()
            .id;
        store
            .write::<act::AssessRisk, _>(&asha, |work| commands::rewrite(work, (id, 1), &content))
            .unwrap()
            .into_value();
        store
            .write::<act::AssessRisk, _>(&asha, |work| commands::submit(work, (id, 2), None))
            .unwrap()
            .into_value();
        store
            .write::<act::ApproveRisk, _>(&tom, |work| commands::approve(work, (id, 3)))
            .unwrap()
            .into_value();
        id
    }

    /// Another family that may be booked.
    pub fn family(&self, mark: &str) -> Family {
        let child = json!({ "given_name": format!("Child {mark}"), "family_name": "Canary",
            "born_on": "2018-01-01", "is_child": true, "first_language": "English" });
        let child = adds_person(&self.asha, &child);
        let mother = adds_person(&self.asha, &adult("Mother"));
        let kin = json!({ "relative": mother, "relationship": "mother", "responsibility": "yes" });
        let path = format!("/api/v1/people/{child}/relatives");
        self.asha.api("PUT", &path).json(&kin).answer().expect(204);
        let path = format!("/api/v1/people/{child}/statuses");
        let status = json!({ "status": "C1", "from": "2026-11-03" });
        let asking = self.asha.api("POST", &path).json(&status);
        asking.answer().expect(201);
        self.assesses((&child, &mother), ("2026-11-03", "2027-01-20"), &[]);
        let plan = plan_of(self.house, &self.asha, mark, (&[&child], &[&mother]));
        Family {
            child,
            mother,
            plan,
        }
    }

    /// A session of the plan as the API takes it: on the day, in the first room, with Rosa.
    pub fn session(&self) -> Value {
        json!({
            "day": DAY, "from": "10:00", "to": "11:30", "children": [self.ava],
            "visitors": [self.mother], "mode": "direct", "level": "U3", "place": "centre",
            "room": self.rooms[0], "supervisors": [self.supervisors[0]]
        })
    }

    /// The session with some fields otherwise.
    pub fn but(&self, changes: &Value) -> Value {
        let mut session = self.session();
        for (key, value) in changes.as_object().unwrap() {
            session[key] = value.clone();
        }
        session
    }

    /// Asks for it.
    pub fn asks(&self, session: &Value) -> Answer {
        self.asks_for(&self.plan, session)
    }

    /// Asks for a session of another plan.
    pub fn asks_for(&self, plan: &str, session: &Value) -> Answer {
        let body = json!({ "plan": plan, "session": session });
        self.asha
            .api("POST", "/api/v1/sessions")
            .json(&body)
            .answer()
    }

    /// Books it and returns its id.
    #[track_caller]
    pub fn books(&self, session: &Value) -> String {
        let booked = self.asks(session).expect(201).json();
        booked["id"].as_str().unwrap().to_owned()
    }

    /// The record of a session as somebody sees it.
    #[track_caller]
    pub fn record(&self, id: &str) -> Value {
        let path = format!("/api/v1/sessions/{id}");
        self.asha.api("GET", &path).answer().expect(200).json()
    }

    /// What was found of a session under that code.
    #[track_caller]
    pub fn found(&self, id: &str, code: &str) -> Value {
        let record = self.record(id);
        let found = record["found"].as_array().unwrap();
        let one = found.iter().find(|one| one["reason"]["code"] == code);
        one.unwrap_or_else(|| panic!("{code} is not in {found:?}"))
            .clone()
    }

    /// Books a session with somebody who works afternoons only; returns its id and the key of what
    /// holds it: for another coordinator, or a manager, to decide.
    #[track_caller]
    pub fn books_beyond_hours(&self, plan: &str, changes: &Value) -> (String, String) {
        let mut pat = rosa("2026-01-05");
        let day = json!({ "from": "12:00", "to": "20:00" });
        pat["name"] = json!("Pat Noon");
        pat["phone"] = json!("07700 900779");
        pat["hours"] = json!({ "mon": day, "tue": day, "wed": day, "thu": day, "fri": day });
        let pat = adds(&self.asha, "/api/v1/supervisors", &pat);
        let mut session = self.but(changes);
        session["supervisors"] = json!([pat]);
        let booked = self.asks_for(plan, &session).expect(201).json();
        let id = booked["id"].as_str().unwrap().to_owned();
        let found = self.found(&id, "outside-working-hours");
        (id, found["key"].as_str().unwrap().to_owned())
    }

    /// The stage a session is in.
    #[track_caller]
    pub fn stage(&self, id: &str) -> String {
        self.record(id)["session"]["stage"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// Does something to a session at its current version.
    pub fn does(&self, who: &Person<'_>, id: &str, what: &str, body: &Value) -> Answer {
        let version = self.record(id)["session"]["version"].as_i64().unwrap();
        who.api("POST", &format!("/api/v1/sessions/{id}/{what}"))
            .header("if-match", format!("\"{version}\""))
            .json(body)
            .answer()
    }

    /// Changes a session at its current version.
    pub fn changes(&self, id: &str, session: &Value) -> Answer {
        let version = self.record(id)["session"]["version"].as_i64().unwrap();
        self.asha
            .api("PUT", &format!("/api/v1/sessions/{id}"))
            .header("if-match", format!("\"{version}\""))
            .json(session)
            .answer()
    }

    /// Publishes a session, as a rota will.
    pub fn publishes(&self, id: &str) {
        use kith::sessions::{commands as sessions, queries};
        let tom = actor(&self.tom, &[Role::ServiceManager]);
        let id: kernel::id::SessionId = id.parse().unwrap();
        let published = self
            .house
            .app
            .store
            .write::<act::ChangeSession, _>(&tom, |work| {
                sessions::claim(work, id)?;
                let (session, permit) = queries::permitted(work, id)?;
                let event = law::session::Event::Publish {
                    rota: kernel::id::RotaId::from_parts(1, 1),
                    version: 1,
                };
                let (session, _) = sessions::take_step(work, &permit, session, event)?;
                let fact = kernel::fact::Fact::about(session.id);
                Ok(work.done(fact, ()))
            });
        published.unwrap().into_value();
    }

    /// An order of the court for Ava, checked by Tom, with one rule.
    #[track_caller]
    pub fn orders(&self, text: &str, rule: &Value) -> String {
        let order = json!({ "form": "C34A", "source": "contact_order", "court": "Family Court",
            "case_number": "NW26C1", "made_on": "2026-11-03", "from": "2026-11-03", "ends": "further_order",
            "children": [self.ava], "allows": [self.mother], "text": text });
        let entered = self
            .asha
            .api("POST", "/api/v1/orders")
            .json(&order)
            .answer();
        let id = entered.expect(201).json()["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let rules = format!("/api/v1/orders/{id}/rules");
        let asking = self.asha.api("POST", &rules).header("if-match", "\"1\"");
        asking.json(rule).answer().expect(200);
        let current = crate::orders::scans(&self.asha, &id);
        let check = format!("/api/v1/orders/{id}/check");
        let asking = self.tom.api("POST", &check).header("if-match", &current);
        asking
            .json(&json!({ "compared": true }))
            .answer()
            .expect(200);
        id
    }
}

/// A plan of these children and family members, accepted.
pub fn plan_of(
    house: &TestHouse,
    worker: &Person<'_>,
    mark: &str,
    (children, visitors): (&[&String], &[&String]),
) -> String {
    let pad = |prefix: &str| format!("{prefix}_01J0000000000000000000000{mark}");
    let (referral, plan) = (pad("ref"), pad("pln"));
    house.has_accepted(referral.parse().unwrap(), worker, plan.parse().unwrap());
    let worker = worker.id;
    house.sql(&format!(
        "insert into contact_plan (id, referral_id, social_worker, state, times, per, minutes, mode, level, place,
           bringing, returning_by, recording, from_day, review_by, basis, agreed, agency_allows, created_at, version)
         values ('{plan}', '{referral}', '{worker}', 'active', 2, 'week', 90, 'direct', 'U3', 'centre',
           'carer', 'carer', 'full', '2026-11-03', '2027-01-31', 'care_plan', 'signed', false, 0, 1);"
    ));
    for (part, persons) in [("child", children), ("visitor", visitors)] {
        for person in persons {
            house.sql(&format!(
                "insert into plan_person (plan_id, person_id, part) values ('{plan}', '{person}', '{part}')"
            ));
        }
    }
    house.has_referred(plan.parse().unwrap());
    plan
}

/// The codes of the reasons of a refusal.
pub fn codes(answer: &Answer) -> Vec<String> {
    let reasons = answer.json()["reasons"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    reasons
        .iter()
        .map(|reason| reason["code"].as_str().unwrap().to_owned())
        .collect()
}
