//! The page behind the link of a message.

use std::time::Duration;

use kernel::refusal::Kind;
use serde_json::json;

use super::{SECRETS, Scene, adds, slot};
use crate::support::{MailServer, Page, TestHouse};

const DAY: &str = "2026-12-01";

/// The path of the link in the last message to somebody.
#[track_caller]
pub fn link(server: &MailServer, name: &str) -> String {
    let mail = server.took_for(name).pop().unwrap();
    let found = mail.plain.lines().find(|line| line.contains("/n/"));
    let link = found.unwrap_or_else(|| panic!("no link: {}", mail.plain));
    let path = link.strip_prefix("https://kith.example.org").unwrap();
    assert_eq!(path.len(), "/n/".len() + 64, "256 bits in hexadecimal");
    path.to_owned()
}

fn states(house: &TestHouse, audience: &str) -> Vec<String> {
    house.texts(&format!(
        "select state from notice where audience = '{audience}' order by state"
    ))
}

mail_story!(
    opening_a_link_acknowledges_nothing_and_its_button_does,
    |house, server| {
        let scene = Scene::new(house, server);
        let (one, two) = (scene.plans(DAY), scene.plans("2026-12-03"));
        scene.publishes(two);
        scene.publishes(one);
        scene.delivers();
        let fern = house.browser();
        let path = link(server, "ok.carer");
        let page = fern.opens(&path).expect(200);
        let at = |day: &str| page.answer.body.find(day).unwrap();
        assert!(
            at("Tuesday 1 December") < at("Thursday 3 December"),
            "by time"
        );
        assert!(page.says("Tuesday 1 December 2026, 10:00 to 11:30"));
        assert!(page.says("Thursday 3 December 2026, 10:00 to 11:30"));
        assert_eq!(page.answer.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(page.answer.header("cache-control"), Some("no-store"));
        assert!(page.answer.body.contains("content=\"no-referrer\""));
        assert!(
            !page.answer.body.contains("href=\"/\""),
            "they have no home page here"
        );
        for secret in SECRETS {
            assert!(!page.answer.body.contains(secret), "{secret}");
        }
        fern.opens(&path).expect(200);
        assert_eq!(states(house, "carer"), ["sent", "sent"]);
        let thanks = page.form("Seen").is_sent().follows().expect(200);
        assert!(thanks.says("We know that you have seen this"));
        assert_eq!(states(house, "carer"), ["acknowledged", "acknowledged"]);
        assert_eq!(
            states(house, "driver"),
            ["sent", "sent"],
            "the firm did not"
        );
        // What is acknowledged is not chased.
        let list = scene.clerk.opens("/notices?which=waiting").expect(200);
        assert!(!list.says("Fernley") && list.says("Taxi firm"));
    }
);

mail_story!(a_problem_is_kept_until_somebody_rings, |house, server| {
    let scene = Scene::new(house, server);
    let session = scene.plans(DAY);
    scene.publishes(session);
    scene.delivers();
    let fern = house.browser();
    let path = link(server, "ok.carer");
    let page = fern.opens(&path).expect(200);
    let long = "x".repeat(20_001);
    let again = page
        .form("Seen")
        .fills("Is anything wrong? (optional)", &long)
        .is_sent()
        .expect(422);
    assert!(
        again.answer.body.contains(&long),
        "what was typed is still there"
    );
    assert_eq!(again.answer.header("referrer-policy"), Some("no-referrer"));
    let page = again
        .form("Seen")
        .fills("Is anything wrong? (optional)", "She has a fever")
        .is_sent()
        .follows();
    let thanks = page.expect(200);
    assert!(thanks.says("We know of your problem, and will ring you"));
    assert!(!thanks.says("Every view of a child"), "they are no staff");
    let sealed = house.texts("select words from notice_answer where words is not null");
    assert!(
        sealed.len() == 1 && !sealed[0].contains("fever"),
        "{sealed:?}"
    );
    let at = |words: &str| thanks.answer.body.find(words).unwrap();
    assert!(
        at("We know of your problem") < at("10:00 to 11:30"),
        "first"
    );
    let blank = thanks.form("Tell us").is_sent().expect(422);
    assert!(blank.says("Enter a sentence on what is wrong"));
    let form = blank.form("Tell us");
    let form = form.fills("What else is wrong?", "Nobody can drive him");
    form.is_sent().follows().expect(200);
    let home = scene.clerk.opens("/").expect(200);
    assert!(home.says("1 person wrote that something is wrong") && !home.says("must be rung"));
    let list = scene.clerk.opens("/notices").expect(200);
    assert!(list.says("They wrote of a problem"));
    let told = scene.clerk.opens(&format!("/sessions/{session}/notices"));
    let told = told.expect(200);
    assert!(told.says("She has a fever") && told.says("Nobody can drive him"));
});

mail_story!(
    a_problem_hangs_on_the_appointment_that_it_is_about,
    |house, server| {
        let scene = Scene::new(house, server);
        let (one, two) = (scene.plans(DAY), scene.plans("2026-12-03"));
        scene.publishes(one);
        scene.publishes(two);
        scene.delivers();
        let fern = house.browser();
        let form = fern
            .opens(&link(server, "ok.carer"))
            .expect(200)
            .form("Seen");
        let thursday = form.option_with("Which appointment is it about?", "Thursday 3 December");
        let form = form.fills("Is anything wrong? (optional)", "We are away that day");
        let form = form.selects("Which appointment is it about?", &thursday);
        let thanks = form.is_sent().follows().expect(200);
        assert!(thanks.says("We know of your problem, and will ring you"));
        let about = house.texts("select topic from notice where problem");
        assert_eq!(about, [two.to_string()], "not on Tuesday's");
        let list = scene.clerk.opens("/notices").expect(200);
        assert!(
            list.says("“We are away that day”"),
            "whoever rings reads it"
        );

        // Whoever rings finds what Kith knows in the form.
        let id = house.texts("select id from notice where problem").remove(0);
        let path = format!("/notices/{id}/telling");
        let page = scene.clerk.opens(&path).expect(200);
        for words in [
            "Fernley, Carer",
            "Thursday 3 December 2026, 10:00 to 11:30",
            "Ava P, 7",
            "They wrote: We are away that day",
        ] {
            assert!(page.says(words), "{words} in {}", page.answer.body);
        }
        let form = page.form("Record the call");
        let form = form.fills("Who did you speak to?", "Fern");
        let form = form.fills("What did they say?", "Friday is better");
        let told = form.is_sent().follows().expect(200);
        assert!(told.says("Fern, 07700 900333: Friday is better"));
        let later = scene.clerk.opens(&path).expect(200);
        assert!(!later.says("They wrote"), "that is dealt with");
    }
);

mail_story!(
    who_has_one_appointment_is_not_asked_which,
    |house, server| {
        let scene = Scene::new(house, server);
        scene.publishes(scene.plans(DAY));
        scene.delivers();
        let fern = house.browser();
        let page = fern.opens(&link(server, "ok.carer")).expect(200);
        assert!(page.says("Is anything wrong?") && !page.says("Which appointment"));
        // What is none of the page is about all of it.
        let wrong = [("problem", "She has a fever"), ("about", "0000")];
        let written = fern.posts(&link(server, "ok.carer"), &wrong);
        assert_eq!(written.answer.status, 303);
        assert_eq!(house.number("select count(*) from notice where problem"), 1);
    }
);

/// What was written, with how the notice it stands with is.
fn problems(house: &TestHouse) -> Vec<String> {
    house.texts(
        "select notice.state || ' ' || notice.number from notice join notice_answer
           on notice_answer.notice_id = notice.id
         where notice.problem and notice_answer.problem order by 1",
    )
}

mail_story!(
    a_problem_written_on_an_older_message_is_kept_with_the_newest,
    |house, server| {
        let scene = Scene::new(house, server);
        let session = scene.plans(DAY);
        scene.publishes(session);
        scene.delivers();
        let browser = house.browser();
        let path = link(server, "ok.carer");
        let typed = |page: Page<'_, '_>, words: &str| {
            let form = page.expect(200).form("Seen");
            let form = form.fills("Is anything wrong? (optional)", words);
            form.is_sent().follows().expect(200);
        };
        // It is moved while they look at the page, and the newer message is not on its way yet.
        let looks = browser.opens(&path).expect(200);
        let to = slot("2026-12-02", "14:00", "15:30");
        scene.happens(session, law::session::Event::Move { to });
        typed(looks, "She has a fever");
        assert_eq!(problems(house), ["waiting 2"]);
        assert_eq!(states(house, "carer"), ["superseded", "waiting"]);
        let list = scene.clerk.opens("/notices").expect(200);
        assert!(list.says("They wrote of a problem"));
        let told = scene.clerk.opens(&format!("/sessions/{session}/notices"));
        assert!(told.expect(200).says("She has a fever"));

        // The newer message goes out while they look again at the older one.
        let looks = browser.opens(&path).expect(200).answer.status;
        assert_eq!(looks, 200);
        scene.delivers();
        let written = browser.posts(&path, &[("problem", "We are on holiday then")]);
        assert_eq!(written.answer.status, 303);
        assert_eq!(problems(house), ["sent 2", "sent 2"]);
        let told = scene.clerk.opens(&format!("/sessions/{session}/notices"));
        assert!(told.expect(200).says("We are on holiday then"));
        assert_eq!(
            browser.posts(&path, &[]).answer.status,
            409,
            "nothing is wrong"
        );

        // A call closes it, also once a still later notice has taken its place.
        let id = house.texts("select id from notice where problem").remove(0);
        let to = slot("2026-12-02", "15:00", "16:30");
        scene.happens(session, law::session::Event::Move { to });
        assert_eq!(
            states(house, "carer"),
            ["superseded", "superseded", "waiting"]
        );
        let form = scene.clerk.opens(&format!("/notices/{id}/telling"));
        let form = form.expect(200).form("Record the call");
        let form = form.fills("Who did you speak to?", "Fern");
        let form = form.fills("Which number did you ring?", "07700 900333");
        let form = form.fills("What did they say?", "Thursday then");
        form.is_sent().follows().expect(200);
        assert!(problems(house).is_empty());
        assert_eq!(
            states(house, "carer"),
            ["superseded", "superseded", "waiting"]
        );
        house.clock.set("2026-12-04T11:30:00Z".parse().unwrap());
        let late = browser.posts(&path, &[("problem", "Too late")]);
        assert_eq!(late.answer.status, 409, "the link is over");
    }
);

mail_story!(
    who_is_not_needed_in_another_week_can_say_that_they_have_seen_it,
    |house, server| {
        let scene = Scene::new(house, server);
        let session = scene.plans(DAY);
        scene.publishes(session);
        scene.delivers();
        // It goes to the next week, with another firm.
        let firm = json!({ "name": "Other cars", "kind": "taxi_firm",
            "contact": { "phone": "01632 960101" } });
        let firm = adds(&scene.clerk, "/api/v1/providers", &firm);
        house.sql(&format!(
            "update occupation set resource_id = '{firm}'
             where session_id = '{session}' and part = 'taxi'"
        ));
        let to = slot("2026-12-08", "14:00", "15:30");
        scene.happens(session, law::session::Event::Move { to });
        scene.delivers();
        let browser = house.browser();
        let page = browser.opens(&link(server, "ok.taxi")).expect(200);
        assert!(page.says("Not going ahead"), "{}", page.answer.body);
        assert!(page.says("Tuesday 1 December 2026, 10:00 to 11:30"));
        page.form("Seen").is_sent().follows().expect(200);
        let off = format!(
            "select state from notice where recipient = '{}' order by number",
            scene.taxi
        );
        assert_eq!(house.texts(&off), ["superseded", "acknowledged"]);
        // Who is still needed finds the new time in its own week.
        let carer = browser.opens(&link(server, "ok.carer")).expect(200);
        assert!(carer.says("Tuesday 8 December 2026, 14:00 to 15:30"));
    }
);

#[track_caller]
fn says_it_is_over(page: &Page<'_, '_>, words: &str) {
    assert!(page.says(words), "{}", page.answer.body);
    assert!(
        !page.says("Ava") && !page.says("10:00"),
        "{}",
        page.answer.body
    );
}

mail_story!(
    a_link_ends_and_a_newer_one_takes_its_place,
    |house, server| {
        let scene = Scene::new(house, server);
        let session = scene.plans(DAY);
        scene.publishes(session);
        scene.delivers();
        let browser = house.browser();
        let old = link(server, "ok.carer");
        scene.cancels(session);
        scene.delivers();
        let new = link(server, "ok.carer");
        assert_ne!(old, new);
        let over = browser.opens(&old).expect(200);
        says_it_is_over(&over, "We have sent you a newer message");
        assert!(browser.opens(&new).expect(200).says("Not going ahead"));
        let refused = browser.posts(&old, &[]);
        assert_eq!(refused.answer.status, 409);
        assert_eq!(states(house, "carer"), ["sent", "superseded"]);
        // The session ends on 1 December at 11:30.
        house.clock.set("2026-12-02T11:29:00Z".parse().unwrap());
        assert!(browser.opens(&new).expect(200).says("Not going ahead"));
        house.clock.set("2026-12-02T11:30:00Z".parse().unwrap());
        says_it_is_over(&browser.opens(&new).expect(200), "no longer in use");
    }
);

mail_story!(
    a_link_opens_its_own_page_and_nothing_else,
    |house, server| {
        let scene = Scene::new(house, server);
        scene.publishes(scene.plans(DAY));
        scene.delivers();
        let (carer, taxi) = (link(server, "ok.carer"), link(server, "ok.taxi"));
        let browser = house.browser();
        assert!(browser.opens(&carer).expect(200).says("Ava"));
        let firm = browser.opens(&taxi).expect(200);
        assert!(!firm.says("Ava") && !firm.says("Where to drive is in no message"));
        assert!(firm.says("Where to drive: shown from an hour before the journey"));
        let complain = "You can complain. Ring us and we will tell you how.";
        assert!(!firm.says(complain));
        let mother = browser.opens(&link(server, "ok.mother")).expect(200);
        assert!(mother.says(complain), "as her message does");
        for wrong in [
            format!("/n/{}", "0".repeat(64)),
            carer.to_uppercase(),
            format!("{carer}0"),
            "/n/x".to_owned(),
        ] {
            browser.opens(&wrong).expect(404);
            assert_eq!(browser.posts(&wrong, &[]).answer.status, 404, "{wrong}");
        }
        // They have no account and no home page: they are told where to ring.
        let gone = browser.opens(&format!("/n/{}", "0".repeat(64)));
        assert!(gone.says("If you expect an appointment, ring us"));
        assert!(!gone.says("home page") && !gone.says("logged"));
        let named = |page: &Page<'_, '_>| {
            let (_, rest) = page.answer.body.split_once("kith-header__name\">").unwrap();
            rest.split_once('<').unwrap().0.to_owned()
        };
        assert_eq!(named(&gone), named(&mother), "as the page of a good link");
        assert_ne!(named(&gone), "Kith");
        let token = carer.strip_prefix("/n/").unwrap();
        let stored = house.number(&format!(
            "select count(*) from notice_link where token_hash = '{token}'"
        ));
        assert_eq!(stored, 0, "only its hash is kept");
        // A token is none of a program's, and opens no other door.
        for path in ["/api/v1/notices", "/api/v1/people"] {
            let asked = house.asks("GET", path).bearer(token).answer();
            assert_eq!(asked.problem(), Kind::NotSignedIn);
        }
        // Somebody who is signed in opens it as its bearer, not as themselves.
        assert!(scene.clerk.opens(&carer).expect(200).says("Ava"));
        house.real_clock.advance(Duration::from_secs(1));
    }
);
