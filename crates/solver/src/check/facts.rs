//! What the instance says, in slots: nothing here depends on a rota.

use super::tiers::Factors;
use crate::instance::{DAY_MIN, Instance, Place, RoomKind, Session};
use std::collections::{BTreeSet, HashMap};

/// A possible start: day, slot and venue.
pub(super) type Start = (usize, usize, usize);

/// The instance with the few numbers that every question needs.
pub(super) struct Facts<'a> {
    pub(super) instance: &'a Instance,
    /// The possible starts of each session, in the order that certificates follow.
    pub(super) starts: Vec<BTreeSet<Start>>,
    /// The index of the case of each session.
    pub(super) case: Vec<usize>,
    /// Which sessions keep the supervisors they were published with.
    keeps_staff: Vec<bool>,
    /// What each part of the cost counts.
    pub(super) factors: Factors,
}

impl<'a> Facts<'a> {
    pub(super) fn new(instance: &'a Instance) -> Self {
        let ids: HashMap<&str, usize> = instance
            .cases
            .iter()
            .enumerate()
            .map(|(index, case)| (case.id.as_str(), index))
            .collect();
        let sessions = instance.sessions.iter();
        let mut facts = Self {
            instance,
            starts: sessions.clone().map(|s| starts(instance, s)).collect(),
            case: sessions.map(|s| ids[s.case.as_str()]).collect(),
            keeps_staff: vec![false; instance.sessions.len()],
            factors: Factors::default(),
        };
        facts.factors = Factors::new(&facts);
        facts.keeps_staff = (0..instance.sessions.len())
            .map(|session| facts.staff_is_kept(session))
            .collect();
        facts
    }

    /// Whether the session is bound to its published place and all its supervisors can still take
    /// it there.
    fn staff_is_kept(&self, session: usize) -> bool {
        let s = &self.instance.sessions[session];
        s.published
            .as_ref()
            .filter(|_| bound(self.instance, s))
            .is_some_and(|place| {
                let at = self.start_of(place);
                let free = |&who: &usize| self.refusal(session, at, who).is_none();
                let shared = match place.supervisors[..] {
                    [one, other] => self.can_share(session, one, other),
                    _ => true,
                };
                let enough = place.supervisors.len() == s.supervisors && shared;
                enough && place.supervisors.iter().all(free)
            })
    }

    /// The room that a bound session keeps.
    pub(super) fn kept_room(&self, session: usize) -> Option<usize> {
        let s = &self.instance.sessions[session];
        let place = s.published.as_ref().filter(|_| bound(self.instance, s))?;
        self.room_serves(session, place).then_some(place.room)
    }

    /// Whether the whole published place of a bound session can still be had.
    pub(super) fn keeps_its_place(&self, session: usize) -> bool {
        self.keeps_staff[session]
            && !self.starts[session].is_empty()
            && self.kept_room(session).is_some()
    }

    /// Whether the room is of the kind, and open for as long as the session lasts.
    pub(super) fn room_serves(&self, session: usize, place: &Place) -> bool {
        let s = &self.instance.sessions[session];
        let room = self.instance.venues[place.venue].rooms.get(place.room);
        room.is_some_and(|room| {
            let start = self.slots(place.start);
            let end = start + self.slots(s.duration_min);
            let shut = room.closed.iter().any(|&(day, from, to)| {
                day == place.day && self.slots(from) < end && start < self.slots_begun(to)
            });
            !shut && (s.room == RoomKind::Standard || room.kind == RoomKind::Large)
        })
    }

    /// Minutes in whole slots, as work, windows and limits are counted.
    pub(super) fn slots(&self, minutes: usize) -> usize {
        minutes / self.instance.slot_min
    }

    /// Minutes in slots begun, as travel, rest and buffers are counted.
    pub(super) fn slots_begun(&self, minutes: usize) -> usize {
        minutes.div_ceil(self.instance.slot_min)
    }

    pub(super) fn travel(&self, from: usize, to: usize) -> usize {
        self.slots_begun(self.instance.travel_min[from][to])
    }

    /// Whether the place has a day, a minute and a venue of the week: an answer can say anything.
    pub(super) fn is_in_the_week(&self, place: &Place) -> bool {
        place.day < self.instance.days.len()
            && place.start < DAY_MIN
            && place.venue < self.instance.venues.len()
    }

    /// From when to when a supervisor is needed, if the session starts at this slot.
    pub(super) fn occupation(&self, session: usize, start: usize) -> Option<(usize, usize)> {
        let s = &self.instance.sessions[session];
        let end = start + self.slots(s.duration_min) + self.slots(s.after_min);
        Some((start.checked_sub(self.slots(s.before_min))?, end))
    }

    /// Why this supervisor may not take the session at this start.
    pub(super) fn refusal(&self, session: usize, at: Start, who: usize) -> Option<&'static str> {
        let s = &self.instance.sessions[session];
        let e = &self.instance.supervisors[who];
        let (day, start, venue) = at;
        let there = self.occupation(session, start).zip(e.days[day]);
        let there = there.is_some_and(|((from, to), (begin, end))| {
            let mut away = e.away.iter().filter(|away| away.0 == day);
            let gone = away.any(|away| self.slots(away.1) < to && from < self.slots_begun(away.2));
            self.slots(begin) <= from && to <= self.slots(end) && !gone
        });
        let work = [s.before_min, s.duration_min, s.after_min];
        let work = work.iter().map(|&minutes| self.slots(minutes)).sum();
        let mut published = s.published.iter().flat_map(|place| &place.supervisors);
        let stays = !self.keeps_staff[session] || published.any(|known| *known == who);
        let broken = [
            ("forbidden", s.forbidden_supervisors.contains(&who)),
            (
                "skill",
                s.skills.iter().any(|skill| !e.skills.contains(skill))
                    || !(0..s.supervisors).any(|seat| self.fits_seat(session, seat, who)),
            ),
            (
                "language",
                s.language.iter().any(|l| !e.languages.contains(l)),
            ),
            ("gender", s.gender.iter().any(|gender| *gender != e.gender)),
            ("reach", !e.reach.contains(&venue)),
            ("availability", !there),
            ("pinned", !stays),
            (
                "day",
                work > self.slots(e.day_max_min) || e.max_sessions_day == 0,
            ),
            ("hours", self.overtime(who, work).is_none()),
        ];
        broken
            .iter()
            .find(|(_, broken)| *broken)
            .map(|(name, _)| *name)
    }

    /// Whether the supervisor has the skills of one of the seats.
    pub(super) fn fits_seat(&self, session: usize, seat: usize, who: usize) -> bool {
        let known = &self.instance.supervisors[who].skills;
        let asked = self.instance.sessions[session].seats.get(seat);
        asked.is_none_or(|skills| skills.iter().all(|skill| known.contains(skill)))
    }

    /// Whether two supervisors can share the seats, one way or the other.
    pub(super) fn can_share(&self, session: usize, one: usize, other: usize) -> bool {
        let fit =
            |first, second| self.fits_seat(session, 0, first) && self.fits_seat(session, 1, second);
        fit(one, other) || fit(other, one)
    }

    /// Whether enough supervisors could take the session there.
    pub(super) fn is_alive(&self, session: usize, at: Start) -> bool {
        let staff = 0..self.instance.supervisors.len();
        let may = |who: &usize| self.refusal(session, at, *who).is_none();
        let able: Vec<usize> = staff.filter(may).collect();
        let needed = self.instance.sessions[session].supervisors;
        let seated = (0..needed).all(|seat| {
            let mut able = able.iter();
            able.any(|&who| self.fits_seat(session, seat, who))
        });
        able.len() >= needed && seated
    }

    /// What the start costs: slot and deviation.
    pub(super) fn start_cost(&self, session: usize, at: Start) -> (i64, i64) {
        let s = &self.instance.sessions[session];
        let w = &self.instance.weights;
        let (day, start, venue) = at;
        let mut slot = 0;
        if s.venues[0] != venue {
            slot += w.second_venue;
        }
        if let Some((wished, minute)) = s.preferred_start {
            slot += if wished == day {
                w.start_shift_per_slot * whole(self.slots(minute).abs_diff(start))
            } else {
                w.other_day
            };
        }
        slot += w.late_per_slot * whole(self.late(s, start * self.instance.slot_min));
        let moved = s.published.as_ref().is_some_and(|p| self.start_of(p) != at);
        (slot, if moved { w.moved_session } else { 0 })
    }

    /// What the supervisor costs there: continuity, travel and deviation.
    pub(super) fn staff_cost(&self, session: usize, venue: usize, who: usize) -> (i64, i64, i64) {
        let s = &self.instance.sessions[session];
        let w = &self.instance.weights;
        let known = s.preferred_supervisors.is_empty() || s.preferred_supervisors.contains(&who);
        let base = self.instance.supervisors[who].base;
        let changed = s
            .published
            .as_ref()
            .is_some_and(|p| !p.supervisors.contains(&who));
        (
            if known { 0 } else { w.not_preferred_supervisor },
            w.travel_from_base_per_min * whole(self.instance.travel_min[base][venue]),
            if changed { w.changed_supervisor } else { 0 },
        )
    }

    /// What a week of this much work costs in overtime, or nothing where it is too much.
    pub(super) fn overtime(&self, who: usize, work: usize) -> Option<i64> {
        let e = &self.instance.supervisors[who];
        let over = work.saturating_sub(self.slots(e.contract_min));
        let minutes = over * self.instance.slot_min;
        let cost = self.instance.weights.overtime_per_15min * whole(minutes) / 15;
        (minutes <= e.overtime_max_min).then_some(cost)
    }

    /// What a week of this much work costs beyond a fair share.
    pub(super) fn unfair(&self, who: usize, work: usize) -> i64 {
        let share = self.instance.supervisors[who].fair_min;
        let over = share.map_or(0, |share| work.saturating_sub(self.slots(share)));
        self.instance.weights.unfair_per_15min * whole(over * self.instance.slot_min) / 15
    }

    pub(super) fn unassigned(&self, session: usize) -> i64 {
        let s = &self.instance.sessions[session];
        let worth = self.instance.weights.unassigned[s.priority];
        if s.cancelled { 0 } else { worth }
    }

    pub(super) fn start_of(&self, place: &Place) -> Start {
        (place.day, self.slots(place.start), place.venue)
    }

    /// The slots of the day in which the session needs a leg of transport.
    pub(super) fn legs(&self, session: usize, start: usize) -> Vec<usize> {
        let s = &self.instance.sessions[session];
        let leg = self.slots(self.instance.transport.leg_min);
        let end = start + self.slots(s.duration_min);
        let both = (start.saturating_sub(leg)..start).chain(end..end + leg);
        if s.transport {
            both.collect()
        } else {
            Vec::new()
        }
    }

    /// The area that drives the session.
    pub(super) fn area(&self, session: usize) -> usize {
        self.instance.venues[self.instance.sessions[session].venues[0]].area
    }

    /// How many rooms a venue has for sessions that need a large one, or for all.
    pub(super) fn rooms(&self, venue: usize, large_only: bool) -> usize {
        let rooms = self.instance.venues[venue].rooms.iter();
        rooms
            .filter(|room| !large_only || room.kind == RoomKind::Large)
            .count()
    }
}

/// Whether the session must stay where it was published: it is pinned, or has started.
pub(super) fn bound(instance: &Instance, session: &Session) -> bool {
    let place = session.published.as_ref();
    let started = |place: &Place| {
        instance
            .now
            .is_some_and(|now| (place.day, place.start) <= now)
    };
    session.pinned || place.is_some_and(|place| instance.fill_gaps || started(place))
}

/// A count as a number that costs are multiplied with.
pub(super) fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Whether all resources of the session have hours around it, the time to come and go included.
fn resources_are_there(instance: &Instance, session: &Session, at: Start) -> bool {
    let q = instance.slot_min;
    let mut needed = session
        .resources
        .iter()
        .map(|&which| &instance.resources[which]);
    needed.all(|resource| {
        let (before, after) = (
            resource.before_min.div_ceil(q),
            resource.after_min.div_ceil(q),
        );
        let end = at.1 + session.duration_min / q + after;
        let open = resource.days[at.0].filter(|_| resource.count > 0);
        open.is_some_and(|(from, to)| from / q + before <= at.1 && end <= to / q)
    })
}

/// The possible starts of a session.
pub(super) fn starts(instance: &Instance, session: &Session) -> BTreeSet<Start> {
    let q = instance.slot_min;
    let length = session.duration_min / q;
    let step = if session.fixed {
        1
    } else {
        instance.start_step
    };
    let published = session
        .published
        .as_ref()
        .map(|p| (p.day, p.start / q, p.venue));
    let mut starts = BTreeSet::new();
    if session.cancelled {
        return starts;
    }
    for &(day, from, to) in &session.windows {
        for &venue in &session.venues {
            let mut rooms = instance.venues[venue].rooms.iter();
            let room =
                rooms.any(|room| session.room == RoomKind::Standard || room.kind == session.room);
            let Some((opens, closes)) = instance.venues[venue].open[day].filter(|_| room) else {
                continue;
            };
            let first = from / q;
            let fits = |&start: &usize| {
                let end = start + length;
                start >= opens / q && end <= closes / q && end <= to / q
            };
            let grid = (first..=to / q).step_by(step).filter(fits);
            starts.extend(grid.map(|start| (day, start, venue)));
            let told = published
                .filter(|&(d, start, v)| d == day && v == venue && start >= first && fits(&start));
            starts.extend(told);
        }
    }
    starts.retain(|at| resources_are_there(instance, session, *at));
    let later = |at: &Start| instance.now.is_none_or(|now| (at.0, at.1 * q) > now);
    let stays = bound(instance, session);
    starts.retain(|at| {
        if stays {
            Some(*at) == published
        } else {
            later(at)
        }
    });
    starts
}
