//! An assessment whose review is due: a manager continues once, for seven days, by name.

use kernel::{id::UserId, refusal::Kind};
use law::{
    access::Role,
    risk::{Continuation, Validity},
};
use serde_json::json;

use super::{approved, content, pair, script::force, step};

story!(a_manager_continues_for_a_week_by_name, |house| {
    let (priya, tom) = (
        house.social_worker("Priya"),
        house.staff("Tom", &[Role::ServiceManager]),
    );
    let [child, mother] = pair(&priya);
    let about = [child.as_str(), mother.as_str()];
    let id = approved((&priya, &tom), about, &content("2026-11-20", "2026-11-27"));
    assert!(priya.opens("/").says("1 risk assessment is due for review"));
    assert!(priya.opens("/risk/due").says("3 days left"));
    let path = format!("/risk/{id}/continue");
    assert_eq!(priya.opens(&path).answer.status, 403, "no manager");

    let form = tom.opens(&path).expect(200);
    assert!(form.says("27 November 2026") && form.says("Two supervisors throughout"));
    let form = form.form("Continue on these controls");
    let empty = form.is_sent().expect(422);
    assert!(empty.says("Enter a last day") && empty.says("Enter a reason"));
    let reason = "CANARY continuation: the review is on Monday.";
    let form = form.fills("Why is that safe, and why is the review late?", reason);
    let long = form.dates("until", "6", "12", "2026").is_sent();
    let long = long.expect(422);
    assert!(long.says("seven days at most") && long.says(reason));
    let form = long.form("Continue on these controls");
    let page = form.dates("until", "5", "12", "2026").is_sent().follows();
    assert!(page.says("28 Nov 2026 to 5 Dec 2026, decided by Tom"));
    let tom_id: UserId = tom.id;
    let force = force(house, &child, &mother);
    let one = force.values().next().unwrap();
    let day = |text: &str| text.parse().unwrap();
    let expected = Continuation::new(tom_id, day("2026-11-28"), day("2026-12-05")).unwrap();
    assert_eq!(one.continuation, Some(expected));
    assert_eq!(one.validity_on(day("2026-12-05")), Validity::Continued);
    assert_eq!(one.validity_on(day("2026-12-06")), Validity::RunOut);
    let again = json!({ "until": "2026-12-05", "reason": "Again." });
    assert_eq!(
        step(&tom, (&id, 5), "continue", &again).problem(),
        Kind::RuleRefuses
    );
});
