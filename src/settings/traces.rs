//! What the audit keeps of settings.

use kernel::{
    fact::{Fact, Purpose, Stream},
    id::UserId,
};
use serde_json::json;

use super::InForce;

/// Settings name nobody, so what they became may stand in the audit.
pub(super) fn changed(new: &InForce) -> Fact {
    let stream = new.changed.as_ref().map_or_else(
        || Stream::of_day("settings"),
        |changed| Stream::of(changed.by),
    );
    let reason = new
        .changed
        .as_ref()
        .map(|changed| changed.reason.to_string());
    Fact::on(stream)
        .purpose(Purpose::Administration)
        .reason(reason.unwrap_or_default())
        .details(json!({ "settings": new.settings, "version": new.version }))
}

pub(super) fn form_seen(reader: UserId) -> Fact {
    Fact::on(Stream::of(reader))
        .purpose(Purpose::Administration)
        .details(json!({ "seen": "form for settings" }))
}
