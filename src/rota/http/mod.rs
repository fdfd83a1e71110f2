//! The rota over the API: a week as one document, and its publishing.

mod cover;
mod views;
mod week;

pub use cover::*;
pub use week::*;

pub(super) use views::{CoverView, PublishedView, WeekDocument};
