//! What changes orders: claim, load, permit, rule, save, news, fact.

mod discharge;
mod refusing;

pub use discharge::discharge_order;
pub use refusing::{lift_refusal, refuse_contact, send_letter};

use std::collections::BTreeSet;

use kernel::{
    change::Change,
    id::{DocumentId, OrderId, PersonId, RuleId, UserId},
    refusal::{Kind, Reason, Refused},
    time::LondonDay,
};
use law::{
    access::act,
    status::{LegalStatus, StatusPeriod},
};

use super::{
    Ended, EnteredRule, Mark, Order, OrderDetails, RecordedStatus, queries,
    rules::{self, RuleDraft},
    store, traces,
};
use crate::{
    access::{Subject, queries::may},
    people::{
        self,
        queries::{permitted as permitted_person, subject_of},
    },
    storage::{Claims, Done, NewDocument, Reads, Work},
};

fn mark(reads: &mut dyn Reads) -> Result<Mark, Refused> {
    // What the program does of itself has no author, so it can neither enter nor check an order.
    let by = reads.actor().user().ok_or(Refused::Hidden)?;
    Ok(Mark {
        by,
        at: reads.now(),
    })
}

fn must_be_child(person: &people::Person) -> Result<(), Refused> {
    if person.details.is_child {
        return Ok(());
    }
    Err(Refused::because(
        Kind::WrongState,
        Reason::new(
            "not-a-child",
            "This person is not held as a looked-after child. Change their record first.",
        ),
    ))
}

/// Everybody an order bears on. Whoever books a session of one of them claims the same.
fn claims_of(order: &Order) -> Claims {
    Claims::of(order.id).and_all(rules::named(order))
}

/// Finds the order only to learn what to claim; it is read again under the claim.
fn claim(work: &mut Work<'_, impl law::access::Writes>, id: OrderId) -> Result<(), Refused> {
    let order = store::order(work, id)?.ok_or(Refused::Hidden)?;
    work.claim(claims_of(&order))
}

fn news(order: &Order) -> Change {
    Change::OrdersChanged {
        children: order.details.children.clone(),
    }
}

/// Records a child's legal status from a day on; the one before ends then, and one that has not begun
/// is replaced.
///
/// # Errors
/// When the day leaves a gap or overlaps, or the caller may not.
pub fn record_status(
    work: &mut Work<'_, act::RecordStatus>,
    child: PersonId,
    status: LegalStatus,
    from: LondonDay,
) -> Result<Done<RecordedStatus>, Refused> {
    work.claim(Claims::of(child))?;
    let (person, permit) = permitted_person(work, child)?;
    must_be_child(&person)?;
    let history = queries::history(work, child)?;
    let today = work.now().london_day();
    let follows = rules::follow(&history, status, (from, today))?;
    let new = RecordedStatus {
        period: StatusPeriod {
            status,
            from: from.begins(),
            until: None,
        },
        recorded: mark(work)?,
    };
    store::put_status(work, &permit, child, follows, &new)?;
    work.changed(Change::StatusChanged { child });
    Ok(work.done(traces::status_recorded(child, &new, follows.replaces), new))
}

/// Enters an order. Until it is checked it only restricts.
///
/// # Errors
/// When somebody it names is no child or no relative, or the caller may not.
pub fn enter_order(
    work: &mut Work<'_, act::EnterOrder>,
    details: &OrderDetails,
) -> Result<Done<Order>, Refused> {
    let id: OrderId = work.mint()?;
    let claims = Claims::of(id)
        .and_all(details.children.iter().copied())
        .and_all(details.allows.iter().copied())
        .and_all(details.supersedes);
    work.claim(claims)?;
    // Every child it names must be the caller's to enter orders for.
    let mut subject = Subject::new_record().covering(id);
    for child in &details.children {
        let found = permitted_person(work, *child);
        let (person, _) = found.map_err(|no| not_in_list(no, "/children"))?;
        must_be_child(&person)?;
        subject = subject.and(subject_of(work, &person)?);
    }
    let permit = may(work, &subject)?;
    let family = queries::family(work, &details.children)?;
    if !details.allows.iter().all(|person| family.has(*person)) {
        return Err(stranger("/allows"));
    }
    if let Some(before) = details.supersedes {
        let (before, _) =
            queries::permitted(work, before).map_err(|no| not_in_list(no, "/supersedes"))?;
        rules::has_not_ended(&before)?;
        if before.children_left().is_disjoint(&details.children) {
            let message = "Choose an order in force for one of these children";
            return Err(Refused::field("/supersedes", "other-children", message));
        }
    }
    let entered = mark(work)?;
    store::insert_order(work, &permit, id, details, entered)?;
    let order = reread(work, id)?;
    work.changed(news(&order));
    Ok(work.done(traces::entered(&order), order))
}

fn not_in_list(refused: Refused, pointer: &str) -> Refused {
    match refused {
        Refused::Hidden | Refused::Forbidden(_) => {
            Refused::field(pointer, "not-found", "Choose from the list")
        }
        other => other,
    }
}

fn stranger(pointer: &str) -> Refused {
    let message = "Choose people who are recorded as family of the children";
    Refused::field(pointer, "not-family", message)
}

fn reread(reads: &mut dyn Reads, id: OrderId) -> Result<Order, Refused> {
    store::order(reads, id)?.ok_or_else(|| Refused::broken("reading an order just written"))
}

/// Adds the scan of an order. Once there, it stays.
///
/// # Errors
/// When there is one, the order was checked, or the caller may not.
pub fn add_scan(
    work: &mut Work<'_, act::EnterOrder>,
    id: OrderId,
    new: &NewDocument,
) -> Result<Done<Order>, Refused> {
    claim(work, id)?;
    let (order, permit) = queries::permitted(work, id)?;
    rules::may_change(&order)?;
    if order.document.is_some() {
        return Err(Refused::because(
            Kind::Exists,
            Reason::new(
                "scan-exists",
                "The scan of this order is there already. A wrong one is put right by a new order that takes its place.",
            ),
        ));
    }
    let document: DocumentId = work.mint()?;
    let by = mark(work)?.by;
    store::set_document(work, &permit, (&order, by), document, new)?;
    let order = reread(work, id)?;
    Ok(work.done(traces::scan_added(&order, new.sha256()), order))
}

/// Adds a rule, tied to words of the order.
///
/// # Errors
/// `Stale` when the order was changed since `version`; when the quote does not stand in it, it
/// names a stranger, the order was checked, or the caller may not.
pub fn add_rule(
    work: &mut Work<'_, act::EnterOrder>,
    (id, version): (OrderId, i64),
    draft: &RuleDraft,
) -> Result<Done<Order>, Refused> {
    let unclaimed = store::order(work, id)?.ok_or(Refused::Hidden)?;
    let rule = rules::tie(&unclaimed, draft.clone());
    let named = rule.as_ref().map(rules::named_in).unwrap_or_default();
    work.claim(claims_of(&unclaimed).and_all(named.iter().copied()))?;
    let (order, permit) = queries::permitted(work, id)?;
    rules::may_change(&order)?;
    let rule = rule?;
    let family = queries::family(work, &order.details.children)?;
    if !rule.persons.iter().all(|person| family.has(*person)) {
        return Err(stranger("/about"));
    }
    if !named.iter().all(|person| family.has(*person)) {
        return Err(stranger("/people"));
    }
    let rule_id: RuleId = work.mint()?;
    let entered = mark(work)?;
    let new = EnteredRule { rule, entered };
    store::insert_rule(work, &permit, (&order, version), rule_id, &new)?;
    let order = reread(work, id)?;
    work.changed(news(&order));
    Ok(work.done(traces::rule_added(&order, rule_id), order))
}

/// Takes a rule out again, before the check.
///
/// # Errors
/// As [`add_rule`]; `Hidden` when there is no such rule.
pub fn remove_rule(
    work: &mut Work<'_, act::EnterOrder>,
    (id, version): (OrderId, i64),
    rule: RuleId,
) -> Result<Done<Order>, Refused> {
    claim(work, id)?;
    let (order, permit) = queries::permitted(work, id)?;
    rules::may_change(&order)?;
    if !order.rules.contains_key(&rule) {
        return Err(Refused::Hidden);
    }
    let by = mark(work)?.by;
    store::delete_rule(work, &permit, (&order, version), (rule, by))?;
    let order = reread(work, id)?;
    work.changed(news(&order));
    Ok(work.done(traces::rule_removed(&order, rule), order))
}

/// Ends an order, for the children that another one names. An order about brothers and sisters is
/// one order for each of them: what the court decided of one says nothing of the other.
fn supersede(
    work: &mut Work<'_, act::CheckOrder>,
    before: OrderId,
    by: &Order,
    checker: UserId,
) -> Result<(), Refused> {
    let (mut before, permit) = queries::permitted(work, before)?;
    let (left, on) = (before.children_left(), by.details.from);
    let ending: BTreeSet<PersonId> = left.intersection(&by.details.children).copied().collect();
    if ending.is_empty() {
        return Ok(());
    }
    // Each child's own end stays known where they have not the same.
    if ending != left || !before.ended_for.is_empty() {
        store::set_ended_for(work, &permit, &before, (&ending, on))?;
        before = reread(work, before.id)?;
    }
    if ending == left {
        let last = before.ended_for.values().copied().max();
        let ended = Ended {
            on: last.map_or(on, |last| last.max(on)),
            by: checker,
        };
        store::set_ended(work, &permit, (&before, before.version), ended)?;
    }
    work.changed(news(&before));
    Ok(())
}

/// Checks an order as a second person: from now on it permits what it permits, and the order it
/// takes the place of ends with its first day, for the children it names.
///
/// # Errors
/// `SecondPerson` for whoever wrote any of it; `WrongState` without its scan; `Stale` when it was
/// changed since it was read.
pub fn check_order(
    work: &mut Work<'_, act::CheckOrder>,
    (id, version): (OrderId, i64),
) -> Result<Done<Order>, Refused> {
    let unclaimed = store::order(work, id)?.ok_or(Refused::Hidden)?;
    let before = match unclaimed.details.supersedes {
        Some(before) => store::order(work, before)?,
        None => None,
    };
    let mut claims = claims_of(&unclaimed);
    if let Some(before) = &before {
        claims = claims.and(before.id).and_all(rules::named(before));
    }
    work.claim(claims)?;
    let (order, permit) = queries::permitted(work, id)?;
    // Whoever compared another version is told that first: the rest may be otherwise by now.
    if order.version != version {
        return Err(Refused::Stale);
    }
    let checked = mark(work)?;
    rules::may_check(&order, checked.by)?;
    store::set_checked(work, &permit, (&order, version), checked)?;
    if let Some(before) = before {
        supersede(work, before.id, &order, checked.by)?;
    }
    let order = reread(work, id)?;
    work.changed(news(&order));
    Ok(work.done(traces::checked(&order), order))
}
