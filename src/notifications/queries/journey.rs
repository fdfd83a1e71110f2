//! Where a driver who holds a link has to go.

use std::collections::BTreeSet;

use kernel::{
    id::{NoticeId, PersonId},
    refusal::Refused,
    time::Slot,
};
use law::access::{Action, OnRecords, about};

use super::{own_notice, page::changing, permit_of_link};
use crate::{
    access::Subject,
    notifications::{
        Audience, Topic,
        queries::facts,
        rules::{self, Course, said::Reference},
        store,
    },
    sessions::{Driven, Road, queries::road},
    storage::Acts,
};

/// The journeys of a link.
#[derive(Debug)]
pub struct Journeys {
    /// The notice it came in.
    pub lead: NoticeId,
    /// Each, by when its session begins.
    pub all: Vec<(Reference, Slot, Road)>,
    /// Those whose time is not settled again since the driver was told of another: there is no door yet.
    pub changing: BTreeSet<Reference>,
    /// The children whose door is shown.
    pub shown: BTreeSet<PersonId>,
}

/// Where the bearer of a link drives: each door while they are on the way to it, and at no other time.
///
/// # Errors
/// `Hidden` to all but a driver; with what to do instead where the link is over or replaced.
pub fn journeys<R: Acts>(reads: &mut R) -> Result<Journeys, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let lead = own_notice(reads)?;
    permit_of_link(reads, lead)?;
    let link = store::link_of(reads, lead)?.ok_or(Refused::Hidden)?;
    if link.to.audience != Audience::Driver {
        return Err(Refused::Hidden);
    }
    // A newer message takes the place of the older, but the driver is on the road with this page open:
    // it shows what is true now.
    rules::link_opens(link.expires_at, false, reads.now())?;
    let changing = changing(reads, &link)?;
    let mut journeys = Journeys {
        lead,
        all: Vec::new(),
        changing: changing
            .iter()
            .map(|id| Reference::of(id.as_str()))
            .collect(),
        shown: BTreeSet::new(),
    };
    let subject = Subject::new_record().covering(lead);
    let mut known = BTreeSet::new();
    for notice in store::told_of_week(reads, &link)? {
        let Topic::Session(id) = notice.topic else {
            continue;
        };
        if !known.insert(id) {
            continue;
        }
        let facts = facts::nameless(reads, id)?;
        if !rules::say::concerned(&facts).contains(&notice.to) {
            continue;
        }
        let reference = Reference::of(id.as_str());
        if matches!(facts.course(), Course::Planned | Course::NotThen) {
            journeys.changing.insert(reference);
            continue;
        }
        let driven = Driven {
            there: facts.ways.there.by_taxi,
            back: facts.ways.back.by_taxi,
        };
        let road = road(reads, (&facts.session, driven), &subject)?;
        if !road.stops.is_empty() {
            journeys
                .shown
                .extend(facts.session.children.iter().copied());
        }
        journeys.all.push((reference, facts.session.slot(), road));
    }
    journeys.all.sort_by_key(|(_, slot, _)| slot.starts());
    Ok(journeys)
}
