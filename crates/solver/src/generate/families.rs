//! Invented families and their sessions.

use super::{LANGUAGES, SATURDAY, SKILLS, SLOT};
use crate::instance::{Case, Instance, RoomKind, Session, Span};
use crate::search::Random;

/// When the children of a family are free.
#[derive(Clone, Copy)]
enum Hours {
    AfterSchool,
    Daytime,
    Any,
}

/// What the sessions of a family have in common.
struct Family {
    hours: Hours,
    children: Vec<usize>,
    adults: Vec<usize>,
    apart: bool,
    area: usize,
    home: usize,
    days: Vec<usize>,
    duration: usize,
    supervisors: usize,
    skills: Vec<String>,
    language: Option<String>,
    gender: Option<String>,
    preferred: Vec<usize>,
    forbidden: Vec<usize>,
    priority: usize,
}

/// How often and for how long families meet, in permille.
pub(super) struct Mix {
    /// Sessions a week: one, two and so on.
    pub a_week: &'static [usize],
    /// Each of `MINUTES`.
    pub lengths: [usize; 5],
}

/// How long sessions last.
const MINUTES: [usize; 5] = [60, 90, 120, 180, 240];
/// Between school and supper there is not more time.
const AFTER_SCHOOL: usize = 180;

/// Fills the week with families until it has so many sessions.
pub(super) fn fill(instance: &mut Instance, sessions: usize, mix: &Mix, random: &mut Random) {
    let mut persons = 0;
    while instance.sessions.len() < sessions {
        let family = family(instance, mix, &mut persons, random);
        let first = instance.sessions.len();
        let case = format!("C{:04}", instance.cases.len() + 1);
        let alone = weighted(random, mix.a_week) + 1;
        let together = usize::from(family.apart);
        for number in 0..(alone + together).min(sessions - first) {
            let joint = number >= alone;
            let session = session(instance, &family, (&case, number, joint), random);
            instance.sessions.push(session);
        }
        let ids: Vec<String> = instance.sessions[first..]
            .iter()
            .map(|s| s.id.clone())
            .collect();
        instance.cases.push(Case {
            id: case,
            min_per_week: (ids.len() - 1).max(1),
            max_per_week: ids.len(),
            min_gap_days: if ids.len() == 2 && random.permille(400) {
                2
            } else {
                1
            },
            sessions: ids,
        });
    }
}

/// The index that chance picks, each with so many chances in 1000.
fn weighted(random: &mut Random, permille: &[usize]) -> usize {
    let mut left = random.below(1000);
    permille
        .iter()
        .position(|&share| {
            let here = left < share;
            left = left.saturating_sub(share);
            here
        })
        .unwrap_or(0)
}

fn one_of(random: &mut Random, from: &[&str]) -> String {
    from[random.below(from.len())].to_owned()
}

fn family(instance: &Instance, mix: &Mix, persons: &mut usize, random: &mut Random) -> Family {
    let area = random.below(instance.transport.capacity_by_area.len());
    let venues: Vec<usize> = venues_of(instance, area).collect();
    let kids = weighted(random, &[500, 280, 150, 70]) + 1;
    let grown = weighted(random, &[667, 333]) + 1;
    let hours =
        [Hours::AfterSchool, Hours::Daytime, Hours::Any][weighted(random, &[500, 330, 170])];
    let risk = random.below(1000);
    let mut skills = Vec::new();
    if risk < 150 {
        skills.push("high_risk".to_owned());
    }
    if matches!(hours, Hours::Daytime) && random.permille(350) {
        skills.push("infant".to_owned());
    }
    if random.permille(60) {
        skills.push(one_of(random, &SKILLS[2..]));
    }
    let mut days: Vec<usize> = (0..=SATURDAY).collect();
    random.shuffle(&mut days);
    let first = *persons;
    *persons += kids + grown;
    let mut family = Family {
        hours,
        children: (first..first + kids).collect(),
        adults: (first + kids..*persons).collect(),
        apart: kids >= 2 && random.permille(350),
        area,
        home: venues[random.below(venues.len())],
        days,
        duration: MINUTES[weighted(random, &mix.lengths)],
        supervisors: if risk < 90 { 2 } else { 1 },
        skills,
        language: random.permille(50).then(|| one_of(random, &LANGUAGES)),
        gender: random
            .permille(60)
            .then(|| one_of(random, &["F", "F", "M"])),
        preferred: Vec::new(),
        forbidden: Vec::new(),
        priority: if random.permille(300) {
            3
        } else {
            1 + random.below(2)
        },
    };
    if matches!(family.hours, Hours::AfterSchool) {
        family.duration = family.duration.min(AFTER_SCHOOL);
    }
    family.preferred = known(instance, &family, random);
    if random.permille(80) {
        family
            .forbidden
            .push(random.below(instance.supervisors.len()));
    }
    family
}

fn venues_of(instance: &Instance, area: usize) -> impl Iterator<Item = usize> {
    let venues = instance.venues.iter().enumerate();
    venues
        .filter(move |(_, venue)| venue.area == area)
        .map(|(index, _)| index)
}

/// Those who have supervised the family before, if any.
fn known(instance: &Instance, family: &Family, random: &mut Random) -> Vec<usize> {
    let mut able: Vec<usize> = (0..instance.supervisors.len())
        .filter(|&who| {
            let supervisor = &instance.supervisors[who];
            supervisor.reach.contains(&family.home)
                && family
                    .skills
                    .iter()
                    .all(|skill| supervisor.skills.contains(skill))
                && family
                    .language
                    .iter()
                    .all(|l| supervisor.languages.contains(l))
                && family
                    .gender
                    .iter()
                    .all(|gender| *gender == supervisor.gender)
        })
        .collect();
    random.shuffle(&mut able);
    let count = if random.permille(750) {
        [1, 1, 2][random.below(3)]
    } else {
        0
    };
    able.truncate(count);
    able
}

fn session(
    instance: &Instance,
    family: &Family,
    (case, number, joint): (&str, usize, bool),
    random: &mut Random,
) -> Session {
    let fixed = random.permille(380);
    let duration_min = if joint { 60 } else { family.duration };
    let windows = windows(family, (fixed, number, duration_min), random);
    let preferred_start = (!fixed).then(|| {
        let (day, from, to) = windows[random.below(windows.len())];
        let slots = (to - from - duration_min) / SLOT;
        (day, from + SLOT * random.below(slots + 1))
    });
    let persons: Vec<usize> = if joint {
        family.children.clone()
    } else {
        let children = if family.apart {
            1
        } else {
            family.children.len()
        };
        let children = family.children.iter().take(children);
        children.chain(family.adults.first()).copied().collect()
    };
    let mut venues = vec![family.home];
    if random.permille(450) {
        let near =
            |&venue: &usize| venue != family.home && instance.travel_min[family.home][venue] <= 30;
        venues.extend(venues_of(instance, family.area).find(near));
    }
    Session {
        id: format!("S{:05}", instance.sessions.len()),
        case: case.to_owned(),
        duration_min,
        before_min: 15,
        after_min: 30,
        write_up_min: 0,
        fixed,
        windows,
        preferred_start,
        latest_start: None,
        resources: Vec::new(),
        venues,
        room: if persons.len() >= 5 {
            RoomKind::Large
        } else {
            RoomKind::Standard
        },
        persons,
        supervisors: family.supervisors,
        skills: family.skills.clone(),
        seats: Vec::new(),
        language: family.language.clone(),
        gender: family.gender.clone(),
        preferred_supervisors: family.preferred.clone(),
        forbidden_supervisors: family.forbidden.clone(),
        transport: random.permille(350),
        priority: family.priority,
        published: None,
        pinned: false,
        cancelled: false,
    }
}

fn windows(
    family: &Family,
    (fixed, number, duration): (bool, usize, usize),
    random: &mut Random,
) -> Vec<(usize, usize, usize)> {
    if fixed {
        let day = family.days[number % family.days.len()];
        let (from, to) = free(family.hours, day);
        let start = from + SLOT * random.below((to - from - duration) / SLOT + 1);
        return vec![(day, start, start + duration)];
    }
    let mut days: Vec<usize> = (0..=SATURDAY).collect();
    random.shuffle(&mut days);
    days.truncate([2, 3, 6][random.below(3)]);
    days.sort_unstable();
    let window = |day| {
        let (from, to) = free(family.hours, day);
        (day, from, to)
    };
    days.into_iter().map(window).collect()
}

fn free(hours: Hours, day: usize) -> Span {
    match hours {
        _ if day == SATURDAY => (9 * 60 + 30, 16 * 60),
        Hours::AfterSchool => (15 * 60 + 15, 18 * 60 + 30),
        Hours::Daytime => (9 * 60 + 15, 15 * 60),
        Hours::Any => (9 * 60, 18 * 60 + 30),
    }
}
