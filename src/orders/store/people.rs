//! Rows of whom an order names, for which of its children it has ended, and who wrote it.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use kernel::{
    id::{OrderId, PersonId, UserId},
    refusal::Refused,
    time::LondonDay,
};
use law::access::Action;

use super::touch;
use crate::{
    access::Permit,
    orders::{
        Order,
        tables::{AUTHOR, ORDER_PERSON, order_author, order_person},
    },
    storage::{Reads, Work},
};

kernel::codes! {
    /// The part a person has in an order.
    pub enum Part {
        /// A child it names.
        Child = "child",
        /// A person whose contact it is about.
        Allowed = "allowed",
        /// Somebody a rule names.
        Named = "named",
    }
}

/// People around orders.
#[derive(Default)]
pub(super) struct People {
    /// Whom each names.
    pub(super) named: BTreeMap<OrderId, BTreeMap<Part, BTreeSet<PersonId>>>,
    /// For which of its children each has ended, and when.
    pub(super) ended_for: BTreeMap<OrderId, BTreeMap<PersonId, LondonDay>>,
    /// Who wrote each.
    pub(super) authors: BTreeMap<OrderId, BTreeSet<UserId>>,
}

pub(super) fn people_of(reads: &mut dyn Reads, ids: &[OrderId]) -> QueryResult<People> {
    type Row = (OrderId, Part, PersonId, Option<LondonDay>);
    let rows: Vec<Row> = order_person::table
        .filter(order_person::order_id.eq_any(ids))
        .select((
            order_person::order_id,
            order_person::part,
            order_person::person_id,
            order_person::ended_on,
        ))
        .load(reads.db())?;
    let authors: Vec<(OrderId, UserId)> = order_author::table
        .filter(order_author::order_id.eq_any(ids))
        .select((order_author::order_id, order_author::user_id))
        .load(reads.db())?;
    let mut people = People::default();
    for (order, part, person, ended_on) in rows {
        let parts = people.named.entry(order).or_default();
        parts.entry(part).or_default().insert(person);
        if let Some(ended_on) = ended_on {
            let ended = people.ended_for.entry(order).or_default();
            ended.insert(person, ended_on);
        }
    }
    for (order, author) in authors {
        people.authors.entry(order).or_default().insert(author);
    }
    Ok(people)
}

/// Adds persons in a part, those who have it not yet.
pub(super) fn insert_people<A: Action>(
    work: &mut Work<'_, A>,
    order: OrderId,
    part: Part,
    persons: &BTreeSet<PersonId>,
) -> Result<(), Refused> {
    let known: Vec<PersonId> = order_person::table
        .filter(order_person::order_id.eq(order))
        .filter(order_person::part.eq(part))
        .select(order_person::person_id)
        .load(work.db())?;
    for person in persons.iter().filter(|person| !known.contains(person)) {
        work.holds(*person)?;
        work.attests(&ORDER_PERSON, &[&order, person, &part])?;
        diesel::insert_into(order_person::table)
            .values((
                order_person::order_id.eq(order),
                order_person::person_id.eq(person),
                order_person::part.eq(part),
            ))
            .execute(work.db())?;
    }
    Ok(())
}

/// Keeps that somebody wrote some of an order.
pub(super) fn add_author<A: Action>(
    work: &mut Work<'_, A>,
    order: OrderId,
    by: UserId,
) -> Result<(), Refused> {
    let of_order = order_author::table.filter(order_author::order_id.eq(order));
    let known: Vec<UserId> = of_order.select(order_author::user_id).load(work.db())?;
    if !known.contains(&by) {
        work.attests(&AUTHOR, &[&order, &by])?;
        diesel::insert_into(order_author::table)
            .values((
                order_author::order_id.eq(order),
                order_author::user_id.eq(by),
            ))
            .execute(work.db())?;
    }
    Ok(())
}

/// Ends an order for some of its children; it goes on for the others.
pub fn set_ended_for<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    order: &Order,
    (children, on): (&BTreeSet<PersonId>, LondonDay),
) -> Result<(), Refused> {
    permit.covers(order.id)?;
    touch(work, order, order.version)?;
    for child in children {
        work.attests(&ORDER_PERSON, &[&order.id, child, &Part::Child])?;
    }
    let rows = order_person::table
        .filter(order_person::order_id.eq(order.id))
        .filter(order_person::part.eq(Part::Child))
        .filter(order_person::person_id.eq_any(children));
    diesel::update(rows)
        .set(order_person::ended_on.eq(Some(on)))
        .execute(work.db())?;
    Ok(())
}
