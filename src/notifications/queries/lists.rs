//! Who was told of a session, who has not answered, and whom to ring.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use kernel::{
    id::{NoticeId, PersonId, SessionId},
    page::{Page, Want},
    refusal::Refused,
    text::{Narrative, Phone},
    time::{Instant, Slot},
};
use law::access::{Act, Action, OnRecords, about};

use super::{children_of, permitted, reach};
use crate::{
    access::queries::{account, allows, known, scope},
    notifications::{
        Audience, Notice, NoticeAnswer, Recipient, State, Topic,
        rules::{self, said::Reference},
        store,
    },
    people::{
        queries::{people_known, subject_of_all, within_reach},
        rules::name_and_age,
    },
    sessions::{self, Session},
    storage::{Acts, Reads, cursor},
};

/// A notice with what was answered to it.
#[derive(Debug)]
pub struct Told {
    /// The notice.
    pub notice: Notice,
    /// Who was told, as the service calls them.
    pub name: String,
    /// What was answered, each with the name of who wrote it down.
    pub answers: Vec<(NoticeAnswer, Option<String>)>,
}

/// Who was told of a session.
#[derive(Debug)]
pub struct SessionNotices {
    /// The session.
    pub session: Session,
    /// Its notices, the newest first.
    pub told: Vec<Told>,
    /// Whether the caller may record a call.
    pub may_record: bool,
}

/// Who was told of a session, and what they answered.
///
/// # Errors
/// As [`sessions::queries::permitted`].
pub fn of_session<R: Acts>(reads: &mut R, id: SessionId) -> Result<SessionNotices, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (session, _) = sessions::queries::permitted(reads, id)?;
    let mut told = Vec::new();
    for notice in store::notices_of(reads, Topic::Session(id))? {
        let mut answers = Vec::new();
        for answer in store::answers(reads, notice.id)? {
            let by = match answer.by {
                Some(user) => Some(account(reads, user)?.name.to_string()),
                None => None,
            };
            answers.push((answer, by));
        }
        told.push(Told {
            name: name_of(reads, &notice)?,
            notice,
            answers,
        });
    }
    told.reverse();
    let subject = subject_of_all(reads, &session.children)?;
    let may_record = allows(reads, Act::RecordTelling, &subject)?;
    Ok(SessionNotices {
        session,
        told,
        may_record,
    })
}

/// What the recipient of a notice is called, for whoever may know of them.
///
/// # Errors
/// When the store is away.
pub fn name_of<R: Acts>(reads: &mut R, notice: &Notice) -> Result<String, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let name = known(reach::name(reads, notice.to.recipient))?;
    Ok(name.unwrap_or_else(|| "somebody you may not know of".to_owned()))
}

/// To whom a message was sent and as what, for who asks who opened its link; nothing where it is gone.
///
/// # Errors
/// When the store is away.
pub fn sent_to<R: Acts>(reads: &mut R, id: NoticeId) -> Result<Option<(String, Audience)>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let Some(notice) = store::notice(reads, id)? else {
        return Ok(None);
    };
    Ok(Some((name_of(reads, &notice)?, notice.to.audience)))
}

/// Somebody who must still be told, or has not answered.
#[derive(Debug)]
pub struct ToTell {
    /// The notice.
    pub notice: Notice,
    /// Whom it is about.
    pub children: BTreeSet<PersonId>,
    /// What those are called, as far as the caller may know of them.
    pub about: String,
    /// When the session is.
    pub slot: Option<Slot>,
    /// How to name it on the telephone.
    pub reference: Reference,
    /// Who is to be told.
    pub name: String,
    /// Where to ring them, for who may see where they can be found.
    pub phone: Option<Phone>,
    /// Whether the caller may see where they can be found.
    pub may_be_found: bool,
    /// What they wrote is wrong, as long as nobody has rung them about it.
    pub problems: Vec<Narrative>,
}

/// A notice with whom it is about, before anything is shown of it.
pub(super) struct About {
    pub(super) notice: Notice,
    children: BTreeSet<PersonId>,
    pub(super) slot: Option<Slot>,
    /// Whether what it says is past: the session is over by the clock, or was held before that.
    pub(super) is_over: bool,
}

/// The sessions of all of them in one query: a list has many notices.
fn about_all(reads: &mut dyn Reads, notices: Vec<Notice>) -> Result<Vec<About>, Refused> {
    let ids = notices.iter().filter_map(|notice| match notice.topic {
        Topic::Session(id) => Some(id),
        Topic::Referral(_) | Topic::Child(_) => None,
    });
    let ids: BTreeSet<SessionId> = ids.collect();
    let (sessions, now) = (sessions::queries::of_ids(reads, &ids)?, reads.now());
    let mut all = Vec::with_capacity(notices.len());
    for notice in notices {
        let (children, slot, is_over) = match notice.topic {
            Topic::Session(id) => {
                let session = sessions.get(&id).ok_or(Refused::Hidden)?;
                let slot = session.slot();
                let went = session.stage.went().is_some() && notice.event.is_of_what_comes();
                let is_over = went || slot.ends() <= now;
                (session.children.clone(), Some(slot), is_over)
            }
            Topic::Referral(_) | Topic::Child(_) => {
                (children_of(reads, notice.topic)?, None, false)
            }
        };
        all.push(About {
            notice,
            children,
            slot,
            is_over,
        });
    }
    Ok(all)
}

/// Whether somebody should look after it now: not while it may still go out by itself, and not once
/// the session is over, unless there is a problem.
fn waits(open: &About, now: Instant, real_now: Instant) -> bool {
    let over = open.is_over || open.notice.until.is_some_and(|until| until <= now);
    let under_way = open.notice.state == State::Waiting
        && real_now < open.notice.next_at.plus_minutes(rules::OVERDUE_MINUTES)
        && open.notice.attempts < rules::TROUBLED;
    open.notice.problem || !(over || under_way)
}

/// Who must still be told, or has not answered, the longest first.
///
/// # Errors
/// When the caller may not.
pub fn to_tell<R: Acts>(reads: &mut R, want: &Want) -> Result<Page<ToTell>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    scope(reads)?;
    let vault = reads.vault();
    let after = want
        .after
        .as_deref()
        .map(|cursor| cursor::open(&vault, "notices", cursor))
        .transpose()?;
    let rows = store::open_notices(reads, after, i64::from(want.limit) + 1)?;
    let page = Page::cut(rows, want, |notice| {
        let place = (notice.created_at.millis().to_string(), notice.id);
        cursor::seal(&vault, "notices", &place)
    })?;
    Ok(Page {
        items: shown(reads, page.items)?,
        next: page.next,
    })
}

pub(super) fn shown<R: Acts>(reads: &mut R, notices: Vec<Notice>) -> Result<Vec<ToTell>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let open = waiting(reads, R::Action::ACT, notices)?;
    named(reads, open)
}

/// The same with what its recipients and the children are called.
pub(super) fn named<R: Acts>(reads: &mut R, open: Vec<About>) -> Result<Vec<ToTell>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let called = called(reads, &open)?;
    let may_ring = may_ring(reads, &open)?;
    let mut names: BTreeMap<Recipient, String> = BTreeMap::new();
    let mut phones: BTreeMap<Recipient, Option<Phone>> = BTreeMap::new();
    let mut shown = Vec::with_capacity(open.len());
    for About {
        notice,
        children,
        slot,
        ..
    } in open
    {
        // Each recipient is looked up once, however many notices they have.
        let to = notice.to.recipient;
        let name = match names.entry(to) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(unknown) => unknown.insert(name_of(reads, &notice)?).clone(),
        };
        let may_be_found = may_ring.contains(&notice.id);
        let phone = if may_be_found {
            match phones.entry(to) {
                Entry::Occupied(known) => known.get().clone(),
                Entry::Vacant(unknown) => {
                    let reached = known(reach::reach(reads, to))?;
                    unknown.insert(reached.and_then(|one| one.phone)).clone()
                }
            }
        } else {
            None
        };
        let problems = problems(reads, &notice)?;
        let names = children.iter().filter_map(|child| called.get(child));
        let names: Vec<&str> = names.map(String::as_str).collect();
        shown.push(ToTell {
            about: names.join(" and "),
            name,
            reference: Reference::of(&notice.topic.to_string()),
            notice,
            children,
            slot,
            phone,
            may_be_found,
            problems,
        });
    }
    Ok(shown)
}

/// What the recipient of a notice wrote is wrong, the newest first.
fn problems(reads: &mut dyn Reads, notice: &Notice) -> Result<Vec<Narrative>, Refused> {
    if !notice.problem {
        return Ok(Vec::new());
    }
    let answers = store::answers(reads, notice.id)?;
    let words = rules::open_problems(&answers).filter_map(|answer| answer.words.as_ref());
    Ok(words.map(|words| words.said.clone()).collect())
}

/// Somebody who is told by telephone, with all that helps to ring them.
///
/// # Errors
/// As [`permitted`]; when a later notice took the place of this one.
pub fn to_ring_about<R: Acts>(reads: &mut R, id: NoticeId) -> Result<ToTell, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let notice = permitted(reads, id)?.notice;
    rules::may_be_told(&notice)?;
    let about = about_all(reads, vec![notice])?;
    named(reads, about)?.pop().ok_or(Refused::Hidden)
}

/// What the children are called, in one query.
fn called<R: Acts>(reads: &mut R, open: &[About]) -> Result<BTreeMap<PersonId, String>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let children = open.iter().flat_map(|one| one.children.iter().copied());
    let known = people_known(reads, &children.collect())?;
    let today = reads.now().london_day();
    let names = known.into_iter();
    Ok(names
        .map(|person| (person.id, name_and_age(&person.details, today)))
        .collect())
}

/// Those whose recipients this caller may ring, asked for all of them at once.
fn may_ring(reads: &mut dyn Reads, open: &[About]) -> Result<BTreeSet<NoticeId>, Refused> {
    let all = open.iter().collect();
    let within = within_reach(reads, Act::ShowWhereabouts, all, |one: &&About| {
        &one.children
    })?;
    Ok(within.into_iter().map(|one| one.notice.id).collect())
}

/// Of these notices, those that wait for somebody and that the caller may know of.
pub(super) fn waiting(
    reads: &mut dyn Reads,
    act: Act,
    notices: Vec<Notice>,
) -> Result<Vec<About>, Refused> {
    let (now, real_now) = (reads.now(), reads.real_now());
    let mut open = about_all(reads, notices)?;
    open.retain(|one| waits(one, now, real_now));
    within_reach(reads, act, open, |one| &one.children)
}
