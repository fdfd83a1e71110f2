//! Tiers: parts of the cost that are never traded for each other. What is in a higher tier counts so much
//! that all that the lower ones could ever cost together is less than the smallest step in it; so one number
//! still says which of two rotas is better, and a bound on it is a bound.

use super::{Instance, Session, Weights};
use crate::rota::Parts;
use serde::{Deserialize, Serialize};

/// A part of the cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// [`Parts::unassigned`].
    Unassigned,
    /// [`Parts::minimum`].
    Minimum,
    /// [`Parts::slot`].
    Slot,
    /// [`Parts::continuity`].
    Continuity,
    /// [`Parts::travel`].
    Travel,
    /// [`Parts::overtime`].
    Overtime,
    /// [`Parts::fairness`].
    Fairness,
    /// [`Parts::write_up`].
    WriteUp,
    /// [`Parts::rounds`].
    Rounds,
    /// [`Parts::worst_late`].
    WorstLate,
    /// [`Parts::deviation`].
    Deviation,
    /// [`Parts::staff`].
    Staff,
}

/// All parts.
const ALL: [Part; 12] = [
    Part::Unassigned,
    Part::Minimum,
    Part::Slot,
    Part::Continuity,
    Part::Travel,
    Part::Overtime,
    Part::Fairness,
    Part::WriteUp,
    Part::Rounds,
    Part::WorstLate,
    Part::Deviation,
    Part::Staff,
];

/// So much all parts may cost together at most where there are tiers, so that no sum of costs runs over:
/// in any week, and shared among its sessions.
const MOST: (i128, i128) = (20_000_000_000_000, 40_000_000_000_000_000);

impl Instance {
    /// What each part of the cost counts: 1 where there are no tiers. Nothing where that, or what a rota could
    /// cost with it, is beyond measure.
    pub fn factors(&self) -> Option<Parts> {
        let tiers = &self.weights.tiers;
        let mut factors = Parts::each(1);
        if tiers.is_empty() {
            return Some(factors);
        }
        let unlisted = ALL
            .iter()
            .filter(|part| !tiers.iter().flatten().any(|p| p == *part));
        let mut lower: i128 = unlisted.map(|&part| self.most(part)).sum();
        for tier in tiers.iter().rev() {
            let step = tier
                .iter()
                .fold(0, |step, &part| divisor(step, self.step(part)));
            let factor = if step == 0 {
                1
            } else {
                lower / i128::from(step) + 1
            };
            lower += tier
                .iter()
                .map(|&part| self.most(part) * factor)
                .sum::<i128>();
            for &part in tier {
                *factors.of_mut(part) = i64::try_from(factor).ok()?;
            }
            if lower > self.measure() {
                return None;
            }
        }
        Some(factors)
    }

    /// More than any rota can cost where there are tiers, in the order of magnitude that sums allow.
    pub(crate) fn measure(&self) -> i128 {
        let sessions = i128::try_from(self.sessions.len()).unwrap_or(i128::MAX);
        MOST.0.min(MOST.1 / sessions.max(1))
    }

    /// More than any rota of the week can cost without its tiers, as far as sums allow.
    pub(crate) fn above_all(&self) -> i64 {
        let most: i128 = ALL.iter().map(|&part| self.most(part)).sum();
        i64::try_from(self.measure().min(most) + 1).unwrap_or(i64::MAX)
    }

    /// What a part could cost at most.
    fn most(&self, part: Part) -> i128 {
        let w = &self.weights;
        let sessions = || self.sessions.iter();
        let staff = || self.supervisors.iter();
        let over = |weight: i64, minutes: usize| product(weight, minutes) / 15;
        match part {
            Part::Unassigned => {
                let costs = sessions().filter_map(|s| w.unassigned.get(s.priority));
                costs.copied().map(i128::from).sum()
            }
            Part::Minimum => {
                let cases = self.cases.iter();
                let least = cases.map(|case| case.min_per_week.min(case.sessions.len()));
                product(w.below_minimum, least.sum())
            }
            Part::Slot => sessions().map(|s| self.most_of_start(s)).sum(),
            Part::Continuity => {
                let wished = sessions().filter(|s| !s.preferred_supervisors.is_empty());
                product(
                    w.not_preferred_supervisor,
                    wished.map(|s| s.supervisors).sum(),
                )
            }
            Part::Travel => {
                let longest = self.travel_min.iter().flatten().max().copied().unwrap_or(0);
                let seats: usize = sessions().map(|s| s.supervisors).sum();
                product(w.travel_from_base_per_min, longest * seats)
            }
            Part::Overtime => staff()
                .map(|s| over(w.overtime_per_15min, s.overtime_max_min))
                .sum(),
            Part::Fairness => staff()
                .filter(|s| s.fair_min.is_some())
                .map(|s| over(w.unfair_per_15min, s.contract_min + s.overtime_max_min))
                .sum(),
            Part::WriteUp => {
                let minutes = |s: &Session| {
                    s.supervisors * s.write_up_min.div_ceil(self.slot_min) * self.slot_min
                };
                over(w.unwritten_per_15min, sessions().map(minutes).sum())
            }
            // There and back, where each is a day of its own.
            Part::Rounds => product(
                self.dearest_way(),
                2 * sessions().map(|s| s.supervisors).sum::<usize>(),
            ),
            Part::WorstLate => {
                let latest = sessions().map(|s| self.latest(s)).max();
                product(w.worst_late_per_slot, latest.unwrap_or(0))
            }
            Part::Deviation => {
                let told = sessions().filter(|s| s.published.is_some());
                let costs = told.map(|s| {
                    i128::from(w.moved_session) + product(w.changed_supervisor, s.supervisors)
                });
                costs.sum()
            }
            Part::Staff => product(w.staff_used, self.supervisors.len()),
        }
    }

    /// What a start of the session could cost at most.
    fn most_of_start(&self, s: &Session) -> i128 {
        let (w, q) = (&self.weights, self.slot_min);
        let costs = s.windows.iter().map(|&(day, from, to)| {
            let wish = s.preferred_start.map_or(0, |(wished, minute)| {
                let off = |end: usize| (end / q).abs_diff(minute / q);
                if wished == day {
                    product(w.start_shift_per_slot, off(from).max(off(to)))
                } else {
                    i128::from(w.other_day)
                }
            });
            wish + product(w.late_per_slot, self.late(s, to))
        });
        costs.max().unwrap_or(0) + i128::from(w.second_venue)
    }
}

impl Instance {
    /// Slots by which the session would start late at this minute.
    fn late(&self, s: &Session, minute: usize) -> usize {
        let q = self.slot_min;
        let late = |latest| (minute / q).saturating_sub(latest / q);
        s.latest_start.map_or(0, late)
    }

    /// What the dearest way of a round costs.
    fn dearest_way(&self) -> i64 {
        let rounds = self.rounds.iter();
        let ways = rounds.flat_map(|rounds| rounds.cost.iter().flatten());
        ways.max().copied().unwrap_or(0)
    }

    /// Slots by which it could be late at most.
    fn latest(&self, s: &Session) -> usize {
        let ends = s.windows.iter().map(|&(_, _, to)| self.late(s, to));
        ends.max().unwrap_or(0)
    }
}

fn product(weight: i64, count: usize) -> i128 {
    i128::from(weight) * i128::try_from(count).unwrap_or(i128::MAX >> 64)
}

impl Instance {
    /// What divides all that a part can cost.
    fn step(&self, part: Part) -> i64 {
        match (part, &self.rounds) {
            (Part::Rounds, None) => 0,
            (Part::Rounds, Some(rounds)) => rounds.cost.iter().flatten().copied().fold(0, divisor),
            _ => self.weights.step(part),
        }
    }
}

impl Weights {
    /// The same of a part whose costs are weights.
    fn step(&self, part: Part) -> i64 {
        let weights = match part {
            Part::Unassigned => return self.unassigned.iter().copied().fold(0, divisor),
            Part::Minimum => [self.below_minimum; 4],
            Part::Slot => [
                self.start_shift_per_slot,
                self.other_day,
                self.second_venue,
                self.late_per_slot,
            ],
            Part::Continuity => [self.not_preferred_supervisor; 4],
            Part::Travel => [self.travel_from_base_per_min; 4],
            // Shares of a quarter of an hour are rounded down, to any whole number.
            Part::Overtime => [self.overtime_per_15min.min(1); 4],
            Part::Fairness => [self.unfair_per_15min.min(1); 4],
            Part::WriteUp => [self.unwritten_per_15min.min(1); 4],
            Part::Rounds => [0; 4],
            Part::WorstLate => [self.worst_late_per_slot; 4],
            Part::Deviation => [self.moved_session, self.changed_supervisor, 0, 0],
            Part::Staff => [self.staff_used; 4],
        };
        weights.into_iter().fold(0, divisor)
    }
}

/// The greatest common divisor (Euclid).
fn divisor(one: i64, other: i64) -> i64 {
    if other == 0 {
        one
    } else {
        divisor(other, one % other)
    }
}

impl Parts {
    /// The same for every part.
    fn each(count: i64) -> Self {
        let mut parts = Self::default();
        for part in ALL {
            *parts.of_mut(part) = count;
        }
        parts
    }

    /// One of the parts.
    pub fn of(&self, part: Part) -> i64 {
        // The copy is a few words; a second table of the fields could differ from the first.
        let mut copy = *self;
        *copy.of_mut(part)
    }

    fn of_mut(&mut self, part: Part) -> &mut i64 {
        match part {
            Part::Unassigned => &mut self.unassigned,
            Part::Minimum => &mut self.minimum,
            Part::Slot => &mut self.slot,
            Part::Continuity => &mut self.continuity,
            Part::Travel => &mut self.travel,
            Part::Overtime => &mut self.overtime,
            Part::Fairness => &mut self.fairness,
            Part::WriteUp => &mut self.write_up,
            Part::Rounds => &mut self.rounds,
            Part::WorstLate => &mut self.worst_late,
            Part::Deviation => &mut self.deviation,
            Part::Staff => &mut self.staff,
        }
    }

    /// What parts cost that are counted so much.
    pub(crate) fn uncounted(mut self, factors: &Self) -> Self {
        for part in ALL {
            *self.of_mut(part) /= factors.of(part);
        }
        self
    }
}
