//! Script 5, in the demo's service: the next week is looked at, completed and published.

use kernel::{refusal::Kind, time::LondonDay};
use kith::resources::DayName;
use serde_json::{Value, json};

use super::{publishes, week};
use crate::{
    sessions::codes,
    support::{Page, Person},
};

const NEXT_WEEK: &str = "2026-11-30";

fn lines<'w>(week: &'w Value, key: &str) -> impl Iterator<Item = &'w Value> {
    week[key].as_array().unwrap().iter()
}

fn with_fate(week: &Value, fate: &str) -> usize {
    lines(week, "sessions")
        .filter(|line| line["fate"] == fate)
        .count()
}

/// Whether two times of a week have a minute in common.
fn meet(one: &Value, other: &Value) -> bool {
    let at = |slot: &Value, key: &str| slot[key].as_str().unwrap().to_owned();
    one["day"] == other["day"]
        && at(one, "from") < at(other, "to")
        && at(other, "from") < at(one, "to")
}

/// What a plan says of a session in a slot, in a room, with nobody to supervise it yet.
fn session(asha: &Person<'_>, unplaced: &Value, room: &Value) -> Value {
    let path = format!("/api/v1/plans/{}", unplaced["plan"].as_str().unwrap());
    let plan = asha.api("GET", &path).answer().expect(200).json();
    let slot = &unplaced["slot"];
    json!({ "day": slot["day"], "from": slot["from"], "to": slot["to"], "children": plan["children"],
        "visitors": plan["visitors"], "mode": plan["mode"], "level": plan["level"],
        "place": plan["place"], "room": room, "supervisors": [] })
}

/// A room in which somebody else is at that time is refused, and the clash is named.
fn picks_a_busy_room(asha: &Person<'_>, week: &Value, unplaced: &Value) {
    let busy = lines(week, "sessions")
        .find(|line| line["room"].is_string() && meet(&line["slot"], &unplaced["slot"]));
    let busy = busy.unwrap_or_else(|| panic!("nobody meets at {unplaced}"));
    let body =
        json!({ "plan": unplaced["plan"], "session": session(asha, unplaced, &busy["room"]) });
    let refused = asha.api("POST", "/api/v1/sessions").json(&body).answer();
    assert_eq!(refused.problem(), Kind::Clash, "{refused:?}");
    assert_eq!(codes(&refused), ["clash-room"]);
    let path = format!("/api/v1/venues/{}", busy["venue"].as_str().unwrap());
    let venue = asha.api("GET", &path).answer().expect(200).json();
    let mut rooms = venue["rooms"].as_array().unwrap().iter();
    let room = rooms.find(|room| room["id"] == busy["room"]).unwrap();
    let words = refused.json()["reasons"][0]["explanation"].to_string();
    let name = room["name"].as_str().unwrap();
    assert!(
        words.contains(&format!("{name} is already taken")),
        "{words}"
    );
}

/// The form of a session, filled in for a slot.
fn fills<'p, 'h>(
    asha: &'p Person<'h>,
    unplaced: &Value,
    (room, supervisor): (&str, &str),
) -> Page<'p, 'h> {
    let path = format!("/sessions/new?plan={}", unplaced["plan"].as_str().unwrap());
    let part = |key: &str| unplaced["slot"][key].as_str().unwrap();
    let day: Vec<&str> = part("day").split('-').collect();
    let form = asha.opens(&path).expect(200).form("Save");
    form.dates("day", day[2], day[1], day[0])
        .fills("From when?", part("from"))
        .fills("Until when?", part("to"))
        .types("room", room)
        .chooses(supervisor)
        .is_sent()
}

/// The first of the ranked names who can, as the page has them.
fn first_who_can(page: &Page<'_, '_>) -> String {
    let (_, ranked) = page
        .answer
        .body
        .split_once("Who could supervise it")
        .unwrap();
    let (who_can, _) = ranked.split_once("Why not the others").unwrap();
    let (_, first) = who_can.split_once("<li><strong>").unwrap();
    first.split_once("</strong>").unwrap().0.to_owned()
}

/// Whoever supervises the family is away: she reads who could, in order, and chooses the first.
fn places(asha: &Person<'_>, unplaced: &Value) {
    let path = format!("/api/v1/plans/{}/slots", unplaced["plan"].as_str().unwrap());
    let pattern = asha.api("GET", &path).answer().expect(200).json();
    let day: LondonDay = unplaced["slot"]["day"].as_str().unwrap().parse().unwrap();
    let weekday = DayName::of(day).to_string();
    let kept = lines(&pattern, "slots").find(|slot| {
        slot["weekday"] == weekday.as_str() && slot["from"] == unplaced["slot"]["from"]
    });
    let room = kept.unwrap()["room"].as_str().unwrap();
    let refused = fills(asha, unplaced, (room, "Ben Archer")).expect(409);
    assert!(refused.says("Ben Archer is away"));
    assert!(refused.says("Who could supervise it"));
    let who = first_who_can(&refused);
    let booked = fills(asha, unplaced, (room, &who)).expect(303).follows();
    let booked = booked.expect(200);
    assert!(booked.says("Planned: nobody outside has been told") && booked.says(&who));
}

story!(demo the_next_week_is_completed_and_published, |house| {
    let asha = house.of_the_cast("asha.kaur@merrowby.example.org");
    let (before, _) = week(&asha, NEXT_WEEK);
    let unplaced: Vec<Value> = lines(&before, "not_placed").cloned().collect();
    for one in &unplaced {
        assert!(!one["against"].as_array().unwrap().is_empty(), "why not? {one}");
    }
    let board = asha.opens(&format!("/rota/{NEXT_WEEK}")).expect(200);
    assert!(board.says("Not placed") && board.says("The boiler is being replaced"));
    let wanting = |one: &&Value| one["against"][0]["code"] == "supervisor-away";
    let when = |one: &&Value| (one["slot"]["day"].to_string(), one["slot"]["from"].to_string());
    let one = unplaced.iter().filter(wanting).min_by_key(when).unwrap();
    picks_a_busy_room(&asha, &before, one);
    places(&asha, one);

    // Two are left without a place, each with its reason; what is held names who decides.
    let (document, seen) = week(&asha, NEXT_WEEK);
    let left = document["not_placed"].as_array().unwrap().len();
    assert_eq!((unplaced.len(), left), (3, 2));
    let (goes, held) = (with_fate(&document, "goes"), with_fate(&document, "held"));
    assert_eq!(before["sessions"].as_array().unwrap().len() + unplaced.len(), 85);
    assert_eq!((goes, held), (82, 1));
    assert_eq!(goes + held + left, before["sessions"].as_array().unwrap().len() + unplaced.len());
    for line in lines(&document, "sessions") {
        match line["fate"].as_str().unwrap() {
            "held" => assert!(line["against"][0]["decided_by"].is_string(), "{line}"),
            _ => assert_eq!(line["difference"]["kind"], "new", "{line}"),
        }
    }

    let page = asha.opens(&format!("/rota/{NEXT_WEEK}/publish")).expect(200);
    let all = goes + held + left;
    let count = format!("{goes} of {all} sessions to publish, {held} held, {left} not placed.");
    assert!(page.says(&count), "{count}");
    assert!(page.says("Who will be told, and how") && page.says("children’s carers"));
    let path = format!("/api/v1/rotas/{NEXT_WEEK}/publish");
    let silent = asha.api("POST", &path).header("if-match", seen);
    let silent = silent.json(&json!({})).answer();
    assert_eq!(silent.problem(), Kind::Invalid, "each family is read about first");
    let asked = silent.json()["errors"].as_array().unwrap().len();
    assert_eq!(asked, document["concerns"].as_array().unwrap().len());

    let published = publishes(&asha, NEXT_WEEK);
    assert_eq!(
        json!([published["edition"], published["sessions"], published["held"], published["not_placed"]]),
        json!([1, goes, held, left])
    );
    let (after, _) = week(&asha, NEXT_WEEK);
    assert_eq!((with_fate(&after, "known"), with_fate(&after, "held")), (goes, held));
    sees_the_difference(&asha, &after);
    prints(&asha);
});

/// What is moved afterwards stands beside what people were told.
fn sees_the_difference(asha: &Person<'_>, week: &Value) {
    let moved = lines(week, "sessions").find(|line| line["fate"] == "known");
    let moved = moved.unwrap();
    let path = format!("/api/v1/sessions/{}", moved["id"].as_str().unwrap());
    let off = json!({ "reason": "order_changed", "note": "The court asked for it." });
    let asking = asha.api("POST", &format!("{path}/cancel"));
    let asking = asking.header("if-match", format!("\"{}\"", moved["version"]));
    asking.json(&off).answer().expect(200);
    let page = asha
        .opens(&format!("/rota/{NEXT_WEEK}/publish"))
        .expect(200);
    assert!(page.says("Cancelled: 1") && page.says("Why: the court changed the order"));
    let (document, _) = super::week(asha, NEXT_WEEK);
    let mut lines = lines(&document, "sessions");
    let line = lines.find(|line| line["id"] == moved["id"]).unwrap();
    assert_eq!(line["difference"]["kind"], "called_off");
}

/// The sheets of a day: rooms and supervisors name the child shortly, what hangs on the door does not.
fn prints(asha: &Person<'_>) {
    let sheet = |what: &str| {
        let path = format!("/rota/days/2026-12-01/{what}");
        asha.opens(&path).expect(200)
    };
    for what in ["rooms", "supervisors"] {
        let page = sheet(what);
        assert!(page.says("Ava P") && !page.says("Ava Potter"), "{what}");
    }
    let door = sheet("door");
    assert!(door.says("A.P.") && !door.says("Ava"));
}
