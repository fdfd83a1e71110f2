//! Reads the audit for whoever may.

use std::collections::BTreeMap;

use kernel::{
    id::{NoticeId, PersonId, UserId},
    refusal::Refused,
    time::LondonDay,
};
use law::access::{Action, OnRecords, about, act};

use super::{DayOfDeeds, Deed, MOST, Trail, Who, rules::kind_in_words};
use crate::{
    access::{self, Subject, queries::may},
    notifications,
    people::{queries::permitted, rules::full_name},
    storage::{Acts, Reads, Trace, deeds, trail},
};

/// What was done with the record of a person on a day, reads as well as changes.
///
/// # Errors
/// `Hidden` when there is no such person or the caller may not know of them; `Forbidden`.
pub fn trail_of<R: Acts>(reads: &mut R, id: PersonId, day: LondonDay) -> Result<Trail, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (person, _) = permitted(reads, id)?;
    let most = i64::try_from(MOST).unwrap_or(i64::MAX);
    let mut traces = trail(reads, id, (day.begins(), day.is_over()), most + 1)?;
    let is_cut = traces.len() > MOST;
    traces.truncate(MOST);
    let (mut names, mut links) = (BTreeMap::new(), BTreeMap::new());
    let mut deeds = Vec::with_capacity(traces.len());
    for trace in traces {
        let link = trace.actor.strip_prefix("link:");
        let link: Option<NoticeId> = link.and_then(|link| link.parse().ok());
        let mut deed = deed(reads, trace, &mut names)?;
        if let Some(link) = link {
            deed.who = Who::Bearer(bearer(reads, link, &mut links)?);
        }
        deeds.push(deed);
    }
    Ok(Trail {
        person: id,
        called: full_name(&person.details),
        day,
        deeds,
        is_cut,
    })
}

/// What was done in the service on a day, by everybody: a part of it, counted from 1.
///
/// # Errors
/// When the caller does not oversee the service.
pub fn day_of_deeds(
    reads: &mut impl Acts<Action = act::ListAudit>,
    day: LondonDay,
    part: u32,
) -> Result<DayOfDeeds, Refused> {
    may(reads, &Subject::new_record())?;
    let most = i64::try_from(MOST).unwrap_or(i64::MAX);
    let skipped = i64::from(part.saturating_sub(1)).saturating_mul(most);
    let mut found = deeds(reads, (day.begins(), day.is_over()), (skipped, most + 1))?;
    let more = found.len() > MOST;
    found.truncate(MOST);
    let (mut names, mut kinds) = (BTreeMap::new(), Vec::with_capacity(found.len()));
    let mut done = Vec::with_capacity(found.len());
    for (trace, kind) in found {
        done.push(deed(reads, trace, &mut names)?);
        kinds.push(kind_in_words(&kind));
    }
    Ok(DayOfDeeds {
        day,
        part,
        deeds: done,
        kinds,
        more,
    })
}

/// Who bears a link: to whom it was sent, and what they are.
fn bearer<R: Acts>(
    reads: &mut R,
    link: NoticeId,
    known: &mut BTreeMap<NoticeId, Option<String>>,
) -> Result<Option<String>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    if let Some(name) = known.get(&link) {
        return Ok(name.clone());
    }
    let sent = notifications::queries::sent_to(reads, link)?;
    let name = sent.map(|(name, audience)| {
        let what = audience.label().to_lowercase();
        format!("{name} ({what}), by the link of a message")
    });
    known.insert(link, name.clone());
    Ok(name)
}

fn deed(
    reads: &mut dyn Reads,
    trace: Trace,
    names: &mut BTreeMap<UserId, String>,
) -> Result<Deed, Refused> {
    let who = match trace.actor.as_str() {
        "system" => Who::Program,
        "nobody" => Who::Nobody,
        link if link.starts_with("link:") => Who::Bearer(None),
        user => {
            let user: UserId = user
                .parse()
                .map_err(|cause| Refused::fault("reading who did something", cause))?;
            let name = match names.get(&user) {
                Some(known) => known.clone(),
                None => access::queries::account(reads, user)?.name.to_string(),
            };
            names.insert(user, name.clone());
            Who::Staff(user, name)
        }
    };
    Ok(Deed {
        at: trace.at,
        who,
        act: trace.act,
        purpose: trace.purpose,
        outcome: trace.outcome,
    })
}
