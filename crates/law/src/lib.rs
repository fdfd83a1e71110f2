//! What the law, the orders of the court and the policy of the service allow. Pure.
#![warn(missing_docs)]

pub mod access;
