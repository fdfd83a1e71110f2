//! What whoever refers is shown: what they began, what is arranged already, and what is still asked.

use super::{completes, family, writes};
use crate::sessions::plan_of;

story!(a_draft_waits_on_the_home_page_of_who_began_it, |house| {
    let priya = house.social_worker("Priya");
    let [child, mother] = family(&priya);
    writes(&priya, "new", &child, &mother);
    let begun = "1 referral that you began and have not sent";
    assert!(priya.opens("/").expect(200).says(begun));
    let other = house.social_worker("Sam");
    assert!(!other.opens("/").expect(200).says(begun));
});

story!(a_plan_that_runs_already_is_said_before_sending, |house| {
    let priya = house.social_worker("Priya");
    let [child, mother] = family(&priya);
    let (path, _) = writes(&priya, "new", &child, &mother);
    let page = path.trim_start_matches("/api/v1").to_owned();
    let says = |page: &str| {
        let words = "A contact plan runs already for the same child and family member";
        priya.opens(page).expect(200).says(words)
    };
    assert!(!says(&page));
    plan_of(house, &priya, "A", (&[&child], &[&mother]));
    assert!(says(&page) && says(&format!("{page}/check")));
});

story!(
    who_supplies_an_answer_is_asked_of_what_is_not_answered,
    |house| {
        let priya = house.social_worker("Priya");
        let [child, mother] = family(&priya);
        let (path, current) = writes(&priya, "new", &child, &mother);
        let page = format!("{}/health", path.trim_start_matches("/api/v1"));
        assert!(priya.opens(&page).expect(200).says("Not known yet: “"));
        completes(&priya, &path, &current);
        assert!(!priya.opens(&page).expect(200).says("Not known yet"));
    }
);
