//! Accounts, caseloads and exclusions.

use std::collections::BTreeSet;

use kernel::{
    change::Change,
    fact::{Fact, Purpose},
    id::{PersonId, UserId},
    refusal::Refused,
    text::Narrative,
};
use law::access::{Action, Actor, RecordState, Relation, act};

use crate::{
    access::{
        NewAccount, Subject,
        queries::{self, may},
        store,
    },
    storage::{Claims, Done, Reads, Work},
};

/// Adds an account. An address that is taken is refused by the database in the same words on
/// both.
///
/// # Errors
/// When the caller may not, or the address is taken.
pub fn add_user(
    work: &mut Work<'_, act::AddUser>,
    new: &NewAccount,
) -> Result<Done<UserId>, Refused> {
    work.claim(Claims::new().and_name(new.email.as_str()))?;
    let id: UserId = work.mint()?;
    let permit = may(work, &Subject::new_record().covering(id))?;
    store::insert_account(work, &permit, id, new)?;
    let fact = Fact::about(id)
        .purpose(Purpose::Administration)
        .details(serde_json::json!({ "added": "account", "roles": new.roles }));
    Ok(work.done(fact, id))
}

/// Puts a person on a worker's own caseload.
///
/// # Errors
/// When the caller may not, or there is no such worker.
pub fn put_on_caseload(
    work: &mut Work<'_, act::ChangeCaseload>,
    worker: UserId,
    person: PersonId,
) -> Result<Done<()>, Refused> {
    work.claim(Claims::of(worker).and(person))?;
    queries::account(work, worker)?;
    may(work, &Subject::person(person, [], RecordState::Open))?;
    store::insert_caseload(work, worker, person, Relation::Own)?;
    let fact = Fact::about_person(person).details(serde_json::json!({ "on_caseload_of": worker }));
    Ok(work.done(fact, ()))
}

/// Whoever adds a person to the service has them on their own caseload, or they could not open
/// what they just wrote. Part of the command that adds; leaves no fact of its own.
///
/// # Errors
/// `Busy` or a fault.
pub fn keep_for_author<A: Action>(work: &mut Work<'_, A>, person: PersonId) -> Result<(), Refused> {
    if let Actor::User { id, .. } = work.actor() {
        store::insert_caseload(work, id, person, Relation::Own)?;
    }
    Ok(())
}

/// Says whom a worker is on the rota for: these, and nobody else any more. Part of the command that
/// seats them; leaves no fact of its own.
///
/// # Errors
/// `Busy` or a fault.
pub fn assign(
    work: &mut Work<'_, impl Action>,
    worker: UserId,
    persons: &BTreeSet<PersonId>,
) -> Result<(), Refused> {
    let mut caseloads = store::caseloads_of(work, worker)?;
    let before = caseloads.remove(&Relation::Assigned).unwrap_or_default();
    for person in persons.difference(&before) {
        store::insert_caseload(work, worker, *person, Relation::Assigned)?;
    }
    for person in before.difference(persons) {
        store::delete_caseload(work, worker, *person, Relation::Assigned)?;
    }
    Ok(())
}

/// Excludes a named worker from a person. Beats every role from the next request on.
///
/// # Errors
/// When the caller may not, or there is no such worker.
pub fn exclude_worker(
    work: &mut Work<'_, act::ExcludeWorker>,
    worker: UserId,
    person: PersonId,
    reason: &Narrative,
) -> Result<Done<()>, Refused> {
    work.claim(Claims::of(worker).and(person))?;
    queries::account(work, worker)?;
    let permit = may(work, &Subject::person(person, [], RecordState::Open))?;
    store::insert_exclusion(work, &permit, (worker, person), reason.as_str())?;
    work.changed(Change::ExclusionChanged { person });
    let fact = Fact::about_person(person)
        .reason(reason.as_str())
        .details(serde_json::json!({ "excluded": worker }));
    Ok(work.done(fact, ()))
}

/// Ends the exclusion of a worker from a person: from the next request on they know again what their
/// roles let them know. That there was one, and why it ended, stays.
///
/// # Errors
/// When the caller may not, or nothing keeps that worker from the person.
pub fn end_exclusion(
    work: &mut Work<'_, act::ExcludeWorker>,
    worker: UserId,
    person: PersonId,
    reason: &Narrative,
) -> Result<Done<()>, Refused> {
    work.claim(Claims::of(worker).and(person))?;
    let permit = may(work, &Subject::person(person, [], RecordState::Open))?;
    if !store::excluded_from(work, worker)?.contains(&person) {
        let words = "Choose somebody who is kept from this record";
        return Err(Refused::field("/worker", "not-excluded", words));
    }
    store::insert_exclusion_end(work, &permit, (worker, person), reason.as_str())?;
    work.changed(Change::ExclusionChanged { person });
    let fact = Fact::about_person(person)
        .reason(reason.as_str())
        .details(serde_json::json!({ "exclusion_ended": worker }));
    Ok(work.done(fact, ()))
}
