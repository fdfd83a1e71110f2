//! What a command or a query holds: the open transaction, who asks, and what has been said so far.
//!
//! The types are the lock: [`Done`] comes only from [`Work::done`] with its fact, [`Seen`] only
//! from [`Look::seen`], [`Open`] only where the action shows nothing personal. A handler cannot
//! answer with anything else.

use std::{
    collections::{BTreeMap, BTreeSet},
    marker::PhantomData,
    sync::Arc,
};

use kernel::{
    change::Change,
    fact::Fact,
    id::{Id, Kind, PersonId},
    refusal::Refused,
    time::Instant,
};
use law::access::{Action, Actor, Impersonal, act};

use super::{
    attest::Touched,
    claims::Claims,
    db::{Db, Loan},
    replay::hex,
    vault::Vault,
};

/// One transaction in progress.
pub struct Desk {
    pub(super) db: Loan,
    pub(super) actor: Actor,
    pub(super) now: Instant,
    pub(super) real_now: Instant,
    pub(super) vault: Arc<Vault>,
    pub(super) claims: Option<Claims>,
    pub(super) facts: Vec<Fact>,
    pub(super) shown: BTreeSet<PersonId>,
    pub(super) changes: Vec<Change>,
    /// The attested rows it touches, by name.
    pub(super) touched: BTreeMap<String, Touched>,
    /// On whose records the last permit that was asked for was refused.
    pub(super) tried: BTreeSet<PersonId>,
}

/// `N` random bytes of the operating system, in hexadecimal: salts, tokens, keys of forms.
///
/// # Errors
/// A fault when it has none to give.
pub fn random_hex<const N: usize>() -> Result<String, Refused> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|cause| Refused::fault("asking for randomness", cause))?;
    Ok(hex(&bytes))
}

/// What queries need: implemented by [`Work`] and [`Look`], so that a command may ask what a
/// page may ask. Asked through `dyn`: a query is compiled once, not for each action that asks it.
pub trait Reads {
    /// The transaction in progress.
    fn desk(&mut self) -> &mut Desk;

    /// The connection, for `store` files.
    fn db(&mut self) -> &mut Db {
        &mut self.desk().db
    }
    /// Who asks.
    fn actor(&mut self) -> Actor {
        self.desk().actor.clone()
    }
    /// The moment of this transaction.
    fn now(&mut self) -> Instant {
        self.desk().now
    }
    /// The moment by the real clock: for what expires for security's sake, which no demo and no
    /// pinned clock may hold up.
    fn real_now(&mut self) -> Instant {
        self.desk().real_now
    }
    /// A permit was refused on the records of these persons, or given on nobody's: if this transaction is
    /// refused by it, the try is filed under them.
    fn tries(&mut self, persons: BTreeSet<PersonId>) {
        self.desk().tried = persons;
    }
    /// Opens and seals protected fields.
    fn vault(&mut self) -> Arc<Vault> {
        Arc::clone(&self.desk().vault)
    }
}

/// What queries need that also ask whether the caller may do the action of this transaction.
pub trait Acts: Reads {
    /// The action this transaction is for.
    type Action: Action;
}

/// A write in progress, for the action `A`.
pub struct Work<'d, A: Action>(&'d mut Desk, PhantomData<fn() -> A>);
/// A look in progress, for the action `A`.
pub struct Look<'d, A: Action>(&'d mut Desk, PhantomData<fn() -> A>);

impl<A: Action> Reads for Work<'_, A> {
    fn desk(&mut self) -> &mut Desk {
        self.0
    }
}
impl<A: Action> Acts for Work<'_, A> {
    type Action = A;
}
impl<A: Action> Reads for Look<'_, A> {
    fn desk(&mut self) -> &mut Desk {
        self.0
    }
}
impl<A: Action> Acts for Look<'_, A> {
    type Action = A;
}

/// The proof that something was done, with its fact. Can be turned into another value, never
/// made up.
#[must_use = "a write commits only when its Done is returned"]
#[derive(Debug)]
pub struct Done<T>(T);
/// The proof that personal data was looked at, with its fact.
#[must_use = "a look is answered only when its Seen is returned"]
#[derive(Debug)]
pub struct Seen<T>(T);
/// An answer that shows nothing personal.
#[must_use]
#[derive(Debug)]
pub struct Open<T>(T);

macro_rules! evidence {
    ($($name:ident)*) => {$(
        impl<T> $name<T> {
            /// The same evidence for another value.
            pub fn map<U>(self, f: impl FnOnce(T) -> U) -> $name<U> {
                $name(f(self.0))
            }
            /// The same evidence for another value that may fail to be made.
            ///
            /// # Errors
            /// Those of `f`.
            pub fn try_map<U, E>(self, f: impl FnOnce(T) -> Result<U, E>) -> Result<$name<U>, E> {
                f(self.0).map($name)
            }
            /// The value; the evidence ends here.
            pub fn into_value(self) -> T {
                self.0
            }
        }
    )*};
}
evidence!(Done Seen Open);

impl<T> Done<T> {
    /// A replay, or the plumbing looking after itself: the only ways to a `Done` without a new
    /// fact.
    pub(super) const fn made(value: T) -> Self {
        Self(value)
    }
}

impl<'d, A: Action> Work<'d, A> {
    pub(super) const fn new(desk: &'d mut Desk) -> Self {
        Self(desk, PhantomData)
    }

    /// Claims what this write bears on, once, before anything is read that the write depends on.
    ///
    /// # Errors
    /// `Busy` when a claim is not free in time; a fault when a second call asks for more, because
    /// claims taken in two steps can wait for each other in a circle.
    pub fn claim(&mut self, claims: Claims) -> Result<(), Refused> {
        match &self.0.claims {
            Some(held) if held.includes(&claims) => Ok(()),
            Some(_) => Err(Refused::broken("claiming more after the first claim")),
            None => {
                claims.take(&mut self.0.db)?;
                self.0.claims = Some(claims);
                Ok(())
            }
        }
    }

    /// What a `store` asks before it writes a record: is its root claimed?
    ///
    /// # Errors
    /// A fault that names the kind, so that the missing claim is found by the first test.
    pub fn holds<K: Kind>(&self, root: Id<K>) -> Result<(), Refused> {
        if self
            .0
            .claims
            .as_ref()
            .is_some_and(|claims| claims.holds(root.as_str()))
        {
            Ok(())
        } else {
            Err(Refused::broken(format!(
                "writing under a {} that was not claimed",
                K::PREFIX
            )))
        }
    }

    /// A new id.
    ///
    /// # Errors
    /// A fault when the operating system has no randomness to give.
    pub fn mint<K: Kind>(&mut self) -> Result<Id<K>, Refused> {
        let millis = u64::try_from(self.0.now.millis()).unwrap_or_default();
        Id::mint(millis).map_err(|cause| Refused::fault("making an id", cause))
    }

    /// Says what changed, to those who listen on the right.
    pub fn changed(&mut self, change: Change) {
        self.0.changes.push(change);
    }

    /// The write is done, and this is its fact.
    pub fn done<T>(&mut self, fact: Fact, value: T) -> Done<T> {
        self.0.facts.push(fact);
        Done(value)
    }
}

impl Work<'_, act::KeepHouse> {
    /// The plumbing looked after itself: a lease, a sign of life. It concerns no record and
    /// leaves no fact.
    pub fn kept<T>(&mut self, value: T) -> Done<T> {
        Done(value)
    }
}

impl<'d, A: Action> Look<'d, A> {
    pub(super) const fn new(desk: &'d mut Desk) -> Self {
        Self(desk, PhantomData)
    }

    /// Personal data was looked at, and this is the fact of it.
    pub fn seen<T>(&mut self, fact: Fact, value: T) -> Seen<T> {
        let shown = std::mem::take(&mut self.0.shown);
        self.0.facts.push(fact.subjects(shown));
        Seen(value)
    }

    /// Names persons the answer shows beside its own subject: the people of a list to choose from.
    /// The fact of the look is filed under them too.
    pub fn shows(&mut self, persons: impl IntoIterator<Item = PersonId>) {
        self.0.shown.extend(persons);
    }

    /// Nothing personal is shown.
    pub const fn open<T>(&self, value: T) -> Open<T>
    where
        A: Impersonal,
    {
        Open(value)
    }
}
