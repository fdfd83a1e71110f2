//! 08:30: a supervisor is away. Who could step in, why not the others, and what becomes of the
//! sessions. And a slot that finds no place.

use kernel::{id::SessionId, refusal::Kind};
use serde_json::{Value, json};

use super::MONDAY;
use crate::sessions::{DAY, Stage};

fn sick(stage: &Stage<'_>, supervisor: &str) -> String {
    let span = json!({ "from_day": DAY, "to_day": DAY });
    let path = format!("/api/v1/supervisors/{supervisor}/absences");
    let asking = stage.asha.api("POST", &path);
    let recorded = asking
        .json(&json!({ "kind": "sickness", "span": span }))
        .answer()
        .expect(201);
    recorded.json()["id"].as_str().unwrap().to_owned()
}

fn publishes(stage: &Stage<'_>, sessions: &str) {
    let mut form = stage
        .asha
        .opens(&format!("/rota/{MONDAY}/publish"))
        .expect(200)
        .form(&format!("Publish {sessions}"));
    for name in form.names_with("reason-") {
        form = form.types(&name, "The rest of the plan is booked on Thursday.");
    }
    form.is_sent().follows().expect(200);
}

story!(somebody_steps_in_for_a_supervisor_who_is_sick, |house| {
    let stage = Stage::set(house);
    let [rosa, milo] = &stage.supervisors;
    let early = stage.books(&stage.but(&json!({ "from": "09:30", "to": "10:30" })));
    let late = stage.books(&stage.but(&json!({ "from": "14:00", "to": "15:30" })));
    publishes(&stage, "2 sessions");
    // Milo has something else in the afternoon.
    let training = json!({ "kind": "training", "span":
        { "from_day": DAY, "from_time": "13:00", "to_day": DAY, "to_time": "18:00" } });
    let path = format!("/api/v1/supervisors/{milo}/absences");
    stage
        .asha
        .api("POST", &path)
        .json(&training)
        .answer()
        .expect(201);
    let absence = sick(&stage, rosa);

    let board = stage.asha.opens(&format!("/rota/{MONDAY}")).expect(200);
    assert!(board.says("In question") && board.says("Who steps in?"));
    let cover = stage
        .asha
        .api("GET", &format!("/api/v1/absences/{absence}/cover"))
        .answer();
    let cover = cover.expect(200).json();
    let candidate = |session: usize| cover["sessions"][session]["candidates"][0].clone();
    assert_eq!(candidate(0)["against"], json!([]), "{cover}");
    let against: Value = candidate(1)["against"].clone();
    assert_eq!(against[0]["code"], "supervisor-away");

    let page = stage
        .asha
        .opens(&format!("/absences/{absence}/cover"))
        .expect(200);
    assert_eq!(page.heading(), "Who steps in for Rosa Marsh?");
    assert!(page.says("2 sessions are short of a supervisor") && page.says("new to the child"));
    assert!(page.says("Nobody can step in without a decision") && page.says("Milo Finch is away"));
    let choose = page.form("Choose Milo Finch for Tue 1 Dec, 09:30–10:30: Ava P, 7");
    let page = choose.is_sent().follows().expect(200);
    assert!(page.says("1 session is short of a supervisor"));
    assert!(page.says("The session of Tue 1 Dec, 09:30–10:30 is held by Milo Finch now."));
    // An address that names a session there is not shows the page all the same.
    let unknown = format!(
        "/absences/{absence}/cover?done={}",
        SessionId::mint(0).unwrap()
    );
    let shown = stage.asha.opens(&unknown).expect(200);
    assert!(!shown.says("is held by Milo Finch now"));
    assert_eq!(
        stage.record(&early)["session"]["supervisors"],
        json!([milo])
    );
    let cancel = page.form("Cancel for want of staff: Tue 1 Dec, 14:00–15:30: Ava P, 7");
    let page = cancel.is_sent().follows().expect(200);
    assert!(page.says("No session is short of a supervisor"));
    assert!(page.says("The session of Tue 1 Dec, 14:00–15:30 is called off."));
    assert_eq!(stage.stage(&late), "cancelled");
    let counted = house.number("select count(*) from session where counts_as = 'service_failure'");
    assert_eq!(counted, 1, "it counts as the service's failure");

    // Milo was told as a change; the week says what differs from what was published.
    let page = stage
        .asha
        .opens(&format!("/rota/{MONDAY}/publish"))
        .expect(200);
    assert!(page.says("Changed: 1") && page.says("Other than before: the supervisor"));
    assert!(page.says("Cancelled: 1"));
});

story!(
    an_absence_calls_off_the_sessions_that_it_hits_and_no_other,
    |house| {
        let stage = Stage::set(house);
        let [rosa, milo] = &stage.supervisors;
        let with = |changes: Value| stage.books(&stage.but(&changes));
        let hers = with(json!({ "from": "09:30", "to": "10:30" }));
        let next_week = with(json!({ "day": "2026-12-08" }));
        let his = with(json!({ "from": "14:00", "to": "15:30", "supervisors": [milo] }));
        let absence = sick(&stage, rosa);
        let path = format!("/absences/{absence}/cover");
        let page = stage.asha.opens(&path).expect(200);
        let proof = stage.asha.csrf();
        let calls_off = |session: &str| {
            let version = stage.record(session)["session"]["version"].to_string();
            let fields = [
                ("session", session),
                ("version", version.as_str()),
                ("csrf_token", proof.as_str()),
            ];
            let path = format!("/absences/{absence}/cancel");
            stage.asha.browser().posts(&path, &fields).answer
        };
        for (other, why) in [
            (
                his.as_str(),
                "Somebody else supervises this session already.",
            ),
            (
                next_week.as_str(),
                "The supervisor is not away at the time of this session.",
            ),
        ] {
            let refused = calls_off(other).expect(409);
            assert!(refused.body.contains(why), "{}", refused.body);
            assert_eq!(stage.stage(other), "planned");
        }
        let cancel = page.form("Cancel for want of staff: Tue 1 Dec, 09:30–10:30: Ava P, 7");
        cancel.is_sent().expect(303);
        assert_eq!(stage.stage(&hers), "cancelled");
    }
);

story!(whoever_is_taken_meanwhile_is_refused_by_name, |house| {
    let stage = Stage::set(house);
    let [rosa, milo] = &stage.supervisors;
    let id = stage.books(&stage.session());
    let absence = sick(&stage, rosa);
    let page = stage
        .asha
        .opens(&format!("/absences/{absence}/cover"))
        .expect(200);
    let choose = page.form("Choose Milo Finch for Tue 1 Dec, 10:00–11:30: Ava P, 7");
    sick(&stage, milo);
    let again = choose.is_sent().expect(409);
    assert!(again.says("Milo Finch is away") && again.says("Who steps in for Rosa Marsh?"));
    assert_eq!(
        stage.record(&id)["session"]["supervisors"],
        json!([rosa]),
        "nothing was changed"
    );
    let hidden = house
        .social_worker("Sam")
        .api("GET", &format!("/api/v1/absences/{absence}/cover"));
    assert_eq!(hidden.answer().problem(), Kind::NotFound);
});

story!(a_slot_that_finds_no_place_is_read_about, |house| {
    let stage = Stage::set(house);
    let slot = |weekday: &str| {
        json!({ "weekday": weekday, "from": "15:30", "to": "17:00", "room": stage.rooms[0],
            "supervisors": [stage.supervisors[0]] })
    };
    let path = format!("/api/v1/plans/{}/slots", stage.plan);
    let keep = stage.asha.api("PUT", &path).header("if-match", "\"0\"");
    keep.json(&json!({ "slots": [slot("tue"), slot("thu")] }))
        .answer()
        .expect(200);
    let closure = json!({ "span": { "from_day": "2026-12-03", "to_day": "2026-12-03" }, "reason": "The boiler" });
    let closures = format!("/api/v1/venues/{}/closures", stage.venue);
    stage
        .asha
        .api("POST", &closures)
        .json(&closure)
        .answer()
        .expect(201);
    stage
        .asha
        .api("POST", &format!("/api/v1/weeks/{MONDAY}/fill"))
        .answer()
        .expect(200);

    let board = stage.asha.opens(&format!("/rota/{MONDAY}")).expect(200);
    assert!(board.says("Not placed") && board.says("Thu 3 Dec, 15:30–17:00: Ava P, 7"));
    assert!(board.says("The boiler"));
    let page = stage
        .asha
        .opens(&format!("/rota/{MONDAY}/publish"))
        .expect(200);
    assert!(page.says("1 of 2 sessions to publish, 1 not placed."));
    let form = page.form("Publish 1 session");
    form.is_sent().expect(422);
    publishes(&stage, "1 session");
    assert_eq!(
        house.number("select count(*) from session where stage = 'published'"),
        1
    );
});
