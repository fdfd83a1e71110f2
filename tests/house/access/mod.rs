//! Who may come in.

mod accounts;
mod by_the_clock;
mod forged;
mod forger;
mod sessions;
mod sign_in;
mod throttling;
mod token_attacks;
mod tokens;
