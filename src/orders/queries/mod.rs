//! What is looked at of orders.

mod letters;
mod waiting;

pub use super::store::ATTESTED;
pub use letters::{Owed, ToSend, letter, owed, permitted_letter};
pub use waiting::{names_around, names_of, tasks, to_check};

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{OrderId, PersonId, RefusalId, UserId},
    refusal::Refused,
    time::{Instant, LondonDay, Week},
};
use law::{
    access::{Action, OnRecords, about},
    order::OrderInForce,
    rule::Refusal,
    status::StatusPeriod,
};

use super::{Form, Order, RecordedStatus, RefusalLetter, UrgentRefusal, rules, store};
use crate::{
    access::{
        Permit,
        queries::{allows, may},
    },
    people::{
        self,
        queries::{record, subject_of_all},
    },
    storage::{self, Acts, Document, Reads},
};

pub use crate::people::queries::{Family, Names, family, family_of};

/// An order this caller may do this action to, with the permit. It is seen through any of the
/// children it names.
///
/// # Errors
/// `Hidden` when there is none or they may not know; `Forbidden` with the reason.
pub fn permitted<R: Acts>(reads: &mut R, id: OrderId) -> Result<(Order, Permit<R::Action>), Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let order = store::order(reads, id)?.ok_or(Refused::Hidden)?;
    let subject = subject_of_all(reads, &order.details.children)?.covering(id);
    let permit = may(reads, &subject)?;
    Ok((order, permit))
}

impl ChildOrders {
    /// Everybody it shows.
    pub fn subjects(&self) -> impl Iterator<Item = PersonId> {
        let named = self.orders.iter().flat_map(rules::named);
        let refused = self.refusals.iter().map(|one| one.refusal.person());
        named.chain(refused).chain([self.record.person.id])
    }
}

/// Orders of a child that have not ended, for a new one to take the place of.
///
/// # Errors
/// When the store is away.
pub fn replaceable<R: Acts>(reads: &mut R, child: PersonId) -> Result<Vec<Order>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let mut orders = of_child(reads, child)?.orders;
    orders.retain(|order| order.children_left().contains(&child));
    Ok(orders)
}

/// An order with what its page shows.
#[derive(Debug)]
pub struct OrderRecord {
    /// The order.
    pub order: Order,
    /// Its scan.
    pub document: Option<Document>,
    /// The family around its children.
    pub family: Family,
    /// Names.
    pub names: Names,
}

/// The record of an order.
///
/// # Errors
/// As [`permitted`].
pub fn order_record<R: Acts>(reads: &mut R, id: OrderId) -> Result<OrderRecord, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (order, _) = permitted(reads, id)?;
    let document = match order.document {
        Some(id) => storage::document(reads, id)?,
        None => None,
    };
    let family = family(reads, &order.details.children)?;
    let mut names = Names::default();
    family.name(&mut names);
    names.add_staff(reads, staff_of(&order))?;
    Ok(OrderRecord {
        order,
        document,
        family,
        names,
    })
}

fn staff_of(order: &Order) -> Vec<UserId> {
    let mut staff: Vec<UserId> = order.rules.values().map(|rule| rule.entered.by).collect();
    staff.push(order.entered.by);
    staff.extend(order.checked.map(|mark| mark.by));
    staff.extend(order.discharge.map(|said| said.by));
    staff.extend(order.ended.map(|ended| ended.by));
    staff
}

/// The scan of an order.
///
/// # Errors
/// `Hidden` when there is none; else as [`permitted`].
pub fn scan<R: Acts>(reads: &mut R, id: OrderId) -> Result<(Order, Document), Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (order, _) = permitted(reads, id)?;
    let document = order.document.ok_or(Refused::Hidden)?;
    let document = storage::document(reads, document)?.ok_or(Refused::Hidden)?;
    Ok((order, document))
}

/// What is recorded of a child: legal statuses, orders, refusals.
#[derive(Debug)]
pub struct ChildOrders {
    /// The child and their relatives.
    pub record: people::queries::Record,
    /// Legal statuses, the first begun first.
    pub statuses: Vec<RecordedStatus>,
    /// Orders that name the child, the latest made first.
    pub orders: Vec<Order>,
    /// Urgent refusals, the latest begun first.
    pub refusals: Vec<UrgentRefusal>,
    /// The letters that tell of them.
    pub letters: Vec<RefusalLetter>,
    /// Names.
    pub names: Names,
}

/// What recorded orders allow a child.
///
/// # Errors
/// `Hidden` when the caller may not know of the child.
pub fn of_child<R: Acts>(reads: &mut R, child: PersonId) -> Result<ChildOrders, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let record = record(reads, child)?;
    let just_one = BTreeSet::from([child]);
    let recorded = store::statuses(reads, &just_one)?;
    let statuses: Vec<RecordedStatus> = recorded.into_iter().map(|(_, one)| one).collect();
    let mut orders = Vec::new();
    for order in store::orders_naming(reads, &just_one)? {
        // An order that also names a child the caller is excluded from is not shown.
        let subject = subject_of_all(reads, &order.details.children)?;
        let names_child = order.details.children.contains(&child);
        if names_child && allows(reads, R::Action::ACT, &subject)? {
            orders.push(order);
        }
    }
    let refusals = store::refusals(reads, &just_one)?;
    let of_them = refusals.iter().map(|one| one.id).collect();
    let letters = store::letters_of(reads, &of_them)?;
    let mut names = Names::default();
    let children = orders
        .iter()
        .flat_map(|order| order.details.children.iter().copied());
    family(reads, &children.chain([child]).collect())?.name(&mut names);
    names.add_staff(reads, statuses.iter().map(|one| one.recorded.by))?;
    names.add_staff(reads, orders.iter().flat_map(staff_of))?;
    names.add_staff(reads, refusals.iter().map(|refusal| refusal.decided.by))?;
    let sent = letters.iter().filter_map(|letter| letter.sent.as_ref());
    names.add_staff(reads, sent.map(|sent| sent.recorded.by))?;
    Ok(ChildOrders {
        record,
        statuses,
        orders,
        refusals,
        letters,
        names,
    })
}

/// The legal statuses of one child, for a command that adds to them.
pub(super) fn history(
    reads: &mut dyn Reads,
    child: PersonId,
) -> Result<Vec<RecordedStatus>, Refused> {
    let recorded = store::statuses(reads, &BTreeSet::from([child]))?;
    Ok(recorded.into_iter().map(|(_, one)| one).collect())
}

/// A refusal this caller may do this action to, with the permit. It is seen through its child.
///
/// # Errors
/// As [`permitted`].
pub fn permitted_refusal<R: Acts>(
    reads: &mut R,
    id: RefusalId,
) -> Result<(UrgentRefusal, Permit<R::Action>), Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let refusal = store::refusal(reads, id)?.ok_or(Refused::Hidden)?;
    let child = BTreeSet::from([refusal.refusal.child()]);
    let subject = subject_of_all(reads, &child)?.covering(id);
    let permit = may(reads, &subject)?;
    Ok((refusal, permit))
}

// What the capabilities to the right gather for `law::judge`. These ask nobody's permission: a
// session must be judged by every order, also by one that whoever plans it may not read. What
// they return is for the judgement; a finding is shown only as far as its reader may know.

/// The orders in force on a day that name any of these people: children who take part, family
/// members who come (a bail condition binds a person whichever child is there).
///
/// # Errors
/// When the store is away.
pub fn orders_in_force(
    reads: &mut dyn Reads,
    people: &BTreeSet<PersonId>,
    day: LondonDay,
) -> Result<BTreeMap<OrderId, OrderInForce>, Refused> {
    let orders = store::orders_naming(reads, people)?;
    let in_force = orders
        .iter()
        .filter_map(|order| Some((order.id, rules::in_force_on(order, day)?)));
    Ok(in_force.collect())
}

/// Whether an order of the court that has not ended is recorded for any of these children, checked or
/// not.
///
/// # Errors
/// When the store is away.
pub fn has_court_order(
    reads: &mut dyn Reads,
    children: &BTreeSet<PersonId>,
) -> Result<bool, Refused> {
    let today = reads.now().london_day();
    let orders = store::orders_naming(reads, children)?;
    Ok(orders.iter().any(|order| {
        let details = &order.details;
        let runs = details.until.is_none_or(|last| today <= last);
        let is_theirs = !order.children_left().is_disjoint(children);
        details.form != Form::Other && runs && is_theirs
    }))
}

/// The legal status of each of these children over time.
///
/// # Errors
/// When the store is away.
pub fn statuses(
    reads: &mut dyn Reads,
    children: &BTreeSet<PersonId>,
) -> Result<BTreeMap<PersonId, BTreeSet<StatusPeriod>>, Refused> {
    let mut statuses: BTreeMap<PersonId, BTreeSet<StatusPeriod>> = BTreeMap::new();
    for (child, recorded) in store::statuses(reads, children)? {
        statuses.entry(child).or_default().insert(recorded.period);
    }
    Ok(statuses)
}

/// The children of whom some order has force on a day from `from` to `until`, both included.
///
/// # Errors
/// When the store is away.
pub fn children_ordered(
    reads: &mut dyn Reads,
    from: LondonDay,
    until: LondonDay,
) -> Result<BTreeSet<PersonId>, Refused> {
    Ok(store::children_ordered(reads, (from, until))?)
}

/// Orders that name any of these and have force on some day of a week, each as on the first such
/// day: what was owed to a child for whom it ends in that week is still counted.
///
/// # Errors
/// When the store is away.
pub fn orders_in_week(
    reads: &mut dyn Reads,
    people: &BTreeSet<PersonId>,
    week: Week,
) -> Result<BTreeMap<OrderId, OrderInForce>, Refused> {
    let orders = store::orders_naming(reads, people)?;
    let days: Vec<LondonDay> = (0..7).map(|day| week.monday().plus_days(day)).collect();
    let in_force = orders.iter().filter_map(|order| {
        let of_days = days.iter().map(|day| rules::in_force_on(order, *day));
        Some((order.id, of_days.flatten().next()?))
    });
    Ok(in_force.collect())
}

/// Refusals of contact with these children that have not ended before `since`. Give a day two
/// weeks back, so that a second one soon after the first is known.
///
/// # Errors
/// When the store is away.
pub fn refusals(
    reads: &mut dyn Reads,
    children: &BTreeSet<PersonId>,
    since: Instant,
) -> Result<BTreeSet<Refusal>, Refused> {
    let all = store::refusals(reads, children)?;
    let late = all
        .into_iter()
        .map(|one| one.refusal)
        .filter(|refusal| refusal.ends().is_none_or(|ends| since <= ends));
    Ok(late.collect())
}
