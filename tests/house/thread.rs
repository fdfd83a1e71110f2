//! A family with one of everything that is kept of one: an order, a refusal and its letters, a risk
//! assessment, a referral and its plan, a session that was signed, one that was written up, one that
//! is published and told of. And the address of every look, about these.

use kernel::id::UserId;
use law::access::Role;
use serde_json::{Value, json};

use crate::{
    http::filled,
    observations::{Held, TODAY, links},
    orders::{Records, letters_of, records_of},
    people::{adds as adds_person, ava},
    referrals::{Referred, accepted},
    resources::adds,
    sessions::Stage,
    support::{Person, TestHouse},
};

/// When the story of these sessions has been told.
const NOW: &str = "15:20";

/// The family.
pub struct Thread<'h> {
    house: &'h TestHouse,
    /// Who holds the sessions.
    pub milo: Person<'h>,
    /// Ava.
    pub child: String,
    /// Mary.
    pub mother: String,
    /// Where Ava lives.
    pub home: String,
    /// Signed, written up, published.
    pub sessions: [String; 3],
    /// The letters about the refusal, each with whom it is to.
    pub letters: Vec<(String, Value)>,
    notices: Vec<String>,
    records: Records,
    referred: Referred,
    plan: String,
    /// What the service has, by the part of a path that is about it.
    means: Vec<(&'static str, String)>,
}

/// Where the child, its mother and its carers can be found.
pub struct Whereabouts {
    pub child: Value,
    pub mother: Value,
    pub home: Value,
}

impl<'h> Thread<'h> {
    /// Everything that ever happens to a family, in a day.
    pub fn new(house: &'h TestHouse, found: &Whereabouts) -> Self {
        let stage = Stage::set(house);
        let milo = house.staff("Milo", &[Role::Supervisor]);
        links(&stage, 0, &milo);
        let home = json!({ "name": "Fern", "contact": found.home });
        let home = adds(&stage.asha, "/api/v1/households", &home);
        let placed = json!({ "household": home, "from": "2026-11-03" });
        let path = format!("/api/v1/people/{}/placements", stage.ava);
        adds(&stage.asha, &path, &placed);
        for (person, contact) in [(&stage.ava, &found.child), (&stage.mother, &found.mother)] {
            let version =
                house.number(&format!("select version from person where id = '{person}'"));
            let path = format!("/api/v1/people/{person}/whereabouts");
            let asked = stage.asha.api("PUT", &path).json(contact);
            let asked = asked.header("if-match", format!("\"{version}\""));
            asked.answer().expect(204);
        }
        let today = |from: &str, to: &str| json!({ "day": TODAY, "from": from, "to": to });
        let sessions = [today("10:00", "11:30"), today("13:00", "14:30"), json!({})].map(|when| {
            let session = stage.books(&stage.but(&when));
            stage.publishes(&session);
            session
        });
        let mut held = Held {
            house,
            session: sessions[0].clone(),
            household: home.clone(),
            milo,
            stage,
        };
        held.runs();
        held.is_written_up("11:50");
        held.signs("12:00").expect(201);
        held.session.clone_from(&sessions[1]);
        runs_in_the_afternoon(&held);
        held.it_is(NOW);
        Self::is_recorded(held, sessions)
    }

    /// What else there is of them.
    fn is_recorded(held: Held<'h>, sessions: [String; 3]) -> Self {
        let Held {
            house,
            stage,
            milo,
            household,
            ..
        } = held;
        let [clerk, second] = ["Carol", "Abel"]
            .map(|name| house.staff(name, &[Role::Coordinator, Role::ServiceManager]));
        let brother = adds_person(&clerk, &ava());
        let records = records_of(&clerk, &stage.ava, &brother);
        let referred = accepted(&clerk, &second, &stage.ava, &brother);
        let letters = letters_of(&clerk, &stage.ava).into_iter();
        let letters =
            letters.map(|one| (one["id"].as_str().unwrap().to_owned(), one["to"].clone()));
        // Whom no message reaches is rung, or written to.
        house
            .sql("update notice set state = 'failed', trouble = 'refused' where state = 'waiting'");
        let notices = house.texts(&format!(
            "select id from notice where topic = '{}' order by id",
            sessions[2]
        ));
        assert!(!notices.is_empty(), "nobody was told");
        Self {
            means: means(&clerk, &stage),
            letters: letters.collect(),
            child: stage.ava,
            mother: stage.mother,
            plan: stage.plan,
            home: household,
            house,
            milo,
            sessions,
            notices,
            records,
            referred,
        }
    }

    /// Gives an account a seat in each session.
    pub fn seats(&self, user: UserId) {
        let supervisor = user.as_str().replace("usr_", "sup_");
        self.house.sql(&format!(
            "insert into supervisor (id, user_id, name, contract_minutes, opted_out, hours, skills,
               languages, in_use, created_at, version)
             values ('{supervisor}', '{user}', 'Robin', 0, false, '{{}}', '{{}}', '[]', true, 0, 1);
             insert into occupation
               select id, '{supervisor}', 'supervisor', starts_at, ends_at, false from session
               where id in ('{}')",
            self.sessions.join("', '")
        ));
    }

    /// Every address of a look, about whatever of theirs it is about; none where only a message has
    /// the address.
    pub fn addresses(&self, path: &str) -> Vec<String> {
        let path = path
            .replace("{monday}", "2026-11-30")
            .replace("{day}", "2026-12-01")
            .replace("{topic}", "health")
            .replace("{hazard}", "violence_to_child");
        let ids = self.ids(&path);
        let asked = match path.as_str() {
            "/sessions/new" => format!("?plan={}", self.plan),
            "/api/v1/risk" => "?waits_for=approval".to_owned(),
            path if path.ends_with("/fits") => "?day=2026-12-02&from=13:00&to=14:00".to_owned(),
            path if path.ends_with("/say") => "?what=not_admitted".to_owned(),
            _ => String::new(),
        };
        let about = ids.iter().map(|id| filled(&path, id) + &asked);
        about.collect()
    }

    /// The ids that a path may be about.
    fn ids(&self, path: &str) -> Vec<&str> {
        let (sessions, letters) = (
            self.sessions.iter().map(String::as_str).collect(),
            self.letters.iter().map(|(id, _)| id.as_str()).collect(),
        );
        let kinds: [(&str, Vec<&str>); 11] = [
            ("/people/{id}", vec![&self.child, &self.mother]),
            ("/households/{id}", vec![&self.home]),
            ("/orders/{id}", vec![&self.records.order]),
            ("/refusals/{id}", vec![&self.records.refusal]),
            ("/refusal-letters/{id}", letters),
            ("/referrals/{id}", vec![&self.referred.referral]),
            ("/plans/{id}", vec![&self.plan, &self.referred.plan]),
            ("/sessions/{id}", sessions),
            ("/risk/{id}", vec![&self.records.risk]),
            (
                "/notices/{id}",
                self.notices.iter().map(String::as_str).collect(),
            ),
            ("{link_token}", Vec::new()),
        ];
        let found = kinds.into_iter().find(|(part, _)| path.contains(part));
        let means = || {
            let of = self.means.iter().find(|(part, _)| path.contains(part));
            vec![of.map_or("", |(_, id)| id)]
        };
        found.map_or_else(means, |(_, ids)| ids)
    }
}

fn runs_in_the_afternoon(held: &Held<'_>) {
    held.reads_the_brief("12:50");
    for person in [&held.stage.ava, &held.stage.mother] {
        held.arrives("12:58", person).expect(201);
    }
    for (time, what) in [("13:00", "session_started"), ("14:30", "session_ended")] {
        held.says(time, &json!({ "type": what })).expect(201);
    }
    let closed = json!({ "type": "session_closed", "handed_to": { "household": held.household }, "name": "Fern" });
    held.says("14:35", &closed).expect(201);
    held.is_written_up("14:40");
}

/// One of each thing that the service has.
fn means(clerk: &Person<'_>, stage: &Stage<'_>) -> Vec<(&'static str, String)> {
    let span = json!({ "from_day": "2026-12-28", "to_day": "2026-12-28" });
    let (venue, supervisor) = (&stage.venue, &stage.supervisors[1]);
    let closure = json!({ "span": span, "reason": "Painting" });
    let closure = adds(clerk, &format!("/api/v1/venues/{venue}/closures"), &closure);
    let absence = json!({ "kind": "leave", "span": span });
    let path = format!("/api/v1/supervisors/{supervisor}/absences");
    let absence = adds(clerk, &path, &absence);
    let provider = json!({ "name": "Swift Cars", "kind": "taxi_firm", "contact": { "phone": "01632 960100" } });
    vec![
        ("/venues/{id}", venue.clone()),
        ("/rooms/{id}", stage.rooms[0].clone()),
        ("/closures/{id}", closure),
        ("/supervisors/{id}", supervisor.clone()),
        ("/absences/{id}", absence),
        (
            "/providers/{id}",
            adds(clerk, "/api/v1/providers", &provider),
        ),
    ]
}
