//! The order of the third script: entered by one, checked by another, superseded by a third.

use std::collections::BTreeSet;

use kernel::{id::PersonId, refusal::Kind, time::LondonDay};
use kith::orders::queries::{orders_in_force, statuses};
use law::{
    access::{Actor, Role, act},
    order::OrderInForce,
};
use serde_json::{Value, json};

use super::{order, records_of, rule, scans};
use crate::{
    people::{adds, adult, ava, excludes},
    support::{Person, TestHouse},
};

const TEXT: &str = "1. Recital.\n2. Family time takes place on no fewer than two occasions each week.\n\
    3. Partner J. CANARY shall not be present.";

/// Ava with her mother and her mother's partner, on the caseload of this person.
fn family(person: &Person<'_>) -> [String; 3] {
    let ids = [
        adds(person, &ava()),
        adds(person, &adult("Mary")),
        adds(person, &adult("Jay")),
    ];
    let path = format!("/api/v1/people/{}/relatives", ids[0]);
    for (relative, relationship) in [(&ids[1], "mother"), (&ids[2], "other")] {
        let kin =
            json!({ "relative": relative, "relationship": relationship, "responsibility": "no" });
        person.api("PUT", &path).json(&kin).answer().expect(204);
    }
    ids
}

pub(super) fn in_force(house: &TestHouse, child: &str, day: &str) -> Vec<OrderInForce> {
    let (child, day): (PersonId, LondonDay) = (child.parse().unwrap(), day.parse().unwrap());
    let found = house
        .app
        .store
        .write::<act::KeepHouse, _>(&Actor::System, |work| {
            let children = BTreeSet::from([child]);
            statuses(work, &children)?;
            let orders = orders_in_force(work, &children, day)?;
            Ok(work.kept(orders.into_values().collect::<Vec<_>>()))
        });
    found.unwrap().into_value()
}

/// Enters the order of the script on the page, with both its rules.
fn enters_the_order(asha: &Person<'_>, child: &str) -> String {
    let form = asha
        .opens(&format!("/people/{child}/orders/new"))
        .expect(200);
    let form = form.form("Save and add its rules");
    let again = form.is_sent().expect(422);
    assert!(
        again.says("Choose the form it was made on") && again.says("Enter the words of the order")
    );
    let form = form
        .selects("Which form is it?", "Contact with a child in care (C34A)")
        .selects("What are its words?", "Contact order (section 34)")
        .fills("Which court?", "Family Court at Northwick")
        .fills("Case number", "NW26C00123")
        .chooses("When the court orders otherwise")
        .chooses("Mary Potter (mother)")
        .fills("The words of the order, as they stand", TEXT);
    let parts = [("day", "3"), ("month", "11"), ("year", "2026")];
    let form = ["made_on", "from"].iter().fold(form, |form, date| {
        parts.iter().fold(form, |form, (part, value)| {
            form.types(&format!("{date}-{part}"), value)
        })
    });
    let saved = form.is_sent().expect(303);
    let order = saved.answer.header("location").unwrap().to_owned();
    adds_its_rules(asha, &order);
    order
}

fn adds_its_rules(asha: &Person<'_>, order: &str) {
    let often = asha
        .opens(&format!("{order}/rules/new?question=how_often"))
        .expect(200);
    let often = often.form("Add this rule");
    let wrong = often.is_sent().expect(422);
    assert!(wrong.says("Copy the words of the order that this rule comes from"));
    often
        .fills(
            "The words it comes from",
            "no fewer than two occasions each week",
        )
        .chooses("At least")
        .fills("How many sessions?", "2")
        .selects("In each what?", "Week")
        .chooses("Only the court")
        .is_sent()
        .follows()
        .expect(200);
    let not = asha
        .opens(&format!("{order}/rules/new?question=who_may_not"))
        .expect(200);
    let missed = "Somebody who is not in the list must be recorded as family first.";
    assert!(not.says(missed) && not.says("Add a family member"));
    let not = not
        .form("Add this rule")
        .chooses("Jay Potter")
        .chooses("Only the court");
    let stray = not
        .fills("The words it comes from", "Partner K. shall not come")
        .is_sent()
        .expect(422);
    assert!(
        stray.says("These words do not stand in the order")
            && stray.says("Partner K. shall not come")
    );
    let page = stray
        .form("Add this rule")
        .fills(
            "The words it comes from",
            "Partner J. CANARY shall not be present",
        )
        .is_sent()
        .follows();
    assert!(page.says("The person named may not be present.") && page.says("Jay Potter"));
}

story!(an_order_is_entered_by_one_and_checked_by_another, |house| {
    // In a small service one person is coordinator and manager.
    let asha = house.staff("Asha", &[Role::Coordinator, Role::ServiceManager]);
    let [child, mother, partner] = family(&asha);
    let path = enters_the_order(&asha, &child);
    let orders = in_force(house, &child, "2026-11-24");
    let [unchecked] = orders.as_slice() else {
        panic!("{orders:?}")
    };
    assert!(!unchecked.checked && unchecked.rules.len() == 2);
    assert!(unchecked.allows.contains(&mother.parse().unwrap()));
    assert!(
        in_force(house, &child, "2026-11-02").is_empty(),
        "not before its first day"
    );
    assert_eq!(
        in_force(house, &partner, "2026-11-24").len(),
        1,
        "found by whom it names"
    );

    let page = asha.opens(&path).expect(200);
    assert!(page.says("Not checked yet: what it forbids and the least it gives count already, what it allows does not"));
    assert!(page.says("It cannot be checked until its scan is there"));
    scans(&asha, path.trim_start_matches("/orders/"));
    let page = asha.opens(&path).expect(200);
    let check = "I have compared each rule with the words of the order";
    let unsaid = page.form("Mark as checked").is_sent().expect(422);
    assert!(unsaid.says("Compare each rule with the words of the order, then say so here"));
    let own = page
        .form("Mark as checked")
        .chooses(check)
        .is_sent()
        .expect(409);
    assert!(own.says("somebody else must check it"));
    let lena = house.staff("Lena", &[Role::Legal]);
    let page = lena.opens(&path).expect(200);
    assert!(page.says("Jay Potter"), "Legal reads whom a rule names");
    page.form("Mark as checked")
        .chooses(check)
        .is_sent()
        .follows()
        .expect(200);
    let page = asha.opens(&format!("/people/{child}/orders")).expect(200);
    assert!(page.says("Checked by Lena on 24 Nov 2026"));
    assert!(page.says("At least 2 sessions in each week."));
    assert!(in_force(house, &child, "2026-11-24")[0].checked);

    let api = format!("/api/v1{path}");
    let late = asha
        .api("POST", &format!("{api}/rules"))
        .header("if-match", "\"5\"");
    let mut more = rule();
    more["quote"] = "Recital".into();
    assert_eq!(late.json(&more).answer().problem(), Kind::WrongState);
    assert!(!asha.opens(&path).says("Remove this rule"));
});

story!(
    a_new_order_takes_the_place_of_another_when_it_is_checked,
    |house| {
        let (priya, lena) = (
            house.social_worker("Priya"),
            house.staff("Lena", &[Role::Legal]),
        );
        let child = adds(&priya, &ava());
        let enters = |body: &Value| {
            let entered = priya
                .api("POST", "/api/v1/orders")
                .json(body)
                .answer()
                .expect(201);
            entered.json()["id"].as_str().unwrap().to_owned()
        };
        let checks = |id: &str, version: &str| {
            let asking = lena.api("POST", &format!("/api/v1/orders/{id}/check"));
            asking
                .header("if-match", version)
                .json(&json!({ "compared": true }))
                .answer()
        };
        let first = enters(&order(&child));
        checks(&first, &scans(&priya, &first)).expect(200);
        let mut second = order(&child);
        second["supersedes"] = first.clone().into();
        second["from"] = "2026-11-23".into();
        let second = enters(&second);
        assert_eq!(
            in_force(house, &child, "2026-11-24").len(),
            2,
            "both restrict until the check"
        );
        let rules = format!("/api/v1/orders/{second}/rules");
        let adds = |version| {
            priya
                .api("POST", &rules)
                .header("if-match", version)
                .json(&rule())
                .answer()
        };
        adds("\"1\"").expect(200);
        assert_eq!(adds("\"1\"").problem(), Kind::Stale, "changed since");
        assert_eq!(
            checks(&second, "\"1\"").problem(),
            Kind::Stale,
            "compared another version"
        );
        let unseen = checks(&second, "\"2\"");
        assert_eq!(unseen.problem(), Kind::WrongState);
        assert!(unseen.body.contains("checked against the scan"));
        checks(&second, &scans(&priya, &second)).expect(200);
        assert_eq!(in_force(house, &child, "2026-11-24").len(), 1);
        assert_eq!(
            in_force(house, &child, "2026-11-22").len(),
            1,
            "history stays"
        );
        let ended = lena
            .api("GET", &format!("/api/v1/orders/{first}"))
            .answer()
            .expect(200);
        assert_eq!(ended.json()["ended_on"], "2026-11-23");
    }
);

story!(a_discharged_order_ends_on_its_day, |house| {
    let (priya, lena) = (
        house.social_worker("Priya"),
        house.staff("Lena", &[Role::Legal]),
    );
    let child = adds(&priya, &ava());
    let entered = priya.api("POST", "/api/v1/orders").json(&order(&child));
    let id = entered.answer().expect(201).json()["id"].clone();
    let path = format!("/api/v1/orders/{}/discharge", id.as_str().unwrap());
    let discharges = |person: &Person<'_>, on: &str, version: u8| {
        let body = json!({ "on": on, "reason": "Discharged by the court." });
        let asking = person.api("POST", &path);
        let asking = asking.header("if-match", format!("\"{version}\""));
        asking.json(&body).answer()
    };
    let forbidden = discharges(&priya, "2026-12-01", 1);
    assert_eq!(forbidden.problem(), Kind::Forbidden, "it loosens");

    let said = discharges(&lena, "2026-12-02", 1).expect(200).json();
    assert_eq!(said["discharge_on"], "2026-12-02");
    assert!(said["ended_on"].is_null());
    // She mistyped the day, and puts it right; her own word is no second.
    for version in [2, 3] {
        discharges(&lena, "2026-12-01", version).expect(200);
    }
    assert_eq!(in_force(house, &child, "2026-12-03").len(), 1, "it holds");

    let ruth = house.staff("Ruth", &[Role::ServiceManager]);
    assert!(ruth.opens("/orders/to-check").says("discharged?"));
    let page = ruth.opens(
        path.trim_start_matches("/api/v1")
            .trim_end_matches("/discharge"),
    );
    assert!(page.says("Lena wrote that it has no force from 1 Dec 2026"));
    let other = discharges(&ruth, "2026-11-24", 4).expect(422).json();
    assert_eq!(other["errors"][0]["code"], "not-the-same-day");
    let ended = discharges(&ruth, "2026-12-01", 4).expect(200).json();
    assert_eq!(ended["ended_on"], "2026-12-01");
    assert!(in_force(house, &child, "2026-12-01").is_empty());
    assert_eq!(in_force(house, &child, "2026-11-30").len(), 1);
    assert!(!ruth.opens("/orders/to-check").says("discharged?"));
});

story!(the_words_of_an_order_travel_to_nobody_else, |house| {
    let asha = house.staff("Asha", &[Role::Coordinator, Role::ServiceManager]);
    let [child, _, partner] = family(&asha);
    let mut body = order(&child);
    body["text"] = TEXT.into();
    let entered = asha.api("POST", "/api/v1/orders").json(&body);
    let id = entered.answer().expect(201).json()["id"].clone();
    let path = format!("/api/v1/orders/{}", id.as_str().unwrap());
    let not = json!({
        "question": "who_may_not", "quote": "Partner J. CANARY", "vary": "court", "people": [partner]
    });
    let rules = format!("{path}/rules");
    let adds = |body: &Value, version| {
        asha.api("POST", &rules)
            .header("if-match", version)
            .json(body)
            .answer()
    };
    adds(&not, "\"1\"").expect(200);
    let mut stray = not.clone();
    stray["quote"] = "CANARY is nowhere".into();
    for refused in [adds(&stray, "\"2\""), adds(&not, "\"1\"")] {
        assert!(
            refused.status >= 400 && !refused.body.contains("CANARY"),
            "{}",
            refused.body
        );
    }
    for stored in [
        "select content from audit_fact",
        "select verbatim from court_order",
        "select sealed from order_rule",
    ] {
        let texts = house.texts(stored);
        assert!(
            !texts.is_empty() && texts.iter().all(|text| !text.contains("CANARY")),
            "{stored}"
        );
    }
    let stranger = house.social_worker("Sam");
    stranger.api("GET", &path).answer().expect(404);
    let page = stranger.opens(&path.replace("/api/v1", "")).expect(404);
    assert!(!page.answer.body.contains("CANARY"));
    excludes(house, asha.id, &child);
    asha.api("GET", &path).answer().expect(404);
});

story!(no_program_edits_the_words_of_an_order, |house| {
    let asha = house.staff("Asha", &[Role::Coordinator, Role::ServiceManager]);
    let child = adds(&asha, &ava());
    records_of(&asha, &child, &adds(&asha, &ava()));
    for statement in [
        "update court_order set verbatim = 'other'",
        "update court_order set made_on = '2026-01-01'",
        "update order_rule set sealed = 'other'",
        "update document set sha256 = 'other'",
        "update document_chunk set seq = 7",
        "update order_person set part = 'named'",
        "update contact_refusal set from_at = from_at + 1",
    ] {
        assert!(
            house.refuses(statement).contains("append-only"),
            "{statement}"
        );
    }
});
