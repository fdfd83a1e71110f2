//! Invents weeks that look like those of a contact service, the same ones for the same seed on
//! every machine. The shares are those of the project's own study of such services: they are
//! assumptions about the work, and no data about anybody.

mod families;
mod service;
mod staff;

use crate::instance::{Instance, Room, RoomKind, Session, Transport, Venue, Weights};
use crate::search::Random;
use families::Mix;

/// How much there is to plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// 60 sessions, 12 supervisors.
    S,
    /// 250 sessions, 45 supervisors.
    M,
    /// 1,000 sessions, 160 supervisors.
    L,
    /// 4,000 sessions, 600 supervisors.
    Xl,
}

impl Size {
    fn counts(self) -> (usize, usize) {
        match self {
            Self::S => (60, 12),
            Self::M => (250, 45),
            Self::L => (1_000, 160),
            Self::Xl => (4_000, 600),
        }
    }
}

const SLOT: usize = 15;
const WEEKDAYS: usize = 5;
const SATURDAY: usize = 5;
const LANGUAGES: [&str; 6] = ["pl", "ro", "ur", "bn", "pt", "so"];
const SKILLS: [&str; 5] = ["high_risk", "infant", "medical", "makaton", "therapeutic"];

/// The mix of the weeks that planners are measured by.
const PLAIN: Mix = Mix {
    a_week: &[620, 280, 100],
    lengths: [350, 400, 250, 0, 0],
};
/// The mix of a service: some see each other four to six times a week, some for half a day; of those who meet
/// every second week half are here.
const SERVICE: Mix = Mix {
    a_week: &[510, 230, 160, 40, 30, 30],
    lengths: [250, 350, 300, 80, 20],
};

/// A week of this size; `staff` permille of the usual supervisors are there.
///
/// ```
/// use rota_solver::generate::{Size, week};
/// let instance = week(Size::S, 1000, 7);
/// assert_eq!((instance.sessions.len(), instance.supervisors.len()), (60, 12));
/// ```
pub fn week(size: Size, staff: usize, seed: u64) -> Instance {
    invent((size, staff, seed), &PLAIN, &mut Random::new(seed))
}

/// The same with all that a service has to heed: minimums of orders, parents who must not meet, interpreters,
/// accessible cars, a lead and a second supervisor, breaks and rest, fair shares, and time to write up.
///
/// ```
/// use rota_solver::generate::{Size, service};
/// let week = service(Size::M, 1000, 1);
/// assert!(!week.apart.is_empty() && !week.resources.is_empty() && week.rest.is_some());
/// ```
pub fn service(size: Size, staff: usize, seed: u64) -> Instance {
    let mut random = Random::new(seed);
    let mut week = invent((size, staff, seed), &SERVICE, &mut random);
    week.name.push_str("-service");
    service::dress(&mut week, &mut random);
    week
}

fn invent((size, staff, seed): (Size, usize, u64), mix: &Mix, random: &mut Random) -> Instance {
    let (sessions, supervisors) = size.counts();
    let supervisors = (supervisors * staff / 1000).max(1);
    let count = (sessions / 60).max(2);
    let areas = (count / 3).max(1);
    let venues = venues(count, areas, random);
    let travel_min = travel(&venues);
    let supervisors = (0..supervisors)
        .map(|index| staff::supervisor(index, &travel_min, random))
        .collect();
    let mut instance = Instance {
        format: "rota-bench/1".to_owned(),
        name: format!("{size:?}-{seed}-{staff}"),
        slot_min: SLOT,
        start_step: 2,
        days: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
            .map(str::to_owned)
            .to_vec(),
        venues,
        travel_min,
        transport: Transport {
            leg_min: 30,
            capacity_by_area: vec![0; areas],
        },
        supervisors,
        sessions: Vec::new(),
        cases: Vec::new(),
        weights: weights(),
        rest: None,
        breaks: None,
        apart: Vec::new(),
        follows: Vec::new(),
        resources: Vec::new(),
        rounds: None,
        fill_gaps: false,
        now: None,
    };
    families::fill(&mut instance, sessions, mix, random);
    for area in 0..areas {
        let here = |session: &&Session| instance.venues[session.venues[0]].area == area;
        let sessions = instance.sessions.iter().filter(here).count();
        instance.transport.capacity_by_area[area] = (sessions / 20).max(2);
    }
    instance
}

fn weights() -> Weights {
    Weights {
        unassigned: vec![0, 10_000, 20_000, 30_000],
        not_preferred_supervisor: 60,
        start_shift_per_slot: 4,
        other_day: 40,
        second_venue: 30,
        travel_from_base_per_min: 1,
        overtime_per_15min: 15,
        moved_session: 400,
        changed_supervisor: 150,
        staff_used: 0,
        late_per_slot: 0,
        worst_late_per_slot: 0,
        unfair_per_15min: 0,
        below_minimum: 0,
        unwritten_per_15min: 0,
        tiers: Vec::new(),
    }
}

/// Venues in clusters, one for each area.
fn venues(count: usize, areas: usize, random: &mut Random) -> Vec<Venue> {
    let side = 30.0 + 6.0 * (count as f64).sqrt();
    let centres: Vec<(f64, f64)> = (0..areas)
        .map(|_| (side * random.unit(), side * random.unit()))
        .collect();
    let venue = |index: usize| {
        let area = index % areas;
        let place = (
            centres[area].0 + 6.0 * spread(random),
            centres[area].1 + 6.0 * spread(random),
        );
        let large = 1 + random.below(2);
        let rooms = large + 3 + random.below(2);
        let room = |number: usize| Room {
            id: format!("V{index:03}-R{number}"),
            kind: if number < large {
                RoomKind::Large
            } else {
                RoomKind::Standard
            },
            capacity: if number < large { 8 } else { 4 },
            closed: Vec::new(),
        };
        let mut open = vec![Some((9 * 60, 19 * 60)); WEEKDAYS];
        open.push(random.permille(800).then_some((9 * 60 + 30, 16 * 60)));
        Venue {
            id: format!("V{index:03}"),
            area,
            xy: Some(place),
            open,
            rooms: (0..rooms).map(room).collect(),
        }
    };
    (0..count).map(venue).collect()
}

/// A number around 0 with spread 1: the sum of twelve, which is normal enough.
fn spread(random: &mut Random) -> f64 {
    (0..12).map(|_| random.unit()).sum::<f64>() - 6.0
}

/// Minutes between the venues, in steps of five, with no detour shorter than the direct way.
fn travel(venues: &[Venue]) -> Vec<Vec<usize>> {
    let direct = |from: &Venue, to: &Venue| {
        let (a, b) = (from.xy.unwrap_or_default(), to.xy.unwrap_or_default());
        let (across, up) = (a.0 - b.0, a.1 - b.1);
        let distance = (across * across + up * up).sqrt();
        let steps = (8.0 + 1.2 * distance) / 5.0;
        5 * (1..288)
            .find(|&whole| f64::from(whole) >= steps)
            .unwrap_or(288)
    };
    let count = venues.len();
    let mut travel: Vec<Vec<usize>> = venues
        .iter()
        .map(|from| {
            venues
                .iter()
                .map(|to| direct(from, to).try_into().unwrap_or(1440))
                .collect()
        })
        .collect();
    for (venue, row) in travel.iter_mut().enumerate() {
        row[venue] = 0;
    }
    for via in 0..count {
        for from in 0..count {
            for to in 0..count {
                travel[from][to] = travel[from][to].min(travel[from][via] + travel[via][to]);
            }
        }
    }
    travel
}
