//! Rows of `orders`: orders, whom they name, their rules.

mod letters;
mod living;
mod people;

pub use super::tables::ATTESTED;
pub use letters::*;
pub use living::*;
pub use people::{Part, set_ended_for};

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use kernel::{
    id::{DocumentId, OrderId, PersonId, RuleId, UserId},
    refusal::Refused,
    text::{Line, Narrative},
    time::{Instant, LondonDay},
};
use law::{access::Action, order::Source, rule::Rule};

use super::{
    Ended, Ends, EnteredRule, Form, Mark, Order, OrderDetails, rules,
    tables::{ORDER, RULE, court_order, order_person, order_rule},
};
use crate::{
    access::Permit,
    storage::{NewDocument, Reads, Work, keep_document},
};
use people::{People, add_author, insert_people, people_of};

#[derive(Queryable, Selectable)]
#[diesel(table_name = court_order)]
struct OrderRow {
    id: OrderId,
    form: Form,
    source: Source,
    court: Line,
    case_number: Line,
    made_on: LondonDay,
    from_day: LondonDay,
    until_day: Option<LondonDay>,
    ends: Ends,
    by_consent: bool,
    verbatim: String,
    supersedes: Option<OrderId>,
    document_id: Option<DocumentId>,
    entered_by: UserId,
    entered_at: Instant,
    checked_by: Option<UserId>,
    checked_at: Option<Instant>,
    ended_on: Option<LondonDay>,
    ended_by: Option<UserId>,
    discharge_on: Option<LondonDay>,
    discharge_by: Option<UserId>,
    version: i64,
}

type Rules = BTreeMap<OrderId, BTreeMap<RuleId, EnteredRule>>;

impl OrderRow {
    fn whole(self, verbatim: Narrative, people: &mut People, rules: &mut Rules) -> Order {
        let mut named = people.named.remove(&self.id).unwrap_or_default();
        Order {
            id: self.id,
            details: OrderDetails {
                form: self.form,
                source: self.source,
                court: self.court,
                case_number: self.case_number,
                made_on: self.made_on,
                from: self.from_day,
                ends: self.ends,
                until: self.until_day,
                by_consent: self.by_consent,
                children: named.remove(&Part::Child).unwrap_or_default(),
                allows: named.remove(&Part::Allowed).unwrap_or_default(),
                verbatim,
                supersedes: self.supersedes,
            },
            rules: rules.remove(&self.id).unwrap_or_default(),
            document: self.document_id,
            entered: Mark {
                by: self.entered_by,
                at: self.entered_at,
            },
            authors: people.authors.remove(&self.id).unwrap_or_default(),
            checked: self
                .checked_by
                .zip(self.checked_at)
                .map(|(by, at)| Mark { by, at }),
            discharge: self
                .discharge_on
                .zip(self.discharge_by)
                .map(|(on, by)| Ended { on, by }),
            ended: self
                .ended_on
                .zip(self.ended_by)
                .map(|(on, by)| Ended { on, by }),
            ended_for: people.ended_for.remove(&self.id).unwrap_or_default(),
            version: self.version,
        }
    }
}

/// The order of an id.
pub fn order(reads: &mut dyn Reads, id: OrderId) -> Result<Option<Order>, Refused> {
    Ok(orders(reads, &[id])?.pop())
}

/// Orders in force that nobody has checked, the longest waiting first; at most `limit`.
pub fn unchecked(reads: &mut dyn Reads, limit: i64) -> Result<Vec<Order>, Refused> {
    let ids: Vec<OrderId> = court_order::table
        .filter(court_order::checked_by.is_null())
        .filter(court_order::ended_on.is_null())
        .order(court_order::entered_at.asc())
        .limit(limit)
        .select(court_order::id)
        .load(reads.db())?;
    let mut orders = orders(reads, &ids)?;
    orders.sort_by_key(|order| order.entered.at);
    Ok(orders)
}

/// Orders in force whose discharge one person wrote of, the earliest first; at most `limit`.
pub fn half_discharged(reads: &mut dyn Reads, limit: i64) -> Result<Vec<Order>, Refused> {
    let ids: Vec<OrderId> = court_order::table
        .filter(court_order::discharge_on.is_not_null())
        .filter(court_order::ended_on.is_null())
        .order((court_order::discharge_on.asc(), court_order::id.asc()))
        .limit(limit)
        .select(court_order::id)
        .load(reads.db())?;
    let mut orders = orders(reads, &ids)?;
    orders.sort_by_key(|order| order.discharge.map(|said| said.on));
    Ok(orders)
}

/// Orders that name any of these, in a constant number of queries, the latest made first.
pub fn orders_naming(
    reads: &mut dyn Reads,
    persons: &BTreeSet<PersonId>,
) -> Result<Vec<Order>, Refused> {
    let ids: Vec<OrderId> = order_person::table
        .filter(order_person::person_id.eq_any(persons))
        .select(order_person::order_id)
        .distinct()
        .load(reads.db())?;
    orders(reads, &ids)
}

/// The children of orders that run on a day of these.
pub fn children_ordered(
    reads: &mut dyn Reads,
    (from, until): (LondonDay, LondonDay),
) -> QueryResult<BTreeSet<PersonId>> {
    let rows: Vec<(OrderId, Option<LondonDay>, Option<LondonDay>)> = court_order::table
        .filter(court_order::from_day.le(until))
        .select((
            court_order::id,
            court_order::until_day,
            court_order::ended_on,
        ))
        .load(reads.db())?;
    let running = rows.into_iter().filter(|(_, last, ended)| {
        last.is_none_or(|last| from <= last) && ended.is_none_or(|ended| from < ended)
    });
    let ids: Vec<OrderId> = running.map(|(id, ..)| id).collect();
    let children: Vec<PersonId> = order_person::table
        .filter(order_person::order_id.eq_any(ids))
        .filter(order_person::part.eq(Part::Child))
        .select(order_person::person_id)
        .distinct()
        .load(reads.db())?;
    Ok(children.into_iter().collect())
}

fn orders(reads: &mut dyn Reads, ids: &[OrderId]) -> Result<Vec<Order>, Refused> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<OrderRow> = court_order::table
        .filter(court_order::id.eq_any(ids))
        .order((court_order::made_on.desc(), court_order::id.desc()))
        .select(OrderRow::as_select())
        .load(reads.db())?;
    let (mut people, mut rules) = (people_of(reads, ids)?, rules_of(reads, ids)?);
    let vault = reads.vault();
    let mut whole = Vec::with_capacity(rows.len());
    for row in rows {
        let text = vault.open("court_order", "verbatim", row.id.as_str(), &row.verbatim)?;
        let verbatim = text
            .parse()
            .map_err(|cause| Refused::fault("reading the words of an order", TextCause(cause)))?;
        whole.push(row.whole(verbatim, &mut people, &mut rules));
    }
    Ok(whole)
}

#[derive(Debug, thiserror::Error)]
#[error(transparent)]
struct TextCause(kernel::text::TextFault);

fn rules_of(reads: &mut dyn Reads, ids: &[OrderId]) -> Result<Rules, Refused> {
    type Row = (RuleId, OrderId, String, UserId, Instant);
    let rows: Vec<Row> = order_rule::table
        .filter(order_rule::order_id.eq_any(ids))
        .select((
            order_rule::id,
            order_rule::order_id,
            order_rule::sealed,
            order_rule::entered_by,
            order_rule::entered_at,
        ))
        .load(reads.db())?;
    let vault = reads.vault();
    let mut rules = Rules::new();
    for (id, order, sealed, by, at) in rows {
        let text = vault.open("order_rule", "sealed", id.as_str(), &sealed)?;
        let rule: Rule = serde_json::from_str(&text)
            .map_err(|cause| Refused::fault("reading a rule of an order", cause))?;
        let entered = Mark { by, at };
        let of_order = rules.entry(order).or_default();
        of_order.insert(id, EnteredRule { rule, entered });
    }
    Ok(rules)
}

/// Adds an order.
pub fn insert_order<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    id: OrderId,
    details: &OrderDetails,
    entered: Mark,
) -> Result<(), Refused> {
    work.holds(id)?;
    permit.covers(id)?;
    let words = details.verbatim.as_str();
    let verbatim = work
        .vault()
        .seal("court_order", "verbatim", id.as_str(), words)?;
    work.attests(&ORDER, &[&id])?;
    diesel::insert_into(court_order::table)
        .values((
            court_order::id.eq(id),
            court_order::form.eq(details.form),
            court_order::source.eq(details.source),
            court_order::court.eq(&details.court),
            court_order::case_number.eq(&details.case_number),
            court_order::made_on.eq(details.made_on),
            court_order::from_day.eq(details.from),
            court_order::until_day.eq(details.until),
            court_order::ends.eq(details.ends),
            court_order::by_consent.eq(details.by_consent),
            court_order::verbatim.eq(verbatim),
            court_order::supersedes.eq(details.supersedes),
            court_order::entered_by.eq(entered.by),
            court_order::entered_at.eq(entered.at),
            court_order::version.eq(1_i64),
        ))
        .execute(work.db())?;
    add_author(work, id, entered.by)?;
    insert_people(work, id, Part::Child, &details.children)?;
    insert_people(work, id, Part::Allowed, &details.allows)
}

/// One more write to an order, if `version` is still the current one.
fn touch<A: Action>(work: &mut Work<'_, A>, order: &Order, version: i64) -> Result<(), Refused> {
    work.holds(order.id)?;
    work.attests(&ORDER, &[&order.id])?;
    let row = court_order::table.find(order.id);
    let touched = diesel::update(row.filter(court_order::version.eq(version)))
        .set(court_order::version.eq(version + 1))
        .execute(work.db())?;
    if touched == 1 {
        Ok(())
    } else {
        Err(Refused::Stale)
    }
}

/// Adds a rule to an order.
pub fn insert_rule<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (order, version): (&Order, i64),
    id: RuleId,
    new: &EnteredRule,
) -> Result<(), Refused> {
    permit.covers(order.id)?;
    touch(work, order, version)?;
    let text = serde_json::to_string(&new.rule)
        .map_err(|cause| Refused::fault("writing a rule of an order", cause))?;
    let sealed = work
        .vault()
        .seal("order_rule", "sealed", id.as_str(), &text)?;
    work.attests(&RULE, &[&id])?;
    diesel::insert_into(order_rule::table)
        .values((
            order_rule::id.eq(id),
            order_rule::order_id.eq(order.id),
            order_rule::sealed.eq(sealed),
            order_rule::entered_by.eq(new.entered.by),
            order_rule::entered_at.eq(new.entered.at),
        ))
        .execute(work.db())?;
    add_author(work, order.id, new.entered.by)?;
    insert_people(work, order.id, Part::Named, &rules::named_in(&new.rule))
}

/// Takes a rule out of an order that nobody has checked. Whoever does so is one of its authors.
pub fn delete_rule<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (order, version): (&Order, i64),
    (rule, by): (RuleId, UserId),
) -> Result<(), Refused> {
    permit.covers(order.id)?;
    touch(work, order, version)?;
    work.attests(&RULE, &[&rule])?;
    diesel::delete(order_rule::table.find(rule)).execute(work.db())?;
    add_author(work, order.id, by)
}

/// Adds the scan of an order. Whoever does so is one of its authors.
pub fn set_document<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (order, by): (&Order, UserId),
    id: DocumentId,
    new: &NewDocument,
) -> Result<(), Refused> {
    permit.covers(order.id)?;
    touch(work, order, order.version)?;
    keep_document(work, id, new)?;
    diesel::update(court_order::table.find(order.id))
        .set(court_order::document_id.eq(Some(id)))
        .execute(work.db())?;
    add_author(work, order.id, by)
}

/// Marks an order as checked.
pub fn set_checked<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (order, version): (&Order, i64),
    checked: Mark,
) -> Result<(), Refused> {
    permit.covers(order.id)?;
    touch(work, order, version)?;
    diesel::update(court_order::table.find(order.id))
        .set((
            court_order::checked_by.eq(Some(checked.by)),
            court_order::checked_at.eq(Some(checked.at)),
        ))
        .execute(work.db())?;
    Ok(())
}

/// Writes down what one person said of the discharge of an order.
pub fn set_discharge<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (order, version): (&Order, i64),
    said: Ended,
) -> Result<(), Refused> {
    permit.covers(order.id)?;
    touch(work, order, version)?;
    diesel::update(court_order::table.find(order.id))
        .set((
            court_order::discharge_on.eq(Some(said.on)),
            court_order::discharge_by.eq(Some(said.by)),
        ))
        .execute(work.db())?;
    Ok(())
}

/// Ends an order before its time.
pub fn set_ended<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (order, version): (&Order, i64),
    ended: Ended,
) -> Result<(), Refused> {
    permit.covers(order.id)?;
    touch(work, order, version)?;
    diesel::update(court_order::table.find(order.id))
        .set((
            court_order::ended_on.eq(Some(ended.on)),
            court_order::ended_by.eq(Some(ended.by)),
        ))
        .execute(work.db())?;
    Ok(())
}
