//! What whoever refers is shown: what they began, what is arranged already, and what is still asked.

use super::{completes, family, writes};
use crate::{
    sessions::plan_of,
    support::{Page, Person},
};

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

/// Records Noah on the form a referral led to; the page to which it goes back.
fn records_noah<'b>(priya: &'b Person<'_>, form: &Page<'_, '_>) -> Page<'b, 'b> {
    let form = form.form("Save");
    let saved = form
        .fills("First name", "Noah")
        .fills("Last name", "Potter")
        .dates("born_on", "14", "8", "2022")
        .is_sent()
        .expect(303);
    priya.opens(saved.answer.header("location").unwrap())
}

story!(a_child_who_is_missing_is_recorded_on_the_way, |house| {
    let priya = house.social_worker("Priya");
    let page = priya.opens("/referrals/new").expect(200);
    assert!(page.answer.body.contains("/people/new?then=referral"));
    let form = priya.opens("/people/new?then=referral").expect(200);
    let back = records_noah(&priya, &form).expect(200);
    assert_eq!(back.heading(), "Refer children");
    let begun = back.form("Begin").chooses("New").is_sent().expect(303);
    assert!(begun.follows().says("Noah P"), "he is chosen already");

    // Ava’s referral keeps what was chosen while her brother is recorded.
    let [child, mother] = family(&priya);
    let (path, _) = writes(&priya, "new", &child, &mother);
    let page = format!("{}/children", path.trim_start_matches("/api/v1"));
    let children = priya.opens(&page).expect(200);
    let form = children.form("Save and record a child who is not listed");
    let form = form.is_sent().follows().expect(200);
    let asked = form.form("Save").fills("First name", "Theo");
    let asked = asked.fills("Last name", "Potter").is_sent().expect(422);
    let back = asked
        .form("Save")
        .dates("born_on", "15", "8", "2022")
        .is_sent()
        .follows()
        .expect(200);
    assert!(back.answer.asked.contains(&page) && back.says("Theo Potter"));
    back.form("Save and continue").is_sent().expect(303);
    let kept = priya.api("GET", &path).answer().expect(200).json();
    let children = kept["referral"]["children"].as_array().unwrap();
    assert_eq!(children.len(), 2, "both, and nothing else is lost");
    assert_eq!(
        kept["referral"]["visitors"].as_array().unwrap().len(),
        1,
        "{kept}"
    );
});

story!(a_relative_who_is_missing_is_added_on_the_way, |house| {
    let priya = house.social_worker("Priya");
    let [child, mother] = family(&priya);
    let (path, _) = writes(&priya, "new", &child, &mother);
    let page = format!("{}/meeting", path.trim_start_matches("/api/v1"));
    let meeting = priya.opens(&page).expect(200);
    let kin = meeting.form("Save and add a family member of Ava Potter who is not listed");
    let kin = kin.is_sent().follows().expect(200);

    // Her aunt is not recorded at all: she is, and is chosen when the form comes back.
    let add = kin.answer.body.split("href=\"/people/new").nth(1).unwrap();
    let add = add
        .split('"')
        .next()
        .unwrap()
        .replace("&amp;", "&")
        .replace("&#38;", "&");
    let aunt = priya.opens(&format!("/people/new{add}")).expect(200);
    let kin = aunt
        .form("Save")
        .fills("First name", "Rose")
        .fills("Last name", "Hollis")
        .is_sent()
        .follows()
        .expect(200);
    let again = kin.form("Save").is_sent().expect(422);
    let back = again
        .form("Save")
        .selects("What are they to the child?", "Aunt or uncle")
        .chooses("No")
        .is_sent()
        .follows()
        .expect(200);
    assert!(back.answer.asked.contains(&page) && back.says("Rose Hollis"));
    back.form("Save and continue").is_sent().expect(303);
    let kept = priya.api("GET", &path).answer().expect(200).json();
    let visitors = kept["referral"]["visitors"].as_array().unwrap();
    assert_eq!(visitors.len(), 2, "her mother, and the aunt: {kept}");
});
