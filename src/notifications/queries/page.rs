//! The page behind the link of a message: what its recipient is told of one week, as it is now.

use std::collections::BTreeSet;

use kernel::{
    id::{NoticeId, PersonId, SessionId},
    refusal::{Kind, Reason, Refused},
    text::Phone,
    time::Slot,
};
use law::access::{Action, Actor, OnRecords, about, act};

use crate::{
    access::{Permit, Subject, queries::may},
    notifications::{
        Audience, Link, State, Topic,
        queries::facts,
        rules::{self, letter::Passage, said::Reference, say::say},
        store,
    },
    settings,
    storage::{Acts, Look, Reads},
};

/// The notice that the bearer of a token may open. Whoever holds a link that is none of ours, cut off
/// in a message or long gone, is told where to ring: they have no account to sign in with.
///
/// # Errors
/// `NotFound` where the token is none of ours; when the store is away.
pub fn bearer(
    look: &mut Look<'_, act::AdmitCaller>,
    token_hash: &str,
) -> Result<Option<NoticeId>, Refused> {
    if let Some(link) = store::link(look, token_hash)? {
        return Ok(Some(link.notice));
    }
    let ring = match settings::queries::current(look)?.service_phone {
        Some(phone) => format!("ring us: {phone}"),
        None => "ring us".to_owned(),
    };
    let words = format!("This link opens nothing. If you expect an appointment, {ring}.");
    Err(Refused::because(
        Kind::NotFound,
        Reason::new("link-unknown", words),
    ))
}

/// The notice whose link the caller bears.
///
/// # Errors
/// `Hidden` when they bear none.
pub fn own_notice(reads: &mut dyn Reads) -> Result<NoticeId, Refused> {
    match reads.actor() {
        Actor::Link { notice } => Ok(notice),
        _ => Err(Refused::Hidden),
    }
}

/// The permit for what stands on the page of the caller's own link.
///
/// # Errors
/// `Hidden` when they bear none.
pub fn permit_of_link<R: Acts>(reads: &mut R, id: NoticeId) -> Result<Permit<R::Action>, Refused>
where
    R::Action: OnRecords,
{
    let own = own_notice(reads)?;
    may(reads, &Subject::new_record().covering(own).covering(id))
}

/// How a link stands.
#[derive(Debug)]
pub enum Standing {
    /// It asks to be answered.
    Asks,
    /// It was answered.
    Answered,
    /// It is over or replaced, with what to do instead.
    Over(Refused),
}

/// The page of a link.
#[derive(Debug)]
pub struct WeekPage {
    /// The notice it came in.
    pub lead: NoticeId,
    /// How it stands.
    pub standing: Standing,
    /// What its recipient is told, by when it begins.
    pub passages: Vec<Passage>,
    /// Each of those appointments, by its reference and when it is.
    pub appointments: Vec<(Reference, Slot)>,
    /// What is being changed: its news has not gone out yet, and what they were told is no longer right.
    pub changing: BTreeSet<SessionId>,
    /// Whom it is about.
    pub children: BTreeSet<PersonId>,
    /// Whether they wrote of a problem that nobody has dealt with.
    pub problem: bool,
    /// Where to ring.
    pub phone: Option<Phone>,
    /// Whose page it is: who drives is shown where to, a family how to complain.
    pub audience: Audience,
}

/// The page of the caller's link. Opening it acknowledges nothing.
///
/// # Errors
/// `Hidden` when they bear none.
pub fn week_page<R: Acts>(reads: &mut R) -> Result<WeekPage, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let lead = own_notice(reads)?;
    permit_of_link(reads, lead)?;
    let link = store::link_of(reads, lead)?.ok_or(Refused::Hidden)?;
    let phone = settings::queries::current(reads)?.service_phone;
    let mut page = WeekPage {
        lead,
        standing: Standing::Answered,
        passages: Vec::new(),
        appointments: Vec::new(),
        changing: BTreeSet::new(),
        children: BTreeSet::new(),
        problem: false,
        phone,
        audience: link.to.audience,
    };
    if let Err(over) = rules::link_opens(link.expires_at, link.replaced, reads.now()) {
        page.standing = Standing::Over(over);
        return Ok(page);
    }
    page.changing = changing(reads, &link)?;
    let mut told = Vec::new();
    // What has not gone out yet comes with its own message.
    for notice in store::told_of_week(reads, &link)? {
        let Topic::Session(id) = notice.topic else {
            continue;
        };
        let mut facts = facts::of_session(reads, id)?;
        // On its day the page is what people have in their hands on the way home.
        facts.stands = facts.session.slot().day() == reads.now().london_day();
        let before = facts::before(reads, &notice)?;
        let Some(said) = say(&notice, &facts, before.as_ref(), "") else {
            continue;
        };
        if matches!(notice.state, State::Waiting | State::Sent | State::Failed) {
            page.standing = Standing::Asks;
        }
        page.problem |= notice.problem;
        page.children.extend(facts.session.children.iter().copied());
        let slot = said
            .appointment()
            .map_or(facts.session.slot(), |one| one.slot);
        told.push((slot, said));
    }
    told.sort_by_key(|(slot, _)| slot.starts());
    for (slot, said) in told {
        page.appointments.push((said.reference().clone(), slot));
        page.passages.push(said.passage_of_page());
    }
    Ok(page)
}

/// Sessions of a link's week of which its recipient was told, and whose news has not reached them yet.
pub(super) fn changing(reads: &mut dyn Reads, link: &Link) -> Result<BTreeSet<SessionId>, Refused> {
    let mut changing = BTreeSet::new();
    for told in store::told_and_superseded(reads, link)? {
        let Topic::Session(id) = told.topic else {
            continue;
        };
        let about_it = store::notices_of(reads, told.topic)?.into_iter();
        let newest = about_it
            .filter(|one| one.to == link.to)
            .max_by_key(|one| one.number);
        if newest.is_some_and(|newest| !newest.was_told()) {
            changing.insert(id);
        }
    }
    Ok(changing)
}
