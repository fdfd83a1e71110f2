//! Plans: changed with a reason, ended, taken the place of; and who may read them.

use std::collections::BTreeSet;

use kernel::{id::PersonId, refusal::Kind, time::LondonDay};
use kith::referrals::queries::{plans_about, plans_running};
use law::access::{Actor, Role, act};
use serde_json::{Value, json};

use super::{accepted, call, completes, family, plan, steps, version, writes};
use crate::support::{Person, TestHouse};

/// The ids of the plans that run on a day, asked both ways.
pub(super) fn running(house: &TestHouse, person: &str, day: &str) -> Vec<String> {
    let (person, day): (PersonId, LondonDay) = (person.parse().unwrap(), day.parse().unwrap());
    let found = house
        .app
        .store
        .write::<act::KeepHouse, _>(&Actor::System, |work| {
            let about = plans_about(work, &BTreeSet::from([person]), day)?;
            let mut running = plans_running(work, day, day)?;
            running.retain(|plan| plan.details.persons().contains(&person));
            assert_eq!(about.len(), running.len());
            Ok(work.kept(about.iter().map(|plan| plan.id.to_string()).collect()))
        });
    found.unwrap().into_value()
}

story!(a_plan_is_changed_with_a_reason_and_ended, |house| {
    let (priya, asha) = (house.social_worker("Priya"), house.coordinator());
    let [child, mother] = family(&priya);
    let made = accepted(&priya, &asha, &child, &mother);
    let path = format!("/api/v1/plans/{}", made.plan);
    assert!(running(house, &mother, "2026-11-29").is_empty());
    assert_eq!(running(house, &mother, "2026-11-30"), [made.plan.as_str()]);

    let mut longer = plan(&child, &mother);
    longer["minutes"] = "120".into();
    let asks_for = |version: &str, body: &Value| {
        asha.api("PUT", &path)
            .header("if-match", version)
            .json(body)
            .answer()
    };
    let silent = asks_for("\"1\"", &json!({ "plan": longer }));
    assert_eq!(silent.problem(), Kind::Invalid, "why?");
    let with_reason = json!({ "plan": longer, "reason": "The guardian asked." });
    let changed = asks_for("\"1\"", &with_reason).expect(200);
    assert_eq!(changed.json()["minutes"], 120);
    assert_eq!(asks_for("\"1\"", &with_reason).problem(), Kind::Stale);
    let hers = priya
        .api("PUT", &path)
        .header("if-match", "\"2\"")
        .json(&with_reason)
        .answer();
    assert_eq!(hers.problem(), Kind::Forbidden);

    let never = json!({ "until": "9999-12-31", "reason": "Some day." });
    let refused = steps(&asha, &format!("{path}/end"), &version(&changed), &never).expect(422);
    assert_eq!(refused.json()["errors"][0]["code"], "too-far-ahead");
    let end = json!({ "until": "2026-12-05", "reason": "They went home." });
    let ended = steps(&asha, &format!("{path}/end"), &version(&changed), &end).expect(200);
    assert_eq!(ended.json()["state"], "ended");
    assert_eq!(
        running(house, &child, "2026-12-05"),
        [made.plan.as_str()],
        "its last day"
    );
    assert!(running(house, &child, "2026-12-06").is_empty());
    assert_eq!(asks_for("\"3\"", &with_reason).problem(), Kind::WrongState);
    for change in [
        "update plan_change set version = 9",
        "delete from plan_change",
    ] {
        let says = house.refuses(change);
        assert!(says.contains("append-only"), "{change}: {says}");
    }
});

story!(a_change_takes_the_place_of_what_it_changes, |house| {
    let (priya, asha) = (house.social_worker("Priya"), house.coordinator());
    let [child, mother] = family(&priya);
    let first = accepted(&priya, &asha, &child, &mother);
    let begins = |renews: &str| {
        let body = json!({ "kind": "change", "children": [child], "renews": renews });
        priya.api("POST", "/api/v1/referrals").json(&body).answer()
    };
    assert_eq!(begins("").problem(), Kind::Invalid, "of what?");
    let begun = begins(&first.referral).expect(201);
    let path = begun.header("location").unwrap().to_owned();
    let current = completes(&priya, &path, &version(&begun));
    let sent = steps(&priya, &format!("{path}/send"), &current, &Value::Null).expect(200);
    let called = steps(&asha, &format!("{path}/call"), &version(&sent), &call()).expect(200);
    let mut less = plan(&child, &mother);
    less["from"] = "2026-12-14".into();
    less["review_by"] = "2027-03-14".into();
    let made = steps(&asha, &format!("{path}/accept"), &version(&called), &less)
        .expect(201)
        .json();
    let second = made["id"].as_str().unwrap();
    assert_eq!(running(house, &child, "2026-12-13"), [first.plan.as_str()]);
    assert_eq!(running(house, &child, "2026-12-14"), [second]);
    let before = priya
        .api("GET", &format!("/api/v1/referrals/{}", first.referral))
        .answer()
        .json();
    assert_eq!(before["referral"]["state"], "superseded");
});

story!(
    a_second_open_referral_for_the_same_pair_is_pointed_out,
    |house| {
        let (priya, asha) = (house.social_worker("Priya"), house.coordinator());
        let [child, mother] = family(&priya);
        let mut numbers = Vec::new();
        for _ in 0..2 {
            let (path, current) = writes(&priya, "new", &child, &mother);
            let sent = steps(&priya, &format!("{path}/send"), &current, &Value::Null).expect(200);
            numbers.push((path, sent.json()["number"].as_str().unwrap().to_owned()));
        }
        let [(first, one), (second, two)] = numbers.as_slice() else {
            panic!("{numbers:?}")
        };
        assert_ne!(one, two);
        let shown = asha.api("GET", first).answer().expect(200).json();
        let other = second.rsplit('/').next().unwrap();
        assert_eq!(shown["duplicates"], json!([other]));
    }
);

story!(
    a_referral_is_found_by_the_number_on_the_telephone,
    |house| {
        let (priya, asha) = (house.social_worker("Priya"), house.coordinator());
        let [child, mother] = family(&priya);
        let mut sent = Vec::new();
        for _ in 0..2 {
            let (path, current) = writes(&priya, "new", &child, &mother);
            let answer = steps(&priya, &format!("{path}/send"), &current, &Value::Null).expect(200);
            let number = answer.json()["number"].as_str().unwrap().to_owned();
            sent.push((path.rsplit('/').next().unwrap().to_owned(), number));
        }
        let [(first, one), (second, _)] = sent.as_slice() else {
            panic!("{sent:?}")
        };
        let shows = |person: &Person<'_>, number: &str, id: &str| {
            let header = format!("/people?name=%20{}", number.to_lowercase());
            let page = person.opens(&header).expect(303).follows().expect(200);
            page.answer.body.contains(&format!("/referrals/{id}"))
        };
        assert!(shows(&asha, one, first) && !shows(&asha, one, second));
        let asked = format!("/api/v1/referrals?number={one}");
        let found = asha.api("GET", &asked).answer().expect(200).json();
        assert_eq!(found["items"].as_array().unwrap().len(), 1);
        assert_eq!(found["items"][0]["id"], first.as_str());
        let misheard = asha.opens("/people?name=FT-2026-0001-").follows();
        assert!(misheard.says("No referral that you can see has this number"));
        let other = house.social_worker("Olu");
        assert!(!shows(&other, one, first), "no case of hers");
    }
);

story!(
    a_reviewing_officer_reads_the_plan_and_not_the_referral,
    |house| {
        let (priya, asha) = (house.social_worker("Priya"), house.coordinator());
        let [child, mother] = family(&priya);
        let made = accepted(&priya, &asha, &child, &mother);
        let ivan = house.staff("Ivan", &[Role::Iro]);
        let plan = format!("/api/v1/plans/{}", made.plan);
        assert_eq!(ivan.api("GET", &plan).answer().status, 404);
        house.sql(&format!(
            "insert into caseload values ('{}', '{child}', 'own', 0)",
            ivan.id
        ));
        ivan.api("GET", &plan).answer().expect(200);
        let referral = format!("/api/v1/referrals/{}", made.referral);
        assert_eq!(ivan.api("GET", &referral).answer().status, 403);
    }
);

story!(a_plan_rests_on_an_order_that_is_recorded, |house| {
    let (priya, asha) = (house.social_worker("Priya"), house.coordinator());
    let [child, mother] = family(&priya);
    let mut ordered = plan(&child, &mother);
    ordered["basis"] = "order".into();
    let (path, current) = writes(&priya, "emergency", &child, &mother);
    let sent = steps(&priya, &format!("{path}/send"), &current, &Value::Null).expect(200);
    let accepts = || steps(&asha, &format!("{path}/accept"), &version(&sent), &ordered);
    let refused = |answer: &crate::support::Answer| {
        let error = answer.json()["errors"][0].clone();
        assert_eq!(
            error["pointer"].as_str().unwrap().rsplit('/').next(),
            Some("basis")
        );
        assert_eq!(error["code"], "no-order");
    };
    refused(&accepts().expect(422));

    let puts = |made: &str, body: &Value| {
        let asking = asha.api("PUT", &format!("/api/v1/plans/{made}"));
        let body = json!({ "plan": body, "reason": "The guardian asked." });
        asking.header("if-match", "\"1\"").json(&body).answer()
    };
    let enters = |form: &str| {
        let mut order = crate::orders::order(&child);
        order["form"] = form.into();
        priya
            .api("POST", "/api/v1/orders")
            .json(&order)
            .answer()
            .expect(201);
    };
    enters("other");
    refused(&accepts().expect(422));
    enters("C34A");
    let accepted = accepts().expect(201).json();
    assert_eq!(
        accepted["plan"]["basis"]
            .as_str()
            .or(accepted["basis"].as_str()),
        Some("order")
    );

    // Another plan is changed to it: of that child none is recorded yet.
    let [sister, aunt] = family(&priya);
    let made = super::accepted(&priya, &asha, &sister, &aunt).plan;
    let mut changed = plan(&sister, &aunt);
    changed["basis"] = "order".into();
    refused(&puts(&made, &changed).expect(422));
    let order = crate::orders::order(&sister);
    priya
        .api("POST", "/api/v1/orders")
        .json(&order)
        .answer()
        .expect(201);
    puts(&made, &changed).expect(200);
});
