//! The home health care routing and scheduling problem with synchronized visits (Mankowska, Meisel and Bierwirth
//! 2014), in the JSON of its public collection: caregivers go from an office to patients and back; some patients
//! need two of them, at once or one after the other; least is the sum of ways, lateness and the worst lateness.
//!
//! As a week: one day in minutes, a venue for the office and each patient, a session for each service, whose
//! skill is the service, rounds from the office, and sessions that follow each other.

use super::{frame, free};
use crate::instance::{
    self, Case, DAY_MIN, Fault, Follow, Instance, Room, RoomKind, Rounds, Session, Supervisor,
    Venue, Weights,
};
use serde::Deserialize;
use std::collections::HashMap;
use std::io::Read;

/// A minute of way or lateness costs so much: the published distances have three decimals.
pub const PER_MINUTE: i64 = 1000;
/// What it costs that nobody gives a service: more than all ways and lateness of a day.
const UNGIVEN: i64 = 100_000_000;
/// No distance, duration or time is more, in minutes.
const MOST_MINUTES: f64 = 1_000_000.0;
const MOST_PATIENTS: usize = 450;
const MOST_CAREGIVERS: usize = 5_000;

/// A problem as it is written down. What else is in the file says nothing here.
#[derive(Debug, Clone, Deserialize)]
pub struct Visits {
    /// Who is to be visited.
    pub patients: Vec<Patient>,
    /// Who visits.
    pub caregivers: Vec<Caregiver>,
    /// Minutes from the office (first) and each patient (row) to each other one.
    pub distances: Vec<Vec<f64>>,
    services: Vec<Service>,
    central_offices: Vec<Office>,
}

/// Somebody to be visited.
#[derive(Debug, Clone, Deserialize)]
pub struct Patient {
    /// The name.
    pub id: String,
    /// From when the visit may begin, and until when it should.
    pub time_window: (f64, f64),
    /// The services, one or two.
    pub required_caregivers: Vec<Required>,
    /// How two services hang together.
    pub synchronization: Option<Synchronization>,
}

/// A service that a patient needs.
#[derive(Debug, Clone, Deserialize)]
pub struct Required {
    /// Which.
    pub service: String,
    duration: Option<f64>,
}

/// How two services hang together.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Synchronization {
    /// They begin together.
    Simultaneous,
    /// The second one begins so many minutes after the beginning of the first, at least and at most.
    Sequential {
        /// At least and at most.
        distance: (f64, f64),
    },
}

/// Somebody who visits.
#[derive(Debug, Clone, Deserialize)]
pub struct Caregiver {
    /// The name.
    pub id: String,
    /// The services they can give.
    pub abilities: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
struct Service {
    id: String,
    default_duration: Option<f64>,
}

#[derive(Debug, Clone, Deserialize)]
struct Office {}

/// A service for a patient: what a session is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Visit {
    /// Which patient, as an index.
    pub patient: usize,
    /// Which of their services.
    pub service: usize,
    /// How many minutes it lasts.
    pub duration: f64,
}

impl Visits {
    /// Reads a problem; a fault points into the document.
    pub fn read(source: impl Read) -> Result<Self, Fault> {
        let visits: Self = instance::parse(source)?;
        visits.fault().map_or(Ok(visits), Err)
    }

    fn fault(&self) -> Option<Fault> {
        let places = self.patients.len() + 1;
        let fault = |pointer: &str, reason: &str| Some(Fault::new(pointer, reason));
        if self.central_offices.len() != 1 {
            return fault("/central_offices", "is not one office");
        }
        if self.patients.len() > MOST_PATIENTS || self.caregivers.len() > MOST_CAREGIVERS {
            return fault("", "has too many patients or caregivers");
        }
        let square =
            self.distances.len() == places && self.distances.iter().all(|row| row.len() == places);
        if !square {
            return fault(
                "/distances",
                "does not have a row and a column for the office and each patient",
            );
        }
        for (from, row) in self.distances.iter().enumerate() {
            for (to, way) in row.iter().enumerate() {
                if !is_time(*way) || (from == to && *way != 0.0) {
                    return fault(&format!("/distances/{from}/{to}"), "is no distance");
                }
            }
        }
        let mut patients = self.patients.iter().enumerate();
        patients.find_map(|(index, patient)| self.fault_of(index, patient))
    }

    fn fault_of(&self, index: usize, patient: &Patient) -> Option<Fault> {
        let fault =
            |part: &str, reason: &str| Some(Fault::new(format!("/patients/{index}{part}"), reason));
        let (from, to) = patient.time_window;
        if !is_time(from) || !is_time(to) || to < from || to >= DAY_MIN as f64 {
            return fault("/time_window", "is no time of a day");
        }
        let required = &patient.required_caregivers;
        let two = patient.synchronization.is_some();
        if required.len() != 1 + usize::from(two) {
            return fault(
                "/required_caregivers",
                "is neither one service, nor two that hang together",
            );
        }
        if let Some(Synchronization::Sequential {
            distance: (least, most),
        }) = patient.synchronization
            && (!is_time(least)
                || !is_time(most)
                || least.ceil() > most.floor()
                || most > DAY_MIN as f64)
        {
            return fault("/synchronization/distance", "does not end after it begins");
        }
        let unknown = (0..required.len()).find(|&service| {
            let duration = self.duration(patient, service);
            duration.is_none_or(|minutes| {
                !is_time(minutes) || minutes < 1.0 || minutes > DAY_MIN as f64 / 2.0
            })
        });
        unknown.and_then(|service| {
            fault(
                &format!("/required_caregivers/{service}"),
                "lasts no time between a minute and half a day",
            )
        })
    }

    fn duration(&self, patient: &Patient, service: usize) -> Option<f64> {
        let required = patient.required_caregivers.get(service)?;
        let mut services = self.services.iter();
        let default = || {
            services
                .find(|known| known.id == required.service)?
                .default_duration
        };
        required.duration.or_else(default)
    }

    /// What is to be given, in the order of the sessions.
    pub fn visits(&self) -> Vec<Visit> {
        let patients = self.patients.iter().enumerate();
        let visits = patients.flat_map(|(index, patient)| {
            (0..patient.required_caregivers.len()).map(move |service| Visit {
                patient: index,
                service,
                duration: self.duration(patient, service).unwrap_or(0.0),
            })
        });
        visits.collect()
    }

    /// The problem as a week in whole minutes, the nearest ones: a rota tells who visits whom in which order, and the
    /// problem's own times follow from that.
    /// A cost is [`PER_MINUTE`] times three times that of the problem.
    pub fn week(&self) -> Result<Instance, Fault> {
        let visits = self.visits();
        let count = visits.len();
        let cost = self.distances.iter();
        let cost = cost.map(|row| {
            row.iter()
                .map(|way| whole(way * PER_MINUTE as f64))
                .collect()
        });
        let week = Instance {
            name: "hhcrsp".to_owned(),
            venues: (0..=self.patients.len()).map(venue).collect(),
            travel_min: self.ways(),
            supervisors: self
                .caregivers
                .iter()
                .map(|c| self.supervisor(c, count))
                .collect(),
            sessions: visits.iter().map(|visit| self.session(*visit)).collect(),
            cases: self.patients.iter().enumerate().map(case).collect(),
            weights: Weights {
                unassigned: vec![UNGIVEN],
                late_per_slot: PER_MINUTE,
                worst_late_per_slot: PER_MINUTE,
                ..free()
            },
            follows: self.follows(&visits),
            rounds: Some(Rounds {
                from: 0,
                cost: Iterator::collect(cost),
            }),
            ..frame()
        };
        week.fault().map_or(Ok(week), Err)
    }

    /// Whole minutes of way, the shortest over whatever detour.
    fn ways(&self) -> Vec<Vec<usize>> {
        let rows = self.distances.iter();
        let mut ways: Vec<Vec<usize>> = rows
            .map(|row| row.iter().map(|way| minutes(way.round())).collect())
            .collect();
        for via in 0..ways.len() {
            for from in 0..ways.len() {
                for to in 0..ways.len() {
                    ways[from][to] = ways[from][to].min(ways[from][via] + ways[via][to]);
                }
            }
        }
        ways
    }

    fn supervisor(&self, caregiver: &Caregiver, visits: usize) -> Supervisor {
        let places = self.patients.len() + 1;
        Supervisor {
            skills: caregiver.abilities.clone(),
            ..super::supervisor(caregiver.id.clone(), visits, places)
        }
    }

    fn session(&self, visit: Visit) -> Session {
        let (index, patient) = (visit.patient, &self.patients[visit.patient]);
        let (opens, closes) = patient.time_window;
        let earliest = opens.max(self.distances[0][index + 1]).round();
        Session {
            duration_min: minutes(visit.duration.round()),
            windows: vec![(0, minutes(earliest).min(DAY_MIN - 1), DAY_MIN)],
            latest_start: Some(minutes(closes.floor())),
            venues: vec![index + 1],
            skills: vec![patient.required_caregivers[visit.service].service.clone()],
            ..super::session(
                format!("{}/{}", patient.id, visit.service),
                patient.id.clone(),
            )
        }
    }

    fn follows(&self, visits: &[Visit]) -> Vec<Follow> {
        let first: HashMap<usize, usize> = visits
            .iter()
            .enumerate()
            .filter(|(_, visit)| visit.service == 0)
            .map(|(index, visit)| (visit.patient, index))
            .collect();
        let patients = self.patients.iter().enumerate();
        let follows = patients.filter_map(|(index, patient)| {
            let (from_min, to_min) = match patient.synchronization.as_ref()? {
                Synchronization::Simultaneous => (0, 0),
                Synchronization::Sequential {
                    distance: (least, most),
                } => (minutes(least.ceil()), minutes(most.floor())),
            };
            let first = first[&index];
            Some(Follow {
                first,
                then: first + 1,
                from_min,
                to_min,
            })
        });
        follows.collect()
    }
}

fn is_time(minutes: f64) -> bool {
    (0.0..=MOST_MINUTES).contains(&minutes)
}

/// Whole minutes that are known to be a time.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "is_time has been asked"
)]
fn minutes(whole: f64) -> usize {
    whole as usize
}

/// A cost that is known to be small.
#[expect(
    clippy::cast_possible_truncation,
    reason = "is_time has been asked of its minutes"
)]
fn whole(cost: f64) -> i64 {
    cost.round() as i64
}

fn venue(index: usize) -> Venue {
    let room = |room| Room {
        id: format!("R{room}"),
        kind: RoomKind::Standard,
        capacity: 0,
        closed: Vec::new(),
    };
    Venue {
        id: format!("V{index}"),
        area: 0,
        xy: None,
        open: vec![Some((0, DAY_MIN))],
        rooms: vec![room(0), room(1)],
    }
}

fn case((_, patient): (usize, &Patient)) -> Case {
    let services = 0..patient.required_caregivers.len();
    Case {
        id: patient.id.clone(),
        sessions: services
            .map(|service| format!("{}/{service}", patient.id))
            .collect(),
        min_per_week: 0,
        max_per_week: 2,
        min_gap_days: 0,
    }
}
