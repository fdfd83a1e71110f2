//! Stories of observations: the session that runs, the one that does not, and what is kept of them.

mod absent;
mod apart;
mod brief;
mod ended;
mod held;
mod incident;
mod journey;
mod kept;
mod seats;
mod tablet;
mod typed;

use kernel::id::EventId;
use law::access::Role;
use serde_json::{Value, json};

use crate::{
    people::adds_household,
    sessions::Stage,
    support::{Answer, Person, TestHouse},
};

/// Tuesday, when the stories begin.
pub const TODAY: &str = "2026-11-24";

/// Ava's session with her mother, today at ten, held by Milo.
pub struct Held<'h> {
    pub house: &'h TestHouse,
    pub stage: Stage<'h>,
    pub milo: Person<'h>,
    pub session: String,
    pub household: String,
}

impl<'h> Held<'h> {
    pub fn set(house: &'h TestHouse) -> Self {
        let stage = Stage::set(house);
        let milo = house.staff("Milo", &[Role::Supervisor]);
        links(&stage, 0, &milo);
        let household = adds_household(&stage.asha, "The Ferns", "7 Canary Close");
        let placement = json!({ "household": household, "from": "2026-11-03" });
        let path = format!("/api/v1/people/{}/placements", stage.ava);
        stage
            .asha
            .api("POST", &path)
            .json(&placement)
            .answer()
            .expect(201);
        let session = stage.books(&stage.but(&json!({ "day": TODAY })));
        stage.publishes(&session);
        Self {
            house,
            stage,
            milo,
            session,
            household,
        }
    }

    /// The clock of the house shows this time of today.
    pub fn it_is(&self, time: &str) {
        self.house.clock.set(at(time).parse().unwrap());
    }

    pub fn path(&self, end: &str) -> String {
        format!("/api/v1/sessions/{}/{end}", self.session)
    }

    /// Milo says something at a time of today.
    pub fn says(&self, time: &str, what: &Value) -> Answer {
        self.it_is(time);
        self.hands_in(&self.milo, &entry(time, what))
    }

    /// Somebody hands in an entry.
    pub fn hands_in(&self, who: &Person<'_>, entry: &Value) -> Answer {
        who.api("POST", &self.path("entries")).json(entry).answer()
    }

    /// Milo reads the brief as it stands.
    pub fn reads_the_brief(&self, time: &str) {
        let brief = self
            .milo
            .api("GET", &self.path("brief"))
            .answer()
            .expect(200);
        let version = brief.json()["version"].clone();
        self.says(time, &json!({ "type": "brief_read", "brief": version }))
            .expect(201);
    }

    pub fn arrives(&self, time: &str, person: &str) -> Answer {
        self.says(time, &json!({ "type": "person_arrived", "person": person }))
    }

    pub fn notes(&self, time: &str, text: &str) -> Answer {
        let note = json!({ "type": "note", "kind": "play", "source": "seen_by_me", "text": text });
        self.says(time, &note)
    }

    /// The session runs from ten to half past eleven, and Ava goes home with the Ferns.
    pub fn runs(&self) {
        self.reads_the_brief("09:30");
        self.arrives("09:55", &self.stage.ava).expect(201);
        self.arrives("10:11", &self.stage.mother).expect(201);
        self.says("10:12", &json!({ "type": "session_started" }))
            .expect(201);
        self.notes("10:20", "Built a tower together").expect(201);
        self.says("11:30", &json!({ "type": "session_ended" }))
            .expect(201);
        let closed = json!({ "type": "session_closed", "handed_to": { "household": self.household }, "name": "Fern" });
        self.says("11:42", &closed).expect(201);
    }

    /// Milo writes something under every heading that is asked for.
    pub fn is_written_up(&self, time: &str) {
        let log = self.log();
        for heading in log.json()["needed"].as_array().unwrap() {
            let answer =
                json!({ "type": "answered", "heading": heading, "text": "Ava ran to her mother." });
            self.says(time, &answer).expect(201);
        }
    }

    pub fn log(&self) -> Answer {
        self.milo
            .api("GET", &self.path("entries"))
            .answer()
            .expect(200)
    }

    /// Milo signs the log as it stands.
    pub fn signs(&self, time: &str) -> Answer {
        self.it_is(time);
        let version = self.log().header("etag").unwrap().to_owned();
        self.signs_version(time, &version)
    }

    pub fn signs_version(&self, time: &str, version: &str) -> Answer {
        let body = json!({ "id": event(), "written_at": at(time), "declared": true, "written_when": "immediately_after" });
        let asked = self.milo.api("POST", &self.path("signature"));
        asked.header("if-match", version).json(&body).answer()
    }
}

/// Links an account to a supervisor of the stage.
pub fn links(stage: &Stage<'_>, number: usize, account: &Person<'_>) {
    let id = &stage.supervisors[number];
    let path = format!("/api/v1/supervisors/{id}");
    let mut body = crate::resources::rosa("2026-01-05");
    body["user"] = json!(account.id);
    body["name"] = json!(["Rosa Marsh", "Milo Finch"][number]);
    let asked = stage.asha.api("PUT", &path).header("if-match", "\"1\"");
    asked.json(&body).answer().expect(200);
}

/// A moment of today.
pub fn at(time: &str) -> String {
    format!("{TODAY}T{time}:00.000Z")
}

/// An id as a tablet makes it.
pub fn event() -> EventId {
    EventId::mint(1_795_500_000_000).unwrap()
}

/// An entry as a tablet hands it in.
pub fn entry(time: &str, what: &Value) -> Value {
    json!({ "id": event(), "happened_at": at(time), "written_at": at(time), "what": what })
}
