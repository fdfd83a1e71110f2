//! Every hard rule, told from the rota as a whole, and the cost.

use super::Violation;
use super::facts::{Facts, whole};
use crate::instance::Place;
use crate::rota::{Parts, Rota};
use std::collections::BTreeMap;

/// A stretch of a day: from, to, venue and session.
type Stretch = (usize, usize, usize, usize);
type Days = BTreeMap<(usize, usize), Vec<Stretch>>;

pub(super) fn violations(facts: &Facts<'_>, rota: &Rota) -> Vec<Violation> {
    let mut found = Found(Vec::new());
    let sessions = facts.instance.sessions.len();
    if rota.places.len() != sessions {
        found.tell(
            "places",
            &[],
            format!("{} for {sessions} sessions", rota.places.len()),
        );
        return found.0;
    }
    let mut sound = rota.places.clone();
    for (session, place) in sound.iter_mut().enumerate() {
        let before = found.0.len();
        alone(facts, session, place.as_ref(), &mut found);
        // A place that is nonsense alone would only confuse the rules that compare.
        if found.0.len() > before {
            *place = None;
        }
    }
    let placed: Vec<(usize, &Place)> = placed(&sound).collect();
    rooms(facts, &placed, &mut found);
    people(facts, &placed, &mut found);
    apart(facts, &placed, &mut found);
    transport(facts, &placed, &mut found);
    super::follows::judge(facts, &placed, &mut found);
    super::resources::judge(facts, &placed, &mut found);
    cases(facts, &placed, &mut found);
    staff(facts, &placed, &mut found);
    found.0
}

pub(super) struct Found(Vec<Violation>);

impl Found {
    pub(super) fn tell(&mut self, rule: &'static str, sessions: &[usize], what: String) {
        self.0.push(Violation {
            rule,
            sessions: sessions.to_vec(),
            what,
        });
    }
}

fn placed(places: &[Option<Place>]) -> impl Iterator<Item = (usize, &Place)> {
    let places = places.iter().enumerate();
    places.filter_map(|(session, place)| Some((session, place.as_ref()?)))
}

/// What a place breaks whatever else is planned.
fn alone(facts: &Facts<'_>, session: usize, place: Option<&Place>, found: &mut Found) {
    let Some(place) = place else {
        if facts.keeps_its_place(session) {
            found.tell("pinned", &[session], "has lost its place".to_owned());
        }
        return;
    };
    let at = facts.start_of(place);
    if !facts.starts[session].contains(&at) || !place.start.is_multiple_of(facts.instance.slot_min)
    {
        let what = format!(
            "day {}, minute {}, venue {} is no start",
            place.day, place.start, place.venue
        );
        found.tell("window", &[session], what);
        return;
    }
    let kept = facts
        .kept_room(session)
        .is_none_or(|room| room == place.room);
    if !kept || !facts.room_serves(session, place) {
        found.tell(
            "room",
            &[session],
            format!("room {} does not serve", place.room),
        );
    }
    crew(facts, session, place, found);
}

/// What is wrong with the supervisors of a place, whatever else is planned.
fn crew(facts: &Facts<'_>, session: usize, place: &Place, found: &mut Found) {
    let s = &facts.instance.sessions[session];
    let at = facts.start_of(place);
    let mut staff = place.supervisors.clone();
    staff.sort_unstable();
    staff.dedup();
    if staff.len() != s.supervisors || place.supervisors.len() != s.supervisors {
        found.tell(
            "staffing",
            &[session],
            format!("{} are needed", s.supervisors),
        );
    }
    if let [one, other] = staff[..]
        && staff
            .iter()
            .all(|&who| who < facts.instance.supervisors.len())
        && s.supervisors == 2
        && !facts.can_share(session, one, other)
    {
        found.tell(
            "skill",
            &[session],
            "the two do not fit the seats".to_owned(),
        );
    }
    for who in staff {
        let known = who < facts.instance.supervisors.len();
        let refusal = if known {
            facts.refusal(session, at, who)
        } else {
            Some("staffing")
        };
        if let Some(rule) = refusal {
            found.tell(
                rule,
                &[session],
                format!("supervisor {who} may not take it"),
            );
        }
    }
}

/// From when to when the session itself lasts.
fn held(facts: &Facts<'_>, session: usize, place: &Place) -> Stretch {
    let start = facts.slots(place.start);
    let length = facts.slots(facts.instance.sessions[session].duration_min);
    (start, start + length, place.venue, session)
}

fn rooms(facts: &Facts<'_>, placed: &[(usize, &Place)], found: &mut Found) {
    let mut used: BTreeMap<_, Vec<Stretch>> = BTreeMap::new();
    for &(session, place) in placed {
        let room = used
            .entry((place.venue, place.room, place.day))
            .or_default();
        room.push(held(facts, session, place));
    }
    for stretches in used.values_mut() {
        stretches.sort_unstable();
        for pair in stretches.windows(2).filter(|pair| pair[0].1 > pair[1].0) {
            found.tell("room", &[pair[0].3, pair[1].3], "share a room".to_owned());
        }
    }
}

/// Whoever is in two places, or has no time to travel from one to the next.
fn overlaps(facts: &Facts<'_>, days: &mut Days, rule: &'static str, found: &mut Found) {
    for ((who, day), stretches) in days {
        stretches.sort_unstable();
        for pair in stretches.windows(2) {
            let [before, after] = [pair[0], pair[1]];
            if before.1 + facts.travel(before.2, after.2) > after.0 {
                let what = format!("{who} cannot be at both on day {day}");
                found.tell(rule, &[before.3, after.3], what);
            }
        }
    }
}

fn people(facts: &Facts<'_>, placed: &[(usize, &Place)], found: &mut Found) {
    let mut days = Days::new();
    for &(session, place) in placed {
        for &person in &facts.instance.sessions[session].persons {
            let day = days.entry((person, place.day)).or_default();
            day.push(held(facts, session, place));
        }
    }
    overlaps(facts, &mut days, "person", found);
}

fn apart(facts: &Facts<'_>, placed: &[(usize, &Place)], found: &mut Found) {
    let mut attended: BTreeMap<usize, Vec<(usize, &Place)>> = BTreeMap::new();
    for &(session, place) in placed {
        for &person in &facts.instance.sessions[session].persons {
            attended.entry(person).or_default().push((session, place));
        }
    }
    let with = |person| attended.get(&person).into_iter().flatten();
    for rule in &facts.instance.apart {
        let buffer = facts.slots_begun(rule.buffer_min);
        for &(one, first) in with(rule.persons.0) {
            for &(other, second) in with(rule.persons.1) {
                let (a, b) = (held(facts, one, first), held(facts, other, second));
                let near = first.day == second.day && a.2 == b.2;
                if near && a.0 < b.1 + buffer && b.0 < a.1 + buffer {
                    found.tell("apart", &[one, other], "would meet".to_owned());
                }
            }
        }
    }
}

fn transport(facts: &Facts<'_>, placed: &[(usize, &Place)], found: &mut Found) {
    let mut legs: BTreeMap<(usize, usize, usize), Vec<usize>> = BTreeMap::new();
    for &(session, place) in placed {
        for slot in facts.legs(session, facts.slots(place.start)) {
            let key = (facts.area(session), place.day, slot);
            legs.entry(key).or_default().push(session);
        }
    }
    for ((area, day, slot), sessions) in legs {
        let most = facts.instance.transport.capacity_by_area[area];
        if sessions.len() > most {
            let what = format!("area {area} drives {most} at once, day {day}, slot {slot}");
            found.tell("transport", &sessions, what);
        }
    }
}

fn cases(facts: &Facts<'_>, placed: &[(usize, &Place)], found: &mut Found) {
    let mut cases: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for &(session, place) in placed {
        let case = cases.entry(facts.case[session]).or_default();
        case.push((place.day, session));
    }
    for (case, mut days) in cases {
        let rule = &facts.instance.cases[case];
        days.sort_unstable();
        for pair in days
            .windows(2)
            .filter(|pair| pair[1].0 - pair[0].0 < rule.min_gap_days)
        {
            let what = format!("are less than {} days apart", rule.min_gap_days);
            found.tell("spacing", &[pair[0].1, pair[1].1], what);
        }
        if days.len() > rule.max_per_week {
            let sessions: Vec<usize> = days.iter().map(|day| day.1).collect();
            found.tell(
                "spacing",
                &sessions,
                format!("are more than {}", rule.max_per_week),
            );
        }
    }
}

fn work_days(facts: &Facts<'_>, placed: &[(usize, &Place)]) -> Days {
    let mut days = Days::new();
    for &(session, place) in placed {
        let Some((from, to)) = facts.occupation(session, facts.slots(place.start)) else {
            continue;
        };
        for &who in &place.supervisors {
            let day = days.entry((who, place.day)).or_default();
            day.push((from, to, place.venue, session));
        }
    }
    days
}

fn staff(facts: &Facts<'_>, placed: &[(usize, &Place)], found: &mut Found) {
    let mut days = work_days(facts, placed);
    overlaps(facts, &mut days, "travel", found);
    let mut weeks: BTreeMap<usize, Vec<(usize, &Vec<Stretch>)>> = BTreeMap::new();
    for (&(who, day), stretches) in &days {
        weeks.entry(who).or_default().push((day, stretches));
        let e = &facts.instance.supervisors[who];
        let sessions: Vec<usize> = stretches.iter().map(|s| s.3).collect();
        if work(stretches) > facts.slots(e.day_max_min) || stretches.len() > e.max_sessions_day {
            found.tell(
                "day",
                &sessions,
                format!("are too much for {who} on day {day}"),
            );
        }
        if longest_run(facts, stretches) {
            found.tell(
                "break",
                &sessions,
                format!("leave {who} without a break on day {day}"),
            );
        }
    }
    for (who, week) in weeks {
        let total = week.iter().map(|(_, stretches)| work(stretches)).sum();
        if facts.overtime(who, total).is_none() {
            found.tell(
                "hours",
                &[],
                format!("supervisor {who} works {total} slots"),
            );
        }
        rest(facts, who, &week, found);
    }
}

fn work(stretches: &[Stretch]) -> usize {
    stretches.iter().map(|stretch| stretch.1 - stretch.0).sum()
}

/// Whether somewhere in the day work goes on for too long without a break.
fn longest_run(facts: &Facts<'_>, stretches: &[Stretch]) -> bool {
    let Some(rule) = &facts.instance.breaks else {
        return false;
    };
    let (most, length) = (
        facts.slots(rule.after_min),
        facts.slots_begun(rule.length_min),
    );
    let mut begun = 0;
    let mut last: Option<&Stretch> = None;
    stretches.iter().any(|next| {
        let broken =
            last.is_none_or(|last| next.0 >= last.1 + facts.travel(last.2, next.2) + length);
        if broken {
            begun = next.0;
        }
        last = Some(next);
        next.1 - begun > most
    })
}

fn rest(facts: &Facts<'_>, who: usize, week: &[(usize, &Vec<Stretch>)], found: &mut Found) {
    let Some(rule) = &facts.instance.rest else {
        return;
    };
    if week.len() > rule.most_days {
        found.tell(
            "rest",
            &[],
            format!("supervisor {who} works {} days", week.len()),
        );
    }
    let (day, least) = (facts.slots(1440), facts.slots_begun(rule.between_days_min));
    for pair in week.windows(2).filter(|pair| pair[0].0 + 1 == pair[1].0) {
        let ends = pair[0].1.last().map_or(0, |stretch| stretch.1);
        let begins = pair[1].1.first().map_or(day, |stretch| stretch.0);
        if day + begins < ends + least {
            found.tell(
                "rest",
                &[],
                format!("supervisor {who} rests too little after day {}", pair[0].0),
            );
        }
    }
}

/// The cost, computed from nothing but the instance and the places.
pub(super) fn parts(facts: &Facts<'_>, rota: &Rota) -> Parts {
    let mut parts = Parts::default();
    let staff = facts.instance.supervisors.len();
    let sessions = facts.instance.sessions.len();
    let (mut work, mut latest) = (BTreeMap::new(), 0);
    for (session, place) in rota.places.iter().enumerate().take(sessions) {
        let Some(place) = place else {
            parts.unassigned += facts.unassigned(session);
            continue;
        };
        let seats = facts.instance.sessions[session].supervisors;
        let crowded = place.supervisors.len() > seats;
        let strange = place.supervisors.iter().any(|&who| who >= staff);
        if !facts.is_in_the_week(place) || crowded || strange {
            continue;
        }
        latest = latest.max(facts.late(&facts.instance.sessions[session], place.start));
        let (slot, moved) = facts.start_cost(session, facts.start_of(place));
        parts.slot += slot;
        parts.deviation += moved;
        for &who in &place.supervisors {
            let (continuity, travel, changed) = facts.staff_cost(session, place.venue, who);
            parts.continuity += continuity;
            parts.travel += travel;
            parts.deviation += changed;
            let s = &facts.instance.sessions[session];
            let minutes = [s.before_min, s.duration_min, s.after_min];
            *work.entry(who).or_insert(0) += minutes.map(|m| facts.slots(m)).iter().sum::<usize>();
        }
    }
    for (&who, &slots) in &work {
        parts.overtime += facts.overtime(who, slots).unwrap_or(0);
        parts.fairness += facts.unfair(who, slots);
    }
    let unwritten = super::write_up::unwritten(facts, &rota.places).into_iter();
    parts.write_up = unwritten
        .map(|day| super::write_up::cost(facts, day.minutes))
        .sum();
    parts.minimum = super::minimum::all(facts, &rota.places);
    parts.rounds = super::rounds::all(facts, &rota.places);
    parts.worst_late = facts.instance.weights.worst_late_per_slot * whole(latest);
    parts.staff = facts.instance.weights.staff_used * whole(work.len());
    parts
}
