//! Rows of exclusions: each naming of a worker stays, and so does each end.

use std::{collections::BTreeSet, time::Duration};

use diesel::{
    dsl::{exists, not},
    prelude::*,
};
use kernel::{
    id::{PersonId, UserId},
    refusal::Refused,
    time::Instant,
};
use law::access::Action;

use crate::{
    access::{
        Permit,
        tables::{EXCLUSION, EXCLUSION_END, exclusion, exclusion_end},
    },
    storage::{Reads, Work},
};

/// That no end has followed a naming.
macro_rules! in_force {
    () => {
        not(exists(
            exclusion_end::table
                .filter(exclusion_end::user_id.eq(exclusion::user_id))
                .filter(exclusion_end::person_id.eq(exclusion::person_id))
                .filter(exclusion_end::at.ge(exclusion::set_at)),
        ))
    };
}

/// Persons a user is excluded from.
pub fn excluded_from(reads: &mut dyn Reads, user: UserId) -> QueryResult<BTreeSet<PersonId>> {
    let rows: Vec<PersonId> = exclusion::table
        .filter(exclusion::user_id.eq(user))
        .filter(in_force!())
        .select(exclusion::person_id)
        .load(reads.db())?;
    Ok(rows.into_iter().collect())
}

/// Users excluded from any of these persons.
pub fn excluded_workers(
    reads: &mut dyn Reads,
    persons: &BTreeSet<PersonId>,
) -> QueryResult<BTreeSet<UserId>> {
    let rows: Vec<UserId> = exclusion::table
        .filter(exclusion::person_id.eq_any(persons))
        .filter(in_force!())
        .select(exclusion::user_id)
        .load(reads.db())?;
    Ok(rows.into_iter().collect())
}

/// Who was named as one who must not know of a person, when and why: what is in force, oldest first.
pub fn exclusions_of(
    reads: &mut dyn Reads,
    person: PersonId,
) -> QueryResult<Vec<(UserId, Instant, String)>> {
    exclusion::table
        .filter(exclusion::person_id.eq(person))
        .filter(in_force!())
        .order((exclusion::set_at.asc(), exclusion::user_id.asc()))
        .select((exclusion::user_id, exclusion::set_at, exclusion::reason))
        .load(reads.db())
}

/// Names a worker as one who must not know of a person.
pub fn insert_exclusion<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (user, person): (UserId, PersonId),
    reason: &str,
) -> Result<(), Refused> {
    permit.covers(person)?;
    let (at, by) = (next_moment(work, user, person)?, work.actor().key());
    work.attests(&EXCLUSION, &[&user, &person, &at.millis()])?;
    diesel::insert_into(exclusion::table)
        .values((
            exclusion::user_id.eq(user),
            exclusion::person_id.eq(person),
            exclusion::reason.eq(reason),
            exclusion::set_by.eq(by),
            exclusion::set_at.eq(at),
        ))
        .execute(work.db())?;
    Ok(())
}

/// Ends what was named until now.
pub fn insert_exclusion_end<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (user, person): (UserId, PersonId),
    reason: &str,
) -> Result<(), Refused> {
    permit.covers(person)?;
    let (at, by) = (next_moment(work, user, person)?, work.actor().key());
    work.attests(&EXCLUSION_END, &[&user, &person, &at.millis()])?;
    diesel::insert_into(exclusion_end::table)
        .values((
            exclusion_end::user_id.eq(user),
            exclusion_end::person_id.eq(person),
            exclusion_end::at.eq(at),
            exclusion_end::reason.eq(reason),
            exclusion_end::ended_by.eq(by),
        ))
        .execute(work.db())?;
    Ok(())
}

/// Now, and after everything that was said of these two before: two rows of one moment would not say
/// which was last.
fn next_moment(
    work: &mut Work<'_, impl Action>,
    user: UserId,
    person: PersonId,
) -> QueryResult<Instant> {
    let named: Option<Instant> = exclusion::table
        .filter(exclusion::user_id.eq(user))
        .filter(exclusion::person_id.eq(person))
        .order(exclusion::set_at.desc())
        .select(exclusion::set_at)
        .first(work.db())
        .optional()?;
    let ended: Option<Instant> = exclusion_end::table
        .filter(exclusion_end::user_id.eq(user))
        .filter(exclusion_end::person_id.eq(person))
        .order(exclusion_end::at.desc())
        .select(exclusion_end::at)
        .first(work.db())
        .optional()?;
    let now = work.now();
    let last = named.max(ended);
    Ok(last.map_or(now, |last| now.max(last + Duration::from_millis(1))))
}
