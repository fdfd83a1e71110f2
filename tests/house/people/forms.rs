//! Forms: mended at once, nothing typed is lost, sent twice saved once.

use serde_json::json;

use super::{adds, adult, ava};
use crate::support::Person;

fn people(house: &crate::support::TestHouse) -> i64 {
    house.number("select count(*) from person")
}

#[track_caller]
fn new_person<'b>(priya: &'b Person<'_>) -> crate::support::Page<'b, 'b> {
    priya.opens("/people/new").expect(200)
}

story!(
    a_form_with_mistakes_is_shown_again_with_all_that_was_typed,
    |house| {
        let priya = house.social_worker("Priya");
        let form = new_person(&priya).form("Save");
        let again = form
            .fills("First name", "Ava")
            .fills("Postcode", "nowhere")
            .fills("Address", "7 Canary Close")
            .is_sent()
            .expect(422);
        assert!(
            again.says("Enter a last name") && again.says("Enter a postcode, such as ZZ99 3VZ")
        );
        assert!(
            again.answer.body.contains("7 Canary Close"),
            "what was typed is still there"
        );
        assert_eq!(people(house), 0);
        let saved = again
            .form("Save")
            .fills("Last name", "Potter")
            .fills("Postcode", "zz99 1aa")
            .is_sent()
            .expect(303);
        assert_eq!(saved.follows().expect(200).heading(), "Ava Potter");
        assert_eq!(people(house), 1);
    }
);

story!(a_form_sent_twice_is_saved_once, |house| {
    let priya = house.social_worker("Priya");
    let form = new_person(&priya)
        .form("Save")
        .fills("First name", "Mary")
        .fills("Last name", "Potter");
    let first = form.is_sent().expect(303);
    let second = form.is_sent().expect(303);
    assert_eq!(
        first.answer.header("location"),
        second.answer.header("location")
    );
    assert_eq!(people(house), 1);
});

story!(
    a_form_opened_before_somebody_else_saved_is_not_saved_over_it,
    |house| {
        let (priya, coordinator) = (house.social_worker("Priya"), house.coordinator());
        let id = adds(&priya, &ava());
        let path = format!("/people/{id}/edit");
        let (hers, theirs) = (
            priya.opens(&path).form("Save"),
            coordinator.opens(&path).form("Save"),
        );
        hers.fills("First name", "Eva").is_sent().expect(303);
        let again = theirs.fills("First name", "Ave").is_sent().expect(409);
        assert!(again.says("Somebody else changed this"));
        assert!(
            again.answer.body.contains("\"Ave\""),
            "what was typed is still there"
        );
        assert_eq!(house.texts("select given_name from person"), ["Eva"]);
    }
);

story!(a_child_gets_family_and_a_place_to_live_by_page, |house| {
    let priya = house.social_worker("Priya");
    let child = adds(&priya, &ava());
    adds(&priya, &adult("Mary"));
    let odd = priya.opens("/people/new").expect(200).form("Save");
    let odd = odd.fills("Last name", "Potter & Son").is_sent().expect(422);
    assert!(odd.says("Last name has “&”, which cannot be used"));
    let kin = priya
        .opens(&format!("/people/{child}/relatives/new"))
        .expect(200);
    let again = kin.form("Save").is_sent().expect(422);
    assert!(again.says("Choose a relationship"));
    let form = kin.form("Save");
    let mary = form.option_with("Who?", "Mary");
    let record = form
        .selects("Who?", &mary)
        .selects("What are they to the child?", "Mother")
        .chooses("Yes")
        .is_sent()
        .expect(303)
        .follows()
        .expect(200);
    assert!(record.says("Mary Potter") && record.says("Mother"));
    // The household is not in the list: it is added on the way, and stands there chosen.
    let place = priya.opens(&format!("/people/{child}/placements/new"));
    let add = format!("/households/new?child={child}&#38;then=");
    assert!(place.expect(200).answer.body.contains(&add));
    let household = priya.opens(&add.replace("&#38;", "&")).expect(200);
    let household = household
        .form("Save")
        .fills("Telephone number", "01632 960222")
        .fills("Address", "1 Canary Row")
        .fills("Postcode", "ZZ99 9ZZ");
    let again = household.is_sent().expect(422);
    let place = again
        .form("Save")
        .fills("What is the household called?", "The Ferns")
        .is_sent()
        .expect(303)
        .follows()
        .expect(200);
    let record = place
        .form("Save")
        .fills("Day", "1")
        .fills("Month", "11")
        .fills("Year", "2026")
        .is_sent()
        .expect(303)
        .follows()
        .expect(200);
    assert!(
        record.says("The Ferns, since 1 Nov 2026"),
        "{}",
        record.answer.body
    );
});

story!(
    nobody_asks_a_child_for_parental_responsibility_but_a_young_parent,
    |house| {
        let priya = house.social_worker("Priya");
        let child = adds(&priya, &ava());
        let young = |name: &str, born: &str| {
            let body = json!({ "given_name": name, "family_name": "Reed", "born_on": born,
                "is_child": true, "first_language": "English" });
            adds(&priya, &body)
        };
        young("Noah", "2022-08-14");
        young("Lena", "2010-02-01");
        adds(&priya, &adult("Mary"));
        let path = format!("/people/{child}/relatives/new");
        let relates = |name: &str, what: &str| {
            let form = priya.opens(&path).expect(200).form("Save");
            let who = form.option_with("Who?", name);
            let form = form.selects("Who?", &who);
            form.selects("What are they to the child?", what).is_sent()
        };
        let brother = relates("Noah", "Half-brother or half-sister").expect(303);
        assert!(brother.follows().says("Half-brother or half-sister–"));
        let asked = "Say whether they hold parental responsibility";
        for (name, what) in [("Lena", "Mother"), ("Mary", "Grandparent")] {
            assert!(relates(name, what).expect(422).says(asked), "{name}");
        }
    }
);

story!(who_is_recorded_for_a_rule_is_chosen_in_that_rule, |house| {
    let asha = house.coordinator();
    let child = adds(&asha, &ava());
    let jay = adds(&asha, &adult("Jay"));
    let order = crate::orders::order(&child);
    let order = crate::resources::adds(&asha, "/api/v1/orders", &order);
    let rule = format!("/orders/{order}/rules/new?question=who_may_not");
    let page = asha.opens(&rule).expect(200);
    let link = format!("/people/{child}/relatives/new?then={order}/who_may_not");
    assert!(page.answer.body.contains(&link));
    let form = asha.opens(&link).expect(200).form("Save");
    let who = form.option_with("Who?", "Jay");
    let form = form.selects("Who?", &who);
    let form = form.selects("What are they to the child?", "Other connected person");
    let saved = form.chooses("No").is_sent().expect(303);
    let back = format!("{rule}&person={jay}");
    assert_eq!(saved.answer.header("location"), Some(back.as_str()));
    let chosen = format!("value=\"{jay}\" checked");
    let page = saved.follows().expect(200);
    assert!(page.answer.body.contains(&chosen), "{}", page.answer.body);

    let astray = format!("/people/{child}/relatives/new?then=//evil.example");
    let page = asha.opens(&astray).expect(200);
    assert!(!page.answer.body.contains("href=\"//evil"));
});
