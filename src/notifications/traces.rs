//! What the audit keeps of notices: ids and codes. Where a message went to is never here.

use std::collections::BTreeSet;

use kernel::{
    fact::{Fact, Stream},
    id::{Id, Kind, NoticeId, PersonId, UserId},
    time::LondonDay,
};
use serde_json::json;

use super::{Notice, State, rules::Outcome};

/// A message was made of these notices, to be handed over.
pub(super) fn taken(
    notices: &[Notice],
    children: impl IntoIterator<Item = PersonId>,
) -> Option<Fact> {
    let first = notices.first()?;
    let ids: Vec<NoticeId> = notices.iter().map(|notice| notice.id).collect();
    let details = json!({
        "message_of": ids, "to": first.to.audience, "recipient": first.to.recipient.to_string(),
        "attempt": first.attempts + 1,
    });
    Some(Fact::about(first.id).subjects(children).details(details))
}

/// Nothing was due after all.
pub(super) fn nothing_due(day: LondonDay) -> Fact {
    Fact::on(Stream::of_day(day)).details(json!({ "notices": 0 }))
}

/// What came of handing a message over.
pub(super) fn settled(
    notices: impl IntoIterator<Item = NoticeId>,
    outcome: Outcome,
) -> Option<Fact> {
    let ids: Vec<NoticeId> = notices.into_iter().collect();
    let came = match outcome {
        Outcome::Taken => "taken",
        Outcome::Later => "later",
        Outcome::Never(trouble) => trouble.as_str(),
    };
    let first = *ids.first()?;
    Some(Fact::about(first).details(json!({ "message_of": ids, "came": came })))
}

/// A message of these was taken and not tried.
pub(super) fn handed_back(notices: impl IntoIterator<Item = NoticeId>) -> Option<Fact> {
    let ids: Vec<NoticeId> = notices.into_iter().collect();
    let first = *ids.first()?;
    Some(Fact::about(first).details(json!({ "message_of": ids, "came": "handed_back" })))
}

/// The bearer of a link has seen them.
pub(super) fn seen_by_link(lead: NoticeId, answered: &[NoticeId], problem: bool) -> Fact {
    Fact::about(lead).details(json!({ "acknowledged": answered, "problem": problem }))
}

/// The bearer of a link opened its page. That acknowledges nothing.
pub(super) fn opened(lead: NoticeId, children: impl IntoIterator<Item = PersonId>) -> Fact {
    Fact::about(lead)
        .subjects(children)
        .details(json!({ "seen": "page of a link" }))
}

/// The bearer of a link looked where to drive; the subjects are the children whose door was shown.
pub(super) fn journeys_seen(lead: NoticeId, shown: impl IntoIterator<Item = PersonId>) -> Fact {
    Fact::about(lead)
        .subjects(shown)
        .details(json!({ "seen": "journey" }))
}

/// Somebody was told by a person, on the telephone or by letter.
pub(super) fn told_by_hand(notice: &Notice, children: BTreeSet<PersonId>) -> Fact {
    let how = match notice.state {
        State::ToldByLetter => "told_by_letter",
        _ => "told_by_phone",
    };
    Fact::about(notice.id)
        .subjects(children)
        .details(json!({ how: notice.to.audience }))
}

/// A notice is sent again.
pub(super) fn sent_again(notice: &Notice, children: BTreeSet<PersonId>) -> Fact {
    Fact::about(notice.id)
        .subjects(children)
        .details(json!({ "sent_again": notice.to.audience }))
}

/// Notices of a record were looked at.
pub(super) fn seen<K: Kind>(
    id: Id<K>,
    children: impl IntoIterator<Item = PersonId>,
    what: &str,
) -> Fact {
    Fact::about(id)
        .subjects(children)
        .details(json!({ "seen": what }))
}

/// A list is kept in the reader's own stream.
pub(super) fn listed(
    reader: UserId,
    children: impl IntoIterator<Item = PersonId>,
    what: &str,
) -> Fact {
    Fact::on(Stream::of(reader))
        .subjects(children)
        .details(json!({ "seen": what }))
}
