//! The real program is killed, told to stop, or loses its database, while people work.
//!
//! Slow, and they kill what they started: the stage `crash` runs them (`--run-ignored only`), with
//! a durable cluster of PostgreSQL of their own. `KITH_GATE_KILLS` says how many cycles; the seed
//! is printed.

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

/// How many cycles in CI, and before a release.
#[expect(
    clippy::disallowed_methods,
    reason = "a test is told by the environment how large it is"
)]
fn cycles(in_ci: u32) -> u32 {
    let given = std::env::var("KITH_GATE_KILLS").ok();
    given
        .and_then(|number| number.parse().ok())
        .unwrap_or(in_ci)
}
