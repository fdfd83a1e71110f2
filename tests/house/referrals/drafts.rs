//! Drafts: copied for a brother, warned of, deleted.

use kith::referrals::commands::{delete_old_drafts, warn_of_old_drafts};
use law::access::{Actor, act};
use serde_json::json;

use super::{deciding::family, steps, version, writes};
use crate::{
    people::{adds, adult, ava},
    support::TestHouse,
};

fn days(house: &TestHouse, days: i64, column: &str) {
    let millis = days * 24 * 3_600_000;
    house.sql(&format!(
        "update referral set {column} = {column} - {millis}"
    ));
}

fn keeps(house: &TestHouse) -> (usize, usize) {
    let store = &house.app.store;
    let warned = store.write::<act::KeepHouse, _>(&Actor::System, warn_of_old_drafts);
    let deleted = store.write::<act::KeepHouse, _>(&Actor::System, delete_old_drafts);
    (warned.unwrap().into_value(), deleted.unwrap().into_value())
}

story!(
    a_draft_nobody_goes_on_with_is_deleted_after_a_warning,
    |house| {
        let priya = house.social_worker("Priya");
        let [child, mother] = family(&priya);
        let (path, current) = writes(&priya, "new", &child, &mother);
        assert_eq!(keeps(house), (0, 0), "just written");
        days(house, 61, "touched_at");
        assert_eq!(keeps(house), (1, 0), "warned, not deleted");
        assert_eq!(keeps(house), (0, 0), "warned once");
        assert!(
            priya
                .opens("/")
                .says("1 draft referral about to be deleted")
        );

        let note = json!({ "answers": [{ "question": "wishes", "value": "Likes to come." }] });
        let going_on = steps(
            &priya,
            &format!("{path}/answers/considerations"),
            &current,
            &note,
        );
        going_on.expect(200);
        assert!(
            !priya.opens("/").says("about to be deleted"),
            "going on with it is enough"
        );

        days(house, 61, "touched_at");
        assert_eq!(keeps(house), (1, 0));
        days(house, 15, "warned_at");
        assert_eq!(keeps(house), (0, 1), "gone");
        assert_eq!(priya.api("GET", &path).answer().status, 404);
        assert_eq!(house.number("select count(*) from referral_person"), 0);
        assert!(house.verifies_the_audit().findings.is_empty());
    }
);

story!(a_copy_for_a_brother_takes_what_the_two_share, |house| {
    let priya = house.social_worker("Priya");
    let [child, mother] = family(&priya);
    let (noah, father) = (adds(&priya, &ava()), adds(&priya, &adult("Fred")));
    let kin = |child: &str, relative: &str, what: &str| {
        let body =
            json!({ "relative": relative, "relationship": what, "responsibility": "unknown" });
        let path = format!("/api/v1/people/{child}/relatives");
        priya.api("PUT", &path).json(&body).answer().expect(204);
    };
    kin(&child, &noah, "half_sibling");
    kin(&child, &father, "father");
    kin(&noah, &mother, "mother");
    let (path, current) = writes(&priya, "new", &child, &mother);
    let both = json!({ "persons": [mother, father] });
    let written = steps(&priya, &format!("{path}/answers/meeting"), &current, &both).expect(200);
    let health = json!({ "answers": [{ "question": "health", "value": "Ava only" }] });
    steps(
        &priya,
        &format!("{path}/answers/health"),
        &version(&written),
        &health,
    )
    .expect(200);
    let siblings = format!("{path}/copies");
    let stranger = priya
        .api("POST", &siblings)
        .json(&json!({ "child": mother }))
        .answer();
    assert_eq!(stranger.status, 422);
    let copied = priya
        .api("POST", &siblings)
        .json(&json!({ "child": noah }))
        .answer()
        .expect(201)
        .json();
    assert_eq!(copied["children"], json!([noah]));
    assert_eq!(copied["visitors"], json!([mother]), "his father is another");
    let answers: Vec<&str> = copied["answers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["question"].as_str().unwrap())
        .collect();
    assert!(
        answers.contains(&"minutes") && !answers.contains(&"health"),
        "{answers:?}"
    );
});
