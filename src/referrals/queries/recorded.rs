//! What is recorded of a child already, for a referral to show and not to ask again.

use std::collections::BTreeSet;

use kernel::{id::PersonId, refusal::Refused};
use law::{
    access::{Action, OnRecords, about},
    risk::Assessment,
    status::StatusPeriod,
};

use crate::{
    orders::{Order, queries::of_child},
    people::Placement,
    risk,
    storage::{Acts, Reads},
};

/// What is recorded of a child already.
#[derive(Debug)]
pub struct Recorded {
    /// The legal status at present.
    pub status: Option<StatusPeriod>,
    /// Orders that name the child and have not ended, the latest made first.
    pub orders: Vec<Order>,
    /// Where the child lives today.
    pub placement: Option<Placement>,
}

/// What is recorded of a child already, as far as the caller may know it.
///
/// # Errors
/// `Hidden` when the caller may not know of the child.
pub fn recorded<R: Acts>(reads: &mut R, child: PersonId) -> Result<Recorded, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let found = of_child(reads, child)?;
    let now = reads.now();
    let mut periods = found.statuses.iter().rev().map(|one| one.period);
    Ok(Recorded {
        status: periods.find(|period| period.covers(now)),
        placement: found.record.placement,
        orders: found
            .orders
            .into_iter()
            .filter(|order| order.ended.is_none())
            .collect(),
    })
}

/// The approved risk assessments about a child with any of these family members. Asks nobody's permission.
///
/// # Errors
/// When the store is away.
pub fn approved_risks(
    reads: &mut dyn Reads,
    child: PersonId,
    visitors: &BTreeSet<PersonId>,
) -> Result<Vec<Assessment>, Refused> {
    let found = risk::queries::in_force(reads, &BTreeSet::from([child]), visitors)?;
    Ok(found.into_values().collect())
}
