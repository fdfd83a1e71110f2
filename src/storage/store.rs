//! The two kinds of transaction. There is no third.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    thread,
    time::Duration,
};

use kernel::{
    change::Change,
    fact::{Fact, Stream},
    id::PersonId,
    refusal::{Fault, Refused},
    time::Clock,
};
use law::access::{Act, Action, Actor, Writes, act};

use super::{
    ahead::Ahead,
    answer::Prepared,
    audit, conflict,
    db::{Backend, ConnectionPool, borrow, pool},
    dialect, migrate,
    replay::{self, Once},
    vault::Vault,
    work::{Desk, Done, Look, Open, Seen, Work},
};

/// How often a transaction that lost a race without a loser is run again.
const RETRIES: u32 = 3;

/// Hears what changed, in the same transaction.
pub type Listener = fn(&mut Work<'_, act::FollowChange>, &Change) -> Result<(), Refused>;

/// Whether the caller may still know of these persons: asked before an answer is repeated.
pub type MayRepeat =
    fn(&mut Work<'_, act::RepeatAnswer>, &BTreeSet<PersonId>) -> Result<(), Refused>;

/// The persons that the record of an id is about; nobody where it is none.
pub type Whose = fn(&mut Look<'_, act::KeepHouse>, &str) -> Result<BTreeSet<PersonId>, Refused>;

/// How a store is opened.
pub struct StoreOptions {
    /// The database.
    pub backend: Backend,
    /// Connections at most.
    pub connections: u32,
    /// The clock of the house (pinned in the demo).
    pub clock: Arc<dyn Clock>,
    /// The real clock, for what expires for security's sake.
    pub real_clock: Arc<dyn Clock>,
    /// Protected fields.
    pub vault: Arc<Vault>,
    /// Who hears what changed.
    pub listeners: Vec<Listener>,
    /// Who says whether an answer may be repeated.
    pub may_repeat: MayRepeat,
    /// Who says whom a record is about that nobody has read yet.
    pub whose: Whose,
}

/// The database of the house.
pub struct Store {
    readers: ConnectionPool,
    writers: ConnectionPool,
    clock: Arc<dyn Clock>,
    real_clock: Arc<dyn Clock>,
    vault: Arc<Vault>,
    listeners: Vec<Listener>,
    may_repeat: MayRepeat,
    whose: Whose,
}

impl Store {
    /// Opens a store. No connection is made yet.
    pub fn new(options: StoreOptions) -> Self {
        let readers = pool(&options.backend, options.connections);
        // SQLite has one writer. Queueing for its one connection is fair; its own busy handler
        // is not (a caller was seen to wait six seconds in a six second race).
        let writers = match &options.backend {
            Backend::Sqlite(_) => pool(&options.backend, 1),
            Backend::Postgres(_) => readers.clone(),
        };
        Self {
            readers,
            writers,
            clock: options.clock,
            real_clock: options.real_clock,
            vault: options.vault,
            listeners: options.listeners,
            may_repeat: options.may_repeat,
            whose: options.whose,
        }
    }

    /// The clock of the house.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// How many migrations the database lacks.
    ///
    /// # Errors
    /// `Busy` when it cannot be reached.
    pub fn pending_migrations(&self) -> Result<usize, Refused> {
        migrate::pending_migrations(&mut *borrow(&self.readers)?)
    }

    /// Runs a write: claims, rule, save, listeners, facts, or nothing at all.
    ///
    /// The closure may run more than once; nothing leaves the process inside it.
    ///
    /// # Errors
    /// Whatever the closure refused, a conflict the database found, or `Busy`.
    pub fn write<A: Writes, T>(
        &self,
        actor: &Actor,
        mut f: impl FnMut(&mut Work<'_, A>) -> Result<Done<T>, Refused>,
    ) -> Result<Done<T>, Refused> {
        self.run(actor, A::ACT, &mut |desk| f(&mut Work::new(desk)))
    }

    /// Runs a write that a client may send again: the same key gives the same answer.
    ///
    /// # Errors
    /// As [`Store::write`]; and when the key belongs to another request or is in use.
    pub fn write_once<A: Writes>(
        &self,
        actor: &Actor,
        once: &Once,
        mut f: impl FnMut(&mut Work<'_, A>) -> Result<Done<Prepared>, Refused>,
    ) -> Result<Done<Prepared>, Refused> {
        self.run(actor, A::ACT, &mut |desk| {
            if let Some(kept) = replay::find(desk, A::ACT, once)? {
                // The answer shows what it showed then: who may no longer know of it does not
                // get it again, and who does leaves a trace.
                (self.may_repeat)(&mut Work::new(desk), &kept.about)?;
                desk.facts.push(repeated(&desk.actor, kept.about));
                return Ok(Done::made(kept.answer));
            }
            let answer = f(&mut Work::new(desk))?.into_value();
            replay::keep(desk, A::ACT, once, &answer)?;
            Ok(Done::made(answer))
        })
    }

    /// Looks at personal data: one moment of the database, then the fact of the look. If the fact
    /// cannot be written, nothing is shown.
    ///
    /// # Errors
    /// Whatever the closure refused, or `Busy`.
    pub fn look<A: Action, T>(
        &self,
        actor: &Actor,
        f: impl FnOnce(&mut Look<'_, A>) -> Result<Seen<T>, Refused>,
    ) -> Result<Seen<T>, Refused> {
        let (seen, facts) = self.remembering(actor, A::ACT, |desk| f(&mut Look::new(desk)))?;
        if facts.is_empty() {
            return Err(Refused::broken("answering a look without its fact"));
        }
        #[cfg(feature = "faults")]
        let facts = super::faults::left(facts);
        self.record(actor, A::ACT, facts)?;
        Ok(seen)
    }

    /// Reads what is not personal.
    ///
    /// # Errors
    /// Whatever the closure refused, or `Busy`.
    pub fn open<A: law::access::Impersonal, T>(
        &self,
        actor: &Actor,
        f: impl FnOnce(&mut Look<'_, A>) -> Result<Open<T>, Refused>,
    ) -> Result<Open<T>, Refused> {
        self.remembering(actor, A::ACT, |desk| f(&mut Look::new(desk)))
            .map(|(open, _)| open)
    }

    /// Reads ahead of a long write, from one moment of the database and without the writer, so that of
    /// many who want the same at once nobody waits while another reads.
    ///
    /// # Errors
    /// Whatever the closure refused, or `Busy`.
    pub fn ahead<A: Writes>(
        &self,
        actor: &Actor,
        f: impl FnOnce(&mut Look<'_, A>) -> Result<Ahead, Refused>,
    ) -> Result<Ahead, Refused> {
        self.remembering(actor, A::ACT, |desk| f(&mut Look::new(desk)))
            .map(|(ahead, _facts)| ahead)
    }

    /// Writes facts alone: a refusal that must be remembered.
    ///
    /// # Errors
    /// `Busy` or a fault.
    pub fn record(&self, actor: &Actor, act: Act, facts: Vec<Fact>) -> Result<(), Refused> {
        self.run(actor, act, &mut |desk| {
            desk.facts.clone_from(&facts);
            Ok(())
        })
    }

    /// A refused try to see or do what is not theirs is worth knowing: it is kept in the stream of who
    /// tried, and filed under those whose records it was of.
    ///
    /// # Errors
    /// `Busy` or a fault: then the try is answered by that.
    pub fn remember_try(
        &self,
        (actor, act): (&Actor, Act),
        refused: &Refused,
        of: BTreeSet<PersonId>,
    ) -> Result<(), Refused> {
        let (Some(user), Refused::Hidden | Refused::Forbidden(_)) = (actor.user(), refused) else {
            return Ok(());
        };
        let fact = Fact::on(Stream::of(user))
            .subjects(of)
            .details(serde_json::json!({ "refused": refused.kind().as_str() }));
        self.record(actor, act, vec![fact])
    }

    /// The same of a try that was refused at the door, before the records of these ids were read.
    ///
    /// # Errors
    /// As [`Store::remember_try`].
    pub fn remember_at_door(
        &self,
        (actor, act): (&Actor, Act),
        refused: &Refused,
        ids: &[String],
    ) -> Result<(), Refused> {
        let mut of = BTreeSet::new();
        if actor.user().is_some() {
            self.snapshot(actor, |desk| {
                for id in ids {
                    of.extend((self.whose)(&mut Look::new(desk), id)?);
                }
                Ok(())
            })?;
        }
        self.remember_try((actor, act), refused, of)
    }

    fn desk(&self, pool: &ConnectionPool, actor: &Actor) -> Result<Desk, Refused> {
        Ok(Desk {
            db: borrow(pool)?,
            actor: actor.clone(),
            now: self.clock.now(),
            real_now: self.real_clock.now(),
            vault: Arc::clone(&self.vault),
            claims: None,
            facts: Vec::new(),
            shown: BTreeSet::new(),
            changes: Vec::new(),
            touched: BTreeMap::new(),
            tried: BTreeSet::new(),
        })
    }

    /// A look whose refusal is remembered.
    fn remembering<T>(
        &self,
        actor: &Actor,
        act: Act,
        f: impl FnOnce(&mut Desk) -> Result<T, Refused>,
    ) -> Result<(T, Vec<Fact>), Refused> {
        let mut tried = BTreeSet::new();
        let looked = self.snapshot(actor, |desk| {
            let looked = f(desk);
            tried = std::mem::take(&mut desk.tried);
            looked
        });
        if let Err(refused) = &looked {
            self.remember_try((actor, act), refused, tried)?;
        }
        looked
    }

    pub(super) fn snapshot<T>(
        &self,
        actor: &Actor,
        f: impl FnOnce(&mut Desk) -> Result<T, Refused>,
    ) -> Result<(T, Vec<Fact>), Refused> {
        let mut desk = self.desk(&self.readers, actor)?;
        let result = dialect::begin_read(&mut desk.db)
            .map_err(Refused::from)
            .and_then(|()| f(&mut desk));
        dialect::roll_back(&mut desk.db);
        match result {
            Ok(value) => Ok((value, desk.facts)),
            Err(refused) => Err(match conflict::classify(refused) {
                conflict::Verdict::Retry => Refused::Busy,
                conflict::Verdict::Refuse(refused) => refused,
            }),
        }
    }

    fn run<T>(
        &self,
        actor: &Actor,
        act: Act,
        f: &mut dyn FnMut(&mut Desk) -> Result<T, Refused>,
    ) -> Result<T, Refused> {
        for attempt in 0..=RETRIES {
            let mut desk = self.desk(&self.writers, actor)?;
            let refused = match self.attempt(&mut desk, act, f) {
                Ok(value) => return Ok(value),
                Err(refused) => refused,
            };
            dialect::roll_back(&mut desk.db);
            let tried = std::mem::take(&mut desk.tried);
            drop(desk);
            match conflict::classify(refused) {
                conflict::Verdict::Refuse(refused) => {
                    self.remember_try((actor, act), &refused, tried)?;
                    return Err(refused);
                }
                conflict::Verdict::Retry => {
                    tracing::debug!(%act, attempt, "transaction runs again");
                    thread::sleep(jitter(attempt));
                }
            }
        }
        Err(Refused::Busy)
    }

    fn attempt<T>(
        &self,
        desk: &mut Desk,
        act: Act,
        f: &mut dyn FnMut(&mut Desk) -> Result<T, Refused>,
    ) -> Result<T, Refused> {
        #[cfg(feature = "faults")]
        if super::faults::BREAKS.is_on() {
            return Err(Refused::broken("writing with the fault switched on"));
        }
        dialect::begin_write(&mut desk.db)?;
        let value = f(desk)?;
        self.follow(desk)?;
        let facts = std::mem::take(&mut desk.facts);
        audit::append(desk, act.as_str(), facts)?;
        #[cfg(feature = "faults")]
        if super::faults::LOSES_WRITES.is_on() {
            super::faults::WRITES.count();
            if super::faults::WRITES.number().is_multiple_of(20) {
                dialect::roll_back(&mut desk.db);
                return Ok(value);
            }
        }
        dialect::commit(&mut desk.db)?;
        Ok(value)
    }

    /// Tells the listeners what changed; what they change in turn is told as well.
    fn follow(&self, desk: &mut Desk) -> Result<(), Refused> {
        const DEPTH: usize = 16;
        for _ in 0..DEPTH {
            let changes = std::mem::take(&mut desk.changes);
            if changes.is_empty() {
                return Ok(());
            }
            for change in &changes {
                for listener in &self.listeners {
                    listener(&mut Work::new(desk), change)?;
                }
            }
        }
        Err(Refused::Fault(Fault {
            doing: "following changes that never end".to_owned(),
            cause: None,
        }))
    }
}

/// The fact of an answer given again: on the stream of the one person it is about, else on the
/// caller's own.
fn repeated(actor: &Actor, about: BTreeSet<PersonId>) -> Fact {
    let stream = match (about.len(), about.first(), actor.user()) {
        (1, Some(person), _) => Stream::of(*person),
        (_, _, Some(user)) => Stream::of(user),
        _ => Stream::of_day("repeated"),
    };
    Fact::on(stream)
        .subjects(about)
        .details(serde_json::json!({ "repeated": true }))
}

/// 5 to 20 ms, longer with each attempt, so that two losers do not meet again.
fn jitter(attempt: u32) -> Duration {
    let mut byte = [0_u8; 1];
    // Without randomness the pause is merely regular.
    let _ = getrandom::fill(&mut byte);
    Duration::from_millis(5 + u64::from(byte[0] % 16)) * (attempt + 1)
}
