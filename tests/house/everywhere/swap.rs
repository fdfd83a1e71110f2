//! Ids of another family, in the path and in the body: what is not yours is not there.

use law::access::Role;

use super::{
    explorer::{Explorer, Request, each_text},
    spec::{Operation, operations},
};
use crate::support::{Answer, Person, TestHouse};

/// What is about one family. What the service has (venues, households) is everybody's who may.
const OF_A_FAMILY: &[&str] = &[
    "per", "par", "plc", "ord", "rul", "rfs", "rlt", "ref", "pln", "ras", "haz", "ctl", "ses",
    "asg", "obs", "evt", "inc", "flg", "ntc", "slo",
];

pub fn is_of_a_family(prefix: &str) -> bool {
    OF_A_FAMILY.contains(&prefix)
}

/// The same id, of a record that never was.
pub fn nobody(id: &str) -> String {
    let (prefix, _) = id.split_once('_').unwrap();
    format!("{prefix}_01ARZ3NDEKTSV4RRFFQ69G5FAV")
}

/// Everything in an answer that may tell two apart; what was sent is taken out of it.
fn told(answer: &Answer, id: &str) -> (u16, Vec<(String, String)>, String) {
    let (status, headers, body) = answer.but_for_its_reference();
    let without = |text: String| text.replace(id, "ID");
    let headers = headers
        .into_iter()
        .map(|(name, value)| (name, without(value)));
    (status, headers.collect(), without(body))
}

fn sends(stranger: &Person<'_>, request: &Request) -> Answer {
    let asking = stranger.api(&request.operation.method, &request.path);
    let asking = asking.header("if-match", request.version.as_deref().unwrap_or("\"1\""));
    match &request.body {
        Some(body) => asking.json(body).answer(),
        None => asking.answer(),
    }
}

/// What tells a record of another family from one that is not there.
struct Swaps<'c, 'h> {
    stranger: &'c Person<'h>,
    pairs: u32,
    wrong: Vec<String>,
}

impl Swaps<'_, '_> {
    fn compare(&mut self, what: &str, theirs: (&Request, &str), nobodys: (&Request, &str)) {
        let (one, other) = (
            sends(self.stranger, theirs.0),
            sends(self.stranger, nobodys.0),
        );
        self.pairs += 1;
        let (one_told, other_told) = (told(&one, theirs.1), told(&other, nobodys.1));
        if one_told != other_told {
            self.wrong.push(format!(
                "{} with {what} of another family: {} {}; of nobody: {} {}",
                theirs.0.says(),
                one.status,
                one.body,
                other.status,
                other.body
            ));
        }
    }

    /// Each id of a family in the path, and all that are, against ids of nobody.
    fn in_the_path(&mut self, request: &Request) {
        let parts: Vec<&str> = request.path.split('/').collect();
        for (n, part) in parts.iter().enumerate() {
            let of_a_family = part
                .split_once('_')
                .is_some_and(|(prefix, rest)| is_of_a_family(prefix) && rest.len() == 26);
            if !of_a_family {
                continue;
            }
            let mut other = request.clone();
            let mut swapped: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
            swapped[n] = nobody(part);
            other.path = swapped.join("/");
            let none = nobody(part);
            self.compare("an id in the path", (request, part), (&other, &none));
        }
    }

    /// Each id of a family in the body, the path being the stranger's own.
    fn in_the_body(&mut self, request: &Request, own: &str) {
        let Some(mut body) = request.body.clone() else {
            return;
        };
        let mut at = Vec::new();
        each_text(&mut body, &mut |pointer, text| {
            let prefix = text.split_once('_').filter(|(_, rest)| rest.len() == 26);
            if prefix.is_some_and(|(prefix, _)| is_of_a_family(prefix)) {
                at.push((pointer.to_owned(), text.clone()));
            }
        });
        let mut mine = request.clone();
        let parts = mine.path.split('/');
        let parts = parts.map(|part| if part.starts_with("per_") { own } else { part });
        mine.path = parts.collect::<Vec<_>>().join("/");
        for (pointer, id) in at {
            let mut other = mine.clone();
            let none = nobody(&id);
            *other.body.as_mut().unwrap().pointer_mut(&pointer).unwrap() = none.clone().into();
            self.compare("an id in the body", (&mine, &id), (&other, &none));
        }
    }
}

fn looks(explorer: &Explorer<'_>) -> Vec<Request> {
    let about_a_record = |one: &Operation| !one.changes() && !one.parameters.is_empty();
    let request = |operation: Operation| {
        let mut path = operation.path.clone();
        for (name, prefix) in &operation.parameters {
            let id = explorer.ids(prefix).last()?;
            path = path.replace(&format!("{{{name}}}"), id);
        }
        Some(Request {
            operation,
            path,
            version: None,
            body: None,
            by: 0,
        })
    };
    operations()
        .into_iter()
        .filter(about_a_record)
        .filter_map(request)
        .collect()
}

/// Compares everywhere; returns how many pairs and what was told.
fn everywhere(house: &TestHouse, during: impl Fn(bool)) -> (u32, Vec<String>) {
    let mut explorer = Explorer::new(house);
    let mut requests = Vec::new();
    explorer.explores(|explorer, request, key| {
        let done = (200..300).contains(&explorer.send(request, key).status);
        if done {
            requests.push(request.clone());
        }
        done
    });
    requests.extend(looks(&explorer));
    during(true);
    let (mut pairs, mut wrong) = (0, Vec::new());
    for role in [Role::SocialWorker, Role::Supervisor, Role::Iro] {
        let stranger = house.staff("Sam", &[role]);
        let own = house.social_worker("Ola");
        let own = own.api("POST", "/api/v1/people").json(&serde_json::json!({
            "given_name": "Mia", "family_name": "Oakes", "born_on": "2020-04-30", "is_child": true,
            "first_language": "English" }));
        let own = own.answer().expect(201).json()["id"]
            .as_str()
            .unwrap()
            .to_owned();
        house.sql(&format!(
            "insert into caseload values ('{}', '{own}', 'own', 0)",
            stranger.id
        ));
        let mut swaps = Swaps {
            stranger: &stranger,
            pairs: 0,
            wrong: Vec::new(),
        };
        for request in &requests {
            swaps.in_the_path(request);
            swaps.in_the_body(request, &own);
        }
        pairs += swaps.pairs;
        wrong.extend(swaps.wrong);
    }
    during(false);
    println!("{pairs} pairs, {} told apart", wrong.len());
    (pairs, wrong)
}

story!(
    a_record_of_another_family_is_as_one_that_is_not_there,
    |house| {
        let (pairs, wrong) = everywhere(house, |_| ());
        assert!(pairs > 60, "only {pairs} pairs");
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
);

#[cfg(feature = "faults")]
story!(alone a_house_that_tells_them_apart_is_found, |house| {
    use kith::storage::faults::TELLS_APART;
    let (_, wrong) = everywhere(house, |on| TELLS_APART.set(on));
    assert!(wrong.len() > 5, "a test that cannot fail proves nothing: {wrong:?}");
});
