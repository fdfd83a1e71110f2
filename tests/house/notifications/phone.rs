//! Told by phone, the list of who must be told, and who may see it.

use kernel::refusal::Kind;
use law::access::Role;
use serde_json::json;

use super::{Scene, adds};
use crate::support::{MailServer, TestHouse};

const DAY: &str = "2026-12-01";

fn notice_to(house: &TestHouse, audience: &str) -> String {
    let found = house.texts(&format!(
        "select id from notice where audience = '{audience}' and state <> 'superseded'"
    ));
    found.into_iter().next().unwrap()
}

fn published<'h>(house: &'h TestHouse, server: &MailServer) -> (Scene<'h>, String) {
    let scene = Scene::new(house, server);
    let session = scene.plans(DAY);
    scene.publishes(session);
    scene.delivers();
    (scene, session.to_string())
}

mail_story!(a_call_counts_as_told, |house, server| {
    let (scene, session) = published(house, server);
    let driver = notice_to(house, "driver");
    let list = scene.clerk.opens("/notices?which=waiting").expect(200);
    assert!(list.says("01632 960100"), "who runs the service may ring");
    let form = scene.clerk.opens(&format!("/notices/{driver}/telling"));
    let form = form.expect(200).form("Record the call");
    let wrong = form.fills("What did they say?", "He will come").is_sent();
    let wrong = wrong.expect(422);
    assert!(wrong.says("Enter the name of the person you spoke to") && wrong.says("He will come"));
    let told = wrong
        .form("Record the call")
        .fills("Who did you speak to?", "Sam of the firm")
        .fills("Which number did you ring?", "01632 960100")
        .is_sent()
        .follows()
        .expect(200);
    assert!(told.says("Told by phone") && told.says("He will come") && told.says("Asha"));
    let sealed = house.texts("select words from notice_answer");
    assert!(!sealed[0].contains("Sam") && !sealed[0].contains("960100"));
    let view = scene
        .clerk
        .api("GET", &format!("/api/v1/sessions/{session}/notices"))
        .answer()
        .expect(200)
        .json();
    let items = view["items"].as_array().unwrap();
    let item = items
        .iter()
        .find(|item| item["notice"]["audience"] == "driver");
    let item = item.unwrap();
    assert_eq!(item["notice"]["state"], "told_by_phone");
    assert_eq!(item["answers"][0]["said"], "He will come");
});

mail_story!(
    the_api_records_a_call_and_refuses_half_of_one,
    |house, server| {
        let (scene, _) = published(house, server);
        let path = format!("/api/v1/notices/{}/telling", notice_to(house, "carer"));
        let half = scene
            .clerk
            .api("POST", &path)
            .json(&json!({ "who": "Fern" }));
        assert_eq!(half.answer().problem(), Kind::Invalid);
        let call = json!({ "who": "Fern", "number": "07700 900333", "said": "All is well" });
        let told = scene
            .clerk
            .api("POST", &path)
            .json(&call)
            .answer()
            .expect(200);
        assert_eq!(told.json()["state"], "told_by_phone");
        let list = scene
            .clerk
            .api("GET", "/api/v1/notices")
            .answer()
            .expect(200)
            .json();
        let audiences: Vec<_> = list["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["notice"]["audience"].as_str().unwrap())
            .collect();
        assert!(
            !audiences.contains(&"carer") && audiences.contains(&"family"),
            "{audiences:?}"
        );
        assert!(
            !audiences.contains(&"social_worker"),
            "reads the record itself"
        );
    }
);

mail_story!(
    who_could_not_be_reached_is_on_the_list_and_can_be_sent_again,
    |house, server| {
        let scene = Scene::new(house, server);
        let (bad, none) = (server.at("bad.carer"), json!({ "phone": "07700 900222" }));
        let home = super::household(&scene.clerk, &bad);
        house.sql(&format!(
            "update placement set household_id = '{home}' where child_id = '{}'",
            scene.child
        ));
        let whereabouts = format!("/api/v1/people/{}/whereabouts", scene.mother);
        let asked = scene
            .clerk
            .api("PUT", &whereabouts)
            .header("if-match", "\"1\"");
        asked.json(&none).answer().expect(204);
        let session = scene.plans(DAY);
        scene.publishes(session);
        scene.delivers();
        let list = scene.clerk.opens("/notices").expect(200);
        assert!(list.says("The mail server refused the address"));
        assert!(list.says("No e-mail address is recorded") && list.says("07700 900222"));
        let tasks = scene.clerk.opens("/").expect(200);
        assert!(tasks.says("2 people must be rung"));
        let page = scene.clerk.opens(&format!("/sessions/{session}/notices"));
        let mended = json!({ "email": server.at("ok.mother") });
        let asked = scene
            .clerk
            .api("PUT", &whereabouts)
            .header("if-match", "\"2\"");
        asked.json(&mended).answer().expect(204);
        let family = notice_to(house, "family");
        let again = format!("/api/v1/notices/{family}/again");
        scene.clerk.api("POST", &again).answer().expect(200);
        let twice = scene.clerk.api("POST", &again).answer();
        assert_eq!(twice.problem(), Kind::WrongState);
        page.expect(200)
            .form("Send again to Fernley")
            .is_sent()
            .expect(303);
        scene.delivers();
        assert_eq!(server.took_for("ok.mother").len(), 1);
        assert_eq!(
            scene.notices("failed"),
            1,
            "the carer's address is still wrong"
        );
    }
);

mail_story!(
    who_was_told_by_phone_must_be_told_that_it_is_off,
    |house, server| {
        let scene = Scene::new(house, server);
        let grandmother = json!({ "given_name": "Mo", "family_name": "Potter", "is_child": false, "first_language": "English",
            "contact": { "phone": "07700 900222" } });
        let grandmother = adds(&scene.clerk, "/api/v1/people", &grandmother);
        let session = scene.plans_with(DAY, &[(grandmother.as_str(), "visitor")]);
        let must_be_rung = || {
            let list = scene.clerk.opens("/notices").expect(200);
            list.says("07700 900222") && list.says("No e-mail address is recorded")
        };
        scene.publishes(session);
        scene.delivers();
        assert!(must_be_rung());
        let path = format!("/api/v1/notices/{}/telling", notice_to(house, "family"));
        let call = json!({ "who": "Mo", "number": "07700 900222", "said": "Thank you" });
        let rung = scene.clerk.api("POST", &path).json(&call);
        rung.answer().expect(200);
        assert!(!must_be_rung());
        scene.cancels(session);
        scene.delivers();
        assert!(must_be_rung(), "she would come to a closed door");
    }
);

mail_story!(
    who_has_neither_e_mail_nor_telephone_is_written_a_letter,
    |house, server| {
        let scene = Scene::new(house, server);
        let aunt = json!({ "given_name": "Mo", "family_name": "Potter", "is_child": false, "first_language": "English",
            "contact": { "address": "7 Canary Row", "postcode": "ZZ99 7HH" } });
        let aunt = adds(&scene.clerk, "/api/v1/people", &aunt);
        let session = scene.plans_with(DAY, &[(aunt.as_str(), "visitor")]);
        scene.publishes(session);
        scene.delivers();
        let at = |path: &str| scene.clerk.opens(path).expect(200);
        assert!(at("/").says("1 letter must be written"));
        assert!(at("/notices").says("Write the letter"));
        let path = || format!("/notices/{}/letter", notice_to(house, "family"));
        let letter = at(&path());
        for words in [
            "Mo Potter",
            "7 Canary Row",
            "ZZ99 7HH",
            "Tuesday 1 December 2026, 10:00 to 11:30",
            "Hill House",
            "You can complain.",
        ] {
            assert!(letter.says(words), "{words} in {}", letter.answer.body);
        }
        // It is posted to her: what no message may hold is not in it either.
        for secret in ["Fernley", "Canaryhome", "ZZ99 3HO", "Marsh", "Ava", "07700"] {
            assert!(!letter.answer.body.contains(secret), "{secret}");
        }
        let told = letter.form("Record that it was posted").is_sent().follows();
        let told = told.expect(200);
        assert!(told.says("Letter posted") && told.says("a letter was posted by Asha"));
        assert!(!at("/").says("letter must be written"));

        // She would come to a closed door.
        scene.cancels(session);
        scene.delivers();
        assert!(at("/").says("1 letter must be written"));
        assert!(at(&path()).says("Not going ahead"));
        scene.worker.opens(&path()).expect(403);
    }
);

mail_story!(
    what_has_passed_does_not_hide_what_is_to_come,
    |house, server| {
        let scene = Scene::new(house, server);
        let (past, to_come) = (scene.plans(DAY), scene.plans("2026-12-03"));
        scene.publishes(past);
        house.clock.set("2026-11-24T10:00:00Z".parse().unwrap());
        scene.publishes(to_come);
        scene.delivers();
        // Nobody answered. The page is as long as those who must be told of one session.
        let waiting = || -> Vec<String> {
            let list = scene.clerk.api("GET", "/api/v1/notices?limit=5");
            let list = list.answer().expect(200).json();
            let items = list["items"].as_array().unwrap().iter();
            let sessions = items.map(|item| item["notice"]["session"].as_str().unwrap());
            sessions.map(str::to_owned).collect()
        };
        assert_eq!(waiting(), vec![past.to_string(); 5]);
        house.clock.set("2026-12-01T11:30:00Z".parse().unwrap());
        assert_eq!(waiting(), vec![to_come.to_string(); 5]);
    }
);

mail_story!(
    who_was_told_just_now_may_still_answer_and_is_rung_once_for_a_week,
    |house, server| {
        let scene = Scene::new(house, server);
        for day in ["2026-12-03", DAY] {
            let session = scene.plans(day);
            scene.publishes(session);
        }
        scene.delivers();
        let at = |path: &str| scene.clerk.opens(path).expect(200);
        let ringing = || at("/").says("must be rung");
        assert!(!ringing() && at("/notices").says("Nobody has to be rung now"));
        let waiting = at("/notices?which=waiting");
        assert!(waiting.says("Tuesday 1 December 2026") && waiting.says("Ava P, 7"));
        let rows = waiting.answer.body.matches("<th scope=\"row\"").count();
        assert_eq!(rows, 5, "each once, though the week has two sessions");

        // A day later they are rung: first who is wanted first.
        house.clock.set("2026-11-25T08:21:00Z".parse().unwrap());
        assert!(ringing() && at("/").says("5 people must be rung"));
        let list = at("/notices").answer.body;
        let (sooner, later) = (list.find("1 December 2026"), list.find("3 December 2026"));
        assert!(sooner.is_some() && sooner < later);
        assert!(at("/notices?which=waiting").says("Nobody has anything to answer"));
    }
);

mail_story!(the_calls_of_a_day_are_a_list_to_print, |house, server| {
    let (scene, _) = published(house, server);
    let list = scene
        .clerk
        .opens(&format!("/notices/calls/{DAY}"))
        .expect(200);
    assert!(list.says("Tuesday 1 December 2026") && list.says("07700 900333"));
    assert!(list.says("Mary P") && list.says("07700 900111"));
    assert!(list.says("Ava P, 7"), "of which child");
    let none = scene.clerk.opens("/notices/calls/2026-12-02").expect(200);
    assert!(none.says("Everybody concerned that day has answered"));
    scene.clerk.opens("/notices/calls/tomorrow").expect(404);
});

mail_story!(
    who_is_excluded_from_a_child_sees_none_of_its_notices,
    |house, server| {
        let (scene, session) = published(house, server);
        let other = house.coordinator();
        let before = other
            .api("GET", "/api/v1/notices")
            .answer()
            .expect(200)
            .json();
        assert!(!before["items"].as_array().unwrap().is_empty());
        crate::people::excludes(house, other.id, &scene.child);
        let after = other
            .api("GET", "/api/v1/notices")
            .answer()
            .expect(200)
            .json();
        assert_eq!(after["items"].as_array().unwrap().len(), 0);
        let told = format!("/api/v1/sessions/{session}/notices");
        assert_eq!(other.api("GET", &told).answer().problem(), Kind::NotFound);
        let call = format!("/notices/{}/telling", notice_to(house, "carer"));
        other.opens(&call).expect(404);
        assert!(
            !other
                .opens(&format!("/notices/calls/{DAY}"))
                .expect(200)
                .says("Mary P")
        );
        let worker = scene.worker.api("GET", &told).answer().expect(200);
        assert!(
            worker.body.contains("\"carer\""),
            "reads who was told of their case"
        );
        let stranger = house.staff("Tess", &[Role::SocialWorker]);
        assert_eq!(
            stranger.api("GET", &told).answer().problem(),
            Kind::NotFound
        );
        assert_eq!(
            house.asks("GET", "/dev/mail").answer().status,
            404,
            "demo only"
        );
    }
);
