//! Pages of the rota: the board of a week, publishing it, the sheets of a day, cover for somebody who
//! is away.

mod alarms;
mod board;
mod cover;
mod publish;
mod rows;
mod sheets;
mod tiles;
mod typed;

pub use board::{board, running};
pub use cover::{call_off, cover, step_in};
pub use publish::{publish, publish_form};
pub use sheets::{door_sheet, room_sheet, supervisor_sheet};
