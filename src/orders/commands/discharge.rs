//! The court discharges an order.

use kernel::{id::OrderId, refusal::Refused, text::Narrative, time::LondonDay};
use law::access::act;

use super::{claim, mark, news, reread};
use crate::{
    orders::{Ended, Order, queries, rules, store, traces},
    storage::{Done, Work},
};

/// Records that the court has discharged an order: from `on` it has no force. That loosens, so it
/// takes two: what the first says waits, and the order holds until a second person says the same day.
///
/// # Errors
/// `Stale` when it was changed since `version`; beside the day when it is not what the first said;
/// when it has ended, or the caller may not.
pub fn discharge_order(
    work: &mut Work<'_, act::DischargeOrder>,
    (id, version): (OrderId, i64),
    on: LondonDay,
    reason: &Narrative,
) -> Result<Done<Order>, Refused> {
    claim(work, id)?;
    let (order, permit) = queries::permitted(work, id)?;
    rules::has_not_ended(&order)?;
    let said = Ended {
        on,
        by: mark(work)?.by,
    };
    if rules::is_said_by_two(&order, said)? {
        store::set_ended(work, &permit, (&order, version), said)?;
    } else {
        store::set_discharge(work, &permit, (&order, version), said)?;
    }
    let order = reread(work, id)?;
    if order.ended.is_some() {
        work.changed(news(&order));
    }
    Ok(work.done(traces::discharged(&order, reason.as_str()), order))
}
