//! What a carer is told of who is with the children on the way, what changed in it, and when.

use serde_json::json;

use super::{
    Scene, adds, link,
    telling::{last, only},
};

const DAY: &str = "2026-12-01";

mail_story!(
    a_change_of_supervisor_alone_shows_who_collects_now_and_who_was_to,
    |house, server| {
        let scene = Scene::new(house, server);
        let session = scene.plans(DAY);
        scene.publishes(session);
        scene.delivers();
        let milo = json!({ "name": "Milo Finch", "contract_hours": "37", "in_use": true,
            "phone": "07700 900778" });
        let milo = adds(&scene.clerk, "/api/v1/supervisors", &milo);
        let steps_in = |who: &str| {
            let sql = format!(
                "update occupation set resource_id = '{who}'
                 where session_id = '{session}' and part = 'supervisor'"
            );
            scene.changes(session, &sql);
        };
        steps_in(&milo);
        scene.delivers();
        let mail = last(server, "ok.carer");
        assert!(mail.subject.starts_with("Changed: appointment ref "));
        let page = house.browser();
        let page = page.opens(&link(server, "ok.carer")).expect(200);
        for (name, who) in [
            ("Who collects now", "Milo from our service"),
            ("Who was to collect", "Rosa from our service"),
            ("Who brings back now", "Milo from our service"),
            ("Who was to bring back", "Rosa from our service"),
        ] {
            let words = format!("{name}: {who}");
            assert!(mail.plain.contains(&words), "{words} in {}", mail.plain);
            assert!(page.says(name) && page.says(who), "{}", page.answer.body);
        }
        assert!(mail.plain.contains("Milo from our service collects Ava."));
        for secret in ["Finch", "Marsh"] {
            assert!(!mail.raw.contains(secret) && !mail.plain.contains(secret));
        }
        // Who collects Ava is nothing to her mother or to the firm.
        only(server, "ok.mother");
        only(server, "ok.taxi");

        // There and back again before anybody hears of it: what they were told still holds.
        steps_in(&scene.supervisor);
        steps_in(&milo);
        scene.delivers();
        let mail = last(server, "ok.carer").plain;
        assert!(mail.starts_with("Still as planned: ref "), "{mail}");
        assert!(!mail.contains("Who was to collect"), "{mail}");
    }
);

mail_story!(
    a_carer_reads_when_somebody_comes_and_when_the_child_is_back,
    |house, server| {
        let scene = Scene::new(house, server);
        scene.publishes(scene.plans("2026-12-03"));
        scene.publishes(scene.plans(DAY));
        scene.delivers();
        let mail = only(server, "ok.carer").plain;
        // The way takes half an hour, as the settings say.
        for words in [
            "Ready by about: 09:30",
            "Back with you about: 12:00",
            "Rosa brings Ava back to you.",
        ] {
            assert_eq!(mail.matches(words).count(), 2, "{words} in {mail}");
        }
        let at = |day: &str| mail.find(day).unwrap();
        assert!(
            at("Tuesday 1 December") < at("Thursday 3 December"),
            "by time"
        );
        // The firm drives her, with Rosa.
        let driver = only(server, "ok.taxi").plain;
        for words in ["Collect at about: 09:30", "Home by about: 12:00"] {
            assert_eq!(driver.matches(words).count(), 2, "{words} in {driver}");
        }
    }
);

mail_story!(
    a_carer_is_promised_no_driver_where_none_is_booked,
    |house, server| {
        let scene = Scene::new(house, server);
        house.sql("update contact_plan set bringing = 'taxi', returning_by = 'taxi'");
        let without = [(scene.mother.as_str(), "visitor")];
        let (here, there) = (
            scene.plans_with(DAY, &without),
            scene.plans_with("2026-12-03", &without),
        );
        house.sql(&format!(
            "update session set place = 'placement', venue_id = null where id = '{there}'"
        ));
        scene.publishes(here);
        scene.publishes(there);
        scene.delivers();
        let mail = only(server, "ok.carer").plain;
        assert!(!mail.contains("driver"), "{mail}");
        for words in [
            "It is not arranged yet who collects Ava. We will ring you.",
            "The visit is at your home. Please be there.",
        ] {
            assert_eq!(mail.matches(words).count(), 1, "{words} in {mail}");
        }
        // A taxi is booked after all.
        house.sql(&format!(
            "insert into occupation select session_id, '{}', 'taxi', from_at, until_at, true
             from occupation where session_id = '{here}' and part = 'child'",
            scene.taxi
        ));
        scene.changes(here, "select 1");
        scene.delivers();
        let mail = last(server, "ok.carer").plain;
        assert!(mail.contains("A driver collects Ava."), "{mail}");
        let driver = only(server, "ok.taxi").plain;
        assert!(driver.contains("Collect at about: 09:30"), "{driver}");
    }
);
