//! What the tables of cases share: Ava's session with her mother, Tuesday 10:00 to 11:30.

use kernel::{
    id::{EventId, PersonId, RotaId, SessionId, UserId},
    time::{Instant, Slot},
};
use law::session::{Booking, Event, Stage, step};

use crate::{
    observations::{Entry, What},
    sessions::{self, Session},
};

pub(super) fn person(number: u128) -> PersonId {
    PersonId::from_parts(1, number)
}

pub(super) fn ava() -> PersonId {
    person(1)
}

pub(super) fn mother() -> PersonId {
    person(2)
}

pub(super) fn partner() -> PersonId {
    person(3)
}

pub(super) fn milo() -> UserId {
    UserId::from_parts(1, 1)
}

pub(super) fn at(time: &str) -> Instant {
    format!("2026-11-24T{time}:00Z").parse().unwrap()
}

/// The session after these events of its life.
pub(super) fn session(events: &[(Event, &str)]) -> Session {
    let slot = Slot::new(
        "2026-11-24".parse().unwrap(),
        "10:00".parse().unwrap(),
        "11:30".parse().unwrap(),
    );
    let planned = Stage::Planned(Booking {
        slot: slot.unwrap(),
    });
    let stage = events.iter().fold(planned, |stage, (event, time)| {
        step(stage, *event, at(time)).unwrap().0
    });
    Session {
        children: [ava()].into(),
        visitors: [mother()].into(),
        booked_at: at("08:00"),
        ..sessions::rules::testing::session(stage)
    }
}

pub(super) fn published() -> (Event, &'static str) {
    let rota = RotaId::from_parts(1, 1);
    (Event::Publish { rota, version: 1 }, "08:00")
}

pub(super) fn entry(number: u128, time: &str, what: What) -> Entry {
    Entry {
        id: EventId::from_parts(1, number),
        session: SessionId::from_parts(1, 1),
        author: milo(),
        happened: at(time),
        written: at(time),
        received: at(time),
        number: 0,
        what,
        found: Vec::new(),
    }
}

pub(super) fn arrived(person: PersonId) -> What {
    What::PersonArrived {
        person,
        reason: None,
    }
}

pub(super) fn read(brief: &str) -> What {
    What::BriefRead {
        brief: brief.to_owned(),
    }
}
