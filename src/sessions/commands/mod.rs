//! What changes sessions: claim, load, permit, rule, save, news, fact.

mod step;

pub use step::{claim, claims_of, take_step, take_step_because};
