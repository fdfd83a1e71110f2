//! A week goes out session by session, as its publisher saw it.

use kernel::refusal::Kind;
use law::{
    access::Role,
    session::{Event, NotHeld},
};
use serde_json::json;

use super::{MONDAY, Stage, stage::slot};
use crate::{orders, support::TestHouse};

fn prints(house: &TestHouse, edition: i64) -> i64 {
    house.number(&format!(
        "select count(*) from rota_print where number = {edition}"
    ))
}

story!(a_week_is_published_session_by_session, |house| {
    let stage = Stage::set(house);
    let (ava, ben, dan) = (
        stage.family("Ava", "Potter", 1),
        stage.family("Ben", "Tully", 1),
        stage.family("Dan", "Shaw", 1),
    );
    let avas = stage.planned(
        &ava,
        ("2026-12-01", "10:00", "11:30"),
        &stage.rosa,
        &stage.garden,
    );
    let bens = stage.planned(
        &ben,
        ("2026-12-02", "10:00", "11:30"),
        &stage.milo,
        &stage.oak,
    );
    stage.planned(
        &dan,
        ("2026-12-03", "14:00", "15:30"),
        &stage.rosa,
        &stage.oak,
    );
    let eve = stage.family("Eve", "Marsh", 1);
    let eves = stage.planned(
        &eve,
        ("2026-12-03", "10:00", "11:30"),
        &stage.milo,
        &stage.garden,
    );
    house.holds(&eves);
    // Nothing is written about a record that is kept unchanged, and it stops nobody else.
    house.sql(&format!(
        "update person set state = 'closed' where id = '{}'",
        dan.child
    ));

    let board = stage.asha.opens(&format!("/rota/{MONDAY}")).expect(200);
    assert_eq!(board.heading(), "Rota: 30 November - 5 December 2026");
    assert!(board.says("Not published yet"));
    assert!(board.says("2 to look at"), "{}", board.answer.body);
    assert!(board.says("To be decided by the data protection officer"));
    assert!(
        board.says(
            "The risk assessment is past its review date. To be decided by the duty manager."
        )
    );
    let page = stage
        .asha
        .opens(&format!("/rota/{MONDAY}/publish"))
        .expect(200);
    assert!(
        page.says("2 of 4 sessions to publish, 2 held."),
        "{}",
        page.answer.body
    );
    assert!(page.says("2 children’s carers") && page.says("2 supervisors"));
    let form = page.form("Publish 2 sessions");
    let board = form.is_sent().follows().expect(200);
    assert!(board.says("by Asha, edition 1"));
    assert!(
        board.says("2 sessions published, 2 held."),
        "what came of it"
    );
    assert_eq!(prints(house, 1), 2);
    assert_eq!(
        house.number("select count(*) from session where stage = 'published'"),
        2
    );

    // Sent twice, it is published once.
    let again = form.is_sent().follows().expect(200);
    assert!(again.says("edition 1"));
    assert_eq!(house.number("select count(*) from rota_edition"), 1);
    let nothing = stage
        .asha
        .opens(&format!("/rota/{MONDAY}/publish"))
        .expect(200);
    assert!(nothing.says("Nothing: people know this week as it is."));

    let to = slot("2026-12-04", "09:00", "10:30");
    stage.steps(&avas, Event::Move { to });
    stage.steps(
        &bens,
        Event::Cancel {
            reason: NotHeld::StaffSickness,
        },
    );
    let board = stage.asha.opens(&format!("/rota/{MONDAY}")).expect(200);
    assert!(board.says("2 changes since publishing") && board.says("Moved since published"));
    assert!(board.says("Cancelled by the service"));
    let page = stage
        .asha
        .opens(&format!("/rota/{MONDAY}/publish"))
        .expect(200);
    assert!(page.says("Moved: 1") && page.says("Before: Tue 1 Dec, 10:00–11:30"));
    assert!(page.says("Cancelled: 1"));
    // What the service called off leaves the family short: somebody reads that and says why.
    let mut form = page.form("Publish 1 session");
    let names = form.names_with("reason-");
    assert_eq!(names.len(), 1, "{names:?}");
    for name in names {
        form = form.types(&name, "Milo is unwell; it is made up for next week.");
    }
    form.is_sent().follows().expect(200);
    assert_eq!(prints(house, 2), 2, "only what changed");
    assert_eq!(prints(house, 1), 2, "what was published stays as it was");
    let (document, _) = stage.week();
    let fates: Vec<&str> = document["sessions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|session| session["fate"].as_str().unwrap())
        .collect();
    assert_eq!(fates, ["nothing", "held", "held", "known"]);
    assert!(
        house
            .refuses("update rota_print set life = 'coming'")
            .contains("append-only")
    );
});

story!(of_two_who_publish_at_once_one_looks_again, |house| {
    let stage = Stage::set(house);
    for (name, day) in [
        ("One", "2026-12-01"),
        ("Two", "2026-12-02"),
        ("Three", "2026-12-03"),
        ("Four", "2026-12-04"),
    ] {
        let family = stage.family("Ava", name, 1);
        stage.planned(&family, (day, "10:00", "11:30"), &stage.rosa, &stage.garden);
    }
    let others = [
        house.coordinator(),
        house.staff("Tom", &[Role::ServiceManager]),
    ];
    let (_, seen) = stage.week();
    let path = format!("/api/v1/rotas/{MONDAY}/publish");
    // A barrier, so that they press at the same moment.
    let barrier = std::sync::Barrier::new(3);
    let publishers = [&stage.asha, &others[0], &others[1]];
    for publisher in publishers {
        publisher.tokens();
    }
    let mut statuses: Vec<u16> = std::thread::scope(|scope| {
        let presses = publishers.map(|person| {
            let (path, seen, barrier) = (&path, &seen, &barrier);
            scope.spawn(move || {
                barrier.wait();
                let asking = person.api("POST", path).header("if-match", seen.clone());
                asking.json(&json!({})).answer().status
            })
        });
        presses.map(|press| press.join().unwrap()).to_vec()
    });
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412, 412]);
    assert_eq!(house.number("select count(*) from rota_edition"), 1);
    assert_eq!(
        house.number("select count(*) from session_step where what = 'published'"),
        4
    );
});

story!(what_was_seen_is_what_goes_out, |house| {
    let stage = Stage::set(house);
    let ava = stage.family("Ava", "Potter", 1);
    let session = stage.planned(
        &ava,
        ("2026-12-01", "10:00", "11:30"),
        &stage.rosa,
        &stage.garden,
    );
    let path = format!("/api/v1/rotas/{MONDAY}/publish");
    let publishes = |seen: &str| {
        let asking = stage.asha.api("POST", &path).header("if-match", seen);
        asking.json(&json!({})).answer()
    };
    let (_, seen) = stage.week();
    let page = stage
        .asha
        .opens(&format!("/rota/{MONDAY}/publish"))
        .expect(200);
    let form = page.form("Publish 1 session");
    stage.steps(
        &session,
        Event::Move {
            to: slot("2026-12-02", "10:00", "11:30"),
        },
    );
    assert_eq!(publishes(&seen).problem(), Kind::Stale);
    let again = form.is_sent().expect(409);
    assert!(again.says("Somebody else changed this since you opened it"));
    again
        .form("Publish 1 session")
        .is_sent()
        .follows()
        .expect(200);
    let (_, seen) = stage.week();
    assert_eq!(
        publishes(&seen).problem(),
        Kind::WrongState,
        "nothing to tell"
    );
    let bare = stage.asha.api("POST", &path).json(&json!({})).answer();
    assert_eq!(bare.problem(), Kind::VersionRequired);
    stage
        .asha
        .api("GET", "/api/v1/rotas/2026-12-01/week")
        .answer()
        .expect(404);
});

/// The court orders two sessions a week for a child; nobody has checked it yet, and it counts at once.
fn twice_a_week(stage: &Stage<'_>, child: &str) {
    let mut order = orders::order(child);
    order["text"] = "2. No fewer than two occasions each week.".into();
    let entered = stage.asha.api("POST", "/api/v1/orders").json(&order);
    let id = entered.answer().expect(201).json()["id"].clone();
    let mut rule = orders::rule();
    rule["quote"] = "No fewer than two occasions each week".into();
    rule["times"] = "2".into();
    let rules = format!("/api/v1/orders/{}/rules", id.as_str().unwrap());
    let adding = stage.asha.api("POST", &rules).header("if-match", "\"1\"");
    adding.json(&rule).answer().expect(200);
}

story!(
    a_family_below_its_minimum_is_read_about_and_stops_nobody,
    |house| {
        let stage = Stage::set(house);
        let (ava, ben) = (
            stage.family("Ava", "Potter", 1),
            stage.family("Ben", "Tully", 2),
        );
        twice_a_week(&stage, &ava.child);
        stage.planned(
            &ava,
            ("2026-12-01", "10:00", "11:30"),
            &stage.rosa,
            &stage.garden,
        );
        stage.planned(
            &ben,
            ("2026-12-01", "10:00", "11:30"),
            &stage.milo,
            &stage.oak,
        );
        let board = stage.asha.opens(&format!("/rota/{MONDAY}")).expect(200);
        assert!(board.says("Below the ordered minimum"));
        assert!(
            board.says("Ava P, 7: 1 of at least 2, 30 Nov 2026 to 6 Dec 2026"),
            "{}",
            board.answer.body
        );
        let (document, seen) = stage.week();
        assert_eq!(document["below_minimum"][0]["missing"], 1);
        assert_eq!(
            document["concerns"].as_array().unwrap().len(),
            2,
            "Ben has one of two, too"
        );
        let path = format!("/api/v1/rotas/{MONDAY}/publish");
        let asking = stage
            .asha
            .api("POST", &path)
            .header("if-match", seen.clone());
        let unread = asking.json(&json!({})).answer();
        assert_eq!(unread.problem(), Kind::Invalid);
        assert_eq!(unread.json()["errors"].as_array().unwrap().len(), 2);

        let page = stage
            .asha
            .opens(&format!("/rota/{MONDAY}/publish"))
            .expect(200);
        assert!(
            page.says("No fewer than two occasions each week"),
            "in the words of the order"
        );
        let concern = |index: usize| document["concerns"][index].clone();
        let (below, short) = (concern(0), concern(1));
        let of =
            |field: &str, concern: &serde_json::Value| concern[field].as_str().unwrap().to_owned();
        let below_name = format!(
            "reason-below.{}.{}",
            of("child", &below),
            of("rule", &below)
        );
        let short_name = format!("reason-short.{}", of("plan", &short));
        let form = page
            .form("Publish 2 sessions")
            .types(&below_name, "CANARY no room until Thursday");
        let again = form.is_sent().expect(422);
        let unread = "Ben T, 7: 1 session of the plan without a slot: Read what is missing";
        assert!(again.says(unread) && again.says("CANARY no room"));
        let form = again
            .form("Publish 2 sessions")
            .types(&short_name, "Ben is on a school trip");
        form.is_sent().follows().expect(200);
        let reasons = house.texts("select reason from rota_reading");
        assert_eq!(reasons.len(), 2);
        assert!(
            reasons.iter().all(|reason| reason.starts_with("k1.")),
            "sealed"
        );
        let facts = house.texts("select content from audit_fact where content is not null");
        assert!(facts.iter().all(|fact| !fact.contains("CANARY")));
        assert!(facts.iter().any(|fact| fact.contains("families_read")));
    }
);

mail_story!(
    who_answers_for_a_family_below_its_minimum_is_told,
    |house, server| {
        let stage = Stage::set(house);
        let mara = house.staff("Mara", &[Role::ServiceManager]);
        let lena = house.staff("Lena", &[Role::Legal]);
        // She signs in by the address she has now.
        lena.opens("/").expect(200);
        for (person, name) in [(&mara, "mara"), (&lena, "lena"), (&stage.priya, "priya")] {
            house.sql(&format!(
                "update user_account set email = '{}' where id = '{}'",
                server.at(&format!("ok.{name}")),
                person.id
            ));
        }
        let ava = stage.family("Ava", "Potter", 1);
        twice_a_week(&stage, &ava.child);
        let slot = ("2026-12-01", "10:00", "11:30");
        stage.planned(&ava, slot, &stage.rosa, &stage.garden);
        let (document, _) = stage.week();
        let of = |field: &str| document["concerns"][0][field].as_str().unwrap().to_owned();
        let name = format!("reason-below.{}.{}", of("child"), of("rule"));
        let page = stage.asha.opens(&format!("/rota/{MONDAY}/publish"));
        let form = page.expect(200).form("Publish 1 session");
        let form = form.types(&name, "CANARY no room until Thursday");
        form.is_sent().follows().expect(200);
        let told = house.texts(
            "select audience || ' ' || cast(monday as varchar(10)) from notice
             where event = 'below_minimum' order by audience",
        );
        let week = |who: &str| format!("{who} {MONDAY}");
        assert_eq!(told, ["legal", "manager", "social_worker"].map(week));

        house.real_clock.advance(std::time::Duration::from_mins(11));
        house.app.deliver_notices().unwrap();
        let page = format!("https://kith.example.org/people/{}/orders", ava.child);
        let week = format!(
            "/people/{}/sessions?from={MONDAY}&until=2026-12-06",
            ava.child
        );
        let read_it = format!("Read it here: https://kith.example.org{week}");
        let listed = stage.asha.opens(&week).expect(200);
        assert!(listed.says("1 Dec, 10:00"), "{}", listed.answer.body);
        for name in ["ok.mara", "ok.lena", "ok.priya"] {
            let took = server.took_for(name).into_iter();
            let mut took = took.filter(|mail| mail.plain.contains("Below the minimum of an order"));
            let mail = took.next().unwrap();
            for words in [
                "Below the minimum of an order",
                "Monday 30 November 2026",
                &read_it,
                &page,
            ] {
                assert!(mail.plain.contains(words), "{words} in {}", mail.plain);
            }
            for secret in ["Ava", "Potter", "CANARY", "occasions"] {
                let told = mail.plain.contains(secret) || mail.html.contains(secret);
                assert!(!told, "{secret} to {name}");
            }
            assert!(took.next().is_none(), "once");
        }
        lena.opens(&format!("/people/{}/orders", ava.child))
            .expect(200);
    }
);
