//! When a draft that nobody goes on with is deleted.

use kernel::time::Instant;

use crate::referrals::Referral;

/// Days after which the author of a draft nobody wrote in is warned.
const UNTOUCHED_DAYS: i64 = 60;
/// Days after the warning on which it is deleted.
const AFTER_WARNING_DAYS: i64 = 14;
const MINUTES_OF_A_DAY: i64 = 24 * 60;

/// A draft last written before this is warned of.
pub fn untouched_since(now: Instant) -> Instant {
    now.plus_minutes(-UNTOUCHED_DAYS * MINUTES_OF_A_DAY)
}

/// A draft warned of before this is deleted.
pub fn warned_since(now: Instant) -> Instant {
    now.plus_minutes(-AFTER_WARNING_DAYS * MINUTES_OF_A_DAY)
}

/// When a draft will be deleted, once its author was warned.
pub fn deleted_on(draft: &Referral) -> Option<Instant> {
    draft
        .warned
        .map(|warned| warned.plus_minutes(AFTER_WARNING_DAYS * MINUTES_OF_A_DAY))
}
