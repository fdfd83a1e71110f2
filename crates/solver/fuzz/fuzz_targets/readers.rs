//! Whatever bytes come, the readers refuse them or read a week that can be compiled, and never panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rota_solver::foreign::Format;
use rota_solver::problem::Problem;
use rota_solver::repair::Event;

fuzz_target!(|bytes: &[u8]| {
    for format in [Format::RotaBench, Format::Smptsp] {
        if let Ok(week) = format.read(bytes) {
            let _ = Problem::new(&week);
        }
    }
    let _ = Event::read(bytes);
});
