//! The records of the matrix, and who asks for them.

use std::collections::BTreeMap;

use kernel::id::{TeamId, UserId};
use law::access::{RecordState, Relation, Role};
use serde_json::json;

use super::{
    Cell, Comes, RELATIONS,
    means::{self, Means},
    sessions, told,
};
use crate::{
    http::filled,
    orders::{Records, SCAN, order, records_of, refusal, rule, sent_letter},
    referrals::{Referred, accepted, call, plan},
    support::{Answer, ORIGIN, Person, TestHouse},
};

/// A child in each state for each relation, and a colleague to have them in the team.
pub(super) struct Cast<'h> {
    pub(super) house: &'h TestHouse,
    children: BTreeMap<(Relation, RecordState), String>,
    records: BTreeMap<String, Records>,
    referred: BTreeMap<String, Referred>,
    homes: BTreeMap<String, String>,
    means: Means,
    colleague: UserId,
}

impl<'h> Cast<'h> {
    pub(super) fn new(house: &'h TestHouse) -> Self {
        let clerk = house.staff("Asha", &[Role::Coordinator, Role::ServiceManager]);
        let colleague = house.social_worker("Tess").id;
        let mut children = BTreeMap::new();
        for relation in RELATIONS {
            for state in RecordState::ALL {
                let body = json!({ "given_name": "Ava", "family_name": "Hollis", "born_on": "2019-04-30",
                    "is_child": true, "first_language": "English" });
                let added = clerk
                    .api("POST", "/api/v1/people")
                    .json(&body)
                    .answer()
                    .expect(201);
                let id = added.json()["id"].as_str().unwrap().to_owned();
                children.insert((relation, *state), id);
            }
        }
        let ids: Vec<String> = children.values().cloned().collect();
        let homes = ids
            .iter()
            .map(|child| (child.clone(), home_of(&clerk, child)));
        let homes = homes.collect();
        let others = ids.iter().cycle().skip(1);
        let records = ids
            .iter()
            .zip(others)
            .map(|(child, other)| (child.clone(), records_of(&clerk, child, other)));
        let records = records.collect();
        let second = house.staff("Abel", &[Role::Coordinator]);
        let others = ids.iter().cycle().skip(1);
        let referred = ids.iter().zip(others).map(|(child, other)| {
            let of_child = accepted(&clerk, &second, child, other);
            (child.clone(), of_child)
        });
        let referred: BTreeMap<String, Referred> = referred.collect();
        for (child, made) in &referred {
            sessions::book(house, child, &made.plan);
        }
        told::of(house, colleague, &ids);
        for ((_, state), id) in &children {
            house.sql(&format!(
                "update person set state = '{state}' where id = '{id}'"
            ));
        }
        let cast = Self {
            house,
            children,
            records,
            referred,
            homes,
            means: Means::new(&clerk),
            colleague,
        };
        cast.puts_on_caseload(Relation::Team, colleague, "own");
        cast
    }

    pub(super) fn child(&self, relation: Relation, state: RecordState) -> &str {
        &self.children[&(relation, state)]
    }
    pub(super) fn children(&self) -> impl Iterator<Item = (&(Relation, RecordState), &String)> {
        self.children.iter()
    }

    fn of(&self, relation: Relation) -> impl Iterator<Item = &String> {
        self.children
            .iter()
            .filter(move |((known, _), _)| *known == relation)
            .map(|(_, id)| id)
    }

    fn puts_on_caseload(&self, relation: Relation, user: UserId, how: &str) {
        let rows = self
            .of(relation)
            .map(|child| format!("('{user}', '{child}', '{how}', 0)"));
        let rows: Vec<String> = rows.collect();
        self.house
            .sql(&format!("insert into caseload values {}", rows.join(", ")));
    }

    /// The address of a route, about this child or what is kept of it.
    fn address(&self, child: &str, path: &str) -> String {
        let (records, referred) = (&self.records[child], &self.referred[child]);
        let (session, notice) = (sessions::of(child), told::notice_of(child));
        let home = &self.homes[child];
        let kept = [
            ("/households/{id}", home),
            ("/orders/{id}", &records.order),
            ("/refusals/{id}", &records.refusal),
            ("/refusal-letters/{id}", &records.letter),
            ("/referrals/{id}", &referred.referral),
            ("/plans/{id}", &referred.plan),
            ("/sessions/{id}", &session),
            ("/risk/{id}", &records.risk),
            ("/notices/{id}", &notice),
        ];
        let found = kept.into_iter().find(|(part, _)| path.contains(part));
        let id = found.map_or_else(
            || self.means.of(path).unwrap_or(child),
            |(_, id)| id.as_str(),
        );
        let path = path
            .replace("{rule}", &records.rule)
            .replace("{topic}", "health")
            .replace("{hazard}", "violence_to_child")
            .replace("{monday}", "2026-11-30")
            .replace("{day}", "2026-12-01");
        let of_what = if path.ends_with("/say") {
            "?what=not_admitted"
        } else {
            ""
        };
        filled(&path, id) + of_what
    }

    /// Gives a person their relations to the children.
    pub(super) fn relates(&self, user: UserId) {
        self.puts_on_caseload(Relation::Own, user, "own");
        self.puts_on_caseload(Relation::Assigned, user, "assigned");
        // An exclusion beats what else there is.
        self.puts_on_caseload(Relation::Excluded, user, "own");
        for child in self.of(Relation::Excluded) {
            crate::people::excludes(self.house, user, child);
        }
        let team = TeamId::mint(0).unwrap();
        self.house.sql(&format!(
            "insert into team values ('{team}', '{team}', '{team}'); \
             insert into team_member values ('{team}', '{user}'), ('{team}', '{}')",
            self.colleague
        ));
    }
}

/// The household where a child lives, and nobody else.
fn home_of(clerk: &Person<'_>, child: &str) -> String {
    let added = clerk.api("POST", "/api/v1/households").json(&home());
    let added = added.answer().expect(201).json();
    let household = added["id"].as_str().unwrap().to_owned();
    let placed = json!({ "household": household, "from": "2026-11-01" });
    let placing = clerk.api("POST", &format!("/api/v1/people/{child}/placements"));
    placing.json(&placed).answer().expect(201);
    household
}

/// Who asks.
pub(super) struct Visitor<'c, 'h> {
    cast: &'c Cast<'h>,
    person: Option<Person<'h>>,
    proof: String,
}

impl<'c, 'h> Visitor<'c, 'h> {
    pub(super) fn new(cast: &'c Cast<'h>, role: Option<Role>) -> Self {
        let person = role.map(|role| cast.house.staff("Robin", &[role]));
        if let Some(person) = &person {
            cast.relates(person.id);
            if role == Some(Role::Supervisor) {
                let children: Vec<String> = cast.children.values().cloned().collect();
                sessions::seat(cast.house, person.id, &children);
            }
        }
        let proof = person.as_ref().map(Person::csrf).unwrap_or_default();
        Self {
            cast,
            person,
            proof,
        }
    }

    pub(super) fn person(&self) -> &Person<'h> {
        self.person.as_ref().unwrap()
    }

    /// Asks for what a cell is about, in a way that changes nothing that another cell needs.
    pub(super) fn asks(&self, cell: &Cell) -> (Comes, u16) {
        let child = self.cast.child(cell.relation, cell.state);
        let path = self.cast.address(child, &cell.row.path);
        let answer = if path.contains("/sign-out") {
            self.signs_out(cell, &path)
        } else if path.starts_with("/api/") {
            self.asks_the_api(cell, &path)
        } else {
            self.asks_for_a_page(cell, &path)
        };
        let comes = match answer.status {
            403 => Comes::Forbidden,
            404 => Comes::Hidden,
            303 if answer
                .header("location")
                .is_some_and(|to| to.starts_with("/sign-in?")) =>
            {
                Comes::SignIn
            }
            401 if answer.body.contains("Sign in, then try again") => Comes::SignIn,
            200..=204 | 303 | 401 | 409 | 412 | 422 => Comes::Allowed,
            other => panic!("{}: {other} {}", answer.asked, answer.body),
        };
        (comes, answer.status)
    }

    fn asks_the_api(&self, cell: &Cell, path: &str) -> Answer {
        let method = &cell.row.method;
        let asking = match &self.person {
            Some(person) => person.api(method, path),
            None => self.cast.house.asks(method, path),
        };
        if method == "GET" {
            return asking.answer();
        }
        if path.ends_with("/document") {
            return asking.upload(&[], Some(SCAN)).answer();
        }
        // A version that is not there: who may change it hears that, and it is not changed.
        asking
            .header("if-match", "\"999\"")
            .json(&body(cell))
            .answer()
    }

    fn asks_for_a_page(&self, cell: &Cell, path: &str) -> Answer {
        let method = &cell.row.method;
        let asking = match &self.person {
            Some(person) => person.browser().asks(method, path),
            None => self.cast.house.asks(method, path),
        };
        let asking = asking
            .header("origin", ORIGIN)
            .header("sec-fetch-site", "same-origin");
        if method == "GET" {
            return asking.answer();
        }
        if path.ends_with("/document") {
            return asking.upload(&[("csrf_token", &self.proof)], None).answer();
        }
        // Nothing typed but what the page itself carries: who may use the form gets it again.
        asking.form(&[("csrf_token", &self.proof)]).answer()
    }

    /// Whoever signs out is gone, so somebody else does it.
    fn signs_out(&self, cell: &Cell, path: &str) -> Answer {
        match cell.role {
            None => self
                .cast
                .house
                .asks("POST", path)
                .header("accept", "application/json")
                .form(&[])
                .answer(),
            Some(role) => {
                let other = self.cast.house.staff("Ronnie", &[role]);
                if path.starts_with("/api/") {
                    return other.api("POST", path).answer();
                }
                let proof = other.csrf();
                let asking = other.browser().asks("POST", path).header("origin", ORIGIN);
                asking.form(&[("csrf_token", &proof)]).answer()
            }
        }
    }
}

/// Somebody who is not there.
pub const NOBODY: &str = "per_01ARZ3NDEKTSV4RRFFQ69G5FAV";
const OTHER: &str = "per_01ARZ3NDEKTSV4RRFFQ69G5FAW";

/// A body that fits, and changes nothing that matters.
pub fn body(cell: &Cell) -> serde_json::Value {
    let person = json!({ "given_name": "Eva", "family_name": "Hollis", "born_on": "2019-04-30",
        "is_child": true, "first_language": "English" });
    match (cell.row.method.as_str(), cell.row.path.as_str()) {
        ("POST", "/api/v1/people") | ("PUT", "/api/v1/people/{id}") => person,
        ("PUT", "/api/v1/people/{id}/protection") => {
            let (open, kept) = (
                cell.state.as_str().trim_end_matches("closed"),
                cell.state.as_str().ends_with("closed"),
            );
            let protection = if open.is_empty() {
                "open"
            } else {
                open.trim_end_matches('_')
            };
            json!({ "protection": protection, "kept": kept, "reason": "as it is" })
        }
        ("PUT", "/api/v1/people/{id}/exclusions")
        | ("POST", "/api/v1/people/{id}/exclusions/end") => {
            json!({ "worker": "usr_01ARZ3NDEKTSV4RRFFQ69G5FAV", "reason": "So." })
        }
        ("PUT", "/api/v1/people/{id}/relatives") => {
            json!({ "relative": "per_01ARZ3NDEKTSV4RRFFQ69G5FAV", "relationship": "mother", "responsibility": "yes" })
        }
        ("POST", "/api/v1/people/{id}/relatives/remove") => json!({ "relative": NOBODY }),
        ("POST", "/api/v1/people/{id}/placements/end") => json!({ "until": "2026-11-24" }),
        ("POST", "/api/v1/people/{id}/placements") => {
            json!({ "household": "hou_01ARZ3NDEKTSV4RRFFQ69G5FAV", "from": "2026-11-24" })
        }
        ("POST", "/api/v1/households") => home(),
        ("PUT", "/api/v1/people/{id}/whereabouts") => home()["contact"].clone(),
        ("POST", "/api/v1/orders") => order(NOBODY),
        ("POST" | "DELETE", path) if path.starts_with("/api/v1/orders/{id}/rules") => rule(),
        ("POST", "/api/v1/orders/{id}/check") => json!({ "compared": true }),
        ("POST", "/api/v1/orders/{id}/discharge") => {
            json!({ "on": "2026-11-24", "reason": "Discharged." })
        }
        ("POST", "/api/v1/people/{id}/statuses") => json!({ "status": "C1", "from": "2026-11-24" }),
        ("POST", "/api/v1/people/{id}/refusals") => refusal(NOBODY),
        ("POST", "/api/v1/refusals/{id}/lift") => json!({ "reason": "Over." }),
        ("POST", "/api/v1/refusal-letters/{id}") => sent_letter(),
        ("POST", "/api/v1/rotas/{monday}/publish") => json!({}),
        (_, path) if sessions::body(path).is_some() => sessions::body(path).unwrap(),
        (_, path) if path.starts_with("/api/v1/referrals") => referral(path),
        ("PUT", "/api/v1/plans/{id}") => json!({ "plan": plan(NOBODY, OTHER), "reason": "So." }),
        ("POST", "/api/v1/plans/{id}/end") => json!({ "until": "2027-11-24", "reason": "So." }),
        ("POST", "/api/v1/notices/{id}/telling") => {
            json!({ "who": "Fern", "number": "01632 960123", "said": "Yes." })
        }
        ("POST", "/api/v1/notices/{id}/again") => serde_json::Value::Null,
        ("POST", "/api/v1/tokens") => {
            json!({ "email": "nobody@example.org", "password": "three plain words" })
        }
        ("POST", "/api/v1/tokens/refresh") => json!({ "refresh_token": "0".repeat(64) }),
        (_, path) if path.starts_with("/api/v1/risk") => risk(path),
        (method, path) => means::body(path)
            .unwrap_or_else(|| panic!("say in the cast what to send to {method} {path}")),
    }
}

fn risk(path: &str) -> serde_json::Value {
    match path
        .trim_start_matches("/api/v1/risk")
        .trim_start_matches("/{id}")
    {
        "" if path == "/api/v1/risk" => json!({ "children": [NOBODY], "persons": [NOBODY] }),
        "/approve" => json!({ "considered": true }),
        "/return" => json!({ "question": "Since when?" }),
        "/continue" => json!({ "until": "2026-12-01", "reason": "Over a weekend." }),
        _ => json!({}),
    }
}

fn referral(path: &str) -> serde_json::Value {
    match path.rsplit('/').next() {
        Some("referrals") => json!({ "kind": "new", "children": [NOBODY] }),
        Some("copies") => json!({ "child": NOBODY }),
        Some("call") => call(),
        Some("accept") => plan(NOBODY, OTHER),
        Some("{topic}") => json!({}),
        _ => json!({ "words": "So." }),
    }
}

fn home() -> serde_json::Value {
    json!({ "name": "Fern", "contact":
        { "phone": "01632 960123", "address": "1 High Street", "postcode": "ZZ99 1AA" } })
}
