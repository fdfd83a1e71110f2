//! The e-mail address of a taxi firm: what goes there shows a child's door, so a second person
//! confirms it first.

use serde_json::json;

use super::{Scene, family_link::link, slot, telling::last};
use crate::resources::{confirmed, confirms};

const DAY: &str = "2026-12-01";

/// Somebody gives the firm another address.
fn moves(scene: &Scene<'_>, email: &str) {
    let path = format!("/api/v1/providers/{}", scene.taxi);
    let seen = scene.clerk.api("GET", &path).answer().expect(200);
    let firm = json!({ "name": "Swift 9", "kind": "taxi_firm",
        "contact": { "email": email, "phone": "01632 960100" } });
    let asking = scene.clerk.api("PUT", &path).json(&firm);
    let asking = asking.header("if-match", seen.header("etag").unwrap());
    asking.answer().expect(200);
}

mail_story!(
    a_changed_address_of_a_firm_gets_nothing_until_a_second_person_confirms_it,
    |house, server| {
        let scene = Scene::new(house, server);
        let session = scene.plans(DAY);
        scene.publishes(session);
        scene.delivers();
        let (browser, old) = (house.browser(), link(server, "ok.taxi"));
        browser.opens(&old).expect(200);

        moves(&scene, &server.at("ok.stranger"));
        confirms(&scene.clerk, &scene.taxi).expect(409);
        let gone = browser.opens(&old).expect(404);
        assert!(gone.says("This link opens nothing"));
        assert_eq!(gone.answer.header("referrer-policy"), Some("no-referrer"));
        assert!(gone.answer.body.contains("content=\"no-referrer\""));
        house.clock.set(format!("{DAY}T09:00:00Z").parse().unwrap());
        browser.opens(&format!("{old}/journey")).expect(404);
        house.clock.set("2026-11-24T08:20:00Z".parse().unwrap());
        let to = slot("2026-12-02", "14:00", "15:30");
        scene.happens(session, law::session::Event::Move { to });
        scene.delivers();
        let canary = server.at("ok.stranger");
        let all = server.took();
        assert!(all.len() > 6, "the others hear of the change");
        assert!(all.iter().all(|mail| !mail.raw.contains(&canary)));
        assert_eq!(server.took_for("ok.taxi").len(), 1);
        let calls = scene.clerk.opens("/notices/calls/2026-12-02").expect(200);
        assert!(calls.says("The new e-mail address is not confirmed yet: ring the firm"));
        assert!(calls.says("01632 960100"));

        confirmed(house, &scene.taxi);
        scene.delivers();
        let mail = last(server, "ok.stranger");
        assert!(
            mail.plain
                .contains("Wednesday 2 December 2026, 14:00 to 15:30")
        );
        browser.opens(&link(server, "ok.stranger")).expect(200);
        browser.opens(&old).expect(404);
        scene.cancels(session);
        scene.delivers();
        assert_eq!(server.took_for("ok.stranger").len(), 2);
        assert_eq!(
            server.took_for("ok.taxi").len(),
            1,
            "the old one hears nothing"
        );
    }
);

mail_story!(
    what_went_to_the_old_address_goes_again_to_the_new_one,
    |house, server| {
        let scene = Scene::new(house, server);
        scene.publishes(scene.plans(DAY));
        scene.delivers();
        let (browser, old) = (house.browser(), link(server, "ok.taxi"));
        let page = browser.opens(&old).expect(200);
        page.form("Seen").is_sent().follows().expect(200);
        moves(&scene, &server.at("ok.desk"));
        scene.delivers();
        confirmed(house, &scene.taxi);
        scene.delivers();
        // The same message has another link: whoever has the old one finds nothing.
        let new = link(server, "ok.desk");
        assert_ne!(new, old);
        browser.opens(&new).expect(200).form("Seen");
        browser.opens(&old).expect(404);
        house.clock.set(format!("{DAY}T09:00:00Z").parse().unwrap());
        let door = browser.opens(&format!("{new}/journey")).expect(200);
        assert!(door.says("3 Canaryhome Lane"));
        browser.opens(&format!("{old}/journey")).expect(404);
    }
);
