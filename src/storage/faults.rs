//! Fault switches (feature `faults`): each turns one safeguard off, so that the test of that
//! safeguard can show that it would notice. Never part of a release.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use kernel::fact::Fact;

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
/// A look at personal data leaves no audit fact.
pub static LOOKS_LEAVE_NOTHING: Switch = Switch(AtomicBool::new(false));
/// A look at personal data leaves its audit fact twice.
pub static LOOKS_LEAVE_TWO: Switch = Switch(AtomicBool::new(false));
/// A change of a person is saved whichever version its sender saw.
pub static VERSIONS_UNMINDED: Switch = Switch(AtomicBool::new(false));
/// A program that is told to stop keeps its leases.
pub static LEASES_ARE_KEPT: Switch = Switch(AtomicBool::new(false));
/// A program that is told to stop breaks off what it has taken.
pub static BREAKS_OFF: Switch = Switch(AtomicBool::new(false));
/// The signature of an access token is not looked at.
pub static SIGNATURES_UNMINDED: Switch = Switch(AtomicBool::new(false));
/// Guesses at a password are not counted.
pub static GUESSES_UNCOUNTED: Switch = Switch(AtomicBool::new(false));
/// What a mail server answers is not minded: every message counts as taken.
pub static MAIL_UNMINDED: Switch = Switch(AtomicBool::new(false));
/// A rotation of the field key forgets some rows.
pub static ROTATION_FORGETS: Switch = Switch(AtomicBool::new(false));
/// An answer that was kept is not found again.
pub static ANSWERS_ARE_FORGOTTEN: Switch = Switch(AtomicBool::new(false));
/// Bodies and forms may hold fields there are not.
pub static UNKNOWN_FIELDS_PASS: Switch = Switch(AtomicBool::new(false));
/// A record that the caller may not know of is told apart from one that is not there.
pub static TELLS_APART: Switch = Switch(AtomicBool::new(false));
/// A form by cookie need not carry the proof that it is ours.
pub static PROOF_UNMINDED: Switch = Switch(AtomicBool::new(false));
/// Answers go out without the headers that every answer carries.
pub static UNDRESSED: Switch = Switch(AtomicBool::new(false));
/// A password is held against no hash where there is no account.
pub static NOBODY_IS_CHEAP: Switch = Switch(AtomicBool::new(false));
/// Every transaction breaks.
pub static BREAKS: Switch = Switch(AtomicBool::new(false));
/// Every twentieth write is answered and not made.
pub static LOSES_WRITES: Switch = Switch(AtomicBool::new(false));

/// Switches on what a program of its own is told to, in words: `loses_writes`.
pub fn switch_on(words: &str) {
    for (switch, word) in [
        (&LOSES_WRITES, "loses_writes"),
        (&LEASES_ARE_KEPT, "leases_are_kept"),
        (&BREAKS_OFF, "breaks_off"),
    ] {
        switch.set(words.contains(word));
    }
}

/// The facts of a look, or as many as the switches leave of them.
pub fn left(facts: Vec<Fact>) -> Vec<Fact> {
    match (LOOKS_LEAVE_NOTHING.is_on(), LOOKS_LEAVE_TWO.is_on()) {
        (true, _) => Vec::new(),
        (_, true) => [facts.clone(), facts].concat(),
        _ => facts,
    }
}

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
/// How often a week was read while its reader held the writer.
pub static READ_WHILE_WRITING: Tally = Tally(AtomicU64::new(0));
/// Writes of this process.
pub static WRITES: Tally = Tally(AtomicU64::new(0));
