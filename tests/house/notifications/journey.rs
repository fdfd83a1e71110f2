//! Where to drive: shown to who drives, on the way, and to nobody else.

use super::{Scene, link, telling::only};

const DAY: &str = "2026-12-01";
const DOOR: &str = "3 Canaryhome Lane";

mail_story!(
    a_driver_finds_the_door_on_the_way_and_at_no_other_time,
    |house, server| {
        let scene = Scene::new(house, server);
        let session = scene.plans(DAY);
        scene.publishes(session);
        scene.delivers();
        let firm = link(server, "ok.taxi");
        let browser = house.browser();
        let page = browser.opens(&firm).expect(200);
        assert!(
            page.says("Where to drive") && !page.says(DOOR),
            "{}",
            page.answer.body
        );
        let where_to = format!("{firm}/journey");
        let at = |time: &str| {
            house
                .clock
                .set(format!("{DAY}T{time}:00Z").parse().unwrap());
            browser.opens(&where_to).expect(200)
        };

        // The session is from ten to half past eleven, and a way takes half an hour.
        let early = at("08:29");
        assert!(!early.says(DOOR) && !early.says("Ava"));
        assert!(
            early.says("from Tuesday 1 December 2026, 08:30"),
            "{}",
            early.answer.body
        );
        let on_the_way = at("08:30");
        for words in [DOOR, "ZZ99 3HO", "Ava", "Hill House"] {
            assert!(
                on_the_way.says(words),
                "{words}: {}",
                on_the_way.answer.body
            );
        }
        for secret in ["Fernley", "07700 900333", "Canary\u{e9}", "Rosa"] {
            assert!(!on_the_way.says(secret), "{secret}");
        }
        let seen = house.number(&format!(
            "select count(*) from audit_fact f join audit_subject s
               on s.stream = f.stream and s.seq = f.seq
             where f.act = 'notifications.open_journey' and s.person = '{}'",
            scene.child
        ));
        assert_eq!(
            seen, 1,
            "only the look that showed the door is about the child"
        );
        // Who asks who looked at her finds the firm by its name.
        let dee = house.staff("Dee", &[law::access::Role::Dpo]);
        let trail = dee.opens(&format!("/people/{}/audit?day={DAY}", scene.child));
        let firm = "Swift 9 (taxi firm), by the link of a message";
        let trail = trail.expect(200);
        assert!(trail.says(firm), "{}", trail.answer.body);
        assert!(at("11:59").says(DOOR), "the way back");
        assert!(!at("12:30").says(DOOR), "they are home");

        // Nobody else has it on their link, and it stands in no message.
        for name in ["ok.carer", "ok.mother", "ok.interpreter"] {
            let own = link(server, name);
            browser.opens(&format!("{own}/journey")).expect(404);
        }
        let mail = only(server, "ok.taxi");
        assert!(!mail.raw.contains("Canaryhome") && !mail.plain.contains("Canaryhome"));
    }
);

mail_story!(
    a_driver_to_a_home_that_nobody_recorded_is_told_to_ring,
    |house, server| {
        let scene = Scene::new(house, server);
        scene.publishes(scene.plans(DAY));
        scene.delivers();
        house.sql(&format!(
            "delete from placement where child_id = '{}'",
            scene.child
        ));
        house.clock.set(format!("{DAY}T09:00:00Z").parse().unwrap());
        let where_to = format!("{}/journey", link(server, "ok.taxi"));
        let browser = house.browser();
        let page = browser.opens(&where_to).expect(200);
        assert!(page.says("is not recorded. Please ring us before you set out"));
    }
);

mail_story!(a_driver_who_is_not_needed_finds_no_door, |house, server| {
    let scene = Scene::new(house, server);
    let session = scene.plans(DAY);
    scene.publishes(session);
    scene.delivers();
    scene.cancels(session);
    scene.delivers();
    house.clock.set(format!("{DAY}T09:00:00Z").parse().unwrap());
    let where_to = format!("{}/journey", link(server, "ok.taxi"));
    let browser = house.browser();
    let page = browser.opens(&where_to).expect(200);
    assert!(!page.says(DOOR), "{}", page.answer.body);
});

mail_story!(a_newer_message_closes_no_journey, |house, server| {
    let scene = Scene::new(house, server);
    scene.publishes(scene.plans(DAY));
    let other = scene.plans("2026-12-03");
    scene.publishes(other);
    scene.delivers();
    let where_to = format!("{}/journey", link(server, "ok.taxi"));
    scene.cancels(other);
    scene.delivers();
    house.clock.set(format!("{DAY}T09:00:00Z").parse().unwrap());
    let browser = house.browser();
    let page = browser.opens(&where_to).expect(200);
    assert!(page.says(DOOR), "{}", page.answer.body);
});
