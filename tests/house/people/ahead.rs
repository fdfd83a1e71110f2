//! A day typed wrong: refused where the year is wrong, put right while it is still to come.

use kernel::refusal::Kind;
use serde_json::json;

use super::{adds, adds_household, ava};
use crate::support::{Page, Person};

/// The form of that address with a first day in it.
fn dated<'b, 'h>(
    who: &'b Person<'h>,
    path: &str,
    (select, option): (&str, &str),
    date: [&str; 3],
) -> Page<'b, 'h> {
    let form = who.opens(path).expect(200).form("Save");
    let [day, month, year] = date;
    form.selects(select, option)
        .fills("Day", day)
        .fills("Month", month)
        .fills("Year", year)
        .is_sent()
}

story!(a_move_on_a_wrong_day_is_put_right, |house| {
    let priya = house.social_worker("Priya");
    let child = adds(&priya, &ava());
    for (name, address) in [("The Ferns", "1 Low Road"), ("The Oaks", "2 High Road")] {
        adds_household(&priya, name, address);
    }
    let path = format!("/people/{child}/placements/new");
    let moves = |household: &str, date: [&str; 3]| {
        dated(
            &priya,
            &path,
            ("With whom does the child live?", household),
            date,
        )
    };
    moves("The Ferns", ["1", "11", "2026"]).expect(303);
    let year = moves("The Oaks", ["24", "11", "2027"]).expect(422);
    assert!(year.says(
        "24 Nov 2027 is more than 90 days ahead. Check the year; record a later move when it is near."
    ));
    let coming = moves("The Oaks", ["12", "12", "2026"])
        .expect(303)
        .follows();
    let coming = coming.expect(200);
    assert!(
        coming.says("The Ferns, since 1 Nov 2026") && coming.says("From 12 Dec 2026: The Oaks")
    );
    let sooner = moves("The Oaks", ["2", "12", "2026"]).expect(303).follows();
    let sooner = sooner.expect(200);
    assert!(sooner.says("From 2 Dec 2026: The Oaks") && !sooner.says("12 Dec 2026"));
    let kept = house.texts(
        "select cast(from_day as text) || ' ' || coalesce(cast(until_day as text), '-') || ' ' ||
         case when replaced_at is null then 'stands' else 'replaced' end from placement order by 1",
    );
    let expected = [
        "2026-11-01 2026-12-01 stands",
        "2026-12-02 - stands",
        "2026-12-12 - replaced",
    ];
    assert_eq!(kept, expected);
    let stays = moves("The Ferns", ["24", "11", "2026"])
        .expect(303)
        .follows();
    assert!(stays.expect(200).says("The Ferns, since 24 Nov 2026"));
});

story!(a_legal_status_on_a_wrong_day_is_put_right, |house| {
    let priya = house.social_worker("Priya");
    let child = adds(&priya, &ava());
    let path = format!("/people/{child}/status/new");
    let begins = |status: &str, date: [&str; 3]| {
        dated(
            &priya,
            &path,
            ("What is the child’s legal status?", status),
            date,
        )
    };
    let (interim, care) = ("Interim care order (C1)", "Care order (C2)");
    begins(interim, ["1", "10", "2026"]).expect(303);
    let year = begins(care, ["24", "11", "2027"]).expect(422);
    assert!(year.says("24 Nov 2027 is more than 90 days ahead. Check the year"));
    let coming = begins(care, ["12", "12", "2026"]).expect(303).follows();
    let coming = coming.expect(200);
    assert!(coming.says("Interim care order, since 1 Oct 2026"));
    assert!(coming.says("From 12 Dec 2026: Care order"));
    // The same day again, which is another mistake, and then the right one.
    for (status, day) in [(interim, "12"), (care, "12"), (care, "2")] {
        begins(status, [day, "12", "2026"]).expect(303);
    }
    let orders = format!("/people/{child}/orders");
    let page = priya.opens(&orders).expect(200);
    assert!(page.says("From 2 Dec 2026: Care order") && !page.says("12 Dec 2026"));
    let found = priya.api("GET", &format!("/api/v1{orders}")).answer();
    let statuses = found.expect(200).json()["statuses"].clone();
    assert_eq!(statuses.as_array().unwrap().len(), 2);
    assert_eq!(statuses[0]["until"], statuses[1]["from"]);
    let replaced = "select cast(replaced as text) from legal_status where replaced > 0 order by 1";
    assert_eq!(house.texts(replaced), ["1", "2", "3"], "nothing is lost");
    let late = json!({ "status": "C2", "from": "2027-11-24" });
    let told = priya.api("POST", &format!("/api/v1/people/{child}/statuses"));
    assert_eq!(told.json(&late).answer().problem(), Kind::Invalid);
});
