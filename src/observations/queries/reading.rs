//! A session as who records it sees it, and a signed record as others read it.

use std::collections::BTreeMap;

use kernel::{
    id::{PersonId, SessionId, UserId},
    refusal::Refused,
    text::Phone,
    time::Instant,
};
use law::{
    access::{Act, Action, OnRecords, about},
    session::{Stage, Went},
};

use super::{brief::place, brief_of, has_a_seat, today::due};
use crate::{
    access::queries::allows,
    observations::Heading,
    observations::{
        SignedRecord,
        rules::{brief::Brief, headings::needed, log::Log},
        store,
    },
    people::{self, queries::Names},
    referrals::{self, Recording},
    sessions::{self, Session},
    settings,
    storage::Acts,
};

/// A session in the hands of who records it.
#[derive(Debug)]
pub struct Writing {
    /// The session.
    pub session: Session,
    /// The brief as it stands.
    pub brief: Brief,
    /// Its version.
    pub brief_version: String,
    /// Whether the caller has read it so.
    pub brief_read: bool,
    /// What was said so far.
    pub log: Log,
    /// Who records it.
    pub author: UserId,
    /// How much is recorded.
    pub recording: Recording,
    /// Headings that must be filled before it is signed.
    pub needed: Vec<Heading>,
    /// Family members of the children who are not on the list, by name and with what they are to the
    /// child.
    pub others: BTreeMap<PersonId, String>,
    /// What everybody is called on a screen that others in the room may see.
    pub names: Names,
    /// The telephone of the service, from where whoever is on duty is reached.
    pub phone: Option<Phone>,
    /// Until when the family is waited for, in minutes after the beginning.
    pub grace_minutes: u16,
    /// When the record is due, once the session is closed.
    pub due: Option<Instant>,
}

impl Writing {
    /// How often the log was added to: what a signature is held against.
    pub fn version(&self) -> i64 {
        i64::try_from(self.log.entries().len()).unwrap_or(i64::MAX)
    }
}

/// Whether child and family member met.
pub(super) const fn was_held(stage: &Stage) -> bool {
    matches!(stage.went(), None | Some(Went::Held(_)))
}

/// A session for who records it: only for a supervisor who has a seat in it.
///
/// # Errors
/// `Hidden` when there is none or the caller may not know; `Forbidden` when it is another's.
pub fn writing<R: Acts>(reads: &mut R, id: SessionId) -> Result<Writing, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (session, _) = sessions::queries::permitted(reads, id)?;
    if !has_a_seat(reads, &session)? {
        return Err(not_theirs());
    }
    let brief = brief_of(reads, &session)?;
    let brief_version = brief.version()?;
    let log = Log::of(store::entries(reads, id)?);
    let author = reads.actor().user().ok_or(Refused::Hidden)?;
    let read = log.brief_read_by(author);
    let plan = referrals::queries::plan(reads, session.plan)?;
    let settings = settings::queries::current(reads)?;
    let names = names(reads, &session, &log, None)?.for_the_room();
    let family = people::queries::family(reads, &session.children)?;
    let on_the_list = session.people();
    let others = family.relatives.iter();
    let others = others.filter(|relative| !on_the_list.contains(&relative.person.id));
    let others = others.map(|relative| {
        let (person, relation) = (relative.person.id, relative.relationship.label());
        let words = format!("{}, {}", names.of(person), relation.to_lowercase());
        (person, words)
    });
    Ok(Writing {
        brief_read: read == Some(brief_version.as_str()),
        author,
        brief,
        brief_version,
        recording: plan.details.recording,
        needed: needed(plan.details.recording, was_held(&session.stage)),
        others: others.collect(),
        phone: settings.service_phone,
        grace_minutes: settings.lateness_grace_minutes,
        due: due(&session.stage, settings.write_up_hours),
        names,
        log,
        session,
    })
}

/// That a session is another supervisor's.
pub(in crate::observations) fn not_theirs() -> Refused {
    Refused::Forbidden(kernel::refusal::Reason::new(
        "not-your-session",
        "You are not a supervisor of this session. Ask the coordinator.",
    ))
}

/// Names of everybody in a record: the family, and who wrote.
fn names<R: Acts>(
    reads: &mut R,
    session: &Session,
    log: &Log,
    record: Option<&SignedRecord>,
) -> Result<Names, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let mut names = Names::default();
    people::queries::family(reads, &session.children)?.name(&mut names);
    let authors = log.entries().iter().map(|entry| entry.author);
    let signer = record.map(|record| record.by);
    names.add_staff(reads, authors.chain(signer))?;
    Ok(names)
}

/// A record as it is read.
#[derive(Debug)]
pub struct Reading {
    /// The session.
    pub session: Session,
    /// What was signed; nothing while it is not.
    pub signed: Option<SignedRecord>,
    /// Whether what was signed still has its hash, is what the log says, and stands in the chain of each
    /// child.
    pub is_intact: bool,
    /// The log. While nothing is signed, its incidents alone: the rest is a draft, and its author's.
    pub log: Log,
    /// When it is due, while it is not signed.
    pub due: Option<Instant>,
    /// How much is recorded.
    pub recording: Recording,
    /// Where it was held.
    pub place: String,
    /// Names.
    pub names: Names,
    /// Whether the caller may add an addendum.
    pub may_add: bool,
}

/// The signed record of a session, or that there is none yet.
///
/// # Errors
/// `Hidden` when there is no session or the caller may not know; `Forbidden` with the reason.
pub fn reading<R: Acts>(reads: &mut R, id: SessionId) -> Result<Reading, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (session, _) = sessions::queries::permitted(reads, id)?;
    let signed = store::record(reads, id)?;
    let log = match &signed {
        Some(_) => Log::of(store::entries(reads, id)?),
        None => Log::of(store::entries(reads, id)?).incidents(),
    };
    let plan = referrals::queries::plan(reads, session.plan)?;
    let hours = settings::queries::current(reads)?.write_up_hours;
    let subject = sessions::queries::subject_of(reads, &session)?;
    let may_add = signed.is_some() && allows(reads, Act::AddAddendum, &subject)?;
    let runs_the_service = {
        let actor = reads.actor();
        actor.is(law::access::Role::Coordinator) || actor.is(law::access::Role::ServiceManager)
    };
    Ok(Reading {
        is_intact: signed.is_some() && store::is_intact(reads, id, &log)?,
        may_add: may_add && (runs_the_service || has_a_seat(reads, &session)?),
        due: due(&session.stage, hours),
        recording: plan.details.recording,
        place: place(reads, &session)?,
        names: names(reads, &session, &log, signed.as_ref())?,
        signed,
        log,
        session,
    })
}
