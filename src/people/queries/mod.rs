//! What is looked at of people.

mod family;
mod homes;
mod kept_from;
mod kin;
mod known;
mod telling;

pub use family::*;
pub use homes::*;
pub use kept_from::{exclusions, staff};
pub use kin::*;
pub use known::{people_known, person_if_known};
pub use telling::*;

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::PersonId,
    page::{MAX_LIMIT, Page, Want},
    refusal::Refused,
};

use law::access::{Act, Action, OnRecords, RecordState, about, act};

use super::{
    Contact, Person, PersonDetails, Placement, Relative,
    rules::{could_be, sort_name},
    store,
};
use crate::{
    access::{
        Permit, Subject,
        queries::{allows, may, scope, scope_of},
    },
    storage::{Acts, Look, Reads, Work, cursor},
};

/// What the policy is asked about a person: they themselves; and a grown-up is seen through the
/// children they belong to. A looked-after child is never seen through another.
pub fn subject_of(reads: &mut dyn Reads, person: &Person) -> Result<Subject, Refused> {
    let through = if person.details.is_child {
        BTreeSet::new()
    } else {
        store::children_of(reads, person.id)?
    };
    Ok(Subject::person(person.id, through, person.state))
}

/// What the policy is asked about something that several people share, such as an order: it is
/// seen through any of them, and an exclusion from one excludes from it.
///
/// # Errors
/// `Hidden` when there are none.
pub fn subject_of_all(reads: &mut dyn Reads, ids: &BTreeSet<PersonId>) -> Result<Subject, Refused> {
    let ids: Vec<PersonId> = ids.iter().copied().collect();
    let people = store::people_of(reads, &ids)?;
    let state = people
        .iter()
        .map(|person| person.state)
        .reduce(RecordState::and);
    let first = ids.first().copied();
    let (first, state) = first.zip(state).ok_or(Refused::Hidden)?;
    Ok(Subject::person(first, ids, state))
}

/// A person this caller may do this action to, with the permit.
///
/// # Errors
/// `Hidden` when there is none or they may not know; `Forbidden` with the reason.
pub fn permitted<R: Acts>(
    reads: &mut R,
    id: PersonId,
) -> Result<(Person, Permit<R::Action>), Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let person = store::person(reads, id)?.ok_or(Refused::Hidden)?;
    let subject = subject_of(reads, &person)?;
    let permit = may(reads, &subject)?;
    Ok((person, permit))
}

/// Who is recorded already and could be this person, as far as the caller may open them: of whom they
/// may not know, nothing is said here either.
///
/// # Errors
/// When the store is away.
pub fn namesakes(reads: &mut dyn Reads, new: &PersonDetails) -> Result<Vec<Person>, Refused> {
    let Some(scope) = scope_of(reads, Act::ShowPerson)? else {
        return Ok(Vec::new());
    };
    let name = format!("{} {}", new.family_name, new.given_name);
    let search = store::Search {
        scope: &scope,
        name: Some(&name),
        after: None,
        limit: i64::from(MAX_LIMIT),
    };
    let mut found = store::people(reads, &search)?;
    found.retain(|person| could_be(&person.details, new));
    Ok(found)
}

/// Of these records, each shared by some children, those the caller may do `act` to, at once.
///
/// # Errors
/// When the store is away.
pub fn within_reach<T>(
    reads: &mut dyn Reads,
    act: Act,
    records: Vec<T>,
    children: impl Fn(&T) -> &BTreeSet<PersonId>,
) -> Result<Vec<T>, Refused> {
    let Some(scope) = scope_of(reads, act)? else {
        return Ok(Vec::new());
    };
    let all: BTreeSet<PersonId> = records.iter().flat_map(&children).copied().collect();
    let all: Vec<PersonId> = all.into_iter().collect();
    let people = store::people_of(reads, &all)?;
    let states: BTreeMap<PersonId, RecordState> = people
        .into_iter()
        .map(|person| (person.id, person.state))
        .collect();
    let is_within = |record: &T| {
        let children = children(record);
        let of_each = children
            .iter()
            .filter_map(|child| states.get(child).copied());
        of_each
            .reduce(RecordState::and)
            .is_some_and(|state| scope.takes_in(children, state))
    };
    Ok(records.into_iter().filter(is_within).collect())
}

/// Whether an answer that was about these persons may be given again: only to who may still know
/// of each of them.
///
/// # Errors
/// `Hidden` when they may not.
pub fn may_repeat(
    work: &mut Work<'_, act::RepeatAnswer>,
    about: &BTreeSet<PersonId>,
) -> Result<(), Refused> {
    for id in about {
        let Some(person) = store::person(work, *id)? else {
            continue;
        };
        let subject = subject_of(work, &person)?;
        if !allows(work, Act::ShowPerson, &subject)? {
            return Err(Refused::Hidden);
        }
    }
    Ok(())
}

/// A person's record: they, their relatives as far as the caller may know of them, where a child
/// lives by the name of the household.
#[derive(Debug)]
pub struct Record {
    /// The person.
    pub person: Person,
    /// Relatives of a child.
    pub relatives: Vec<Relative>,
    /// Where a child lives today.
    pub placement: Option<Placement>,
    /// Where they will live, if a move is recorded.
    pub next_placement: Option<Placement>,
    /// What the caller could do to it, of the actions a page offers.
    pub may: BTreeSet<Act>,
}

impl Record {
    /// Everybody it shows.
    pub fn subjects(&self) -> impl Iterator<Item = PersonId> {
        self.relatives
            .iter()
            .map(|relative| relative.person.id)
            .chain([self.person.id])
    }
}

/// What a page of a record offers.
const OFFERED: [Act; 9] = [
    Act::EditPerson,
    Act::ShowWhereabouts,
    Act::EditWhereabouts,
    Act::ShowOrders,
    Act::ShowRisk,
    Act::ShowPlan,
    Act::ShowSession,
    Act::ShowAudit,
    Act::ExcludeWorker,
];

/// The record of a person.
///
/// # Errors
/// As [`permitted`].
pub fn record<R: Acts>(reads: &mut R, id: PersonId) -> Result<Record, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (person, _) = permitted(reads, id)?;
    let relatives = relatives(reads, id)?;
    let today = reads.now().london_day();
    let placement = store::placement_on(reads, id, today)?;
    let next_placement = store::open_placement(reads, id)?.filter(|next| next.from > today);
    let subject = subject_of(reads, &person)?;
    let mut may = BTreeSet::new();
    for act in OFFERED {
        if allows(reads, act, &subject)? {
            may.insert(act);
        }
    }
    Ok(Record {
        person,
        relatives,
        placement,
        next_placement,
        may,
    })
}

pub(super) fn relatives<R: Acts>(reads: &mut R, child: PersonId) -> Result<Vec<Relative>, Refused> {
    let kin = store::relatives(reads, child)?;
    let ids: Vec<PersonId> = kin.iter().map(|(id, ..)| *id).collect();
    let people = store::people_of(reads, &ids)?;
    let mut people: BTreeMap<PersonId, Person> = people
        .into_iter()
        .map(|person| (person.id, person))
        .collect();
    let mut shown = Vec::with_capacity(kin.len());
    for (id, relationship, responsibility) in kin {
        let Some(person) = people.remove(&id) else {
            continue;
        };
        // A relative the caller may not know of is not named, not even here. Who may do this very
        // action to them (Legal enters an order about a father) knows of them by that.
        let subject = subject_of(reads, &person)?;
        let known =
            allows(reads, Act::ShowPerson, &subject)? || allows(reads, R::Action::ACT, &subject)?;
        if known {
            shown.push(Relative {
                person,
                relationship,
                responsibility,
            });
        }
    }
    Ok(shown)
}

/// Where somebody can be found.
#[derive(Debug)]
pub struct Whereabouts {
    /// The person.
    pub person: Person,
    /// Their own.
    pub contact: Contact,
    /// Where they live today, with the household's.
    pub placement: Option<(Placement, Contact)>,
    /// Whether the caller could change it.
    pub may_edit: bool,
}

/// Where a person can be found. Its own action, because it is what must never reach a parent.
///
/// # Errors
/// As [`permitted`].
pub fn whereabouts<R: Acts>(reads: &mut R, id: PersonId) -> Result<Whereabouts, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (person, permit) = permitted(reads, id)?;
    let contact = store::person_contact(reads, &permit, id)?;
    let today = reads.now().london_day();
    let placement = match store::placement_on(reads, id, today)? {
        Some(placement) => {
            let subject = subject_of(reads, &person)?.covering(placement.household.id);
            let permit = may(reads, &subject)?;
            let contact = store::household_contact(reads, &permit, placement.household.id)?;
            Some((placement, contact))
        }
        None => None,
    };
    let subject = subject_of(reads, &person)?;
    let may_edit = allows(reads, Act::EditWhereabouts, &subject)?;
    Ok(Whereabouts {
        person,
        contact,
        placement,
        may_edit,
    })
}

/// A person with where they can be found, for the form that changes it.
///
/// # Errors
/// As [`permitted`].
pub fn with_contact(
    look: &mut Look<'_, act::EditWhereabouts>,
    id: PersonId,
) -> Result<(Person, Contact), Refused> {
    let (person, permit) = permitted(look, id)?;
    let contact = store::person_contact(look, &permit, id)?;
    Ok((person, contact))
}

/// People by last name, those the caller may know of.
///
/// # Errors
/// `Hidden` when there are none they may know of whatever their relation.
pub fn people<R: Acts>(
    reads: &mut R,
    name: Option<&str>,
    want: &Want,
) -> Result<Page<Person>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let scope = scope(reads)?;
    let vault = reads.vault();
    let after = want
        .after
        .as_deref()
        .map(|cursor| cursor::open(&vault, "people", cursor))
        .transpose()?;
    let search = store::Search {
        scope: &scope,
        name,
        after,
        limit: i64::from(want.limit) + 1,
    };
    let rows = store::people(reads, &search)?;
    Page::cut(rows, want, |person| {
        cursor::seal(&vault, "people", &(sort_name(&person.details), person.id))
    })
}
