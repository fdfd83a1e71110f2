//! News that travels right: a command says what changed, and the capabilities to the right
//! listen inside the same transaction, so a change and what follows from it are one truth.

use crate::id::PersonId;

/// What changed. Append a variant when a capability to the right must follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A child lives somewhere else from a day on.
    PlacementMoved {
        /// The child.
        child: PersonId,
    },
    /// A member of staff may no longer know of a person, or may again.
    ExclusionChanged {
        /// The person.
        person: PersonId,
    },
}
