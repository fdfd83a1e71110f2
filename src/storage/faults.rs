//! Fault switches (feature `faults`): each turns one safeguard off, so that the test of that
//! safeguard can show that it would notice. Never part of a release.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

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
/// What a mail server answers is not minded: every message counts as taken.
pub static MAIL_UNMINDED: Switch = Switch(AtomicBool::new(false));

/// Counts how often something happened in this process.
#[derive(Debug)]
pub struct Tally(AtomicU64);

impl Tally {
    /// How often so far.
    pub fn number(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
    /// Once more.
    pub fn count(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// Password hashes computed to look at a sign-in: as many for an unknown name as for a known one.
pub static HASHINGS: Tally = Tally(AtomicU64::new(0));
