//! A child is found from every page, by who may open it.

use law::access::Role;

use super::{adds, ava};

story!(a_child_is_found_by_name_and_by_reference, |house| {
    let asha = house.coordinator();
    let ava = adds(&asha, &ava());
    let reference = ava[ava.len() - 5..].to_lowercase();
    let rota = asha.opens("/rota").expect(200);
    assert!(rota.says("Who must be told") && rota.says("Held sessions"));
    assert_eq!(rota.form("Search").hidden("name"), Some(""));
    let found = |text: &str| asha.opens(&format!("/people?name={text}")).expect(200);
    assert!(found(&reference).says("Ava") && found("ava").says("Ava"));
    let other = house.social_worker("Sam");
    let list = other.opens(&format!("/people?name={reference}"));
    assert!(!list.expect(200).says("Ava"), "not a child of hers");
    let admin = house.staff("Robin", &[Role::Administrator]);
    assert!(
        !admin
            .opens("/")
            .expect(200)
            .answer
            .body
            .contains("kith-search")
    );
});

story!(a_name_is_found_however_it_is_typed, |house| {
    let asha = house.coordinator();
    for (given, family) in [("Zoë", "O’Brien"), ("Niamh", "O'Connor")] {
        let mut child = ava();
        child["given_name"] = given.into();
        child["family_name"] = family.into();
        adds(&asha, &child);
    }
    let found = |text: &str| asha.opens(&format!("/people?name={text}")).expect(200);
    for text in ["O'Brien", "o%E2%80%99brien", "Zoe", "zo%C3%AB"] {
        assert!(
            found(text).says("Zoë O") && !found(text).says("Niamh O"),
            "{text}"
        );
    }
    for text in ["O'Connor", "O%E2%80%99Connor"] {
        assert!(found(text).says("Niamh O"), "{text}");
    }
});

story!(the_guide_is_read_on_the_help_page, |house| {
    let browser = house.browser();
    let page = browser.opens("/help").expect(200);
    assert!(page.says("Planning the week") && page.says("Fill the week books what"));
});

story!(
    a_household_that_nobody_is_called_is_said_to_be_none,
    |house| {
        let priya = house.social_worker("Priya");
        let child = adds(&priya, &ava());
        super::adds_household(&house.coordinator(), "The Ferns", "7 Canary Close");
        let form = format!("/people/{child}/placements/new");
        let missed = priya.opens(&format!("{form}?name=Ashe")).expect(200);
        assert!(
            missed.says("No name has “Ashe” in it."),
            "{}",
            missed.answer.body
        );
        let found = priya.opens(&format!("{form}?name=Fern")).expect(200);
        assert!(found.says("The Ferns") && !found.says("No name has"));
        super::adds_household(&house.coordinator(), "Zoë O’Brien", "8 Canary Close");
        for typed in ["zoe%20o'b", "Zo%C3%AB%20O%E2%80%99B"] {
            let found = priya.opens(&format!("{form}?name={typed}")).expect(200);
            assert!(
                found.says("Zoë O’Brien") && !found.says("The Ferns"),
                "{typed}"
            );
        }
    }
);
