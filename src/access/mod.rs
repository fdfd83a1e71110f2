//! Who may come in, and how they stand to the children of the service.
//!
//! Promises: a password is guessed no more than ten times in five minutes, whoever asks and from
//! wherever; who guesses keeps nobody out of a browser they signed in with before; an unknown name is
//! answered exactly as a known one; what is revoked is over with the next request. It refuses to hold a
//! password or a token in clear.
//!
//! The policy itself is law: [`law::access`]. Here are the accounts, the sessions, and the
//! relations it asks about.

pub mod commands;
pub mod http;
pub mod pages;
pub mod queries;
pub mod rules;
mod store;
pub mod tables;

use std::{collections::BTreeSet, marker::PhantomData};

use kernel::{
    id::{Id, Kind, PersonId, UserId},
    refusal::Refused,
    text::{Email, Name},
    time::Instant,
};
use law::access::{Action, RecordState, Role};

kernel::codes! {
    /// Whether an account may sign in.
    pub enum AccountState {
        /// It may.
        Active = "active",
        /// It may not, and what it had open is over.
        Disabled = "disabled",
    }
}

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: UserId,
    /// The address it signs in with.
    pub email: Email,
    /// The person's name.
    pub name: Name,
    /// All roles.
    pub roles: BTreeSet<Role>,
    /// Whether it may sign in.
    pub state: AccountState,
}

/// A member of staff to be added.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// The address to sign in with.
    pub email: Email,
    /// The person's name.
    pub name: Name,
    /// All roles.
    pub roles: BTreeSet<Role>,
    /// The Argon2id hash of the first password.
    pub password_hash: String,
}

/// A member of staff who must not know of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusion {
    /// Who.
    pub worker: UserId,
    /// Their name.
    pub name: Name,
    /// Since when.
    pub since: Instant,
    /// Why, in the words of whoever named them.
    pub reason: String,
}

/// Something that waits for whoever is signed in: a count and the page where it is dealt with. It
/// stands on the home page, so it never names anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What waits: "2 orders wait for a second check".
    pub words: String,
    /// Where it is dealt with.
    pub path: &'static str,
    /// How soon.
    pub due: Due,
}

/// How soon something must be dealt with, the soonest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// It is about today.
    Today,
    /// It waits.
    Open,
    /// It has time.
    Later,
}

impl Task {
    /// A task of so many, in the singular or the plural; nothing of none.
    pub fn of(count: usize, one: &str, many: &str, path: &'static str) -> Option<Self> {
        let words = match count {
            0 => return None,
            1 => format!("1 {one}"),
            more => format!("{more} {many}"),
        };
        Some(Self {
            words,
            path,
            due: Due::Open,
        })
    }

    /// The same, so many of them about today.
    #[must_use]
    pub fn of_today(self, count: usize) -> Self {
        if count == 0 {
            return self;
        }
        let today = if self.words.starts_with("1 ") {
            "today".to_owned()
        } else {
            format!("{count} of them today")
        };
        Self {
            words: format!("{}, {today}", self.words),
            due: Due::Today,
            ..self
        }
    }

    /// The same, where it has time.
    #[must_use]
    pub fn later(self) -> Self {
        Self {
            due: Due::Later,
            ..self
        }
    }

    /// The same, where all of them are about today.
    #[must_use]
    pub fn today(self) -> Self {
        Self {
            due: Due::Today,
            ..self
        }
    }
}

/// What an action is about, as far as the policy asks: one group per person who must be visible,
/// each group naming the persons through whom the caller may stand to them (a mother is seen
/// through her children).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    pub(super) groups: Vec<Vec<PersonId>>,
    pub(super) records: BTreeSet<String>,
    pub(super) state: RecordState,
    pub(super) by_seat: bool,
}

impl Subject {
    /// Nothing about a person: something new, or something the service has.
    pub const fn new_record() -> Self {
        Self {
            groups: Vec::new(),
            records: BTreeSet::new(),
            state: RecordState::Open,
            by_seat: true,
        }
    }
    /// Names a record the permit is for: a new one by the id it will have, a household.
    #[must_use]
    pub fn covering<K: Kind>(mut self, id: Id<K>) -> Self {
        self.records.insert(id.as_str().to_owned());
        self
    }
    /// Everybody it is about.
    pub(super) fn persons(&self) -> impl Iterator<Item = PersonId> {
        self.groups.iter().flatten().copied()
    }
    /// One person, seen of themselves or through others.
    pub fn person(
        person: PersonId,
        through: impl IntoIterator<Item = PersonId>,
        state: RecordState,
    ) -> Self {
        let mut group = vec![person];
        group.extend(through);
        Self {
            groups: vec![group],
            records: BTreeSet::new(),
            state,
            by_seat: true,
        }
        .covering(person)
    }
    /// What nobody knows by a seat in other sessions of the child ([`law::access::Relation::Assigned`]).
    #[must_use]
    pub const fn not_by_seat(mut self) -> Self {
        self.by_seat = false;
        self
    }
    /// One more person who must be visible.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.groups.extend(other.groups);
        self.state = self.state.and(other.state);
        self.by_seat = self.by_seat && other.by_seat;
        self.records.extend(other.records);
        self
    }
}

/// Which records a list may show, for the query itself to apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Persons who must not appear at all.
    pub excluded: BTreeSet<PersonId>,
    /// States in which anybody's record may appear.
    pub anybody: Vec<RecordState>,
    /// Persons the caller stands to, with the states in which theirs may appear.
    pub related: Vec<(BTreeSet<PersonId>, Vec<RecordState>)>,
}

impl Scope {
    /// Whether it takes in something that these persons share, whose records are together in this
    /// state: seen through any of them, hidden by an exclusion from one.
    pub fn takes_in(&self, persons: &BTreeSet<PersonId>, state: RecordState) -> bool {
        let related = self
            .related
            .iter()
            .any(|(theirs, states)| states.contains(&state) && !theirs.is_disjoint(persons));
        self.excluded.is_disjoint(persons) && (related || self.anybody.contains(&state))
    }
}

/// The proof that the policy allows action `A` on a record. Made only by
/// [`queries::may`]; a `store` writes nothing without it.
#[derive(Debug)]
pub struct Permit<A: Action> {
    covers: BTreeSet<String>,
    action: PhantomData<fn() -> A>,
}

impl<A: Action> Permit<A> {
    /// Whether the policy was asked about this very record.
    ///
    /// # Errors
    /// A fault that names the kind: a store was handed the permit for another record.
    pub fn covers<K: Kind>(&self, id: Id<K>) -> Result<(), Refused> {
        if self.covers.contains(id.as_str()) {
            Ok(())
        } else {
            Err(Refused::broken(format!(
                "using a permit for another {}",
                K::PREFIX
            )))
        }
    }
}
