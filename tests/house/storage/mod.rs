//! What the plumbing promises: nothing double-booked, nothing half-saved, nothing unrecorded.

mod attested;
mod by_the_clock;
mod claims;
mod evidence;
mod outage;
mod race;
mod replay;
mod rotation;
pub mod tamper;
mod tampered_values;
mod twins;
