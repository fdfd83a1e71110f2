//! What the law, the orders of the court and the policy of the service allow. Pure.
//!
//! The centre is [`judge::judge`]: from a [`standing::Standing`] (what is known of children,
//! persons, orders, risk) and a [`proposal::Proposal`] (one session) to a [`verdict::Verdict`].
//! It has no clock, no randomness and no store, so that the same question gets the same answer at
//! booking, in the planner, at each re-check and at the door.
#![warn(missing_docs)]

pub mod access;
#[cfg(test)]
pub(crate) mod cast;
pub mod clock;
pub mod judge;
pub mod minimum;
pub mod order;
pub mod proposal;
pub mod requirement;
pub mod risk;
pub mod rule;
pub mod session;
pub mod standing;
pub mod status;
pub mod verdict;
