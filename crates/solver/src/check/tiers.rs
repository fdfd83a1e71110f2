//! What each part of the cost counts, by the formula of the format.

use super::facts::Facts;
use crate::instance::Part;
use crate::rota::Parts;
use std::collections::HashMap;

/// What every part counts: 1 for those of the last tier, and for all where there are no tiers.
#[derive(Default)]
pub(super) struct Factors(HashMap<Part, i64>);

impl Factors {
    pub(super) fn new(facts: &Facts<'_>) -> Self {
        let tiers = &facts.instance.weights.tiers;
        let mut factors = HashMap::new();
        if !tiers.is_empty() {
            let limits = limits(facts);
            let listed: Vec<Part> = tiers.iter().flatten().copied().collect();
            let last = limits.iter().filter(|(part, _)| !listed.contains(part));
            let mut below: i128 = last.map(|(_, most)| most).sum();
            for tier in tiers.iter().rev() {
                let steps = tier.iter().flat_map(|&part| weights(facts, part));
                let step = steps
                    .filter(|step| *step > 0)
                    .reduce(common)
                    .map(i128::from);
                let factor = step.map_or(1, |step| below / step + 1);
                let mine = tier.iter().filter_map(|part| limits.get(part));
                below += mine.map(|most| most * factor).sum::<i128>();
                let factor = i64::try_from(factor).unwrap_or(i64::MAX);
                factors.extend(tier.iter().map(|&part| (part, factor)));
            }
        }
        Self(factors)
    }

    /// What something of a part costs, counted as much as it counts.
    pub(super) fn cost(&self, part: Part, cost: i64) -> i64 {
        self.0.get(&part).map_or(cost, |factor| factor * cost)
    }

    /// What the parts cost together.
    pub(super) fn total(&self, parts: &Parts) -> i64 {
        let named = [
            (Part::Unassigned, parts.unassigned),
            (Part::Minimum, parts.minimum),
            (Part::Slot, parts.slot),
            (Part::Continuity, parts.continuity),
            (Part::Travel, parts.travel),
            (Part::Overtime, parts.overtime),
            (Part::Fairness, parts.fairness),
            (Part::WriteUp, parts.write_up),
            (Part::Rounds, parts.rounds),
            (Part::WorstLate, parts.worst_late),
            (Part::Deviation, parts.deviation),
            (Part::Staff, parts.staff),
        ];
        named
            .iter()
            .map(|&(part, cost)| self.cost(part, cost))
            .sum()
    }
}

fn common(one: i64, other: i64) -> i64 {
    if other == 0 {
        one
    } else {
        common(other, one % other)
    }
}

/// The weights whose sums a part is; what is charged by the quarter of an hour is a sum of ones.
fn weights(facts: &Facts<'_>, part: Part) -> Vec<i64> {
    let w = &facts.instance.weights;
    let ones = |weight: i64| vec![i64::from(weight > 0)];
    match part {
        Part::Unassigned => w.unassigned.clone(),
        Part::Minimum => vec![w.below_minimum],
        Part::Slot => vec![
            w.start_shift_per_slot,
            w.other_day,
            w.second_venue,
            w.late_per_slot,
        ],
        Part::Continuity => vec![w.not_preferred_supervisor],
        Part::Travel => vec![w.travel_from_base_per_min],
        Part::Overtime => ones(w.overtime_per_15min),
        Part::Fairness => ones(w.unfair_per_15min),
        Part::WriteUp => ones(w.unwritten_per_15min),
        Part::Rounds => ways(facts),
        Part::WorstLate => vec![w.worst_late_per_slot],
        Part::Deviation => vec![w.moved_session, w.changed_supervisor],
        Part::Staff => vec![w.staff_used],
    }
}

/// What each way of a round costs.
fn ways(facts: &Facts<'_>) -> Vec<i64> {
    let rounds = facts.instance.rounds.iter();
    let ways = rounds.flat_map(|rounds| rounds.cost.iter().flatten());
    ways.copied().collect()
}

/// What each part could cost at most.
fn limits(facts: &Facts<'_>) -> HashMap<Part, i128> {
    let (i, w) = (facts.instance, &facts.instance.weights);
    let times = |weight: i64, count: usize| i128::from(weight) * i128::try_from(count).unwrap_or(0);
    let quarters = |weight: i64, minutes: usize| times(weight, minutes) / 15;
    let longest = i.travel_min.iter().flatten().max().copied().unwrap_or(0);
    let mut limits: HashMap<Part, i128> = HashMap::new();
    let mut add = |part: Part, cost: i128| *limits.entry(part).or_default() += cost;
    let (mut writing, dearest) = (0, ways(facts).into_iter().max().unwrap_or(0));
    for s in &i.sessions {
        add(Part::Unassigned, times(w.unassigned[s.priority], 1));
        add(Part::Slot, start(facts, s));
        if !s.preferred_supervisors.is_empty() {
            let new = times(w.not_preferred_supervisor, s.supervisors);
            add(Part::Continuity, new);
        }
        let way = times(w.travel_from_base_per_min, longest * s.supervisors);
        add(Part::Travel, way);
        add(Part::Rounds, times(dearest, 2 * s.supervisors));
        if s.published.is_some() {
            add(Part::Deviation, times(w.moved_session, 1));
            add(Part::Deviation, times(w.changed_supervisor, s.supervisors));
        }
        writing += s.supervisors * facts.slots_begun(s.write_up_min) * i.slot_min;
    }
    let latest = i.sessions.iter().map(|s| {
        let ends = s.windows.iter().map(|&(_, _, to)| facts.late(s, to));
        ends.max().unwrap_or(0)
    });
    let latest = latest.max().unwrap_or(0);
    add(Part::WorstLate, times(w.worst_late_per_slot, latest));
    add(Part::WriteUp, quarters(w.unwritten_per_15min, writing));
    for case in &i.cases {
        let least = case.min_per_week.min(case.sessions.len());
        add(Part::Minimum, times(w.below_minimum, least));
    }
    for e in &i.supervisors {
        let week = e.contract_min + e.overtime_max_min;
        add(
            Part::Overtime,
            quarters(w.overtime_per_15min, e.overtime_max_min),
        );
        let fair = e.fair_min.map_or(0, |_| quarters(w.unfair_per_15min, week));
        add(Part::Fairness, fair);
        add(Part::Staff, times(w.staff_used, 1));
    }
    limits
}

/// What wishes about its start could cost a session at most: the worst of its windows, at one of its ends.
fn start(facts: &Facts<'_>, s: &crate::instance::Session) -> i128 {
    let w = &facts.instance.weights;
    let slots = |slots: usize| i128::try_from(slots).unwrap_or(0);
    let worst = s.windows.iter().map(|&(day, from, to)| {
        let (first, last) = (facts.slots(from), facts.slots(to));
        let wish = match s.preferred_start {
            None => 0,
            Some((wished, _)) if wished != day => i128::from(w.other_day),
            Some((_, minute)) => {
                let wished = facts.slots(minute);
                let off = wished.abs_diff(first).max(wished.abs_diff(last));
                i128::from(w.start_shift_per_slot) * slots(off)
            }
        };
        wish + i128::from(w.late_per_slot) * slots(facts.late(s, to))
    });
    worst.max().unwrap_or(0) + i128::from(w.second_venue)
}

/// What the prices of a certificate stand against: costs counted as much as they count.
impl Facts<'_> {
    /// Slots by which a session would start after its latest start, at this minute.
    pub(super) fn late(&self, s: &crate::instance::Session, minute: usize) -> usize {
        let latest = s.latest_start.unwrap_or(minute);
        self.slots(minute).saturating_sub(self.slots(latest))
    }

    /// What a start costs.
    pub(super) fn start_total(&self, slot: i64, moved: i64) -> i64 {
        self.factors.cost(Part::Slot, slot) + self.factors.cost(Part::Deviation, moved)
    }

    /// What it costs that a session has no place.
    pub(super) fn unassigned_total(&self, session: usize) -> i64 {
        self.factors
            .cost(Part::Unassigned, self.unassigned(session))
    }

    /// What a supervisor costs at a venue, but for the week.
    pub(super) fn staff_total(&self, session: usize, venue: usize, who: usize) -> i64 {
        let (continuity, travel, changed) = self.staff_cost(session, venue, who);
        self.factors.cost(Part::Continuity, continuity)
            + self.factors.cost(Part::Travel, travel)
            + self.factors.cost(Part::Deviation, changed)
    }

    /// What a week of some work costs, or nothing where it is too much.
    pub(super) fn week_total(&self, who: usize, work: usize) -> Option<i64> {
        let used = self.instance.weights.staff_used;
        let fairness = self.factors.cost(Part::Fairness, self.unfair(who, work));
        let overtime = self.factors.cost(Part::Overtime, self.overtime(who, work)?);
        Some(overtime + fairness + self.factors.cost(Part::Staff, used))
    }
}
