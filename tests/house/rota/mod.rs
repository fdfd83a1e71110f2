//! Stories of the rota: a week is looked at, published session by session, printed.

mod agreed;
mod board;
mod cover;
mod publishing;
mod stage;

pub use stage::{MONDAY, Stage};
