//! Rooms.

use kernel::id::{ClosureId, RoomId, VenueId};

use super::{super::*, codes, every_day, slot};
use crate::resources::{DayName, RoomDetails, VenueDetails};

fn hill_house() -> Venue {
    Venue {
        id: VenueId::from_parts(1, 1),
        details: VenueDetails {
            name: "Hill House".parse().unwrap(),
            kind: PlaceKind::Centre,
            hours: every_day("09:00", "18:30"),
            opens_sundays: false,
            opens_bank_holidays: false,
            cleaning_minutes: 15,
            parking: None,
            directions: None,
        },
        version: 1,
    }
}

fn garden_room() -> Room {
    Room {
        id: RoomId::from_parts(1, 1),
        venue: VenueId::from_parts(1, 1),
        details: RoomDetails {
            name: "Garden Room".parse().unwrap(),
            capacity: 6,
            features: [RoomFeature::GroundFloor, RoomFeature::StepFree].into(),
            in_use: true,
        },
        version: 1,
    }
}

/// A closure of the venue, or of the room with that number.
fn boiler(room: Option<u128>, from: &str, until: &str) -> Closure {
    Closure {
        id: ClosureId::from_parts(1, 1),
        venue: VenueId::from_parts(1, 1),
        room: room.map(|number| RoomId::from_parts(1, number)),
        span: Span {
            from: from.parse().unwrap(),
            until: until.parse().unwrap(),
        },
        reason: "The boiler is being replaced".parse().unwrap(),
    }
}

/// What a case changes from a Tuesday in an open room for four people.
struct Asked {
    venue: Venue,
    room: Room,
    closures: Vec<Closure>,
    slot: Slot,
    people: usize,
    features: BTreeSet<RoomFeature>,
}

type RoomCase = (&'static str, fn(&mut Asked), &'static [&'static str]);

const ROOMS: &[RoomCase] = &[
    ("as it should be", |_| (), &[]),
    (
        "from opening to closing",
        |asked| asked.slot = slot("2026-11-24 09:00 18:30"),
        &[],
    ),
    (
        "a minute past closing",
        |asked| asked.slot = slot("2026-11-24 17:00 18:31"),
        &["outside-opening-hours"],
    ),
    (
        "a day without hours",
        |asked| {
            asked.venue.details.hours.0.remove(&DayName::Tue);
        },
        &["venue-closed-that-day"],
    ),
    (
        "a Sunday with hours that do not count",
        |asked| asked.slot = slot("2026-11-29 10:00 11:30"),
        &["venue-closed-that-day"],
    ),
    (
        "a Sunday where the venue opens on Sundays",
        |asked| {
            asked.slot = slot("2026-11-29 10:00 11:30");
            asked.venue.details.opens_sundays = true;
        },
        &[],
    ),
    (
        "Christmas Day",
        |asked| asked.slot = slot("2026-12-25 10:00 11:30"),
        &["bank-holiday"],
    ),
    (
        "Christmas Day where the venue opens on bank holidays",
        |asked| {
            asked.slot = slot("2026-12-25 10:00 11:30");
            asked.venue.details.opens_bank_holidays = true;
        },
        &[],
    ),
    (
        "the venue is closed",
        |asked| asked.closures = vec![boiler(None, "2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z")],
        &["closed"],
    ),
    (
        "this room is closed",
        |asked| {
            asked.closures = vec![boiler(
                Some(1),
                "2026-11-24T11:29:00Z",
                "2026-11-25T00:00:00Z",
            )];
        },
        &["closed"],
    ),
    (
        "another room is closed",
        |asked| {
            asked.closures = vec![boiler(
                Some(2),
                "2026-11-24T00:00:00Z",
                "2026-11-25T00:00:00Z",
            )];
        },
        &[],
    ),
    (
        "it closes as the session ends",
        |asked| asked.closures = vec![boiler(None, "2026-11-24T11:30:00Z", "2026-11-25T00:00:00Z")],
        &[],
    ),
    (
        "another venue is closed",
        |asked| {
            let mut closure = boiler(None, "2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z");
            closure.venue = VenueId::from_parts(1, 9);
            asked.closures = vec![closure];
        },
        &[],
    ),
    ("as many as it holds", |asked| asked.people = 6, &[]),
    (
        "one more than it holds",
        |asked| asked.people = 7,
        &["room-too-small"],
    ),
    (
        "something it does not have",
        |asked| asked.features = [RoomFeature::StepFree, RoomFeature::Hoist].into(),
        &["room-lacks-feature"],
    ),
    (
        "a room that is used no more",
        |asked| asked.room.details.in_use = false,
        &["room-not-in-use"],
    ),
    (
        "everything at once",
        |asked| {
            asked.slot = slot("2026-12-25 08:00 09:30");
            asked.people = 20;
            asked.features = [RoomFeature::Kitchen].into();
        },
        &[
            "outside-opening-hours",
            "bank-holiday",
            "room-too-small",
            "room-lacks-feature",
        ],
    ),
];

#[test]
fn what_stands_against_a_room() {
    let holidays = BankHolidays::of_england();
    for (name, change, found) in ROOMS {
        let mut asked = Asked {
            venue: hill_house(),
            room: garden_room(),
            closures: Vec::new(),
            slot: slot("2026-11-24 10:00 11:30"),
            people: 4,
            features: [RoomFeature::StepFree].into(),
        };
        change(&mut asked);
        let reasons = may_use_room(&RoomUse {
            at: VenueUse {
                venue: &asked.venue,
                closures: &asked.closures,
                holidays: &holidays,
                slot: asked.slot,
            },
            room: &asked.room,
            people: asked.people,
            features: &asked.features,
        });
        assert_eq!(codes(&reasons), *found, "{name}");
    }
}
