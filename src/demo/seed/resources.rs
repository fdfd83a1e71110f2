//! Venues with their rooms, a boiler that is replaced, taxi firms and interpreter services.

use std::collections::BTreeMap;

use kernel::{id::ProviderId, refusal::Refused};
use law::{
    access::{Actor, act},
    proposal::PlaceKind,
    requirement::RoomFeature::{
        self, ClosedGarden, GroundFloor, Kitchen, Lockers, NearExit, PanicAlarm, Quiet,
        SeparateEntrances, SightPanel, StepFree, TwoExits,
    },
};

use super::{Seed, people::address, supervisors, users::Staff};
use crate::{
    demo::Size,
    people::rules::ContactFields,
    resources::{
        DayName, ProviderKind, Venue,
        commands::{add_provider, add_room, add_venue, close_venue, confirm_address},
        rules::{
            AgreementFields, CallFields, ClosureFields, HoursFields, ProviderFields, RoomFields,
            SpanFields, VenueFields, WeekFields,
        },
    },
};

/// How long before the demo opens the service got its rooms and its staff.
pub(super) const FITTED_OUT: i64 = 298;

/// Outside services by name.
pub(super) type Providers = BTreeMap<&'static str, ProviderId>;

/// A room: its name, how many it holds, what it offers.
type Fitted = (&'static str, u16, &'static [RoomFeature]);

/// The centre in the middle of the town.
const FAMILY_CENTRE: &[Fitted] = &[
    (
        "Garden Room",
        9,
        &[
            GroundFloor,
            StepFree,
            ClosedGarden,
            SightPanel,
            PanicAlarm,
            TwoExits,
        ],
    ),
    (
        "Rainbow Room",
        8,
        &[GroundFloor, StepFree, Kitchen, SightPanel, PanicAlarm],
    ),
    ("Lantern Room", 6, &[Quiet, SightPanel, PanicAlarm]),
    ("Attic Room", 5, &[SightPanel]),
];

/// The house that is entered by two doors.
const QUARRY_LANE: &[Fitted] = &[
    (
        "Blue Room",
        8,
        &[
            GroundFloor,
            PanicAlarm,
            TwoExits,
            SightPanel,
            NearExit,
            SeparateEntrances,
            Lockers,
        ],
    ),
    (
        "Yellow Room",
        6,
        &[PanicAlarm, TwoExits, SightPanel, SeparateEntrances, Lockers],
    ),
];

/// Adds what the service has.
pub(super) fn add(seed: &mut Seed<'_>, staff: &Staff, size: Size) -> Result<Providers, Refused> {
    let manager = staff.actor("ruth.bell")?;
    seed.days_ago(FITTED_OUT)?;
    let weekdays = ("09:00", "19:00", "09:30", "16:00");
    let centre = ("Merrowby Family Centre", PlaceKind::Centre, weekdays);
    venue(seed, &manager, centre, FAMILY_CENTRE)?;
    let weekdays = ("09:30", "18:30", "10:00", "14:00");
    let secure = ("Quarry Lane House", PlaceKind::SecureCentre, weekdays);
    let quarry_lane = venue(seed, &manager, secure, QUARRY_LANE)?;
    if size == Size::County {
        for name in ["Northwick", "Saltby", "Ferrers", "Wold End"] {
            let name = format!("{name} Family Centre");
            let centre = (
                name.as_str(),
                PlaceKind::Centre,
                ("09:00", "19:00", "09:30", "16:00"),
            );
            venue(seed, &manager, centre, FAMILY_CENTRE)?;
        }
    }
    let second = staff.actor("asha.kaur")?;
    let providers = providers(seed, (&manager, &second))?;
    supervisors::add(seed, staff)?;
    replace_the_boiler(seed, staff, &quarry_lane)?;
    Ok(providers)
}

/// Weekday and Saturday hours as typed.
fn hours((from, to, sat_from, sat_to): (&str, &str, &str, &str)) -> WeekFields {
    let day = |day: &DayName| {
        let (from, to) = match day {
            DayName::Sun => return None,
            DayName::Sat => (sat_from, sat_to),
            _ => (from, to),
        };
        let typed = HoursFields {
            from: from.to_owned(),
            to: to.to_owned(),
        };
        Some((*day, typed))
    };
    WeekFields {
        days: DayName::ALL.iter().filter_map(day).collect(),
    }
}

fn venue(
    seed: &mut Seed<'_>,
    manager: &Actor,
    (name, kind, open): (&str, PlaceKind, (&str, &str, &str, &str)),
    rooms: &[Fitted],
) -> Result<Venue, Refused> {
    let fields = VenueFields {
        name: name.to_owned(),
        kind: kind.to_string(),
        hours: hours(open),
        cleaning_minutes: "15".to_owned(),
        parking: "Behind the building; two places for blue badges".to_owned(),
        directions: match kind {
            PlaceKind::SecureCentre => {
                "At the end of Quarry Lane; please ring at the gate".to_owned()
            }
            _ => "Behind the library; bus 4 stops outside".to_owned(),
        },
        contact: reached(seed, ""),
        ..VenueFields::default()
    };
    let (details, contact) = fields.read()?;
    let venue =
        seed.does::<act::KeepVenues, _>(manager, |work| add_venue(work, &details, &contact))?;
    let mut names: Vec<String> = Vec::new();
    for (name, capacity, features) in rooms {
        let again = names.iter().any(|known| known == name);
        let fields = RoomFields {
            name: if again {
                format!("{name} 2")
            } else {
                (*name).to_owned()
            },
            capacity: capacity.to_string(),
            features: features.iter().map(ToString::to_string).collect(),
            in_use: true,
        };
        let room = fields.read()?;
        seed.does::<act::KeepVenues, _>(manager, |work| add_room(work, venue.id, &room))?;
        names.push(fields.name);
    }
    Ok(venue)
}

/// Where an office can be reached.
fn reached(seed: &mut Seed<'_>, email: &str) -> ContactFields {
    ContactFields {
        phone: format!("01632 960{:03}", seed.dice.below(1000)),
        email: email.to_owned(),
        ..address(&mut seed.dice)
    }
}

/// What is known of an outside service; days count from the day the demo opens.
struct Outside {
    name: &'static str,
    email: &'static str,
    kind: ProviderKind,
    insured_days: i64,
    at_once: &'static str,
    agreed_days: i64,
}

/// One of each that may be called; a firm whose insurance ends on Sunday; a service whose agreement
/// nobody has renewed.
const OUTSIDE: &[Outside] = &[
    Outside {
        name: "Merrowby Cars",
        email: "bookings@merrowby-cars.example.org",
        kind: ProviderKind::TaxiFirm,
        insured_days: 190,
        at_once: "4",
        agreed_days: 410,
    },
    Outside {
        name: "Kestrel Taxis",
        email: "desk@kestrel-taxis.example.org",
        kind: ProviderKind::TaxiFirm,
        insured_days: 5,
        at_once: "2",
        agreed_days: 410,
    },
    Outside {
        name: "Northwick Language Service",
        email: "interpreters@northwick-language.example.org",
        kind: ProviderKind::InterpreterService,
        insured_days: 220,
        at_once: "",
        agreed_days: 300,
    },
    Outside {
        name: "Clearvoice Interpreting",
        email: "hello@clearvoice.example.org",
        kind: ProviderKind::InterpreterService,
        insured_days: 120,
        at_once: "1",
        agreed_days: -24,
    },
];

/// Somebody adds them, and a second person rings each about its e-mail address.
fn providers(
    seed: &mut Seed<'_>,
    (manager, second): (&Actor, &Actor),
) -> Result<Providers, Refused> {
    let mut added = Providers::new();
    let call = CallFields {
        who: "Sam, in the office".to_owned(),
        number: "01632 960199".to_owned(),
    };
    let call = call.read()?;
    let today = seed.opens.london_day();
    for (outside, number) in OUTSIDE.iter().zip(1..) {
        let fields = ProviderFields {
            name: outside.name.to_owned(),
            kind: outside.kind.to_string(),
            insured_until: today.plus_days(outside.insured_days).to_string(),
            dbs_until: today.plus_days(260).to_string(),
            agreement: AgreementFields {
                reference: format!("ISA-2026-{number:02}"),
                from: today.plus_days(outside.agreed_days - 730).to_string(),
                until: today.plus_days(outside.agreed_days).to_string(),
            },
            at_once: outside.at_once.to_owned(),
            in_use: true,
            contact: reached(seed, outside.email),
        };
        let (details, contact) = fields.read()?;
        let provider = seed.does::<act::KeepProviders, _>(manager, |work| {
            add_provider(work, &details, &contact)
        })?;
        let version = (provider.id, provider.version);
        seed.does::<act::ConfirmAddress, _>(second, |work| confirm_address(work, version, &call))?;
        added.insert(outside.name, provider.id);
    }
    Ok(added)
}

/// Next week's Thursday, when nobody can be warm in Quarry Lane.
fn replace_the_boiler(seed: &Seed<'_>, staff: &Staff, venue: &Venue) -> Result<(), Refused> {
    seed.at(6, "14:30")?;
    let thursday = seed.next_week().monday().plus_days(3).to_string();
    let fields = ClosureFields {
        room: String::new(),
        span: SpanFields {
            from_day: thursday.clone(),
            to_day: thursday,
            ..SpanFields::default()
        },
        reason: "The boiler is being replaced".to_owned(),
    };
    let (room, span, reason) = fields.read()?;
    let coordinator = staff.actor("asha.kaur")?;
    seed.does::<act::CloseVenue, _>(&coordinator, |work| {
        close_venue(work, venue.id, room, span, &reason)
    })?;
    Ok(())
}
