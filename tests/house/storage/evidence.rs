//! Every look at personal data and every change leaves its fact, or is not answered.

use std::collections::BTreeSet;

use kernel::{fact::Purpose, refusal::Kind};
use kith::http::RouteRow;
use law::access::{Act, Role};
use serde_json::json;

use crate::{
    http::rows,
    notifications::{Scene, link},
    support::{Answer, On, Person, TestHouse, tell_alone},
    thread::{Thread, Whereabouts},
};

const FACTS: &str = "select count(*) from audit_fact";

fn adds_ava(person: &Person<'_>) -> String {
    let body = json!({ "given_name": "Ava", "family_name": "Hollis", "born_on": "2019-04-30",
        "is_child": true, "first_language": "English" });
    let added = person
        .api("POST", "/api/v1/people")
        .json(&body)
        .answer()
        .expect(201);
    added.json()["id"].as_str().unwrap().to_owned()
}

/// A family with everything that is kept of one.
fn family(house: &TestHouse) -> Thread<'_> {
    let contact = |address: &str| json!({ "phone": "01632 960222", "address": address, "postcode": "ZZ99 9ZZ" });
    let found = Whereabouts {
        child: contact(SECRETS[0]),
        mother: contact(SECRETS[1]),
        home: contact(SECRETS[2]),
    };
    Thread::new(house, &found)
}

/// What no answer may hold of them that has no fact.
const SECRETS: [&str; 6] = [
    "1 Low Road",
    "2 Low Road",
    "3 Low Road",
    "Ava",
    "Potter",
    "April 2019",
];

/// Looks that only a message has the address of; they have a story of their own.
fn is_by_link(row: &RouteRow) -> bool {
    matches!(row.act, Act::OpenLink | Act::OpenJourney)
}

/// The routes that show personal data to whoever is signed in.
fn looks() -> impl Iterator<Item = RouteRow> {
    let all = rows().into_iter();
    all.filter(|row| row.method == "GET" && row.act.personal() && !is_by_link(row))
}

/// Who may look at everything there is of the family: who runs the service, and who holds its sessions.
struct Lookers<'l, 'h> {
    asha: Person<'h>,
    milo: &'l Person<'h>,
}

impl<'l, 'h> Lookers<'l, 'h> {
    fn new(house: &'h TestHouse, family: &'l Thread<'h>) -> Self {
        let roles = [Role::Coordinator, Role::ServiceManager, Role::Administrator];
        let lookers = Self {
            asha: house.staff("Asha", &roles),
            milo: &family.milo,
        };
        // To sign in leaves facts as well.
        for one in [&lookers.asha, lookers.milo] {
            one.tokens();
            one.opens("/session").expect(200);
        }
        lookers
    }

    /// Which of them a look is for.
    fn of(&self, row: &RouteRow) -> &Person<'h> {
        match row.act {
            Act::ShowOwnAvailability
            | Act::RecordOwnAbsence
            | Act::ShowToday
            | Act::RecordSession
            | Act::SignRecord
            | Act::ShowJourney => self.milo,
            _ => &self.asha,
        }
    }

    fn look(&self, row: &RouteRow, path: &str) -> Answer {
        let who = self.of(row);
        if path.starts_with("/api/") {
            who.api("GET", path).answer()
        } else {
            who.opens(path).answer
        }
    }
}

/// Whom a look is about, where its path says it.
fn subject<'f>(family: &'f Thread<'_>, row: &RouteRow, path: &str) -> Option<&'f str> {
    const OF_A_CASE: &[&str] = &[
        "/people/{id}",
        "/orders/{id}",
        "/refusals/{id}",
        "/refusal-letters/{id}",
        "/referrals/{id}",
        "/plans/{id}",
        "/sessions/{id}",
        "/risk/{id}",
        "/notices/{id}",
    ];
    let is_of_a_case = OF_A_CASE.iter().any(|part| row.path.contains(part));
    let whose = if path.contains(&family.mother) {
        &family.mother
    } else {
        &family.child
    };
    is_of_a_case.then_some(whose.as_str())
}

/// Every fact there is: its act, whose it is, and its place.
fn facts(house: &TestHouse) -> BTreeSet<String> {
    let facts = "select act || ' ' || actor || ' ' || stream || ' ' || seq from audit_fact";
    house.texts(facts).into_iter().collect()
}

/// What is wrong with what a look left: not one fact of it, by whoever looked, that says what for and
/// whom it is about.
fn misses(
    house: &TestHouse,
    left: &[String],
    (row, who): (&RouteRow, &Person<'_>),
    subject: Option<&str>,
) -> Option<String> {
    let [fact] = left else {
        return Some(format!("{} facts: {left:?}", left.len()));
    };
    let place = fact.strip_prefix(&format!("{} {} ", row.act, who.id));
    let Some((stream, seq)) = place.and_then(|place| place.split_once(' ')) else {
        return Some(format!("no fact of it: {fact}"));
    };
    let at = format!("stream = '{stream}' and seq = {seq}");
    let said = house.texts(&format!(
        "select content from audit_fact where {at}
         union all select person from audit_subject where {at}"
    ));
    let states = |purpose: &Purpose| {
        let stated = format!("\"purpose\":\"{purpose}\"");
        said.iter().any(|text| text.contains(&stated))
    };
    let named = subject.is_none_or(|subject| said.iter().any(|text| text == subject));
    (!named || !Purpose::ALL.iter().any(states)).then(|| format!("{said:?}"))
}

/// What looking left.
#[derive(Default)]
struct Left {
    /// Looks that left anything but one whole fact.
    wrong: Vec<String>,
    /// Looks that were shown, one of each route.
    shown: Vec<(RouteRow, String)>,
    /// Routes that showed nobody anything.
    unseen: Vec<String>,
}

/// Looks, until something is shown, at every so-manieth thing there is of the family.
fn looked(house: &TestHouse, family: &Thread<'_>, lookers: &Lookers<'_, '_>, nth: usize) -> Left {
    let (mut left, mut known) = (Left::default(), facts(house));
    for row in looks().step_by(nth) {
        let before = left.shown.len();
        for path in family.addresses(&row.path) {
            let status = lookers.look(&row, &path).status;
            let all = facts(house);
            let new: Vec<String> = all.difference(&known).cloned().collect();
            known = all;
            if status != 200 {
                continue;
            }
            let about = subject(family, &row, &path);
            let wrong = misses(house, &new, (&row, lookers.of(&row)), about);
            left.wrong
                .extend(wrong.map(|wrong| format!("GET {path}: {wrong}")));
            left.shown.push((row.clone(), path));
            break;
        }
        if left.shown.len() == before {
            left.unseen.push(row.path);
        }
    }
    left
}

/// A look that leaves no fact is found, and one that leaves two.
#[cfg(feature = "faults")]
#[test]
fn a_look_that_leaves_none_or_two_is_found() {
    use kith::storage::faults::{LOOKS_LEAVE_NOTHING, LOOKS_LEAVE_TWO};
    tell_alone(On::Sqlite, |house| {
        let family = family(house);
        let lookers = Lookers::new(house, &family);
        for switch in [&LOOKS_LEAVE_NOTHING, &LOOKS_LEAVE_TWO] {
            switch.set(true);
            let left = looked(house, &family, &lookers, 6);
            switch.set(false);
            let (wrong, shown) = (left.wrong.len(), left.shown.len());
            assert!(shown > 15, "{shown} looks");
            assert_eq!(wrong, shown, "a test that cannot fail proves nothing");
        }
    });
}

story!(a_look_names_the_person_it_was_at, |house| {
    let asha = house.coordinator();
    let ava = adds_ava(&asha);
    let named = format!("select count(*) from audit_subject where person = '{ava}'");
    let before = house.number(&named);
    asha.api("GET", &format!("/api/v1/people/{ava}"))
        .answer()
        .expect(200);
    assert_eq!(house.number(&named) - before, 1);
    asha.api("GET", "/api/v1/people").answer().expect(200);
    assert_eq!(
        house.number(&named) - before,
        2,
        "a list names everyone on it"
    );
});

story!(an_attempt_at_what_is_not_theirs_is_kept, |house| {
    let (asha, priya) = (house.coordinator(), house.social_worker("Priya"));
    let ava = adds_ava(&asha);
    let kept = format!(
        "select count(*) from audit_fact where stream = '{}' and act = 'people.show' \
         and content like '%refused%'",
        priya.id
    );
    priya
        .api("GET", &format!("/api/v1/people/{ava}"))
        .answer()
        .expect(404);
    assert_eq!(house.number(&kept), 1);
});

#[cfg(feature = "faults")]
story!(alone every_look_at_personal_data_leaves_one_fact_or_is_not_answered, |house| {
    use kith::storage::faults::AUDIT_FAILS;
    let family = family(house);
    let lookers = Lookers::new(house, &family);
    // What a look leaves is settled above the database: on the other one a third of them is asked.
    let nth = if house.on() == On::Sqlite { 1 } else { 3 };
    let left = looked(house, &family, &lookers, nth);
    assert!(left.wrong.is_empty(), "{}", left.wrong.join("\n"));
    assert_eq!(left.unseen, [""; 0], "every look was shown");
    let (shown, asha) = (left.shown, &lookers.asha);
    let proof = asha.csrf();
    AUDIT_FAILS.set(true);
    for (row, path) in shown {
        let answer = lookers.look(&row, &path);
        assert_eq!(answer.status, 503, "GET {path}");
        assert_eq!(answer.header("retry-after"), Some("5"));
        for secret in SECRETS {
            assert!(!answer.body.contains(secret), "GET {path}: {}", answer.body);
        }
    }
    let before = nothing_is_saved(house);
    let body = json!({ "given_name": "Noah", "family_name": "Hollis", "born_on": "2021-04-30",
        "is_child": true, "first_language": "English" });
    let added = asha.api("POST", "/api/v1/people").json(&body).answer();
    assert_eq!(added.problem(), Kind::Unavailable);
    asha.browser().posts("/sign-out", &[("csrf_token", &proof)]).expect(503);
    assert_eq!(nothing_is_saved(house), before);
    AUDIT_FAILS.set(false);
    asha.api("POST", "/api/v1/people").json(&body).answer().expect(201);
    asha.opens("/").expect(200);
});

#[cfg(feature = "faults")]
fn nothing_is_saved(house: &TestHouse) -> [i64; 4] {
    [
        "audit_fact",
        "person",
        "caseload",
        "browser_session where ended_at is not null",
    ]
    .map(|table| house.number(&format!("select count(*) from {table}")))
}

/// What the bearer of a link does, with the act of it: one fact, about the child.
#[cfg(feature = "faults")]
fn leaves_one(house: &TestHouse, child: &str, act: Act, does: impl Fn() -> u16) {
    let of_it = format!(
        "select count(*) from audit_fact f join audit_subject s on s.stream = f.stream and s.seq = f.seq
         where f.act = '{act}' and s.person = '{child}'"
    );
    let before = [FACTS, &of_it].map(|select| house.number(select));
    assert!(does() < 400, "{act}");
    let after = [FACTS, &of_it].map(|select| house.number(select));
    assert_eq!(after, before.map(|number| number + 1), "{act}");
}

#[cfg(feature = "faults")]
mail_story!(alone whoever_has_a_link_leaves_a_fact_or_is_shown_nothing, |house, server| {
    use kith::storage::faults::AUDIT_FAILS;
    let scene = Scene::new(house, server);
    scene.publishes(scene.plans("2026-12-01"));
    scene.delivers();
    house.clock.set("2026-12-01T09:00:00Z".parse().unwrap());
    let (carer, driver) = (link(server, "ok.carer"), format!("{}/journey", link(server, "ok.taxi")));
    let browser = house.browser();
    let seen = || browser.opens(&carer).expect(200).form("Seen");
    let form = seen();
    AUDIT_FAILS.set(true);
    let refused = [browser.opens(&carer), browser.opens(&driver), form.is_sent()];
    for page in refused.map(|page| page.expect(503)) {
        for secret in ["Ava", "3 Canaryhome Lane", "10:00"] {
            assert!(!page.says(secret), "{}", page.answer.body);
        }
    }
    AUDIT_FAILS.set(false);
    assert_eq!(scene.notices("acknowledged"), 0, "nothing was saved");
    let opens = |path: &str| browser.opens(path).answer.status;
    leaves_one(house, &scene.child, Act::OpenLink, || opens(&carer));
    leaves_one(house, &scene.child, Act::OpenJourney, || opens(&driver));
    let form = seen();
    let before = house.number(FACTS);
    form.is_sent().expect(303);
    assert_eq!(house.number(FACTS) - before, 1, "the button");
});

#[cfg(not(feature = "faults"))]
const _: fn(&TestHouse, Kind) = |_, _| ();
