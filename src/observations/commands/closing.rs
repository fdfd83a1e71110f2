//! Signing a record, and adding to one that is signed.

use kernel::{id::SessionId, refusal::Refused};
use law::{
    access::act,
    session::{Event, Stage, Went},
};

use super::hold::hold;
use crate::{
    observations::{
        Entry, NewEntry, SignedRecord, What, WrittenWhen,
        rules::{
            canon::canonical,
            declared::agrees_with_the_log,
            entry::{fits, happened_in_time, stands_in},
            headings::is_complete,
            log::Log,
        },
        store::{self, ToSign},
        traces,
    },
    referrals,
    sessions::commands::take_step,
    storage::{Done, Reads, Work},
};

/// Signs the record of a session as its author saw it, `version` entries long. From then on it is
/// closed.
///
/// # Errors
/// `Stale` when something was added since; `Invalid` with every heading that is missing, or when what is
/// declared goes against the log; when the session is not closed, or the caller has no seat in it.
pub fn sign(
    work: &mut Work<'_, act::SignRecord>,
    (id, version): (SessionId, i64),
    new: &NewEntry,
) -> Result<Done<SignedRecord>, Refused> {
    let What::Signed {
        written_when,
        reason,
    } = &new.what
    else {
        return Err(Refused::broken("signing with something else"));
    };
    let held = hold(work, id)?.if_theirs(work)?;
    if let Some(done) = held.said_before(work, new)? {
        let record = store::record(work, id)?
            .ok_or_else(|| Refused::broken("reading a record that was signed"))?;
        return Ok(done.map(|_| record));
    }
    fits(&held.session.stage, &new.what)?;
    happened_in_time(&held.session.stage, new, work.now())?;
    if i64::try_from(held.log.entries().len()) != Ok(version) {
        return Err(Refused::Stale);
    }
    if *written_when == WrittenWhen::Later && reason.is_none() {
        let words = "Say why it was written later";
        return Err(Refused::field("/reason", "blank", words));
    }
    agrees_with_the_log(*written_when, &held.log)?;
    let plan = referrals::queries::plan(work, held.session.plan)?;
    let was_held = matches!(&held.session.stage, Stage::Closed(record) if matches!(record.went, Went::Held(_)));
    is_complete((plan.details.recording, was_held), &held.log.answers())?;

    let (entry, now) = (held.keep(work, new, Vec::new())?, work.now());
    let (session, _) = take_step(work, &held.permit, held.session, Event::Sign)?;
    let log = Log::of(held.log.entries().iter().cloned().chain([entry]));
    let form = canonical(&session, &log, (held.author, now))?;
    let signed = ToSign {
        id: work.mint()?,
        by: held.author,
        written_when: *written_when,
        canonical: &form,
    };
    let record = store::insert_record(work, &held.permit, &session, &signed)?;
    let of = (session.id, &session.children);
    store::chain(work, &held.permit, of, record.id, &record.hash)?;
    Ok(work.done(traces::signed(&session, &record), record))
}

/// Adds to a signed record.
///
/// # Errors
/// When the record is not signed; when the words it corrects do not stand in it; when the caller
/// may not.
pub fn add_addendum(
    work: &mut Work<'_, act::AddAddendum>,
    id: SessionId,
    new: &NewEntry,
) -> Result<Done<Entry>, Refused> {
    let held = hold(work, id)?.if_they_may_add(work)?;
    if let Some(done) = held.said_before(work, new)? {
        return Ok(done);
    }
    let What::Addendum { supersedes, .. } = &new.what else {
        return Err(Refused::broken("adding something else to a record"));
    };
    fits(&held.session.stage, &new.what)?;
    happened_in_time(&held.session.stage, new, work.now())?;
    if let Some(words) = supersedes {
        stands_in(&held.log, words.as_str())?;
    }
    let entry = held.keep(work, new, Vec::new())?;
    let digest = store::digest_of(held.session.id, held.author, new)?;
    let of = (held.session.id, &held.session.children);
    store::chain(work, &held.permit, of, entry.id, &digest)?;
    Ok(work.done(traces::said(&held.session, &entry), entry))
}
