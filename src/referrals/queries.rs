//! What is looked at of referrals and contact plans.

use std::collections::BTreeSet;

use kernel::{
    id::{PersonId, PlanId},
    refusal::Refused,
    time::LondonDay,
};
use law::access::{Action, OnRecords, about};

use super::{Plan, store};
use crate::{
    access::{Permit, queries::may},
    people::queries::subject_of_all,
    storage::Reads,
};

/// A plan this caller may do this action to, with the permit. It is seen through any of its
/// children.
///
/// # Errors
/// `Hidden` when there is none or they may not know; `Forbidden` with the reason.
pub fn permitted_plan<R: Reads>(
    reads: &mut R,
    id: PlanId,
) -> Result<(Plan, Permit<R::Action>), Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let plan = plan(reads, id)?;
    let subject = subject_of_all(reads, &plan.details.children)?.covering(id);
    let permit = may(reads, &subject)?;
    Ok((plan, permit))
}

// What the capabilities to the right gather. These ask nobody's permission: who books is judged
// by every plan, also by one they may not read.

/// A plan.
///
/// # Errors
/// `Hidden` when there is none.
pub fn plan(reads: &mut impl Reads, id: PlanId) -> Result<Plan, Refused> {
    store::plan(reads, id)?.ok_or(Refused::Hidden)
}

/// The plans that run on any day from `from` to `until`, both included, in a constant number of
/// queries.
///
/// # Errors
/// When the store is away.
pub fn plans_running(
    reads: &mut impl Reads,
    from: LondonDay,
    until: LondonDay,
) -> Result<Vec<Plan>, Refused> {
    store::plans_running(reads, (from, until))
}

/// The plans that run on a day and name any of these: children, or family members who come.
///
/// # Errors
/// When the store is away.
pub fn plans_about(
    reads: &mut impl Reads,
    persons: &BTreeSet<PersonId>,
    day: LondonDay,
) -> Result<Vec<Plan>, Refused> {
    let mut plans = store::plans_naming(reads, persons)?;
    plans.retain(|plan| plan.details.runs_on(day));
    Ok(plans)
}
