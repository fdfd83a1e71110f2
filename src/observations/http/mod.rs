//! The API of observations.

mod closing;
mod saying;
mod views;

pub use closing::*;
pub use saying::*;
pub use views::*;
