//! Where a supervisor drives: one tap from the brief, on the way, in their own session.

use law::access::Role;
use serde_json::json;

use super::{Held, links};

story!(a_supervisor_who_drives_finds_the_door_on_the_way, |house| {
    let held = Held::set(house);
    let (milo, stage) = (&held.milo, &held.stage);
    let brief = format!("/sessions/{}/brief", held.session);
    let where_to = format!("/sessions/{}/journey", held.session);
    let link = format!("href=\"{where_to}\"");
    held.it_is("08:30");
    let page = milo.opens(&brief).expect(200);
    assert!(page.answer.body.contains(&link));
    let page = milo.opens(&where_to).expect(200);
    assert!(page.says("You do not drive the children.") && !page.says("Canary Close"));

    house.sql("update contact_plan set bringing = 'supervisor', returning_by = 'carer'");
    // The session begins at ten; a way takes half an hour.
    let at = |time: &str| {
        held.it_is(time);
        milo.opens(&where_to).expect(200)
    };
    let early = at("08:29");
    assert!(
        early.says("from Tuesday 24 November 2026, 08:30"),
        "{}",
        early.answer.body
    );
    assert!(!early.says("Canary Close"));
    let now = at("08:30");
    assert!(
        now.says("7 Canary Close") && now.says("Ava"),
        "{}",
        now.answer.body
    );
    assert!(!now.says("Potter"));
    let api = milo
        .api("GET", &format!("/api/v1{where_to}"))
        .answer()
        .expect(200)
        .json();
    assert_eq!(api["stops"][0]["address"], "7 Canary Close");
    assert_eq!((&api["there"], &api["back"]), (&true.into(), &false.into()));
    assert!(
        !at("10:30").says("Canary Close"),
        "Ava is there, and Fern fetches her"
    );

    // It is the driver's own: not a colleague's with a seat in the plan, and nobody else's.
    held.it_is("09:00");
    let rosa = house.staff("Rosa", &[Role::Supervisor]);
    links(stage, 1, &rosa);
    rosa.opens(&where_to).expect(404);
    let next = json!({ "day": "2026-12-01", "supervisors": [stage.supervisors[1]] });
    stage.books(&stage.but(&next));
    let page = rosa.opens(&where_to);
    assert_eq!(page.answer.status, 403, "hers is the next one");
    assert!(!page.says("Canary Close"));
    assert_eq!(stage.asha.opens(&where_to).answer.status, 403);
    let seen = house.number(&format!(
        "select count(*) from audit_fact f join audit_subject s
           on s.stream = f.stream and s.seq = f.seq
         where f.act = 'observations.show_journey' and s.person = '{}'
           and f.content like '%\"doors\":1%'",
        stage.ava
    ));
    assert_eq!(seen, 2, "the page and the program");
});

story!(who_visits_a_child_at_home_finds_the_door, |house| {
    let held = Held::set(house);
    let page = format!("/sessions/{}/journey", held.session);
    house.sql("update session set place = 'placement', room_id = null, venue_id = null");
    held.it_is("08:30");
    assert!(held.milo.opens(&page).expect(200).says("7 Canary Close"));
    held.it_is("10:30");
    let over = held.milo.opens(&page).expect(200);
    assert!(!over.says("7 Canary Close") && over.says("the way is over"));
});

story!(the_carers_are_rung_on_the_day_and_on_no_other, |house| {
    let held = Held::set(house);
    let page = format!("/sessions/{}/journey", held.session);
    let rings = || {
        let page = held.milo.opens(&page).expect(200);
        page.says("Call The Ferns: 01632 960222")
    };
    held.it_is("09:31");
    assert!(rings());
    house.clock.set("2026-11-23T18:00:00Z".parse().unwrap());
    assert!(!rings(), "the evening before");
});
