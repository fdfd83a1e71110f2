//! How a fault of an instance is told.

use std::fmt;

/// What is wrong, and the JSON pointer to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// RFC 6901.
    pub pointer: String,
    /// A sentence without its subject.
    pub reason: String,
}

impl Fault {
    pub(crate) fn new(pointer: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            pointer: pointer.into(),
            reason: reason.into(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.is_empty() {
            "the document"
        } else {
            &self.pointer
        };
        write!(f, "{place} {}", self.reason)
    }
}

impl std::error::Error for Fault {}
