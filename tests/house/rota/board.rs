//! The board and the sheets: who sees what of a week, and how many queries it takes.

use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};
use law::access::Role;

use super::{MONDAY, Stage, stage::slot};
use law::session::Event;

story!(a_week_is_read_by_supervisor_room_and_child, |house| {
    let stage = Stage::set(house);
    let ava = stage.family("Ava", "Potter", 1);
    stage.planned(
        &ava,
        ("2026-12-01", "10:00", "11:30"),
        &stage.rosa,
        &stage.garden,
    );
    let absence = serde_json::json!({ "kind": "sickness",
        "span": { "from_day": "2026-12-03", "to_day": "2026-12-03" } });
    let path = format!("/api/v1/supervisors/{}/absences", stage.milo);
    stage
        .asha
        .api("POST", &path)
        .json(&absence)
        .answer()
        .expect(201);
    for (by, says) in [
        ("supervisor", "1.5 of 37 hours in sessions"),
        ("room", "Garden, Hill House"),
        ("child", "Ava P, 7"),
    ] {
        let board = stage
            .asha
            .opens(&format!("/rota/{MONDAY}?by={by}"))
            .expect(200);
        assert!(
            board.says(says) && board.says("10:00–11:30"),
            "{by}: {}",
            board.answer.body
        );
        assert!(!board.says("Potter"), "first name and initial only");
    }
    let board = stage.asha.opens(&format!("/rota/{MONDAY}")).expect(200);
    assert!(
        board.says("Away") && !board.says("Sick"),
        "an illness is not for a board"
    );
    let running = stage.asha.opens("/rota").expect(200);
    assert_eq!(running.heading(), "Rota: 23-28 November 2026");
    let next = stage.asha.opens("/rota?week=next").expect(200);
    assert_eq!(next.heading(), "Rota: 30 November - 5 December 2026");
    let long_past = stage.asha.opens("/rota/0026-11-09").expect(404);
    assert!(
        long_past.says("There is no week before the year 2000. Check the year in the address.")
    );
    stage.asha.opens("/rota/2026-12-01").expect(404);
    let home = stage.asha.opens("/").expect(200);
    assert!(home.says("1 session of next week is not published yet"));
});

story!(whose_family_it_is_stays_with_who_may_know, |house| {
    let stage = Stage::set(house);
    let (ava, maya) = (
        stage.family("Ava", "Potter", 1),
        stage.family("Maya", "Ellis", 1),
    );
    stage.planned(
        &ava,
        ("2026-12-01", "10:00", "11:30"),
        &stage.rosa,
        &stage.garden,
    );
    stage.planned(
        &maya,
        ("2026-12-02", "10:00", "11:30"),
        &stage.rosa,
        &stage.garden,
    );
    house.sql(&format!(
        "update person set state = 'sealed' where id = '{}'",
        maya.child
    ));
    let path = format!("/rota/{MONDAY}");
    let board = stage.asha.opens(&path).expect(200);
    assert!(board.says("Booked") && !board.says("Maya") && board.says("3 of 37 hours"));
    let (document, _) = stage.week();
    assert_eq!(document["taken"].as_array().unwrap().len(), 1);
    assert!(!document.to_string().contains(&maya.child));
    let publish = stage.asha.opens(&format!("{path}/publish")).expect(200);
    assert!(publish.says("1 more session is of families you may not know of"));
    publish
        .form("Publish 1 session")
        .is_sent()
        .follows()
        .expect(200);
    assert_eq!(
        house.number("select count(*) from session where stage = 'published'"),
        1
    );
    let tom = house.staff("Tom", &[Role::ServiceManager]);
    assert!(tom.opens(&path).expect(200).says("Maya E, 7"));
    // Excluded from one of a family: not even its name.
    crate::people::excludes(house, tom.id, &ava.child);
    assert!(!tom.opens(&path).expect(200).says("Ava P"));
    for role in [
        Role::SocialWorker,
        Role::Supervisor,
        Role::Legal,
        Role::Administrator,
        Role::Dpo,
    ] {
        let other = house.staff("Robin", &[role]);
        for path in [
            path.clone(),
            format!("{path}/publish"),
            "/rota/days/2026-12-01/door".to_owned(),
        ] {
            let status = other.opens(&path).answer.status;
            assert!(matches!(status, 403 | 404), "{role} {path}: {status}");
        }
    }
});

story!(the_sheets_of_a_day_show_what_people_were_told, |house| {
    let stage = Stage::set(house);
    let (ava, ben) = (
        stage.family("Ava", "Potter", 1),
        stage.family("Ben", "Tully", 1),
    );
    stage.planned(
        &ava,
        ("2026-12-01", "10:00", "11:30"),
        &stage.rosa,
        &stage.garden,
    );
    let bens = stage.planned(
        &ben,
        ("2026-12-01", "14:00", "15:30"),
        &stage.milo,
        &stage.oak,
    );
    let publish = stage
        .asha
        .opens(&format!("/rota/{MONDAY}/publish"))
        .expect(200);
    publish
        .form("Publish 2 sessions")
        .is_sent()
        .follows()
        .expect(200);
    stage.steps(
        &bens,
        Event::Move {
            to: slot("2026-12-01", "15:00", "16:30"),
        },
    );
    let dan = stage.family("Dan", "Shaw", 1);
    stage.planned(
        &dan,
        ("2026-12-01", "12:00", "13:00"),
        &stage.milo,
        &stage.oak,
    );
    let rooms = stage.asha.opens("/rota/days/2026-12-01/rooms").expect(200);
    assert!(rooms.says("Garden, Hill House") && rooms.says("Ava P, 7") && rooms.says("Mary P"));
    assert!(rooms.says("1 session of this day was never published") && !rooms.says("Dan"));
    // He was moved, and everybody concerned is told: the door expects him as he comes now.
    assert!(rooms.says("Ben T, 7") && rooms.says("15:00–16:30, changed since publishing"));
    assert!(!rooms.says("10:00–11:30, changed") && !rooms.says("14:00"));
    let staff = stage
        .asha
        .opens("/rota/days/2026-12-01/supervisors")
        .expect(200);
    assert!(staff.says("Rosa Marsh") && staff.says("supervised throughout"));
    let door = stage.asha.opens("/rota/days/2026-12-01/door").expect(200);
    assert!(
        door.says("B.T.")
            && door.says("A.P.")
            && !door.says("Ava")
            && !door.says("Rosa")
            && !door.says("Mary")
    );
});

static QUERIES: AtomicUsize = AtomicUsize::new(0);

#[expect(
    clippy::unnecessary_wraps,
    reason = "the database library asks for it so"
)]
fn counts() -> Option<Box<dyn Instrumentation>> {
    Some(Box::new(|event: InstrumentationEvent<'_>| {
        // What is read; the fact of the look names everybody who was shown, each on a line.
        if let InstrumentationEvent::StartQuery { query, .. } = event
            && query.to_string().starts_with("SELECT")
        {
            QUERIES.fetch_add(1, Ordering::Relaxed);
        }
    }))
}

story!(alone a_week_is_read_in_as_many_queries_whatever_is_in_it, |house| {
    set_default_instrumentation(counts).unwrap();
    let stage = Stage::set(house);
    let path = format!("/api/v1/rotas/{MONDAY}/week");
    let reads = || {
        let before = QUERIES.load(Ordering::Relaxed);
        stage.asha.api("GET", &path).answer().expect(200);
        QUERIES.load(Ordering::Relaxed) - before
    };
    let first = stage.family("Ava", "Potter", 1);
    stage.planned(&first, ("2026-11-30", "09:00", "10:00"), &stage.rosa, &stage.garden);
    reads();
    let with_one = reads();
    let names = ["One", "Two", "Three", "Four", "Five"];
    let days = ["2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04"];
    for (name, day) in names.iter().zip(days) {
        for hour in 11..16 {
            let family = stage.family("Ben", name, 1);
            let (from, to) = (format!("{hour}:00"), format!("{hour}:45"));
            stage.planned(&family, (day, &from, &to), &stage.rosa, &stage.garden);
        }
    }
    let with_many = reads();
    assert!(with_one > 5, "counted {with_one}");
    assert_eq!(with_one, with_many);
});
