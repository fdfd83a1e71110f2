//! What the audit keeps of looks at the audit.

use kernel::{
    fact::{Fact, Purpose, Stream},
    id::UserId,
};
use serde_json::json;

use super::{DayOfDeeds, Trail};

/// Somebody looked who had looked.
pub(super) fn seen(trail: &Trail) -> Fact {
    Fact::about_person(trail.person)
        .purpose(Purpose::Oversight)
        .details(json!({ "seen": "who looked", "day": trail.day.to_string() }))
}

/// Somebody looked how the service was used.
pub(super) fn overseen(reader: UserId, seen: &DayOfDeeds) -> Fact {
    let (day, part) = (seen.day.to_string(), seen.part);
    Fact::on(Stream::of(reader))
        .purpose(Purpose::Oversight)
        .details(json!({ "seen": "who did what", "day": day, "part": part }))
}
