//! The real program is killed, told to stop, or loses its database, while people work.
//!
//! Slow, and they kill what they started: the stage `crash` runs them (`--run-ignored only`), with
//! a durable cluster of PostgreSQL of their own. `KITH_GATE_KILLS`, `…_DATABASE_KILLS` and `…_STOPS` say
//! how many cycles; the seed is printed.

use kith::storage::Finding;

use crate::support::TestHouse;

mod busy;
mod cluster;
mod kills;
mod load;
mod program;
mod stops;
mod strangers;

/// The audit is whole; that its checkpoints were handed out to a program that is gone is no fault.
fn audit_is_whole(house: &TestHouse) {
    house.has_a_spoiled_audit();
    let mut found = house.verifies_the_audit().findings;
    found.retain(|finding| !matches!(finding, Finding::NotHandedOut(_)));
    assert!(found.is_empty(), "{found:?}");
}
