//! What is found out before a write asks for the writer.

use super::Claims;

/// What somebody found out before they asked for the writer: what the write will bear on, and by which
/// version it can tell that nothing has changed since. Nothing else of what was read goes with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ahead {
    /// It is as the caller saw it.
    Same {
        /// What to claim.
        claims: Claims,
        /// The version of the record it hangs on; 0 where there is none yet.
        version: i64,
    },
    /// It is no longer as the caller saw it.
    Changed,
}
