//! The board leads to booking what is missing on it: that very session, with who and what could be had.

use serde_json::{Value, json};

use super::MONDAY;
use crate::{
    sessions::Stage,
    support::{Page, Person},
};

/// Tuesdays and Thursdays at 15:30 in the first room with Rosa, and the house closed on Thursday.
fn left_out_on_thursday(stage: &Stage<'_>) {
    let slot = |weekday: &str| {
        json!({ "weekday": weekday, "from": "15:30", "to": "17:00", "room": stage.rooms[0],
            "supervisors": [stage.supervisors[0]] })
    };
    let path = format!("/api/v1/plans/{}/slots", stage.plan);
    let keep = stage.asha.api("PUT", &path).header("if-match", "\"0\"");
    let slots = json!({ "slots": [slot("tue"), slot("thu")] });
    keep.json(&slots).answer().expect(200);
    let closure = json!({ "span": { "from_day": "2026-12-03", "to_day": "2026-12-03" },
        "reason": "The boiler" });
    let path = format!("/api/v1/venues/{}/closures", stage.venue);
    let closing = stage.asha.api("POST", &path).json(&closure);
    closing.answer().expect(201);
    let path = format!("/api/v1/weeks/{MONDAY}/fill");
    stage.asha.api("POST", &path).answer().expect(200);
}

/// Where the first link that begins so leads.
#[track_caller]
fn leads_to(page: &Page<'_, '_>, begins: &str) -> String {
    let body = page.answer.body.replace("&#38;", "&").replace("&amp;", "&");
    let from = format!("href=\"{begins}");
    let (_, rest) = body.split_once(&from).unwrap();
    format!("{begins}{}", rest.split_once('"').unwrap().0)
}

fn not_placed(asha: &Person<'_>) -> Vec<Value> {
    let path = format!("/api/v1/rotas/{MONDAY}/week");
    let week = asha.api("GET", &path).answer().expect(200).json();
    week["not_placed"].as_array().unwrap().clone()
}

story!(what_is_not_placed_is_booked_from_the_board, |house| {
    let stage = Stage::set(house);
    left_out_on_thursday(&stage);
    assert_eq!(not_placed(&stage.asha).len(), 1);
    let board = stage.asha.opens(&format!("/rota/{MONDAY}")).expect(200);
    let way = leads_to(&board, "/sessions/new?");
    let page = stage.asha.opens(&way).expect(200);
    assert!(page.says("For Ava") && page.says("in the place of the slot on"));
    assert!(page.says("Milo Finch: new to the child"));
    assert!(page.says("Hill House is closed") && page.says("The boiler"));
    let form = page.form("Save");
    for (name, value) in [
        ("day-day", "3"),
        ("day-month", "12"),
        ("from", "15:30"),
        ("to", "17:00"),
        ("room", stage.rooms[0].as_str()),
    ] {
        assert_eq!(form.hidden(name), Some(value), "{name}");
    }
    // The house is closed on Thursday: on Wednesday it stands for the same slot.
    let wednesday = form.dates("day", "2", "12", "2026");
    let booked = wednesday.is_sent().expect(303).follows().expect(200);
    assert!(booked.says("Planned: nobody outside has been told"));
    assert!(not_placed(&stage.asha).is_empty());
    let board = stage.asha.opens(&format!("/rota/{MONDAY}")).expect(200);
    assert!(!board.says("Not placed"));

    let again = stage.asha.opens(&way).expect(200).form("Save");
    let again = again.dates("day", "4", "12", "2026").is_sent().expect(409);
    assert!(again.says("Another session stands for this slot of the family already."));
});

story!(what_was_filled_leads_to_the_session_it_left_out, |house| {
    let stage = Stage::set(house);
    left_out_on_thursday(&stage);
    let page = stage.asha.opens(&format!("/weeks/{MONDAY}/fill"));
    let filled = page.expect(200).form("Fill the week").is_sent();
    let way = leads_to(&filled.expect(200), "/sessions/new?");
    let expected = format!("plan={}&day=2026-12-03&from=15:30", stage.plan);
    assert_eq!(way, format!("/sessions/new?{expected}"));
});

story!(a_program_asks_who_could_take_a_slot, |house| {
    let stage = Stage::set(house);
    left_out_on_thursday(&stage);
    let fits = |person: &Person<'_>, when: &str| {
        let path = format!("/api/v1/plans/{}/fits{when}", stage.plan);
        person.api("GET", &path).answer()
    };
    let closed = fits(&stage.asha, "?day=2026-12-03&from=15:30");
    let closed = closed.expect(200).json();
    assert_eq!(closed["supervisors"].as_array().unwrap().len(), 2);
    assert_eq!(closed["supervisors"][0]["against"], json!([]));
    assert_eq!(closed["rooms"][0]["against"][0]["code"], "closed");
    let open = fits(&stage.asha, "?day=2026-12-02&from=13:00&to=14:00");
    assert_eq!(open.expect(200).json()["rooms"][0]["against"], json!([]));
    let taken = fits(&stage.asha, "?day=2026-12-01&from=15:30&to=16:30");
    let taken = taken.expect(200).json();
    let last = taken["rooms"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["room"], stage.rooms[0].as_str());
    assert_eq!(fits(&stage.asha, "?day=2026-12-02&from=13:00").status, 422);
    let sam = house.social_worker("Sam");
    assert!(fits(&sam, "?day=2026-12-02&from=13:00&to=14:00").status >= 403);
});

story!(who_is_below_what_was_ordered_leads_to_booking, |house| {
    let stage = Stage::set(house);
    let rule = json!({ "question": "how_often", "quote": "no fewer than two occasions each week",
        "vary": "court", "bound": "at_least", "times": "2", "per": "week", "about": [stage.mother] });
    stage.orders("2. On no fewer than two occasions each week.", &rule);
    let board = stage.asha.opens(&format!("/rota/{MONDAY}")).expect(200);
    assert!(board.says("Below the ordered minimum"));
    let way = leads_to(&board, "/sessions/new?");
    let page = stage.asha.opens(&way).expect(200);
    assert!(page.says("in the week of") && page.says("The plan says 90 minutes."));
});

story!(
    a_session_booked_at_another_time_is_one_of_those_agreed,
    |house| {
        let stage = Stage::set(house);
        left_out_on_thursday(&stage);
        let wednesday = json!({ "day": "2026-12-02", "from": "13:00", "to": "14:30" });
        let id = stage.books(&stage.but(&wednesday));
        assert!(
            not_placed(&stage.asha).is_empty(),
            "the week has the two that were agreed"
        );
        let board = stage.asha.opens(&format!("/rota/{MONDAY}")).expect(200);
        assert!(!board.says("Not placed"));
        let path = format!("/api/v1/weeks/{MONDAY}/fill");
        let filled = || stage.asha.api("POST", &path).answer().expect(200).json();
        assert_eq!(filled()["left_out"], json!([]), "nor is it filled again");

        // The service calls it off: the family is short again.
        let off = json!({ "reason": "staff_sickness" });
        stage.does(&stage.asha, &id, "cancel", &off).expect(200);
        assert_eq!(not_placed(&stage.asha).len(), 1);
        assert_eq!(filled()["left_out"].as_array().unwrap().len(), 1);
    }
);
