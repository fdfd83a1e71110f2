//! Claims: the persons, rooms and records a write bears on, held until it ends.
//!
//! PostgreSQL runs at `READ COMMITTED`; two writers that bear on the same child, supervisor or
//! room follow one another because each claims it first. The locks are taken sorted and in one
//! statement, so claimants never wait for each other in a circle. Measured on a race of 32
//! writers: no overlap, no failure, where no claims double-booked and SERIALIZABLE failed hundreds.

use std::collections::BTreeSet;

use kernel::{
    id::{Id, Kind},
    refusal::Refused,
};
use sha2::{Digest, Sha256};

use super::{db::Db, dialect};

/// What a write bears on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claims(BTreeSet<String>);

impl Claims {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }
    /// One record.
    pub fn of<K: Kind>(id: Id<K>) -> Self {
        Self::new().and(id)
    }
    /// One more record.
    #[must_use]
    pub fn and<K: Kind>(mut self, id: Id<K>) -> Self {
        self.0.insert(id.as_str().to_owned());
        self
    }
    /// Several more.
    #[must_use]
    pub fn and_all<K: Kind>(mut self, ids: impl IntoIterator<Item = Id<K>>) -> Self {
        self.0
            .extend(ids.into_iter().map(|id| id.as_str().to_owned()));
        self
    }
    /// Everything of another claim as well.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }
    /// A name that is not an id: an e-mail address that must stay unique, an account's failures.
    #[must_use]
    pub fn and_name(mut self, name: &str) -> Self {
        self.0.insert(format!("name:{name}"));
        self
    }

    pub(super) fn holds(&self, key: &str) -> bool {
        self.0.contains(key)
    }

    pub(super) fn includes(&self, other: &Self) -> bool {
        other.0.is_subset(&self.0)
    }

    pub(super) fn take(&self, db: &mut Db) -> Result<(), Refused> {
        #[cfg(feature = "faults")]
        if super::faults::CLAIMS_OFF.is_on() {
            return Ok(());
        }
        let keys: BTreeSet<i64> = self.0.iter().map(|key| lock_key("claim", key)).collect();
        let keys: Vec<i64> = keys.into_iter().collect();
        Ok(dialect::lock_keys(db, &keys)?)
    }
}

/// The number that stands for a key in `space`. Spaces keep claims, audit streams and replays
/// apart, because each is taken at its own point of a transaction.
pub(super) fn lock_key(space: &str, key: &str) -> i64 {
    let digest = Sha256::digest(format!("{space}\n{key}"));
    let mut head = [0_u8; 8];
    for (slot, byte) in head.iter_mut().zip(digest.iter()) {
        *slot = *byte;
    }
    i64::from_be_bytes(head)
}

#[cfg(test)]
mod tests {
    use kernel::id::PersonId;

    use super::*;

    #[test]
    fn the_same_record_in_two_spaces_has_two_keys() {
        let person = PersonId::from_parts(1, 1);
        assert_ne!(
            lock_key("claim", person.as_str()),
            lock_key("stream", person.as_str())
        );
    }

    #[test]
    fn claims_know_what_they_hold() {
        let (one, two) = (PersonId::from_parts(1, 1), PersonId::from_parts(1, 2));
        let claims = Claims::of(one);
        assert!(claims.holds(one.as_str()) && !claims.holds(two.as_str()));
        assert!(claims.clone().and(two).includes(&claims) && !claims.includes(&Claims::of(two)));
    }
}
