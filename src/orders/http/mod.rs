//! The API of orders.

mod letters;
mod living;
mod orders;
mod views;

pub use letters::*;
pub use living::*;
pub use orders::*;
pub use views::*;
