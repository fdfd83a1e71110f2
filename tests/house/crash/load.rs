//! People at work on the program: what they sent, what they were told, and what became of it.

use std::sync::{
    atomic::{AtomicBool, Ordering},
    mpsc::Sender,
};

use kith::storage::hex;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::{Answer, Chance, PASSWORD, Person, TestHouse, in_letters};

/// How many work at once.
pub const PEOPLE: u64 = 6;

/// A change that was sent.
#[derive(Debug, Clone)]
pub struct Sent {
    method: &'static str,
    path: String,
    version: Option<String>,
    body: Value,
    key: String,
    /// What was answered; nothing where the connection broke or the house was away.
    told: Option<(u16, String)>,
}

/// Who works, where, and until when.
pub struct Work<'w> {
    pub house: &'w TestHouse,
    pub base: &'w str,
    pub token: &'w str,
    /// The cycle, so that no two names are the same.
    pub cycle: u32,
    pub stop: &'w AtomicBool,
}

/// A child of that name, as the API takes it.
pub fn person(name: &str) -> Value {
    json!({ "given_name": "Ava", "family_name": name, "born_on": "2019-04-30", "is_child": true,
        "first_language": "English" })
}

/// The token of somebody who signs in at the program.
pub fn signs_in(person: &Person<'_>, house: &TestHouse, base: &str) -> String {
    let asking = house.asks("POST", "/api/v1/tokens").at(base);
    let answer = asking
        .json(&json!({ "email": person.email, "password": PASSWORD }))
        .answer()
        .expect(200);
    answer.json()["access_token"].as_str().unwrap().to_owned()
}

impl Work<'_> {
    fn send(&self, sent: &Sent) -> Result<Answer, String> {
        let asking = self
            .house
            .asks(sent.method, &sent.path)
            .at(self.base)
            .bearer(self.token);
        let asking = asking.header("idempotency-key", &sent.key);
        let asking = match &sent.version {
            Some(version) => asking.header("if-match", version),
            None => asking,
        };
        asking.json(&sent.body).attempt()
    }

    /// One change after another, some looks between, until told to stop or the house is away.
    pub fn is_done(&self, who: u64, mut chance: Chance, acknowledged: &Sender<()>) -> Vec<Sent> {
        let (mut all, mut mine): (Vec<Sent>, Option<(String, String)>) = (Vec::new(), None);
        for number in 0_u32.. {
            if self.stop.load(Ordering::Relaxed) {
                break;
            }
            if chance.below(8) == 0 {
                let asking = self
                    .house
                    .asks("GET", "/api/v1/people?limit=20")
                    .at(self.base);
                if asking.bearer(self.token).attempt().is_err() {
                    break;
                }
                continue;
            }
            let who = u32::try_from(who).unwrap();
            let name = [self.cycle, who, number].map(in_letters).join("-");
            let mut sent = next(&name, mine.as_ref(), &mut chance);
            let answer = self.send(&sent);
            if let Ok(answer) = &answer
                && answer.status < 500
            {
                sent.told = Some((answer.status, answer.body.clone()));
                if let Some(version) = answer.header("etag") {
                    let id = answer.json()["id"].as_str().unwrap_or_default().to_owned();
                    if !id.starts_with("per_") {
                        all.push(sent);
                        continue;
                    }
                    mine = Some((id, version.to_owned()));
                }
            }
            let told = sent.told.is_some();
            all.push(sent);
            if !told {
                break;
            }
            // Nobody may be listening any more.
            let _ = acknowledged.send(());
        }
        all
    }

    /// What was sent and is not as it was told, or not once.
    pub fn finds(&self, all: &[Sent]) -> Findings {
        let mut found = Findings::default();
        for sent in all {
            let again = self.send(sent).unwrap();
            let done = (200..300).contains(&again.status);
            if let Some((status, body)) = &sent.told {
                found.acknowledged += 1;
                if (again.status, &again.body) != (*status, body) {
                    found.lost.push(format!(
                        "{} {}: {status}, then {}",
                        sent.method, sent.path, again.status
                    ));
                }
            } else {
                found.in_doubt += 1;
                if !done {
                    found.lost.push(format!(
                        "{} {}: in doubt, then {}",
                        sent.method, sent.path, again.body
                    ));
                }
            }
        }
        found
    }
}

fn next(name: &str, mine: Option<&(String, String)>, chance: &mut Chance) -> Sent {
    let sent = |method, path: String, body| Sent {
        method,
        path,
        version: None,
        body,
        key: format!("key-{name}"),
        told: None,
    };
    match (chance.below(4), mine) {
        (0, Some((id, version))) => Sent {
            version: Some(version.clone()),
            ..sent("PUT", format!("/api/v1/people/{id}"), person(name))
        },
        (1, _) => sent(
            "POST",
            "/api/v1/households".to_owned(),
            json!({ "name": name, "contact": { "phone": "01632 960123", "address": "1 High Street", "postcode": "ZZ99 1AA" } }),
        ),
        _ => sent("POST", "/api/v1/people".to_owned(), person(name)),
    }
}

/// What became of what was sent.
#[derive(Debug, Default)]
pub struct Findings {
    pub acknowledged: usize,
    pub in_doubt: usize,
    pub lost: Vec<String>,
}

/// What is half done, or done twice: each change left its row, its fact and its kept answer.
pub fn half_done(house: &TestHouse, all: &[Sent]) -> Vec<String> {
    let sent = |method: &str, end: &str| {
        let is_it = |one: &&Sent| one.method == method && one.path.ends_with(end);
        i64::try_from(all.iter().filter(is_it).count()).unwrap()
    };
    let added = sent("POST", "/people");
    let homes = sent("POST", "/households");
    let edited = i64::try_from(all.len()).unwrap() - added - homes;
    let is = |what: &str, select: &str, wanted: i64| {
        let found = house.number(select);
        (found != wanted).then(|| format!("{what}: {found}, not {wanted}"))
    };
    [
        is("persons", "select count(*) from person", added),
        is("names", "select count(distinct family_name) from person", added),
        is("edits", "select cast(coalesce(sum(version - 1), 0) as bigint) from person", edited),
        is("caseload", "select count(*) from caseload", added),
        is("households", "select count(*) from household", homes),
        is("facts of adding", "select count(*) from audit_fact where act = 'people.add' and content not like '%repeated%'", added),
        is("facts of editing", "select count(*) from audit_fact where act = 'people.edit' and content not like '%repeated%'", edited),
        is("kept answers", "select count(*) from kept_answer", added + homes + edited),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Changes that were not answered and were made all the same.
pub fn made_unanswered(house: &TestHouse, all: &[Sent]) -> Vec<String> {
    let silent = all.iter().filter(|sent| sent.told.is_none());
    let made = silent.filter(|sent| {
        let key = hex(&Sha256::digest(&sent.key));
        house.number(&format!(
            "select count(*) from kept_answer where key_hash = '{key}'"
        )) > 0
    });
    made.map(|sent| format!("{} {}", sent.method, sent.path))
        .collect()
}
