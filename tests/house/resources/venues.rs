//! Venues: set up by the coordinator, closed for a while, changed by two at once.

use kernel::{id::VenueId, refusal::Kind, time::Slot};
use kith::resources::queries;
use law::access::{Actor, act};
use serde_json::json;

use super::{adds, hill_house};
use crate::support::TestHouse;

/// Why the venue is not open then, by the codes of the reasons.
fn closed_at(house: &TestHouse, venue: &str, slot: &str) -> Vec<&'static str> {
    let venue: VenueId = venue.parse().unwrap();
    let mut parts = slot.split(' ');
    let mut part = || parts.next().unwrap();
    let day = part().parse().unwrap();
    let slot = Slot::new(day, part().parse().unwrap(), part().parse().unwrap()).unwrap();
    let look = house
        .app
        .store
        .look::<act::ShowVenue, _>(&Actor::System, |look| {
            let reasons = queries::is_open(look, venue, slot)?;
            Ok(look.seen(kernel::fact::Fact::about(venue), reasons))
        });
    let reasons = look.unwrap().into_value();
    reasons.into_iter().map(|reason| reason.code).collect()
}

story!(
    the_coordinator_sets_up_a_venue_with_a_room_and_a_boiler_closure,
    |house| {
        let asha = house.coordinator();
        let form = asha.opens("/venues/new").expect(200).form("Save");
        let again = form
            .fills("What is the venue called?", "Hill House")
            .chooses("Contact centre")
            .fills("Tuesday from", "09:00")
            .fills("Tuesday to", "half past six")
            .fills("Address", "3 Canary Street")
            .fills("Postcode", "zz99 3hh")
            .fills("How to find it", "Behind the library")
            .is_sent()
            .expect(422);
        assert!(again.says("Write the time like 09:30"));
        assert!(again.answer.body.contains("half past six"), "as typed");
        let saved = again.form("Save").fills("Tuesday to", "18:30").is_sent();
        let venue = saved.expect(303).follows().expect(200);
        assert_eq!(venue.heading(), "Hill House");
        assert!(venue.says("09:00 to 18:30") && venue.says("ZZ99 3HH"));
        assert!(venue.says("Behind the library"), "as messages say it");
        assert!(venue.says("No room is recorded yet."));

        let id = house.texts("select id from venue").remove(0);
        let form = asha.opens(&format!("/venues/{id}/rooms/new")).form("Save");
        let form = form.fills("What is the room called?", "Room 2");
        let form = form.fills("How many people does it hold?", "6");
        let venue = form.chooses("Panic alarm").is_sent().expect(303).follows();
        assert!(venue.says("Room 2") && venue.says("6 people, panic alarm"));

        assert!(closed_at(house, &id, "2026-12-01 10:00 11:00").is_empty());
        let path = format!("/venues/{id}/closures/new");
        let form = asha.opens(&path).expect(200).form("Save");
        let form = form.dates("span-from_day", "1", "12", "2026");
        let form = form.dates("span-to_day", "3", "12", "2026");
        let again = form.is_sent().expect(422);
        assert!(again.says("Enter the reason"));
        let form = again.form("Save").fills("Why is it closed?", "The boiler");
        let venue = form.is_sent().expect(303).follows().expect(200);
        assert!(venue.says("The whole venue: 1 Dec 2026 to 3 Dec 2026. The boiler"));
        assert_eq!(closed_at(house, &id, "2026-12-01 10:00 11:00"), ["closed"]);
        assert!(closed_at(house, &id, "2026-12-08 10:00 11:00").is_empty());

        let form = venue
            .form("End this closure now: The whole venue: 1 Dec 2026 to 3 Dec 2026. The boiler");
        let venue = form.is_sent().expect(303).follows().expect(200);
        assert!(venue.says("No closure is planned."));
        assert!(closed_at(house, &id, "2026-12-01 10:00 11:00").is_empty());
    }
);

story!(a_room_closed_leaves_the_venue_open, |house| {
    let asha = house.coordinator();
    let id = adds(&asha, "/api/v1/venues", &hill_house());
    let other = json!({ "name": "Mill Lane", "kind": "community", "cleaning_minutes": "10",
        "contact": { "address": "9 Mill Lane", "postcode": "ZZ99 4ML" } });
    let other = adds(&asha, "/api/v1/venues", &other);
    let room = json!({ "name": "Room 1", "capacity": "4", "in_use": true });
    let room = adds(&asha, &format!("/api/v1/venues/{id}/rooms"), &room);
    let span = json!({ "from_day": "2026-12-01", "from_time": "12:00", "to_day": "2026-12-01" });
    let closure = json!({ "room": room, "span": span, "reason": "Painting" });
    let refused = asha
        .api("POST", &format!("/api/v1/venues/{other}/closures"))
        .json(&closure);
    let refused = refused.answer().expect(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "/room");
    adds(&asha, &format!("/api/v1/venues/{id}/closures"), &closure);
    assert!(closed_at(house, &id, "2026-12-01 13:00 14:00").is_empty());
    let shown = asha.api("GET", &format!("/api/v1/venues/{id}")).answer();
    let shown = shown.expect(200).json();
    assert_eq!(shown["closures"][0]["room"], room);
    assert_eq!(
        shown["closures"][0]["span"]["from"],
        "2026-12-01T12:00:00.000Z"
    );
});

story!(
    two_coordinators_who_edit_one_venue_do_not_undo_each_other,
    |house| {
        let (asha, basil) = (house.coordinator(), house.coordinator());
        let id = adds(&asha, "/api/v1/venues", &hill_house());
        let path = format!("/venues/{id}/edit");
        let hers = asha.opens(&path).expect(200).form("Save");
        let his = basil.opens(&path).expect(200).form("Save");
        hers.fills("Where to leave a car", "In the yard")
            .is_sent()
            .expect(303);
        let stale = his
            .fills("Where to leave a car", "In the street")
            .is_sent()
            .expect(409);
        assert!(stale.says("Somebody else changed this since you opened it."));
        assert!(stale.answer.body.contains("In the street"), "as typed");
        assert_eq!(house.texts("select parking from venue"), ["In the yard"]);

        let put = |version: &str| {
            basil
                .api("PUT", &format!("/api/v1/venues/{id}"))
                .header("if-match", version)
                .json(&hill_house())
                .answer()
        };
        assert_eq!(put("\"1\"").expect(412).problem(), Kind::Stale);
        put("\"2\"").expect(200);
    }
);

story!(
    names_of_venues_and_of_rooms_in_a_venue_are_their_own,
    |house| {
        let asha = house.coordinator();
        let id = adds(&asha, "/api/v1/venues", &hill_house());
        let again = asha.api("POST", "/api/v1/venues").json(&hill_house());
        assert_eq!(again.answer().expect(409).problem(), Kind::Exists);
        let room = json!({ "name": "Room 1", "capacity": "4", "in_use": true });
        let path = format!("/api/v1/venues/{id}/rooms");
        adds(&asha, &path, &room);
        let again = asha.api("POST", &path).json(&room);
        assert_eq!(again.answer().expect(409).problem(), Kind::Exists);
    }
);

story!(rooms_are_found_by_what_they_offer, |house| {
    let asha = house.coordinator();
    let id = adds(&asha, "/api/v1/venues", &hill_house());
    for (name, features, in_use) in [
        ("Plain", vec![], true),
        ("Hoist", vec!["hoist", "step_free"], true),
        ("Old", vec!["hoist"], false),
    ] {
        let room = json!({ "name": name, "capacity": "4", "features": features, "in_use": in_use });
        adds(&asha, &format!("/api/v1/venues/{id}/rooms"), &room);
    }
    let with = |features: &[law::requirement::RoomFeature]| -> Vec<String> {
        let features = features.iter().copied().collect();
        let found = house
            .app
            .store
            .look::<act::ShowVenue, _>(&Actor::System, |look| {
                let rooms = queries::rooms_with(look, &features)?;
                let names = rooms
                    .into_iter()
                    .map(|(_, room)| room.details.name.to_string());
                let names: Vec<String> = names.collect();
                let venue: VenueId = id.parse().unwrap();
                Ok(look.seen(kernel::fact::Fact::about(venue), names))
            });
        found.unwrap().into_value()
    };
    assert_eq!(with(&[]), ["Hoist", "Plain"]);
    assert_eq!(with(&[law::requirement::RoomFeature::Hoist]), ["Hoist"]);
    assert!(with(&[law::requirement::RoomFeature::Security]).is_empty());
});
