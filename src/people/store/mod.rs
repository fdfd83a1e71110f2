//! Rows of `people`: persons.

mod households;
mod kin;

pub use households::*;
pub use kin::*;

use diesel::{dsl::not, prelude::*};
use kernel::{
    id::PersonId,
    refusal::Refused,
    text::{Language, Name},
    time::LondonDay,
};
use law::access::{Action, Protection, RecordState};

use super::{
    Contact, Person, PersonDetails, rules,
    tables::{kinship, person},
};
use crate::{
    access::{Permit, Scope},
    storage::{Acts, Reads, Work, planned_anew},
};

/// Persons whose records are kept from some, with the state of each.
pub fn protected(reads: &mut dyn Reads) -> QueryResult<Vec<(PersonId, RecordState)>> {
    let states = RecordState::ALL.iter();
    let closely = states.filter(|state| state.protection() != Protection::Open);
    let closely: Vec<&str> = closely.map(RecordState::as_str).collect();
    person::table
        .filter(person::state.eq_any(closely))
        .select((person::id, person::state))
        .load(reads.db())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = person)]
struct PersonRow {
    id: PersonId,
    given_name: Name,
    family_name: Name,
    known_as: Option<Name>,
    born_on: Option<LondonDay>,
    born_estimated: bool,
    is_child: bool,
    first_language: Language,
    interpreter: bool,
    state: RecordState,
    version: i64,
}

impl From<PersonRow> for Person {
    fn from(row: PersonRow) -> Self {
        Self {
            id: row.id,
            details: PersonDetails {
                given_name: row.given_name,
                family_name: row.family_name,
                known_as: row.known_as,
                born_on: row.born_on,
                born_estimated: row.born_estimated,
                is_child: row.is_child,
                first_language: row.first_language,
                interpreter: row.interpreter,
            },
            state: row.state,
            version: row.version,
        }
    }
}

/// The person of an id.
pub fn person(reads: &mut dyn Reads, id: PersonId) -> QueryResult<Option<Person>> {
    let row: Option<PersonRow> = person::table
        .find(id)
        .select(PersonRow::as_select())
        .first(reads.db())
        .optional()?;
    Ok(row.map(Person::from))
}

/// What a list of people asks for.
#[derive(Debug)]
pub struct Search<'a> {
    /// What the list may show.
    pub scope: &'a Scope,
    /// Part of a name, or a reference.
    pub name: Option<&'a str>,
    /// After this place in the order of the list: sort name and id.
    pub after: Option<(String, PersonId)>,
    /// How many rows.
    pub limit: i64,
}

/// People by last name, first name, id.
pub fn people(reads: &mut dyn Reads, search: &Search<'_>) -> QueryResult<Vec<Person>> {
    let mut query = person::table
        .select(PersonRow::as_select())
        .order((person::sort_name.asc(), person::id.asc()))
        .limit(search.limit)
        .into_boxed();
    let excluded = search.scope.excluded.clone();
    let their_kin = kinship::table
        .filter(kinship::child_id.eq_any(excluded.clone()))
        .select(kinship::relative_id);
    query = query.filter(not(person::id.eq_any(excluded)));
    query = query.filter(not(person::id
        .eq_any(their_kin)
        .and(person::is_child.eq(false))));
    query = query.filter(visible(search.scope));
    if let Some(name) = search.name {
        let named = person::sort_name
            .like(contains(&rules::searched(name)))
            .escape('\\');
        query = match rules::ending_of(name) {
            Some(ending) => query.filter(named.or(person::id.like(format!("%{ending}")))),
            None => query.filter(named),
        };
    }
    if let Some((key, id)) = search.after.clone() {
        query = query.filter(
            person::sort_name
                .gt(key.clone())
                .or(person::sort_name.eq(key).and(person::id.gt(id))),
        );
    }
    let rows: Vec<PersonRow> = query.load(reads.db())?;
    Ok(rows.into_iter().map(Person::from).collect())
}

type Condition = Box<
    dyn BoxableExpression<
            person::table,
            crate::storage::AnyDatabase,
            SqlType = diesel::sql_types::Bool,
        >,
>;

/// Anybody's record in the states open to anybody, and related persons' in the states open to them.
fn visible(scope: &Scope) -> Condition {
    let anybody: Condition = Box::new(person::state.eq_any(scope.anybody.clone()));
    scope
        .related
        .iter()
        .fold(anybody, |any, (persons, states)| {
            // A grown-up is seen through the children they belong to, a looked-after child never
            // through another.
            let kin = kinship::table
                .filter(kinship::child_id.eq_any(persons.clone()))
                .select(kinship::relative_id);
            let theirs = person::id
                .eq_any(persons.clone())
                .or(person::id.eq_any(kin).and(person::is_child.eq(false)));
            Box::new(any.or(theirs.and(person::state.eq_any(states.clone()))))
        })
}

/// A pattern for text that contains `part`, with its wildcards taken literally.
pub(super) fn contains(part: &str) -> String {
    let literal = part
        .to_lowercase()
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    format!("%{literal}%")
}

pub(super) fn seal(
    reads: &mut dyn Reads,
    table: &str,
    row: &str,
    contact: &Contact,
) -> Result<String, Refused> {
    let text = serde_json::to_string(contact)
        .map_err(|cause| Refused::fault("writing a contact", cause))?;
    Ok(reads.vault().seal(table, "contact", row, &text)?)
}

pub(super) fn open(
    reads: &mut dyn Reads,
    table: &str,
    row: &str,
    sealed: &str,
) -> Result<Contact, Refused> {
    let text = reads.vault().open(table, "contact", row, sealed)?;
    serde_json::from_str(&text).map_err(|cause| Refused::fault("reading a contact", cause))
}

/// Where a person can be found.
pub fn person_contact<A: Action>(
    reads: &mut impl Acts<Action = A>,
    permit: &Permit<A>,
    id: PersonId,
) -> Result<Contact, Refused> {
    permit.covers(id)?;
    let sealed: Option<Option<String>> = person::table
        .find(id)
        .select(person::contact)
        .first(reads.db())
        .optional()?;
    sealed.flatten().map_or_else(
        || Ok(Contact::default()),
        |sealed| open(reads, "person", id.as_str(), &sealed),
    )
}

/// Adds a person.
pub fn insert_person<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    id: PersonId,
    details: &PersonDetails,
    contact: &Contact,
) -> Result<(), Refused> {
    work.holds(id)?;
    permit.covers(id)?;
    let sealed = sealed_or_none(work, id, contact)?;
    let now = work.now();
    diesel::insert_into(person::table)
        .values((
            person::id.eq(id),
            person::given_name.eq(&details.given_name),
            person::family_name.eq(&details.family_name),
            person::known_as.eq(&details.known_as),
            person::sort_name.eq(rules::sort_name(details)),
            person::born_on.eq(details.born_on),
            person::born_estimated.eq(details.born_estimated),
            person::is_child.eq(details.is_child),
            person::first_language.eq(&details.first_language),
            person::interpreter.eq(details.interpreter),
            person::state.eq(RecordState::Open),
            person::contact.eq(sealed),
            person::created_at.eq(now),
            person::version.eq(1_i64),
        ))
        .execute(work.db())?;
    Ok(())
}

/// Changes a person, if `version` is still the current one.
pub fn update_person<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (id, version): (PersonId, i64),
    details: &PersonDetails,
) -> Result<(), Refused> {
    work.holds(id)?;
    permit.covers(id)?;
    let version = minded(work, id, version)?;
    let updated = diesel::update(person::table.find(id).filter(person::version.eq(version)))
        .set((
            person::given_name.eq(&details.given_name),
            person::family_name.eq(&details.family_name),
            person::known_as.eq(&details.known_as),
            person::sort_name.eq(rules::sort_name(details)),
            person::born_on.eq(details.born_on),
            person::born_estimated.eq(details.born_estimated),
            person::is_child.eq(details.is_child),
            person::first_language.eq(&details.first_language),
            person::interpreter.eq(details.interpreter),
            person::version.eq(version + 1),
        ))
        .execute(work.db())?;
    if updated == 1 {
        Ok(())
    } else {
        Err(Refused::Stale)
    }
}

/// The version that a change is held against: the one its sender saw.
#[cfg(feature = "faults")]
fn minded(reads: &mut dyn Reads, id: PersonId, seen: i64) -> QueryResult<i64> {
    if crate::storage::faults::VERSIONS_UNMINDED.is_on() {
        let current = person::table.find(id).select(person::version);
        return current.first(reads.db());
    }
    Ok(seen)
}
#[cfg(not(feature = "faults"))]
fn minded(_: &mut dyn Reads, _: PersonId, seen: i64) -> QueryResult<i64> {
    Ok(seen)
}

/// Changes where a person can be found, if `version` is still the current one.
pub fn update_contact<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (id, version): (PersonId, i64),
    contact: &Contact,
) -> Result<(), Refused> {
    work.holds(id)?;
    permit.covers(id)?;
    let sealed = sealed_or_none(work, id, contact)?;
    let updated = diesel::update(person::table.find(id).filter(person::version.eq(version)))
        .set((person::contact.eq(sealed), person::version.eq(version + 1)))
        .execute(work.db())?;
    if updated == 1 {
        Ok(())
    } else {
        Err(Refused::Stale)
    }
}

fn sealed_or_none(
    reads: &mut dyn Reads,
    id: PersonId,
    contact: &Contact,
) -> Result<Option<String>, Refused> {
    if contact.is_empty() {
        Ok(None)
    } else {
        seal(reads, "person", id.as_str(), contact).map(Some)
    }
}

/// Changes how protected a record is.
pub fn set_state<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (id, version): (PersonId, i64),
    state: RecordState,
) -> Result<(), Refused> {
    work.holds(id)?;
    permit.covers(id)?;
    let updated = diesel::update(person::table.find(id).filter(person::version.eq(version)))
        .set((person::state.eq(state), person::version.eq(version + 1)))
        .execute(work.db())?;
    if updated == 1 {
        Ok(())
    } else {
        Err(Refused::Stale)
    }
}

/// People of several ids.
pub fn people_of(reads: &mut dyn Reads, ids: &[PersonId]) -> QueryResult<Vec<Person>> {
    let rows: Vec<PersonRow> = person::table
        .filter(person::id.eq_any(ids))
        .filter(planned_anew())
        .select(PersonRow::as_select())
        .load(reads.db())?;
    Ok(rows.into_iter().map(Person::from).collect())
}
