//! Stories of who looked at a record.

use law::access::Role;

use crate::people::{adds, ava};

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
    assert!(page.says("Who looked at Ava") && page.says("People: show"));
    let wrong = dee.api("GET", &format!("/api/v1/people/{child}/audit?day=soon"));
    wrong.answer().problem();
    assert_eq!(priya.opens(&format!("{record}/audit")).answer.status, 403);
    assert!(!priya.opens(&record).answer.body.contains(&link));
});

story!(an_excluded_officer_is_told_of_no_record, |house| {
    let priya = house.social_worker("Priya");
    let dee = house.staff("Dee", &[Role::Dpo]);
    let child = adds(&priya, &ava());
    house.sql(&format!(
        "insert into exclusion values ('{}', '{child}', 'her niece', '{}', 0)",
        dee.id, priya.id
    ));
    let path = format!("/api/v1/people/{child}/audit");
    assert_eq!(dee.api("GET", &path).answer().status, 404);
});
