//! Drafts that nobody goes on with: their authors are warned, then they are deleted. What was
//! typed about a child and never sent is nobody's record.

use kernel::{id::ReferralId, refusal::Refused};
use law::access::act;

use crate::{
    referrals::{rules, store, traces},
    storage::{Claims, Done, Reads, Work},
};

/// How many drafts one turn of the job deals with.
const ONE_TURN: i64 = 100;

/// Warns of drafts nobody wrote in for a while.
///
/// # Errors
/// When the store is away.
pub fn warn_of_old_drafts(work: &mut Work<'_, act::KeepHouse>) -> Result<Done<usize>, Refused> {
    let since = rules::untouched_since(work.now());
    let found = store::untouched(work, since, ONE_TURN)?;
    work.claim(Claims::new().and_all(found.iter().copied()))?;
    let still = store::untouched(work, since, ONE_TURN)?;
    each(work, &found, &still, ("warned", store::set_warned))
}

/// Deletes drafts whose authors were warned and did not go on with them.
///
/// # Errors
/// When the store is away.
pub fn delete_old_drafts(work: &mut Work<'_, act::KeepHouse>) -> Result<Done<usize>, Refused> {
    let since = rules::warned_since(work.now());
    let found = store::warned(work, since, ONE_TURN)?;
    work.claim(Claims::new().and_all(found.iter().copied()))?;
    let still = store::warned(work, since, ONE_TURN)?;
    each(work, &found, &still, ("deleted", store::delete_draft))
}

type Keeping = fn(&mut Work<'_, act::KeepHouse>, ReferralId) -> Result<(), Refused>;

/// Does something to each draft that was found before it was claimed and is still so afterwards.
fn each(
    work: &mut Work<'_, act::KeepHouse>,
    found: &[ReferralId],
    still: &[ReferralId],
    (what, keep): (&str, Keeping),
) -> Result<Done<usize>, Refused> {
    let mut kept = 0;
    let mut done = work.kept(kept);
    for id in found.iter().filter(|id| still.contains(id)) {
        keep(work, *id)?;
        kept += 1;
        done = work.done(traces::draft_kept(*id, what), kept);
    }
    Ok(done)
}
