//! What changes sessions: claim, load, permit, rule, save, news, fact.

mod book;
mod change;
mod decide;
mod follow;
mod passed;
mod rearranged;
mod seats;
mod slots;
mod step;

pub use book::{book, book_for};
pub use change::{cancel, change, void};
pub use decide::{decide, keep};
pub use follow::follow;
pub use passed::end_what_passed;
pub use seats::keep_all as keep_all_seats;
pub use slots::{fill_week, keep_slots};
pub use step::{claim, claims_of, take_step, take_step_at, take_step_because};
