//! A family with everybody who is told of its sessions.

use std::{cell::Cell, time::Duration};

use kernel::{
    change::{Change, SessionNews},
    fact::Fact,
    id::{PlanId, ReferralId, SessionId},
    refusal::Refused,
    time::Slot,
};
use kith::sessions::{
    commands::{claim, take_step},
    queries::permitted,
};
use law::{
    access::{Actor, Role, act},
    session::{Booking, Event, NotHeld, Stage},
};
use serde_json::{Value, json};

use crate::support::{MailServer, Person, TestHouse};

/// A family, its carer, its social worker, and who helps.
pub struct Scene<'h> {
    pub house: &'h TestHouse,
    pub clerk: Person<'h>,
    pub worker: Person<'h>,
    pub child: String,
    pub mother: String,
    pub taxi: String,
    pub interpreter: String,
    pub supervisor: String,
    pub venue: String,
    plan: PlanId,
    number: Cell<u32>,
}

/// The names and places that no message may hold.
pub const SECRETS: &[&str] = &[
    "Potter", "Canary", "ZZ99", "07700", "Fernley", "Marsh", "Jo ", "Mary", "order", "risk",
    "court", "violence",
];

pub fn adds(person: &Person<'_>, path: &str, body: &Value) -> String {
    let added = person.api("POST", path).json(body).answer().expect(201);
    added.json()["id"].as_str().unwrap().to_owned()
}

impl<'h> Scene<'h> {
    /// Everybody has an address at which all is well.
    pub fn new(house: &'h TestHouse, server: &MailServer) -> Self {
        Self::with(house, server, "Ava", "Hill House")
    }

    /// The same, with a child and a venue of these names.
    pub fn with(house: &'h TestHouse, server: &MailServer, child: &str, venue: &str) -> Self {
        let clerk = house.staff("Asha", &[Role::Coordinator, Role::ServiceManager]);
        let mut worker = house.social_worker("Priya");
        worker.email = server.at("ok.worker");
        house.writes_to(&worker, &worker.email);
        let person = |name: &str, is_child: bool, email: &str| {
            json!({ "given_name": name, "family_name": "Potter", "is_child": is_child,
                "born_on": "2019-04-30", "first_language": "English",
                "contact": { "phone": "07700 900111", "email": email,
                    "address": "1 Canary Street", "postcode": "ZZ99 1CH" } })
        };
        let child = adds(&clerk, "/api/v1/people", &person(child, true, ""));
        let mother = person("Mary", false, &server.at("ok.mother"));
        let mother = adds(&clerk, "/api/v1/people", &mother);
        let home = household(&clerk, &server.at("ok.carer"));
        let placed = json!({ "household": home, "from": "2026-11-01" });
        adds(
            &clerk,
            &format!("/api/v1/people/{child}/placements"),
            &placed,
        );
        let firm = |kind: &str, email: String| {
            json!({ "name": format!("Swift {}", kind.len()), "kind": kind,
                "contact": { "email": email, "phone": "01632 960100" } })
        };
        let taxi = firm("taxi_firm", server.at("ok.taxi"));
        let taxi = adds(&clerk, "/api/v1/providers", &taxi);
        let interpreter = firm("interpreter_service", server.at("ok.interpreter"));
        let interpreter = adds(&clerk, "/api/v1/providers", &interpreter);
        for service in [&taxi, &interpreter] {
            crate::resources::confirmed(house, service);
        }
        let rosa = house.staff("Rosa", &[Role::Supervisor]);
        house.writes_to(&rosa, &server.at("ok.rosa"));
        let supervisor = json!({ "name": "Rosa Marsh", "contract_hours": "37", "in_use": true,
            "user": rosa.id, "phone": "07700 900777" });
        let supervisor = adds(&clerk, "/api/v1/supervisors", &supervisor);
        let venue = json!({ "name": venue, "kind": "centre", "cleaning_minutes": "15", "directions": "Behind the library",
            "contact": { "address": "3 Canary Street", "postcode": "ZZ99 3HH" } });
        let venue = adds(&clerk, "/api/v1/venues", &venue);
        let scene = Self {
            plan: PlanId::mint(0).unwrap(),
            house,
            clerk,
            worker,
            child,
            mother,
            taxi,
            interpreter,
            supervisor,
            venue,
            number: Cell::new(0),
        };
        scene.makes_the_plan();
        scene
    }

    fn makes_the_plan(&self) {
        let (referral, worker, plan) = (ReferralId::mint(0).unwrap(), self.worker.id, self.plan);
        let (child, mother) = (&self.child, &self.mother);
        self.house.has_accepted(referral, &self.worker, plan);
        self.house.sql(&format!(
            "insert into caseload values ('{worker}', '{child}', 'own', 0);
             insert into kinship values ('{child}', '{mother}', 'mother', 'yes');
             insert into contact_plan (id, referral_id, social_worker, state, times, per, minutes,
                mode, level, place, bringing, returning_by, recording, interpreter, from_day,
                review_by, basis, agreed, agency_allows, created_at, version)
               values ('{plan}', '{referral}', '{worker}', 'active', 1, 'week', 90, 'direct', 'U2',
                'centre', 'supervisor', 'supervisor', 'full', 'Polish', '2026-11-01', '2027-01-31',
                'order', 'no', false, 0, 1);
             insert into plan_person values ('{plan}', '{child}', 'child'),
                ('{plan}', '{mother}', 'visitor')"
        ));
        self.house.has_referred(plan);
    }

    /// Plans a session with everybody, from 10:00 to 11:30.
    pub fn plans(&self, day: &str) -> SessionId {
        let others = [
            (self.mother.as_str(), "visitor"),
            (self.supervisor.as_str(), "supervisor"),
            (self.taxi.as_str(), "taxi"),
            (self.interpreter.as_str(), "interpreter"),
        ];
        self.plans_with(day, &others)
    }

    /// Plans a session of the child with these.
    pub fn plans_with(&self, day: &str, others: &[(&str, &str)]) -> SessionId {
        let number = self.number.get();
        self.number.set(number + 1);
        let id = SessionId::from_parts(1, u128::from(number) + 0x0F00_0000);
        let slot = slot(day, "10:00", "11:30");
        let (from, until) = (slot.starts().millis(), slot.ends().millis());
        let body = serde_json::to_string(&Stage::Planned(Booking { slot })).unwrap();
        let (plan, venue) = (self.plan, &self.venue);
        self.house.sql(&format!(
            "insert into session (id, plan_id, stage, body, day, starts_at, ends_at, mode, level,
                place, venue_id, told, sequence, booked_at, version)
             values ('{id}', '{plan}', 'planned', '{body}', '{day}', {from}, {until}, 'direct', 'U2',
                'centre', '{venue}', false, 0, 0, 1)"
        ));
        let child = [(self.child.as_str(), "child")];
        for (resource, part) in child.iter().chain(others) {
            self.house.sql(&format!(
                "insert into occupation values ('{id}', '{resource}', '{part}', {from}, {until}, true)"
            ));
        }
        id
    }

    /// Something happens to a session.
    pub fn happens(&self, session: SessionId, event: Event) {
        let done = self
            .house
            .app
            .store
            .write::<act::ChangeSession, _>(&Actor::System, |work| {
                claim(work, session)?;
                let (found, permit) = permitted(work, session)?;
                let child = *found.children.first().ok_or(Refused::Hidden)?;
                take_step(work, &permit, found, event)?;
                Ok(work.done(Fact::about_person(child), ()))
            });
        done.unwrap().into_value();
    }

    /// A session is changed without being moved, as the coordinator's form does.
    pub fn changes(&self, session: SessionId, sql: &str) {
        self.house.sql(sql);
        let store = &self.house.app.store;
        let done = store.write::<act::ChangeSession, _>(&Actor::System, |work| {
            claim(work, session)?;
            let (found, _) = permitted(work, session)?;
            let child = *found.children.first().ok_or(Refused::Hidden)?;
            work.changed(Change::SessionMoved {
                session,
                news: SessionNews::Changed,
            });
            Ok(work.done(Fact::about_person(child), ()))
        });
        done.unwrap().into_value();
    }

    /// A rota is published with a session.
    pub fn publishes(&self, session: SessionId) {
        let rota = kernel::id::RotaId::mint(0).unwrap();
        self.happens(session, Event::Publish { rota, version: 1 });
    }

    /// A session is called off, because somebody is sick.
    pub fn cancels(&self, session: SessionId) {
        let reason = NotHeld::StaffSickness;
        self.happens(session, Event::Cancel { reason });
    }

    /// The worker's turn comes, after messages waited for one another.
    pub fn delivers(&self) {
        self.house.real_clock.advance(Duration::from_mins(11));
        self.house.app.deliver_notices().unwrap();
    }

    /// How many notices are in a state.
    pub fn notices(&self, state: &str) -> i64 {
        self.house.number(&format!(
            "select count(*) from notice where state = '{state}'"
        ))
    }
}

/// Adds a household whose carers have that address.
pub fn household(clerk: &Person<'_>, email: &str) -> String {
    let body = json!({ "name": "Fernley", "contact": { "phone": "07700 900333", "email": email,
        "address": "3 Canaryhome Lane", "postcode": "ZZ99 3HO" } });
    adds(clerk, "/api/v1/households", &body)
}

/// A time.
pub fn slot(day: &str, from: &str, to: &str) -> Slot {
    Slot::new(
        day.parse().unwrap(),
        from.parse().unwrap(),
        to.parse().unwrap(),
    )
    .unwrap()
}
