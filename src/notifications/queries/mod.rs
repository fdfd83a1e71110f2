//! What is looked at of notices.

pub mod facts;
mod journey;
mod letter;
mod lists;
mod page;
pub mod reach;
mod ringing;

pub use super::store::ATTESTED;
pub use journey::{Journeys, journeys};
pub use letter::{ToPost, to_post};
pub use lists::{
    SessionNotices, ToTell, Told, name_of, of_session, sent_to, to_ring_about, to_tell,
};
pub use page::{Standing, WeekPage, bearer, own_notice, permit_of_link, week_page};
pub use ringing::{ToRing, Wait, calls_of, tasks, to_ring};

use std::collections::BTreeSet;

use kernel::{
    id::{NoticeId, PersonId},
    refusal::Refused,
};
use law::access::{Action, OnRecords, about, act};

use super::{DemoMail, Notice, Topic, store};
use crate::{
    access::{Permit, Subject, queries::may},
    people::queries::subject_of_all,
    referrals, sessions,
    storage::{Acts, Look, Open, Reads},
};

/// Whether any notice is due.
///
/// # Errors
/// When the store is away.
pub fn is_due(look: &mut Look<'_, act::LookForDue>) -> Result<Open<bool>, Refused> {
    let now = look.real_now();
    let due = store::is_due(look, now)?;
    Ok(look.open(due))
}

/// The children that something is about.
///
/// # Errors
/// `Hidden` when there is no such thing.
pub fn children_of(reads: &mut dyn Reads, topic: Topic) -> Result<BTreeSet<PersonId>, Refused> {
    Ok(match topic {
        Topic::Session(id) => sessions::queries::session(reads, id)?.children,
        Topic::Child(id) => BTreeSet::from([id]),
        Topic::Referral(id) => referrals::queries::referral(reads, id)?.children,
    })
}

/// A notice the caller may do something to.
#[derive(Debug)]
pub struct Permitted<A: Action> {
    /// The notice.
    pub notice: Notice,
    /// Whom it is about.
    pub children: BTreeSet<PersonId>,
    /// That they may.
    pub permit: Permit<A>,
}

/// A notice this caller may do this action to: it is seen through the children it is about.
///
/// # Errors
/// `Hidden` when there is none or they may not know; `Forbidden` with the reason.
pub fn permitted<R: Acts>(reads: &mut R, id: NoticeId) -> Result<Permitted<R::Action>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let notice = store::notice(reads, id)?.ok_or(Refused::Hidden)?;
    let children = children_of(reads, notice.topic)?;
    let subject: Subject = subject_of_all(reads, &children)?.covering(id);
    let permit = may(reads, &subject)?;
    Ok(Permitted {
        notice,
        children,
        permit,
    })
}

/// A notice again, after it was written.
///
/// # Errors
/// A fault when it is gone.
pub fn reread(reads: &mut dyn Reads, id: NoticeId) -> Result<Notice, Refused> {
    store::notice(reads, id)?.ok_or_else(|| Refused::broken("reading a notice just written"))
}

/// The newest messages of the demo's mailbox.
///
/// # Errors
/// When the store is away.
pub fn demo_mails(look: &mut Look<'_, act::ReadDemoMail>) -> Result<Vec<DemoMail>, Refused> {
    store::demo_mails(look)
}

/// One message of the demo's mailbox.
///
/// # Errors
/// `Hidden` when there is none.
pub fn demo_mail(look: &mut Look<'_, act::ReadDemoMail>, number: i64) -> Result<DemoMail, Refused> {
    store::demo_mail(look, number)?.ok_or(Refused::Hidden)
}
