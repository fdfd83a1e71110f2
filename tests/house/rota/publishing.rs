//! A week goes out session by session, as its publisher saw it.

use kernel::refusal::Kind;
use law::{
    access::Role,
    session::{Event, NotHeld},
};
use serde_json::json;

use super::{MONDAY, Stage, stage::slot};
use crate::{notifications::household, resources::adds, support::TestHouse};

fn prints(house: &TestHouse, edition: i64) -> i64 {
    house.number(&format!(
        "select count(*) from rota_print where number = {edition}"
    ))
}

story!(
    whose_carer_nobody_can_tell_is_named_before_a_week_goes_out,
    |house| {
        let stage = Stage::set(house);
        let ava = stage.family("Ava", "Potter", 1);
        let slot = ("2026-12-01", "10:00", "11:30");
        stage.planned(&ava, slot, &stage.rosa, &stage.garden);
        let warned = || {
            let page = stage.asha.opens(&format!("/rota/{MONDAY}/publish"));
            page.expect(200).says("No carer is told of these")
        };
        let page = stage.asha.opens(&format!("/rota/{MONDAY}/publish"));
        assert!(page.expect(200).says("Not recorded: Ava P, 7"));
        let home = household(&stage.asha, "");
        let placed = json!({ "household": home, "from": "2026-11-01" });
        let placements = format!("/api/v1/people/{}/placements", ava.child);
        adds(&stage.asha, &placements, &placed);
        assert!(!warned());
    }
);

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
    let count = "1 session to publish, 2 held, 1 not placed, 1 off since the last time.";
    assert!(page.says(count), "{}", page.answer.body);
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
