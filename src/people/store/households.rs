//! Rows of households and placements.

use std::collections::BTreeSet;

use diesel::prelude::*;
use kernel::{
    id::{HouseholdId, PersonId, PlacementId},
    refusal::Refused,
    text::Name,
    time::LondonDay,
};
use law::access::Action;

use super::{contains, open, seal};
use crate::{
    access::Permit,
    people::{
        Contact, Household, Placement, rules,
        tables::{household, placement},
    },
    storage::{Acts, Reads, Work},
};

/// Where a household can be found.
pub fn household_contact<A: Action>(
    reads: &mut impl Acts<Action = A>,
    permit: &Permit<A>,
    id: HouseholdId,
) -> Result<Contact, Refused> {
    permit.covers(id)?;
    let sealed: String = household::table
        .find(id)
        .select(household::contact)
        .first(reads.db())?;
    open(reads, "household", id.as_str(), &sealed)
}

type HouseholdRow = (HouseholdId, Name, i64);
const HOUSEHOLD: (household::id, household::name, household::version) =
    (household::id, household::name, household::version);

fn household_of((id, name, version): HouseholdRow) -> Household {
    Household { id, name, version }
}

/// The household of an id.
pub fn household(reads: &mut dyn Reads, id: HouseholdId) -> QueryResult<Option<Household>> {
    let row: Option<HouseholdRow> = household::table
        .find(id)
        .select(HOUSEHOLD)
        .first(reads.db())
        .optional()?;
    Ok(row.map(household_of))
}

/// Who lives there on a day, or will.
macro_rules! on {
    ($day:expr) => {
        placement::replaced_at.is_null().and(
            placement::until_day
                .is_null()
                .or(placement::until_day.ge($day)),
        )
    };
}

/// The households in which any of these live on a day, or will.
pub fn households_of(
    reads: &mut dyn Reads,
    children: &BTreeSet<PersonId>,
    day: LondonDay,
) -> QueryResult<BTreeSet<HouseholdId>> {
    let households: Vec<HouseholdId> = placement::table
        .filter(placement::child_id.eq_any(children))
        .filter(on!(day))
        .select(placement::household_id)
        .load(reads.db())?;
    Ok(households.into_iter().collect())
}

/// The children who live in a household on a day, or will.
pub fn children_of_household(
    reads: &mut dyn Reads,
    id: HouseholdId,
    day: LondonDay,
) -> QueryResult<BTreeSet<PersonId>> {
    let children: Vec<PersonId> = placement::table
        .filter(placement::household_id.eq(id))
        .filter(on!(day))
        .select(placement::child_id)
        .load(reads.db())?;
    Ok(children.into_iter().collect())
}

/// Households by name, after a place in that order, without those that are closed to who asks.
pub fn households(
    reads: &mut dyn Reads,
    (part, closed): (Option<&str>, &BTreeSet<HouseholdId>),
    after: Option<(String, HouseholdId)>,
    limit: i64,
) -> QueryResult<Vec<Household>> {
    let mut query = household::table
        .filter(household::id.ne_all(closed))
        .select(HOUSEHOLD)
        .order((household::sort_name.asc(), household::id.asc()))
        .limit(limit)
        .into_boxed();
    if let Some(part) = part {
        let named = contains(&rules::searched(part));
        query = query.filter(household::sort_name.like(named).escape('\\'));
    }
    if let Some((key, id)) = after {
        query = query.filter(
            household::sort_name
                .gt(key.clone())
                .or(household::sort_name.eq(key).and(household::id.gt(id))),
        );
    }
    let rows: Vec<HouseholdRow> = query.load(reads.db())?;
    Ok(rows.into_iter().map(household_of).collect())
}

/// Adds a household.
pub fn insert_household<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    id: HouseholdId,
    name: &Name,
    contact: &Contact,
) -> Result<(), Refused> {
    work.holds(id)?;
    permit.covers(id)?;
    let sealed = seal(work, "household", id.as_str(), contact)?;
    let now = work.now();
    diesel::insert_into(household::table)
        .values((
            household::id.eq(id),
            household::name.eq(name),
            household::sort_name.eq(rules::searched(name.as_str())),
            household::contact.eq(sealed),
            household::created_at.eq(now),
            household::version.eq(1_i64),
        ))
        .execute(work.db())?;
    Ok(())
}

/// The last two placements of a child that stand, the later first: one to come, and one before it.
pub fn last_placements(reads: &mut dyn Reads, child: PersonId) -> QueryResult<Vec<Placement>> {
    let rows: Vec<PlacementRow> = placement::table
        .inner_join(household::table)
        .filter(placement::child_id.eq(child))
        .filter(placement::replaced_at.is_null())
        .order(placement::from_day.desc())
        .limit(2)
        .select((
            placement::id,
            placement::from_day,
            placement::until_day,
            HOUSEHOLD,
        ))
        .load(reads.db())?;
    Ok(rows
        .into_iter()
        .map(|row| placement_of(child, row))
        .collect())
}

/// The placement a child lives in, if it does not end.
pub fn open_placement(reads: &mut dyn Reads, child: PersonId) -> QueryResult<Option<Placement>> {
    let row: Option<PlacementRow> = placement::table
        .inner_join(household::table)
        .filter(placement::child_id.eq(child))
        .filter(placement::until_day.is_null())
        .filter(placement::replaced_at.is_null())
        .select((
            placement::id,
            placement::from_day,
            placement::until_day,
            HOUSEHOLD,
        ))
        .first(reads.db())
        .optional()?;
    Ok(row.map(|row| placement_of(child, row)))
}

/// The placement a child lives in on a day.
pub fn placement_on(
    reads: &mut dyn Reads,
    child: PersonId,
    day: LondonDay,
) -> QueryResult<Option<Placement>> {
    let row: Option<PlacementRow> = placement::table
        .inner_join(household::table)
        .filter(placement::child_id.eq(child))
        .filter(placement::replaced_at.is_null())
        .filter(placement::from_day.le(day))
        .filter(
            placement::until_day
                .is_null()
                .or(placement::until_day.ge(day)),
        )
        .select((
            placement::id,
            placement::from_day,
            placement::until_day,
            HOUSEHOLD,
        ))
        .first(reads.db())
        .optional()?;
    Ok(row.map(|row| placement_of(child, row)))
}

type PlacementRow = (PlacementId, LondonDay, Option<LondonDay>, HouseholdRow);

fn placement_of(child: PersonId, (id, from, until, household): PlacementRow) -> Placement {
    Placement {
        id,
        child,
        household: household_of(household),
        from,
        until,
    }
}

/// Keeps that another takes the place of a placement that has not begun.
pub fn replace_placement<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    coming: &Placement,
) -> Result<(), Refused> {
    work.holds(coming.child)?;
    permit.covers(coming.child)?;
    let now = work.now();
    diesel::update(placement::table.find(coming.id))
        .set(placement::replaced_at.eq(Some(now)))
        .execute(work.db())?;
    Ok(())
}

/// Ends a placement on a day.
pub fn end_placement<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    open: &Placement,
    until: LondonDay,
) -> Result<(), Refused> {
    work.holds(open.child)?;
    permit.covers(open.child)?;
    diesel::update(placement::table.find(open.id))
        .set(placement::until_day.eq(Some(until)))
        .execute(work.db())?;
    Ok(())
}

/// Adds a placement without an end.
pub fn insert_placement<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    new: &Placement,
) -> Result<(), Refused> {
    work.holds(new.child)?;
    permit.covers(new.child)?;
    let now = work.now();
    diesel::insert_into(placement::table)
        .values((
            placement::id.eq(new.id),
            placement::child_id.eq(new.child),
            placement::household_id.eq(new.household.id),
            placement::from_day.eq(new.from),
            placement::created_at.eq(now),
        ))
        .execute(work.db())?;
    Ok(())
}
