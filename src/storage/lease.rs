//! Leases: of several workers, one does a job at a time.
//!
//! A worker that dies leaves a lease that runs out; nobody has to clean up after it. One that is told
//! to stop hands its leases back, so that the next one does not wait for an hour's turn to run out.

use std::time::Duration;

use diesel::prelude::*;
use kernel::{refusal::Refused, time::Instant};
use law::access::{Actor, act};

use super::{
    claims::Claims,
    store::Store,
    tables::job_lease,
    work::{Done, Reads, Work},
};

/// Takes or renews the lease of `job` for `holder`; `false` when another worker holds it.
///
/// # Errors
/// `Busy` or a fault.
pub fn hold_lease(store: &Store, job: &str, holder: &str, life: Duration) -> Result<bool, Refused> {
    let taken =
        store.write::<act::KeepHouse, _>(&Actor::System, |work| take(work, job, holder, life))?;
    Ok(taken.into_value())
}

fn take(
    work: &mut Work<'_, act::KeepHouse>,
    job: &str,
    holder: &str,
    life: Duration,
) -> Result<Done<bool>, Refused> {
    work.claim(Claims::new().and_name(&format!("job {job}")))?;
    let now = work.real_now();
    let held: Option<(String, Instant)> = job_lease::table
        .find(job)
        .select((job_lease::holder, job_lease::until))
        .first(work.db())
        .optional()?;
    let until = now + life;
    match held {
        Some((other, ends)) if other != holder && ends > now => return Ok(work.kept(false)),
        Some(_) => diesel::update(job_lease::table.find(job))
            .set((job_lease::holder.eq(holder), job_lease::until.eq(until)))
            .execute(work.db())?,
        None => diesel::insert_into(job_lease::table)
            .values((
                job_lease::job.eq(job),
                job_lease::holder.eq(holder),
                job_lease::until.eq(until),
            ))
            .execute(work.db())?,
    };
    Ok(work.kept(true))
}

/// Hands the lease of `job` back, if `holder` has it.
///
/// # Errors
/// `Busy` or a fault.
pub fn hand_back_lease(store: &Store, job: &str, holder: &str) -> Result<(), Refused> {
    let given = store.write::<act::KeepHouse, _>(&Actor::System, |work| {
        work.claim(Claims::new().and_name(&format!("job {job}")))?;
        let held = job_lease::table
            .find(job)
            .filter(job_lease::holder.eq(holder));
        diesel::delete(held).execute(work.db())?;
        Ok(work.kept(()))
    })?;
    given.into_value();
    Ok(())
}
