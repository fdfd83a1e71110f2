//! Messages that were taken and not tried, because the program ends: another process has them at once.

use kernel::refusal::Refused;
use law::access::act;

use super::{mail::Mail, sending::claim};
use crate::{
    notifications::{store, traces},
    storage::{Done, Reads, Work},
};

/// Makes these due again, as if nobody had taken them.
///
/// # Errors
/// When the store is away.
pub fn hand_back(
    work: &mut Work<'_, act::SendNotices>,
    untried: &[Mail],
) -> Result<Done<()>, Refused> {
    claim(work)?;
    let mut done = None;
    for mail in untried {
        for (notice, _) in &mail.notices {
            store::hand_back(work, *notice)?;
        }
        let ids = mail.notices.iter().map(|(id, _)| *id);
        done = traces::handed_back(ids).map(|fact| work.done(fact, ()));
    }
    Ok(done.unwrap_or_else(|| {
        let day = work.now().london_day();
        work.done(traces::nothing_due(day), ())
    }))
}
