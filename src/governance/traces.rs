//! What the audit keeps of looks at the audit.

use kernel::fact::{Fact, Purpose};
use serde_json::json;

use super::Trail;

/// Somebody looked who had looked.
pub(super) fn seen(trail: &Trail) -> Fact {
    Fact::about_person(trail.person)
        .purpose(Purpose::Oversight)
        .details(json!({ "seen": "who looked", "day": trail.day.to_string() }))
}
