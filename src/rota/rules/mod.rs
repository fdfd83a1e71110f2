//! Pure decisions about a week: what differs, what goes out, who could step in, whose row it is.

mod board;
mod difference;
mod publishing;
mod substitutes;

pub use board::{Grouping, Owner, minutes_of, owners};
pub use difference::{Difference, Facet, difference};
pub use publishing::{Fate, Question, fate, fingerprint, read_before};
pub use substitutes::{Candidate, ranked};
