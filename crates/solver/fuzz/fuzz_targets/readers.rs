//! Whatever bytes come, the readers refuse them or read what can be compiled and judged, and never panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rota_solver::check::{check, check_repair};
use rota_solver::foreign::Format;
use rota_solver::instance::{self, Instance};
use rota_solver::problem::Problem;
use rota_solver::repair::Event;
use rota_solver::rota::Rota;
use std::sync::LazyLock;

/// The week that answers and events are about.
static WEEK: LazyLock<Instance> = LazyLock::new(|| {
    instance::read(include_bytes!("../seeds/week.json").as_slice()).expect("a seed is a week")
});

/// Something that happens in it.
static EVENT: LazyLock<Event> = LazyLock::new(|| {
    Event::read(include_bytes!("../seeds/event.json").as_slice()).expect("a seed is an event")
});

fuzz_target!(|bytes: &[u8]| {
    for format in [Format::RotaBench, Format::Smptsp, Format::Hhcrsp] {
        if let Ok(week) = format.read(bytes) {
            let _ = Problem::new(&week).fault();
        }
    }
    if let Ok(event) = Event::read(bytes) {
        let _ = event.apply(&WEEK);
    }
    if let Ok(rota) = Rota::read(bytes) {
        let _ = check(&WEEK, &rota);
        let _ = check_repair(&WEEK, &EVENT, &rota);
    }
});
