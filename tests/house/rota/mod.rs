//! Stories of the rota: a week is looked at, published session by session, printed.

mod agreed;
mod below;
mod board;
#[cfg(feature = "faults")]
mod burst;
mod cover;
mod placing;
mod publishing;
mod stage;

pub use stage::{MONDAY, Stage};
