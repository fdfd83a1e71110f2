//! People are written down at the pages, as people do it.

use crate::support::{Page, Person};

fn adds<'a, 'h>(asha: &'a Person<'h>, first: &str, born: [&str; 3]) -> Page<'a, 'h> {
    let form = asha.opens("/people/new").expect(200).form("Save");
    form.fills("First name", first)
        .fills("Last name", "Hollis")
        .fills("Day", born[0])
        .fills("Month", born[1])
        .fills("Year", born[2])
        .chooses("A looked-after child of this service")
        .is_sent()
}

story!(a_child_and_her_mother_are_added_and_related, |house| {
    let asha = house.coordinator();
    let ava = adds(&asha, "Ava", ["30", "4", "2019"]);
    let record = ava.follows().expect(200);
    assert!(
        record.heading().contains("Ava Hollis"),
        "{}",
        record.heading()
    );

    let mother = asha.opens("/people/new").form("Save");
    let mother = mother
        .fills("First name", "Jo")
        .fills("Last name", "Hollis")
        .is_sent();
    let mother = mother
        .expect(303)
        .answer
        .header("location")
        .unwrap()
        .to_owned();
    let jo = mother.rsplit('/').next().unwrap();

    let path = ava.answer.header("location").unwrap();
    let form = asha
        .opens(&format!("{path}/relatives/new"))
        .expect(200)
        .form("Save");
    let choice = form.option_of("Who?", jo);
    let form = form.selects("Who?", &choice);
    let form = form
        .selects("What are they to the child?", "Mother")
        .chooses("Yes");
    let record = form.is_sent().follows().expect(200);
    assert!(record.says("Jo Hollis") && record.says("Mother"));
    assert_eq!(house.number("select count(*) from kinship"), 1);
});

story!(a_form_sent_twice_is_saved_once, |house| {
    let asha = house.coordinator();
    let form = asha.opens("/people/new").form("Save");
    let form = form.fills("First name", "Jo").fills("Last name", "Hollis");
    let (first, second) = (form.is_sent().expect(303), form.is_sent().expect(303));
    assert_eq!(
        first.answer.header("location"),
        second.answer.header("location")
    );
    assert_eq!(house.number("select count(*) from person"), 1);
});

story!(
    what_does_not_fit_is_said_beside_the_field_and_nothing_typed_is_lost,
    |house| {
        let asha = house.coordinator();
        let form = asha.opens("/people/new").form("Save");
        let form = form
            .fills("First name", "Jo")
            .fills("Telephone number", "not a number");
        let again = form.is_sent().expect(422);
        assert!(
            again.says("There is a problem") || again.says("Enter a last name"),
            "{}",
            again.answer.body
        );
        let form = again
            .form("Save")
            .fills("Last name", "Hollis")
            .fills("Telephone number", "01632 960123");
        let record = form.is_sent().follows().expect(200);
        assert!(
            record.heading().contains("Jo Hollis"),
            "{}",
            record.heading()
        );
    }
);

story!(
    of_two_who_change_a_record_the_second_is_told_and_nothing_is_overwritten,
    |house| {
        let (asha, ben) = (house.coordinator(), house.coordinator());
        let ava = adds(&asha, "Ava", ["30", "4", "2019"]).expect(303);
        let edit = format!("{}/edit", ava.answer.header("location").unwrap());
        let (ashas, bens) = (
            asha.opens(&edit).form("Save"),
            ben.opens(&edit).form("Save"),
        );
        ashas.fills("First name", "Eva").is_sent().expect(303);
        let told = bens.fills("First name", "Ada").is_sent().expect(409);
        assert!(
            told.says("Somebody else changed this"),
            "{}",
            told.answer.body
        );
        let kept = told.form("Save");
        assert_eq!(
            kept.hidden("given_name"),
            Some("Ada"),
            "nothing typed is lost"
        );
        assert_eq!(house.texts("select given_name from person"), ["Eva"]);
    }
);
