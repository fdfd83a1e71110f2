//! Stories of notices: who is told, what they may know, and that nobody is forgotten. A mail server
//! that is none of ours takes the messages, and parsers that are none of ours read them.

mod addresses;
mod family_link;
mod hostile;
mod journey;
mod moving;
mod past;
mod phone;
mod referral;
mod scene;
mod stopping;
mod storm;
mod telling;
mod undecided;
mod ways;

pub use family_link::link;
pub use scene::{SECRETS, Scene, adds, household, slot};
