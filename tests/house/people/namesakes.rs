//! Whoever could be recorded already is looked at before a second record of them is made.

use super::excludes;
use crate::support::{Page, Person};

const ASKS: &str = "Is this somebody already recorded?";

/// Types a person into the form.
fn types<'b>(who: &'b Person<'_>, (given, family): (&str, &str), year: &str) -> Page<'b, 'b> {
    let form = who.opens("/people/new").expect(200).form("Save");
    let form = form
        .fills("First name", given)
        .fills("Last name", family)
        .dates("born_on", "30", "4", year);
    form.is_sent()
}

story!(a_second_record_of_one_person_is_made_knowingly, |house| {
    let priya = house.social_worker("Priya");
    let people = || house.number("select count(*) from person");
    let first = types(&priya, ("Zoë", "O’Brien"), "1990").expect(303);
    let record = first.answer.header("location").unwrap().to_owned();

    let asked = types(&priya, ("zoe", "O'Brien"), "1990").expect(422);
    assert!(asked.says(ASKS) && asked.says("Zoë O’Brien, born on 30 Apr 1990"));
    for found in ["href=\"#another\"".to_owned(), format!("href=\"{record}\"")] {
        assert!(asked.answer.body.contains(&found), "{found}");
    }
    assert_eq!(people(), 1, "nothing is saved yet");
    let somebody_else = "No, this is somebody else of the same name";
    let form = asked.form("Save").chooses(somebody_else);
    form.is_sent().expect(303);
    assert_eq!(people(), 2);

    // A year that is mistyped makes nobody somebody else: both are shown, each with their day.
    let asked = types(&priya, ("Zoë", "O’Brien"), "1909").expect(422);
    assert!(asked.says("born on 30 Apr 1990"));
    let form = asked.form("Save").chooses(somebody_else);
    form.is_sent().expect(303);
    types(&priya, ("Zoë", "O’Briain"), "1990").expect(303);
    assert_eq!(people(), 4, "of another name nothing is asked");
});

story!(who_may_not_know_of_somebody_is_not_asked_of_them, |house| {
    let (priya, sam) = (house.social_worker("Priya"), house.social_worker("Sam"));
    let first = types(&priya, ("Ava", "Potter"), "2019").expect(303);
    let child = first.answer.header("location").unwrap();
    let child = child.trim_start_matches("/people/");
    types(&sam, ("Ava", "Potter"), "2019").expect(303);

    let asha = house.coordinator();
    let asked = types(&asha, ("Ava", "Potter"), "2019").expect(422);
    assert!(asked.answer.body.contains(child));
    excludes(house, asha.id, child);
    let asked = types(&asha, ("Ava", "Potter"), "2019").expect(422);
    assert!(
        !asked.answer.body.contains(child),
        "only the other is named"
    );
});
