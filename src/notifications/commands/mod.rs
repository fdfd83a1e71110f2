//! What changes notices: they come of changes elsewhere, go out, and are answered.

mod answering;
mod handing_back;
mod mail;
mod sending;

pub use answering::{seen, send_again, told_by_letter, told_by_phone};
pub use handing_back::hand_back;
pub use mail::{Carried, Mail, PostOffice, Way};
pub use sending::{keep_in_mailbox, settle, take};

use std::{collections::BTreeSet, time::Duration};

use kernel::{
    change::{Change, ReferralNews, SessionNews},
    id::{PersonId, ReferralId, SessionId, UserId},
    refusal::Refused,
    time::{Instant, LondonDay},
};
use law::access::{Role, act};

use super::{
    Addressee, Audience, Event, Notice, Recipient, State, Topic,
    queries::facts,
    rules::{
        self, Course,
        say::{concerned, course, depends_on},
    },
    store,
};
use crate::{
    access::queries::accounts_in,
    referrals, sessions, settings,
    storage::{Reads, Work},
};

/// How far ahead published sessions are looked at when a child moves.
const AHEAD_DAYS: i64 = 60;

/// Hears what changed, and writes down who must be told of it, in the same transaction.
///
/// # Errors
/// When the store is away.
pub fn listen(work: &mut Work<'_, act::FollowChange>, change: &Change) -> Result<(), Refused> {
    match change {
        Change::SessionMoved { session, news } => match event_of(*news) {
            Some(event) => tell_of_session(work, *session, event),
            None => Ok(()),
        },
        Change::PlacementMoved { child } => tell_carers(work, *child),
        Change::BelowMinimum {
            child,
            monday,
            ordered,
        } => {
            let event = if *ordered {
                Event::BelowMinimum
            } else {
                Event::BelowAgreed
            };
            tell_of_minimum(work, *child, (*monday, event))
        }
        // Whoever reads the old address may be a stranger by now.
        Change::AddressChanged { provider } => {
            store::end_links(work, Recipient::Provider(*provider))
        }
        Change::AddressConfirmed { provider } => {
            store::tell_again(work, Recipient::Provider(*provider))
        }
        Change::ReferralMoved { referral, news } => tell_of_referral(work, *referral, *news),
        _ => Ok(()),
    }
}

const fn event_of(news: SessionNews) -> Option<Event> {
    Some(match news {
        SessionNews::Published => Event::Published,
        SessionNews::Changed => Event::Changed,
        SessionNews::Cancelled => Event::Cancelled,
        SessionNews::Suspended => Event::Suspended,
        SessionNews::Resumed => Event::Resumed,
        SessionNews::NotHeld => Event::NotHeld,
        SessionNews::EndedEarly => Event::EndedEarly,
        SessionNews::TurnedAway => Event::TurnedAway,
        SessionNews::Incident => Event::Incident,
        SessionNews::Recorded => Event::Recorded,
        // It ended as promised: who waits for the child sees it come.
        SessionNews::Over => return None,
    })
}

fn tell_of_session(
    work: &mut Work<'_, act::FollowChange>,
    session: SessionId,
    event: Event,
) -> Result<(), Refused> {
    let facts = facts::nameless(work, session)?;
    let topic = Topic::Session(session);
    let earlier = store::notices_of(work, topic)?;
    let told: BTreeSet<Addressee> = earlier.iter().map(|notice| notice.to).collect();
    let news = News {
        topic,
        event,
        monday: None,
        until: Some(facts.session.slot().ends()),
        sequence: facts.session.sequence,
        earlier,
    };
    let concerned = concerned(&facts);
    for to in rules::to_tell(event, &concerned, &told) {
        let depends_on = concerned.contains(&to).then(|| depends_on(&facts, to));
        let is_known = |depends_on: &str| rules::is_known(event, to, depends_on, &news.earlier);
        if !depends_on.as_deref().is_some_and(is_known) {
            tell(work, &news, (to, depends_on))?;
        }
    }
    if event == Event::Incident {
        for to in managers(work)? {
            tell(work, &news, (to, None))?;
        }
    }
    Ok(())
}

/// Who manages the service: of no session by itself, but of an incident in any.
fn managers(work: &mut Work<'_, act::FollowChange>) -> Result<Vec<Addressee>, Refused> {
    let accounts = accounts_in(work, Role::ServiceManager)?;
    let managers = accounts.iter().map(|account| Addressee {
        audience: Audience::Manager,
        recipient: Recipient::User(account.id),
    });
    Ok(managers.collect())
}

/// A referral went to a state its social worker is told of. Nobody else is: the coordinator finds
/// what was sent or answered in the list of what waits.
fn tell_of_referral(
    work: &mut Work<'_, act::FollowChange>,
    referral: ReferralId,
    news: ReferralNews,
) -> Result<(), Refused> {
    let topic = Topic::Referral(referral);
    let event = match news {
        ReferralNews::Returned => Event::Returned,
        ReferralNews::Accepted => Event::Accepted,
        ReferralNews::Declined => Event::Declined,
    };
    let worker = referrals::queries::referral(work, referral)?.social_worker;
    let news = News {
        topic,
        event,
        monday: None,
        until: None,
        sequence: 0,
        earlier: store::notices_of(work, topic)?,
    };
    let to = Addressee {
        audience: Audience::SocialWorker,
        recipient: Recipient::User(worker),
    };
    tell(work, &news, (to, None))
}

/// A week is published in which a child stays below what an order gives, or what else was agreed: who
/// manages the service and the social workers of the child's plans are told, once for each week; and
/// Legal, where it is an order.
fn tell_of_minimum(
    work: &mut Work<'_, act::FollowChange>,
    child: PersonId,
    (monday, event): (LondonDay, Event),
) -> Result<(), Refused> {
    let topic = Topic::Child(child);
    let sunday = monday.week().sunday();
    let plans = referrals::queries::plans_running(work, monday, sunday)?;
    let theirs = plans
        .iter()
        .filter(|plan| plan.details.children.contains(&child));
    let mut told: BTreeSet<(Audience, UserId)> = theirs
        .map(|plan| (Audience::SocialWorker, plan.social_worker))
        .collect();
    for (audience, role) in [
        (Audience::Manager, Role::ServiceManager),
        (Audience::Legal, Role::Legal),
    ] {
        if !rules::tells(event, audience) {
            continue;
        }
        let accounts = accounts_in(work, role)?;
        told.extend(accounts.iter().map(|account| (audience, account.id)));
    }
    let earlier = store::notices_of(work, topic)?;
    let news = News {
        topic,
        event,
        monday: Some(monday),
        until: None,
        sequence: 0,
        earlier,
    };
    for (audience, user) in told {
        let to = Addressee {
            audience,
            recipient: Recipient::User(user),
        };
        let known = |one: &Notice| (one.to, one.event, one.monday) == (to, event, Some(monday));
        if !news.earlier.iter().any(known) {
            tell(work, &news, (to, None))?;
        }
    }
    Ok(())
}

/// A child lives with others from a day on: of the sessions that people expect, the household it
/// comes to hears of them, and the one it leaves hears that they are off for it. Nobody else is
/// told anything.
fn tell_carers(work: &mut Work<'_, act::FollowChange>, child: PersonId) -> Result<(), Refused> {
    let today = work.now().london_day();
    let ahead = today.plus_days(AHEAD_DAYS);
    for session in sessions::queries::of_child(work, child, today, ahead)? {
        if course(&session.stage) != Course::On {
            continue;
        }
        let topic = Topic::Session(session.id);
        let is_carer = |to: &Addressee| to.audience == Audience::Carer;
        let facts = facts::nameless(work, session.id)?;
        let concerned = concerned(&facts);
        let earlier = store::notices_of(work, topic)?;
        let told: BTreeSet<Addressee> = earlier.iter().map(|notice| notice.to).collect();
        let news = News {
            topic,
            event: Event::Changed,
            monday: None,
            until: Some(session.slot().ends()),
            sequence: session.sequence,
            earlier,
        };
        for to in concerned
            .symmetric_difference(&told)
            .filter(|to| is_carer(to))
        {
            let depends_on = concerned.contains(to).then(|| depends_on(&facts, *to));
            tell(work, &news, (*to, depends_on))?;
        }
    }
    Ok(())
}

/// What is to be told, to however many.
struct News {
    topic: Topic,
    event: Event,
    /// The Monday of the week, where it is about one.
    monday: Option<LondonDay>,
    /// When the session ends.
    until: Option<Instant>,
    /// The SEQUENCE of a session's calendar entry; nothing else has one.
    sequence: u32,
    /// What was told before about the same.
    earlier: Vec<Notice>,
}

/// Writes down that somebody must be told, and what their message depends on.
fn tell(
    work: &mut Work<'_, act::FollowChange>,
    news: &News,
    (to, depends_on): (Addressee, Option<String>),
) -> Result<(), Refused> {
    // Who reads the record is told of events, each of them true; to the others only the last counts.
    if to.audience.must_answer() {
        store::supersede(work, news.topic, to)?;
    }
    let theirs = news.earlier.iter().filter(|earlier| earlier.to == to);
    let last = theirs.map(|earlier| earlier.number).max();
    // What is told together waits for what may still follow; an incident waits for nothing.
    let wait = if news.event == Event::Incident {
        0
    } else {
        settings::queries::current(work)?.notice_wait_minutes
    };
    let notice = Notice {
        id: work.mint()?,
        topic: news.topic,
        event: news.event,
        to,
        number: last.unwrap_or_default() + 1,
        sequence: i32::try_from(news.sequence).unwrap_or(i32::MAX),
        monday: news.monday,
        until: news.until,
        depends_on,
        state: State::Waiting,
        attempts: 0,
        next_at: work.real_now() + Duration::from_mins(u64::from(wait)),
        message_id: None,
        told: None,
        trouble: None,
        problem: false,
        created_at: work.now(),
        sent_at: None,
        answered_at: None,
    };
    store::insert_notice(work, &notice)
}
