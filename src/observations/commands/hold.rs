//! A session in the hands of who records it.

use kernel::{
    id::{SessionId, UserId},
    refusal::{Kind, Reason, Refused},
};
use law::access::{OnRecords, Role, Writes, about};

use crate::{
    access::Permit,
    observations::{Entry, Found, NewEntry, queries, rules::log::Log, store, traces},
    sessions::{self, Session},
    storage::{Done, Reads, Work},
};

/// A session claimed and read under the claim, with its log so far.
pub(super) struct Held<A: Writes> {
    pub(super) session: Session,
    pub(super) permit: Permit<A>,
    pub(super) author: UserId,
    pub(super) log: Log,
}

/// Takes a session in hand.
pub(super) fn hold<A>(work: &mut Work<'_, A>, id: SessionId) -> Result<Held<A>, Refused>
where
    A: Writes<About = about::Cases> + OnRecords,
{
    sessions::commands::claim(work, id)?;
    let (session, permit) = sessions::queries::permitted(work, id)?;
    let author = work.actor().user().ok_or(Refused::Hidden)?;
    let log = Log::of(store::entries(work, id)?);
    Ok(Held {
        session,
        permit,
        author,
        log,
    })
}

impl<A: Writes> Held<A> {
    /// Only who has a seat in the session writes of it.
    pub(super) fn if_theirs(self, work: &mut Work<'_, A>) -> Result<Self, Refused> {
        if queries::has_a_seat(work, &self.session)? {
            Ok(self)
        } else {
            Err(queries::not_theirs())
        }
    }

    /// Who has a seat, and who answers for the service.
    pub(super) fn if_they_may_add(self, work: &mut Work<'_, A>) -> Result<Self, Refused> {
        let actor = work.actor();
        if actor.is(Role::Coordinator) || actor.is(Role::ServiceManager) {
            return Ok(self);
        }
        self.if_theirs(work)
    }

    /// The entry of this id where it came before: the same one is answered again, another is
    /// refused.
    pub(super) fn said_before(
        &self,
        work: &mut Work<'_, A>,
        new: &NewEntry,
    ) -> Result<Option<Done<Entry>>, Refused> {
        let Some((known, digest)) = store::entry(work, new.id)? else {
            return Ok(None);
        };
        if digest != store::digest_of(self.session.id, self.author, new)? {
            return Err(Refused::because(
                Kind::KeyReused,
                Reason::new(
                    "entry-id-reused",
                    "There is another entry of this id. Nothing was saved; give this one an id of its own.",
                ),
            ));
        }
        let fact = traces::said_again(&self.session, &known);
        Ok(Some(work.done(fact, known)))
    }

    /// Adds an entry to the log.
    pub(super) fn keep(
        &self,
        work: &mut Work<'_, A>,
        new: &NewEntry,
        found: Vec<Found>,
    ) -> Result<Entry, Refused> {
        let entry = Entry {
            id: new.id,
            session: self.session.id,
            author: self.author,
            happened: new.happened,
            written: new.written,
            received: work.now(),
            number: i32::try_from(self.log.entries().len())
                .unwrap_or(i32::MAX)
                .saturating_add(1),
            what: new.what.clone(),
            found,
        };
        let digest = store::digest_of(self.session.id, self.author, new)?;
        store::insert_entry(work, &self.permit, &entry, &digest)?;
        Ok(entry)
    }
}
