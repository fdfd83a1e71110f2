//! The API of risk.

mod assessments;
mod decisions;
mod views;

pub use assessments::*;
pub use decisions::*;
pub use views::*;
