//! Pure decisions about a week: what differs, what goes out, whose row it is.

mod board;
mod difference;
mod names;
mod publishing;
mod telling;

pub use board::{Grouping, Owner, minutes_of, owners};
pub use difference::{Difference, Facet, difference};
pub use names::Names;
pub use publishing::{Fate, Question, fate, fingerprint, read_before};
pub use telling::{Told, told};
