//! Who could supervise a session as it is wanted, and in which rooms it could be: everybody and
//! every room, in order, with what stands against each.

use std::collections::BTreeSet;

use kernel::{
    id::{RoomId, SessionId, SupervisorId},
    refusal::{Reason, Refused},
};

use law::requirement::RoomFeature;

use super::{busy, gather, supervisors_met};
use crate::{
    referrals::Plan,
    resources::{
        self, Span, Supervisor,
        rules::{feature_label, venue_label},
    },
    sessions::{
        Busy, Draft,
        rules::{
            Candidate,
            checks::{Around, checks},
            ranked,
        },
    },
    storage::Reads,
};

/// That a control asks for more staff is no reason against one of them.
const OF_THEIR_NUMBER: &str = "risk-staff";

/// A room, and what stands against it; nothing where it is free.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomChoice {
    /// Which.
    pub room: RoomId,
    /// Venue and room.
    pub name: String,
    /// What sort of place the venue is, how many people the room holds, and whether it is step-free: what
    /// a list to choose from has room for.
    pub has: String,
    /// Everything it, or its venue, offers.
    pub offers: Vec<&'static str>,
    /// Why not.
    pub against: Vec<Reason>,
}

/// Who could supervise what is wanted, whoever was chosen for it so far, and in which rooms it could be.
/// Asks nobody's permission.
///
/// # Errors
/// When something the draft names is not there, or the store is away.
pub fn fitting(
    reads: &mut dyn Reads,
    of: (Option<SessionId>, &Plan),
    draft: &Draft,
) -> Result<(Vec<Candidate>, Vec<RoomChoice>), Refused> {
    let staff = resources::queries::every_supervisor(reads)?;
    let nobody_yet = Draft {
        supervisors: BTreeSet::new(),
        ..draft.clone()
    };
    let candidates = candidates(reads, of, &nobody_yet, &staff)?;
    Ok((candidates, room_choices(reads, of, draft)?))
}

/// Everybody of the staff who does not supervise it already, ranked. What they are checked against is
/// gathered once. Asks nobody's permission.
///
/// # Errors
/// When something the draft names is not there, or the store is away.
pub fn candidates(
    reads: &mut dyn Reads,
    (id, plan): (Option<SessionId>, &Plan),
    draft: &Draft,
    staff: &[Supervisor],
) -> Result<Vec<Candidate>, Refused> {
    let base = gather::around(reads, (id, plan), draft)?;
    // Where only a room is chosen, its venue says how far everybody has come.
    let draft = &Draft {
        venue: base.venue.as_ref().map(|venue| venue.id),
        ..draft.clone()
    };
    let ids: Vec<SupervisorId> = staff.iter().map(|one| one.id).collect();
    let day = draft.slot.day();
    let keys: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let taken = busy(reads, &keys, gather::week_around(day), id)?;
    let everybody = ids.iter().copied().chain(draft.supervisors.clone());
    let everybody = everybody.collect();
    let met = supervisors_met(reads, &draft.children, &everybody, draft.slot.starts())?;
    let around = Around {
        absences: resources::queries::absences(reads, &ids, Span::of_days(day, day))?,
        met: met.clone(),
        ..base
    };
    let whatever = in_the_way(id, draft, &around);
    let free = staff
        .iter()
        .filter(|one| !draft.supervisors.contains(&one.id));
    let candidate = |one: &Supervisor| {
        let theirs: Vec<&Busy> = taken
            .iter()
            .filter(|busy| busy.resource == one.id.as_str())
            .collect();
        let (draft, around) = with(one, draft, &around, &theirs);
        let mut against = in_the_way(id, &draft, &around);
        // What stands in the way whoever supervises is not against this one.
        against.retain(|reason| !whatever.contains(reason) && reason.code != OF_THEIR_NUMBER);
        let this_week = theirs
            .iter()
            .filter(|busy| day.week().contains(busy.slot.day()));
        Candidate {
            supervisor: one.id,
            name: one.details.name.to_string(),
            against,
            is_known: met.contains(&one.id),
            minutes: this_week.map(|busy| busy.slot.minutes()).sum(),
            contract: i64::from(one.details.contract_minutes),
        }
    };
    Ok(ranked(free.map(candidate).collect()))
}

/// The session with one more supervisor, and what it is then checked against.
fn with(one: &Supervisor, draft: &Draft, around: &Around, theirs: &[&Busy]) -> (Draft, Around) {
    let mut draft = draft.clone();
    draft.supervisors.insert(one.id);
    let mut around = around.clone();
    around.supervisors.push(one.clone());
    around
        .busy
        .extend(theirs.iter().map(|busy| (*busy).clone()));
    (draft, around)
}

/// Every room in use: those that are free then first, each by the names of venue and room. Asks
/// nobody's permission.
///
/// # Errors
/// When something the draft names is not there, or the store is away.
fn room_choices(
    reads: &mut dyn Reads,
    (id, plan): (Option<SessionId>, &Plan),
    draft: &Draft,
) -> Result<Vec<RoomChoice>, Refused> {
    let draft = Draft {
        room: None,
        venue: None,
        ..draft.clone()
    };
    let base = gather::around(reads, (id, plan), &draft)?;
    let rooms = resources::queries::rooms_with(reads, &BTreeSet::new())?;
    let day = Span::of_days(draft.slot.day(), draft.slot.day());
    let closures = resources::queries::all_closures(reads, day)?;
    let keys: Vec<String> = rooms.iter().map(|(_, room)| room.id.to_string()).collect();
    let taken = busy(reads, &keys, day, id)?;
    let whatever = in_the_way(id, &draft, &base);
    let choice = |(venue, room): (resources::Venue, resources::Room)| {
        let draft = Draft {
            room: Some(room.id),
            venue: Some(venue.id),
            ..draft.clone()
        };
        let mut around = base.clone();
        let of_venue = closures.iter().filter(|one| one.venue == venue.id);
        around.closures = of_venue.cloned().collect();
        let of_room = taken.iter().filter(|one| one.resource == room.id.as_str());
        around.busy.extend(of_room.cloned());
        let name = format!("{}, {}", venue.details.name, room.details.name);
        let (room_id, has) = (room.id, has(&venue, &room));
        let offers = room.details.features.iter();
        let offers = offers.map(|one| feature_label(*one)).collect();
        around.venue = Some(venue);
        around.room = Some(room);
        let mut against = in_the_way(id, &draft, &around);
        against.retain(|reason| !whatever.contains(reason));
        RoomChoice {
            room: room_id,
            name,
            has,
            offers,
            against,
        }
    };
    let mut choices: Vec<RoomChoice> = rooms.into_iter().map(choice).collect();
    choices.sort_by_key(|one| !one.against.is_empty());
    Ok(choices)
}

/// `contact centre, for 8 people, step-free`.
pub(super) fn has(venue: &resources::Venue, room: &resources::Room) -> String {
    let kind = venue_label(venue.details.kind).to_lowercase();
    let is_step_free = room.details.features.contains(&RoomFeature::StepFree);
    let step_free = if is_step_free { ", step-free" } else { "" };
    format!("{kind}, for {} people{step_free}", room.details.capacity)
}

/// What blocks or holds a session as it is wanted.
pub(super) fn in_the_way(id: Option<SessionId>, draft: &Draft, around: &Around) -> Vec<Reason> {
    let found = checks(id, draft, around).into_iter();
    found
        .filter(|check| check.blocks() || check.holds())
        .map(|check| check.told())
        .collect()
}
