//! What the plumbing promises: nothing double-booked, nothing half-saved, nothing unrecorded.

mod claims;
mod evidence;
mod outage;
mod race;
mod replay;
mod rotation;
mod tamper;
mod twins;
