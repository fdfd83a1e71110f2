//! The API of sessions.

mod found_views;
mod sessions;
mod slots;
mod views;

pub use found_views::*;
pub use sessions::*;
pub use slots::*;
pub use views::*;
