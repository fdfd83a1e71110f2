//! The API of sessions.

mod fits;
mod found_views;
mod sessions;
mod slots;
mod views;

pub use fits::*;
pub use found_views::*;
pub use sessions::*;
pub use slots::*;
pub use views::*;
