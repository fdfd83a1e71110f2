//! Of which sessions that go out no carer would be told.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{PersonId, SessionId},
    refusal::Refused,
};

use super::WeekView;
use crate::{people, storage::Reads};

/// The children of sessions that go out for whom nobody is told at home: where they live on that day is
/// not recorded.
///
/// # Errors
/// When the store is away.
pub fn without_a_home(
    reads: &mut dyn Reads,
    view: &WeekView,
) -> Result<BTreeMap<SessionId, BTreeSet<PersonId>>, Refused> {
    let mut found = BTreeMap::new();
    for (line, difference) in view.going() {
        if !difference.is_coming() {
            continue;
        }
        let (children, day) = (&line.session.children, line.session.slot().day());
        let homes = people::queries::homes_on(reads, children, day)?;
        let without: BTreeSet<PersonId> = children
            .iter()
            .copied()
            .filter(|child| !homes.contains_key(child))
            .collect();
        if !without.is_empty() {
            found.insert(line.session.id, without);
        }
    }
    Ok(found)
}
