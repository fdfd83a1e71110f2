//! A marker stands in every confidential field. Everything the house says is searched for them,
//! for each role and relation; only who may find somebody may ever meet one.

mod messages;
mod seen;

use std::collections::BTreeSet;

use kernel::id::TeamId;
use law::access::{Relation, Role};
use serde_json::{Value, json};

use self::seen::seen_in;
use crate::{
    http::rows,
    support::{On, Person, TestHouse, hears_the_log, sized},
    thread::{Thread, Whereabouts},
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

fn contact(markers: &[&str]) -> Value {
    json!({ "phone": markers[0], "email": markers[1], "address": markers[2], "postcode": markers[3] })
}

/// A family with everything that is kept of one, and a marker in each of its confidential fields.
fn family(house: &TestHouse) -> Thread<'_> {
    let found = Whereabouts {
        child: contact(OF_THE_CHILD),
        mother: contact(OF_THE_MOTHER),
        home: contact(OF_THE_HOME),
    };
    Thread::new(house, &found)
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

/// Markers that this answer may hold for who may find them: those it is there to say.
fn may_hold(family: &Thread<'_>, path: &str) -> Vec<&'static str> {
    let is_child = path.contains(&family.child);
    let own = if is_child {
        OF_THE_CHILD
    } else {
        OF_THE_MOTHER
    };
    let letter = |(id, to): &(String, Value)| path.contains(id) && *to == family.mother;
    if path.ends_with("/whereabouts") && is_child {
        [own, OF_THE_HOME].concat()
    } else if path.ends_with("/whereabouts") || path.ends_with("/edit") && path.contains("/people")
    {
        own.to_vec()
    } else if path.contains(&format!("/households/{}", family.home)) {
        OF_THE_HOME.to_vec()
    } else if family.letters.iter().any(letter) {
        // A letter that is posted says where to.
        OF_THE_MOTHER[2..].to_vec()
    } else if path.contains("/notices") && path.ends_with("/letter") {
        [&OF_THE_MOTHER[2..], &OF_THE_HOME[2..]].concat()
    } else if path.starts_with("/notices") || path.starts_with("/api/v1/notices") {
        // Whoever was not reached is rung.
        vec![OF_THE_MOTHER[0], OF_THE_HOME[0]]
    } else {
        Vec::new()
    }
}

/// Markers that an answer may hold for whoever has a seat: on the day, the carers are rung.
fn may_ring(path: &str) -> Vec<&'static str> {
    if path.ends_with("/journey") || path.ends_with("/brief") {
        vec![OF_THE_HOME[0]]
    } else {
        Vec::new()
    }
}

fn all_markers() -> Vec<&'static str> {
    [OF_THE_CHILD, OF_THE_MOTHER, OF_THE_HOME].concat()
}

/// What came of looking.
#[derive(Default)]
struct Looked {
    /// What was found where it must not be.
    wrong: Vec<String>,
    /// The routes at which markers were met, where they may be; beside what a seat shows.
    met: BTreeSet<String>,
    /// The routes that answered 200.
    answered: BTreeSet<String>,
}

/// Everything a person can look at.
fn looks_everywhere(
    person: &Person<'_>,
    family: &Thread<'_>,
    (finds, sits): (bool, bool),
) -> Looked {
    let mut looked = Looked::default();
    for row in rows().iter().filter(|row| row.method == "GET") {
        for path in family.addresses(&row.path) {
            let answer = if path.starts_with("/api/") {
                person.api("GET", &path).answer()
            } else {
                person.browser().asks("GET", &path).answer()
            };
            if answer.status == 200 {
                looked.answered.insert(row.path.clone());
            }
            let found = if finds {
                may_hold(family, &path)
            } else {
                Vec::new()
            };
            let rung = if sits { may_ring(&path) } else { Vec::new() };
            let text = format!("{:?} {}", answer.headers, answer.body);
            for marker in seen_in(&text, &all_markers()) {
                if found.contains(&marker) {
                    looked.met.insert(row.path.clone());
                } else if !rung.contains(&marker) {
                    let (asked, status) = (&answer.asked, answer.status);
                    looked
                        .wrong
                        .push(format!("{marker:?} in {asked} ({status})"));
                }
            }
        }
    }
    looked
}

const RELATIONS: &[Relation] = &[
    Relation::None,
    Relation::Own,
    Relation::Team,
    Relation::Assigned,
    Relation::Excluded,
];

/// Whether who is so related looks at everything here. The child's own worker does in every role. Who may know of
/// whom is settled above the database and is told by the matrix, cell by cell: so the others look on one database
/// alone, half of them in each role, and all of them before a release.
fn is_asked(house: &TestHouse, role: usize, relation: Relation) -> bool {
    if relation == Relation::Own || sized("KITH_GATE_EVERYBODY", 0) > 0 {
        return true;
    }
    let half = match relation {
        Relation::None | Relation::Team => role.is_multiple_of(2),
        _ => !role.is_multiple_of(2),
    };
    half && house.on() == On::Sqlite
}

/// Where markers stand on purpose, one of each channel: they were met, else the search would prove nothing.
const MET: &[&str] = &[
    "/api/v1/people/{id}/whereabouts",
    "/people/{id}/whereabouts",
    "/refusal-letters/{id}",
    "/notices/{id}/telling",
];

/// Looks that nobody in the story was shown, and why.
const UNSEEN: &[&str] = &[
    // Only a message has the address: the story of messages opens it.
    "/n/{link_token}",
    "/n/{link_token}/journey",
];

story!(
    no_confidential_field_reaches_who_may_not_find_somebody,
    |house| {
        let log = hears_the_log();
        let family = family(house);
        let (mut answered, mut all_met) = (BTreeSet::new(), BTreeSet::new());
        for (number, role) in Role::ALL.iter().enumerate() {
            for relation in RELATIONS {
                let sits = (*role, *relation) == (Role::Supervisor, Relation::Assigned);
                if !sits && !is_asked(house, number, *relation) {
                    continue;
                }
                let person = house.staff("Robin", &[*role]);
                relates(house, &person, *relation, &family.child);
                if sits {
                    family.seats(person.id);
                }
                let finds = may_find(*role, *relation);
                let looked = looks_everywhere(&person, &family, (finds, sits));
                let (wrong, met) = (looked.wrong, looked.met);
                assert!(wrong.is_empty(), "{role}, {relation}: {wrong:#?}");
                // Who may find them does: else the search would prove nothing.
                assert_eq!(!met.is_empty(), finds, "{role}, {relation}: met at {met:?}");
                all_met.extend(met);
                answered.extend(looked.answered);
            }
        }
        let looks = rows().into_iter().filter(|row| row.method == "GET");
        let unseen: Vec<String> = looks
            .map(|row| row.path)
            .filter(|path| !answered.contains(path))
            .collect();
        assert_eq!(
            unseen, UNSEEN,
            "every other look was answered, and searched"
        );
        for channel in MET {
            assert!(all_met.contains(*channel), "{channel}: {all_met:?}");
        }
        let heard = log;
        let log = heard.text();
        let told = seen_in(&log, &all_markers());
        assert!(told.is_empty(), "in the log: {told:?}");
        for name in ["Potter", "Ava"] {
            assert!(!log.contains(name), "{name} is in the log");
        }
        assert!(log.contains("answered"), "nothing was heard");
        tracing::warn!(planted = OF_THE_HOME[2], "a careless line");
        assert_eq!(seen_in(&heard.text(), &all_markers()), [OF_THE_HOME[2]]);
    }
);

story!(
    no_confidential_field_stands_in_the_database_in_clear,
    |house| {
        let clerk = house.coordinator();
        let family = family(house);
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
                assert_eq!(seen_in(&text, &all_markers()), [""; 0], "{select}");
            }
        }
        for text in house.texts("select content from audit_fact where content is not null") {
            assert!(!text.contains("Potter"), "a name in the audit: {text}");
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
