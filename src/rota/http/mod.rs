//! The rota over the API: a week as one document, and its publishing.

mod views;
mod week;

pub use week::*;

pub(super) use views::{PublishedView, WeekDocument};
