//! Drafts that nobody goes on with. The program keeps house here, so no permit is asked for.

use diesel::prelude::*;
use kernel::{id::ReferralId, refusal::Refused, time::Instant};
use law::access::act;

use crate::{
    referrals::{
        StateCode,
        tables::{referral, referral_person},
    },
    storage::{Reads, Work},
};

/// Drafts nobody wrote in since `since` and whose authors were not warned yet.
pub fn untouched(
    reads: &mut dyn Reads,
    since: Instant,
    limit: i64,
) -> QueryResult<Vec<ReferralId>> {
    referral::table
        .filter(referral::state.eq(StateCode::Draft))
        .filter(referral::touched_at.lt(since))
        .filter(referral::warned_at.is_null())
        .order(referral::touched_at.asc())
        .limit(limit)
        .select(referral::id)
        .load(reads.db())
}

/// Drafts whose authors were warned before `since` and that nobody wrote in after.
pub fn warned(reads: &mut dyn Reads, since: Instant, limit: i64) -> QueryResult<Vec<ReferralId>> {
    referral::table
        .filter(referral::state.eq(StateCode::Draft))
        .filter(referral::warned_at.lt(since))
        .order(referral::touched_at.asc())
        .limit(limit)
        .select(referral::id)
        .load(reads.db())
}

/// Marks a draft: its page and its list say from now on when it will be deleted.
pub fn set_warned(work: &mut Work<'_, act::KeepHouse>, id: ReferralId) -> Result<(), Refused> {
    work.holds(id)?;
    let now = work.now();
    let draft = referral::table
        .find(id)
        .filter(referral::state.eq(StateCode::Draft));
    diesel::update(draft)
        .set(referral::warned_at.eq(Some(now)))
        .execute(work.db())?;
    Ok(())
}

/// Deletes a draft. It was never sent, so nothing hangs on it.
pub fn delete_draft(work: &mut Work<'_, act::KeepHouse>, id: ReferralId) -> Result<(), Refused> {
    work.holds(id)?;
    diesel::delete(referral_person::table.filter(referral_person::referral_id.eq(id)))
        .execute(work.db())?;
    let draft = referral::table
        .find(id)
        .filter(referral::state.eq(StateCode::Draft));
    diesel::delete(draft).execute(work.db())?;
    Ok(())
}
