//! What changes resources: claim, permit, load, rule, save, news, fact.
//!
//! Whatever a booking reads is claimed here under the ids the booking claims: a closure claims the
//! venue and its rooms, an absence the supervisor.

mod holidays;
mod providers;
mod supervisors;
mod venues;

pub use holidays::replace_bank_holidays;
pub use providers::{add_provider, confirm_address, edit_provider};
pub use supervisors::{
    add_supervisor, edit_supervisor, end_absence, record_absence, record_own_sickness,
};
pub use venues::{add_room, add_venue, close_venue, edit_room, edit_venue, end_closure};
