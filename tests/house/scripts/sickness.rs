//! Script 7: at 08:30 a supervisor is away, and the week is repaired.

use kernel::refusal::Kind;
use law::access::Role;
use serde_json::{Value, json};

use super::{Service, THIS_WEEK, delivers, last, publishes, week};
use crate::{
    observations::links,
    resources::adds,
    support::{MailServer, Person},
};

/// Ava's two sessions of this week and one of another child, all with Rosa.
struct Morning {
    tuesday: String,
    others: String,
    thursday: String,
}

fn is_planned(service: &Service<'_>) -> Morning {
    let stage = &service.stage;
    let words = "on no fewer than two occasions each week";
    let rule = json!({ "question": "how_often", "quote": words, "vary": "court", "bound": "at_least",
        "times": "2", "per": "week", "about": [stage.mother] });
    stage.orders(&format!("2. Family time is {words}."), &rule);
    let with_rosa = |(day, from, to): (&str, &str, &str)| {
        let mut session = service.session((day, from, to));
        session["supervisors"] = json!([stage.supervisors[0]]);
        session
    };
    let tuesday = stage.books(&with_rosa(("2026-11-24", "10:00", "11:30")));
    let thursday = stage.books(&with_rosa(("2026-11-26", "15:00", "16:30")));
    let other = stage.family("B");
    let mut others = with_rosa(("2026-11-25", "10:00", "11:30"));
    (others["children"], others["visitors"]) = (json!([other.child]), json!([other.mother]));
    others.as_object_mut().unwrap().remove("taxi");
    let booked = stage.asks_for(&other.plan, &others).expect(201).json();
    Morning {
        tuesday,
        others: booked["id"].as_str().unwrap().to_owned(),
        thursday,
    }
}

fn is_away(asha: &Person<'_>, supervisor: &str, absence: &Value) -> String {
    let path = format!("/api/v1/supervisors/{supervisor}/absences");
    let recorded = asha.api("POST", &path).json(absence).answer().expect(201);
    recorded.json()["id"].as_str().unwrap().to_owned()
}

/// Puts somebody in Rosa's place, as the API has it: the session is changed.
#[track_caller]
fn steps_in(service: &Service<'_>, session: &str, (who, times): (&str, Option<(&str, &str)>)) {
    let record = service.stage.record(session)["session"].clone();
    let mut changed = json!({});
    for key in [
        "day", "from", "to", "children", "visitors", "mode", "level", "place", "room", "taxi",
    ] {
        if !record[key].is_null() {
            changed[key] = record[key].clone();
        }
    }
    changed["supervisors"] = json!([who]);
    if let Some((from, to)) = times {
        (changed["from"], changed["to"]) = (from.into(), to.into());
    }
    service.stage.changes(session, &changed).expect(200);
}

mail_story!(
    three_sessions_are_short_of_a_supervisor_at_half_past_eight,
    |house, server| {
        let service = Service::opens(house, server);
        let stage = &service.stage;
        let asha = &stage.asha;
        let rosa = house.staff("Rosa", &[Role::Supervisor]);
        links(stage, 0, &rosa);
        house.writes_to(&rosa, &server.at("ok.rosa"));
        let mut gwen = crate::resources::rosa("2026-01-05");
        gwen["name"] = "Gwen Ash".into();
        let gwen = adds(asha, "/api/v1/supervisors", &gwen);
        let morning = is_planned(&service);
        assert_eq!(publishes(asha, THIS_WEEK)["sessions"], 3);
        delivers(house);

        // Gwen is on leave all week, Milo trains on Thursday afternoon; then Rosa rings.
        let leave = json!({ "kind": "leave", "span": { "from_day": "2026-11-23", "to_day": "2026-11-28" } });
        is_away(asha, &gwen, &leave);
        let training = json!({ "kind": "training", "span": { "from_day": "2026-11-26", "from_time": "13:00",
            "to_day": "2026-11-26", "to_time": "18:00" } });
        is_away(asha, &stage.supervisors[1], &training);
        house.clock.set("2026-11-24T08:30:00Z".parse().unwrap());
        let sick = json!({ "kind": "sickness", "span": { "from_day": "2026-11-24", "to_day": "2026-11-26" } });
        let absence = is_away(asha, &stage.supervisors[0], &sick);
        let board = asha.opens(&format!("/rota/{THIS_WEEK}")).expect(200);
        assert!(board.says("In question") && board.says("Who steps in?"));

        ranks(&service, (&absence, &gwen), &morning);
        let milo = stage.supervisors[1].as_str();
        steps_in(&service, &morning.tuesday, (milo, Some(("10:30", "12:00"))));
        steps_in(&service, &morning.others, (milo, None));
        let none = stage.does(
            asha,
            &morning.thursday,
            "cancel",
            &json!({ "reason": "staff_sickness" }),
        );
        assert_eq!(none.expect(200).json()["counts_as"], "service_failure");
        let cover = asha.api("GET", &format!("/api/v1/absences/{absence}/cover"));
        assert_eq!(cover.answer().expect(200).json()["sessions"], json!([]));
        assert_eq!(publishes(asha, THIS_WEEK)["edition"], 2);
        delivers(house);
        tells_what_changed(server);
        has_one_of_two(&service, &morning);
    }
);

/// The substitutes of each session in order, and why not the others.
fn ranks(service: &Service<'_>, (absence, gwen): (&str, &str), morning: &Morning) {
    let asha = &service.stage.asha;
    let milo = service.stage.supervisors[1].as_str();
    let path = format!("/api/v1/absences/{absence}/cover");
    let cover = asha.api("GET", &path).answer().expect(200).json();
    let short = cover["sessions"].as_array().unwrap();
    let sessions: Vec<&str> = short
        .iter()
        .map(|one| one["session"].as_str().unwrap())
        .collect();
    let expected = [&morning.tuesday, &morning.others, &morning.thursday];
    assert_eq!(sessions, expected.map(String::as_str), "three are hit");
    for (one, fits) in short.iter().zip([true, true, false]) {
        let candidates = one["candidates"].as_array().unwrap();
        let codes = |who: &str| -> Vec<&str> {
            let who = candidates.iter().find(|one| one["supervisor"] == who);
            let against = who.unwrap()["against"].as_array().unwrap().iter();
            against
                .map(|reason| reason["code"].as_str().unwrap())
                .collect()
        };
        assert_eq!(codes(gwen), ["supervisor-away"]);
        let against: &[&str] = if fits { &[] } else { &["supervisor-away"] };
        assert_eq!(codes(milo), against);
        if fits {
            assert_eq!(candidates[0]["supervisor"], milo, "who can comes first");
        }
    }
    let page = asha
        .opens(&format!("/absences/{absence}/cover"))
        .expect(200);
    assert!(page.says("Why not the others") && page.says("Gwen Ash: Gwen Ash is away"));
    let page = service.priya.api("GET", &path).answer();
    assert_eq!(
        page.problem(),
        Kind::NotFound,
        "who is away is not hers to know"
    );
}

fn tells_what_changed(server: &MailServer) {
    let (new, old) = (
        "New time: Tuesday 24 November 2026, 10:30 to 12:00",
        "Old time: Tuesday 24 November 2026, 10:00 to 11:30",
    );
    let off = "It was to be: Thursday 26 November 2026, 15:00 to 16:30";
    for name in ["ok.fern", "ok.taxi", "ok.mother"] {
        let mail = last(server, name);
        for words in [new, old, off] {
            assert!(mail.plain.contains(words), "{name}: {}", mail.plain);
        }
    }
    let hers = server.took_for("ok.priya");
    let told = |what: &str| hers.iter().any(|mail| mail.plain.contains(what));
    assert!(told("What happened: Cancelled"), "{hers:?}");
    updates_calendars(server);
}

/// One entry is moved and one is cancelled; Rosa's go, and Milo has new ones.
fn updates_calendars(server: &MailServer) {
    let took = server.took_for("ok.taxi");
    let [first, second] = took.as_slice() else {
        panic!("{took:?}")
    };
    let follows = first.calendars.iter().map(|before| {
        let mut after = second.calendars.iter();
        let after = after.find(|after| after.uid == before.uid).unwrap();
        assert!(after.sequence > before.sequence);
        let texts = [&before.starts, &after.method, &after.starts];
        texts.map(String::as_str)
    });
    let mut follows: Vec<[&str; 3]> = follows.collect();
    follows.sort_unstable();
    // A driver's calendar is of the journeys: they set out half an hour before.
    let (half, ten) = ("2026-11-24T09:30:00+00:00", "2026-11-24T10:00:00+00:00");
    let afternoon = "2026-11-26T14:30:00+00:00";
    assert_eq!(
        follows,
        [[half, "REQUEST", ten], [afternoon, "CANCEL", afternoon]]
    );
    let methods = |name: &str| -> Vec<String> {
        let calendars = last(server, name).calendars.into_iter();
        calendars.map(|one| one.method).collect()
    };
    assert_eq!(methods("ok.rosa"), ["CANCEL"; 3]);
    assert_eq!(methods("ok.milo"), ["REQUEST"; 2]);
}

fn has_one_of_two(service: &Service<'_>, morning: &Morning) {
    let asha = &service.stage.asha;
    let owed = service.stage.record(&morning.tuesday)["owed"][0].clone();
    assert_eq!(
        json!([
            owed["ordered"],
            owed["planned"],
            owed["service_failed"],
            owed["missing"]
        ]),
        json!([2, 1, 1, 1])
    );
    let (document, _) = week(asha, THIS_WEEK);
    assert_eq!(document["below_minimum"][0]["missing"], 1);
    let board = asha.opens(&format!("/rota/{THIS_WEEK}")).expect(200);
    assert!(
        board.says("Ava P, 7: 1 of at least 2"),
        "{}",
        board.answer.body
    );
}
