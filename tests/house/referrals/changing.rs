//! What a change does not reach: another family's child, and a brother nobody decided about.

use std::collections::BTreeSet;

use kernel::refusal::Kind;
use law::access::Role;
use serde_json::{Value, json};

use super::{
    accepted, call, completes, deciding::family, needed, plan, plans::running, steps, version,
    writes,
};
use crate::{
    people::{adds, adult, ava, excludes},
    support::Person,
};

const NOBODY: &str = "per_01ARZ3NDEKTSV4RRFFQ69G5FAV";

/// Records somebody as the child's grandmother.
#[track_caller]
fn grandmother_of(person: &Person<'_>, child: &str) -> String {
    let joan = adds(person, &adult("Joan"));
    let kin = json!({ "relative": joan, "relationship": "grandparent", "responsibility": "no" });
    let path = format!("/api/v1/people/{child}/relatives");
    person.api("PUT", &path).json(&kin).answer().expect(204);
    joan
}

story!(
    a_plan_is_changed_only_for_whom_its_referral_names,
    |house| {
        let (priya, asha) = (house.social_worker("Priya"), house.coordinator());
        let [child, mother] = family(&priya);
        let made = accepted(&priya, &asha, &child, &mother);
        let joan = grandmother_of(&priya, &child);
        let [excluded, sealed, other] = [(); 3].map(|()| adds(&priya, &ava()));
        excludes(house, asha.id, &excluded);
        house.sql(&format!(
            "update person set state = 'sealed' where id = '{sealed}'"
        ));
        let path = format!("/api/v1/plans/{}", made.plan);
        let changes = |wanted: &Value| {
            let asking = asha.api("PUT", &path).header("if-match", "\"1\"");
            asking
                .json(&json!({ "plan": wanted, "reason": "They play well." }))
                .answer()
        };
        let with = |other: &str| {
            let mut wanted = plan(&child, &mother);
            wanted["children"] = json!([child, other]);
            let refused = changes(&wanted);
            assert_eq!(refused.problem(), Kind::Invalid);
            refused.json()["errors"].clone()
        };
        let nobody = with(NOBODY);
        assert_eq!(nobody[0]["code"], "not-found");
        for (name, hidden) in [
            ("excluded", &excluded),
            ("sealed", &sealed),
            ("an adult", &joan),
        ] {
            assert_eq!(with(hidden), nobody, "{name}: as somebody who is not there");
        }
        assert_eq!(with(&other)[0]["code"], "not-referred");
        let to_joan = changes(&plan(&child, &joan));
        assert_eq!(to_joan.problem(), Kind::Invalid);
        assert_eq!(to_joan.json()["errors"][0]["code"], "not-referred");
        let form = asha.opens(&format!("/plans/{}/change", made.plan));
        assert!(
            form.expect(200)
                .says("Somebody whom the referral does not name")
        );
        let kept = asha.api("GET", &path).answer().expect(200).json();
        assert_eq!(kept["children"], json!([child]));
        assert_eq!(kept["version"], 1);
    }
);

story!(
    in_proceedings_a_changed_plan_is_recorded_in_full_too,
    |house| {
        let (priya, asha) = (house.social_worker("Priya"), house.coordinator());
        let [child, mother] = family(&priya);
        let (path, current) = writes(&priya, "emergency", &child, &mother);
        let stage = json!({ "answers": [{ "question": "stage", "value": "in_proceedings" }] });
        let written = steps(&priya, &format!("{path}/answers/legal"), &current, &stage).expect(200);
        let sent = steps(
            &priya,
            &format!("{path}/send"),
            &version(&written),
            &Value::Null,
        )
        .expect(200);
        let wanted = plan(&child, &mother);
        let made = steps(&asha, &format!("{path}/accept"), &version(&sent), &wanted).expect(201);
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let changes = |recording: &str| {
            let mut wanted = plan(&child, &mother);
            wanted["recording"] = recording.into();
            wanted["minutes"] = "60".into();
            let asking = asha.api("PUT", &format!("/api/v1/plans/{id}"));
            asking
                .header("if-match", "\"1\"")
                .json(&json!({ "plan": wanted, "reason": "It goes well." }))
                .answer()
        };
        let less = changes("attendance_only");
        assert_eq!(less.problem(), Kind::Invalid);
        assert_eq!(less.json()["errors"][0]["code"], "in-proceedings");
        changes("full").expect(200);
    }
);

/// Refers the child and her brother together, and has it accepted; the referral and its plan.
fn referred_together(
    (priya, asha): (&Person<'_>, &Person<'_>),
    [child, brother, mother]: [&str; 3],
) -> [String; 2] {
    let (path, current) = writes(priya, "emergency", child, mother);
    let both = json!({ "persons": [child, brother] });
    let named = steps(priya, &format!("{path}/answers/children"), &current, &both).expect(200);
    let sent = steps(
        priya,
        &format!("{path}/send"),
        &version(&named),
        &Value::Null,
    )
    .expect(200);
    let mut wanted = plan(child, mother);
    wanted["children"] = json!([child, brother]);
    let made = steps(asha, &format!("{path}/accept"), &version(&sent), &wanted).expect(201);
    [sent, made].map(|answer| answer.json()["id"].as_str().unwrap().to_owned())
}

story!(
    a_change_for_one_child_does_not_end_the_plan_of_the_other,
    |house| {
        let (priya, asha) = (house.social_worker("Priya"), house.coordinator());
        let [child, mother] = family(&priya);
        let brother = adds(&priya, &ava());
        let [referral, first] = referred_together((&priya, &asha), [&child, &brother, &mother]);

        let change = json!({ "kind": "change", "children": [child], "renews": referral });
        let begun = priya.api("POST", "/api/v1/referrals").json(&change);
        let begun = begun.answer().expect(201);
        let path = begun.header("location").unwrap().to_owned();
        let mut current = version(&begun);
        for (topic, body) in needed() {
            let written = steps(&priya, &format!("{path}/answers/{topic}"), &current, &body);
            current = version(&written.expect(200));
        }
        let current = completes(&priya, &path, &current);
        let sent = steps(&priya, &format!("{path}/send"), &current, &Value::Null).expect(200);
        let called = steps(&asha, &format!("{path}/call"), &version(&sent), &call()).expect(200);
        let mut hers = plan(&child, &mother);
        hers["from"] = "2026-12-14".into();
        hers["review_by"] = "2027-03-14".into();
        let accept = || steps(&asha, &format!("{path}/accept"), &version(&called), &hers);
        let refused = accept();
        assert_eq!(refused.problem(), Kind::WrongState);
        assert!(refused.body.contains("also about another child"));

        let his =
            json!({ "plan": plan(&brother, &mother), "reason": "She has her own from now on." });
        let asking = asha.api("PUT", &format!("/api/v1/plans/{first}"));
        let left = asking.header("if-match", "\"1\"").json(&his).answer();
        assert_eq!(
            left.problem(),
            Kind::Invalid,
            "their mother is not recorded as his"
        );
        let kin = json!({ "relative": mother, "relationship": "mother", "responsibility": "yes" });
        let relatives = format!("/api/v1/people/{brother}/relatives");
        let recorded = priya.api("PUT", &relatives).json(&kin).answer();
        recorded.expect(204);
        let asking = asha.api("PUT", &format!("/api/v1/plans/{first}"));
        let left = asking.header("if-match", "\"1\"").json(&his).answer();
        left.expect(200);
        let second = accept().expect(201).json()["id"].clone();
        assert_eq!(running(house, &brother, "2026-12-14"), [first.as_str()]);
        assert_eq!(
            running(house, &child, "2026-12-14"),
            [second.as_str().unwrap()]
        );
        let before = asha.api("GET", &format!("/api/v1/referrals/{referral}"));
        let before = before.answer().expect(200).json();
        assert_eq!(before["referral"]["state"], "accepted", "his plan goes on");
    }
);

story!(a_page_of_referrals_is_full_while_there_are_more, |house| {
    let (priya, sam) = (house.social_worker("Priya"), house.social_worker("Sam"));
    let begins = |worker: &Person<'_>| {
        let child = adds(worker, &ava());
        let body = json!({ "kind": "new", "children": [child] });
        let begun = worker.api("POST", "/api/v1/referrals").json(&body);
        let begun = begun.answer().expect(201).json();
        begun["id"].as_str().unwrap().to_owned()
    };
    let mut hers = BTreeSet::new();
    for _ in 0..3 {
        hers.insert(begins(&priya));
        begins(&sam);
        begins(&sam);
    }
    let reads = |path: &str| {
        let page = priya.api("GET", path).answer().expect(200).json();
        let items = page["items"].as_array().unwrap().iter();
        let ids: BTreeSet<String> = items
            .map(|one| one["id"].as_str().unwrap().to_owned())
            .collect();
        (ids, page["next"].as_str().map(str::to_owned))
    };
    let (first, next) = reads("/api/v1/referrals?limit=2");
    assert_eq!(first.len(), 2);
    let next = next.unwrap();
    let (rest, end) = reads(&format!("/api/v1/referrals?limit=2&cursor={next}"));
    assert_eq!((rest.len(), end), (1, None));
    let all: BTreeSet<String> = first.union(&rest).cloned().collect();
    assert_eq!(all, hers);
    let nobody = house.staff("Nia", &[Role::TeamManager]);
    let none = nobody.api("GET", "/api/v1/referrals?limit=2").answer();
    let none = none.expect(200).json();
    assert_eq!(
        (&none["items"], none.get("next")),
        (&json!([]), None),
        "no gap tells of what is hidden"
    );
});

story!(one_child_kept_from_somebody_keeps_what_two_share, |house| {
    let (priya, asha) = (house.social_worker("Priya"), house.coordinator());
    let [child, mother] = family(&priya);
    let brother = adds(&priya, &ava());
    let [referral, first] = referred_together((&priya, &asha), [&child, &brother, &mother]);
    let shared = [
        format!("/api/v1/plans/{first}"),
        format!("/api/v1/referrals/{referral}"),
    ];
    let opens = |who: &Person<'_>| {
        let status = |path: &String| who.api("GET", path).answer().status;
        shared.iter().map(status).collect::<Vec<_>>()
    };
    assert_eq!((opens(&asha), opens(&priya)), (vec![200; 2], vec![200; 2]));
    excludes(house, asha.id, &brother);
    assert_eq!((opens(&asha), opens(&priya)), (vec![404; 2], vec![200; 2]));
    house.sql(&format!(
        "update person set state = 'sealed' where id = '{brother}'"
    ));
    assert_eq!(opens(&priya), vec![404; 2], "hers, and sealed");
});
