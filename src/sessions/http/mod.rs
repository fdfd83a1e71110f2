//! The API of sessions.

mod sessions;
mod slots;
mod views;

pub use sessions::*;
pub use slots::*;
pub use views::*;
