//! Pure decisions about resources: what was typed, and who and what can be used when.

mod entered_address;
mod provider_fields;
mod rejudged;
mod span_fields;
mod supervisor_fields;
pub(super) mod supply;
mod use_of;
mod venue_fields;
pub(super) mod week;
mod working_time;

pub use entered_address::{
    AddressStanding, Call, CallFields, Confirmed, EnteredAddress, entered_after, may_confirm,
};
pub use provider_fields::{AgreementFields, ProviderFields};
pub use rejudged::{bears_on_room, bears_on_venue};
pub use span_fields::{AbsenceFields, ClosureFields, HolidayFields, SpanFields};
pub use supervisor_fields::{SkillFields, SupervisorFields, contract_hours};
pub use use_of::{
    RoomUse, Shift, VenueUse, dbs_warning, feature_label, is_open, may_provide, may_use_room,
    may_work, skill_label, skills_on, staff_member, venue_label,
};
pub use venue_fields::{HoursFields, RoomFields, VenueFields, WeekFields, venue_kinds};
pub use working_time::{Breach, working_time};
