//! A session is moved or called off after people were told of it.

use super::{Scene, family_link::link, slot};

const DAY: &str = "2026-12-01";
const DOOR: &str = "3 Canaryhome Lane";
const CHANGING: &str = "the time is being changed";
const WAIT: &str = "Please wait for our new message, or ring us before you set out.";

mail_story!(
    a_driver_of_a_moved_session_waits_for_news_and_finds_no_time_and_no_door,
    |house, server| {
        let scene = Scene::new(house, server);
        let session = scene.plans(DAY);
        scene.publishes(session);
        scene.delivers();
        let browser = house.browser();
        let shows = |name: &str, at: &str| {
            house.clock.set(at.parse().unwrap());
            let link = link(server, name);
            let page = browser.opens(&link).expect(200);
            let drive = browser.opens(&format!("{link}/journey"));
            (page, drive)
        };
        let to = slot("2026-12-02", "14:00", "15:30");
        scene.happens(session, law::session::Event::Move { to });
        // Nothing has gone out yet: also on the way to the old time.
        for at in ["2026-11-24T09:00:00Z", "2026-12-01T09:00:00Z"] {
            let (page, drive) = shows("ok.taxi", at);
            for page in [&page, &drive] {
                assert!(page.says(WAIT), "{}", page.answer.body);
                assert!(page.answer.body.contains(CHANGING));
                for wrong in [DOOR, "10:00 to 11:30", "14:00 to 15:30", "any more"] {
                    assert!(!page.says(wrong), "{wrong}: {}", page.answer.body);
                }
            }
            let (carer, _) = shows("ok.carer", at);
            assert!(carer.says(WAIT) && carer.answer.body.contains(CHANGING));
        }
        house.clock.set("2026-11-24T09:00:00Z".parse().unwrap());
        scene.delivers();
        // They know the new time. Until it is published there is no door on either day.
        for at in ["2026-12-01T09:00:00Z", "2026-12-02T13:45:00Z"] {
            let (page, drive) = shows("ok.taxi", at);
            assert!(page.says("Wednesday 2 December 2026, 14:00 to 15:30"));
            assert!(!page.answer.body.contains(CHANGING));
            assert!(
                drive.says(WAIT) && !drive.says(DOOR),
                "{}",
                drive.answer.body
            );
            assert!(drive.answer.body.contains(CHANGING));
        }
        scene.publishes(session);
        scene.delivers();
        let (_, drive) = shows("ok.taxi", "2026-12-02T13:45:00Z");
        assert!(drive.says(DOOR), "{}", drive.answer.body);
    }
);

mail_story!(
    nobody_is_told_of_a_change_once_the_session_is_over,
    |house, server| {
        let scene = Scene::new(house, server);
        let (over, coming) = (scene.plans(DAY), scene.plans("2026-12-03"));
        for session in [over, coming] {
            scene.publishes(session);
        }
        scene.delivers();
        let told = ["ok.mother", "ok.carer", "ok.taxi"].map(|name| server.took_for(name).len());
        // Both are called off while the mail server is away, and one is over before it is back.
        for session in [over, coming] {
            scene.cancels(session);
        }
        house.clock.set("2026-12-01T11:30:00Z".parse().unwrap());
        scene.delivers();
        for (name, before) in ["ok.mother", "ok.carer", "ok.taxi"].into_iter().zip(told) {
            let since = server.took_for(name).split_off(before);
            let [mail] = since.as_slice() else {
                panic!("{name}: {since:?}")
            };
            assert!(mail.plain.contains("3 December 2026"), "{}", mail.plain);
            assert!(!mail.plain.contains("1 December 2026"), "{}", mail.plain);
        }
    }
);
