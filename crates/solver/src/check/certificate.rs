//! Proves a bound from prices. With the rules that tie sessions, rooms and supervisors together
//! priced instead of kept, the week falls apart into small problems, each solved here to its end;
//! whatever the prices are, their sum is below the cost of every rota (Lagrangian relaxation).

use super::facts::{Facts, Start, whole};
use super::{grain, minimum};
use crate::instance::{Fault, Instance, Place, RoomKind};
use crate::rota::Certificate;
use std::collections::BTreeMap;

/// Prices beyond this are no prices.
const MOST: i64 = 10_000_000_000_000_000;
/// Cases of so many sessions over so many days are planned exactly; others session by session.
const SMALL_CASE: (usize, usize) = (4, 7);

/// Parts of a cost. A document can have millions of prices; no sum of them may run over and prove
/// what it does not.
pub(super) type Sum = i128;

/// A possible start of a session, priced; nothing where too few could supervise it.
pub(super) type Priced = Vec<Vec<(Start, Option<i64>)>>;

/// The bound that the prices prove: no rota of the instance costs less.
pub fn prove(instance: &Instance, certificate: &Certificate) -> Result<i64, Fault> {
    let facts = Facts::new(instance);
    let prices = Prices::read(&facts, certificate)?;
    prices.bound(&prices.priced())
}

/// The bound that prices prove of all rotas that hold sessions at the times and venues of these places
/// or not at all, the rota with these places and this cost being one of them: the same for a week in
/// which no session has another start.
pub(super) fn prove_at(
    instance: &Instance,
    (places, cost): (&[Option<Place>], i64),
    certificate: &Certificate,
) -> Result<i64, Fault> {
    let mut facts = Facts::new(instance);
    for session in 0..facts.starts.len() {
        let place = places.get(session).and_then(Option::as_ref);
        let given = place.map(|place| facts.start_of(place));
        facts.starts[session].retain(|at| Some(*at) == given);
    }
    let prices = Prices::read(&facts, certificate)?;
    let open = prices.priced();
    Ok(grain::sharpen(&prices, &open, prices.bound(&open)?, cost))
}

/// What a session costs without a place, and on each day that it can be held on.
type Member = (Sum, BTreeMap<usize, Sum>);

pub(super) struct Prices<'a> {
    pub(super) facts: &'a Facts<'a>,
    unit: i64,
    staffing: &'a [Vec<i64>],
    /// By venue, day, slot and whether only large sessions pay.
    rooms: BTreeMap<(usize, usize, usize, bool), Sum>,
    /// By area, day and slot.
    legs: BTreeMap<(usize, usize, usize), Sum>,
    /// By resource, day and slot.
    resources: BTreeMap<(usize, usize, usize), Sum>,
    /// What all that is there to give is worth.
    pub(super) given: Sum,
}

impl<'a> Prices<'a> {
    fn read(facts: &'a Facts<'a>, certificate: &'a Certificate) -> Result<Self, Fault> {
        let refuse = |what: &str| Err(Fault::new("/certificate", what));
        if !(1..=1000).contains(&certificate.parts_per_cost) {
            return refuse("parts_per_cost is not between 1 and 1000");
        }
        let lengths = certificate.staffing.iter().map(Vec::len);
        if !lengths.eq(facts.starts.iter().map(std::collections::BTreeSet::len)) {
            return refuse("staffing does not have one price per start");
        }
        if certificate
            .staffing
            .iter()
            .flatten()
            .any(|price| price.unsigned_abs() > MOST.unsigned_abs())
        {
            return refuse("staffing has a price beyond measure");
        }
        let mut prices = Self {
            facts,
            unit: certificate.parts_per_cost,
            staffing: &certificate.staffing,
            rooms: BTreeMap::new(),
            legs: BTreeMap::new(),
            resources: BTreeMap::new(),
            given: 0,
        };
        let paid = |price: i64| (0..=MOST).contains(&price);
        // More than there are sessions can never be used.
        let sessions = facts.instance.sessions.len();
        let useful = |capacity: usize| Sum::from(whole(capacity.min(sessions)));
        for room in &certificate.rooms {
            if !paid(room.price) || room.venue >= facts.instance.venues.len() {
                return refuse("rooms has a price below 0, beyond measure or for no venue");
            }
            prices.given +=
                Sum::from(room.price) * useful(facts.rooms(room.venue, room.large_only));
            let key = (room.venue, room.day, room.slot, room.large_only);
            *prices.rooms.entry(key).or_default() += Sum::from(room.price);
        }
        for leg in &certificate.legs {
            let capacity = facts.instance.transport.capacity_by_area.get(leg.area);
            let Some(capacity) = capacity.filter(|_| paid(leg.price)) else {
                return refuse("legs has a price below 0, beyond measure or for no area");
            };
            prices.given += Sum::from(leg.price) * useful(*capacity);
            *prices
                .legs
                .entry((leg.area, leg.day, leg.slot))
                .or_default() += Sum::from(leg.price);
        }
        for one in &certificate.resources {
            let there = facts.instance.resources.get(one.resource);
            let Some(there) = there.filter(|_| paid(one.price)) else {
                return refuse("resources has a price below 0, beyond measure or for no resource");
            };
            prices.given += Sum::from(one.price) * useful(there.count);
            let key = (one.resource, one.day, one.slot);
            *prices.resources.entry(key).or_default() += Sum::from(one.price);
        }
        Ok(prices)
    }

    /// No rota costs less.
    fn bound(&self, open: &Priced) -> Result<i64, Fault> {
        let parts = self.all_cases(open) + self.staff(open) - self.given;
        let unit = Sum::from(self.unit);
        let whole = parts.div_euclid(unit) + Sum::from(parts.rem_euclid(unit) > 0);
        let bound = i64::try_from(whole);
        bound.map_err(|error| Fault::new("/certificate", format!("its bound: {error}")))
    }

    /// What the supervisors' weeks cost.
    pub(super) fn staff(&self, open: &Priced) -> Sum {
        let staff = 0..self.facts.instance.supervisors.len();
        staff.map(|who| self.week(open, who)).sum()
    }

    fn priced(&self) -> Priced {
        let sessions = self.facts.starts.iter().enumerate();
        sessions
            .map(|(session, starts)| {
                let prices = starts.iter().zip(&self.staffing[session]);
                prices
                    .map(|(&at, &price)| (at, self.facts.is_alive(session, at).then_some(price)))
                    .collect()
            })
            .collect()
    }

    /// What a start costs with everything it uses paid for.
    pub(super) fn cost(&self, session: usize, at: Start, staffing: i64) -> Sum {
        let s = &self.facts.instance.sessions[session];
        let (day, start, venue) = at;
        let (slot, moved) = self.facts.start_cost(session, at);
        let price = |slot, large| {
            self.rooms
                .get(&(venue, day, slot, large))
                .copied()
                .unwrap_or(0)
        };
        let rooms: Sum = (start..start + self.facts.slots(s.duration_min))
            .map(|slot| {
                let large = s.room == RoomKind::Large;
                price(slot, false) + if large { price(slot, true) } else { 0 }
            })
            .sum();
        let area = self.facts.area(session);
        let legs = self.facts.legs(session, start).into_iter();
        let legs: Sum = legs
            .filter_map(|slot| self.legs.get(&(area, day, slot)))
            .sum();
        let needs = s.resources.iter().flat_map(|&which| {
            let slots = super::resources::slots(self.facts, session, which, start);
            slots.filter_map(move |slot| self.resources.get(&(which, day, slot)))
        });
        let resources: Sum = needs.sum();
        let supervisors = Sum::from(staffing) * Sum::from(whole(s.supervisors));
        self.parts(self.facts.start_total(slot, moved)) + supervisors + rooms + legs + resources
    }

    /// A cost in parts.
    pub(super) fn parts(&self, cost: i64) -> Sum {
        Sum::from(cost) * Sum::from(self.unit)
    }

    /// The cheapest start of a session on each day.
    fn by_day(&self, session: usize, priced: &Priced) -> BTreeMap<usize, Sum> {
        let mut best: BTreeMap<usize, Sum> = BTreeMap::new();
        for &(at, staffing) in &priced[session] {
            let Some(staffing) = staffing else { continue };
            let cost = self.cost(session, at, staffing);
            best.entry(at.0)
                .and_modify(|best| *best = cost.min(*best))
                .or_insert(cost);
        }
        best
    }

    fn all_cases(&self, priced: &Priced) -> Sum {
        let instance = self.facts.instance;
        let mut members = vec![Vec::new(); instance.cases.len()];
        for (session, &case) in self.facts.case.iter().enumerate() {
            members[case].push((
                self.parts(self.facts.unassigned_total(session)),
                self.by_day(session, priced),
            ));
        }
        let cases = members.iter().enumerate();
        cases.map(|(case, members)| self.case(case, members)).sum()
    }

    /// The cheapest way to hold the sessions of a case.
    fn case(&self, case: usize, members: &[Member]) -> Sum {
        let instance = self.facts.instance;
        let rule = &instance.cases[case];
        let lacking: Vec<Sum> = (0..=members.len())
            .map(|placed| self.parts(minimum::total(self.facts, case, placed)))
            .collect();
        if members.len() <= SMALL_CASE.0 && instance.days.len() <= SMALL_CASE.1 {
            let limits = (rule.min_gap_days, rule.max_per_week);
            return cheapest(members, (limits, &lacking), &mut Vec::new());
        }
        let best = |(none, days): &Member| (*none, days.values().copied().min());
        let alone: Vec<_> = members.iter().map(best).collect();
        minimum::cheapest(&alone, |placed| lacking[placed])
    }

    /// The cheapest week of a supervisor who is paid the staffing prices; at most 0, for nobody
    /// must work.
    fn week(&self, priced: &Priced, who: usize) -> Sum {
        let mut days: BTreeMap<usize, Vec<Job>> = BTreeMap::new();
        for (session, starts) in priced.iter().enumerate() {
            for &(at, price) in starts {
                let Some(price) = price else { continue };
                if let Some(job) = self.job(session, at, who, price) {
                    days.entry(at.0).or_default().push(job);
                }
            }
        }
        let mut week = BTreeMap::from([(0, 0)]);
        for jobs in days.into_values() {
            let day = self.day(who, jobs);
            let mut longer = week.clone();
            for (&work, &cost) in &week {
                for (&more, &gain) in &day {
                    keep(&mut longer, work + more, cost + gain);
                }
            }
            week = longer;
        }
        let paid = week.iter().filter_map(|(&work, &cost)| {
            Some(cost + self.parts(self.facts.week_total(who, work)?))
        });
        paid.min().unwrap_or(0).min(0)
    }

    /// A session as work of this supervisor, where it is worth more than it costs.
    fn job(&self, session: usize, at: Start, who: usize, price: i64) -> Option<Job> {
        let cost = self.parts(self.facts.staff_total(session, at.2, who)) - Sum::from(price);
        let may = cost < 0 && self.facts.refusal(session, at, who).is_none();
        let (from, to) = self.facts.occupation(session, at.1).filter(|_| may)?;
        Some(Job {
            from,
            to,
            venue: at.2,
            cost,
        })
    }

    /// The cheapest day for each amount of work.
    fn day(&self, who: usize, mut jobs: Vec<Job>) -> BTreeMap<usize, Sum> {
        let e = &self.facts.instance.supervisors[who];
        let (most, count) = (self.facts.slots(e.day_max_min), e.max_sessions_day);
        jobs.sort_unstable_by_key(|job| (job.from, job.to));
        let mut ending: Vec<BTreeMap<(usize, usize), Sum>> = Vec::new();
        let mut best = BTreeMap::new();
        for job in &jobs {
            let mut chains = BTreeMap::from([((0, 0), 0)]);
            for (before, chain) in jobs.iter().zip(&ending) {
                if before.to + self.facts.travel(before.venue, job.venue) <= job.from {
                    for (&key, &cost) in chain {
                        keep(&mut chains, key, cost);
                    }
                }
            }
            let length = job.to - job.from;
            let chains: BTreeMap<_, _> = chains
                .into_iter()
                .map(|((sessions, work), cost)| ((sessions + 1, work + length), cost + job.cost))
                .filter(|((sessions, work), _)| *sessions <= count && *work <= most)
                .collect();
            for (key, &cost) in &chains {
                keep(&mut best, key.1, cost);
            }
            ending.push(chains);
        }
        best
    }
}

struct Job {
    from: usize,
    to: usize,
    venue: usize,
    cost: Sum,
}

fn keep<K: Ord>(best: &mut BTreeMap<K, Sum>, key: K, cost: Sum) {
    best.entry(key)
        .and_modify(|best| *best = cost.min(*best))
        .or_insert(cost);
}

/// The cheapest way to spread the sessions of a case over the days, or to leave some out.
fn cheapest(
    members: &[Member],
    (limits, lacking): ((usize, usize), &[Sum]),
    taken: &mut Vec<usize>,
) -> Sum {
    let Some(((none, days), rest)) = members.split_first() else {
        return lacking[taken.len()];
    };
    let (gap, most) = limits;
    let mut best = none + cheapest(rest, (limits, lacking), taken);
    for (&day, &cost) in days {
        if taken.len() < most && taken.iter().all(|other| other.abs_diff(day) >= gap) {
            taken.push(day);
            best = best.min(cost + cheapest(rest, (limits, lacking), taken));
            taken.pop();
        }
    }
    best
}
