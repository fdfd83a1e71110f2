//! Whether those who would supervise a session may, and can work then.

use kernel::refusal::Reason;

use super::checks::Around;
use crate::{
    resources::{
        Supervisor,
        rules::{Shift, may_work},
    },
    sessions::Draft,
};

/// What stands against any of those who would supervise.
pub(super) fn of_staff(draft: &Draft, around: &Around) -> Vec<Reason> {
    let all = around.supervisors.iter();
    all.flat_map(|one| can_work(one, draft, around)).collect()
}

/// What stands against one.
fn can_work(supervisor: &Supervisor, draft: &Draft, around: &Around) -> Vec<Reason> {
    let theirs = around
        .busy
        .iter()
        .filter(|busy| busy.resource == supervisor.id.as_str());
    // Work that meets this session is a clash, told as one.
    let other_work: Vec<_> = theirs
        .map(|busy| busy.slot)
        .filter(|slot| !slot.overlaps(draft.slot))
        .collect();
    let mut reasons = may_work(&Shift {
        supervisor,
        slot: draft.slot,
        absences: &around.absences,
        other_work: &other_work,
    });
    reasons.extend(is_excluded(supervisor, around));
    reasons
}

/// Who must not know of somebody is given no seat with them. Why, and from whom, is nobody's who
/// books: it may be a complaint, or a family of their own.
fn is_excluded(supervisor: &Supervisor, around: &Around) -> Option<Reason> {
    let user = supervisor.details.user?;
    let words = format!(
        "{} cannot supervise this session. Choose somebody else.",
        supervisor.details.name
    );
    let excluded = around.excluded.contains(&user);
    excluded.then(|| Reason::new("worker-excluded", words))
}
