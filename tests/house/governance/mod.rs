//! Stories of who looked at a record.

use law::access::Role;

use crate::{
    people::{adds, ava, excludes},
    sessions::Stage,
};

story!(the_officer_lists_who_looked_at_a_child_today, |house| {
    let priya = house.social_worker("Priya");
    let dee = house.staff("Dee", &[Role::Dpo]);
    let child = adds(&priya, &ava());
    let record = format!("/people/{child}");
    let trail = |day: &str| {
        let path = format!("/api/v1/people/{child}/audit{day}");
        let found = dee.api("GET", &path).answer().expect(200).json();
        let items = found["items"].as_array().unwrap().clone();
        let deeds = items.iter().map(|item| {
            let text = |key: &str| item[key].as_str().unwrap_or_default().to_owned();
            (text("name"), text("act"))
        });
        deeds.collect::<Vec<_>>()
    };
    let priya_looks = ("Priya".to_owned(), "people.show".to_owned());
    assert!(!trail("").contains(&priya_looks), "she only added her");
    priya.opens(&record).expect(200);
    let today = trail("");
    assert!(today.contains(&priya_looks), "{today:?}");
    let own = ("Dee".to_owned(), "governance.show_audit".to_owned());
    assert!(today.contains(&own), "looking here is kept too");
    assert_eq!(trail("?day=2026-11-23"), [], "nobody looked yesterday");

    let page = dee.opens(&record).expect(200);
    let link = format!("href=\"{record}/audit\"");
    assert!(page.answer.body.contains(&link));
    let page = dee.opens(&format!("{record}/audit")).expect(200);
    assert!(page.says("Who looked at Ava") && page.says("Opens a person"));
    let wrong = dee.api("GET", &format!("/api/v1/people/{child}/audit?day=soon"));
    wrong.answer().problem();
    assert_eq!(priya.opens(&format!("{record}/audit")).answer.status, 403);
    assert!(!priya.opens(&record).answer.body.contains(&link));
});

story!(the_auditor_sees_who_did_what_and_no_family, |house| {
    let (priya, owen) = (
        house.social_worker("Priya"),
        house.staff("Owen", &[Role::Auditor]),
    );
    let child = adds(&priya, &ava());
    priya.opens(&format!("/people/{child}")).expect(200);

    let home = owen.opens("/").expect(200);
    assert!(home.answer.body.contains("href=\"/audit\""));
    let rosa = house.staff("Rosa", &[Role::Supervisor]);
    let whereabouts = format!("/people/{child}/whereabouts");
    assert_ne!(rosa.opens(&whereabouts).answer.status, 200);
    priya.opens(&whereabouts).expect(200);
    let page = owen.opens("/audit").expect(200);
    let where_found = "Reads where somebody can be found";
    let refusal = format!("Refused, nothing was shown or changed. Tried: {where_found}");
    assert!(page.says(&refusal) && page.answer.body.matches(where_found).count() == 2);
    assert!(page.says("Priya") && page.says("Opens a person") && page.says("A person"));
    assert!(page.says("Tuesday 24 November 2026"));
    for hidden in ["Ava", "Potter", child.as_str()] {
        assert!(!page.answer.body.contains(hidden), "{hidden}");
    }
    let list = |query: &str| {
        let asked = owen.api("GET", &format!("/api/v1/audit{query}"));
        asked.answer().expect(200)
    };
    let today = list("");
    assert!(!today.body.contains(&child), "not even by its id");
    let items = today.json()["items"].as_array().unwrap().clone();
    let has = |name: &str, act: &str| {
        let is = |item: &serde_json::Value| item["name"] == name && item["act"] == act;
        items.iter().any(is)
    };
    assert!(has("Priya", "people.add") && has("Priya", "people.show"));
    let tries = items
        .iter()
        .filter(|item| item["act"] == "people.show_whereabouts");
    let tries: Vec<_> = tries
        .map(|item| (&item["name"], &item["refused"]))
        .collect();
    assert_eq!(
        tries,
        [
            (&"Priya".into(), &false.into()),
            (&"Rosa".into(), &true.into())
        ]
    );
    assert!(
        has("Owen", "governance.list_audit"),
        "that he looked is kept"
    );
    assert_eq!(
        list("?day=2026-11-23").json()["items"],
        serde_json::json!([])
    );
    assert_eq!(list("?part=2").json()["items"], serde_json::json!([]));
    let wrong = owen.api("GET", "/api/v1/audit?part=0").answer();
    wrong.expect(422).problem();

    owen.opens(&format!("/people/{child}/audit")).expect(404);
    assert_eq!(priya.opens("/audit").answer.status, 403);
    assert!(!priya.opens("/").answer.body.contains("href=\"/audit\""));
    house.staff("Dee", &[Role::Dpo]).opens("/audit").expect(200);
});

story!(an_excluded_officer_is_told_of_no_record, |house| {
    let priya = house.social_worker("Priya");
    let dee = house.staff("Dee", &[Role::Dpo]);
    let child = adds(&priya, &ava());
    excludes(house, dee.id, &child);
    let path = format!("/api/v1/people/{child}/audit");
    assert_eq!(dee.api("GET", &path).answer().status, 404);
});

story!(a_refused_try_stands_in_the_trail_of_the_child, |house| {
    let priya = house.social_worker("Priya");
    let (dee, rosa) = (
        house.staff("Dee", &[Role::Dpo]),
        house.staff("Rosa", &[Role::Supervisor]),
    );
    let asha = house.staff("Asha", &[Role::Coordinator]);
    let child = adds(&priya, &ava());
    let other = adds(&priya, &ava());
    excludes(house, asha.id, &child);
    // One is refused at the door, the other by the exclusion.
    let refused = rosa.opens(&format!("/people/{child}/whereabouts"));
    assert_ne!(refused.answer.status, 200);
    assert_eq!(asha.opens(&format!("/people/{child}")).answer.status, 404);
    asha.opens(&format!("/people/{other}")).expect(200);

    let trail = |of: &str| {
        let path = format!("/api/v1/people/{of}/audit");
        let found = dee.api("GET", &path).answer().expect(200).json();
        let items = found["items"].as_array().unwrap().clone();
        let refused = items.into_iter().filter(|item| item["refused"] == true);
        let who = refused.map(|item| item["name"].as_str().unwrap().to_owned());
        who.collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(trail(&child), ["Asha", "Rosa"].map(str::to_owned).into());
    assert_eq!(trail(&other), [].into());
    let page = dee.opens(&format!("/people/{child}/audit")).expect(200);
    assert!(page.says("Refused, nothing was shown or changed. Tried: Opens a person"));
});

story!(
    a_refused_try_at_a_session_stands_in_the_trail_of_its_children,
    |house| {
        let stage = Stage::set(house);
        let id = stage.books(&stage.session());
        let robin = house.staff("Robin", &[Role::Administrator]);
        let dee = house.staff("Dee", &[Role::Dpo]);
        let pages = [
            format!("/sessions/{id}"),
            format!("/sessions/{id}/brief"),
            format!("/sessions/{id}/record"),
            format!("/plans/{}", stage.plan),
        ];
        for page in &pages {
            let refused = robin.opens(page).answer.status;
            assert!([403, 404].contains(&refused), "{page}: {refused}");
        }
        robin.opens("/sessions/ses_01ARZ3NDEKTSV4RRFFQ69G5FAV");
        for of in [&stage.ava, &stage.mother] {
            let path = format!("/api/v1/people/{of}/audit");
            let found = dee.api("GET", &path).answer().expect(200).json();
            let tries = found["items"].as_array().unwrap().iter();
            let tries = tries.filter(|item| item["refused"] == true && item["name"] == "Robin");
            assert_eq!(tries.count(), pages.len(), "{found}");
        }
    }
);
