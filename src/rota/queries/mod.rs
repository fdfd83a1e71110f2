//! What is looked at of a week. Everything is read in a number of queries that does not grow with
//! the sessions.

mod cover;
mod day;
mod gather;
mod tasks;
mod untold;
mod week;

pub use super::store::ATTESTED;
pub use cover::{Cover, Hit, cover, held_by};
pub use day::{Day, day, is_changed_since};
pub use tasks::tasks;
pub use untold::without_a_home;
pub use week::{Line, Taken, WeekView, reasons_given, week};
