//! What the audit keeps of rotas: numbers, ids and codes, never a name or a reason about a family.

use kernel::{
    fact::{Fact, Stream},
    id::{AbsenceId, PersonId, RotaId, SessionId, UserId},
    time::{LondonDay, Week},
};
use serde_json::json;

/// A look at a week, kept in the reader's own stream, with every child it shows.
pub(super) fn seen(
    reader: UserId,
    week: Week,
    what: &str,
    shown: impl IntoIterator<Item = PersonId>,
) -> Fact {
    Fact::on(Stream::of(reader))
        .subjects(shown)
        .details(json!({ "seen": what, "week": week.monday().to_string() }))
}

/// A look at the sheets of a day.
pub(super) fn sheet_seen(
    reader: UserId,
    day: LondonDay,
    what: &str,
    shown: impl IntoIterator<Item = PersonId>,
) -> Fact {
    Fact::on(Stream::of(reader))
        .subjects(shown)
        .details(json!({ "seen": what, "day": day.to_string() }))
}

/// A look at what an absence leaves without a supervisor.
pub(super) fn cover_seen(
    reader: UserId,
    absence: AbsenceId,
    shown: impl IntoIterator<Item = PersonId>,
) -> Fact {
    Fact::on(Stream::of(reader))
        .subjects(shown)
        .details(json!({ "seen": "cover for an absence", "absence": absence }))
}

/// How a publishing came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) edition: u32,
    pub(super) changed: usize,
    pub(super) not_placed: usize,
}

/// A week was published.
pub(super) fn published(
    rota: RotaId,
    count: Count,
    read: &[String],
    (held, children): (&[SessionId], impl IntoIterator<Item = PersonId>),
) -> Fact {
    Fact::about(rota).subjects(children).details(json!({
        "published": count.edition, "sessions": count.changed, "held": held,
        "not_placed": count.not_placed, "families_read": read,
    }))
}
