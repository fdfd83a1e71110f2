//! A marker stands in every confidential field. Everything the house says is searched for them,
//! for each role and relation; only who may find somebody may ever meet one.

use kernel::id::TeamId;
use law::access::{Relation, Role};
use serde_json::json;

use crate::{
    http::{filled, rows},
    support::{Person, TestHouse, hears_the_log},
};

/// Whose marker stands where.
const OF_THE_CHILD: &[&str] = &[
    "07700 900111",
    "canary-child@example.org",
    "1 Canarychild Street",
    "ZZ99 1CH",
];
const OF_THE_MOTHER: &[&str] = &[
    "07700 900222",
    "canary-mother@example.org",
    "2 Canarymother Road",
    "ZZ99 2MO",
];
const OF_THE_HOME: &[&str] = &[
    "07700 900333",
    "canary-home@example.org",
    "3 Canaryhome Lane",
    "ZZ99 3HO",
];

fn contact(markers: &[&str]) -> serde_json::Value {
    json!({ "phone": markers[0], "email": markers[1], "address": markers[2], "postcode": markers[3] })
}

/// A child, her mother, and the household she lives with.
struct Family {
    child: String,
    mother: String,
}

impl Family {
    fn new(clerk: &Person<'_>) -> Self {
        let add = |path: &str, body: serde_json::Value| {
            let added = clerk.api("POST", path).json(&body).answer().expect(201);
            added.json()["id"].as_str().unwrap().to_owned()
        };
        let person = |first: &str, is_child: bool, markers| {
            json!({ "given_name": first, "family_name": "Hollis", "born_on": "2019-04-30",
                "is_child": is_child, "first_language": "English", "contact": contact(markers) })
        };
        let child = add("/api/v1/people", person("Ava", true, OF_THE_CHILD));
        let mother = add("/api/v1/people", person("Jo", false, OF_THE_MOTHER));
        let home = add(
            "/api/v1/households",
            json!({ "name": "Fern", "contact": contact(OF_THE_HOME) }),
        );
        let kin = json!({ "relative": mother, "relationship": "mother", "responsibility": "yes" });
        clerk
            .api("PUT", &format!("/api/v1/people/{child}/relatives"))
            .json(&kin)
            .answer()
            .expect(204);
        add(
            &format!("/api/v1/people/{child}/placements"),
            json!({ "household": home, "from": "2026-11-24" }),
        );
        Self { child, mother }
    }
}

/// Puts a person in relation to the child.
fn relates(house: &TestHouse, person: &Person<'_>, relation: Relation, child: &str) {
    let user = person.id;
    match relation {
        Relation::None => {}
        Relation::Own | Relation::Assigned => {
            house.sql(&format!(
                "insert into caseload values ('{user}', '{child}', '{relation}', 0)"
            ));
        }
        Relation::Team => {
            let colleague = house.social_worker("Tess").id;
            let team = TeamId::mint(0).unwrap();
            house.sql(&format!(
                "insert into caseload values ('{colleague}', '{child}', 'own', 0); \
                 insert into team values ('{team}', '{user}', '{user}'); \
                 insert into team_member values ('{team}', '{user}'), ('{team}', '{colleague}')"
            ));
        }
        Relation::Excluded => {
            super::excludes(house, user, child);
        }
    }
}

/// Who may find the child and her mother, by the duties of their role.
fn may_find(role: Role, relation: Relation) -> bool {
    match role {
        Role::Coordinator | Role::ServiceManager => relation != Relation::Excluded,
        Role::TeamManager => matches!(relation, Relation::Own | Relation::Team),
        Role::SocialWorker => relation == Relation::Own,
        _ => false,
    }
}

/// Markers that this answer may hold: those it is about, if it is the page for it.
fn may_hold(path: &str, is_child: bool) -> Vec<&'static str> {
    let own = if is_child {
        OF_THE_CHILD
    } else {
        OF_THE_MOTHER
    };
    match (path.ends_with("/whereabouts"), path.ends_with("/edit")) {
        (true, _) if is_child => [own, OF_THE_HOME].concat(),
        (true, _) | (_, true) => own.to_vec(),
        _ => Vec::new(),
    }
}

fn all_markers() -> Vec<&'static str> {
    [OF_THE_CHILD, OF_THE_MOTHER, OF_THE_HOME].concat()
}

/// Everything a person can look at, and what was found where it must not be.
fn looks_everywhere(person: &Person<'_>, family: &Family, finds: bool) -> (Vec<String>, usize) {
    let (mut wrong, mut met) = (Vec::new(), 0);
    for row in rows().iter().filter(|row| row.method == "GET") {
        for (id, is_child) in [(&family.child, true), (&family.mother, false)] {
            let path = filled(&row.path, id);
            let answer = if path.starts_with("/api/") {
                person.api("GET", &path).answer()
            } else {
                person.browser().asks("GET", &path).answer()
            };
            let allowed = if finds {
                may_hold(&path, is_child)
            } else {
                Vec::new()
            };
            let text = format!("{:?} {}", answer.headers, answer.body);
            for marker in all_markers()
                .into_iter()
                .filter(|marker| text.contains(marker))
            {
                met += 1;
                if !allowed.contains(&marker) {
                    wrong.push(format!(
                        "{marker:?} in {} ({})",
                        answer.asked, answer.status
                    ));
                }
            }
        }
    }
    (wrong, met)
}

const RELATIONS: &[Relation] = &[
    Relation::None,
    Relation::Own,
    Relation::Team,
    Relation::Assigned,
    Relation::Excluded,
];

story!(
    no_confidential_field_reaches_who_may_not_find_somebody,
    |house| {
        let log = hears_the_log();
        let family = Family::new(&house.coordinator());
        for role in Role::ALL {
            for relation in RELATIONS {
                let person = house.staff("Robin", &[*role]);
                relates(house, &person, *relation, &family.child);
                let finds = may_find(*role, *relation);
                let (wrong, met) = looks_everywhere(&person, &family, finds);
                assert!(wrong.is_empty(), "{role}, {relation}: {wrong:#?}");
                // Who may find them does: else the search would prove nothing.
                assert_eq!(met > 0, finds, "{role}, {relation}: met {met}");
            }
        }
        let log = log.text();
        let told: Vec<_> = all_markers()
            .into_iter()
            .filter(|marker| log.contains(marker))
            .collect();
        assert!(told.is_empty(), "in the log: {told:?}");
        for name in ["Hollis", "Ava"] {
            assert!(!log.contains(name), "{name} is in the log");
        }
        assert!(log.contains("answered"), "nothing was heard");
    }
);

story!(
    no_confidential_field_stands_in_the_database_in_clear,
    |house| {
        let clerk = house.coordinator();
        let family = Family::new(&clerk);
        clerk
            .api(
                "GET",
                &format!("/api/v1/people/{}/whereabouts", family.child),
            )
            .answer()
            .expect(200);
        for select in [
            "select contact from person where contact is not null",
            "select contact from household",
            "select content from audit_fact where content is not null",
            "select answer from kept_answer",
        ] {
            for text in house.texts(select) {
                let told = all_markers()
                    .into_iter()
                    .find(|marker| text.contains(marker));
                assert_eq!(told, None, "{select}");
            }
        }
        for text in house.texts("select content from audit_fact where content is not null") {
            assert!(!text.contains("Hollis"), "a name in the audit: {text}");
        }
    }
);

story!(a_problem_never_repeats_what_was_sent, |house| {
    let clerk = house.coordinator();
    let marker = "canary-typed".to_owned();
    for (field, value) in [
        ("given_name", json!(marker.repeat(20))),
        ("given_name", json!(format!("{marker}\u{0}"))),
        ("born_on", json!(&marker[..10])),
        ("is_child", json!(marker)),
        ("contact", json!(marker)),
        (
            "contact",
            json!({ "phone": marker, "email": marker, "postcode": "canary-ty" }),
        ),
    ] {
        let mut body = json!({ "family_name": "Hollis", "first_language": "English" });
        body[field] = value;
        let answer = clerk.api("POST", "/api/v1/people").json(&body).answer();
        assert!(
            matches!(answer.status, 400 | 422),
            "{field}: {}",
            answer.status
        );
        assert!(!answer.body.contains("canary"), "{field}: {}", answer.body);
    }
});
