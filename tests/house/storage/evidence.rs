//! Every look at personal data and every change leaves its fact, or is not answered.

use kernel::{fact::Purpose, refusal::Kind};
use kith::http::RouteRow;
use law::access::{Act, Role};
use serde_json::json;

use crate::http::{filled, rows};
use crate::matrix::{means::Means, sessions, told};
use crate::orders::{Records, records_of};
use crate::referrals::{Referred, accepted};
use crate::support::{Person, TestHouse};

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

/// A household, for the addresses that are about one.
fn adds_household(person: &Person<'_>) -> String {
    let body = json!({ "name": "The Ferns", "contact": {
        "phone": "01632 960222", "address": "1 Low Road", "postcode": "ZZ99 9ZZ" } });
    let added = person
        .api("POST", "/api/v1/households")
        .json(&body)
        .answer()
        .expect(201);
    added.json()["id"].as_str().unwrap().to_owned()
}

/// One of each thing there is to look at.
struct Kept {
    ava: String,
    ferns: String,
    records: Records,
    referred: Referred,
    means: Means,
}

impl Kept {
    fn by(house: &TestHouse, clerk: &Person<'_>) -> Self {
        let (ava, other) = (adds_ava(clerk), adds_ava(clerk));
        let records = records_of(clerk, &ava, &other);
        let abel = house.staff("Abel", &[Role::Coordinator]);
        let referred = accepted(clerk, &abel, &ava, &other);
        sessions::book(house, &ava, &referred.plan);
        told::of(house, clerk.id, std::slice::from_ref(&ava));
        Self {
            records,
            referred,
            ferns: adds_household(clerk),
            means: Means::new(clerk),
            ava,
        }
    }

    /// The address of a route, about whichever record of the story it is about.
    fn at(&self, path: &str) -> String {
        let (session, plan) = (sessions::of(&self.ava), &self.referred.plan);
        let path = path
            .replace("{monday}", "2026-11-30")
            .replace("{day}", "2026-12-01")
            .replace("{hazard}", "violence_to_child");
        let path = &path.replace("{topic}", "health");
        if path == "/api/v1/risk" {
            return format!("{path}?waits_for=approval");
        }
        let notice = told::notice_of(&self.ava);
        if path.ends_with("/sessions/new") {
            return format!("{path}?plan={plan}");
        }
        let id = if path.contains("/sessions/{id}") {
            &session
        } else if path.contains("/plans/{id}") {
            plan
        } else if path.contains("/referrals/{id}") {
            &self.referred.referral
        } else if path.contains("/households/{id}") {
            &self.ferns
        } else if path.contains("/orders/{id}") {
            &self.records.order
        } else if path.contains("/refusals/{id}") {
            &self.records.refusal
        } else if path.contains("/refusal-letters/{id}") {
            &self.records.letter
        } else if path.contains("/risk/{id}") {
            &self.records.risk
        } else if path.contains("/notices/{id}") {
            &notice
        } else {
            self.means.of(path).unwrap_or(&self.ava)
        };
        let when = if path.ends_with("/fits") {
            "?day=2026-12-02&from=13:00&to=14:00"
        } else {
            ""
        };
        filled(path, id) + when
    }
}

/// The routes that show personal data to whoever runs the service. What a supervisor looks at of
/// their own, a record that must be signed first and the page of a link have stories of their own.
fn is_a_look(row: &RouteRow) -> bool {
    row.method == "GET"
        && row.act.personal()
        && !matches!(
            row.act,
            Act::ShowOwnAvailability
                | Act::RecordOwnAbsence
                | Act::ShowToday
                | Act::RecordSession
                | Act::SignRecord
                | Act::ShowRecord
                | Act::AddAddendum
                | Act::OpenLink
                | Act::OpenJourney
                | Act::ShowJourney
                | Act::AnswerLink
        )
}

/// Somebody who may look at everything there is.
fn who_may_look(house: &TestHouse) -> Person<'_> {
    house.staff(
        "Asha",
        &[Role::Coordinator, Role::ServiceManager, Role::Administrator],
    )
}

story!(
    every_look_at_personal_data_leaves_one_fact_that_says_who_what_and_what_for,
    |house| {
        let asha = who_may_look(house);
        let kept = Kept::by(house, &asha);
        asha.opens("/").expect(200);
        let looks = rows();
        let looks = looks.iter().filter(|row| is_a_look(row));
        let mut looked = 0;
        for row in looks {
            let path = kept.at(&row.path);
            let before = house.number(FACTS);
            if path.starts_with("/api/") {
                asha.api("GET", &path).answer().expect(200);
            } else {
                asha.opens(&path).expect(200);
            }
            assert_eq!(house.number(FACTS) - before, 1, "GET {path}");
            let fact = house.texts(
                "select act || ' ' || actor || ' ' || content from audit_fact \
             where act not in ('house.keep') order by at desc, stream, seq desc limit 1000",
            );
            let wanted = format!("{} {} ", row.act, asha.id);
            let fact = fact.iter().find(|fact| fact.starts_with(&wanted));
            let fact = fact.unwrap_or_else(|| panic!("GET {path}: no fact of {wanted}"));
            let stated = Purpose::ALL
                .iter()
                .any(|purpose| fact.contains(&format!("\"purpose\":\"{purpose}\"")));
            assert!(stated, "{fact}");
            looked += 1;
        }
        assert!(looked >= 5, "{looked} looks");
    }
);

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
story!(alone when_the_fact_cannot_be_written_nothing_is_answered_and_nothing_is_saved, |house| {
    use kith::storage::faults::AUDIT_FAILS;
    let asha = who_may_look(house);
    let kept = Kept::by(house, &asha);
    let proof = asha.csrf();
    AUDIT_FAILS.set(true);
    for row in rows().iter().filter(|row| is_a_look(row)) {
        let path = kept.at(&row.path);
        let answer = if path.starts_with("/api/") {
            asha.api("GET", &path).answer()
        } else {
            asha.opens(&path).answer
        };
        assert_eq!(answer.status, 503, "GET {path}");
        assert_eq!(answer.header("retry-after"), Some("5"));
        for secret in ["Ava", "Hollis", "April 2019", "2019-04-30"] {
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

#[cfg(not(feature = "faults"))]
const _: fn(&TestHouse, Kind) = |_, _| ();
