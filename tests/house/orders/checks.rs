//! Who checks an order, and what ends when it is checked.

use kernel::{id::PersonId, refusal::Kind};
use law::access::Role;
use serde_json::{Value, json};

use super::{order, rule, scans, script::in_force};
use crate::{
    people::{adds, ava},
    support::Person,
};

story!(
    who_took_a_rule_out_or_added_the_scan_does_not_check,
    |house| {
        let asha = house.coordinator();
        let [mona, mara, lena] = [
            ("Mona", Role::ServiceManager),
            ("Mara", Role::ServiceManager),
            ("Lena", Role::Legal),
        ]
        .map(|(name, role)| house.staff(name, &[role]));
        let child = adds(&asha, &ava());
        let entered = asha.api("POST", "/api/v1/orders").json(&order(&child));
        let id = entered.answer().expect(201).json()["id"].clone();
        let id = id.as_str().unwrap();
        let path = format!("/api/v1/orders/{id}");
        let asking = asha.api("POST", &format!("{path}/rules"));
        let ruled = asking.header("if-match", "\"1\"").json(&rule()).answer();
        let ruled = ruled.expect(200).json()["rules"][0]["id"].clone();
        let removing = mona.api(
            "DELETE",
            &format!("{path}/rules/{}", ruled.as_str().unwrap()),
        );
        removing.header("if-match", "\"2\"").answer().expect(200);
        let current = scans(&mara, id);
        let checks = |person: &Person<'_>| {
            let asking = person.api("POST", &format!("{path}/check"));
            let asking = asking.header("if-match", &current);
            asking.json(&json!({ "compared": true })).answer()
        };
        for author in [&mona, &mara] {
            let own = checks(author);
            assert_eq!(own.problem(), Kind::SecondPerson);
            assert!(own.body.contains("took one out or added its scan"));
        }
        checks(&lena).expect(200);
        for change in [
            "update order_author set user_id = user_id",
            "delete from order_author",
        ] {
            let says = house.refuses(change);
            assert!(says.contains("append-only"), "{change}: {says}");
        }
    }
);

story!(a_new_order_for_one_child_leaves_the_other_theirs, |house| {
    let priya = house.social_worker("Priya");
    let lena = house.staff("Lena", &[Role::Legal]);
    let [child, brother] = [adds(&priya, &ava()), adds(&priya, &ava())];
    let enters = |body: &Value| {
        let entered = priya.api("POST", "/api/v1/orders").json(body).answer();
        let id = entered.expect(201).json()["id"].clone();
        id.as_str().unwrap().to_owned()
    };
    let checks = |id: &str| {
        let current = scans(&priya, id);
        let asking = lena.api("POST", &format!("/api/v1/orders/{id}/check"));
        let asking = asking.header("if-match", &current);
        asking
            .json(&json!({ "compared": true }))
            .answer()
            .expect(200);
    };
    let mut of_both = order(&child);
    of_both["children"] = json!([child, brother]);
    let first = enters(&of_both);
    checks(&first);
    let mut of_one = order(&child);
    of_one["from"] = "2026-11-23".into();
    of_one["supersedes"] = first.clone().into();
    checks(&enters(&of_one));

    // How many children each order that is about this one names on a day.
    let names = |whose: &str, day: &str| -> Vec<usize> {
        let whom: PersonId = whose.parse().unwrap();
        let found = in_force(house, whose, day);
        let about = found.iter().filter(|order| order.children.contains(&whom));
        about.map(|order| order.children.len()).collect()
    };
    assert_eq!(names(&child, "2026-11-22"), [2], "history stays");
    assert_eq!(names(&child, "2026-11-24"), [1], "her own");
    assert_eq!(names(&brother, "2026-11-24"), [1], "his goes on");
    let shown = lena
        .api("GET", &format!("/api/v1/orders/{first}"))
        .answer()
        .expect(200)
        .json();
    assert_eq!(shown.get("ended_on"), None);
    assert_eq!(
        shown["ended_for"],
        json!([{ "child": child, "on": "2026-11-23" }])
    );
    let orders = |whose: &str| lena.opens(&format!("/people/{whose}/orders"));
    assert!(orders(&child).says("No longer in force from 23 Nov 2026"));
    assert!(!orders(&brother).says("No longer in force"));

    // Once it has ended for her, no other order takes its place for her.
    let again = priya.api("POST", "/api/v1/orders").json(&of_one).answer();
    assert_eq!(again.problem(), Kind::Invalid);
    let mut of_him = order(&brother);
    of_him["supersedes"] = first.clone().into();
    checks(&enters(&of_him));
    let shown = lena.api("GET", &format!("/api/v1/orders/{first}")).answer();
    assert_eq!(shown.expect(200).json()["ended_on"], "2026-11-23");
    assert_eq!(
        names(&child, "2026-11-22"),
        [1],
        "hers ended on its own day"
    );
});
