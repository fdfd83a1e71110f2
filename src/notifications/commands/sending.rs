//! The way out: due notices become messages in one transaction, leave between two, and what came of
//! them is written down in another. A message that is cut off on the way is sent again, under the
//! same Message-ID.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry as MapEntry};

use hmac::{Hmac, KeyInit, Mac};
use kernel::{
    id::{PersonId, SessionId},
    refusal::Refused,
    text::Email,
    time::{Instant, LondonDay},
};
use law::access::act;
use sha2::{Digest, Sha256};

use super::mail::{Mail, PostOffice};
use crate::{
    access::queries::known,
    notifications::{
        Addressee, DemoContent, Event, Link, Notice, State, Topic, Trouble,
        queries::{children_of, facts, reach},
        rules::{
            self, Expectation, Outcome,
            calendar::Entry,
            letter::{Letter, Signature},
            said::{Matter, Reference, Said, SocialWorkerNotice},
            say::{SessionFacts, expects_after, say},
        },
        store::{self, Attempt, Settled},
        traces,
    },
    settings,
    storage::{Claims, Done, Reads, Work, hex, random_hex},
};

/// What every message of one turn needs.
struct Turn<'a> {
    post: &'a PostOffice,
    signature: Signature,
    sessions: BTreeMap<SessionId, SessionFacts>,
}

/// What is said by one notice.
struct Saying {
    said: Said,
    /// What its recipient expects once they have read it.
    expects: Option<Expectation>,
    entry: Option<Entry>,
}

pub(super) fn claim(work: &mut Work<'_, act::SendNotices>) -> Result<(), Refused> {
    work.claim(Claims::new().and_name("notices to send"))
}

/// Takes what is due, as messages built from what is true now. Another worker leaves them alone for
/// a while.
///
/// # Errors
/// When the store is away.
pub fn take(
    work: &mut Work<'_, act::SendNotices>,
    post: &PostOffice,
    most: usize,
) -> Result<Done<Vec<Mail>>, Refused> {
    claim(work)?;
    let now = work.real_now();
    let due = store::due(work, now, i64::try_from(most).unwrap_or(i64::MAX))?;
    let due = rules::seen_whole(due, most);
    let phone = settings::queries::current(work)?.service_phone;
    let mut turn = Turn {
        post,
        signature: Signature {
            phone: phone.map(|phone| phone.to_string()),
        },
        sessions: BTreeMap::new(),
    };
    let mut with_weeks = Vec::with_capacity(due.len());
    for notice in due {
        let monday = turn.monday(work, &notice)?;
        with_weeks.push((notice, monday));
    }
    let mut mails = Vec::new();
    let mut done = None;
    for message in rules::together(with_weeks) {
        let subjects = turn.children(work, &message)?;
        let fact = traces::taken(&message, subjects);
        mails.extend(turn.message(work, message)?);
        done = fact.map(|fact| work.done(fact, ()));
    }
    let done = done.unwrap_or_else(|| {
        let day = work.now().london_day();
        work.done(traces::nothing_due(day), ())
    });
    Ok(done.map(|()| mails))
}

impl Turn<'_> {
    fn facts(
        &mut self,
        work: &mut Work<'_, act::SendNotices>,
        id: SessionId,
    ) -> Result<&SessionFacts, Refused> {
        Ok(match self.sessions.entry(id) {
            MapEntry::Occupied(known) => known.into_mut(),
            MapEntry::Vacant(unknown) => unknown.insert(facts::of_session(work, id)?),
        })
    }

    /// The Monday of the week a notice is about.
    fn monday(
        &mut self,
        work: &mut Work<'_, act::SendNotices>,
        notice: &Notice,
    ) -> Result<Option<LondonDay>, Refused> {
        match notice.topic {
            Topic::Session(id) => {
                // What is off for them is about the week they were told of.
                let saying = self.saying(work, notice)?;
                let told = saying.and_then(|saying| rules::week_of(&saying.said));
                let slot = self.facts(work, id)?.session.slot();
                Ok(told.or_else(|| Some(slot.day().week().monday())))
            }
            Topic::Referral(_) | Topic::Child(_) => Ok(notice.monday),
        }
    }

    /// Whom these notices are about.
    fn children(
        &mut self,
        work: &mut Work<'_, act::SendNotices>,
        message: &[Notice],
    ) -> Result<BTreeSet<PersonId>, Refused> {
        let mut children = BTreeSet::new();
        for notice in message {
            children.extend(match notice.topic {
                Topic::Session(id) => self.facts(work, id)?.session.children.clone(),
                Topic::Referral(_) | Topic::Child(_) => children_of(work, notice.topic)?,
            });
        }
        Ok(children)
    }

    /// One message, or nothing where nothing is left to tell or nobody to send it to.
    fn message(
        &mut self,
        work: &mut Work<'_, act::SendNotices>,
        notices: Vec<Notice>,
    ) -> Result<Option<Mail>, Refused> {
        let Some(first) = notices.first() else {
            return Ok(None);
        };
        let (to, now) = (first.to, work.real_now());
        let earlier = first.message_id.clone();
        let message_id = earlier.unwrap_or_else(|| rules::message_id(first, self.post.host()));
        let reached = known(reach::reach(work, to.recipient))?.unwrap_or_default();
        let address = reached.email;
        let trouble = match reached.phone {
            _ if reached.unconfirmed => Trouble::Unconfirmed,
            Some(_) => Trouble::NoAddress,
            None => Trouble::NeedsLetter,
        };
        let (mut all, mut entries, mut taken) = (Vec::new(), Vec::new(), Vec::new());
        for notice in notices {
            let Some(saying) = self.saying(work, &notice)? else {
                give_up(work, &notice, State::Superseded, None)?;
                continue;
            };
            if address.is_none() {
                give_up(work, &notice, State::Failed, Some(trouble))?;
                continue;
            }
            let attempt = Attempt {
                notice: notice.id,
                message_id: &message_id,
                told: saying.expects.as_ref(),
                monday: rules::week_of(&saying.said).or(notice.monday),
                until: now + rules::TURN,
            };
            if store::lease(work, &attempt)? {
                taken.push((notice.id, notice.attempts + 1));
                entries.extend(saying.entry);
                if !all.contains(&saying.said) {
                    all.push(saying.said);
                }
            }
        }
        all.sort_by_key(|said| said.appointment().map(|one| one.slot.starts()));
        let (Some(address), Some((lead, _))) = (address, taken.first()) else {
            return Ok(None);
        };
        let link = self.link(work, (&message_id, &address), (*lead, to), &all)?;
        let address_of_page = link
            .as_ref()
            .map(|(token, ..)| format!("{}/n/{token}", self.post.origin()));
        Ok(Some(Mail {
            message_id,
            to: address,
            letter: Letter::of(&all, address_of_page, &self.signature)
                .urgent_on(work.now().london_day(), &all),
            entries,
            notices: taken,
            link: link.map(|(_, hash, link)| (hash, link)),
            at: now,
        }))
    }

    /// What there is to say by a notice.
    fn saying(
        &mut self,
        work: &mut Work<'_, act::SendNotices>,
        notice: &Notice,
    ) -> Result<Option<Saying>, Refused> {
        let origin = self.post.origin().to_owned();
        let id = match notice.topic {
            Topic::Session(id) => id,
            Topic::Referral(_) | Topic::Child(_) => {
                return Ok(Some(Saying {
                    said: of_record(notice, &origin),
                    expects: None,
                    entry: None,
                }));
            }
        };
        let (before, now) = (facts::before(work, notice)?, work.now());
        let facts = self.facts(work, id)?;
        let sequence = i32::try_from(facts.session.sequence).unwrap_or(i32::MAX);
        let said = say(notice, facts, before.as_ref(), &origin).filter(|said| !said.is_over(now));
        Ok(said.map(|said| Saying {
            expects: expects_after(&said, facts, (notice.to, before.as_ref())),
            entry: Entry::of(&said, id, sequence),
            said,
        }))
    }

    /// The link of a message that asks for an answer. Its token comes of the message's id, where that
    /// goes, and a key outside the database: the same each time it is sent there, and not to be found
    /// in the database.
    fn link(
        &self,
        work: &mut Work<'_, act::SendNotices>,
        (message_id, address): (&str, &Email),
        (notice, to): (kernel::id::NoticeId, Addressee),
        all: &[Said],
    ) -> Result<Option<(String, String, Link)>, Refused> {
        let appointments = all.iter().filter_map(Said::appointment);
        let slots = appointments.map(|appointment| appointment.slot);
        let Some(last) = slots.max_by_key(|slot| slot.ends()) else {
            return Ok(None);
        };
        if !to.audience.must_answer() {
            return Ok(None);
        }
        let token = token(self.post.link_key(), message_id, address)?;
        let link = Link {
            notice,
            to,
            monday: last.day().week().monday(),
            expires_at: last.ends().plus_minutes(rules::LINK_LIFE_HOURS * 60),
            replaced: false,
        };
        let hash = hex(&Sha256::digest(&token));
        store::insert_link(work, &hash, &link)?;
        Ok(Some((token, hash, link)))
    }
}

/// What is said to who reads the record itself, about no session.
fn of_record(notice: &Notice, origin: &str) -> Said {
    let (matter, page, grounds) = match (notice.topic, notice.monday) {
        (Topic::Child(id), monday) => {
            let grounds = format!("{origin}/people/{id}/orders");
            let matter = match notice.event {
                Event::BelowMinimum => Matter::OrderedMinimum,
                _ => Matter::AgreedMinimum,
            };
            match monday {
                Some(monday) => {
                    let sunday = monday.week().sunday();
                    let week =
                        format!("{origin}/people/{id}/sessions?from={monday}&until={sunday}");
                    (matter, week, Some(grounds))
                }
                None => (matter, grounds, None),
            }
        }
        (Topic::Referral(_) | Topic::Session(_), _) => {
            let page = format!("{origin}/referrals/{}", notice.topic);
            (Matter::Referral, page, None)
        }
    };
    Said::SocialWorker(SocialWorkerNotice {
        matter,
        reference: Reference::of(&notice.topic.to_string()),
        event: notice.event,
        week: notice.monday,
        page,
        grounds,
    })
}

fn token(key: &[u8; 32], message_id: &str, address: &Email) -> Result<String, Refused> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key)
        .map_err(|cause| Refused::fault("making a link", cause))?;
    mac.update(b"link of a message\n");
    mac.update(format!("{message_id}\n{address}").as_bytes());
    Ok(hex(&mac.finalize().into_bytes()))
}

fn give_up(
    work: &mut Work<'_, act::SendNotices>,
    notice: &Notice,
    state: State,
    trouble: Option<Trouble>,
) -> Result<(), Refused> {
    let settled = Settled {
        notice: notice.id,
        state,
        trouble,
        rendered: None,
        next_at: notice.next_at,
    };
    store::settle(work, &settled)
}

/// Writes down what came of sending these.
///
/// # Errors
/// When the store is away.
pub fn settle(
    work: &mut Work<'_, act::SendNotices>,
    sent: &[(Mail, Outcome)],
) -> Result<Done<()>, Refused> {
    claim(work)?;
    let mut done = None;
    for (mail, outcome) in sent {
        let outcome = as_it_came(*outcome);
        let hash = mail.letter.hash();
        for (notice, attempts) in &mail.notices {
            let (state, trouble) = rules::after(outcome, *attempts);
            let settled = Settled {
                notice: *notice,
                state,
                trouble,
                rendered: (state == State::Sent).then_some(hash.as_str()),
                next_at: again_at(work, *attempts)?,
            };
            store::settle(work, &settled)?;
        }
        if let (Outcome::Taken, Some((token_hash, link))) = (outcome, &mail.link) {
            store::replace_links(work, token_hash, link)?;
        }
        done = traces::settled(mail.notices.iter().map(|(id, _)| *id), outcome)
            .map(|fact| work.done(fact, ()));
    }
    Ok(done.unwrap_or_else(|| {
        let day = work.now().london_day();
        work.done(traces::nothing_due(day), ())
    }))
}

#[cfg(feature = "faults")]
fn as_it_came(outcome: Outcome) -> Outcome {
    if crate::storage::faults::MAIL_UNMINDED.is_on() {
        Outcome::Taken
    } else {
        outcome
    }
}
#[cfg(not(feature = "faults"))]
const fn as_it_came(outcome: Outcome) -> Outcome {
    outcome
}

fn again_at(work: &mut Work<'_, act::SendNotices>, attempts: i32) -> Result<Instant, Refused> {
    let chance = random_hex::<1>()?;
    let chance = u8::from_str_radix(&chance, 16).unwrap_or_default();
    Ok(work.real_now() + rules::back_off(attempts, chance))
}

/// Puts a message into the mailbox of the demo.
///
/// # Errors
/// When the store is away.
pub fn keep_in_mailbox(
    work: &mut Work<'_, act::KeepHouse>,
    mail: &Mail,
    content: &DemoContent,
) -> Result<Done<()>, Refused> {
    work.claim(Claims::new().and_name("mailbox of the demo"))?;
    let head = (
        mail.message_id.as_str(),
        mail.to.as_str(),
        mail.letter.subject.as_str(),
    );
    store::insert_demo_mail(work, head, content)?;
    Ok(work.kept(()))
}
