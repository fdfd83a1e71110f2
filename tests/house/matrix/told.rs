//! A notice about the session of each child of the matrix.

use kernel::id::UserId;

use super::sessions;
use crate::support::TestHouse;

/// The notice of a child's session.
pub fn notice_of(child: &str) -> String {
    child.replace("per_", "ntc_")
}

/// One for each child, which could not be sent.
pub fn of(house: &TestHouse, worker: UserId, children: &[String]) {
    for child in children {
        let (session, notice) = (sessions::of(child), notice_of(child));
        house.sql(&format!(
            "insert into notice (id, topic, event, audience, recipient, number, sequence, state,
                attempts, next_at, template, trouble, problem, created_at)
             values ('{notice}', '{session}', 'published', 'social_worker', '{worker}', 1, 0, 'failed',
                1, 0, 1, 'refused', false, 0)"
        ));
    }
}
