//! Where who drives the children of a session has to go: the one way to a placement's address for
//! somebody who may not know it otherwise.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{HouseholdId, PersonId},
    refusal::Refused,
};
use law::access::{Action, OnRecords, about};

use crate::{
    access::{Subject, queries::may},
    people, resources,
    sessions::{Driven, Road, Session, Stop, rules},
    settings,
    storage::Acts,
};

/// Where somebody drives who drives these ways of a session. Whether they do is the caller's to know;
/// `subject` is what the policy is asked about it.
///
/// # Errors
/// When the caller may not; when the store is away.
pub fn road<R: Acts>(
    reads: &mut R,
    (session, driven): (&Session, Driven),
    subject: &Subject,
) -> Result<Road, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let way_minutes = i64::from(settings::queries::current(reads)?.travel_minutes);
    let now = reads.now();
    let slot = session.slot();
    let shown_from = rules::shown_from(driven, (slot.starts(), slot.ends()), way_minutes);
    let mut road = Road {
        driven,
        shown_from,
        has_begun: shown_from <= now,
        is_open: rules::is_on_the_road(&session.stage, (driven, way_minutes), now),
        stops: Vec::new(),
        venue: match session.venue {
            Some(venue) => Some(resources::queries::venue(reads, venue)?.details.name),
            None => None,
        },
    };
    if !road.is_open {
        return Ok(road);
    }
    let called = people::queries::called(reads, &session.children)?;
    let homes = people::queries::homes_on(reads, &session.children, slot.day())?;
    for (household, children) in by_household(&homes) {
        let permit = may(reads, &subject.clone().covering(household))?;
        let (address, postcode) = people::queries::door_of(reads, &permit, household)?;
        let children = children.iter().filter_map(|child| called.get(child));
        road.stops.push(Stop {
            children: children.cloned().collect(),
            address,
            postcode,
        });
    }
    Ok(road)
}

fn by_household(
    homes: &BTreeMap<PersonId, HouseholdId>,
) -> BTreeMap<HouseholdId, BTreeSet<PersonId>> {
    let mut doors: BTreeMap<HouseholdId, BTreeSet<PersonId>> = BTreeMap::new();
    for (child, household) in homes {
        doors.entry(*household).or_default().insert(*child);
    }
    doors
}
