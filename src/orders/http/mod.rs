//! The API of orders.

mod living;
mod orders;
mod views;

pub use living::*;
pub use orders::*;
pub use views::*;
