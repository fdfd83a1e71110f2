//! Rows of kin: who belongs to whom.

use std::collections::BTreeSet;

use diesel::prelude::*;
use kernel::{id::PersonId, refusal::Refused};
use law::access::Action;

use crate::{
    access::Permit,
    people::{Relationship, Responsibility, tables::kinship},
    storage::{Reads, Work},
};

/// Relatives of a child with what they are to it.
pub fn relatives(
    reads: &mut dyn Reads,
    child: PersonId,
) -> QueryResult<Vec<(PersonId, Relationship, Responsibility)>> {
    kinship::table
        .filter(kinship::child_id.eq(child))
        .order((kinship::relationship.asc(), kinship::relative_id.asc()))
        .select((
            kinship::relative_id,
            kinship::relationship,
            kinship::responsibility,
        ))
        .load(reads.db())
}

/// Relatives of several children, in one query.
pub fn kin(
    reads: &mut dyn Reads,
    children: &BTreeSet<PersonId>,
) -> QueryResult<Vec<(PersonId, PersonId, Relationship, Responsibility)>> {
    kinship::table
        .filter(kinship::child_id.eq_any(children))
        .order((kinship::child_id.asc(), kinship::relative_id.asc()))
        .select((
            kinship::child_id,
            kinship::relative_id,
            kinship::relationship,
            kinship::responsibility,
        ))
        .load(reads.db())
}

/// The children somebody is a relative of.
pub fn children_of(reads: &mut dyn Reads, relative: PersonId) -> QueryResult<BTreeSet<PersonId>> {
    let rows: Vec<PersonId> = kinship::table
        .filter(kinship::relative_id.eq(relative))
        .select(kinship::child_id)
        .load(reads.db())?;
    Ok(rows.into_iter().collect())
}

/// Each of these relatives with each child they belong to.
pub fn children_of_each(
    reads: &mut dyn Reads,
    relatives: &[PersonId],
) -> QueryResult<Vec<(PersonId, PersonId)>> {
    kinship::table
        .filter(kinship::relative_id.eq_any(relatives))
        .select((kinship::relative_id, kinship::child_id))
        .load(reads.db())
}

/// Takes back what a relative is to a child; whether there was anything to take back.
pub fn delete_kinship<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (child, relative): (PersonId, PersonId),
) -> Result<bool, Refused> {
    work.holds(child)?;
    permit.covers(child)?;
    work.holds(relative)?;
    let gone = diesel::delete(kinship::table.find((child, relative))).execute(work.db())?;
    Ok(gone == 1)
}

/// Says what a relative is to a child; saying it again changes it.
pub fn put_kinship<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (child, relative): (PersonId, PersonId),
    relationship: Relationship,
    responsibility: Responsibility,
) -> Result<(), Refused> {
    work.holds(child)?;
    permit.covers(child)?;
    work.holds(relative)?;
    let updated = diesel::update(kinship::table.find((child, relative)))
        .set((
            kinship::relationship.eq(relationship),
            kinship::responsibility.eq(responsibility),
        ))
        .execute(work.db())?;
    if updated == 0 {
        diesel::insert_into(kinship::table)
            .values((
                kinship::child_id.eq(child),
                kinship::relative_id.eq(relative),
                kinship::relationship.eq(relationship),
                kinship::responsibility.eq(responsibility),
            ))
            .execute(work.db())?;
    }
    Ok(())
}
