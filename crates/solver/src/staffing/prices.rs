//! The proof: with a price on each session's supervision, sessions and supervisors' weeks fall
//! apart, and their cheapest plans together cost no more than any staffing (Lagrangian relaxation).
//! Prices follow the average plan (the volume algorithm of Barahona and Anbil); and what a
//! supervisor can only do at more than a known staffing costs is struck out for good.

use super::duties::{Best, Day, Duties, Duty, PARTS};
use super::tree::Left;
use super::weeks::{best, worth};
use crate::problem::{Problem, number};
use crate::rules::minimum;
use std::collections::{BTreeMap, VecDeque};

/// How much of the newest plan enters the average plan.
const NEWEST: f64 = 0.06;
/// After so many prices without a better bound the steps get shorter.
const PATIENCE: u32 = 12;
/// So many plans are remembered.
const RECENT: usize = 50;

/// Prices on supervision, and what they prove.
#[derive(Clone)]
pub struct Prices {
    /// By session, what each of its supervisors is paid, in parts.
    pub paid: Vec<i64>,
    /// No staffing costs less, in parts.
    pub bound: i64,
    /// The share of each supervisor in the bound.
    pub weeks: Vec<i64>,
    exact: Vec<f64>,
    average: Vec<f64>,
    step: f64,
    failures: u32,
    /// Who takes what in the last plans.
    recent: VecDeque<Vec<(usize, usize)>>,
}

/// A supervisor who could take a session.
pub struct Agreed {
    /// Who.
    pub who: usize,
    /// Which.
    pub session: usize,
    /// In how many of a thousand plans they do.
    pub share: usize,
}

impl Prices {
    /// Begins with prices at which each session is worth what its next best supervisors cost.
    pub fn new(problem: &Problem<'_>, duties: &Duties) -> Self {
        let exact: Vec<f64> = problem.tasks.iter().map(first_price).collect();
        let mut prices = Self {
            paid: round(&exact),
            bound: i64::MIN,
            weeks: Vec::new(),
            average: vec![0.0; exact.len()],
            exact,
            step: 1.0,
            failures: 0,
            recent: VecDeque::new(),
        };
        let plan = Plan::cheapest(problem, duties, &prices.paid);
        prices.bound = plan.cost;
        prices.average = plan.missing;
        prices.weeks = plan.weeks;
        prices
    }

    /// Tries other prices on the way to a staffing that costs `known`.
    pub fn improve(&mut self, problem: &Problem<'_>, duties: &Duties, known: i64) {
        let norm: f64 = self.average.iter().map(|missing| missing * missing).sum();
        if norm < 1e-12 {
            self.step *= 0.5;
            return;
        }
        let length = self.step * (known * PARTS - self.bound).max(PARTS) as f64 / norm;
        let moved = self.exact.iter().zip(&self.average);
        let exact: Vec<f64> = moved
            .map(|(price, missing)| price + length * missing)
            .collect();
        let paid = round(&exact);
        let plan = Plan::cheapest(problem, duties, &paid);
        let agrees: f64 = plan
            .missing
            .iter()
            .zip(&self.average)
            .map(|(a, b)| a * b)
            .sum();
        for (mine, new) in self.average.iter_mut().zip(&plan.missing) {
            *mine += NEWEST * (new - *mine);
        }
        self.recent.truncate(RECENT - 1);
        self.recent.push_front(plan.taken);
        if plan.cost > self.bound {
            self.failures = 0;
            if agrees > 0.0 {
                self.step = (self.step * 1.1).min(2.0);
            }
            self.bound = plan.cost;
            self.weeks = plan.weeks;
            self.exact = exact;
            self.paid = paid;
            return;
        }
        self.failures += 1;
        if self.failures >= PATIENCE {
            self.failures = 0;
            self.step *= 0.75;
        }
    }

    /// What a session costs when it is held and its supervisors are paid, and when it is left out.
    pub fn of(&self, problem: &Problem<'_>, session: usize) -> (i64, i64) {
        price_of(problem, session, &self.paid)
    }

    /// What the same prices prove of these duties.
    pub fn look(&mut self, problem: &Problem<'_>, duties: &Duties) {
        let plan = Plan::cheapest(problem, duties, &self.paid);
        self.bound = plan.cost;
        self.weeks = plan.weeks;
    }

    /// What is left of sessions with one supervisor, and how far the last plans agree on it.
    pub fn agreed(&self, problem: &Problem<'_>, left: &Left) -> Vec<Agreed> {
        let mut times: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for taken in self.recent.iter().flatten() {
            *times.entry(*taken).or_default() += 1;
        }
        let plans = self.recent.len().max(1);
        let sessions = left.iter().enumerate();
        let open = sessions
            .filter(|&(session, theirs)| problem.tasks[session].need == 1 && theirs.len() > 1);
        let pairs =
            open.flat_map(|(session, theirs)| theirs.iter().map(move |one| (one.0, session)));
        let agreed = pairs.map(|(who, session)| Agreed {
            who,
            session,
            share: 1000 * times.get(&(who, session)).copied().unwrap_or(0) / plans,
        });
        agreed.collect()
    }

    /// Goes on with longer steps, now that there is less to choose from.
    pub fn wake(&mut self) {
        self.step = 0.1;
        self.failures = 0;
    }

    /// The bound as a whole cost.
    pub fn whole_bound(&self) -> i64 {
        self.bound.div_euclid(PARTS) + i64::from(self.bound.rem_euclid(PARTS) > 0)
    }

    /// Whether no staffing costs `limit` or less.
    pub fn exclude(&self, limit: i64) -> bool {
        self.whole_bound() > limit
    }

    /// Whether every staffing that costs `limit` or less holds all of these sessions.
    pub fn need_all(
        &self,
        problem: &Problem<'_>,
        sessions: impl Iterator<Item = usize>,
        limit: i64,
    ) -> bool {
        let spare = limit * PARTS - self.bound;
        let dear = |session| {
            let (held, out) = self.of(problem, session);
            out - held > spare
        };
        sessions.into_iter().all(dear)
    }

    /// Whether steps have become too short to lead anywhere.
    pub fn rest(&self) -> bool {
        self.step < 1e-4
    }

    /// What a supervisor's best week with this duty costs more than the best one without a wish.
    fn forced(
        &self,
        problem: &Problem<'_>,
        who: usize,
        days: &[Day],
        on: (usize, &[Duty], Duty),
    ) -> i64 {
        let (day, duties, duty) = on;
        let near = duties.iter().filter(|other| {
            let apart = other.leads_to(problem, &duty) || duty.leads_to(problem, other);
            other.session == duty.session || apart
        });
        let near: Vec<Duty> = near.copied().collect();
        let mut priced = worth(&near, &self.paid);
        priced.retain(|(_, other)| other.session != duty.session);
        // So cheap that every chain worth having has it; taken off again below.
        let bonus = i64::MAX / 16;
        let cost = duty.cost - self.paid[duty.session];
        let at = priced.partition_point(|(_, other)| {
            (other.from, other.to, other.session) < (duty.from, duty.to, duty.session)
        });
        priced.insert(at, (cost - bonus, duty));
        let with = Day::plan(problem, &problem.staff[who], &priced);
        let chains = with.best.iter().filter(|best| best.cost < -bonus / 2);
        let chains: Vec<_> = chains
            .map(|best| Best {
                cost: best.cost + bonus,
                ..*best
            })
            .collect();
        let mut table: Vec<&[Best]> = days.iter().map(|day| &day.best[..]).collect();
        table[day] = &chains;
        best(problem, who, &table)
            .cost
            .saturating_sub(self.weeks[who])
    }

    /// Strikes out what no staffing that costs `limit` or less can have; notes what the rest costs more
    /// than the bound, by session and supervisor.
    pub fn strike(&mut self, problem: &Problem<'_>, duties: &mut Duties, limit: i64) -> Left {
        let allowed = limit * PARTS - self.bound;
        let mut left = vec![Vec::new(); problem.tasks.len()];
        for (who, week) in duties.iter_mut().enumerate() {
            let days: Vec<Day> = week
                .iter()
                .map(|day| Day::plan(problem, &problem.staff[who], &worth(day, &self.paid)))
                .collect();
            for (day, listed) in week.iter_mut().enumerate() {
                let all = listed.clone();
                listed.retain(|duty| {
                    let more = self.forced(problem, who, &days, (day, &all, *duty));
                    if more <= allowed {
                        left[duty.session].push((who, more));
                    }
                    more <= allowed
                });
            }
        }
        self.look(problem, duties);
        left
    }
}

/// No staffing by these duties costs less, in parts.
pub fn bound(problem: &Problem<'_>, duties: &Duties, paid: &[i64]) -> i64 {
    Plan::cheapest(problem, duties, paid).cost
}

/// The cheapest plans at some prices.
struct Plan {
    cost: i64,
    /// Supervisors that sessions want beyond those that want them.
    missing: Vec<f64>,
    weeks: Vec<i64>,
    /// Who takes what.
    taken: Vec<(usize, usize)>,
}

impl Plan {
    fn cheapest(problem: &Problem<'_>, duties: &Duties, paid: &[i64]) -> Self {
        let mut plan = Self {
            cost: minimum::least(problem) * PARTS,
            missing: vec![0.0; problem.tasks.len()],
            weeks: Vec::with_capacity(duties.len()),
            taken: Vec::with_capacity(problem.tasks.len()),
        };
        for (session, task) in problem.tasks.iter().enumerate() {
            let (held, out) = price_of(problem, session, paid);
            plan.cost += held.min(out);
            if held < out {
                plan.missing[session] += number(task.need) as f64;
            }
        }
        for (who, week) in duties.iter().enumerate() {
            let days: Vec<Day> = week
                .iter()
                .map(|day| Day::plan(problem, &problem.staff[who], &worth(day, paid)))
                .collect();
            let table: Vec<_> = days.iter().map(|day| &day.best[..]).collect();
            let week = best(problem, who, &table);
            plan.cost += week.cost;
            plan.weeks.push(week.cost);
            for (day, chosen) in days.iter().zip(&week.chosen) {
                for session in day.sessions(*chosen) {
                    plan.missing[session] -= 1.0;
                    plan.taken.push((who, session));
                }
            }
        }
        plan
    }
}

/// What a session costs with its supervisors paid, and without a place. One that cannot be held
/// costs the same either way.
pub fn price_of(problem: &Problem<'_>, session: usize, paid: &[i64]) -> (i64, i64) {
    let task = &problem.tasks[session];
    let out = task.unplaced * PARTS;
    let held = task
        .order
        .first()
        .map(|&start| task.starts[start].cost * PARTS + number(task.need) * paid[session]);
    (held.unwrap_or(out), out)
}

/// What the dearest of the cheapest supervisors costs: at that price all of them would come.
fn first_price(task: &crate::problem::Task) -> f64 {
    let pool = task
        .order
        .first()
        .map(|&start| &task.pools[task.starts[start].pool]);
    let dearest = pool.and_then(|pool| pool.get(task.need.min(pool.len().saturating_sub(1))));
    dearest.map_or(0.0, |candidate| (candidate.cost * PARTS) as f64)
}

/// The nearest whole numbers; prices are far too small for the cast to lose any.
#[expect(clippy::cast_possible_truncation, reason = "prices lie far below 2^53")]
fn round(prices: &[f64]) -> Vec<i64> {
    prices.iter().map(|price| price.round() as i64).collect()
}
