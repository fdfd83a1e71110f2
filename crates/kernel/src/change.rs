//! News that travels right: a command says what changed, and the capabilities to the right
//! listen inside the same transaction, so a change and what follows from it are one truth.

use std::collections::BTreeSet;

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
    /// The legal status of a child, from a moment on.
    StatusChanged {
        /// The child.
        child: PersonId,
    },
    /// What orders say about these children: one was entered, checked, ended, or its rules changed.
    OrdersChanged {
        /// The children.
        children: BTreeSet<PersonId>,
    },
    /// Contact between two is refused, or no longer.
    RefusalChanged {
        /// The child.
        child: PersonId,
        /// Who may not see the child, or may again.
        person: PersonId,
    },
}
