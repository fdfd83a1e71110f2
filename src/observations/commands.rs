//! What changes observations: claim, load, permit, rule, save, news, fact.

mod closing;
mod hold;
mod saying;

pub use closing::{add_addendum, sign};
pub use saying::{add, add_typed, answer};
