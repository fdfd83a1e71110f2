//! Who may come in.

mod accounts;
mod forged;
mod forger;
mod sessions;
mod sign_in;
mod throttling;
mod token_attacks;
mod tokens;
