//! The API of observations.

mod closing;
mod journey;
mod saying;
mod views;

pub use closing::*;
pub use journey::*;
pub use saying::*;
pub use views::*;
