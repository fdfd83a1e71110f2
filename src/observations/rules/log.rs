//! The log of a session: every entry of everybody who wrote, merged without loss. The order in
//! which entries came in does not matter, nor how often.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{EventId, PersonId, UserId},
    time::Instant,
};

use super::headings::Heading;
use crate::{
    observations::{Entry, What},
    sessions::Session,
};

/// The merged log: each entry once, by the time it happened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Log(Vec<Entry>);

/// One line of the log, as it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogLine<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// The entry that strikes it out, if one does.
    pub struck: Option<&'a Entry>,
}

/// When somebody was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Presence {
    /// When they arrived.
    pub arrived: Instant,
    /// When they went, if they did.
    pub left: Option<Instant>,
}

impl Log {
    /// Merges entries from wherever they come.
    pub fn of(entries: impl IntoIterator<Item = Entry>) -> Self {
        let by_id: BTreeMap<EventId, Entry> =
            entries.into_iter().map(|entry| (entry.id, entry)).collect();
        let mut entries: Vec<Entry> = by_id.into_values().collect();
        entries.sort_by_key(|entry| {
            let (written, place) = (entry.written, entry.what.place());
            (entry.happened, written, place, entry.number, entry.id)
        });
        Self(entries)
    }

    /// Every entry, by the time it happened.
    pub fn entries(&self) -> &[Entry] {
        &self.0
    }

    /// The entry of an id.
    pub fn entry(&self, id: EventId) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.id == id)
    }

    /// The log without one entry.
    #[must_use]
    pub fn without(&self, id: EventId) -> Self {
        let others = self.0.iter().filter(|entry| entry.id != id);
        Self(others.cloned().collect())
    }

    /// The incidents of it: what others were told of at once.
    #[must_use]
    pub fn incidents(self) -> Self {
        let is_one = |entry: &Entry| matches!(entry.what, What::Incident { .. });
        Self(self.0.into_iter().filter(is_one).collect())
    }

    /// Whether nothing was said yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn strike_of(&self, id: EventId) -> Option<&Entry> {
        let strikes =
            |entry: &&Entry| matches!(&entry.what, What::Struck { entry, .. } if *entry == id);
        self.0.iter().find(strikes)
    }

    /// The lines that are read: arrivals, notes, steps. What is struck out stays, and says so.
    /// Read receipts, strikes themselves, answers and addenda have their own places.
    pub fn lines(&self) -> Vec<LogLine<'_>> {
        let has_a_line = |entry: &&Entry| {
            !matches!(
                entry.what,
                What::BriefRead { .. }
                    | What::Struck { .. }
                    | What::Answered { .. }
                    | What::Signed { .. }
                    | What::Addendum { .. }
            )
        };
        let line = |entry| LogLine {
            entry,
            struck: self.strike_of(entry.id),
        };
        self.0.iter().filter(has_a_line).map(line).collect()
    }

    fn standing(&self) -> impl Iterator<Item = &Entry> {
        self.0
            .iter()
            .filter(|entry| self.strike_of(entry.id).is_none())
    }

    /// Whether everybody has gone home.
    pub fn is_closed(&self) -> bool {
        let closes = |entry: &Entry| matches!(entry.what, What::SessionClosed { .. });
        self.0.iter().any(closes)
    }

    /// Who came, when, and who went again. Where two wrote down an arrival, the earlier counts and
    /// both stay in the log.
    pub fn presence(&self) -> BTreeMap<PersonId, Presence> {
        let mut found: BTreeMap<PersonId, Presence> = BTreeMap::new();
        for entry in self.standing() {
            match entry.what {
                What::PersonArrived { person, .. } => {
                    let presence = found.entry(person).or_insert(Presence {
                        arrived: entry.happened,
                        left: None,
                    });
                    // Somebody who comes back is there again.
                    presence.left = None;
                }
                What::PersonLeft { person } => {
                    if let Some(presence) = found.get_mut(&person) {
                        presence.left = Some(entry.happened);
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// Who is there now.
    pub fn present(&self) -> BTreeSet<PersonId> {
        let there =
            |(person, presence): (PersonId, Presence)| presence.left.is_none().then_some(person);
        self.presence().into_iter().filter_map(there).collect()
    }

    /// Who arrived at all.
    pub fn arrived(&self) -> BTreeSet<PersonId> {
        self.presence().into_keys().collect()
    }

    /// The children of a session who arrived.
    pub fn children_who_came(&self, session: &Session) -> BTreeSet<PersonId> {
        let arrived = self.arrived();
        arrived.intersection(&session.children).copied().collect()
    }

    /// What stands under each heading: the latest of every author, so that two supervisors never
    /// write over each other.
    pub fn answers(&self) -> BTreeMap<Heading, BTreeMap<UserId, &Entry>> {
        let mut answers: BTreeMap<Heading, BTreeMap<UserId, &Entry>> = BTreeMap::new();
        for entry in &self.0 {
            let What::Answered { heading, .. } = entry.what else {
                continue;
            };
            let latest = answers
                .entry(heading)
                .or_default()
                .entry(entry.author)
                .or_insert(entry);
            let place = |entry: &Entry| (entry.written, entry.received, entry.number, entry.id);
            if place(latest) < place(entry) {
                *latest = entry;
            }
        }
        answers
    }

    /// What stood under headings before it was written anew: kept, and one tap away.
    pub fn earlier_answers(&self) -> Vec<&Entry> {
        let answers = self.answers();
        let latest: BTreeSet<EventId> = answers
            .values()
            .flat_map(|by_author| by_author.values().map(|entry| entry.id))
            .collect();
        let earlier = |entry: &&Entry| {
            matches!(entry.what, What::Answered { .. }) && !latest.contains(&entry.id)
        };
        self.0.iter().filter(earlier).collect()
    }

    /// What was added after the signature, by the time it was added.
    pub fn addenda(&self) -> Vec<&Entry> {
        let mut added: Vec<&Entry> = self
            .0
            .iter()
            .filter(|entry| matches!(entry.what, What::Addendum { .. }))
            .collect();
        added.sort_by_key(|entry| (entry.received, entry.number, entry.id));
        added
    }

    /// The version of the brief this person read last.
    pub fn brief_read_by(&self, user: UserId) -> Option<&str> {
        let receipts = self.0.iter().filter(|entry| entry.author == user);
        let receipts = receipts.filter_map(|entry| match &entry.what {
            What::BriefRead { brief } => {
                let place = (entry.received, entry.number, entry.id);
                Some((place, brief.as_str()))
            }
            _ => None,
        });
        receipts.max().map(|(_, brief)| brief)
    }
}

#[cfg(test)]
#[path = "log_tests.rs"]
mod tests;
