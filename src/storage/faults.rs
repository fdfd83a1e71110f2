//! Fault switches (feature `faults`): each turns one safeguard off, so that the test of that
//! safeguard can show that it would notice. Never part of a release.

use std::sync::atomic::{AtomicBool, Ordering};

/// One safeguard that can be turned off.
#[derive(Debug)]
pub struct Switch(AtomicBool);

impl Switch {
    /// Whether the fault is switched on.
    pub fn is_on(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
    /// Switches the fault on or off for the whole process.
    pub fn set(&self, on: bool) {
        self.0.store(on, Ordering::Relaxed);
    }
}

/// Claims take no locks.
pub static CLAIMS_OFF: Switch = Switch(AtomicBool::new(false));
/// The audit fact cannot be written.
pub static AUDIT_FAILS: Switch = Switch(AtomicBool::new(false));
