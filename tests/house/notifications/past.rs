//! A link whose week is partly over.

use law::session::Event;

use super::{Scene, family_link::link};

mail_story!(a_problem_is_about_what_is_to_come, |house, server| {
    let scene = Scene::new(house, server);
    let (over, to_come) = (scene.plans("2026-12-01"), scene.plans("2026-12-03"));
    scene.publishes(over);
    scene.publishes(to_come);
    scene.delivers();
    for (at, event) in [
        ("09:55", Event::Open),
        ("10:00", Event::Start),
        ("11:30", Event::End),
    ] {
        house
            .clock
            .set(format!("2026-12-01T{at}:00Z").parse().unwrap());
        scene.happens(over, event);
    }
    let fern = house.browser();
    let opens = || fern.opens(&link(server, "ok.carer")).expect(200);
    // Until the end of its day it stands there as it was told: the child is on its way home.
    let page = opens();
    assert!(page.says("Tuesday 1 December") && page.says("Thursday 3 December"));
    let form = page.form("Seen");
    form.option_with("Which appointment is it about?", "Tuesday 1 December");
    let form = form.fills("Is anything wrong? (optional)", "The time is too tight");
    form.is_sent().follows().expect(200);
    let about = house.texts("select topic from notice where problem");
    assert_eq!(about, [to_come.to_string()], "not about what is over");
    house.clock.set("2026-12-02T08:00:00Z".parse().unwrap());
    let page = opens();
    assert!(page.says("Thursday 3 December") && !page.says("Tuesday 1 December"));
});
