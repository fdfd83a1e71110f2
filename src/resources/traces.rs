//! What the audit keeps of resources: names of fields and ids, never values.

use kernel::{
    fact::{Fact, Stream},
    id::{Id, Kind, UserId},
};
use serde_json::json;

use super::{Absence, Closure, Provider, Room};

/// Something was added: `what` names it.
pub(super) fn added<K: Kind>(id: Id<K>, what: &str) -> Fact {
    Fact::about(id).details(json!({ "added": what }))
}

/// Something was changed, and which of its fields.
pub(super) fn edited<K: Kind>(id: Id<K>, version: i64, fields: &[&str]) -> Fact {
    Fact::about(id).details(json!({ "changed": fields, "version": version + 1 }))
}

/// Who was spoken to is sealed: it is not repeated here.
pub(super) fn address_confirmed(provider: &Provider) -> Fact {
    let entered_by = provider.address.map(|entered| entered.by);
    Fact::about(provider.id).details(json!({
        "confirmed": "e-mail address", "entered_by": entered_by, "version": provider.version,
    }))
}

pub(super) fn room(room: &Room, what: &str) -> Fact {
    Fact::about(room.venue)
        .details(json!({ what: "room", "room": room.id, "version": room.version }))
}

pub(super) fn closed(closure: &Closure) -> Fact {
    Fact::about(closure.venue).details(json!({
        "closed": closure.id, "room": closure.room,
        "from": closure.span.from, "until": closure.span.until,
    }))
}

pub(super) fn reopened(closure: &Closure) -> Fact {
    Fact::about(closure.venue)
        .details(json!({ "closure_ended": closure.id, "until": closure.span.until }))
}

/// The class of the absence is health data where it is sickness: it is not repeated here.
pub(super) fn away(absence: &Absence) -> Fact {
    Fact::about(absence.supervisor).details(json!({
        "absence": absence.id, "from": absence.span.from, "until": absence.span.until,
    }))
}

pub(super) fn back(absence: &Absence) -> Fact {
    Fact::about(absence.supervisor)
        .details(json!({ "absence_ended": absence.id, "until": absence.span.until }))
}

/// Bank holidays are nobody's record: the fact stands in the stream of who replaced them.
pub(super) fn holidays_replaced(by: UserId, days: usize) -> Fact {
    Fact::on(Stream::of(by)).details(json!({ "replaced": "bank holidays", "days": days }))
}

pub(super) fn seen<K: Kind>(id: Id<K>, what: &str) -> Fact {
    Fact::about(id).details(json!({ "seen": what }))
}

/// A list is kept in the reader's own stream.
pub(super) fn listed(reader: UserId, what: &str) -> Fact {
    Fact::on(Stream::of(reader)).details(json!({ "seen": what }))
}

/// Names of the fields that differ.
pub(super) fn differing<const N: usize>(fields: [(&'static str, bool); N]) -> Vec<&'static str> {
    fields
        .into_iter()
        .filter(|(_, differs)| *differs)
        .map(|(name, _)| name)
        .collect()
}
