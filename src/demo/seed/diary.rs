//! Who and what is taken when, so that the times the demo proposes are times a coordinator would
//! propose. What may be booked the commands decide.

use std::collections::BTreeMap;

use kernel::{
    id::{RoomId, SupervisorId, UserId, VenueId},
    refusal::Refused,
    time::{ClockTime, Slot, Week},
};
use law::{
    access::{Actor, act},
    proposal::PlaceKind,
    requirement::RoomFeature,
};

use super::{Seed, users::Staff};
use crate::resources::{
    DayName, Supervisor, Venue,
    queries::{every_supervisor, rooms_with},
};

/// Minutes between two things that somebody is taken up with: to drive, to write up.
const GAP: u16 = 30;
/// Minutes in which a room is cleaned, and a supervisor who stays in the venue writes up.
const CLEANING: u16 = 15;

/// A room with its venue.
struct Space {
    id: RoomId,
    name: String,
    holds: usize,
    features: Vec<RoomFeature>,
    venue: Venue,
}

/// From when to when somebody or something is taken on a day of every week.
type Taken = (DayName, u16, u16);

/// What a place is looked for with.
pub(super) struct Wish<'a> {
    /// Everybody who comes, and whatever else can be taken once only.
    pub(super) with: &'a [String],
    /// How many come, without a supervisor.
    pub(super) people: usize,
    pub(super) minutes: u16,
    pub(super) place: PlaceKind,
    pub(super) needs: Option<RoomFeature>,
    /// Days and times that suit, the best first.
    pub(super) times: Vec<(DayName, u16)>,
    /// By how much to turn the lists, so that not everybody gets the same.
    pub(super) turn: usize,
}

/// A place that is free.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) day: DayName,
    pub(super) from: ClockTime,
    pub(super) to: ClockTime,
    pub(super) room: RoomId,
    pub(super) supervisor: SupervisorId,
}

/// All of it.
pub(super) struct Diary {
    rooms: Vec<Space>,
    staff: Vec<(String, Supervisor)>,
    taken: BTreeMap<String, Vec<Taken>>,
    /// In which venue each supervisor is on a day: nobody drives between two.
    stays: BTreeMap<(SupervisorId, DayName), VenueId>,
    week: Week,
}

impl Diary {
    /// An empty diary of the rooms and the supervisors.
    pub(super) fn of(seed: &Seed<'_>, staff: &Staff) -> Result<Self, Refused> {
        let (supervisors, rooms) = seed.does::<act::KeepHouse, _>(&Actor::System, |work| {
            let all = every_supervisor(work)?;
            let rooms = rooms_with(work, &std::collections::BTreeSet::new())?;
            Ok(work.kept((all, rooms)))
        })?;
        let keys: BTreeMap<UserId, String> = staff
            .supervisors()
            .into_iter()
            .map(|(key, _, user)| (user, key))
            .collect();
        let named = supervisors.into_iter().filter_map(|one| {
            let key = keys.get(&one.details.user?)?.clone();
            Some((key, one))
        });
        let rooms = rooms.into_iter().map(|(venue, room)| Space {
            id: room.id,
            name: room.details.name.to_string(),
            holds: usize::from(room.details.capacity),
            features: room.details.features.into_iter().collect(),
            venue,
        });
        Ok(Self {
            rooms: rooms.collect(),
            staff: named.collect(),
            taken: BTreeMap::new(),
            stays: BTreeMap::new(),
            week: seed.next_week(),
        })
    }

    /// The room of a name.
    pub(super) fn room(&self, name: &str) -> Result<RoomId, Refused> {
        let found = self.rooms.iter().find(|space| space.name == name);
        found
            .map(|space| space.id)
            .ok_or_else(|| Refused::broken(format!("looking for {name} in the demo")))
    }

    /// A supervisor by key.
    pub(super) fn supervisor(&self, key: &str) -> Result<SupervisorId, Refused> {
        let found = self.staff.iter().find(|(known, _)| known == key);
        found
            .map(|(_, one)| one.id)
            .ok_or_else(|| Refused::broken(format!("looking for {key} in the demo")))
    }

    /// The account of a supervisor.
    pub(super) fn account(&self, id: SupervisorId) -> Result<UserId, Refused> {
        let found = self.staff.iter().find(|(_, one)| one.id == id);
        found
            .and_then(|(_, one)| one.details.user)
            .ok_or_else(|| Refused::broken("looking for the account of a supervisor"))
    }

    /// The venue of a room.
    pub(super) fn venue(&self, room: RoomId) -> Option<VenueId> {
        let space = self.rooms.iter().find(|space| space.id == room);
        space.map(|space| space.venue.id)
    }

    /// Writes down that these are taken.
    pub(super) fn take(&mut self, place: &Place, with: &[String]) {
        let span = (
            place.day,
            place.from.minute_of_day(),
            place.to.minute_of_day(),
        );
        if let Some(venue) = self.venue(place.room) {
            self.stays.insert((place.supervisor, place.day), venue);
        }
        let own = [place.room.to_string(), place.supervisor.to_string()];
        for one in with.iter().cloned().chain(own) {
            self.taken.entry(one).or_default().push(span);
        }
    }

    /// The first place that suits and is free.
    pub(super) fn find(&self, wish: &Wish<'_>) -> Option<Place> {
        wish.times
            .iter()
            .find_map(|(day, from)| self.place_at(wish, (*day, *from)))
    }

    /// A place at this time, if there is one.
    fn place_at(&self, wish: &Wish<'_>, (day, from): (DayName, u16)) -> Option<Place> {
        let until = from + wish.minutes;
        let span = (day, from, until);
        if !wish.with.iter().all(|one| self.is_free(one, span, GAP)) {
            return None;
        }
        let from = ClockTime::from_minute_of_day(from).ok()?;
        let to = ClockTime::from_minute_of_day(until).ok()?;
        let date = crate::sessions::rules::day_of(self.week, day);
        let slot = Slot::new(date, from, to).ok()?;
        let mut rooms = turned(&self.rooms, wish.turn).filter(|space| {
            suits(space, wish, slot) && self.is_free(space.id.as_str(), span, CLEANING)
        });
        let (room, supervisor) = rooms.find_map(|space| {
            let supervisor = self.who_can((wish.turn, space.venue.id), slot, span)?;
            Some((space, supervisor))
        })?;
        Some(Place {
            day,
            from,
            to,
            room: room.id,
            supervisor,
        })
    }

    /// Somebody who works then, is free, and has not had their share.
    pub(super) fn who_can(
        &self,
        (turn, venue): (usize, VenueId),
        slot: Slot,
        span: Taken,
    ) -> Option<SupervisorId> {
        let mut all = turned(&self.staff, turn);
        all.find(|(key, one)| {
            let hours = one.details.hours.on(slot.day());
            let works = hours.is_some_and(|hours| hours.cover(slot));
            let kept = match key.as_str() {
                // The scripts ask for these days as they are.
                "milo.lane" | "rosa.osei" => span.0 == DayName::Tue,
                "lucy.tran" => span.0 == DayName::Thu,
                _ => false,
            };
            let stays = self.stays.get(&(one.id, span.0));
            let near = stays.is_none_or(|stays| *stays == venue);
            works && !kept && near && self.has_room_for_more(one, span)
        })
        .map(|(_, one)| one.id)
    }

    fn has_room_for_more(&self, one: &Supervisor, span: Taken) -> bool {
        let theirs = self.taken.get(one.id.as_str());
        let theirs = theirs.map_or(&[][..], Vec::as_slice);
        let on_the_day = theirs.iter().filter(|taken| taken.0 == span.0).count();
        let a_week = match one.details.contract_minutes {
            0 => 3,
            minutes => usize::from(minutes / 60 / 3),
        };
        on_the_day < 3 && theirs.len() < a_week && self.is_free(one.id.as_str(), span, CLEANING)
    }

    fn is_free(&self, who: &str, (day, from, until): Taken, gap: u16) -> bool {
        let theirs = self.taken.get(who).into_iter().flatten();
        theirs
            .filter(|taken| taken.0 == day)
            .all(|taken| until + gap <= taken.1 || taken.2 + gap <= from)
    }
}

/// Whether a room is what is looked for, and open then.
fn suits(space: &Space, wish: &Wish<'_>, slot: Slot) -> bool {
    let open = space.venue.details.hours.on(slot.day());
    let place = match wish.place {
        PlaceKind::SecureCentre => space.venue.details.kind == PlaceKind::SecureCentre,
        _ => true,
    };
    // Nobody can be warm there in the week that is planned next.
    let cold = space.venue.details.kind == PlaceKind::SecureCentre
        && DayName::of(slot.day()) == DayName::Thu;
    place
        && !cold
        && open.is_some_and(|open| open.cover(slot))
        && wish.people < space.holds
        && wish.needs.is_none_or(|one| space.features.contains(&one))
}

/// A list from its nth on, and from the beginning after its end.
fn turned<T>(list: &[T], by: usize) -> impl Iterator<Item = &T> {
    list.iter()
        .cycle()
        .skip(by.checked_rem(list.len()).unwrap_or_default())
        .take(list.len())
}
