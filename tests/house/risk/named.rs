//! Every form about a child names the child: those of two children look alike otherwise.

use kith::app::routes;
use law::access::Role;
use scraper::{Html, Selector};

use crate::{
    orders::records_of,
    people::{adds, ava},
};

/// Whether a page asks something about whom it shows: it has a form with a field to fill.
fn asks(body: &str) -> bool {
    let fields = "main form input:not([type=hidden]), main form textarea, main form select";
    let fields = Selector::parse(fields).unwrap();
    Html::parse_document(body).select(&fields).next().is_some()
}

/// What stands between the top of a page and its end, without the menu.
fn main_of(body: &str) -> String {
    let main = Selector::parse("main").unwrap();
    let page = Html::parse_document(body);
    page.select(&main).flat_map(|one| one.text()).collect()
}

story!(each_form_about_a_child_names_the_child, |house| {
    let roles = [
        Role::SocialWorker,
        Role::TeamManager,
        Role::Coordinator,
        Role::ServiceManager,
        Role::Legal,
    ];
    let mona = house.staff("Mona", &roles);
    let child = adds(&mona, &ava());
    let other = adds(&mona, &crate::people::adult("Mary"));
    let records = records_of(&mona, &child, &other);
    let mut asked = Vec::new();
    for row in routes().rows().iter().filter(|row| row.method == "GET") {
        let path = [
            ("/people/{id}", &child),
            ("/orders/{id}", &records.order),
            ("/refusals/{id}", &records.refusal),
            ("/risk/{id}", &records.risk),
        ]
        .into_iter()
        .find_map(|(of, id)| {
            let rest = row.path.strip_prefix(of)?;
            Some(of.replace("{id}", id) + &rest.replace("{hazard}", "violence_to_child"))
        });
        let Some(path) = path else { continue };
        let page = mona.opens(&path).answer;
        if page.status == 200 && asks(&page.body) {
            let main = main_of(&page.body);
            assert!(main.contains("Ava P"), "{}: {main}", row.path);
            asked.push(row.path.clone());
        }
    }
    for form in [
        "/people/{id}/status/new",
        "/people/{id}/refusals/new",
        "/risk/{id}/hazards/new",
        "/risk/{id}/decision",
        "/refusals/{id}/lift",
    ] {
        assert!(asked.iter().any(|path| path == form), "{form}: {asked:?}");
    }
});
