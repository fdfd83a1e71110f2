//! What changes settings.

use kernel::{refusal::Refused, text::Line};
use law::access::act;

use super::{Changed, InForce, Settings, store, traces};
use crate::{
    access::{Subject, queries::may},
    storage::{Claims, Done, Reads, Work},
};

/// Puts settings in force, unless somebody else changed them since `version`. They count from the
/// next request on.
///
/// # Errors
/// `Stale` when somebody did; when the caller may not.
pub fn change(
    work: &mut Work<'_, act::ChangeSettings>,
    version: i64,
    settings: &Settings,
    reason: &Line,
) -> Result<Done<InForce>, Refused> {
    work.claim(Claims::new().and_name("settings"))?;
    let permit = may(work, &Subject::new_record())?;
    if store::in_force(work)?.version != version {
        return Err(Refused::Stale);
    }
    let by = work.actor().user().ok_or(Refused::Hidden)?;
    let new = InForce {
        settings: settings.clone(),
        version: version + 1,
        changed: Some(Changed {
            by,
            at: work.now(),
            reason: reason.clone(),
        }),
    };
    store::insert(work, &permit, &new)?;
    Ok(work.done(traces::changed(&new), new))
}
