//! What the audit keeps of people: names of fields and ids, never values.

use std::collections::BTreeSet;

use kernel::{
    fact::{Fact, Stream},
    id::{HouseholdId, PersonId, UserId},
};
use serde_json::json;

use super::{Person, PersonDetails, Placement};

pub(super) fn added(id: PersonId) -> Fact {
    Fact::about_person(id).details(json!({ "added": "person" }))
}

pub(super) fn edited(id: PersonId, version: i64, fields: &[&str]) -> Fact {
    Fact::about_person(id).details(json!({ "changed": fields, "version": version + 1 }))
}

/// Names of the fields that differ.
pub(super) fn changed_fields(before: &PersonDetails, after: &PersonDetails) -> Vec<&'static str> {
    let fields = [
        ("given_name", before.given_name != after.given_name),
        ("family_name", before.family_name != after.family_name),
        ("known_as", before.known_as != after.known_as),
        ("born_on", before.born_on != after.born_on),
        (
            "born_estimated",
            before.born_estimated != after.born_estimated,
        ),
        ("is_child", before.is_child != after.is_child),
        (
            "first_language",
            before.first_language != after.first_language,
        ),
        ("interpreter", before.interpreter != after.interpreter),
    ];
    fields
        .into_iter()
        .filter(|(_, differs)| *differs)
        .map(|(name, _)| name)
        .collect()
}

pub(super) fn protected(after: &Person, reason: &str) -> Fact {
    Fact::about_person(after.id)
        .reason(reason)
        .details(json!({ "state": after.state }))
}

pub(super) fn related(child: PersonId, relative: PersonId) -> Fact {
    Fact::about_person(child)
        .subject(relative)
        .details(json!({ "related": relative }))
}

pub(super) fn unrelated(child: PersonId, relative: PersonId) -> Fact {
    Fact::about_person(child)
        .subject(relative)
        .details(json!({ "no_longer_related": relative }))
}

pub(super) fn placement_ended(ended: &Placement) -> Fact {
    Fact::about_person(ended.child).details(json!({ "placement_ended": ended.id }))
}

pub(super) fn household_added(id: HouseholdId) -> Fact {
    Fact::about(id).details(json!({ "added": "household" }))
}

/// Who sees where a household is sees where these children live.
pub(super) fn household_seen(id: HouseholdId, children: BTreeSet<PersonId>) -> Fact {
    Fact::about(id)
        .subjects(children)
        .details(json!({ "seen": "household" }))
}

pub(super) fn placed(new: &Placement, replaced: Option<&Placement>) -> Fact {
    let details = match replaced {
        Some(coming) => json!({ "placed": new.id, "replaced": coming.id }),
        None => json!({ "placed": new.id }),
    };
    Fact::about_person(new.child).details(details)
}

pub(super) fn seen(id: PersonId, what: &str) -> Fact {
    Fact::about_person(id).details(json!({ "seen": what }))
}

/// A list is kept in the reader's own stream, with everyone on it.
pub(super) fn listed(reader: UserId, persons: impl IntoIterator<Item = PersonId>) -> Fact {
    Fact::on(Stream::of(reader))
        .subjects(persons)
        .details(json!({ "seen": "list" }))
}
