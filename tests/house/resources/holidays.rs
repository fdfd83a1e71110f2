//! Bank holidays: kept by the administrator, read by those who plan.

use law::access::Role;

use crate::support::TestHouse;

const A_ROYAL_DAY: &str = r#"{"england-and-wales": {"division": "england-and-wales", "events": [{"title": "A royal day", "date": "2026-12-01", "notes": "", "bunting": true}]}}"#;

fn lists(house: &TestHouse) -> i64 {
    house.number("select count(*) from bank_holiday_list")
}

story!(the_administrator_puts_another_list_in_force, |house| {
    let adele = house.staff("Adele", &[Role::Administrator]);
    let asha = house.coordinator();
    let page = asha.opens("/bank-holidays").expect(200);
    assert!(page.says("This is the list that comes with the program."));
    assert!(page.says("Friday 25 December 2026: Christmas Day"));
    assert!(!page.says("Replace the list"), "not hers to replace");
    asha.opens("/bank-holidays/edit").expect(403);

    let label = "The text of the GOV.UK file bank-holidays.json";
    let form = adele.opens("/bank-holidays/edit").expect(200).form("Save");
    let again = form.fills(label, "Monday").is_sent().expect(422);
    assert!(again.says("Paste the whole text of the GOV.UK file"));
    assert_eq!(lists(house), 0);
    let form = again.form("Save").fills(label, A_ROYAL_DAY);
    let page = form.is_sent().expect(303).follows().expect(200);
    assert!(page.says("Tuesday 1 December 2026: A royal day"));
    assert!(
        !page.says("Christmas Day") && page.says("was put in force on Tuesday 24 November 2026")
    );
    assert_eq!(lists(house), 1);
});
