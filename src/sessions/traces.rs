//! What the audit keeps of sessions: codes and ids, never a name or an address.

use kernel::fact::{Fact, Stream};

use super::Session;

/// The stream of the one child where exactly one is concerned, else the session's own.
pub fn about(session: &Session) -> Fact {
    let mut children = session.children.iter();
    let stream = match (children.next(), children.next()) {
        (Some(child), None) => Stream::of(*child),
        _ => Stream::of(session.id),
    };
    Fact::on(stream).subjects(session.people())
}
