//! What changes a week: claim, load, permit, rule, save, news, fact.

mod cover;
mod publish;

pub use cover::{call_off, step_in};
pub use publish::{Published, ahead_of_publishing, publish};
