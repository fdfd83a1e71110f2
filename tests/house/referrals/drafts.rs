//! Drafts: warned of, deleted.

use kith::referrals::commands::{delete_old_drafts, warn_of_old_drafts};
use law::access::{Actor, act};
use serde_json::json;

use super::{family, steps, writes};
use crate::support::TestHouse;

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
