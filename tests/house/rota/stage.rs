//! A week with its families, as their planner left it.

use std::collections::BTreeSet;

use kernel::{
    fact::Fact,
    id::{PlanId, ReferralId, SessionId},
    time::{LondonDay, Slot},
};
use kith::sessions::{
    commands::{claim, take_step},
    queries::permitted,
};
use law::{
    access::{Actor, Role, act},
    session::{Booking, Event, Stage as Stands},
};
use serde_json::{Value, json};

use crate::{
    people::{adds, adult},
    resources,
    support::{Person, TestHouse},
};

/// The Monday of the week after the one in which every story begins.
pub const MONDAY: &str = "2026-11-30";

/// A service with two supervisors, two rooms, and whoever plans.
pub struct Stage<'h> {
    pub house: &'h TestHouse,
    /// The coordinator.
    pub asha: Person<'h>,
    /// A social worker.
    pub priya: Person<'h>,
    pub rosa: String,
    pub milo: String,
    pub garden: String,
    pub oak: String,
    venue: String,
}

/// A family with its plan.
pub struct Family {
    pub child: String,
    pub mother: String,
    pub plan: String,
}

impl<'h> Stage<'h> {
    pub fn set(house: &'h TestHouse) -> Self {
        let asha = house.coordinator();
        let venue = resources::adds(&asha, "/api/v1/venues", &resources::hill_house());
        let room = |name: &str| {
            let body = json!({ "name": name, "capacity": "8", "in_use": true });
            resources::adds(&asha, &format!("/api/v1/venues/{venue}/rooms"), &body)
        };
        let (garden, oak) = (room("Garden"), room("Oak"));
        let supervisor = |name: &str| {
            let mut body = resources::rosa("2025-01-10");
            body["name"] = name.into();
            resources::adds(&asha, "/api/v1/supervisors", &body)
        };
        let (rosa, milo) = (supervisor("Rosa Marsh"), supervisor("Milo Byrne"));
        Self {
            house,
            priya: house.staff("Priya", &[Role::SocialWorker]),
            asha,
            rosa,
            milo,
            garden,
            oak,
            venue,
        }
    }

    /// A child with a mother and a plan of so many sessions each week.
    pub fn family(&self, given: &str, family: &str, times: u8) -> Family {
        let child = json!({ "given_name": given, "family_name": family, "born_on": "2019-04-30",
            "is_child": true, "first_language": "English" });
        let child = adds(&self.asha, &child);
        let mother = adds(&self.asha, &adult("Mary"));
        let kin = json!({ "relative": mother, "relationship": "mother", "responsibility": "yes" });
        let path = format!("/api/v1/people/{child}/relatives");
        self.asha.api("PUT", &path).json(&kin).answer().expect(204);
        let plan = self.plan(&child, &mother, times);
        Family {
            child,
            mother,
            plan,
        }
    }

    fn plan(&self, child: &str, mother: &str, times: u8) -> String {
        let (referral, plan) = (ReferralId::mint(0).unwrap(), PlanId::mint(0).unwrap());
        let worker = self.priya.id;
        self.house.has_accepted(referral, &self.priya, plan);
        self.house.sql(&format!(
            "insert into contact_plan (id, referral_id, social_worker, state, times, per, minutes, mode, level, place, \
             bringing, returning_by, recording, from_day, review_by, basis, agreed, agency_allows, created_at, version) \
             values ('{plan}', '{referral}', '{worker}', 'active', {times}, 'week', 90, 'direct', 'U3', 'centre', \
             'carer', 'carer', 'full', '2026-11-02', '2027-01-29', 'care_plan', 'no', false, 0, 1); \
             insert into plan_person values ('{plan}', '{child}', 'child'), ('{plan}', '{mother}', 'visitor')"
        ));
        self.house.has_referred(plan);
        plan.to_string()
    }

    /// A session of a family as a planner left it: planned, with a supervisor and a room.
    pub fn planned(
        &self,
        family: &Family,
        (day, from, to): (&str, &str, &str),
        with: &str,
        room: &str,
    ) -> String {
        let id = SessionId::mint(0).unwrap();
        let slot = slot(day, from, to);
        let body = serde_json::to_string(&Stands::Planned(Booking { slot })).unwrap();
        let (starts, ends) = (slot.starts().millis(), slot.ends().millis());
        let (venue, plan) = (&self.venue, &family.plan);
        let occupation = |resource: &str, part: &str| {
            format!(
                "insert into occupation (session_id, resource_id, part, from_at, until_at, live) values \
                 ('{id}', '{resource}', '{part}', {starts}, {ends}, true);"
            )
        };
        self.house.sql(&format!(
            "insert into session (id, plan_id, stage, body, day, starts_at, ends_at, mode, level, place, venue_id, room_id, \
             told, sequence, booked_at, version) values ('{id}', '{plan}', 'planned', '{body}', '{day}', {starts}, {ends}, \
             'direct', 'U3', 'centre', '{venue}', '{room}', false, 0, 0, 1); {}{}{}{}",
            occupation(&family.child, "child"),
            occupation(&family.mother, "visitor"),
            occupation(with, "supervisor"),
            occupation(room, "room"),
        ));
        id.to_string()
    }

    /// Takes a step in the life of a session, as a coordinator may.
    pub fn steps(&self, session: &str, event: Event) {
        let id: SessionId = session.parse().unwrap();
        let actor = Actor::User {
            id: self.asha.id,
            roles: BTreeSet::from([Role::Coordinator]),
        };
        let stepped = self
            .house
            .app
            .store
            .write::<act::ChangeSession, _>(&actor, |work| {
                claim(work, id)?;
                let (session, permit) = permitted(work, id)?;
                take_step(work, &permit, session, event)?;
                Ok(work.done(Fact::about(id), ()))
            });
        stepped.unwrap().into_value();
    }

    /// The document of the week, with its `ETag`.
    #[track_caller]
    pub fn week(&self) -> (Value, String) {
        let path = format!("/api/v1/rotas/{MONDAY}/week");
        let answer = self.asha.api("GET", &path).answer().expect(200);
        let etag = answer.header("etag").unwrap().to_owned();
        (answer.json(), etag)
    }
}

/// A time of a day.
pub fn slot(day: &str, from: &str, to: &str) -> Slot {
    let day: LondonDay = day.parse().unwrap();
    Slot::new(day, from.parse().unwrap(), to.parse().unwrap()).unwrap()
}
