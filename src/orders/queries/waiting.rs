//! Orders that wait for a second person.

use std::collections::BTreeSet;

use kernel::{
    id::{PersonId, UserId},
    refusal::Refused,
};
use law::access::{Act, Action, OnRecords, about, act};

use super::{Names, family, letters::owed, staff_of};
use crate::{
    access::Task,
    orders::{Order, store},
    people::queries::within_reach,
    storage::{Acts, Look, Reads},
};

/// How many waiting orders are looked at: more than a service ever leaves unchecked.
const WAITING: i64 = 500;

/// Orders that wait for a second person and that the caller could check: entered by somebody else,
/// the longest waiting first; and those of which somebody else wrote that the court has discharged
/// them.
///
/// # Errors
/// When the store is away.
pub fn to_check(reads: &mut dyn Reads) -> Result<Vec<Order>, Refused> {
    let checker = reads.actor().user();
    let mut waiting = store::unchecked(reads, WAITING)?;
    waiting.retain(|order| Some(order.entered.by) != checker);
    let mut waiting = within_reach(reads, Act::CheckOrder, waiting, |order| {
        &order.details.children
    })?;
    let mut ending = store::half_discharged(reads, WAITING)?;
    ending.retain(|order| {
        order.discharge.map(|said| said.by) != checker
            && !waiting.iter().any(|known| known.id == order.id)
    });
    let ending = within_reach(reads, Act::DischargeOrder, ending, |order| {
        &order.details.children
    })?;
    waiting.extend(ending);
    Ok(waiting)
}

/// The names of everybody these orders name, for a list of them.
///
/// # Errors
/// When the store is away.
pub fn names_of<R: Acts>(reads: &mut R, orders: &[Order]) -> Result<Names, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let children = orders.iter().flat_map(|order| &order.details.children);
    let staff: Vec<UserId> = orders.iter().flat_map(staff_of).collect();
    names_around(reads, &children.copied().collect(), staff)
}

/// The names of these children and their relatives, as far as the caller may know of them, and of
/// members of staff.
///
/// # Errors
/// When the store is away.
pub fn names_around<R: Acts>(
    reads: &mut R,
    children: &BTreeSet<PersonId>,
    staff: impl IntoIterator<Item = UserId>,
) -> Result<Names, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let mut names = Names::default();
    family(reads, children)?.name(&mut names);
    names.add_staff(reads, staff)?;
    Ok(names)
}

/// What waits for the caller: letters about refusals that are owed, orders to check.
///
/// # Errors
/// When the store is away.
pub fn tasks(look: &mut Look<'_, act::OpenHome>) -> Result<Vec<Task>, Refused> {
    let (one, many) = (
        "order waits for a second person's check",
        "orders wait for a second person's check",
    );
    let waiting = to_check(look)?.len();
    let orders = Task::of(waiting, one, many, "/orders/to-check");
    Ok(letters(look)?.into_iter().chain(orders).collect())
}

/// They are owed at once, so they are about today.
fn letters(look: &mut Look<'_, act::OpenHome>) -> Result<Option<Task>, Refused> {
    let (owed, now) = (owed(look)?, look.now());
    let (one, many) = (
        "letter about a refusal of contact must be sent",
        "letters about refusals of contact must be sent",
    );
    let overdue = owed.iter().filter(|one| one.is_overdue(now)).count();
    let task = Task::of(owed.len(), one, many, "/refusal-letters");
    Ok(task.map(Task::today).map(|task| match overdue {
        0 => task,
        late => Task {
            words: format!("{}, {late} overdue", task.words),
            ..task
        },
    }))
}
