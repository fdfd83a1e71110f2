//! A link whose week is partly over.

use law::session::Event;

use super::{Scene, family_link::link};

mail_story!(
    a_problem_is_about_what_its_page_still_shows,
    |house, server| {
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
        let page = fern.opens(&link(server, "ok.carer")).expect(200);
        assert!(page.says("Thursday 3 December") && !page.says("Which appointment"));
        let form = page.form("Seen");
        let form = form.fills("Is anything wrong? (optional)", "The time is too tight");
        form.is_sent().follows().expect(200);
        let about = house.texts("select topic from notice where problem");
        assert_eq!(about, [to_come.to_string()], "not about what is over");
    }
);
