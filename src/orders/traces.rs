//! What the audit keeps of orders: ids, codes and names of fields. Never the words of an order, a
//! quote or a name.

use kernel::{
    fact::{Fact, Stream},
    id::{PersonId, RefusalId, RuleId, UserId},
};
use law::status::{LegalStatus, StatusPeriod};
use serde_json::json;

use super::{Order, OrderDetails, RecordedStatus, RefusalLetter, Sent, rules};

/// The stream of the one child where exactly one is concerned, else the order's own.
fn about(order: &Order) -> Fact {
    let mut children = order.details.children.iter();
    let stream = match (children.next(), children.next()) {
        (Some(child), None) => Stream::of(*child),
        _ => Stream::of(order.id),
    };
    Fact::on(stream).subjects(order.details.children.iter().copied())
}

pub(super) fn status_recorded(
    child: PersonId,
    new: &RecordedStatus,
    replaced: Option<StatusPeriod>,
) -> Fact {
    let status: LegalStatus = new.period.status;
    let from = new.period.from.to_string();
    let details = match replaced {
        None => json!({ "legal_status": status, "from": from }),
        Some(coming) => json!({ "legal_status": status, "from": from,
            "replaced": { "legal_status": coming.status, "from": coming.from.to_string() } }),
    };
    Fact::about_person(child).details(details)
}

pub(super) fn entered(order: &Order) -> Fact {
    let OrderDetails {
        form,
        source,
        supersedes,
        ..
    } = &order.details;
    about(order).details(json!({ "entered": order.id, "form": form, "source": source,
        "to_supersede": supersedes }))
}

pub(super) fn scan_added(order: &Order, sha256: &str) -> Fact {
    about(order).details(json!({ "order": order.id, "document": order.document, "sha256": sha256 }))
}

pub(super) fn rule_added(order: &Order, rule: RuleId) -> Fact {
    about(order).details(json!({ "order": order.id, "rule_added": rule }))
}

pub(super) fn rule_removed(order: &Order, rule: RuleId) -> Fact {
    about(order).details(json!({ "order": order.id, "rule_removed": rule }))
}

pub(super) fn checked(order: &Order) -> Fact {
    let rules: Vec<&RuleId> = order.rules.keys().collect();
    about(order).details(json!({ "checked": order.id, "rules": rules,
        "supersedes": order.details.supersedes }))
}

pub(super) fn discharged(order: &Order, reason: &str) -> Fact {
    let details = match (order.ended, order.discharge) {
        (Some(ended), _) => json!({ "discharged": order.id, "on": ended.on }),
        (None, said) => {
            json!({ "discharge_said": order.id, "on": said.map(|said| said.on) })
        }
    };
    about(order).reason(reason).details(details)
}

pub(super) fn refused(id: RefusalId, child: PersonId, person: PersonId, reason: &str) -> Fact {
    Fact::about_person(child)
        .subject(person)
        .reason(reason)
        .details(json!({ "refused": id, "person": person }))
}

pub(super) fn lifted(id: RefusalId, child: PersonId, person: PersonId, reason: &str) -> Fact {
    Fact::about_person(child)
        .subject(person)
        .reason(reason)
        .details(json!({ "lifted": id, "person": person }))
}

/// A look at what concerns one child, and at everybody shown beside.
pub(super) fn seen_of(
    child: PersonId,
    shown: impl IntoIterator<Item = PersonId>,
    what: &str,
) -> Fact {
    Fact::about_person(child)
        .subjects(shown)
        .details(json!({ "seen": what }))
}

/// A list is kept in the reader's own stream, with everyone on it.
pub(super) fn listed(reader: UserId, named: impl IntoIterator<Item = PersonId>) -> Fact {
    Fact::on(Stream::of(reader))
        .subjects(named)
        .details(json!({ "seen": "orders to check" }))
}

/// A look at an order.
pub(super) fn seen(order: &Order, what: &str) -> Fact {
    about(order)
        .subjects(rules::named(order))
        .details(json!({ "seen": what, "order": order.id }))
}

/// That a letter was sent, or was not: the way and the day, never what stands in it.
pub(super) fn letter_sent(letter: &RefusalLetter, child: PersonId, sent: &Sent) -> Fact {
    let fact = Fact::about_person(child).subjects(letter.to);
    let fact = match &sent.note {
        Some(note) => fact.reason(note.as_str()),
        None => fact,
    };
    fact.details(
        json!({ "letter": letter.id, "refused": letter.refusal, "way": sent.way,
        "sent_on": sent.on }),
    )
}

/// A list of letters, in the reader's own stream, with everyone on it.
pub(super) fn letters_listed(reader: UserId, named: impl IntoIterator<Item = PersonId>) -> Fact {
    Fact::on(Stream::of(reader))
        .subjects(named)
        .details(json!({ "seen": "letters about refusals" }))
}
