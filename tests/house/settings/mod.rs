//! Stories of settings: what a service decides for itself, by whom, and what becomes of it.

use law::access::Role;

use crate::support::TestHouse;

const LATE: &str = "How late may a family member come?";
const WHY: &str = "Why are they changed?";

fn versions(house: &TestHouse) -> i64 {
    house.number("select count(*) from setting_list")
}

story!(the_service_manager_decides_and_it_counts_at_once, |house| {
    let maya = house.staff("Maya", &[Role::ServiceManager]);
    let page = maya.opens("/settings").expect(200);
    assert!(page.says("These are the settings that come with the program."));
    assert!(page.says("15 minutes"));

    let form = maya.opens("/settings/edit").expect(200).form("Save");
    let again = form.fills(LATE, "2").is_sent().expect(422);
    assert!(again.says("Enter a number from 5 to 60"));
    assert!(again.says("Enter a reason"));
    assert_eq!(versions(house), 0, "nothing is half saved");

    let form = again.form("Save").fills(LATE, "10");
    let form = form.fills(WHY, "Buses are better now");
    let page = form.is_sent().expect(303).follows().expect(200);
    assert!(page.says("10 minutes") && page.says("Buses are better now"));
    assert_eq!(versions(house), 1);
});

story!(two_who_change_settings_do_not_undo_each_other, |house| {
    let adele = house.staff("Adele", &[Role::Administrator]);
    let maya = house.staff("Maya", &[Role::ServiceManager]);
    let (hers, also_hers) = (
        adele.opens("/settings/edit").expect(200).form("Save"),
        maya.opens("/settings/edit").expect(200).form("Save"),
    );
    let first = hers.fills(LATE, "20").fills(WHY, "Winter").is_sent();
    first.expect(303);
    let second = also_hers.fills(LATE, "10").fills(WHY, "Summer").is_sent();
    let again = second.expect(409);
    assert!(again.says("Somebody else changed this since you opened it."));
    assert_eq!(versions(house), 1);
});

story!(settings_are_not_for_everybody, |house| {
    for role in [Role::SocialWorker, Role::Coordinator, Role::Supervisor] {
        let person = house.staff("Sam", &[role]);
        person.opens("/settings").expect(403);
        person.opens("/settings/edit").expect(403);
    }
});

story!(a_program_changes_settings_by_their_version, |house| {
    let maya = house.staff("Maya", &[Role::ServiceManager]);
    let shown = maya.api("GET", "/api/v1/settings").answer().expect(200);
    let mut settings = shown.json()["settings"].clone();
    settings["write_up_hours"] = "48".into();
    settings["reason"] = "Two supervisors are on leave".into();
    let puts = |version: Option<&str>| {
        let asking = maya.api("PUT", "/api/v1/settings").json(&settings);
        let asking = match version {
            Some(version) => asking.header("if-match", version),
            None => asking,
        };
        asking.answer()
    };
    puts(None).expect(428);
    puts(Some("\"7\"")).expect(412);
    let put = puts(Some("\"1\"")).expect(200).json();
    assert_eq!(put["version"], 2);
    assert_eq!(put["settings"]["write_up_hours"], "48");
    puts(Some("\"1\"")).expect(412);
    assert_eq!(versions(house), 1);
});
